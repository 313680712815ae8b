"""SPEC 13: what the Order says of a camera in a place; one case a row of its table, and one thing less each."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

from collections.abc import Iterator

from tests.vectors.making.case import OK, Case

_LAW = "dsm-335-2020/2023-04-07"
_CITED = {"act": "ҚР ДСМ-335/2020", "edition": "2023-04-07 № 61"}
PERMITTED, FORBIDDEN, REVIEW, SIGNLESS = "permitted", "forbidden", "review", "invalid-without-sign"
PATIENT, STAFF = "needs-consent", "needs-staff-consent"
_AGREED = {"patient": "permit", "staff": "given"}
Row = tuple[str, str, dict[str, object], str, str, list[str]]


def _place(
    organisation: str | None = "outpatient",
    room: str | None = "blood-draw",
    camera: str | None = "internal",
    **more: object,
) -> dict[str, object]:
    place = {"organisation": organisation, "collection_point": True, "room": room, "camera": camera, "sign": True}
    return {"law": _LAW} | place | {"patient": "not-asked", "staff": "not-asked"} | more


_ROWS: dict[str, Row] = {
    "perimeter": ("13.1", "An external camera along the perimeter.", _place("inpatient", "perimeter", "external", staff="given"), PERMITTED, "perimeter", ["4", "8-1¶2"]),
    "outpatient-corridor": ("13.1", "A dental department's corridor.", _place(room="corridor.dental", staff="given"), PERMITTED, "general-premises", ["8", "6"]),
    "consented": ("13.1", "The patient and all who work there agree, and the sign is there.", _place(**_AGREED), PERMITTED, "consented", ["8-1", "12"]),
    "inpatient-corridor": ("13.1", "A corridor of a hospital's unit.", _place("inpatient", "corridor.unit", staff="given"), PERMITTED, "general-premises", ["9"]),
    "maternity-reception": ("13.1", "Where women in labour are received.", _place("perinatal", "maternity-reception", staff="given"), PERMITTED, "perinatal-premises", ["10"]),
    "admission": ("13.1", "Admission of a mental-health organisation.", _place("mental-health", "admission", staff="given"), PERMITTED, "general-premises", ["11"]),
    "mobile-corridor": ("13.1", "The corridor of a mobile complex.", _place("mobile-complex", "corridor", staff="given"), PERMITTED, "general-premises", ["8(2)"]),
    "patient-none": ("13.1", "No consent of the patient.", _place(**_AGREED | {"patient": "none"}), FORBIDDEN, "no-consent", ["12"]),
    "patient-refused": ("13.1", "The patient refused.", _place(**_AGREED | {"patient": "refused"}), FORBIDDEN, "no-consent", ["12"]),
    "patient-withdrew": ("13.1", "The patient withdrew, and staff is missing too.", _place(patient="withdrawn", staff="missing"), FORBIDDEN, "no-consent", ["12"]),
    "signer-not-entitled": ("13.1", "Who signed was not entitled.", _place(**_AGREED | {"patient": "not-entitled"}), FORBIDDEN, "no-consent", ["12"]),
    "staff-missing": ("13.1", "A worker has given no consent.", _place(**_AGREED | {"staff": "missing"}), STAFF, "staff-consent-missing", ["8-1¶2"]),
    "corridor-staff-missing": ("13.1", "A worker in the corridor has given none.", _place(room="hall", staff="missing"), STAFF, "staff-consent-missing", ["8-1¶2"]),
    "toilet": ("13.1", "A toilet, though all agree.", _place(room="toilet", **_AGREED), FORBIDDEN, "personal-hygiene", ["12"]),
    "manipulation-room": ("13.1", "A manipulation room, though all agree.", _place(room="manipulation", **_AGREED), FORBIDDEN, "procedure-room", ["12"]),
    "operating-block": ("13.1", "An operating block, though all agree.", _place("inpatient", "operating-block", **_AGREED), FORBIDDEN, "operating-block", ["12"]),
    "no-collection-point": ("13.1", "A blood-draw room of no collection point, though all agree.", _place(collection_point=False, **_AGREED), FORBIDDEN, "no-collection-point", ["12"]),
    "inpatient-blood-draw": ("13.1", "A hospital's own collection point.", _place("inpatient", **_AGREED), REVIEW, "unclear-8-1", ["8-1"]),
    "mobile-blood-draw": ("13.1", "The cabinet inside a mobile complex.", _place("mobile-complex", **_AGREED), REVIEW, "unclear-8-1", ["8-1"]),
    "detoxification": ("13.1", "Inside a detoxification centre.", _place("mental-health", "detoxification", staff="given"), REVIEW, "unclear-11", ["11"]),
    "site-check": ("13.2", "No patient is known yet.", _place(), PATIENT, "patient-not-asked", ["8-1", "12"]),
    "site-check-corridor": ("13.2", "Nobody asked who works in the corridor.", _place(room="corridor"), STAFF, "staff-consent-missing", ["8-1¶2"]),
    "patient-unknown": ("13.2", "It could not be found out whether the patient agrees.", _place(**_AGREED | {"patient": "unknown"}), REVIEW, "patient-unknown", ["8-1"]),
    "staff-unknown": ("13.2", "Nobody knows who works there.", _place(**_AGREED | {"staff": "unknown"}), REVIEW, "staff-unknown", ["8-1¶2"]),
    "collection-point-unknown": ("13.2", "Whether it is a collection point nobody wrote down.", _place(collection_point=None, **_AGREED), REVIEW, "collection-point-unknown", ["8-1"]),
    "no-sign": ("13.4", "All agree, and the sign is missing.", _place(sign=False, **_AGREED), SIGNLESS, "no-sign", ["6"]),
    "sign-unknown": ("13.4", "All agree, and nobody looked for the sign.", _place(sign=None, **_AGREED), REVIEW, "sign-unknown", ["6"]),
    "ward": ("13.4", "A ward is not listed.", _place("inpatient", "ward", **_AGREED), REVIEW, "unlisted", []),
    "room-unknown": ("13.4", "Nobody knows where the camera is.", _place(None, None, collection_point=None, sign=None, **_AGREED), REVIEW, "unlisted", []),
    "camera-external-inside": ("13.4", "An external camera in a corridor is no such camera.", _place(room="corridor", camera="external", staff="given"), REVIEW, "unlisted", []),
    "organisation-unlisted": ("13.4", "An organisation of another kind.", _place("sanatorium", "corridor", staff="given"), REVIEW, "unlisted", []),
}  # fmt: skip


def cases() -> Iterator[Case]:
    """Return the cases of SPEC 13."""
    for name, (clause, what, given, outcome, reason, paragraphs) in _ROWS.items():
        output: dict[str, object] = {"outcome": outcome, "reason": reason, "paragraphs": paragraphs} | _CITED
        yield Case(name, what, clause, "placement", given, OK, output)
