"""The rules of each kind of statement (SPEC 2.10)."""

from __future__ import annotations

from msgspec import UNSET

from econsent.errors import RecordRuleBroken
from econsent.record.parts import INK_TYPE, Statement

NEEDS: dict[str, frozenset[str]] = {
    "consent": frozenset(
        {"subject", "grantor", "identified_by", "form", "decisions", "terms", "signature_class", "legal_basis"}
    ),
    "withdrawal": frozenset(
        {"subject", "grantor", "identified_by", "form", "decisions", "signature_class", "legal_basis"}
    ),
    "notice": frozenset({"subject", "identified_by", "form", "legal_basis"}),
    "abandonment": frozenset(),
    "correction": frozenset({"subject", "refers_to", "correction"}),
}
MAY: dict[str, frozenset[str]] = {
    "consent": frozenset({"witness", "words", "evidence", "refers_to", "assent", "cosignature"}),
    "withdrawal": frozenset({"witness", "words", "evidence", "refers_to"}),
    "notice": frozenset({"grantor", "refers_to"}),
    "abandonment": frozenset({"form"}),
    "correction": frozenset({"legal_basis"}),
}
_OPTIONAL_FIELDS = (
    "subject", "grantor", "identified_by", "witness", "form", "decisions", "terms", "words",
    "signature_class", "evidence", "legal_basis", "refers_to", "correction", "assent", "cosignature",
)  # fmt: skip


def check_rules(statement: Statement) -> None:
    """Raise RecordRuleBroken where a well-formed statement breaks a rule of its kind."""
    present = {name for name in _OPTIONAL_FIELDS if getattr(statement, name) not in (None, (), UNSET)}
    _refuse(NEEDS[statement.kind] - present, statement.kind, "lacks")
    _refuse(present - NEEDS[statement.kind] - MAY[statement.kind], statement.kind, "cannot have")
    scopes = [decision.scope for decision in statement.decisions]
    if len(set(scopes)) != len(scopes):
        raise RecordRuleBroken("A scope is decided once.", path="decisions", clause="2.10.2")
    if statement.kind == "withdrawal" and any(item.decision == "permit" for item in statement.decisions):
        raise RecordRuleBroken("A withdrawal permits nothing.", path="decisions", clause="2.10.3")
    _check_signature(statement)
    _check_child(statement)


def _refuse(names: frozenset[str] | set[str], kind: str, verb: str) -> None:
    if names:
        raise RecordRuleBroken(
            f"A statement of kind {kind} {verb} {', '.join(sorted(names))}.", path=min(names), clause="2.10.1"
        )


_EVIDENCE_OF = {"ink": "ink", "mark": "ink", "paper": "paper", "eds": "eds"}


def _check_signature(statement: Statement) -> None:
    sort = statement.signature_class
    if sort in _EVIDENCE_OF and not any(item.role == _EVIDENCE_OF[sort] for item in statement.evidence):
        raise RecordRuleBroken(f"A signature of class {sort} has its evidence.", path="evidence", clause="2.10.4")
    if sort in ("mark", "spoken") and statement.witness is None:
        raise RecordRuleBroken(f"A signature of class {sort} has a witness.", path="witness", clause="2.10.5")
    for number, item in enumerate(statement.evidence):
        if item.role == "handwriting" and item.media_type != INK_TYPE:
            path = f"evidence[{number}].media_type"
            raise RecordRuleBroken("A page written by hand is InkML.", path=path, clause="2.10.6")


def _check_child(statement: Statement) -> None:
    """Raise RecordRuleBroken where what a child or a young person said is not as SPEC 2.10.7 to 2.10.10 have it."""
    asked, beside = statement.assent, statement.cosignature
    if asked is not UNSET or beside is not UNSET:
        _check_who_was_asked(statement)
    if asked is not UNSET and asked.verdict == "no" and any(item.decision != "deny" for item in statement.decisions):
        raise RecordRuleBroken("Where the child says no, nothing is permitted.", path="decisions", clause="2.10.9")
    _check_drawn(statement, "assent", asked is not UNSET and asked.manner == "drawn")
    _check_drawn(statement, "cosignature", beside is not UNSET and beside.signature_class != "spoken")


def _check_who_was_asked(statement: Statement) -> None:
    grantor, subject = statement.grantor, statement.subject
    if grantor is None or subject is None or grantor.kind != "representative" or subject.role != "patient":
        raise RecordRuleBroken(
            "A patient for whom a representative speaks, and nobody else, is asked beside.",
            path="grantor",
            clause="2.10.7",
        )
    if statement.assent is not UNSET and statement.cosignature is not UNSET:
        raise RecordRuleBroken("Who cosigns is not asked for assent besides.", path="assent", clause="2.10.8")


def _check_drawn(statement: Statement, role: str, wanted: bool) -> None:
    """Raise RecordRuleBroken unless there is one InkML file of a role where it is wanted, and none where it is not."""
    if [item.media_type for item in statement.evidence if item.role == role] != [INK_TYPE] * wanted:
        raise RecordRuleBroken(
            f"What was drawn as {role} is there once, and only where the statement says so.",
            path="evidence",
            clause="2.10.10",
        )
