"""What a library keeps, and what fsck says when it was changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from econsent import errors
from econsent.exchange import Question
from econsent.library import Library
from econsent.store import fsck
from tests.builders import PASSPHRASE, SCOPE, consent, iin, make_library, person, where
from tests.hand import Hand, deposit

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")

PERMITTED, DENIED = iin(0), iin(1)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Library]:
    """A library with a permit, a refusal, and two more in a second batch."""
    with make_library(tmp_path) as library:
        hand = Hand.enrol(library)
        deposit(library, [hand.say(consent(hand, iin=PERMITTED)), hand.say(consent(hand, "deny", iin=DENIED))])
        deposit(library, [hand.say(consent(hand, iin=iin(number))) for number in (2, 3)])
        yield library


def change(library: Library, sql: str) -> None:
    with library._engine.writing() as connection:
        assert connection.execute(sql).rowcount > 0


def findings(tmp_path: Path) -> set[str]:
    return {item.code for item in fsck.check(where(tmp_path), passphrase=PASSPHRASE)}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE log_entry SET digest = zeroblob(32) WHERE idx = 1", "ledger.damaged"),
        ("DELETE FROM log_entry WHERE idx = 3", "ledger.damaged"),
        ("DELETE FROM log_entry WHERE idx = 1", "ledger.damaged"),
        ("UPDATE log_node SET hash = zeroblob(32) WHERE id = 0", "ledger.damaged"),
        ("DELETE FROM log_node WHERE id = 1", "ledger.damaged"),
        ("UPDATE checkpoint SET root = zeroblob(32) WHERE size = 2", "ledger.damaged"),
        ("UPDATE checkpoint SET note = replace(note, 'econsent', 'other') WHERE size = 2", "ledger.damaged"),
        ("DELETE FROM checkpoint WHERE size = 4", "ledger.damaged"),
        ("DELETE FROM checkpoint", "store.damaged"),
        ("DELETE FROM statement WHERE idx = 0", "store.damaged"),
        ("UPDATE statement SET jws = zeroblob(100) WHERE idx = 0", "store.damaged"),
        ("UPDATE statement SET papers = zeroblob(100) WHERE idx = 0", "store.damaged"),
        ("UPDATE statement SET papers = jws WHERE idx = 0", "store.damaged"),
        ("UPDATE statement SET heard = zeroblob(100) WHERE idx = 0", "store.damaged"),
        ("UPDATE statement SET person = zeroblob(16) WHERE idx = 0", "store.damaged"),
        ("DELETE FROM standing", "store.standing"),
        ("UPDATE standing SET stands = zeroblob(40)", "store.standing"),
        ("DELETE FROM consent", "store.consents"),
        ("UPDATE consent SET status = 'inactive' WHERE id = 1", "store.consents"),
        ("UPDATE consent SET updated = updated + 1", "store.consents"),
        ("UPDATE consent SET mark = zeroblob(40)", "store.consents"),
        ("UPDATE consent SET person = zeroblob(16) WHERE id = 1", "store.consents"),
        ("DELETE FROM rendered WHERE idx = 0", "store.consents"),
        ("UPDATE rendered SET r5 = r4", "store.consents"),
        ("DELETE FROM person", "store.damaged"),
        ("UPDATE person SET wrapped_key = zeroblob(40)", "store.damaged"),
    ],
)
def test_fsck_names_what_was_changed_in_a_library(kept: Library, tmp_path: Path, sql: str, code: str):
    change(kept, sql)
    assert code in findings(tmp_path)


def test_a_permit_copied_over_a_refusal_is_no_permit(kept: Library, tmp_path: Path):
    vault = kept._home.keys.vault
    permit = kept._shelf.standing(vault.person(person(PERMITTED)))
    with kept._engine.writing() as connection:
        connection.execute("UPDATE standing SET stands = ? WHERE person = ?", (permit, vault.person(person(DENIED))))
    with pytest.raises(errors.StoreDamaged):
        kept.decide(Question(person=person(DENIED), scope=SCOPE))
    assert findings(tmp_path) == {"store.standing"}


def test_an_old_permit_put_back_is_found_by_fsck(kept: Library, tmp_path: Path):
    vault = kept._home.keys.vault
    who = vault.person(person(PERMITTED))
    permit = kept._shelf.standing(who)
    hand = Hand.enrol(kept)
    hand.see(kept.deposit([]))
    deposit(kept, [hand.say(consent(hand, "deny", iin=PERMITTED))])
    with kept._engine.writing() as connection:
        connection.execute("UPDATE standing SET stands = ? WHERE person = ?", (permit, who))
    assert findings(tmp_path) == {"store.standing"}


def test_a_statement_cannot_be_moved_to_another_person(kept: Library, tmp_path: Path):
    vault = kept._home.keys.vault
    with kept._engine.writing() as connection:
        connection.execute("UPDATE statement SET person = ? WHERE idx = 1", (vault.person(person(PERMITTED)),))
    assert "store.damaged" in findings(tmp_path)
