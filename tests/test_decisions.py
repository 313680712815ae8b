"""May this person be filmed here now: the room, the sign, who works there, the person, and how fresh it all is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from econsent import errors, instant
from econsent.access import DUTIES, Asker
from econsent.exchange import Answer, AuditQuery, PersonQuestion, Question, RoomQuestion, WithdrawalRequest
from econsent.instant import DAY, SECOND
from econsent.library import Library
from econsent.standing import Policy
from econsent.station import Station
from tests.builders import SCOPE, LyingClock, consent, iin, make_station, open_station, person

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")

NURSE, PATIENT = "840229400125", "900101300126"
PAGE = Path(__file__).parents[1].joinpath("docs", "site.md").read_text(encoding="utf-8")
SITE = PAGE.split("```toml\n")[1].split("```")[0]


def site(**changes: str) -> bytes:
    """Return the register of docs/site.md, the nurse alone in the blood-draw room, with no end."""
    text = SITE.partition('\n[[roster]]\nworker = { system = "kz.iin", value = "900101300811" }')[0]
    text = text.replace("until = 2026-11-28T17:00:00+05:00\n", "").replace("2026-11-23T08:00:00", "2025-01-01T08:00:00")
    for old, new in changes.items():
        assert old.replace("_", "-") in text or old in text
        text = text.replace(old.replace("_", "-"), new)
    return text.encode()


@pytest.fixture
def staffed(library: Library, station: Station) -> Station:
    """A station of a library whose site is known, and whose nurse agreed at the contract."""
    library.site.import_files([site()])
    say(station, library, consent(station, form="staff-filming", iin=NURSE))
    return station


def say(station: Station, library: Library, *drafts) -> list[str]:
    signed = station.sign(drafts)
    assert station.sync(library).problems == ()
    return [one.digest for one in signed]


def ask(library: Library, number: str = PATIENT, **asked) -> Answer:
    return library.decide(Question(person=person(number), **({"scope": SCOPE, "camera": "cam-104"} | asked)))


def test_27_a_camera_in_the_blood_draw_room_hears_what_everything_together_says(staffed: Station, library: Library):
    before = ask(library)
    assert (before.decision, before.reason, before.ground.outcome) == ("NO_CONSENT", "never-asked", "forbidden")
    assert [one.paragraph for one in before.cites] == ["12"]
    assert before.obligations[0].code == "NOCOLLECT"

    [patient] = say(staffed, library, consent(staffed))
    answer = ask(library)
    assert (answer.decision, answer.reason, answer.ground.outcome) == ("CONSENT_PERMIT", "permitted", "permitted")
    assert "8-1" in [one.paragraph for one in answer.cites]
    assert patient in answer.statements
    assert len(answer.statements) == 2
    assert [one.station for one in answer.stations] == [staffed.device_id]

    say(staffed, library, consent(staffed, "deny"))
    refused = ask(library)
    assert (refused.decision, refused.reason, refused.ground.outcome) == ("CONSENT_DENY", "refused", "forbidden")


def test_what_stands_is_told_for_every_scope_of_people_whom_the_asker_is_there_for(staffed: Station, library: Library):
    say(staffed, library, consent(staffed))
    every = library.stands(PersonQuestion(person=person()))
    known = {one.scope: one.decision for one in every.answers}
    assert known["filming.video"] == "CONSENT_PERMIT"
    assert known["staff.filming"] == "NO_CONSENT"
    assert all(library.decide(Question(person=person(), scope=scope)).decision == said for scope, said in known.items())
    hr = Asker(id="person-hr", kind="person", scopes=DUTIES["hr"].scopes, subjects=DUTIES["hr"].subjects)
    seen = library.stands(PersonQuestion(person=person()), asker=hr)
    assert {one.scope for one in seen.answers} == {"staff.filming", "staff.images"}
    noted = library.inspection.find(AuditQuery(asker="person-hr"))
    assert [(line.verb, line.outcome) for line in noted] == [("decision.person", "ok")]
    with pytest.raises(errors.ScopeMissing):
        library.stands(PersonQuestion(person=person()), asker=msgspec.structs.replace(hr, scopes=frozenset()))


def test_27_a_nurse_who_withdrew_stops_the_camera_and_says_why(staffed: Station, library: Library):
    say(staffed, library, consent(staffed))
    assert ask(library).decision == "CONSENT_PERMIT"
    library.withdraw(
        WithdrawalRequest(person=person(NURSE), name="N", scopes=("staff.filming",), worker="HR", role="staff")
    )
    answer = ask(library)
    assert (answer.decision, answer.ground.outcome) == ("NO_CONSENT", "needs-staff-consent")
    room = library.decide_room(RoomQuestion(scope=SCOPE, camera="cam-104", persons=(person(),)))
    assert (room.may_film, room.staff, room.staff_missing) == (False, "missing", 1)


def test_27_without_the_sign_and_in_a_procedure_room_a_consent_permits_nothing(staffed: Station, library: Library):
    say(staffed, library, consent(staffed))
    forbidden = ask(library, camera="cam-106")
    assert (forbidden.decision, forbidden.ground.outcome) == ("CONSENT_DENY", "forbidden")
    assert [one.paragraph for one in forbidden.cites] == ["12"]
    library.site.import_files([site().replace(b"sign = true", b"sign = false")])
    unsigned = ask(library)
    assert (unsigned.decision, unsigned.ground.outcome) == ("NO_CONSENT", "invalid-without-sign")
    assert [one.paragraph for one in unsigned.cites] == ["6"]


def test_27_a_hall_needs_no_patients_consent_and_cites_the_paragraph_for_halls(staffed: Station, library: Library):
    hall = (
        site()
        + b"""
[[roster]]
worker = { system = "kz.iin", value = "840229400125" }
name = "N"
job = "N"
hired = 2024-09-01
room = "abai-12-hall"
from = 2025-01-01T08:00:00+05:00
"""
    )
    library.site.import_files([hall])
    answer = ask(library, camera="cam-hall")
    assert (answer.decision, answer.ground.outcome) == ("CONSENT_PERMIT", "permitted")
    assert "8" in [one.paragraph for one in answer.cites]
    nobody = library.decide_room(RoomQuestion(scope=SCOPE, camera="cam-hall"))
    assert nobody.may_film


def test_a_permit_in_a_room_ends_with_the_shift(staffed: Station, library: Library):
    say(staffed, library, consent(staffed))
    now = library._clock.wall()
    end = instant.render(now + 3600 * SECOND)
    library.site.import_files([site() + f"until = {end}\n".encode()])
    answer = ask(library)
    assert answer.decision == "CONSENT_PERMIT"
    assert instant.parse(answer.valid_until) == instant.parse(end)


def test_who_in_the_room_may_not_be_filmed(staffed: Station, library: Library):
    say(staffed, library, consent(staffed, iin=iin(1)), consent(staffed, "deny", iin=iin(2)))
    people = tuple(person(iin(number)) for number in (1, 2, 3))
    found = library.decide_room(RoomQuestion(scope=SCOPE, camera="cam-104", persons=people))
    assert (found.may_film, found.may_not) == (False, (1, 2))
    assert [one.reason for one in found.answers] == ["permitted", "refused", "never-asked"]
    alone = library.decide_room(RoomQuestion(scope=SCOPE, room="abai-12-104", persons=people[:1]))
    assert alone.may_film
    nobody = library.decide_room(RoomQuestion(scope=SCOPE, room="abai-12-104"))
    assert (nobody.may_film, nobody.ground.outcome) == (False, "needs-consent")


def test_a_permit_to_film_says_which_later_uses_are_not_permitted(library: Library, station: Station):
    say(station, library, consent(station, {SCOPE: "permit", "images.training": "permit"}))
    answer = ask(library, camera=None)
    assert answer.decision == "CONSENT_PERMIT"
    assert answer.obligations[0].code == "NOREUSE"
    assert set(answer.obligations[0].scopes) == {"images.quality-control", "images.publication"}
    reuse = ask(library, camera=None, scope="images.publication")
    assert (reuse.decision, reuse.obligations[0].code) == ("CONSENT_DENY", "NOREUSE")
    assert [one.paragraph for one in reuse.cites] == ["8-1"]


def test_questions_that_cannot_be_answered_are_refused_by_name(staffed: Station, library: Library):
    for asked, leaf in (
        ({"camera": "cam-none"}, errors.CameraUnknown),
        ({"camera": None, "room": "no-room"}, errors.RoomUnknown),
        ({"scope": "filming.hologram"}, errors.FormScopeUnknown),
        ({"at": "2026-11-26T10:00:00"}, errors.InstantInvalid),
    ):
        with pytest.raises(leaf):
            ask(library, **asked)


def test_a_replayed_question_rests_on_the_register_and_the_standing_of_that_moment(staffed: Station, library: Library):
    say(staffed, library, consent(staffed))
    then = instant.render(library._clock.wall())
    library.site.import_files([site().replace(b"sign = true", b"sign = false")])
    say(staffed, library, consent(staffed, "deny"))
    assert ask(library).decision == "CONSENT_DENY"
    assert ask(library, at=then).decision == "CONSENT_PERMIT"


# ── how fresh ──


def test_a_station_that_was_not_heard_of_for_too_long_turns_a_permit_into_no_answer(
    library: Library, tmp_path: Path, clock: LyingClock
):
    with make_station(library, tmp_path) as station:
        say(station, library, consent(station))
        assert ask(library, camera=None).decision == "CONSENT_PERMIT"
        clock.ahead += 4 * DAY
        stale = ask(library, camera=None)
        assert (stale.decision, stale.reason) == ("NO_CONSENT", "stale")
        assert stale.stations[0].stale_seconds >= 4 * 86_400
        then = instant.render(clock.wall() - 4 * DAY + SECOND)
        assert ask(library, camera=None, at=then).decision == "CONSENT_PERMIT"
        station.sync(library)
        assert ask(library, camera=None).decision == "CONSENT_PERMIT"


def test_a_refusal_is_never_stale_and_a_revoked_station_concerns_nobody(
    library: Library, tmp_path: Path, clock: LyingClock
):
    with make_station(library, tmp_path) as station:
        say(station, library, consent(station, iin=iin(1)), consent(station, "deny", iin=iin(2)))
        clock.ahead += 9 * DAY
        assert ask(library, iin(2), camera=None).reason == "refused"
        assert ask(library, iin(1), camera=None).reason == "stale"
        library.revoke(station.device_id)
        assert ask(library, iin(1), camera=None).decision == "CONSENT_PERMIT"
        assert ask(library, iin(1), camera=None).stations == ()


def test_what_is_stale_is_for_the_library_to_say_and_kept(library: Library, tmp_path: Path, clock: LyingClock):
    with make_station(library, tmp_path) as station:
        say(station, library, consent(station))
        clock.ahead += 2 * 3600 * SECOND
        library.set_policy(Policy(stale_after=3600))
        assert ask(library, camera=None).reason == "stale"
        library.set_policy(Policy(identification="document"))
        assert ask(library, camera=None).reason == "policy"
    assert library.policy.identification == "document"


def test_a_sign_of_life_is_one_stations_and_of_now(library: Library, tmp_path: Path):
    heard: list[bytes] = []

    class Overhears:
        forms = library.forms

        def deposit(self, envelopes, *, seen: int = 0):
            return library.deposit(envelopes, seen=seen)

        def contact(self, jws: bytes) -> None:
            heard.append(jws)
            library.contact(jws)

    with make_station(library, tmp_path) as station:
        assert station.sync(Overhears()).problems == ()
    with open_station(tmp_path, sign=False) as delivering:
        assert delivering.sync(Overhears()).problems == ()
    assert len(heard) == 2
    head, payload, signature = heard[0].split(b".")
    for broken in (head + b"." + payload + b"." + signature[:-4] + b"AAAA", b"", b"a.b.c", payload * 2000):
        with pytest.raises((errors.KeysError, errors.ContactRefused)):
            library.contact(broken)
    library.stations._clock = LyingClock(ahead=10 * 60 * SECOND)
    with pytest.raises(errors.ContactRefused):
        library.contact(heard[1])


# ── who may ask ──


def test_an_asker_asks_only_what_it_may_and_about_whom_it_is_there_for(library: Library, station: Station):
    say(station, library, consent(station), consent(station, form="staff-filming", iin=NURSE))
    camera = Asker(id="camera", kind="key", scopes=frozenset({"decision"}))
    hr = Asker(id="hr", kind="person", scopes=frozenset({"decision", "statements.read"}), subjects=frozenset({"staff"}))
    question = Question(person=person(), scope=SCOPE)
    assert library.decide(question, asker=camera).decision == "CONSENT_PERMIT"
    staff = Question(person=person(NURSE), scope="staff.filming")
    assert library.decide(staff, asker=hr).decision == "CONSENT_PERMIT"
    for asker in (hr, Asker(id="nobody", kind="key", scopes=frozenset())):
        with pytest.raises(errors.ScopeMissing):
            library.decide(question, asker=asker)
    entries = [one.entry for one in library.audit.entries(limit=99) if one.entry.verb == "decision"]
    assert [(one.asker, one.outcome) for one in entries] == [
        ("camera", "CONSENT_PERMIT"), ("hr", "CONSENT_PERMIT"),
        ("hr", "library.scope-missing"), ("nobody", "library.scope-missing"),
    ]  # fmt: skip


# ── people ──


def test_21_what_a_parent_agreed_to_must_be_asked_anew_at_eighteen(library: Library, station: Station):
    from econsent.record import Authority, Grantor, Subject

    born = dt.date.today().replace(day=1) - dt.timedelta(days=17 * 365 + 200)
    child = Subject(role="patient", identifier=person(iin(7)), name="Бала", birth_date=born)
    mother = Grantor(
        kind="representative", name="Ана", relationship="mth",
        authority=Authority(kind="birth-certificate", number="1", date=born),
    )  # fmt: skip
    say(station, library, consent(station, subject=child, grantor=mother))
    today = ask(library, iin(7), camera=None)
    assert today.decision == "CONSENT_PERMIT"
    birthday = dt.datetime(born.year + 18, born.month, born.day, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    assert instant.parse(today.valid_until) == instant.to_micros(birthday)
    grown = ask(library, iin(7), camera=None, at=birthday.isoformat(timespec="milliseconds"))
    assert (grown.decision, grown.reason) == ("NO_CONSENT", "reconfirm")


def test_25_a_person_without_an_iin_is_asked_answered_and_withdraws(library: Library, station: Station):
    from econsent.record import Identifier, Subject

    passport = Identifier(system="passport", value="N 01234567")
    say(station, library, consent(station, subject=Subject(role="patient", identifier=passport, name="Иностранец")))
    asked = Question(person=passport, scope=SCOPE)
    assert library.decide(asked).decision == "CONSENT_PERMIT"
    library.withdraw(WithdrawalRequest(person=passport, name="Иностранец", scopes=(SCOPE,), worker="M"))
    assert library.decide(asked).decision == "CONSENT_DENY"
