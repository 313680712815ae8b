"""What people do, followed from what they say to the answer (acceptance/scenarios.md, People)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from econsent import instant, record
from econsent.access import Asker
from econsent.document.containers import verify
from econsent.errors import ArgumentInvalid, RecordRuleBroken, ScopeMissing
from econsent.exchange import CorrectionRequest, WithdrawalRequest, parse
from econsent.instant import SECOND
from econsent.library import Library
from econsent.standing import KAZAKHSTAN
from econsent.station import Station
from tests.builders import (
    IIN,
    SCOPE,
    LyingClock,
    consent,
    decide,
    form_use,
    iin,
    ink,
    make_library,
    make_station,
    person,
    withdrawal,
)
from tests.own import draft


def test_16_a_refusal_has_the_same_proofs_as_a_consent_and_the_answer_is_deny(library: Library, station: Station):
    permit, deny = station.sign([consent(station, iin=iin(1)), consent(station, "deny", iin=iin(2))])
    station.sync(library)
    answer = decide(library, iin(2))
    assert (answer.decision, answer.reason, answer.statements) == ("CONSENT_DENY", "refused", (deny.digest,))
    for signed in (permit, deny):
        [proven] = verify(library.export(signed.id, "bundle"), roots=[library.root_pem.encode()])
        assert proven.statement.id == signed.id
        assert library.show(signed.id).statement.signature_class == "ink"


def test_16_refusing_one_scope_only_denies_that_scope(library: Library, station: Station):
    station.sign([consent(station, {"filming.photo": "permit", "images.quality-control": "permit"})])
    station.sync(library)
    answers = {scope: decide(library, scope=scope).decision for scope in ("filming.photo", SCOPE, "images.publication")}
    assert answers == {
        "filming.photo": "CONSENT_PERMIT",
        SCOPE: "CONSENT_DENY",
        "images.publication": "CONSENT_DENY",
    }


def test_17_the_text_has_changed_and_the_old_statement_shows_the_old_text_byte_for_byte(
    library: Library, station: Station, tmp_path: Path
):
    old = station.catalogue.latest("patient-filming")
    [signed] = station.sign([consent(station, language="ru")])
    station.sync(library)
    document, jws = (library.export(signed.id, what) for what in ("pdf", "jws"))
    library.forms.release(draft(ru=("Звук не записывается. Автоматического", "Звук записывается. Автоматического")))
    station.sync(library)
    assert (library.export(signed.id, "pdf"), library.export(signed.id, "jws")) == (document, jws)
    form = library.show(signed.id).statement.form
    signed_text = station.catalogue.form(form.id, form.version).text("ru")
    assert (form.digest, signed_text.raw) == (signed_text.digest, old.text("ru").raw)
    path = tmp_path / "document.pdf"
    path.write_bytes(document)
    shown = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "Звук записывается." not in shown and "Звук не записывается." in shown
    [again] = station.sign([consent(station, language="ru")])
    station.sync(library)
    path.write_bytes(library.export(again.id, "pdf"))
    shown = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "Звук записывается." in shown


def test_17_where_the_new_text_asks_anew_an_old_permit_ends_on_its_day_and_a_new_one_stands(
    library: Library, station: Station
):
    station.sign([consent(station), consent(station, iin=iin(1)), consent(station, "deny", iin=iin(2))])
    station.sync(library)
    day = dt.date.today() + dt.timedelta(days=10)
    library.forms.release(draft(toml=("second_language = true", f"second_language = true\nreconsent = {day}")))
    station.sync(library)
    station.sign([consent(station, iin=iin(1))])
    station.sync(library)
    begins = instant.to_micros(dt.datetime.combine(day, dt.time(), KAZAKHSTAN))
    today = decide(library)
    assert (today.decision, instant.parse(today.valid_until)) == ("CONSENT_PERMIT", begins)
    found = [decide(library, number, at=begins) for number in (IIN, iin(1), iin(2))]
    assert [(one.decision, one.reason) for one in found] == [
        ("NO_CONSENT", "reconfirm"), ("CONSENT_PERMIT", "permitted"), ("CONSENT_DENY", "refused"),
    ]  # fmt: skip
    assert found[0].statements == today.statements
    assert found[0].obligations[0].code == "NOCOLLECT"


def test_18_withdrew_yesterday_at_another_point_and_an_older_consent_arrives_today(library: Library, tmp_path: Path):
    with make_station(library, tmp_path, name="here") as here, make_station(library, tmp_path, name="there") as there:
        here.sign([consent(here)])
        there.sign([withdrawal(there)])
        there.sync(library)
        assert decide(library).decision == "CONSENT_DENY"
        here.sync(library)
        assert decide(library).decision == "CONSENT_DENY"


def test_18_a_withdrawal_at_the_desk_denies_at_every_point(library: Library, station: Station):
    station.sign([consent(station)])
    station.sync(library)
    library.withdraw(WithdrawalRequest(person=person(), name="Әсел", scopes=(SCOPE,), worker="Медбике"))
    assert decide(library).decision == "CONSENT_DENY"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_22_kazakh_and_russian_were_shown_and_the_document_is_searchable_in_kazakh(
    library: Library, station: Station, tmp_path: Path
):
    form = station.catalogue.latest("patient-filming")
    letters = "Әже Ғалым Қыран теҢіз Өзен Ұлан Үміт Һәм Ілияс"
    [signed] = station.sign([consent(station, form="patient-filming", words=letters)])
    both = consent(station)
    used = form_use(form, "ru", ("kk", "ru"))
    object.__setattr__(both, "form", used)
    [switched] = station.sign([both])
    station.sync(library)
    said = library.show(switched.id).statement.form
    assert (said.language, said.languages_shown, said.digest) == ("ru", ("kk", "ru"), form.text("ru").digest)
    path = tmp_path / "document.pdf"
    path.write_bytes(library.export(signed.id, "pdf"))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert letters in text


def test_24_a_wrong_person_is_marked_by_two_people_and_nothing_is_deleted(library: Library, station: Station):
    [wrong] = station.sign([consent(station)])
    station.sync(library)
    assert decide(library).decision == "CONSENT_PERMIT"
    with pytest.raises(ArgumentInvalid):
        parse(b'{"id": "%b", "reason": "x", "by": ["A", "A"]}' % wrong.id.encode(), CorrectionRequest)
    corrected = library.correct(CorrectionRequest(id=wrong.id, reason="Басқа адам.", by=("А. Сейіт", "Б. Омар")))
    answer = decide(library)
    assert (answer.decision, answer.reason, answer.statements) == ("NO_CONSENT", "entered-in-error", (wrong.digest,))
    assert library.export(wrong.id, "jws")
    said = library.show(corrected.id).statement
    assert (said.kind, said.correction.by, said.refers_to[0].digest) == (
        "correction",
        ("А. Сейіт", "Б. Омар"),
        wrong.digest,
    )
    roots = [library.root_pem.encode()]
    assert verify(library.export(corrected.id, "bundle"), roots=roots)[0].statement.kind == "correction"
    station.sign([consent(station)])
    station.sync(library)
    assert decide(library).decision == "CONSENT_PERMIT"


def test_24_a_reader_may_not_mark_anything(library: Library, station: Station):
    [signed] = station.sign([consent(station)])
    station.sync(library)
    reader = Asker(id="reader", kind="person", scopes=frozenset({"statements.read"}))
    with pytest.raises(ScopeMissing):
        library.correct(CorrectionRequest(id=signed.id, reason="x", by=("A", "B")), asker=reader)
    assert decide(library).decision == "CONSENT_PERMIT"


class Passing(LyingClock):
    """A clock that a test moves on, as time does: the monotonic one with the wall's."""

    def monotonic(self) -> int:
        return super().monotonic() + self.ahead


def test_16_and_18_refuse_agree_withdraw_and_agree_again_within_a_minute(tmp_path: Path):
    clock = Passing()
    with make_library(tmp_path, clock=clock) as library, make_station(library, tmp_path, clock=clock) as station:
        begun, replays = clock.wall(), []
        for draft, expected in (
            (consent(station, "deny"), "CONSENT_DENY"),
            (consent(station), "CONSENT_PERMIT"),
            (withdrawal(station), "CONSENT_DENY"),
            (consent(station), "CONSENT_PERMIT"),
        ):
            clock.ahead += 10 * SECOND
            station.sign([draft])
            station.sync(library)
            assert decide(library).decision == expected
            replays.append((clock.wall(), expected))
        assert clock.wall() - begun < 60 * SECOND
        assert decide(library, at=begun).decision == "NO_CONSENT"
        assert [decide(library, at=moment).decision for moment, _ in replays] == [expected for _, expected in replays]


MOTHER = record.Grantor(
    kind="representative",
    name="Ана",
    relationship="parent",
    authority=record.Authority(kind="birth-certificate", number="1", date=dt.date(2010, 1, 1)),
)


def test_21_a_childs_no_refuses_everything_and_replaces_what_a_parent_permitted_before(
    library: Library, station: Station
):
    yes = record.Assent(verdict="yes", manner="spoken", witness=record.Witness(name="Ана"))
    station.sign([consent(station, grantor=MOTHER, assent=yes)])
    station.sync(library)
    assert decide(library).decision == "CONSENT_PERMIT"
    with pytest.raises(RecordRuleBroken):
        station.sign([consent(station, grantor=MOTHER, assent=record.Assent(verdict="no"))])
    station.sign([consent(station, "deny", grantor=MOTHER, assent=record.Assent(verdict="no"))])
    station.sync(library)
    assert (decide(library).decision, decide(library).reason) == ("CONSENT_DENY", "refused")


def test_21_a_permit_that_was_cosigned_at_seventeen_is_asked_anew_at_eighteen(library: Library, station: Station):
    born = dt.date.today().replace(day=1) - dt.timedelta(days=17 * 365 + 200)
    young = dataclasses.replace(ink(1), role="cosignature")
    subject = record.Subject(role="patient", identifier=person(), name="Жас", birth_date=born)
    signature = record.Cosignature(signature_class="ink")
    station.sign([consent(station, subject=subject, grantor=MOTHER, cosignature=signature, evidence=(ink(), young))])
    station.sync(library)
    today = decide(library)
    birthday = instant.to_micros(dt.datetime.combine(born.replace(year=born.year + 18), dt.time(), KAZAKHSTAN))
    assert (today.decision, instant.parse(today.valid_until)) == ("CONSENT_PERMIT", birthday)
    grown = decide(library, at=birthday)
    assert (grown.decision, grown.reason) == ("NO_CONSENT", "reconfirm")
