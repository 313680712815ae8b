"""The payload of a statement: bytes in, types out; types in, bytes out (SPEC 2.1, 2.2).

A statement is its bytes: `parse` checks what arrived and never re-serialises; `encode` is for whoever makes a new one.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import msgspec

from econsent.errors import RecordMalformed
from econsent.record.parts import Statement
from econsent.record.rules import check_rules

MAX_PAYLOAD = 256 * 1024
"""Bytes a payload may have: far above any real statement, far below what could hurt a reader."""

_decoder = msgspec.json.Decoder(Statement)
_encoder = msgspec.json.Encoder()


def parse(payload: bytes) -> Statement:
    """Return the statement that a payload is (SPEC 2.1-2.10).

    Raise RecordMalformed or RecordRuleBroken, or IinInvalid, BinInvalid, InstantInvalid for a field of that form.
    """
    if len(payload) > MAX_PAYLOAD:
        raise RecordMalformed("The payload is larger than a statement can be.", clause="2.1")
    try:
        statement = _decoder.decode(payload)
        if _encoder.encode(statement) != payload:  # our own encoding has no duplicates: most need no second look
            json.loads(payload, object_pairs_hook=_refuse_duplicates, parse_int=_anything, parse_float=_anything)
    except msgspec.ValidationError as error:
        raise _malformed(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        if isinstance(error, _DuplicateName):
            raise RecordMalformed("A name stands twice in one object.", clause="2.2") from None
        raise RecordMalformed("The payload is not UTF-8 JSON.", clause="2.1") from None
    check_rules(statement)
    return statement


def encode(statement: Statement) -> bytes:
    """Return the payload of a new statement; raise as `parse` does, so that what is signed here is taken everywhere."""
    try:
        payload = _encoder.encode(statement)
    except (msgspec.MsgspecError, UnicodeEncodeError, TypeError, ValueError, OverflowError):
        raise RecordMalformed("The statement holds something that JSON cannot carry.", clause="2.1") from None
    parse(payload)
    return payload


def digest(jws: bytes) -> bytes:
    """Return SHA-256 of a compact JWS: the 32 bytes by which logs, references and receipts know a statement."""
    return sha256(jws).digest()


class _DuplicateName(ValueError):
    pass


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _DuplicateName


def _anything(_: str) -> None:
    return None


def rule_and_path(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return the rule that a validation broke and the path of the field; nothing that was sent enters either."""
    rule, _, path = str(error).partition(" - at `$")
    if rule.startswith("Invalid enum value"):
        rule = "a value is none of those allowed"
    if rule.startswith("Object contains unknown field"):
        rule = "an object has a field that is not known"
    return rule[:200].rstrip("."), path.rstrip("`").lstrip(".")


def _malformed(error: msgspec.ValidationError) -> RecordMalformed:
    rule, path = rule_and_path(error)
    return RecordMalformed(f"The statement is refused: {rule}.", path=path, clause="2.3")
