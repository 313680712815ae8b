"""The Order as a rule table: may this room be filmed, and on what condition (SPEC 13).

The table is data, in forms/law/: rows in order, of which the first that fits answers. What no row names is `review`,
and `review` never permits. A table in which something unknown could permit is refused before it is asked.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar, get_args

import msgspec
from msgspec import Meta, Struct

from econsent.errors import FormFileMissing, FormLanguageUnknown, FormMalformed, FormTextMissing
from econsent.record import Label, Language, LegalBasis, Name, Part, Token

Outcome = Literal[
    "permitted",
    "forbidden",
    "needs-consent",  # of the patient, who is not known yet
    "needs-staff-consent",
    "review",  # off until a person decides
    "invalid-without-sign",
]
PatientAnswer = Literal["permit", "none", "refused", "withdrawn", "not-entitled", "unknown", "not-asked"]
"""What stands for the patient; `not-asked`: nobody in particular is meant; `unknown`: it could not be found out."""
StaffAnswer = Literal["given", "missing", "unknown", "not-asked"]
"""What stands for everyone who works there: all have given consent, somebody has not, or it could not be found out."""
Ground = Literal["patient", "staff", "sign"]
Known = Literal["yes", "no", "unknown"]

ORDER = "dsm-335-2020"
"""The id of Order № ҚР ДСМ-335/2020 below forms/law/."""
_HEAD = "order.toml"


class Ruling(Struct, frozen=True, kw_only=True, gc=False):
    """What the Order says of a camera in a place: the outcome, why (a stable token), and the words it rests on.

    `rests_on` names what the answer depends on besides the place: ``patient``, ``staff``, ``sign``.
    """

    outcome: Outcome
    reason: Token
    act: Name
    edition: Label
    paragraphs: tuple[Label, ...]
    rests_on: tuple[Ground, ...]

    @property
    def permits(self) -> bool:
        """Say whether the camera may record: under one outcome of six."""
        return self.outcome == "permitted"

    def legal_basis(self) -> tuple[LegalBasis, ...]:
        """Return the paragraphs as a statement cites them."""
        return tuple(LegalBasis(act=self.act, paragraph=one, edition=self.edition) for one in self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One edition of an order: its rule table, the kinds it knows, its words in each language, what it refers to.

    `in_force` is its first day. Made by `read`, asked by `evaluate`.
    """

    id: str
    edition: str
    act: str
    cited_edition: str
    in_force: dt.date
    organisations: frozenset[str]
    rooms: frozenset[str]
    cameras: frozenset[str]
    references: Mapping[str, LegalBasis]
    words: Mapping[Language, Mapping[str, str]]
    _rows: Mapping[str, tuple[_Row, ...]]
    _otherwise: Ruling
    _no_sign: Ruling
    _sign_unknown: Ruling

    def label(self, key: str, language: str) -> str:
        """Return the words for ``room.<kind>``, ``outcome.<outcome>`` and the like.

        Raises FormLanguageUnknown, or FormTextMissing for a kind that this edition does not know.
        """
        for own, words in self.words.items():
            if own == language:
                if key not in words:
                    raise FormTextMissing("The edition has no word for this.", path=key)
                return words[key]
        raise FormLanguageUnknown("The law is not written in this language.", path=language)


def evaluate(
    law: Law,
    *,
    organisation: str | None,
    collection_point: bool | None,
    room: str | None,
    camera: str | None,
    sign: bool | None,
    patient: PatientAnswer = "not-asked",
    staff: StaffAnswer = "not-asked",
) -> Ruling:
    """Return what the Order says (SPEC 13.2-13.5): kinds of organisation, room and camera, None for what is unknown.

    `collection_point`: does the room's point collect and receive biological material; `sign`: is the sign there.
    """
    point: Known = "unknown" if collection_point is None else "yes" if collection_point else "no"
    for row in law._rows.get(room or "", ()):
        if row.fits(organisation, point, camera, patient, staff):
            return _with_sign(law, row.ruling, sign)
    return law._otherwise


def _with_sign(law: Law, ruling: Ruling, sign: bool | None) -> Ruling:
    """Return the ruling of a row; whatever it permits, it does not permit without the sign."""
    if sign is True or not ruling.permits:
        return ruling
    return law._no_sign if sign is False else law._sign_unknown


# ── the table as it is written ────────────────────────────────────────────────────────────


class _Answer(Part, frozen=True, kw_only=True):
    """The right half of a row; a column that is left out fits everything."""

    outcome: Outcome
    reason: Token
    paragraphs: tuple[Label, ...]
    patient: Annotated[frozenset[PatientAnswer], Meta(min_length=1)] | None = None
    staff: Annotated[frozenset[StaffAnswer], Meta(min_length=1)] | None = None


class _Rule(Part, frozen=True, kw_only=True):
    """The left half of a row, by groups of rooms, and its answers in order."""

    rooms: Annotated[tuple[Token, ...], Meta(min_length=1)]
    answers: Annotated[tuple[_Answer, ...], Meta(min_length=1)]
    organisations: Annotated[frozenset[Token], Meta(min_length=1)] | None = None
    collection_point: Annotated[frozenset[Known], Meta(min_length=1)] | None = None
    cameras: Annotated[frozenset[Token], Meta(min_length=1)] | None = None


class _Sign(Part, frozen=True, kw_only=True):
    missing: _Answer
    unknown: _Answer


class _Reference(LegalBasis, frozen=True, kw_only=True):
    id: Token


class _Order(Part, frozen=True, kw_only=True):
    """What order.toml says."""

    schema: Literal["econsent-law/1"]
    id: Token
    edition: Annotated[str, Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    act: Name
    cited_edition: Label
    in_force: dt.date
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    organisations: frozenset[Token]
    cameras: frozenset[Token]
    rooms: dict[Token, tuple[Token, ...]]
    sign: _Sign
    otherwise: _Answer
    rule: tuple[_Rule, ...]
    reference: tuple[_Reference, ...] = ()

    def __post_init__(self) -> None:
        for rule in self.rule:
            organisations, cameras = rule.organisations or frozenset(), rule.cameras or frozenset()
            if organisations - self.organisations or cameras - self.cameras or set(rule.rooms) - self.rooms.keys():
                raise ValueError("a rule names a kind or a group of rooms that the order does not")
            if any(answer.outcome == "permitted" and not _is_sure(rule, answer) for answer in rule.answers):
                raise ValueError("a rule would permit where something is unknown")
        beside = self.otherwise, self.sign.missing, self.sign.unknown
        if any(answer.outcome not in ("review", "invalid-without-sign", "forbidden") for answer in beside):
            raise ValueError("what no rule names, and what has no sign, is never permitted")


def _is_sure(rule: _Rule, answer: _Answer) -> bool:
    """Say whether a permit names the organisation and the camera, and rests on consents that were given."""
    place = rule.organisations is not None and rule.cameras is not None
    point = rule.collection_point is None or rule.collection_point <= {"yes"}
    people = answer.staff is not None and answer.staff <= {"given"} and (answer.patient or frozenset()) <= {"permit"}
    return place and point and people


class _Row(Struct, frozen=True, kw_only=True, gc=False):
    """One row, ready to be asked; None fits everything."""

    organisations: frozenset[str] | None
    collection_point: frozenset[Known] | None
    cameras: frozenset[str] | None
    patient: frozenset[PatientAnswer] | None
    staff: frozenset[StaffAnswer] | None
    ruling: Ruling

    def fits(
        self, organisation: str | None, point: Known, camera: str | None, patient: PatientAnswer, staff: StaffAnswer
    ) -> bool:
        """Say whether every column fits; what is unknown fits only a column that asks nothing."""
        return (
            (self.organisations is None or organisation in self.organisations)
            and (self.collection_point is None or point in self.collection_point)
            and (self.cameras is None or camera in self.cameras)
            and (self.patient is None or patient in self.patient)
            and (self.staff is None or staff in self.staff)
        )


# ── from bytes ────────────────────────────────────────────────────────────────────────────


def read(files: Mapping[str, bytes]) -> Law:
    """Return an edition from its released files (`Catalogue.law`): order.toml and a list of words for each language.

    Raises FormFileMissing, FormTextMissing or FormMalformed, which name the file.
    """
    if _HEAD not in files:
        raise FormFileMissing("The edition has no order.toml.", path=_HEAD)
    order = _convert(files[_HEAD], _Order, _HEAD)
    return Law(
        id=order.id,
        edition=order.edition,
        act=order.act,
        cited_edition=order.cited_edition,
        in_force=order.in_force,
        organisations=order.organisations,
        rooms=frozenset(chain.from_iterable(order.rooms.values())),
        cameras=order.cameras,
        references=MappingProxyType({one.id: _basis(one) for one in order.reference}),
        words=_words(order, files),
        _rows=MappingProxyType({room: tuple(_rows(order, room)) for group in order.rooms.values() for room in group}),
        _otherwise=_ruling(order, order.otherwise),
        _no_sign=_ruling(order, order.sign.missing),
        _sign_unknown=_ruling(order, order.sign.unknown),
    )


def _rows(order: _Order, room: str) -> Iterator[_Row]:
    """Return the rows that speak of a room, in their order."""
    for rule in order.rule:
        if any(room in order.rooms[group] for group in rule.rooms):
            for answer in rule.answers:
                yield _Row(
                    organisations=rule.organisations,
                    collection_point=rule.collection_point,
                    cameras=rule.cameras,
                    patient=answer.patient,
                    staff=answer.staff,
                    ruling=_ruling(order, answer),
                )


def _ruling(order: _Order, answer: _Answer) -> Ruling:
    asked: dict[Ground, bool] = {
        "patient": answer.patient is not None,
        "staff": answer.staff is not None,
        "sign": answer.outcome == "permitted" or answer in (order.sign.missing, order.sign.unknown),
    }
    return Ruling(
        outcome=answer.outcome,
        reason=answer.reason,
        act=order.act,
        edition=order.cited_edition,
        paragraphs=answer.paragraphs,
        rests_on=tuple(name for name, is_asked in asked.items() if is_asked),
    )


def _basis(said: _Reference) -> LegalBasis:
    return LegalBasis(act=said.act, paragraph=said.paragraph, edition=said.edition)


def _words(order: _Order, files: Mapping[str, bytes]) -> Mapping[Language, Mapping[str, str]]:
    expected = {f"{language}.toml" for language in order.languages}
    for name in sorted(expected ^ (files.keys() - {_HEAD})):
        raise FormMalformed("The edition has other languages than it names.", path=name)
    keys = set(_keys(order))
    words: dict[Language, Mapping[str, str]] = {}
    for language in order.languages:
        path = f"{language}.toml"
        said = _convert(files[path], dict[str, Annotated[str, Meta(min_length=1)]], path)
        for key in sorted(said.keys() ^ keys):
            raise FormTextMissing("A word is missing, or one too many.", path=f"{path}#{key}")
        words[language] = MappingProxyType(said)
    return MappingProxyType(words)


def _keys(order: _Order) -> Iterator[str]:
    """Return the keys that every language has: one for each word that the edition or an answer may say."""
    answers: Iterable[_Answer] = chain.from_iterable(rule.answers for rule in order.rule)
    reasons = (one.reason for one in (*answers, order.otherwise, order.sign.missing, order.sign.unknown))
    kinds: dict[str, Iterable[str]] = {
        "organisation": order.organisations,
        "camera": order.cameras,
        "room": chain.from_iterable(order.rooms.values()),
        "outcome": get_args(Outcome),
        "reason": reasons,
        "reference": (one.id for one in order.reference),
    }
    yield "act"
    for kind, names in kinds.items():
        yield from (f"{kind}.{name}" for name in names)


_Shape = TypeVar("_Shape")


def _convert(raw: bytes, shape: type[_Shape], path: str) -> _Shape:
    """Read TOML into a type; what the parsers raise, too deep and too long numbers included, is FormMalformed."""
    try:
        return msgspec.convert(tomllib.loads(raw.decode()), shape)
    except (ValueError, RecursionError) as error:
        raise FormMalformed(f"The file is not as it must be: {error}.", path=path) from None
