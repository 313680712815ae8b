"""What every message is: JSON in, a frozen type out, and a refusal that names the field and never its value."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Annotated, Any, TypeVar, cast

import msgspec
from msgspec import Meta, Struct

from econsent.errors import ArgumentInvalid
from econsent.instant import BEGINNING, END
from econsent.record import rule_and_path


class Message(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every message: frozen, by keyword, unknown fields refused."""


Said = TypeVar("Said")

Moment = Annotated[int, Meta(ge=BEGINNING, le=END)]
"""Microseconds since the epoch, to the end of the calendar."""


def parse(body: bytes, said: type[Said]) -> Said:
    """Return the message that a JSON body is; raise ArgumentInvalid, which names the field and never its value.

    IinInvalid, BinInvalid and InstantInvalid are raised for fields of those forms.
    """
    try:
        message: Said = _decoder(cast("Hashable", said)).decode(body)
    except msgspec.ValidationError as error:
        rule, path = rule_and_path(error)
        raise ArgumentInvalid(f"The message is refused: {rule}.", path=path) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ArgumentInvalid("The message is not UTF-8 JSON.") from None
    return message


@lru_cache(maxsize=64)
def _decoder(said: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(said)
