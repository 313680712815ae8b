"""People sign in with a password and a code, once each, are what they are there for, and are out again."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading

import pyotp
import pytest

from econsent import credentials, door, errors
from econsent.access import DUTIES
from econsent.exchange import SearchRequest, WithdrawalRequest
from econsent.instant import SECOND
from econsent.library import Library
from econsent.principals import KeyRequest, NewPassword
from econsent.station import Station
from tests.accounts import Person, a_key, noted
from tests.builders import SCOPE, WHY, LyingClock, consent, iin, person, subject
from tests.hand import Hand, deposit

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


# ── signing in ──


def test_a_person_signs_in_and_is_what_they_are_there_for(library: Library, clock: LyingClock):
    someone = Person(library, clock, "registrar")
    session = someone.sign_in()
    asker = library.door.admit(session.token)
    assert (asker.id, asker.kind, asker.scopes) == (someone.id, "person", DUTIES["registrar"].scopes)
    clock.ahead += door.SESSION_LIFE
    with pytest.raises(errors.AccessDenied):
        library.door.admit(session.token)


def test_a_code_opens_once_and_none_of_before_opens_after_it(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    code, before = someone.code(), someone.code(-1)
    someone.sign_in(code=code)
    for used in (code, before):
        with pytest.raises(errors.AccessDenied):
            someone.sign_in(code=used)
    clock.ahead += 31 * SECOND
    someone.sign_in()


def test_one_code_sent_by_many_at_once_opens_for_one(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    code, opened = someone.code(), []

    def attempt() -> None:
        with contextlib.suppress(errors.EconsentError):
            opened.append(someone.sign_in(code=code))

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1


def test_a_wrong_password_a_wrong_code_and_an_unknown_login_are_told_alike(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    said = set()
    for wrong in ({"password": "wrong password"}, {"code": "000000"}, {"login": "nobody"}, {"code": "٠٠٠٠٠٠"}):
        with pytest.raises(errors.AccessDenied) as refused:
            someone.sign_in(**wrong)
        said.add(str(refused.value))
    assert len(said) == 1
    assert "aigul" not in said.pop()
    assert noted(library)[-4:] == [
        (who, "access.session.begin", "library.access-denied")
        for who in (someone.id, someone.id, "unknown", someone.id)
    ]


def test_as_much_is_computed_for_a_login_of_nobody(library: Library, clock: LyingClock, monkeypatch):
    someone = Person(library, clock)
    checked: list[str] = []
    fits, step_of = credentials.fits, credentials.step_of
    monkeypatch.setattr(
        credentials, "fits", lambda kept, word: checked.append(kept.rsplit("$", 2)[0]) or fits(kept, word)
    )
    monkeypatch.setattr(credentials, "step_of", lambda *given: checked.append("totp") or step_of(*given))
    work = []
    for login in ("aigul", "nobody"):
        checked.clear()
        with pytest.raises(errors.AccessDenied):
            someone.sign_in("wrong password", login=login)
        work.append(list(checked))
    assert work[0] == work[1]
    assert len(work[0]) == 2


def test_a_password_in_use_costs_a_guesser_sixty_four_mebibytes_a_guess():
    fresh = "from econsent.credentials import *; print(hash_password('right'), hash_of_nobody())"
    hashes = subprocess.check_output([sys.executable, "-c", fresh], text=True).split()
    assert [kept.rsplit("$", 2)[0] for kept in hashes] == ["$argon2id$v=19$m=65536,t=3,p=4"] * 2
    assert credentials.fits(hashes[0], "right")
    assert not credentials.fits(hashes[1], "right")


@pytest.mark.parametrize("login", ["aigul", "nobody"])
def test_a_login_closes_for_longer_after_each_failure_whether_it_is_there_or_not(
    library: Library, clock: LyingClock, login: str
):
    someone = Person(library, clock)
    for _ in range(5):
        with pytest.raises(errors.AccessDenied):
            someone.sign_in("wrong password", login=login)
    waits = []
    for _ in range(6):
        with pytest.raises(errors.RateLimited) as closed:
            someone.sign_in(login=login)
        waits.append(closed.value.retry_after)
        clock.ahead += closed.value.retry_after * SECOND
        with pytest.raises(errors.AccessDenied):
            someone.sign_in("wrong password", login=login)
    assert waits == sorted(waits)
    assert (waits[0], waits[-1] > 890) == (30, True)  # a quarter of an hour, less what this took


def test_a_login_that_was_closed_opens_again_and_the_failures_are_forgotten(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    for _ in range(5):
        with pytest.raises(errors.AccessDenied):
            someone.sign_in("wrong password")
    clock.ahead += 31 * SECOND
    someone.sign_in()
    for _ in range(4):
        with pytest.raises(errors.AccessDenied):
            someone.sign_in("wrong password")
    clock.ahead += 31 * SECOND
    someone.sign_in()


def test_signing_out_ends_one_session_or_all_of_them(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    tokens = []
    for _ in range(3):
        clock.ahead += 31 * SECOND
        tokens.append(someone.sign_in().token)
    library.door.sign_out(tokens[0])
    with pytest.raises(errors.AccessDenied):
        library.door.admit(tokens[0])
    library.door.admit(tokens[1])
    library.door.sign_out(tokens[1], everywhere=True)
    for token in tokens:
        with pytest.raises(errors.AccessDenied):
            library.door.admit(token)
    with pytest.raises(errors.ArgumentInvalid):
        library.door.sign_out(a_key(library))


def test_a_person_who_was_disabled_is_out_and_the_login_is_free(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    with pytest.raises(errors.LoginTaken):
        Person(library, clock)
    token = someone.sign_in().token
    library.accounts.disable(someone.id)
    with pytest.raises(errors.AccessDenied):
        library.door.admit(token)
    clock.ahead += 31 * SECOND
    with pytest.raises(errors.AccessDenied):
        someone.sign_in()
    other = Person(library, clock)
    assert other.id != someone.id
    other.sign_in()
    assert [(one.id, one.state) for one in library.accounts.listed("person")] == [
        (someone.id, "disabled"),
        (other.id, "active"),
    ]


def test_a_new_password_and_a_new_authenticator_end_the_old_ones(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    token = someone.sign_in().token
    library.accounts.set_password(someone.id, NewPassword(password="another long password"))
    with pytest.raises(errors.AccessDenied):
        library.door.admit(token)
    clock.ahead += 31 * SECOND
    with pytest.raises(errors.AccessDenied):
        someone.sign_in()
    someone.sign_in("another long password")
    renewed = library.accounts.renew_totp(someone.id)
    clock.ahead += 31 * SECOND
    with pytest.raises(errors.AccessDenied):
        someone.sign_in("another long password")
    someone.app = pyotp.parse_uri(renewed.otpauth)
    someone.sign_in("another long password")
    with pytest.raises(errors.PrincipalUnknown):
        library.accounts.renew_totp("key-first")


def test_a_password_is_the_same_however_a_keyboard_composes_its_letters(library: Library, clock: LyingClock):
    someone = Person(library, clock)
    library.accounts.set_password(someone.id, NewPassword(password="ай" * 8))
    someone.sign_in("ай" * 8)


# ── what people are there for ──


def test_a_reader_cannot_withdraw_and_a_registrar_can(library: Library, clock: LyingClock):
    request = WithdrawalRequest(person=person(), name="Әсел", scopes=(SCOPE,), worker="Мәдина")
    with pytest.raises(errors.ScopeMissing):
        library.withdraw(request, asker=Person(library, clock, "reader").asker())
    assert library.check_log().size == 0
    library.withdraw(request, asker=Person(library, clock, "registrar", "registrar").asker())
    assert library.check_log().size == 1


def test_hr_sees_no_patient_and_withdraws_for_none(library: Library, clock: LyingClock):
    hand = Hand.enrol(library)
    patient, worker = (
        hand.say(consent(hand)),
        hand.say(consent(hand, form="staff-filming", subject=subject(iin(7), role="staff"))),
    )
    deposit(library, [patient, worker])
    hr = Person(library, clock, "hr").asker()
    assert library.find(SearchRequest(person=person()), asker=hr) == []
    assert [one.id for one in library.find(SearchRequest(person=person(iin(7))), asker=hr)] == [worker.statement.id]
    for verb in (library.show, lambda one, asker: library.export(one, "pdf", asker=asker)):
        with pytest.raises(errors.StatementUnknown):
            verb(patient.statement.id, asker=hr)
    with pytest.raises(errors.ScopeMissing):
        library.withdraw(
            WithdrawalRequest(person=person(), name="Ә", scopes=(SCOPE,), worker="М", role="patient"), asker=hr
        )


def test_an_admin_gives_access_and_reads_nothing(library: Library, clock: LyingClock, station: Station):
    [signed] = station.sign([consent(station)])
    station.sync(library)
    admin = Person(library, clock, "admin").asker()
    library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",)), intent=WHY, asker=admin)
    library.invite(name="k", point="p", intent=WHY, asker=admin)
    with pytest.raises(errors.ScopeMissing):
        library.show(signed.id, asker=admin)
    with pytest.raises(errors.ScopeMissing):
        library.find(SearchRequest(person=person()), asker=admin)
