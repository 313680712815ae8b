"""The fold: the statements of one person at one controller become what stands for each scope (SPEC 5).

What stands does not depend on the time of asking: a library keeps one `ScopeStanding` a scope and answers from it.
Whether it holds at a moment (`answer`) is computed each time and never written.

The fold is careful in one direction. A permit permits only by itself: nothing may replace it, and every refusal of its
scope must surely have come before it. So no permit that is withdrawn, too weak or entered in error can help another
one to permit, and one more refusal can never turn an answer into a permit.
"""

from __future__ import annotations

from econsent.standing.answering import answer, end_of, permit_end, permits
from econsent.standing.folding import fold, fold_at, surely_before
from econsent.standing.said import (
    ADULT_YEARS,
    EVERYTHING,
    KAZAKHSTAN,
    NO_RENEWALS,
    STALE_AFTER,
    Answer,
    Deny,
    Heard,
    Method,
    Permit,
    Policy,
    Reason,
    Renewals,
    Role,
    ScopeStanding,
    Standing,
    heard,
)

__all__ = [
    "ADULT_YEARS",
    "EVERYTHING",
    "KAZAKHSTAN",
    "NO_RENEWALS",
    "STALE_AFTER",
    "Answer",
    "Deny",
    "Heard",
    "Method",
    "Permit",
    "Policy",
    "Reason",
    "Renewals",
    "Role",
    "ScopeStanding",
    "Standing",
    "answer",
    "end_of",
    "fold",
    "fold_at",
    "heard",
    "permit_end",
    "permits",
    "surely_before",
]
