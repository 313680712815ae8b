"""SPEC 5: what stands after some statements, at some moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.vectors.making.case import OK, Case
from tests.vectors.making.world import seed

_SCOPE = "filming.video"
Said = dict[str, Any]


def _time(hour: int, minute: int = 0, day: int = 1) -> str:
    return f"2026-11-{day:02d}T{hour:02d}:{minute:02d}:00.000+00:00"


def _said(
    number: int,
    decision: str | None = "permit",
    *,
    kind: str = "consent",
    at: tuple[str, str],
    device: str = "a",
    after: int = 0,
    until: str | None = "2027-11-01",
    refers: Sequence[int] = (),
    method: str = "typed",
    sign: str | None = "ink",
    seq: int = 0,
    of_age: str | None = None,
    text: str = "",
) -> Said:
    """Return what standing needs of statement `number`, its place in the log; `seq` is the next number by default."""
    said = (
        []
        if decision is None
        else [{"scope": _SCOPE, "decision": decision, "until": None if decision == "deny" else until}]
    )
    return {
        "digest": seed(f"said {number}").hex(),
        "id": f"019aaf5e-1c00-7000-8000-{number:012d}",
        "kind": kind,
        "device": device,
        "seq": seq or number + 1,
        "index": number,
        "after_size": after,
        "interval": list(at),
        "decisions": said,
        "refers_to": [seed(f"said {item}").hex() for item in refers],
        "identified_by": method,
        "signature_class": sign,
    } | {name: value for name, value in {"of_age": of_age, "text": text}.items() if value}


_NINE, _TEN, _ELEVEN = ((_time(hour), _time(hour, 1)) for hour in (9, 10, 11))
_ALL_DAY = (_time(0), _time(23, 59))
_NOON = _time(12)
_LATER = _time(12, day=2)
PERMIT, DENY, NONE = "CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT"


def _case(
    name: str,
    what: str,
    clause: str,
    said: Sequence[Said],
    decision: str,
    reason: str,
    rests: Sequence[int],
    **asked: object,
) -> Case:
    inputs: dict[str, object] = {"scope": _SCOPE, "at": _LATER, "statements": list(said)} | asked
    output = {"decision": decision, "reason": reason, "statements": [seed(f"said {item}").hex() for item in rests]}
    return Case(name, what, clause, "standing", inputs, OK, output)


def _order() -> Iterator[Case]:
    yield _case("nothing-said", "Nobody asked.", "5.7", [], NONE, "never-asked", [])
    yield _case("permitted", "One consent.", "5.7", [_said(0, at=_NINE)], PERMIT, "permitted", [0])
    young = _said(0, at=_NINE, of_age="2026-11-03")
    yield _case(
        "not-yet-of-age", "A parent agreed; the child comes of age tomorrow.", "5.6", [young], PERMIT, "permitted", [0]
    )
    yield _case(
        "come-of-age", "A parent agreed, and the child has come of age.", "5.6", [young], NONE, "reconfirm", [0],
        at="2026-11-02T19:00:00.000+00:00",
    )  # fmt: skip
    grown = _said(0, "deny", at=_NINE, of_age="2026-11-03")
    yield _case(
        "refused-for-a-child", "A parent refused: coming of age ends no refusal.", "5.6", [grown], DENY, "refused", [0],
        at="2026-12-01T00:00:00.000+00:00",
    )  # fmt: skip
    yield _case("refused", "One refusal.", "5.7", [_said(0, "deny", at=_NINE)], DENY, "refused", [0])
    gone = [_said(0, at=_NINE), _said(1, "deny", kind="withdrawal", at=_TEN)]
    yield _case("withdrawn", "A withdrawal after a consent.", "5.6", gone, DENY, "withdrawn", [1])
    yield _case(
        "withdrawn-any-order", "The order of arrival changes nothing.", "5.6", gone[::-1], DENY, "withdrawn", [1]
    )
    again = [*gone, _said(2, at=_ELEVEN)]
    yield _case("consented-again", "A consent after a withdrawal.", "5.6", again, PERMIT, "permitted", [2])
    late = [_said(0, "deny", kind="withdrawal", at=_TEN), _said(1, at=_NINE, device="b")]
    what = "A consent given before the withdrawal arrives after it: nothing revives."
    yield _case("late-consent", what, "5.6", late, DENY, "withdrawn", [0])
    doubt = [_said(0, "deny", at=_ALL_DAY, device="a"), _said(1, at=_TEN, device="b")]
    what = "It is not sure which came first: the refusal wins."
    yield _case("doubt", what, "5.6", doubt, DENY, "conflict-deny", [0, 1])
    one = [_said(0, "deny", at=_ALL_DAY), _said(1, at=_ALL_DAY)]
    yield _case("one-device", "One device counts its statements.", "5.5", one, PERMIT, "permitted", [1])
    seen = [_said(0, "deny", at=_ALL_DAY, device="a"), _said(1, at=_ALL_DAY, device="b", after=1)]
    yield _case(
        "seen-in-log", "The log held the first when the second was made.", "5.5", seen, PERMIT, "permitted", [1]
    )
    both = [_said(0, "deny", at=_ELEVEN), _said(1, at=_NINE)]
    what = "The device's count says one order, its clock the other: nothing is sure, and the refusal wins."
    yield _case("order-contradicts", what, "5.5", both, DENY, "conflict-deny", [0, 1])


def _circle() -> Iterator[Case]:
    """Return a circle: one before another by count of their device, that before a third by time, the third by log."""
    first = _said(2, at=_ALL_DAY, after=2, seq=1)
    second = _said(3, at=_NINE, seq=2)
    third = _said(1, at=_TEN, device="b")
    what = "The evidence of order runs in a circle: none of three consents can be the last."
    yield _case("contradicted", what, "5.6", [first, second, third], NONE, "contradicted", [2, 1, 3])
    refused = third | {"decisions": [{"scope": _SCOPE, "decision": "deny", "until": None}]}
    what = "The same circle with a refusal in it: the refusal wins."
    yield _case("contradicted-refusal", what, "5.6", [first, second, refused], DENY, "conflict-deny", [1, 2, 3])


def _time_and_errors() -> Iterator[Case]:
    wrong = [_said(0, at=_NINE), _said(1, None, kind="correction", at=_TEN, refers=[0], sign=None, method="none")]
    yield _case(
        "corrected", "A consent entered in error: nothing was said.", "5.6", wrong, NONE, "entered-in-error", [0]
    )
    older = [_said(0, "deny", at=_NINE), _said(1, at=_TEN), _said(2, None, kind="correction", at=_ELEVEN, refers=[1])]
    what = (
        "The consent after a refusal was entered in error: the scope is unanswered, and the refusal does not come back."
    )
    yield _case("corrected-over-refusal", what, "5.6", older, NONE, "entered-in-error", [1])
    short = [_said(0, at=_NINE, until="2026-11-01")]
    last = "2026-11-01T18:59:59.999+00:00"
    yield _case(
        "last-moment", "The last moment of the last day, at UTC+5.", "5.7", short, PERMIT, "permitted", [0], at=last
    )
    over = "2026-11-01T19:00:00.000+00:00"
    yield _case("expired", "Midnight after the last day, at UTC+5.", "5.7", short, NONE, "expired", [0], at=over)
    gone = [_said(0, at=_NINE), _said(1, "deny", kind="withdrawal", at=_ELEVEN)]
    what = "Asked about a moment before the withdrawal."
    yield _case("as-of", what, "5.7", gone, PERMIT, "permitted", [0], at=_time(10, 30))
    wide = [_said(0, at=_ALL_DAY)]
    yield _case("not-yet", "Perhaps not made by then.", "5.7", wide, NONE, "not-yet", [0], at=_NOON)
    refusal = [_said(0, "deny", at=_ALL_DAY)]
    yield _case(
        "refusal-perhaps", "A refusal holds once it may have been.", "5.7", refusal, DENY, "refused", [0], at=_NOON
    )


def _policies() -> Iterator[Case]:
    document = {"identification": "document", "signatures": ["ink", "eds"]}
    typed = [_said(0, at=_NINE)]
    yield _case("policy-identification", "The person was not seen.", "5.8", typed, NONE, "policy", [0], policy=document)
    seen = [_said(0, at=_NINE, method="document")]
    yield _case("policy-kept", "A worker saw the document.", "5.8", seen, PERMIT, "permitted", [0], policy=document)
    mark = [_said(0, at=_NINE, method="document", sign="mark")]
    yield _case("policy-signature", "A mark is not enough.", "5.8", mark, NONE, "policy", [0], policy=document)
    no = [_said(0, "deny", at=_NINE, sign="mark")]
    yield _case("policy-refusal", "A refusal is never measured.", "5.8", no, DENY, "refused", [0], policy=document)


def _renewals() -> Iterator[Case]:
    text, day = "patient-filming/2026.1", {"patient-filming/2026.1": "2026-11-03"}
    old = [_said(0, at=_NINE, text=text)]
    eve, midnight = "2026-11-02T18:59:59.999+00:00", "2026-11-02T19:00:00.000+00:00"
    what = "The text has changed; until the day that the new one names the permit to the old one stands."
    yield _case("not-yet-renewed", what, "5.6", old, PERMIT, "permitted", [0], at=eve, renewals=day)
    what = "The day has come, and nobody agreed to the new text."
    yield _case("renewal", what, "5.6", old, NONE, "reconfirm", [0], at=midnight, renewals=day)
    both = [*old, _said(1, at=_TEN, text="patient-filming/2026.2")]
    what = "The day has come, and the person agreed to the new text."
    yield _case("renewed", what, "5.6", both, PERMIT, "permitted", [1], at=midnight, renewals=day)
    refused = [_said(0, "deny", at=_NINE, text=text)]
    what = "A refusal of the old text is one of the new text, too."
    yield _case("refused-for-good", what, "5.6", refused, DENY, "refused", [0], at=midnight, renewals=day)


def cases() -> Iterator[Case]:
    """Return the cases of SPEC 5."""
    yield from _order()
    yield from _circle()
    yield from _time_and_errors()
    yield from _policies()
    yield from _renewals()
