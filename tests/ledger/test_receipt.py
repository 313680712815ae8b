"""Receipts: one entry's proof in one text."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import ledger
from econsent.errors import ArgumentInvalid, CheckpointForged, InclusionUnproven, LedgerError, ReceiptMalformed

EXTRA = b'{"digest":"00"}'


def test_a_receipt_proves_its_entry(log):
    receipt = ledger.parse_receipt(ledger.encode_receipt(log.receipt(777, 1000, EXTRA)).encode())
    assert receipt == log.receipt(777, 1000, EXTRA)
    opened = ledger.check_receipt(receipt, log.entries[777], log.verifiers)
    assert opened.checkpoint == log.checkpoint(1000)


def test_the_text_has_the_lines_of_the_standard(log):
    lines = ledger.encode_receipt(log.receipt(2, 5, EXTRA)).split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra eyJkaWdlc3QiOiIwMCJ9", "index 2"]
    assert lines[6] == ""
    assert "\n".join(lines[7:]) == log.note(5)


@settings(deadline=None)
@given(size=st.integers(1, 66_000), extra=st.none() | st.binary(min_size=1, max_size=100), data=st.data())
def test_any_entry_of_any_log_gets_a_receipt_that_comes_back(log, size, extra, data):
    index = data.draw(st.integers(0, size - 1))
    receipt = log.receipt(index, size, extra)
    assert ledger.parse_receipt(ledger.encode_receipt(receipt)) == receipt
    ledger.check_receipt(receipt, log.entries[index], log.verifiers)


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_one_flipped_byte_anywhere_in_a_receipt_is_refused(log, mask):
    text = ledger.encode_receipt(log.receipt(777, 1000)).encode()
    for at in range(len(text)):
        with pytest.raises(LedgerError):
            check(log, text[:at] + bytes([text[at] ^ mask]) + text[at + 1 :])


@pytest.mark.sweep
def test_any_other_byte_anywhere_in_a_receipt_is_refused(log):
    text = ledger.encode_receipt(log.receipt(777, 1000)).encode()
    for at in range(len(text)):
        for mask in range(1, 256):
            with pytest.raises(LedgerError):
                check(log, text[:at] + bytes([text[at] ^ mask]) + text[at + 1 :])


def test_a_changed_extra_never_passes_for_the_one_that_was_sent(log):
    text = ledger.encode_receipt(log.receipt(777, 1000, EXTRA)).encode()
    line = text.index(b"extra ")
    refused = 0
    for at in range(line, text.index(b"\n", line) + 1):
        try:
            receipt = ledger.parse_receipt(text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :])
        except ReceiptMalformed:
            refused += 1
        else:
            assert receipt.extra not in (EXTRA, None)
            assert dataclasses.replace(receipt, extra=EXTRA) == log.receipt(777, 1000, EXTRA)
    assert refused >= len(b"extra \n")


def test_a_receipt_of_another_entry_is_refused(log):
    with pytest.raises(InclusionUnproven):
        ledger.check_receipt(log.receipt(777, 1000), log.entries[778], log.verifiers)


def test_a_leaf_hash_does_not_pass_for_an_entry(log):
    with pytest.raises(InclusionUnproven):
        ledger.check_receipt(log.receipt(777, 1000), ledger.leaf_hash(log.entries[777]), log.verifiers)


def test_an_entry_is_32_bytes(log):
    with pytest.raises(ArgumentInvalid):
        ledger.check_receipt(log.receipt(777, 1000), log.entries[777].hex().encode(), log.verifiers)


def test_a_receipt_under_a_forged_checkpoint_is_refused(log, stranger):
    forged = ledger.sign_checkpoint(log.checkpoint(1000), [ledger.NoteSigner(log.origin, stranger)])
    with pytest.raises(CheckpointForged):
        receipt = dataclasses.replace(log.receipt(777, 1000), note=forged)
        ledger.check_receipt(receipt, log.entries[777], log.verifiers)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("@v1", "@v2"),
        ("index 777", "index 0777"),
        ("index 777", "index -777"),
        ("index 777", "index  777"),
        ("index 777", "INDEX 777"),
        ("index 777", "index " + "9" * 19),
        ("index 777\n", ""),
        ("index 777\n", "index 777\nindex 777\n"),
        ("index 777\n", "index 777\n" + "AAAA\n"),
        ("index 777\n", "index 777\n" + "A" * 43 + "=\n" * 1 + ("A" * 43 + "=\n") * 63),
        ("extra eyJkaWdlc3QiOiIwMCJ9\n", "extra \n"),
        ("extra eyJkaWdlc3QiOiIwMCJ9\n", "extra eyJkaWdlc3QiOiIwMCJ9\nextra eyJkaWdlc3QiOiIwMCJ9\n"),
        ("extra eyJkaWdlc3QiOiIwMCJ9\n", "extra eyJkaWdlc3QiOiIwMCJ9 \n"),
        ("c2sp.org", "\ufeffc2sp.org"),
        ("\nindex", "\r\nindex"),
        ("\n\n", "\n"),
    ],
)
def test_a_text_that_strays_from_the_form_is_refused(log, was, becomes):
    text = ledger.encode_receipt(log.receipt(777, 1000, EXTRA))
    assert was in text
    with pytest.raises(ReceiptMalformed):
        ledger.parse_receipt(text.replace(was, becomes, 1))


@settings(deadline=None)
@given(junk=st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_bytes_that_are_no_receipt_are_refused(junk):
    with pytest.raises(ReceiptMalformed):
        ledger.parse_receipt(junk)


@pytest.mark.parametrize(
    "start", ["c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nindex 0"]
)
def test_a_receipt_cut_off_early_is_refused(start):
    for end in ("", "\n", "\n\n"):
        with pytest.raises(ReceiptMalformed):
            ledger.parse_receipt(start + end)


def check(log, text: bytes) -> None:
    ledger.check_receipt(ledger.parse_receipt(text), log.entries[777], log.verifiers)
