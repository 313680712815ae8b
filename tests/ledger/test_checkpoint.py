"""Checkpoints: who signed, when, and what is not one."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import ledger
from econsent.errors import (
    ArgumentInvalid,
    CheckpointForeign,
    CheckpointForged,
    CheckpointMalformed,
    CheckpointUnsigned,
    LedgerError,
    VerifierKeyMalformed,
)

NOON = 1_795_330_800
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


def test_a_checkpoint_signed_by_the_log_and_its_clock_opens(log):
    opened = ledger.open_checkpoint(log.note(1000).encode(), log.verifiers)
    assert opened == ledger.OpenedCheckpoint(log.checkpoint(1000), NOON, log.note(1000))


def test_the_note_has_the_lines_of_the_standard(log):
    origin, size, root, empty, signature, cosignature, end = log.note(1000).split("\n")
    assert (origin, size, empty, end) == (log.origin, "1000", "", "")
    assert base64.b64decode(root) == ledger.root(1000, log.nodes)
    assert len(base64.b64decode(signature.split(" ")[2])) == 4 + 64
    stamped = base64.b64decode(cosignature.split(" ")[2])
    assert (len(stamped), int.from_bytes(stamped[4:12])) == (4 + 8 + 64, NOON)
    assert signature.startswith(f"— {log.origin} ")
    assert cosignature.startswith(f"— {log.origin}/clock ")


def test_an_empty_log_has_a_checkpoint(log):
    assert ledger.open_checkpoint(log.note(0), log.verifiers).checkpoint.root == ledger.EMPTY_ROOT
    with pytest.raises(CheckpointMalformed):
        ledger.Checkpoint(log.origin, 0, bytes(32))


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_one_flipped_byte_anywhere_in_a_checkpoint_is_refused(log, mask):
    note = log.note(1000).encode()
    for at in range(len(note)):
        broken = note[:at] + bytes([note[at] ^ mask]) + note[at + 1 :]
        with pytest.raises(LedgerError):
            ledger.open_checkpoint(broken, log.verifiers)


@pytest.mark.sweep
def test_any_other_byte_anywhere_in_a_checkpoint_is_refused(log):
    note = log.note(1000).encode()
    for at in range(len(note)):
        for mask in range(1, 256):
            with pytest.raises(LedgerError):
                ledger.open_checkpoint(note[:at] + bytes([note[at] ^ mask]) + note[at + 1 :], log.verifiers)


@settings(deadline=None)
@given(junk=st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_bytes_that_are_no_checkpoint_are_refused(log, junk):
    with pytest.raises(CheckpointMalformed):
        ledger.open_checkpoint(junk, log.verifiers)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("\n1000\n", "\n01000\n"),
        ("\n1000\n", "\n+1000\n"),
        ("\n1000\n", "\n1_000\n"),
        ("\n1000\n", "\n١٠٠٠\n"),
        ("\n1000\n", "\n" + "9" * 19 + "\n"),
        ("\n1000\n", "\n" + "1" * 5000 + "\n"),
        ("\n1000\n", "\n1000\nextension\n"),
        ("\n1000\n", "\n1000\n\n"),
        ("\n1000\n", "\r\n1000\r\n"),
        ("\n1000\n", "\n"),
        ("=\n\n— ", "\n\n— "),
        ("=\n\n— ", "=\n\n\n— "),
        ("=\n\n— ", "=\n— "),
        ("\n— ", "\n- "),
        ("\n— ", "\n—  "),
        ("\n— ", "\n"),
        ("/clock ", "/ clock "),
        ("/clock ", "/clo+ck "),
        ("/clock ", "/clock\u2003"),
    ],
)
def test_a_note_that_strays_from_the_form_is_refused(log, was, becomes):
    note = log.note(1000)
    assert was in note
    with pytest.raises(CheckpointMalformed):
        ledger.open_checkpoint(note.replace(was, becomes, 1), log.verifiers)


def test_a_note_is_refused_without_its_last_newline_and_with_one_too_many(log):
    for wrong in (log.note(1000)[:-1], log.note(1000) + "\n", "\ufeff" + log.note(1000)):
        with pytest.raises(LedgerError):
            ledger.open_checkpoint(wrong, log.verifiers)


def test_base64_with_loose_bits_is_refused(log):
    root = base64.b64encode(ledger.root(1000, log.nodes)).decode()
    loose = root[:-2] + chr(ord(root[-2]) + 1) + "="
    assert base64.b64decode(loose) == base64.b64decode(root)
    with pytest.raises(CheckpointMalformed):
        ledger.open_checkpoint(log.note(1000).replace(root, loose), log.verifiers)


def test_a_signature_by_an_unknown_witness_is_ignored(log, stranger):
    witnessed = log.note(1000) + signature_lines(log, ledger.NoteSigner("witness.example/1", stranger, NOON + 60))
    assert ledger.open_checkpoint(witnessed, log.verifiers).cosigned_at == NOON


def test_a_known_witness_moves_the_time_to_its_own(log, stranger):
    witness = ledger.NoteSigner("witness.example/1", stranger, NOON + 60)
    witnessed = log.note(1000) + signature_lines(log, witness)
    opened = ledger.open_checkpoint(witnessed, [*log.verifiers, witness.verifier], required=log.verifiers)
    assert opened.cosigned_at == NOON + 60
    without = ledger.open_checkpoint(log.note(1000), [*log.verifiers, witness.verifier], required=log.verifiers)
    assert without.cosigned_at == NOON


def test_a_cosigner_need_not_be_asked_for(log):
    assert ledger.open_checkpoint(log.note(1000), log.verifiers[:1]).cosigned_at is None


def test_a_required_key_that_did_not_sign_is_named(log):
    note = ledger.sign_checkpoint(log.checkpoint(1000), [ledger.NoteSigner(log.origin, log.key)])
    with pytest.raises(CheckpointUnsigned, match=r"econsent-080540003326-5a7d1c3e/clock\."):
        ledger.open_checkpoint(note, log.verifiers)
    with pytest.raises(CheckpointUnsigned):
        ledger.open_checkpoint(note, log.verifiers[:1], required=log.verifiers[1:])


def test_without_a_known_key_nothing_opens(log, stranger):
    known = ledger.NoteSigner("witness.example/1", stranger).verifier
    for verifiers, required in [([], None), ([], []), ([known], [])]:
        with pytest.raises(CheckpointUnsigned):
            ledger.open_checkpoint(log.note(1000), verifiers, required)


def test_another_key_under_the_name_of_the_log_is_refused(log, stranger):
    forged = ledger.sign_checkpoint(log.checkpoint(1000), [ledger.NoteSigner(log.origin, stranger)])
    with pytest.raises(CheckpointForged):
        ledger.open_checkpoint(forged, log.verifiers)
    with pytest.raises(CheckpointForged):
        both = log.note(1000) + signature_lines(log, ledger.NoteSigner(log.origin, stranger))
        ledger.open_checkpoint(both, log.verifiers)


def test_a_signature_moved_to_another_checkpoint_is_refused(log):
    body, signatures = log.checkpoint(1001).body, log.note(1000).split("\n\n")[1]
    with pytest.raises(CheckpointForged):
        ledger.open_checkpoint(f"{body}\n{signatures}", log.verifiers)


def test_a_cosignature_with_another_time_is_refused(log):
    note = log.note(1000)
    encoded = note.rstrip("\n").rsplit(" ", 1)[1]
    stamped = bytearray(base64.b64decode(encoded))
    stamped[11] ^= 1
    with pytest.raises(CheckpointForged):
        ledger.open_checkpoint(note.replace(encoded, base64.b64encode(stamped).decode()), log.verifiers)


def test_a_signature_that_is_cut_short_is_refused(log):
    note = log.note(1000)
    for signature, error in [(1, CheckpointForged), (2, CheckpointForged)]:
        encoded = note.split("— ")[signature].split(" ")[1].strip()
        for size in (8, 12, 64):
            cut = base64.b64encode(base64.b64decode(encoded)[:size]).decode()
            with pytest.raises(error):
                ledger.open_checkpoint(note.replace(encoded, cut), log.verifiers)


def test_the_same_key_signs_once(log):
    twice = log.note(1000) + signature_lines(log, ledger.NoteSigner(log.origin, log.key))
    with pytest.raises(CheckpointMalformed):
        ledger.open_checkpoint(twice, log.verifiers)


def test_a_checkpoint_of_another_log_is_refused_though_our_key_signed_it(log):
    other = ledger.Checkpoint("econsent-080540003326-ffffffff", 1000, ledger.root(1000, log.nodes))
    note = ledger.sign_checkpoint(other, [ledger.NoteSigner(log.origin, log.key)])
    with pytest.raises(CheckpointForeign):
        ledger.open_checkpoint(note, log.verifiers[:1])


def test_a_clock_alone_does_not_speak_for_the_log(log):
    with pytest.raises(CheckpointForeign):
        ledger.open_checkpoint(log.note(1000), log.verifiers[1:])


def test_sixteen_signatures_are_read_and_a_hundred_and_one_are_not(log, stranger):
    line = signature_lines(log, ledger.NoteSigner("witness.example/1", stranger))
    ledger.open_checkpoint(log.note(1000) + line * 14, log.verifiers)
    with pytest.raises(CheckpointMalformed):
        ledger.open_checkpoint(log.note(1000) + line * 99, log.verifiers)


def test_a_verifier_key_of_go_is_read_and_its_signature_accepted():
    verifier = ledger.parse_vkey(GO_VKEY)
    assert verifier.name == "PeterNeumann"
    assert ledger.vkey(verifier.name, verifier.public_key) == GO_VKEY
    signature = base64.b64decode(GO_SIGNATURE)
    assert signature[:4] == verifier.key_id
    assert verifier.check(GO_NOTE_TEXT.encode(), signature[4:]) is None
    with pytest.raises(CheckpointForged):
        verifier.check(GO_NOTE_TEXT.upper().encode(), signature[4:])


def test_a_verifier_key_of_a_cosigner_comes_back(log):
    for verifier in log.verifiers:
        text = ledger.vkey(verifier.name, verifier.public_key, verifier.key_type)
        assert ledger.parse_vkey(text) == verifier


def test_a_verifier_key_with_one_other_character_is_refused():
    for at in range(len(GO_VKEY)):
        for other in {chr(ord(GO_VKEY[at]) ^ 1), " ", "+", "A", "\n"} - {GO_VKEY[at]}:
            with pytest.raises(VerifierKeyMalformed):
                ledger.parse_vkey(GO_VKEY[:at] + other + GO_VKEY[at + 1 :])
    for wrong in ("", "a", "a+b", "a+b+", "a+00000000+AQ==", GO_VKEY.replace("c74f20a3", "C74F20A3"), GO_VKEY + "\n"):
        with pytest.raises(VerifierKeyMalformed):
            ledger.parse_vkey(wrong)


def test_a_checkpoint_or_key_that_no_note_can_carry_is_not_made(log):
    for origin, size, root in [
        ("", 1, bytes(32)),
        ("a\nb", 1, bytes(32)),
        ("\ud800", 1, bytes(32)),
        ("a", -1, bytes(32)),
    ]:
        with pytest.raises(CheckpointMalformed):
            ledger.Checkpoint(origin, size, root)
    with pytest.raises(CheckpointMalformed):
        ledger.Checkpoint("a", 1, b"short")
    for name in ("", "a b", "a+b", "a\nb", "a\u00a0b", "\udfff"):
        with pytest.raises(VerifierKeyMalformed):
            ledger.sign_checkpoint(log.checkpoint(1), [ledger.NoteSigner(name, log.key)])
    with pytest.raises(VerifierKeyMalformed):
        ledger.vkey("a", b"short")
    for time in (-1, 2**63):
        with pytest.raises(ArgumentInvalid):
            ledger.NoteSigner("a", log.key, time)
    with pytest.raises(ArgumentInvalid):
        ledger.sign_checkpoint(log.checkpoint(1), [])


def test_a_signer_does_not_show_its_key(log):
    assert "key" not in repr(ledger.NoteSigner(log.origin, log.key))


def signature_lines(log, signer: ledger.NoteSigner) -> str:
    return ledger.sign_checkpoint(log.checkpoint(1000), [signer]).split("\n\n")[1]
