"""The statement's payload (SPEC 2): what is taken, what is refused, and that bytes stay bytes."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from econsent import instant, record
from econsent.errors import BinInvalid, EconsentError, IinInvalid, InstantInvalid, RecordMalformed, RecordRuleBroken
from econsent.instant import Interval

ID = "019ac1f0-5e00-7abc-8def-0123456789ab"
OTHER_ID = "019ac1f0-5e00-7abc-9def-0123456789ab"
HASH = sha256(b"something").hexdigest()
IIN = "900101300126"

COMMON: dict[str, Any] = {
    "schema": "econsent/1",
    "id": ID,
    "made": {
        "at": "2026-11-23T10:00:00.000+05:00",
        "clock": "checked",
        "earliest": "2026-11-23T05:00:00.000+00:00",
        "latest": "2026-11-23T05:00:00.100+00:00",
    },
    "after": {"size": 7, "root": HASH},
    "device": {"id": "kiosk-1", "seq": 2, "prev": HASH},
    "controller": {"bin": "100140000122", "name": {"kk": "Зертхана", "ru": "Лаборатория", "en": "Laboratory"}},
    "place": {"point": "Абай даңғылы, 12", "room": "104", "room_kind": "blood-draw"},
    "subject": None,
    "grantor": None,
    "identified_by": None,
    "witness": None,
    "recorder": {"software": "econsent", "version": "0.1.0", "worker": "A. Worker"},
    "form": None,
    "decisions": [],
    "terms": None,
    "words": None,
    "signature_class": None,
    "evidence": [],
    "legal_basis": [],
    "refers_to": [],
}
FORM = {
    "id": "patient-filming",
    "version": "2026.1",
    "language": "kk",
    "languages_shown": ["ru", "kk"],
    "digest": HASH,
    "reading": "aloud",
    "seconds": 42,
}
SAID = {
    "subject": {
        "role": "patient",
        "identifier": {"system": "kz.iin", "value": IIN},
        "name": "Әсел Қуанышқызы",
        "birth_date": "1990-01-01",
    },
    "grantor": {
        "kind": "representative",
        "name": "Қуаныш Ә.",
        "identifier": {"system": "passport", "value": "N 1"},
        "relationship": "father",
        "authority": {"kind": "birth-certificate", "number": "A-1", "date": "1990-01-15"},
    },
    "identified_by": {"method": "document", "worker": "A. Worker"},
    "form": FORM,
    "legal_basis": [{"act": "kz.dsm-335-2020", "paragraph": "8-1", "edition": "2023-04-07"}],
    "refers_to": [{"id": OTHER_ID, "digest": HASH}],
}
SIGNED = SAID | {
    "witness": {"name": "W. Witness", "capacity": "nurse"},
    "decisions": [
        {"scope": "filming.photo", "decision": "deny", "until": "2027-11-23"},
        {"scope": "filming.video", "decision": "deny", "until": None},
    ],
    "words": "Өз сөзіммен.\u2028\u0000\U0001f58a",
    "signature_class": "mark",
    "evidence": [{"role": "ink", "media_type": "application/inkml+xml", "size": 10, "sha256": HASH}],
}
TERMS = {
    "third_parties": False,
    "cross_border": False,
    "publication": True,
    "data": ["image", "name"],
    "storage_days": 30,
    "storage_country": "KZ",
}
WHOLE: dict[str, dict[str, Any]] = {
    "consent": COMMON
    | SIGNED
    | {
        "kind": "consent",
        "terms": TERMS,
        "assent": {"verdict": "yes", "manner": "spoken", "witness": {"name": "Қуаныш Ә.", "capacity": ""}},
    },
    "consent, cosigned": COMMON
    | SIGNED
    | {
        "kind": "consent",
        "terms": TERMS,
        "cosignature": {"signature_class": "mark", "witness": {"name": "W. Witness", "capacity": "nurse"}},
        "evidence": [*SIGNED["evidence"], SIGNED["evidence"][0] | {"role": "cosignature"}],
    },
    "withdrawal": COMMON | SIGNED | {"kind": "withdrawal"},
    "notice": COMMON | SAID | {"kind": "notice"},
    "abandonment": COMMON | {"kind": "abandonment", "form": FORM},
    "correction": COMMON
    | {
        "kind": "correction",
        "subject": SAID["subject"],
        "legal_basis": SAID["legal_basis"],
        "refers_to": SAID["refers_to"],
        "correction": {"reason": "Another person's card lay on the reader.", "by": ["A. Worker", "B. Worker"]},
    },
}
"""One statement of every kind, with everything that its kind may have; assent and cosignature are never together."""
NEEDED = {
    "consent": ("subject", "grantor", "identified_by", "form", "decisions", "terms", "signature_class", "legal_basis"),
    "withdrawal": ("subject", "grantor", "identified_by", "form", "decisions", "signature_class", "legal_basis"),
    "notice": ("subject", "identified_by", "form", "legal_basis"),
    "abandonment": (),
    "correction": ("subject", "refers_to", "correction"),
}

Path = tuple[str | int, ...]


def written(thing: Any) -> bytes:
    return json.dumps(thing, ensure_ascii=False).encode()


def read(kind: str, /, *path: str | int, **changes: Any) -> record.Statement:
    """Read the whole statement of a kind after changing fields of the object at a path."""
    whole = json.loads(written(WHOLE[kind]))
    at(whole, path).update(changes)
    return record.parse(written(whole))


def at(thing: Any, path: Path) -> Any:
    for step in path:
        thing = thing[step]
    return thing


def objects(thing: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every object in a payload."""
    if isinstance(thing, dict):
        yield path
    steps = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for step, inner in steps:
        yield from objects(inner, (*path, step))


OBJECTS = [(kind, path) for kind, whole in WHOLE.items() for path in objects(whole)]


def refused(kind: str, /, *path: str | int, **changes: Any) -> EconsentError:
    with pytest.raises(EconsentError) as caught:
        read(kind, *path, **changes)
    return caught.value


# ── bytes in, types out ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", WHOLE)
def test_a_statement_of_every_kind_is_read_and_written_again(kind: str) -> None:
    statement = record.parse(written(WHOLE[kind]))
    assert statement.kind == kind.partition(",")[0]
    payload = record.encode(statement)
    assert record.parse(payload) == statement
    assert json.loads(payload) == {"correction": None} | WHOLE[kind]
    assert record.encode(record.parse(payload)) == payload


def test_the_samples_hold_every_part_of_a_statement() -> None:
    """Otherwise the sweep over nested objects would miss one."""
    here = {type(part) for whole in WHOLE.values() for part in _parts(record.parse(written(whole)))}
    assert here == {part for part in record.Part.__subclasses__() if part.__module__ == record.Part.__module__}


def _parts(thing: Any) -> Iterator[record.Part]:
    if isinstance(thing, record.Part):
        yield thing
        for name in thing.__struct_fields__:
            yield from _parts(getattr(thing, name))
    elif isinstance(thing, tuple):
        for inner in thing:
            yield from _parts(inner)


@pytest.mark.parametrize(("kind", "path"), OBJECTS)
def test_an_unknown_field_is_refused_wherever_it_stands(kind: str, path: Path) -> None:
    error = refused(kind, *path, surname_of_somebody=1)
    assert error.code == "record.malformed"
    assert "surname_of_somebody" not in str(error)


@pytest.mark.parametrize(("kind", "path"), OBJECTS)
def test_a_name_that_stands_twice_is_refused_wherever_it_stands(kind: str, path: Path) -> None:
    text = written(_marked(WHOLE[kind], path)).decode()
    inside = at(WHOLE[kind], path)
    name, value = next(iter(inside.items()))
    twice = text.replace('"MARK": 0', f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    with pytest.raises(RecordMalformed) as caught:
        record.parse(twice.encode())
    assert caught.value.clause == "2.2"
    escaped = twice[::-1].replace(f'"{name}"'[::-1], f'"\\u{ord(name[0]):04x}{name[1:]}"'[::-1], 1)[::-1]
    with pytest.raises(RecordMalformed):
        record.parse(escaped.encode())


def _marked(whole: Any, path: Path) -> Any:
    copy = json.loads(written(whole))
    at(copy, path)["MARK"] = 0
    return copy


@pytest.mark.parametrize(("kind", "path"), OBJECTS)
def test_a_field_without_a_default_is_not_left_out(kind: str, path: Path) -> None:
    optional = {
        "correction",
        "assent",
        "cosignature",
        "en",
        "birth_date",
        "worker",
        "capacity",
        "until",
        "edition",
    } | _grantor_fields(path)
    for name in at(WHOLE[kind], path):
        if name in optional:
            continue
        copy = json.loads(written(WHOLE[kind]))
        del at(copy, path)[name]
        with pytest.raises(RecordMalformed):
            record.parse(written(copy))


def _grantor_fields(path: Path) -> set[str]:
    return {"name", "identifier", "relationship", "authority"} if path[-1:] == ("grantor",) else set()


def test_spaces_and_the_order_of_fields_are_the_writers_business() -> None:
    shuffled = dict(reversed(WHOLE["consent"].items()))
    assert record.parse(json.dumps(shuffled, indent=3).encode()) == record.parse(written(WHOLE["consent"]))


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xef\xbb\xbf{}")
@example(b"[" * 100_000)
@example(b'{"made":' * 100_000)
@example(json.dumps(WHOLE["consent"]).encode("utf-16"))
@example(written(WHOLE["consent"]) + b"{}")
@example(written(WHOLE["consent"]).replace(b'"104"', b'"\xff\xfe"'))
@example(written(WHOLE["consent"]).replace(b'"104"', b'"\\ud800"'))
@example(written(WHOLE["consent"]).replace(b'"seq": 2', b'"seq": NaN'))
@example(written(WHOLE["consent"]).replace(b'"seq": 2', b'"seq": 1' + b"0" * 5000))
@example(written(WHOLE["consent"]).replace(b'"seq": 2', b'"seq": 2.0'))
def test_bytes_that_are_no_statement_are_our_error(payload: bytes) -> None:
    with pytest.raises(EconsentError):
        record.parse(payload)


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_statement_with_bytes_changed_is_another_statement_or_our_error(kind: str, data: st.DataObject) -> None:
    payload = bytearray(written(WHOLE[kind]))
    for _ in range(data.draw(st.integers(1, 3))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    try:
        record.parse(bytes(payload))
    except EconsentError:
        return


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.just(HASH) | st.just(ID),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(OBJECTS), st.data(), json_values)
def test_any_value_in_any_field_is_taken_or_our_error(place: tuple[str, Path], data: st.DataObject, value: Any) -> None:
    kind, path = place
    name = data.draw(st.sampled_from(sorted(at(WHOLE[kind], path))))
    try:
        statement = read(kind, *path, **{name: value})
    except EconsentError:
        return
    assert record.parse(record.encode(statement)) == statement


def test_a_payload_larger_than_any_statement_is_refused_unread() -> None:
    payload = written(WHOLE["consent"])
    padding = record.MAX_PAYLOAD - len(payload)
    assert record.parse(payload + b" " * padding).id == ID
    with pytest.raises(RecordMalformed) as caught:
        record.parse(payload + b" " * (padding + 1))
    assert caught.value.clause == "2.1"


def test_what_is_written_is_what_every_reader_takes() -> None:
    """A constructor checks no pattern; a statement that its library would refuse must never be signed."""
    good = record.parse(written(WHOLE["consent"]))
    for place in (
        record.Place(point="", room="104", room_kind="blood-draw"),
        record.Place(point="12", room="104", room_kind="Blood draw"),
        record.Place(point="\ud800", room="104", room_kind="blood-draw"),
        record.Place(point="12", room="x" * 201, room_kind="blood-draw"),
    ):
        with pytest.raises(RecordMalformed):
            record.encode(msgspec.structs.replace(good, place=place))
    with pytest.raises(RecordMalformed):
        record.encode(msgspec.structs.replace(good, words="x" * 20_001))


def test_an_error_names_the_place_and_not_the_value() -> None:
    error = refused("consent", "subject", birth_date=IIN)
    assert error.path == "subject.birth_date"
    assert error.clause == "2.3"
    for path, changes in (
        (("subject",), {"role": IIN}),
        (("subject",), {"name": ""}),
        (("subject", "identifier"), {"value": IIN[:11] + "7"}),
        (("decisions", 1), {"scope": f"Filming {IIN}"}),
        (("made",), {"at": IIN}),
        ((), {"id": IIN}),
    ):
        said = refused("consent", *path, **changes)
        assert IIN[:11] not in str(said) + repr(said) + repr(said.as_dict())


# ── fields ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ((), {"schema": "econsent/2"}),
        ((), {"kind": "permission"}),
        ((), {"id": ID.upper()}),
        ((), {"id": f"urn:uuid:{ID}"}),
        ((), {"id": str(uuid.UUID(int=0, version=4))}),
        ((), {"id": "1"}),
        (("refers_to", 0), {"id": "1"}),
        (("refers_to", 0), {"digest": HASH.upper()}),
        (("refers_to", 0), {"digest": HASH[:-1]}),
        (("refers_to", 0), {"digest": HASH + "\n"}),
        (("made",), {"clock": "atomic"}),
        (("after",), {"size": -1}),
        (("after",), {"size": 0}),  # nothing has the hash of nothing
        (("after",), {"size": 2**53 + 1}),
        (("device",), {"id": "Kiosk 1"}),
        (("device",), {"seq": 0}),
        (("device",), {"seq": 1}),  # with a previous one
        (("device",), {"prev": None}),  # not the first
        (("controller", "name"), {"kk": ""}),
        (("place",), {"room": "x" * 201}),
        (("subject",), {"birth_date": "1990-02-30"}),
        (("subject",), {"role": "visitor"}),
        (("grantor",), {"kind": "self"}),  # with a representative's fields
        (("grantor",), {"authority": None}),
        (("grantor",), {"relationship": None}),
        (("grantor",), {"name": None}),
        (("identified_by",), {"method": "typed"}),  # but a worker saw it
        (("identified_by",), {"worker": None}),
        (("form",), {"language": "en"}),  # not among those shown
        (("form",), {"languages_shown": []}),
        (("form",), {"languages_shown": ["kk", "kk"]}),
        (("form",), {"languages_shown": ["kk", "de"]}),
        (("form",), {"reading": "skimmed"}),
        (("form",), {"seconds": -1}),
        (("decisions", 0), {"decision": "maybe"}),
        (("decisions", 0), {"until": "2027-11-23T00:00:00Z"}),
        (("terms",), {"storage_country": "kz"}),
        (("terms",), {"storage_country": "KZ\n"}),
        (("terms",), {"data": []}),
        (("terms",), {"third_parties": 0}),
        ((), {"words": "x" * 20_001}),
        ((), {"signature_class": "blood"}),
        ((), {"decisions": [{"scope": f"s{number}", "decision": "deny"} for number in range(65)]}),
        (("evidence", 0), {"role": "photo"}),
        (("evidence", 0), {"size": 0}),
        (("evidence", 0), {"media_type": "ink"}),
        (("evidence", 0), {"sha256": ""}),
    ],
)
def test_a_field_that_is_not_as_it_must_be_is_refused(path: Path, changes: dict[str, Any]) -> None:
    assert refused("consent", *path, **changes).code == "record.malformed"


@pytest.mark.parametrize("by", [["A. Worker"], ["A. Worker", "A. Worker"], ["A", "B", "C"], ["A. Worker", ""]])
def test_two_different_people_correct_a_statement(by: list[str]) -> None:
    assert refused("correction", "correction", by=by).code == "record.malformed"


@pytest.mark.parametrize(
    ("path", "changes", "error"),
    [
        (("subject", "identifier"), {"value": "900101300127"}, IinInvalid),
        (("subject", "identifier"), {"value": "900101 300126"}, RecordMalformed),
        (("controller",), {"bin": "100140000123"}, BinInvalid),
        (("controller",), {"bin": "1001 4000 0122"}, RecordMalformed),
        (("made",), {"at": "2026-11-23T10:00:00"}, InstantInvalid),
        (("made",), {"at": "yesterday"}, InstantInvalid),
        (("made",), {"earliest": "2026-11-23T05:00:01+00:00"}, InstantInvalid),
    ],
)
def test_a_number_or_a_time_that_is_wrong_is_refused(
    path: Path, changes: dict[str, Any], error: type[EconsentError]
) -> None:
    assert type(refused("consent", *path, **changes)) is error


def test_a_person_without_an_iin_is_known_by_another_number() -> None:
    statement = read("consent", "subject", identifier={"system": "de.passport", "value": "C01X00T47"}, birth_date=None)
    assert statement.subject is not None
    assert statement.subject.identifier.value == "C01X00T47"


def test_the_first_statement_of_a_device_has_no_previous_one() -> None:
    assert read("consent", "device", seq=1, prev=None).device.prev is None


def test_a_station_that_saw_no_checkpoint_saw_the_hash_of_nothing() -> None:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert read("consent", "after", size=0, root=nothing).after.size == 0


def test_a_person_who_speaks_for_oneself_has_no_relationship() -> None:
    oneself = {"kind": "self", "name": None, "identifier": None, "relationship": None, "authority": None}
    assert read("withdrawal", grantor=oneself).grantor == record.Grantor(kind="self")


# ── rules of each kind ────────────────────────────────────────────────────────────────────

EMPTY: dict[str, Any] = {"decisions": [], "legal_basis": [], "refers_to": [], "evidence": []}


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in NEEDED.items() for field in fields])
def test_a_statement_has_what_its_kind_needs(kind: str, field: str) -> None:
    error = refused(kind, **{field: EMPTY.get(field)})
    assert isinstance(error, RecordRuleBroken)
    assert (error.path, error.clause) == (field, "2.10.1")


FOREIGN = [
    (kind, field)
    for kind, whole in WHOLE.items()
    for field in [*SIGNED, "terms", "correction"]
    if whole.get(field) in (None, [])
]


@pytest.mark.parametrize(("kind", "field"), FOREIGN)
def test_a_statement_has_nothing_that_its_kind_cannot_have(kind: str, field: str) -> None:
    borrowed = next(whole[field] for whole in WHOLE.values() if whole.get(field) not in (None, []))
    error = refused(kind, **{field: borrowed})
    assert isinstance(error, RecordRuleBroken)
    assert (error.path, error.clause) == (field, "2.10.1")


def test_an_abandonment_names_nobody() -> None:
    assert {field for kind, field in FOREIGN if kind == "abandonment"} >= {"subject", "grantor", "words", "evidence"}


@pytest.mark.parametrize("kind", ["consent", "withdrawal"])
def test_a_scope_is_decided_once(kind: str) -> None:
    twice = [{"scope": "filming.photo", "decision": "deny"}] * 2
    assert refused(kind, decisions=twice).clause == "2.10.2"


def test_a_withdrawal_permits_nothing() -> None:
    assert refused("withdrawal", "decisions", 0, decision="permit").clause == "2.10.3"


@pytest.mark.parametrize(("sort", "role"), [("ink", "ink"), ("mark", "ink"), ("paper", "paper"), ("eds", "eds")])
def test_a_signature_has_the_evidence_of_its_class(sort: str, role: str) -> None:
    given = [SIGNED["evidence"][0] | {"role": role}]
    assert read("consent", signature_class=sort, evidence=given).signature_class == sort
    assert refused("consent", signature_class=sort, evidence=[]).clause == "2.10.4"
    other = [SIGNED["evidence"][0] | {"role": "speech"}]
    assert refused("consent", signature_class=sort, evidence=other).clause == "2.10.4"


@pytest.mark.parametrize("sort", ["mark", "spoken"])
def test_a_mark_and_a_spoken_assent_have_a_witness(sort: str) -> None:
    assert read("consent", signature_class=sort).witness is not None
    assert refused("consent", signature_class=sort, witness=None).clause == "2.10.5"


@pytest.mark.parametrize("sort", ["ink", "paper", "eds"])
def test_a_signature_of_ones_own_needs_no_witness(sort: str) -> None:
    given = [SIGNED["evidence"][0] | {"role": sort}]
    assert read("consent", signature_class=sort, evidence=given, witness=None).witness is None


def test_a_refusal_is_a_consent_statement_like_any_other() -> None:
    assert [item.decision for item in read("consent").decisions] == ["deny", "deny"]
    mixed = read("consent", "decisions", 0, decision="permit")
    assert [item.decision for item in mixed.decisions] == ["permit", "deny"]


# ── parts that stations make ──────────────────────────────────────────────────────────────


@given(st.integers(0, 2**48 * 1000 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_its_millisecond_and_its_randomness(moment: int, randomness: bytes) -> None:
    made = uuid.UUID(record.new_id(moment, randomness))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == moment // 1000
    kept = (1 << 80) - 1 & ~(0xF << 76) & ~(0x3 << 62)
    assert made.int & kept == int.from_bytes(randomness) & kept


@given(
    st.integers(instant.DAY, instant.END - instant.DAY),
    st.integers(instant.BEGINNING, instant.END),
    st.integers(instant.BEGINNING, instant.END),
    st.integers(-14, 14),
)
def test_the_bounds_of_made_are_never_tighter_than_what_is_known(wall: int, one: int, other: int, hours: int) -> None:
    known = Interval(min(one, other), max(one, other))
    made = record.made(wall, dt.timezone(dt.timedelta(hours=hours)), known, "checked")
    stated = made.interval()
    assert stated.earliest <= known.earliest <= known.latest <= stated.latest
    assert known.earliest - stated.earliest < 1000
    assert stated.latest - known.latest < 1000


def test_a_digest_is_that_of_the_compact_bytes() -> None:
    assert record.digest(b"a.b.c") == sha256(b"a.b.c").digest()


# ── children (SPEC 2.10.7 to 2.12) ────────────────────────────────────────────────────────


def test_a_statement_of_before_has_neither_assent_nor_cosignature_and_none_is_written() -> None:
    statement = read("withdrawal")
    assert not statement.assent
    assert not statement.cosignature
    assert not {b"assent", b"cosignature"} & set(record.encode(statement).split(b'"'))


def test_a_child_who_says_no_is_not_filmed_whatever_the_representative_says() -> None:
    said = {"verdict": "no"}
    assert read("consent", assent=said).assent == record.Assent(verdict="no")
    permit = [{"scope": "filming.photo", "decision": "permit", "until": "2027-11-23"}]
    error = refused("consent", assent=said, decisions=permit)
    assert (error.code, error.clause, error.path) == ("record.rule", "2.10.9", "decisions")


def test_a_drawing_is_tied_to_who_made_it() -> None:
    statement = read("consent, cosigned")
    assert [item.role for item in statement.evidence] == ["ink", "cosignature"]
    error = refused("consent, cosigned", evidence=SIGNED["evidence"])
    assert (error.code, error.clause) == ("record.rule", "2.10.10")
