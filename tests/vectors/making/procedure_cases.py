"""SPEC 7: the whole procedure, with evidence, receipt and the checkpoint before."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

from collections.abc import Iterator

from tests.vectors.making.case import OK, Case
from tests.vectors.making.jws_cases import statement
from tests.vectors.making.payloads import INK, Payload, changed, consent, evidence, payload
from tests.vectors.making.world import (
    ENROLLED,
    LIBRARY,
    LOG,
    NOON,
    OTHER,
    OTHER_BIN,
    Log,
    b64,
    compact,
    digest,
    ec_key,
    jws,
    seed,
)

_BRACKET, _RECEIPT, _EVIDENCE, _DEVICE = "verify.bracket", "verify.receipt", "verify.evidence", "verify.device"


class _Proven:
    """A statement at place 3 of the log, under a checkpoint of size 4."""

    def __init__(self, given: Payload, **log: object) -> None:
        self.jws = jws(compact(given))
        self.digest = digest(self.jws)
        self.log = Log(added=(self.digest,), **log)  # type: ignore[arg-type]
        self.receipt = self.log.receipt(3, 4, self.digest)
        self.after = LOG.seen(2)


def _good() -> Iterator[Case]:
    said = _Proven(consent())
    yield _timed(
        "statement-alone", "The device's clock is all there is.", "7.9", said,
        "2026-11-23T04:59:59.900+00:00", "2026-11-23T05:00:00.100+00:00", receipt=None, after=None,
    )  # fmt: skip
    yield _timed(
        "statement-proven", "Evidence, receipt and the checkpoint before: all of it fits.", "7.8", said,
        "2026-11-23T04:59:59.900+00:00", "2026-11-23T05:00:00.100+00:00", evidence=[b64(INK)],
    )  # fmt: skip
    unchecked = {"at": "2026-11-23T10:00:00.000+05:00", "clock": "unchecked"} | dict(
        zip(("earliest", "latest"), ("1970-01-01T00:00:00.000+00:00", "9999-12-31T23:59:59.000+00:00"), strict=True)
    )
    yield _timed(
        "clock-never-checked", "A clock that was never checked: the log's bracket alone.", "7.8",
        _Proven(consent(made=unchecked)), "2026-11-23T04:00:00.000+00:00", "2026-11-23T05:01:01.000+00:00",
    )  # fmt: skip
    for name, year in (("clock-a-year-behind", "2025"), ("clock-a-year-ahead", "2027")):
        made = {"at": f"{year}-11-23T10:00:00.000+05:00", "clock": "checked"}
        made |= {"earliest": f"{year}-11-23T04:59:59.900+00:00", "latest": f"{year}-11-23T05:00:00.100+00:00"}
        yield _timed(
            name, "The clock lies, and says that it was checked: the bracket stands against it.", "7.8",
            _Proven(consent(made=made)), "2026-11-23T04:00:00.000+00:00", "2026-11-23T05:01:01.000+00:00",
        )  # fmt: skip
    nothing = _Proven(consent(made=unchecked, after={"size": 0, "root": LOG.root(0).hex()}))
    nothing.after = LOG.seen(0)
    yield _timed(
        "after-nothing", "Anybody knows the hash of nothing: it bounds no time.", "5.3",
        nothing, "1970-01-01T00:00:00.000+00:00", "2026-11-23T05:01:01.000+00:00",
    )  # fmt: skip
    yield _timed(
        "clock-behind-no-receipt", "Only the checkpoint before is known: it was made after that.", "7.8",
        _Proven(consent(made=unchecked)), "2026-11-23T04:00:00.000+00:00", "9999-12-31T23:59:59.000+00:00", receipt=None,
    )  # fmt: skip


def _timed(name: str, what: str, clause: str, said: _Proven, earliest: str, latest: str, **given: object) -> Case:
    inputs = {"receipt": said.receipt, "after": said.after} | given
    made = statement(name, what, clause, said.jws, **{k: v for k, v in inputs.items() if v is not None})  # type: ignore[arg-type]
    more = {"earliest": earliest, "latest": latest, "index": 3 if inputs["receipt"] else None}
    return Case(made.name, made.what, made.clause, made.check, made.inputs, OK, made.output | more)


def _device() -> Iterator[Case]:
    other = jws(compact(consent(device={"id": "station-2", "seq": 1, "prev": None})))
    yield statement("other-device", "The payload names another device.", "7.5", other, _DEVICE)
    other = jws(compact(changed(consent(), "controller.bin", OTHER_BIN)))
    yield statement("other-controller", "The payload names another organisation.", "7.5", other, _DEVICE)


def _evidence() -> Iterator[Case]:
    two = jws(compact(consent(evidence=[evidence(), evidence("paper", b"scan")])))
    wrong = {
        "evidence-changed": ("One letter is another.", [INK.replace(b"ink", b"inc"), b"scan"]),
        "evidence-longer": ("A byte more.", [INK + b"\n", b"scan"]),
        "evidence-missing": ("One of two is missing.", [INK]),
        "evidence-one-too-many": ("One that nobody named.", [INK, b"scan", b"more"]),
        "evidence-exchanged": ("The two in each other's place.", [b"scan", INK]),
    }
    good = [b64(INK), b64(b"scan")]
    yield statement("evidence-two", "Two files, in the order the statement lists them.", "7.6", two, evidence=good)
    for name, (what, files) in wrong.items():
        yield statement(name, what, "7.6", two, _EVIDENCE, evidence=[b64(item) for item in files])
    none = jws(compact(payload(kind="abandonment")))
    yield statement("evidence-none", "A statement without evidence.", "7.6", none, evidence=[])


def _receipts() -> Iterator[Case]:
    said = _Proven(consent())
    another = _Proven(consent("deny", "deny", "deny"))
    what = "The receipt is of another statement."
    yield statement("receipt-of-another", what, "7.7", said.jws, _RECEIPT, receipt=another.receipt)
    foreign = Log(owner=OTHER, added=(said.digest,)).receipt(3, 4, said.digest)
    what = "The receipt is from another organisation's log, whose root is trusted too."
    roots = (LIBRARY.root.der, OTHER.root.der)
    yield statement("receipt-of-another-organisation", what, "7.7", said.jws, _RECEIPT, roots=roots, receipt=foreign)
    later = _Proven(consent(after={"size": 4, "root": seed("later").hex()}))
    what = "It says that it had seen a checkpoint that already contained it."
    yield statement("after-its-own-place", what, "7.8", later.jws, _BRACKET, receipt=later.receipt)
    yield statement("after-its-own-index", what, "7.8", later.jws, _BRACKET, index=3)


def _afters() -> Iterator[Case]:
    said = _Proven(consent())
    elsewhere = Log(origin="econsent-100140000122-99999999", keys="elsewhere")
    wrong = {
        "after-other-size": ("7.8", _BRACKET, "Another checkpoint of the log.", LOG.seen(1)),
        "after-other-log": ("7.8", _BRACKET, "A checkpoint of another log.", elsewhere.seen(2)),
        "after-dated-later": ("7.8", _BRACKET, "Dated later than the receipt's.", LOG.seen(2, NOON + 61)),
        "after-not-json": ("4.7", _BRACKET, "No checkpoint at all.", "{"),
        "after-extra-member": ("4.7", _BRACKET, "A member more.", LOG.seen(2, more=1)),
        "after-spaced": ("4.7", _BRACKET, "Another spelling.", said.after.replace('":', '": ', 1)),
        "after-undated": ("4.5", "ledger.checkpoint-unsigned", "Not dated.", LOG.seen(2, checkpoint=LOG.note(2, clock=False))),
        "after-forged": (
            "4.4", "ledger.checkpoint-forged", "A root that was never signed.",
            LOG.seen(2, checkpoint=LOG.note(2).replace(b64(LOG.root(2)), b64(seed("wish")))),
        ),
    }  # fmt: skip
    for name, (clause, code, what, after) in wrong.items():
        yield statement(name, what, clause, said.jws, code, receipt=said.receipt, after=after)
    foreign = Log(owner=OTHER).seen(2)
    what = "The same entries, in the log of another organisation whose root is trusted too."
    roots = (LIBRARY.root.der, OTHER.root.der)
    yield statement("after-other-organisation", what, "7.8", said.jws, _BRACKET, roots=roots, after=foreign)


def _validity() -> Iterator[Case]:
    old = LIBRARY.device(now=ENROLLED.replace(year=2023))
    text = jws(compact(consent()), chain=(old, LIBRARY.issuing.der), key=ec_key("library station-1"))
    entry = digest(text)
    log = Log(added=(entry,))
    back = {"at": "2024-01-01T10:00:00.000+05:00", "clock": "checked"}
    back |= {"earliest": "2024-01-01T05:00:00.000+00:00", "latest": "2024-01-01T05:00:00.100+00:00"}
    lying = jws(compact(consent(made=back)), chain=(old, LIBRARY.issuing.der), key=ec_key("library station-1"))
    code = "keys.certificate-expired"
    yield statement("expired-by-log", "Expired by clock and log.", "3.4", text, code, receipt=log.receipt(3, 4, entry))
    proven = Log(added=(digest(lying),))
    receipt = proven.receipt(3, 4, digest(lying))
    what = "The clock says that the certificate was valid; the log's bracket says that it was not."
    yield statement("expired-by-bracket", what, "3.4", lying, code, receipt=receipt, after=LOG.seen(2))


def cases() -> Iterator[Case]:
    """Return the cases of SPEC 7."""
    for part in (_good, _device, _evidence, _receipts, _afters, _validity):
        yield from part()
