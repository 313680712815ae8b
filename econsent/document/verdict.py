"""What a verification found, for people and programs: what was checked, and what was not there to check.

Nothing in it names the person.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from econsent import instant, record
from econsent.document.naming import evidence_names
from econsent.record import Hex32
from econsent.verify import VerifiedReceipt, VerifiedStatement

_ALWAYS = (
    ("7.1", "the statement is in its one form"),
    ("7.2", "its certificates end in a root given"),
    ("7.3", "its signature fits"),
    ("7.4", "its content keeps the rules of its kind"),
    ("7.5", "its device and organisation are those of the certificate"),
)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was checked, with its number in SPEC.md."""

    clause: str
    what: str


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A statement without the person: what kind, by which device, when at the earliest and latest, what was decided."""

    id: str
    kind: record.Kind
    device: str
    controller: str
    earliest: str
    latest: str
    decisions: dict[str, record.Verdict]


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What the files given prove of one statement.

    `checked` are the steps that were passed, `missing` what was not there to check; `index` and `logged` come from a
    receipt. `statement` is None where a receipt was given alone.
    """

    digest: Hex32
    files: tuple[str, ...]
    statement: Summary | None
    index: int | None
    logged: str | None
    checked: tuple[Step, ...]
    missing: tuple[str, ...]


def of_statement(
    verified: VerifiedStatement, files: Sequence[str], *, evidence: Sequence[str], document: bool, after: bool
) -> Verified:
    """Report on a verified statement; `evidence` names the files that were given, `after` tells of the checkpoint."""
    receipt = verified.receipt
    return Verified(
        digest=verified.digest.hex(),
        files=tuple(files),
        statement=_summary(verified),
        index=None if receipt is None else receipt.index,
        logged=None if receipt is None else _logged(receipt),
        checked=_checked(verified, evidence, document=document, after=after),
        missing=_missing(verified, evidence, document=document, after=after),
    )


def of_receipt(receipt: VerifiedReceipt, name: str) -> Verified:
    """Report on a receipt that was given alone."""
    return Verified(
        digest=receipt.digest.hex(),
        files=(name,),
        statement=None,
        index=receipt.index,
        logged=_logged(receipt),
        checked=(Step(clause="7.7", what="the receipt proves that a statement of this digest is in the log"),),
        missing=("the statement itself",),
    )


def _summary(verified: VerifiedStatement) -> Summary:
    statement = verified.statement
    return Summary(
        id=statement.id,
        kind=statement.kind,
        device=statement.device.id,
        controller=statement.controller.bin,
        earliest=instant.render(verified.interval.earliest),
        latest=instant.render(verified.interval.latest),
        decisions={item.scope: item.decision for item in statement.decisions},
    )


def _checked(verified: VerifiedStatement, evidence: Sequence[str], *, document: bool, after: bool) -> tuple[Step, ...]:
    steps = list(_ALWAYS)
    if verified.evidence and verified.statement.evidence:
        steps.append(("7.6", "every evidence file is the one that was signed"))
    elif evidence:
        steps.append(("7.6", "the evidence files given are among those that were signed"))
    if verified.receipt:
        steps.append(("7.7", "the receipt proves its place in the log"))
    if after:
        steps.append(("7.8", "it was made after the checkpoint that its station had seen"))
    steps.append(("7.9", "the certificates were valid when it was made"))
    if document:
        steps.append(("7.11", "the document is sealed whole by the same device and carries this statement"))
    return tuple(Step(clause=clause, what=what) for clause, what in steps)


def _missing(verified: VerifiedStatement, evidence: Sequence[str], *, document: bool, after: bool) -> tuple[str, ...]:
    missing = [f"evidence file {name}" for name in evidence_names(verified.statement.evidence) if name not in evidence]
    if not document:
        missing.append("the document")
    if verified.receipt is None:
        missing.append("a receipt: nothing proves that it is in the log")
    if not after:
        missing.append("the checkpoint before it: its earliest moment rests on the device's clock")
    missing.append("revocation of the device: only its library knows")
    return tuple(missing)


def _logged(receipt: VerifiedReceipt) -> str:
    return instant.render(receipt.cosigned_at * instant.SECOND)
