"""SPEC 2: payloads, each by itself."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

from collections.abc import Iterator

from tests.vectors.making.case import Case
from tests.vectors.making.payloads import (
    REPRESENTATIVE,
    WITNESS,
    Payload,
    changed,
    consent,
    correction,
    decisions,
    evidence,
    notice,
    payload,
    raw,
    withdrawal,
)
from tests.vectors.making.world import b64, compact

MALFORMED, RULE = "record.malformed", "record.rule"
_MARK = {"signature_class": "mark", "witness": WITNESS}
_SPOKEN = {"signature_class": "spoken", "evidence": [], "witness": WITNESS}
_EMPTY_DECIDED: list[Payload] = []
_HEARD = {"verdict": "yes", "manner": "spoken", "witness": {"name": REPRESENTATIVE["name"], "capacity": ""}}
_DRAWN = {"verdict": "yes", "manner": "drawn", "witness": None}
_COSIGNED = {"signature_class": "ink", "witness": None}


def _child(verdict: str = "permit", **changes: object) -> Payload:
    """Return a consent that a representative gives, with what the patient said beside it."""
    return consent(verdict, verdict, verdict, grantor=REPRESENTATIVE, **changes)


GOOD: dict[str, tuple[str, Payload]] = {
    "consent-permit": ("Every scope is permitted.", consent()),
    "consent-deny": ("A refusal is a consent that denies.", consent("deny", "deny", "deny")),
    "consent-mixed": ("One scope is permitted, two are denied.", consent("permit", "deny", "deny")),
    "consent-representative": ("A legal representative speaks.", consent(grantor=REPRESENTATIVE)),
    "consent-staff": ("A worker speaks.", changed(consent(), "subject.role", "staff")),
    "consent-mark": ("A mark, with its witness.", consent(**_MARK)),
    "consent-paper": ("A scanned paper.", consent(signature_class="paper", evidence=[evidence("paper")])),
    "consent-by-hand": (
        "The words are written by hand, on two pages; the signature is apart.",
        consent(words=None, evidence=[evidence("handwriting", b"one"), evidence("handwriting", b"two"), evidence()]),
    ),
    "consent-spoken": ("Heard by a witness; nothing is drawn.", consent(**_SPOKEN)),
    "consent-eds": ("A national electronic signature.", consent(signature_class="eds", evidence=[evidence("eds")])),
    "consent-other-register": (
        "A number that is not an IIN has no form here.",
        changed(consent(), "subject.identifier", {"system": "passport.uz", "value": "AA 1234567"}),
    ),
    "consent-changes-shown": (
        "The changes since the text that was signed before were shown.",
        changed(consent(), "form.changes_since", "2025.1"),
    ),
    "assent-spoken": ("A child says yes; the representative heard it.", _child(assent=_HEARD)),
    "assent-drawn": ("A child draws.", _child(assent=_DRAWN, evidence=[evidence(), evidence("assent")])),
    "assent-no": ("A child says no: nothing is permitted.", _child("deny", assent={"verdict": "no"})),
    "assent-none": ("A child does not answer.", _child(assent={"verdict": "none", "manner": None, "witness": None})),
    "cosigned": (
        "Representative and patient sign.",
        _child(cosignature=_COSIGNED, evidence=[evidence(), evidence("cosignature")]),
    ),
    "cosigned-spoken": (
        "The patient says it aloud beside.",
        _child(cosignature={"signature_class": "spoken", "witness": WITNESS}),
    ),
    "withdrawal": ("One scope is withdrawn.", withdrawal()),
    "notice": ("The person was told; nothing is decided.", notice()),
    "abandonment": ("Nobody finished; nothing of the person is kept.", payload(kind="abandonment")),
    "correction": ("Two people mark a statement as entered in error.", correction()),
    "second-of-device": (
        "A later statement names the one before it.",
        consent(device={"id": "station-1", "seq": 2, "prev": "ab" * 32}),
    ),
    "first-of-log": (
        "The station had seen the empty log.",
        consent(after={"size": 0, "root": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}),
    ),
}

_IIN = "identity.iin-invalid"
_BIN = "identity.bin-invalid"
_TIME = "instant.invalid"

FIELDS: dict[str, tuple[str, str, str, Payload]] = {
    "unknown-field": ("2.3", MALFORMED, "A field that nobody knows.", consent(mood="calm")),
    "unknown-field-inside": ("2.3", MALFORMED, "The same, deeper.", changed(consent(), "subject.mood", "calm")),
    "missing-field": ("2.3", MALFORMED, "`place` is missing.", {k: v for k, v in consent().items() if k != "place"}),
    "wrong-type": ("2.3", MALFORMED, "A number stands as text.", changed(consent(), "form.seconds", "42")),
    "float": ("2.3", MALFORMED, "A whole number is written with a fraction.", changed(consent(), "form.seconds", 42.0)),
    "negative": ("2.3", MALFORMED, "A count below zero.", changed(consent(), "form.seconds", -1)),
    "schema-unknown": ("2.3", MALFORMED, "Another schema.", consent(schema="econsent/2")),
    "kind-unknown": ("2.3", MALFORMED, "Another kind.", consent(kind="agreement")),
    "id-not-uuid": ("2.3", MALFORMED, "The id is no UUID.", consent(id="1")),
    "id-version-4": ("2.3", MALFORMED, "A UUID of version 4.", consent(id="9b2f4c1e-6f0a-4d3b-8a51-0c2d3e4f5a6b")),
    "id-upper-case": ("2.3", MALFORMED, "Upper case.", consent(id="019AAF5E-1C00-7000-8000-000000000001")),
    "time-without-offset": ("2.4", _TIME, "No offset.", changed(consent(), "made.at", "2026-11-23T10:00:00")),
    "time-with-space": ("2.4", _TIME, "Not RFC 3339.", changed(consent(), "made.at", "2026-11-23 10:00:00+05:00")),
    "time-before-1970": ("2.4", _TIME, "Too early.", changed(consent(), "made.earliest", "1969-12-31T23:59:59+00:00")),
    "interval-reversed": (
        "2.4", _TIME, "The latest moment is before the earliest.",
        changed(consent(), "made.latest", "2026-11-23T04:00:00.000+00:00"),
    ),
    "clock-unknown": ("2.4", MALFORMED, "A state no clock has.", changed(consent(), "made.clock", "perfect")),
    "after-not-hash": ("2.5", MALFORMED, "The root is no hash.", changed(consent(), "after.root", "00")),
    "after-upper-case": ("2.5", MALFORMED, "Hex is lower-case.", changed(consent(), "after.root", "AB" * 32)),
    "after-empty-log": ("2.5", MALFORMED, "Nothing has another hash.", changed(consent(), "after.size", 0)),
    "first-with-previous": ("2.6", MALFORMED, "The first has none.", changed(consent(), "device.prev", "ab" * 32)),
    "later-without-previous": ("2.6", MALFORMED, "A later one has one.", changed(consent(), "device.seq", 2)),
    "device-zero": ("2.6", MALFORMED, "Counting starts at 1.", changed(consent(), "device.seq", 0)),
    "bin-wrong": ("2.7", _BIN, "A wrong check digit.", changed(consent(), "controller.bin", "100140000123")),
    "bin-spaced": ("2.7", MALFORMED, "Spaces.", changed(consent(), "controller.bin", "100140 000122")),
    "iin-wrong": ("2.7", _IIN, "A wrong check digit.", changed(consent(), "subject.identifier.value", "900101300127")),
    "iin-short": ("2.7", _IIN, "Eleven digits.", changed(consent(), "subject.identifier.value", "90010130012")),
    "name-empty": ("2.7", MALFORMED, "A person without a name.", changed(consent(), "subject.name", "")),
    "room-kind-unknown-letters": ("2.7", MALFORMED, "Not a token.", changed(consent(), "place.room_kind", "Blood draw")),
    "birth-date-none": ("2.7", MALFORMED, "No such day.", changed(consent(), "subject.birth_date", "1990-02-30")),
    "representative-without-right": (
        "2.7", MALFORMED, "Nothing gives the right.", consent(grantor=REPRESENTATIVE | {"authority": None})
    ),
    "self-with-relationship": ("2.7", MALFORMED, "Oneself.", changed(consent(), "grantor.relationship", "parent")),
    "document-seen-by-nobody": ("2.7", MALFORMED, "Seen by?", changed(consent(), "identified_by.method", "document")),
    "worker-saw-nothing": ("2.7", MALFORMED, "Saw what?", changed(consent(), "identified_by.worker", "Б. Омар")),
    "language-not-shown": ("2.8", MALFORMED, "Signed unseen.", changed(consent(), "form.language", "en")),
    "language-shown-twice": ("2.8", MALFORMED, "Twice.", changed(consent(), "form.languages_shown", ["kk", "kk"])),
    "changes-since-itself": ("2.8", MALFORMED, "Nothing changed.", changed(consent(), "form.changes_since", consent()["form"]["version"])),
    "changes-since-nothing": ("2.8", MALFORMED, "Not a token.", changed(consent(), "form.changes_since", "")),
    "decision-unknown": ("2.8", MALFORMED, "Neither.", changed(consent(), "decisions.0.decision", "maybe")),
    "until-with-time": ("2.8", MALFORMED, "A day.", changed(consent(), "decisions.0.until", "2027-11-23T00:00:00Z")),
    "country-unknown-letters": ("2.8", MALFORMED, "Two letters.", changed(consent(), "terms.storage_country", "kz")),
    "terms-without-data": ("2.8", MALFORMED, "Which data?", changed(consent(), "terms.data", [])),
    "evidence-empty": ("2.9", MALFORMED, "A file of nothing.", changed(consent(), "evidence.0.size", 0)),
    "evidence-unknown-role": ("2.9", MALFORMED, "A role.", changed(consent(), "evidence.0.role", "photo")),
    "reference-not-id": ("2.9", MALFORMED, "Not an id.", changed(correction(), "refers_to.0.id", "the last one")),
    "assent-null": ("2.3", MALFORMED, "Left out, or there.", _child(assent=None)),
    "assent-unheard": ("2.11", MALFORMED, "Said to nobody.", _child(assent=_HEARD | {"witness": None})),
    "assent-yes-in-no-way": ("2.11", MALFORMED, "A yes, but how?", _child(assent={"verdict": "yes"})),
    "assent-none-drawn": ("2.11", MALFORMED, "Silence, drawn.", _child(assent=_DRAWN | {"verdict": "none"})),
    "cosigned-on-paper": ("2.12", MALFORMED, "Not at the screen.", _child(cosignature={"signature_class": "paper"})),
    "cosigned-ink-witnessed": ("2.12", MALFORMED, "Nobody need see it.", _child(cosignature=_COSIGNED | {"witness": WITNESS})),
    "cosigned-mark-unseen": ("2.12", MALFORMED, "Nobody saw it.", _child(cosignature={"signature_class": "mark"})),
    "corrected-by-one": ("2.9", MALFORMED, "Not two people.", changed(correction(), "correction.by.1", "А. Сейіт")),
}  # fmt: skip

RULES: dict[str, tuple[str, str, Payload]] = {
    "consent-lacks-terms": ("2.10.1", "A consent without terms.", consent(terms=None)),
    "consent-lacks-decisions": ("2.10.1", "A consent that decides nothing.", consent(decisions=_EMPTY_DECIDED)),
    "withdrawal-with-terms": ("2.10.1", "A withdrawal has no terms.", withdrawal(terms=consent()["terms"])),
    "notice-with-decision": ("2.10.1", "A notice decides nothing.", notice(decisions=decisions("permit"))),
    "abandonment-with-subject": (
        "2.10.1", "Nothing of the person is kept.", payload(kind="abandonment", subject=consent()["subject"])
    ),
    "correction-of-nobody": ("2.10.1", "A correction that names no subject.", correction(subject=None)),
    "correction-without-people": ("2.10.1", "Nobody corrects.", correction(correction=None)),
    "scope-twice": ("2.10.2", "One scope, decided twice.", consent(decisions=decisions("permit") + decisions("deny"))),
    "withdrawal-permits": ("2.10.3", "A withdrawal that permits.", withdrawal(decisions=decisions("permit"))),
    "ink-without-drawing": ("2.10.4", "Ink, and no drawing.", consent(evidence=[evidence("paper")])),
    "mark-without-witness": ("2.10.5", "A mark that nobody saw.", consent(**_MARK | {"witness": None})),
    "ink-without-signature": (
        "2.10.4", "Words by hand sign nothing.", consent(words=None, evidence=[evidence("handwriting", b"one")])
    ),
    "handwriting-as-picture": (
        "2.10.6", "A picture of a page written by hand.",
        consent(evidence=[evidence(), evidence("handwriting") | {"media_type": "image/png"}]),
    ),
    "assent-of-who-decides": ("2.10.7", "Nobody spoke for the patient.", consent(assent=_HEARD)),
    "assent-of-staff": ("2.10.7", "A worker is no child.", changed(_child(assent=_HEARD), "subject.role", "staff")),
    "cosigned-alone": (
        "2.10.7", "Beside whom?", consent(cosignature=_COSIGNED, evidence=[evidence(), evidence("cosignature")])
    ),
    "cosigned-and-assented": (
        "2.10.8", "Who signs is not asked besides.",
        _child(assent=_HEARD, cosignature={"signature_class": "spoken", "witness": WITNESS}),
    ),
    "assent-no-permits": ("2.10.9", "The child says no.", _child(assent={"verdict": "no"})),
    "assent-no-permits-one": (
        "2.10.9", "The child says no, and one scope is permitted.",
        _child("deny", assent={"verdict": "no"}, decisions=decisions("deny", "deny", "permit")),
    ),
    "assent-drawing-missing": ("2.10.10", "Drawn, and no drawing.", _child(assent=_DRAWN)),
    "assent-drawing-of-nobody": ("2.10.10", "Nobody drew it.", _child(evidence=[evidence(), evidence("assent")])),
    "cosignature-as-picture": (
        "2.10.10", "A picture of a signature.",
        _child(cosignature=_COSIGNED, evidence=[evidence(), evidence("cosignature") | {"media_type": "image/png"}]),
    ),
    "cosignature-missing": ("2.10.10", "Cosigned, and no ink.", _child(cosignature=_COSIGNED)),
    "cosignature-twice": (
        "2.10.10", "Two inks, one cosigner.",
        _child(cosignature=_COSIGNED, evidence=[evidence(), *[evidence("cosignature")] * 2]),
    ),
    "cosignature-of-nobody": (
        "2.10.10", "The record does not say that anybody cosigned.", _child(evidence=[evidence(), evidence("cosignature")])
    ),
    "withdrawal-assented": ("2.10.1", "Taking back asks nobody.", withdrawal(grantor=REPRESENTATIVE, assent=_HEARD)),
    "spoken-without-witness": ("2.10.5", "Spoken to nobody.", consent(**_SPOKEN | {"witness": None})),
}  # fmt: skip


def _texts() -> Iterator[tuple[str, str, str, bytes]]:
    whole = compact(consent())
    yield "not-utf-8", "2.1", "A byte that is not UTF-8.", whole.replace("Ә".encode(), b"\xff")
    yield "not-json", "2.1", "Cut off.", whole[:-1]
    yield "something-behind", "2.1", "Something follows the object.", whole + b"{}"
    yield "lone-surrogate", "2.1", "An escape that is no character.", whole.replace("Әсел".encode(), b"\\ud800")
    yield "nothing", "2.1", "No bytes at all.", b""
    twice = b'"kind":"notice",' + whole[1:]
    yield "duplicate-name", "2.2", "`kind` stands twice.", b"{" + twice
    inside = whole.replace(b'"seq":1', b'"seq":2,"seq":1')
    yield "duplicate-name-inside", "2.2", "`seq` stands twice.", inside


def cases() -> Iterator[Case]:
    for name, (what, given) in GOOD.items():
        output = {"id": given["id"], "kind": given["kind"]}
        yield Case(name, what, "2.10", "payload", {"payload": raw(given)}, output=output)
    spaced = compact(consent()).replace(b',"', b' , "')
    output = {"id": consent()["id"], "kind": "consent"}
    what = "Spaces between members, and the members in another order, change nothing."
    backwards = dict(reversed(consent().items()))
    yield Case("spaces", what, "2.1", "payload", {"payload": b64(spaced)}, output=output)
    yield Case("another-order", what, "2.1", "payload", {"payload": raw(backwards)}, output=output)
    for name, clause, what, text in _texts():
        yield Case(name, what, clause, "payload", {"payload": b64(text)}, MALFORMED)
    for name, (clause, code, what, given) in FIELDS.items():
        yield Case(name, what, clause, "payload", {"payload": raw(given)}, code)
    for name, (clause, what, given) in RULES.items():
        yield Case(name, what, clause, "payload", {"payload": raw(given)}, RULE)
