"""What people do, followed from what they say to the answer (acceptance/scenarios.md, People)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from econsent.access import Asker
from econsent.document.containers import verify
from econsent.errors import ArgumentInvalid, ScopeMissing
from econsent.exchange import CorrectionRequest, WithdrawalRequest, parse
from econsent.instant import SECOND
from econsent.library import Library
from econsent.station import Station
from tests.builders import (
    SCOPE,
    LyingClock,
    consent,
    decide,
    form_use,
    iin,
    make_library,
    make_station,
    person,
    withdrawal,
)


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
