"""What the page of a statement shows: ink, pages of paper, who spoke beside; and two versions of a form."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import msgspec

from econsent import record
from econsent.document import inkml
from econsent.document.issue import EvidenceFile
from econsent.library import Library
from econsent.server.console.words import LANGUAGES
from tests.builders import consent, form_use, iin, ink, person
from tests.hand import Hand, deposit
from tests.server.browsing import Sit


def kept(library: Library, *files: EvidenceFile, **changes) -> str:
    """Deposit a consent with these files beside it, and return its id."""
    hand = Hand.enrol(library)
    one = hand.say(consent(hand, evidence=files, **changes))
    assert not deposit(library, [one]).refused
    return one.statement.id


def test_ink_is_on_the_page_as_lines_with_their_moments(sit: Sit, library: Library):
    page = sit("registrar").http.get(f"/statements/{kept(library, ink())}").text
    paths = re.findall(r'<path class="w([1-4])" pathLength="1" data-begins="(\d+)" data-ends="(\d+)" d="(.*?)"/>', page)
    begun, ended = ([int(path[place]) for path in paths] for place in (1, 2))
    assert begun == sorted(begun) and begun[0] == 8 and ended[-1] == 900
    assert ended[:-2] == begun[1:-1], "a line goes on where it was"
    assert {path[0] for path in paths} == {"3", "2"}, "a heavy hand, then a light one"
    assert paths[-1][3] == "M3000 2500h0"


def test_pages_of_paper_and_of_handwriting_are_shown_and_nothing_else_is_believed(sit: Sit, library: Library):
    png = b"\x89PNG\r\n\x1a\n of paper"
    drawn = ink().data
    said = kept(
        library,
        EvidenceFile("paper", "image/png", png),
        EvidenceFile("handwriting", inkml.MEDIA_TYPE, drawn),
        EvidenceFile("speech", "text/html", b"<script>alert(1)</script>"),
        signature_class="paper",
        words=None,
    )
    http = sit("registrar").http
    page = http.get(f"/statements/{said}").text
    assert 'alt="Paper, 1"' in page and 'alt="Page written by hand, 1"' in page
    files = [http.get(f"/statements/{said}/evidence/{place}") for place in range(3)]
    types = [file.headers["content-type"] for file in files]
    assert types == ["image/png", "image/svg+xml", "application/octet-stream"]
    assert files[0].content == png and b"<path" in files[1].content
    assert files[2].headers["content-disposition"].startswith("attachment")
    assert {file.headers["x-content-type-options"] for file in files} == {"nosniff"}
    assert http.get(f"/statements/{said}/evidence/3").status_code == 400
    assert library.evidence(said, 1) == drawn


def test_what_a_child_said_who_cosigned_and_which_changes_were_shown_stand_on_the_page(sit: Sit, library: Library):
    hand = Hand.enrol(library)
    authority = record.Authority(kind="birth-certificate", number="1", date=dt.date(2020, 1, 1))
    parent = record.Grantor(
        kind="representative", name="Ана", identifier=person(iin(5)), relationship="parent", authority=authority
    )
    form = form_use(hand.catalogue.latest("patient-filming"), "kk")
    assent = record.Assent(verdict="yes", manner="spoken", witness=record.Witness(name="Куә Адам"))
    drafts = [
        consent(hand, grantor=parent, assent=assent),
        dataclasses.replace(
            consent(hand, grantor=parent, evidence=(ink(), dataclasses.replace(ink(1), role="cosignature"))),
            cosignature=record.Cosignature(signature_class="ink"),
            form=msgspec.structs.replace(form, changes_since="2026.1"),
        ),
    ]
    said = [hand.say(draft) for draft in drafts]
    assert not deposit(library, said).refused
    http = sit("registrar").http
    first, second = (http.get(f"/statements/{one.statement.id}").text for one in said)
    assert "The child was asked" in first and "Said aloud, heard by <bdi>Куә Адам</bdi>" in first
    assert "The changes since version 2026.1 were shown before signing." in second
    assert 'aria-label="The patient’s own signature"' in second


def test_whoever_may_not_see_a_statement_sees_none_of_its_ink(sit: Sit, library: Library):
    said = kept(library, ink())
    assert sit("hr").http.get(f"/statements/{said}/evidence/0").status_code == 404
    assert sit("admin").http.get(f"/statements/{said}/evidence/0").status_code == 403


def test_two_versions_of_a_form_stand_side_by_side_in_each_language(sit: Sit):
    reader = sit("reader")
    shown = reader.http.get("/forms").text
    link = re.search(r'href="(/forms/patient-filming/2026\.1/2026\.2)"', shown)[1]
    for language in LANGUAGES:
        page = reader.http.get(link, params={"in": language}).text
        assert "<del>" in page or "In this language the text has not changed." in page
    assert reader.http.get("/forms/patient-filming/2026.1").status_code == 200
    assert reader.http.get("/forms/patient-filming/1999.9").status_code >= 400
