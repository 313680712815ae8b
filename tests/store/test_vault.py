"""A library's secrets at rest, and what is left when a person's key is destroyed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from econsent import errors, record
from econsent.exchange import SearchRequest
from econsent.library import Library
from econsent.store import fsck
from econsent.store.vault import Vault, seal, unseal
from tests.builders import PASSPHRASE, SCOPE, consent, decide, iin, person
from tests.hand import Hand, deposit


def test_a_person_is_looked_up_by_a_hash_that_only_this_vault_can_make():
    vault, other = Vault.new(), Vault.new()
    assert vault.person(person()) == vault.person(person())
    assert len(vault.person(person())) == 16
    assert vault.person(person()) != other.person(person())
    assert vault.person(person()) != vault.person(record.Identifier(system="passport", value=person().value))


def test_a_closed_vault_opens_with_its_passphrase_alone():
    vault = Vault.new()
    closed = vault.closed("right")
    assert vault.wrapping not in closed
    assert Vault.opened(closed, "right") == vault
    with pytest.raises(errors.PassphraseWrong):
        Vault.opened(closed, "wrong")


def test_the_passphrase_of_a_vault_in_use_costs_a_guesser_thirty_two_mebibytes_a_guess():
    fresh = "from econsent.store.vault import Vault; print(Vault.new().closed('right').decode())"
    closed = json.loads(subprocess.check_output([sys.executable, "-c", fresh], text=True))
    assert (closed["kdf"], 128 * closed["n"] * closed["r"], closed["p"]) == ("scrypt", 32 << 20, 1)
    assert Vault.opened(json.dumps(closed).encode(), "right")
    with pytest.raises(errors.PassphraseWrong):
        Vault.opened(json.dumps(closed | {"n": closed["n"] // 2}).encode(), "right")


def test_every_file_of_a_library_is_its_owners_alone(library: Library, tmp_path: Path):
    files = [path for path in (tmp_path / "library").rglob("*") if path.is_file() and "library.db" not in path.name]
    assert len(files) > 10
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.parent.stat().st_mode & 0o777 for path in files} == {0o700}


def test_a_vault_says_nothing_of_its_keys():
    vault = Vault.new()
    assert vault.wrapping.hex() not in repr(vault)
    assert repr(vault.lookup) not in repr(vault)


def test_what_is_sealed_opens_only_whole_and_in_its_own_place():
    key, digest = bytes(32), bytes(range(32))
    sealed = seal(key, b"what was said", digest)
    assert unseal(key, sealed, digest) == b"what was said"
    assert seal(key, b"what was said", digest) != sealed
    for position in range(len(sealed)):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(errors.StoreDamaged):
            unseal(key, bytes(broken), digest)
    for wrong in (sealed[:-1], sealed[:5], b""):
        with pytest.raises(errors.StoreDamaged):
            unseal(key, wrong, digest)
    with pytest.raises(errors.StoreDamaged):
        unseal(key, sealed, bytes(32))


def test_a_sealed_row_is_believed_only_whole_and_in_its_own_place():
    vault, one, other = Vault.new(), bytes(16), bytes([1] * 16)
    sealed = vault.seal_row(one, SCOPE, b"permit")
    assert b"permit" not in sealed
    assert vault.open_row(one, SCOPE, sealed) == b"permit"
    for keys, who, row, value in (
        (vault, other, SCOPE, sealed),
        (vault, one, "filming.photo", sealed),
        (Vault.new(), one, SCOPE, sealed),
        (vault, one, SCOPE, sealed[:-1]),
        (vault, one, SCOPE, b""),
    ):
        with pytest.raises(errors.StoreDamaged):
            keys.open_row(who, row, value)


def test_a_persons_key_is_wrapped_and_another_vault_cannot_unwrap_it():
    vault = Vault.new()
    key, wrapped = vault.new_person_key()
    assert vault.unwrap(wrapped) == key
    assert key not in wrapped
    for stranger, blob in ((Vault.new(), wrapped), (vault, wrapped[:-1]), (vault, b"")):
        with pytest.raises(errors.StoreDamaged):
            stranger.unwrap(blob)


def test_destroying_a_persons_key_destroys_the_content_and_nothing_else(library: Library, tmp_path: Path):
    hand = Hand.enrol(library)
    gone, kept = (hand.say(consent(hand, iin=iin(number))) for number in (1, 2))
    deposit(library, [gone, kept])
    key = library._home.keys.vault.person(person(iin(1)))
    with library._engine.writing() as connection:
        connection.execute("UPDATE person SET wrapped_key = NULL WHERE person = ?", (key,))
        connection.execute("DELETE FROM standing WHERE person = ?", (key,))
    for what in ("jws", "pdf", "bundle"):
        with pytest.raises(errors.StatementUnknown):
            library.export(gone.statement.id, what)
    with pytest.raises(errors.StatementUnknown):
        library.show(gone.statement.id)
    assert library.export(gone.statement.id, "receipt")
    assert decide(library, iin(1)).decision == "NO_CONSENT"
    assert decide(library, iin(2)).decision == "CONSENT_PERMIT"
    assert library.export(kept.statement.id, "jws") == kept.jws
    assert (library.check_log().size, library.check_log().problems) == (2, ())
    assert fsck.check(tmp_path / "library", passphrase=PASSPHRASE) == []
    assert deposit(library, [gone]).delivered[0].index == 0
    assert len(library.find(SearchRequest(person=person(iin(1))))) == 1
