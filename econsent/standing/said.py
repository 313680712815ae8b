"""What is heard of a statement, what stands of it, and what is asked of a permit, as frozen types (SPEC 5.1-5.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from econsent import instant
from econsent.errors import ArgumentInvalid
from econsent.identity import birth_date
from econsent.instant import Interval
from econsent.record import Decision, Kind, SignatureClass, Statement, Subject

Answer = Literal["CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"]
Reason = Literal[
    "permitted",
    "refused",
    "withdrawn",
    "conflict-deny",  # a refusal and a permit, and neither is surely later: the refusal wins
    "never-asked",
    "expired",
    "entered-in-error",
    "policy",  # identified or signed in a weaker way than the library asks of a permit
    "not-yet",  # not surely made by the moment asked about
    "reconfirm",  # a representative permitted, and the person has come of age; or the text has changed since
    "contradicted",  # the evidence of order runs in a circle: no permit can be believed to be the last
]
Method = Literal["none", "typed", "referral", "document", "eds"]
"""Ways of identification, from the weakest to the strongest."""

Role = Literal["patient", "staff"]
STALE_AFTER = 3 * 86_400
"""Seconds: a point that is closed over a weekend is not stale on Monday."""
ADULT_YEARS = 18

KAZAKHSTAN = dt.timezone(dt.timedelta(hours=5))
"""The one time zone of the country since 2024-03-01: last days end at its midnight."""

Renewals = Mapping[str, dt.date]
"""By form and version (`id/version`) the day from which whoever permitted by that text is asked anew (SPEC 11.7)."""
NO_RENEWALS: Renewals = MappingProxyType({})

_RANK = {method: rank for rank, method in enumerate(get_args(Method))}
_CLASSES = frozenset(get_args(SignatureClass))


class Heard(Struct, frozen=True, kw_only=True, gc=False):
    """What standing needs to know of a logged statement.

    `digest` is hex; `index` its place in the log; `after_size` the size of the last checkpoint its station had seen;
    `interval` the tighter of clock and log bracket. `forked` says that the device was by then known to be two under one
    identity: its running numbers prove no order. `of_age` is the subject's eighteenth birthday where a representative
    spoke, `role` whom the subject is filmed as, `text` the form and version that was signed (`id/version`).
    """

    digest: str
    id: str
    kind: Kind
    device: str
    seq: int
    index: int
    after_size: int
    interval: Interval
    decisions: tuple[Decision, ...] = ()
    refers_to: tuple[str, ...] = ()
    identified_by: Method = "none"
    signature_class: SignatureClass | None = None
    forked: bool = False
    of_age: dt.date | None = None
    role: Role | None = None
    text: str = ""


class Permit(Struct, frozen=True, kw_only=True, gc=False):
    """A permit that nothing replaces and no refusal opposes.

    `until` is its last day, or that of a permit which may be the later one and ends sooner. From `of_age` on the person
    must be asked anew: until then somebody else spoke. `device` made the statement, `text` is what was signed.
    """

    digest: str
    until: dt.date | None
    identified_by: Method
    signature_class: SignatureClass | None
    of_age: dt.date | None = None
    device: str = ""
    text: str = ""


class Deny(Struct, frozen=True, kw_only=True, gc=False):
    """A refusal or withdrawal that stands, its last day if it has one, and the device that made it."""

    digest: str
    withdrawn: bool
    until: dt.date | None
    device: str = ""


class ScopeStanding(Struct, frozen=True, kw_only=True, gc=False):
    """What stands for one scope, whatever the time and the policy. While a refusal stands there are no `permits`.

    `rivals` are the digests of permits that a refusal or a contradiction holds back, `errors` those entered in error.
    From the moment `settled` on, answers are exact; for an earlier one the statements are folded anew with `fold_at`.
    """

    scope: str
    permits: tuple[Permit, ...] = ()
    denies: tuple[Deny, ...] = ()
    rivals: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    settled: int = instant.BEGINNING


class Policy(Struct, frozen=True, kw_only=True):
    """What a library asks of a permit: the least identification, the signature classes, and how fresh its stations are.

    A refusal or withdrawal is never measured. `stale_after` is in seconds: a station that was not heard of for longer
    may hold a withdrawal. Raises ArgumentInvalid for a word that is none of the record's.
    """

    identification: Method = "none"
    signatures: frozenset[SignatureClass] = _CLASSES
    stale_after: Annotated[int, Meta(ge=60, le=366 * 86_400)] = STALE_AFTER

    def __post_init__(self) -> None:
        if self.identification not in _RANK or self.signatures - _CLASSES:
            raise ArgumentInvalid(
                "The policy names a way of identification or a signature class that does not exist.",
                remedy=f"Ways: {', '.join(_RANK)}. Classes: {', '.join(sorted(_CLASSES))}.",
            )

    def accepts(self, permit: Permit) -> bool:
        """Say whether a permit was identified and signed well enough."""
        return self.admits(permit.identified_by, permit.signature_class)

    def admits(self, identified_by: Method, signature_class: SignatureClass | None) -> bool:
        """Say whether this way of identification and this signature class are enough."""
        strong = _RANK.get(identified_by, -1) >= _RANK[self.identification]
        return strong and signature_class in self.signatures


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """The answer for one scope at one moment: FHIR's words, why, and the digests it rests on.

    `valid_until` is the moment (microseconds) from which this permit or refusal no longer holds, None if it has no end.
    """

    decision: Answer
    reason: Reason
    statements: tuple[str, ...]
    valid_until: int | None
    evaluated_at: int


EVERYTHING = Policy()


def heard(statement: Statement, digest: str, index: int, interval: Interval, *, forked: bool = False) -> Heard:
    """Return what standing needs of a verified statement that stands at `index` in the log."""
    known = statement.identified_by
    return Heard(
        digest=digest,
        id=statement.id,
        kind=statement.kind,
        device=statement.device.id,
        seq=statement.device.seq,
        index=index,
        after_size=statement.after.size,
        interval=interval,
        decisions=statement.decisions,
        refers_to=tuple(reference.digest for reference in statement.refers_to),
        identified_by="none" if known is None else known.method,
        signature_class=statement.signature_class,
        forked=forked,
        of_age=_of_age(statement, interval),
        role=None if statement.subject is None else statement.subject.role,
        text="" if statement.form is None else f"{statement.form.id}/{statement.form.version}",
    )


def _of_age(statement: Statement, interval: Interval) -> dt.date | None:
    """Return the day from which a representative no longer speaks for the subject, None where none did or none ends."""
    subject, grantor = statement.subject, statement.grantor
    if subject is None or grantor is None or grantor.kind != "representative":
        return None
    born = _born(subject)
    adult = None if born is None else _years_after(born, ADULT_YEARS)
    made = instant.to_datetime(interval.earliest).astimezone(KAZAKHSTAN).date()
    return adult if adult is not None and adult > made else None  # an adult's guardian goes on speaking


def _born(subject: Subject) -> dt.date | None:
    known = subject.birth_date
    if known is None and subject.identifier.system == "kz.iin":
        known = birth_date(subject.identifier.value)
    return known


def _years_after(day: dt.date, years: int) -> dt.date | None:
    """Return the same day of a later year, 1 March for 29 February; None past the end of the calendar."""
    if day.year + years > dt.MAXYEAR:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
