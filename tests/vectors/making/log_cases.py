"""SPEC 4: proofs, checkpoints, receipts."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from econsent import ledger
from tests.vectors.making.case import OK, Case
from tests.vectors.making.world import LIBRARY, LOG, NOON, NOW, OTHER, Log, b64, compact, seed

ENTRY = seed("a statement")
GROWN = Log(added=(ENTRY, seed("entry 4")))
"""The log with a statement at 3 and one entry after it."""
ROOTS = [b64(LIBRARY.root.der)]
_MALFORMED, _UNSIGNED, _FORGED = "ledger.checkpoint-malformed", "ledger.checkpoint-unsigned", "ledger.checkpoint-forged"
_MISMATCH = "verify.receipt"


def _proofs() -> Iterator[Case]:
    proof = [b64(item) for item in GROWN.proof(3, 5)]
    good = {"entry": b64(ENTRY), "index": 3, "size": 5, "root": b64(GROWN.root(5)), "proof": proof}
    bad = {
        "inclusion-other-index": ("The proof is of another place.", {"index": 2}),
        "inclusion-other-entry": ("The proof is of another entry.", {"entry": b64(seed("entry 4"))}),
        "inclusion-short": ("A hash is missing.", {"proof": proof[:-1]}),
        "inclusion-long": ("A hash too many.", {"proof": [*proof, proof[0]]}),
        "inclusion-beyond": ("The tree has no such place.", {"index": 5}),
    }
    yield Case("inclusion", "An entry is in the tree.", "4.2", "inclusion", good)
    for name, (what, change) in bad.items():
        yield Case(name, what, "4.2", "inclusion", good | change, "ledger.inclusion")
    steps = [b64(item) for item in _consistency(3, 5)]
    good = {"old": 3, "old_root": b64(GROWN.root(3)), "new": 5, "new_root": b64(GROWN.root(5)), "proof": steps}
    bad = {
        "consistency-other-tree": ("The older tree is another.", {"old_root": b64(seed("x"))}),
        "consistency-short": ("A hash is missing.", {"proof": steps[1:]}),
        "consistency-shrunk": ("A log does not shrink.", {"old": 5, "new": 3}),
        "consistency-nothing": ("The older tree is not empty.", {"old": 0, "proof": []}),
    }
    yield Case("consistency", "A log only grew.", "4.3", "consistency", good)
    for name, (what, change) in bad.items():
        yield Case(name, what, "4.3", "consistency", good | change, "ledger.consistency")


def _consistency(old: int, new: int) -> list[bytes]:
    return ledger.consistency_proof(old, new, GROWN.nodes)


def _checkpoints() -> Iterator[Case]:
    note = GROWN.note(5)
    output: dict[str, object] = {"origin": GROWN.origin, "size": 5, "root": b64(GROWN.root(5)), "dated": NOON + 60}
    keys: dict[str, object] = {"vkeys": GROWN.vkeys}
    yield Case(
        "checkpoint", "Signed by the log, dated by its clock.", "4.4", "checkpoint", {"note": note} | keys, OK, output
    )
    witness = note + "\N{EM DASH} witness.example/w " + b64(bytes(76)) + "\n"
    what = "A signature of a key that nobody here knows is passed over."
    yield Case("checkpoint-witnessed", what, "4.4", "checkpoint", {"note": witness} | keys, OK, output)
    body, log_line, clock_line = note.rpartition("\n\n")[0], *note.splitlines()[-2:]
    bad = {
        "checkpoint-leading-zero": ("4.4", _MALFORMED, "A size of two spellings.", note.replace("\n5\n", "\n05\n")),
        "checkpoint-other-size": ("4.4", _FORGED, "Another size.", note.replace("\n5\n", "\n6\n")),
        "checkpoint-cut": ("4.4", _MALFORMED, "The last newline is missing.", note[:-1]),
        "checkpoint-extension": ("4.4", _MALFORMED, "A fourth line.", f"{body}\nmore\n\n{log_line}\n{clock_line}\n"),
        "checkpoint-other-log": (
            "4.4", "ledger.checkpoint-unsigned", "Another log's, all signed.", Log(origin="elsewhere", keys="else").note(3)
        ),
        "checkpoint-other-key": ("4.4", _FORGED, "Another key under the log's name.", Log(keys="thief").note(3)),
        "checkpoint-unsigned": ("4.4", _UNSIGNED, "The log has not signed.", f"{body}\n\n{clock_line}\n"),
        "checkpoint-undated": ("4.5", _UNSIGNED, "The clock has not signed.", GROWN.note(5, clock=False)),
        "checkpoint-signed-twice": ("4.4", _MALFORMED, "One key, two lines.", note + log_line + "\n"),
    }  # fmt: skip
    for name, (clause, code, what, text) in bad.items():
        yield Case(name, what, clause, "checkpoint", {"note": text} | keys, code)
    wrong = {
        "vkey-cut": GROWN.vkeys[0][:-4],
        "vkey-other-id": GROWN.vkeys[0].replace(GROWN.vkeys[0].split("+")[1], "00000000"),
        "vkey-other-type": "x+00000000+" + b64(b"\x09" + bytes(32)),
    }
    for name, vkey in wrong.items():
        inputs: dict[str, object] = {"note": note, "vkeys": [vkey, GROWN.vkeys[1]]}
        yield Case(
            name, "Not a verifier key of a type known here.", "4.4", "checkpoint", inputs, "ledger.vkey-malformed"
        )


def _receipts() -> Iterator[Case]:
    good = GROWN.receipt(3, 5, ENTRY)
    output: dict[str, object] = {"digest": ENTRY.hex(), "index": 3, "size": 5, "dated": NOON + 60}
    yield Case("receipt", "An entry is in the log.", "4.6", "receipt", {"receipt": good, "roots": ROOTS}, OK, output)
    chain = GROWN.chain
    spaced = compact({"digest": ENTRY.hex(), "chain": chain}).replace(b'","', b'", "')
    device = b64(LIBRARY.device(GROWN.origin))
    old = NOW - dt.timedelta(days=365 * 11)
    other_clock = Log(added=(ENTRY,), clock_name="elsewhere/clock")
    invalid = "keys.certificate-invalid"
    bad = {
        "receipt-header": ("4.6", "ledger.receipt-malformed", "Another version.", good.replace("@v1", "@v2", 1)),
        "receipt-index": ("4.6", "ledger.inclusion", "Another place.", good.replace("index 3", "index 2")),
        "receipt-leading-zero": ("4.6", "ledger.receipt-malformed", "Two spellings.", good.replace("index 3", "index 03")),
        "receipt-bare": ("4.6", _MISMATCH, "No certificates.", "\n".join(good.split("\n")[:1] + good.split("\n")[2:])),
        "receipt-extra-spaced": ("4.6", _MISMATCH, "Another spelling.", GROWN.receipt(3, 5, ENTRY, extra=spaced)),
        "receipt-extra-more": (
            "4.6", _MISMATCH, "A member more.",
            GROWN.receipt(3, 5, ENTRY, extra=compact({"digest": ENTRY.hex(), "chain": chain, "more": 1})),
        ),
        "receipt-other-digest": ("4.6", "ledger.inclusion", "Another entry.", GROWN.receipt(3, 5, seed("another"))),
        "receipt-two-logs": ("4.6", _MISMATCH, "The clock is of another log.", other_clock.receipt(3, 4, ENTRY)),
        "receipt-chain-not-base64": (
            "4.6", invalid, "Not base64.", GROWN.receipt(3, 5, ENTRY, chain=["*", *chain[1:]])
        ),
        "receipt-key-p256": (
            "4.6", invalid, "A station's certificate in the place of the log's.",
            GROWN.receipt(3, 5, ENTRY, chain=[device, *chain[1:]]),
        ),
        "receipt-foreign-root": (
            "3.3", "keys.certificate-foreign", "Another organisation's log.",
            Log(owner=OTHER, added=(ENTRY,)).receipt(3, 4, ENTRY),
        ),
        "receipt-certificate-expired": (
            "3.4", "keys.certificate-expired", "Dated after the log's certificate ended.",
            Log(added=(ENTRY,), certified=old).receipt(3, 4, ENTRY),
        ),
        "receipt-undated": (
            "4.5", _UNSIGNED, "The clock has not signed.", GROWN.receipt(3, 5, ENTRY, note=GROWN.note(5, clock=False))
        ),
    }  # fmt: skip
    for name, (clause, code, what, text) in bad.items():
        yield Case(name, what, clause, "receipt", {"receipt": text, "roots": ROOTS}, code)


def cases() -> Iterator[Case]:
    """Return the cases of SPEC 4."""
    yield from _proofs()
    yield from _checkpoints()
    yield from _receipts()
    empty: dict[str, object] = {"note": LOG.note(0), "vkeys": LOG.vkeys}
    output: dict[str, object] = {"origin": LOG.origin, "size": 0, "root": b64(LOG.root(0)), "dated": NOON + 60}
    yield Case("checkpoint-empty", "The log before its first entry.", "4.4", "checkpoint", empty, OK, output)
