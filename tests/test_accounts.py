"""Keys, who gives access and to whom, and what of it lies in the database."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from econsent import door, errors
from econsent.access import EVERY_SCOPE, Asker, read_scopes, write_scopes
from econsent.exchange import SearchRequest, parse
from econsent.instant import SECOND
from econsent.library import Library
from econsent.principals import ClientRequest, KeyRequest, NewPassword, PersonRequest
from econsent.store import fsck
from tests.accounts import AUDIENCE, MINUTE, OTHER_BIN, PASSWORD, Person, a_client, a_key, ask_token, noted
from tests.builders import PASSPHRASE, WHY, LyingClock, at_rest, open_library, person, where
from tests.smart import Client

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


# ── keys ──


def test_a_key_opens_what_its_scopes_say_and_nothing_else(library: Library):
    asker = library.door.admit(a_key(library, "statements.read"))
    assert library.find(SearchRequest(person=person()), asker=asker) == []
    with pytest.raises(errors.ScopeMissing):
        library.invite(name="k", point="p", asker=asker)


def test_a_key_is_refused_once_its_days_are_over(library: Library, clock: LyingClock):
    key = a_key(library, days=1)
    library.door.admit(key)
    clock.ahead += 24 * 60 * MINUTE
    with pytest.raises(errors.AccessDenied):
        library.door.admit(key)
    assert [one.state for one in library.accounts.listed("key")] == ["active", "expired"]


def test_a_key_that_was_removed_opens_nothing_from_that_moment(library: Library):
    made = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",)))
    library.door.admit(made.key)
    library.accounts.disable(made.principal.id)
    with pytest.raises(errors.AccessDenied):
        library.door.admit(made.key)
    assert noted(library)[-1] == (made.principal.id, "access.admit", "library.access-denied")
    with pytest.raises(errors.PrincipalUnknown):
        library.accounts.disable(made.principal.id)


def test_another_process_feels_that_a_key_was_removed(library: Library, tmp_path: Path, clock: LyingClock):
    made = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",)))
    with open_library(tmp_path, clock=clock) as other:
        other.door.admit(made.key)
        library.accounts.disable(made.principal.id)
        clock.ahead += door.WARM
        with pytest.raises(errors.AccessDenied):
            other.door.admit(made.key)


def test_a_key_that_is_removed_while_it_is_looked_up_is_not_believed_after(library: Library, monkeypatch):
    made = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",)))
    behind = library.door._behind

    def slowly(hashed: bytes):
        found = behind(hashed)
        library.accounts.disable(made.principal.id)
        return found

    monkeypatch.setattr(library.door, "_behind", slowly)
    library.door.admit(made.key)
    monkeypatch.undo()
    with pytest.raises(errors.AccessDenied):
        library.door.admit(made.key)


def test_a_key_in_place_of_another_may_the_same_and_the_old_one_nothing(library: Library):
    made = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",), subjects=("staff",)))
    old = library.door.admit(made.key)
    new = library.accounts.rotate_key(made.principal.id)
    assert library.door.admit(new.key) == old
    with pytest.raises(errors.AccessDenied):
        library.door.admit(made.key)


def test_a_key_given_by_another_organisation_opens_nothing_here(library: Library):
    key = a_key(library, controllers=(OTHER_BIN,))
    with pytest.raises(errors.ControllerForeign):
        library.door.admit(key)
    assert noted(library)[-1][2] == "library.controller-foreign"


def test_a_clock_that_was_set_back_does_not_keep_a_token_believed(library: Library, clock: LyingClock):
    made = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",)))
    library.door.admit(made.key)
    with library._engine.writing() as session:
        session.execute("DELETE FROM principal WHERE id = ?", (made.principal.id,))
    library.door.admit(made.key)
    clock.ahead -= 60 * MINUTE
    with pytest.raises(errors.AccessDenied):
        library.door.admit(made.key)


@pytest.mark.parametrize("token", ["", "x" * 100_000, "ключ", "\0", "\ud800", " "], ids=repr)
def test_odd_tokens_are_unknown_and_stand_in_the_trail(library: Library, token: str):
    with pytest.raises(errors.AccessDenied):
        library.door.admit(token)
    assert noted(library) == [("unknown", "access.admit", "library.access-denied")]


def test_whoever_is_refused_too_often_is_counted_in_one_entry(library: Library):
    with pytest.raises(errors.RateLimited) as refused:
        library.door.admit("wrong", refused=lambda: 7.2)
    assert refused.value.retry_after == 8
    for _ in range(99):
        with pytest.raises(errors.RateLimited):
            library.door.admit("wrong", refused=lambda: 1.0)
    [entry] = [item.entry for item in library.audit.entries()]
    assert (entry.asker, entry.outcome, entry.times) == ("unknown", "library.rate-limited", 100)
    assert library.audit.check().problems == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": ["decisions"]},
        {"scopes": ["system/Patient.rs"]},
        {"scopes": ["system/Consent.sr"]},
        {"scopes": ["system/Consent."]},
        {"scopes": ["patient/Consent.rs"]},
        {"scopes": ["system/*.d"]},
        {"scopes": []},
        {"controllers": ["123"]},
        {"days": 0},
        {"subjects": ["nobody"]},
        {"name": ""},
    ],
    ids=str,
)
def test_a_key_is_not_made_of_what_is_none(wrong: dict):
    with pytest.raises(errors.InputError):
        parse(msgspec.json.encode({"name": "k", "scopes": ["decision"]} | wrong), KeyRequest)


def test_smart_scopes_are_taken_apart_and_put_together():
    assert read_scopes(["system/Consent.rs"]) == {"system/Consent.r", "system/Consent.s"}
    assert read_scopes(["system/*.r"], frozenset({"decision", "system/Consent.r"})) == {"system/Consent.r"}
    assert write_scopes({"system/Consent.s", "decision", "system/Consent.r"}) == ("decision", "system/Consent.rs")
    assert read_scopes(write_scopes(EVERY_SCOPE)) == EVERY_SCOPE


def test_only_whoever_may_give_access_gives_it(library: Library):
    reader = Asker(id="r", kind="key", scopes=EVERY_SCOPE - {"access.manage"})
    accounts = library.accounts
    verbs: list[Callable[[], object]] = [
        lambda: accounts.add_key(KeyRequest(name="k", scopes=("decision",)), asker=reader),
        lambda: accounts.rotate_key("key-first", asker=reader),
        lambda: accounts.disable("key-first", asker=reader),
        lambda: accounts.listed(asker=reader),
        lambda: accounts.set_password("x", NewPassword(password=PASSWORD), asker=reader),
        lambda: accounts.renew_totp("x", asker=reader),
        lambda: accounts.add_client(ClientRequest(name="c", scopes=("decision",), jwks=Client().jwks), asker=reader),
        lambda: accounts.add_person(PersonRequest(login="x", name="X", duty="admin", password=PASSWORD), asker=reader),
    ]
    for verb in verbs:
        with pytest.raises(errors.ScopeMissing):
            verb()
    assert [one.id for one in accounts.listed()] == ["key-first"]


def test_who_gave_access_to_whom_stands_in_the_trail(library: Library):
    admin = Asker(id="person-1", kind="person", scopes=frozenset({"access.manage"}))
    made = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",)), intent=WHY, asker=admin)
    library.accounts.disable(made.principal.id, intent=WHY, asker=admin)
    entries = [item.entry for item in library.audit.entries()]
    assert [(one.asker, one.verb, one.target) for one in entries] == [
        ("person-1", "access.key.add", made.principal.id),
        ("person-1", "access.disable", made.principal.id),
    ]


# ── what lies in the database ──


def test_nothing_in_the_database_opens_anything_or_names_anybody(library: Library, tmp_path: Path, clock: LyingClock):
    key, someone, client = a_key(library), Person(library, clock), a_client(library)
    session = someone.sign_in()
    token = ask_token(library, client.assertion(AUDIENCE)).access_token
    library.audit.flush()
    kept = at_rest(tmp_path)
    for secret in (
        key,
        session.token,
        token,
        someone.app.secret,
        PASSWORD,
        "Айгүл",
        "aigul",
        "argon2",
        "Laboratory system",
    ):
        assert secret.encode() not in kept, secret


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE principal SET handle = :mine WHERE id = 'key-first'",
        "UPDATE principal SET handle = :mine, record = (SELECT record FROM principal WHERE id = 'key-first')"
        " WHERE id != 'key-first'",
        "INSERT INTO access_grant VALUES (:mine, 'key-first', 9000000000000000,"
        " (SELECT record FROM access_grant LIMIT 1))",
    ],
)
def test_whoever_writes_to_the_database_cannot_open_another_door(library: Library, sql: str):
    ask_token(library, a_client(library).assertion(AUDIENCE))
    a_key(library, "decision")
    mine = (door.hash_token("mine"),) * sql.count(":mine")
    with library._engine.writing() as session:
        session.execute("UPDATE principal SET handle = zeroblob(32) WHERE id LIKE 'key-%' AND id != 'key-first'")
    with contextlib.suppress(errors.StoreDamaged), library._engine.writing() as session:
        session.execute(sql.replace(":mine", "?"), mine)  # where a handle is there already, nothing is moved
    with pytest.raises((errors.StoreDamaged, errors.AccessDenied)):
        library.door.admit("mine")


def test_what_expired_is_tidied_away(library: Library, clock: LyingClock):
    client = a_client(library)
    ask_token(library, client.assertion(AUDIENCE))
    clock.ahead += 6 * MINUTE
    ask_token(library, client.assertion(AUDIENCE, exp=clock.wall() // SECOND + 60))
    rows = library._engine.connection
    for table in ("access_grant", "assertion_used"):
        assert rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1


def test_fsck_names_a_row_that_was_changed(library: Library, tmp_path: Path):
    ask_token(library, a_client(library).assertion(AUDIENCE))
    assert fsck.check(where(tmp_path), passphrase=PASSPHRASE) == []
    with library._engine.writing() as session:
        session.execute("UPDATE principal SET record = zeroblob(100) WHERE id = 'key-first'")
        session.execute("UPDATE access_grant SET record = zeroblob(100)")
    found = [(one.code, one.where) for one in fsck.check(where(tmp_path), passphrase=PASSPHRASE)]
    assert [code for code, _ in found] == ["store.damaged"] * 2
    assert found[0][1] == "access of key-first"
