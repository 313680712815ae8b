"""Options that commands share, and how what they say is opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from econsent.errors import ArgumentInvalid

if TYPE_CHECKING:
    from econsent.library import Library
    from econsent.remote import Remote

Said = TypeVar("Said")
Command = Callable[..., Any]

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(path_type=Path)
DATABASE = ("postgresql://", "postgres://")
"""How the address of a database begins."""
MAX_SECRET = 4096
MAX_LINE = 64 * 1024
"""Characters of a line of stdin: more than the longest words, so that none are cut off unnoticed."""
TOKEN_VARIABLE = "ECONSENT_TOKEN"  # noqa: S105 - a variable name

as_json = click.option("--json", "as_json", is_flag=True, help="Print one line of JSON; errors as JSON on stderr.")
passphrase_file = click.option("--passphrase-file", type=FILE, help="File with the passphrase of the keys.")
_token_file = click.option("--token-file", type=FILE, help="File with the access token of a library at a URL.")
_library = click.argument("library", metavar="LIBRARY")


if_match = click.option(
    "--if-match", type=click.IntRange(min=0), help="Only where this version stands, as it was shown."
)


def asks_library(command: Command) -> Command:
    """Add what every command on a library takes: LIBRARY (folder, database or URL), token, passphrase, JSON."""
    for add in (as_json, passphrase_file, _token_file, _library):
        command = add(command)
    return command


def asks_one(command: Command) -> Command:
    """Add what a command takes that may ask a library: token, passphrase, JSON."""
    for add in (as_json, passphrase_file, _token_file):
        command = add(command)
    return command


def adds(command: Command) -> Command:
    """Add what every command takes that brings something in: why; the command gets `intent`."""

    @wraps(command)
    def adding(reason: str, if_match: int | None = None, **said: Any) -> Any:
        from econsent.access import Intent

        return command(intent=Intent(reason=private(reason, "reason"), version=if_match), **said)

    why = "Why, in a few words that name nobody; - reads it from stdin, first of all."
    return click.option("--reason", required=True, help=why)(adding)


def changes(command: Command) -> Command:
    """Add what every command takes that changes what is there: why, and which version was seen; it gets `intent`."""
    return if_match(adds(command))


@contextmanager
def opened(library: str, *, token_file: Path | None, passphrase_file: Path | None) -> Iterator[Library | Remote]:
    """Open a library in a folder or database, or at a URL with the token of the file, or else of ECONSENT_TOKEN."""
    if "://" in library and not library.startswith(DATABASE):
        from econsent.remote import Remote

        with Remote(library, first_line(token_file) or os.environ.get(TOKEN_VARIABLE)) as remote:
            yield remote
    else:
        from econsent.library import Library

        with Library.open(library, passphrase=first_line(passphrase_file)) as local:
            yield local


def shown_token(token_file: Path | None) -> str:
    """Return the token of the file, or else of ECONSENT_TOKEN; raise a usage error where there is none."""
    token = first_line(token_file) or os.environ.get(TOKEN_VARIABLE)
    if not token:
        raise click.UsageError(f"Give the token: --token-file, or {TOKEN_VARIABLE}.")
    return token


def first_line(file: Path | None) -> str | None:
    """Return the first line of a file that holds a secret; raise ArgumentInvalid."""
    if file is None:
        return None
    try:
        with file.open(encoding="utf-8") as opened_file:
            return opened_file.readline(MAX_SECRET).rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise ArgumentInvalid("The file with the secret cannot be read.", path=file.name) from None


def private(value: str, what: str) -> str:
    """Return an option's value, or for ``-`` the next line of stdin: what other users of the machine must not see."""
    if value != "-":
        return value
    if sys.stdin.isatty():
        click.echo(f"{what}: ", nl=False, err=True)
    return sys.stdin.readline(MAX_LINE).strip()


def message(said: type[Said], **fields: Any) -> Said:
    """Return a message of checked fields; raise ArgumentInvalid, or IinInvalid for a person's number."""
    from econsent.exchange import parse

    return parse(msgspec.json.encode(fields), said)


def names_person(command: Command) -> Command:
    """Add how a person is named, by an IIN or by another identifier; the command gets `who`."""
    return _naming(command, required=True)


def may_name_person(command: Command) -> Command:
    """Add how a person may be named; `who` is None where nobody is."""
    return _naming(command, required=False)


def _naming(command: Command, *, required: bool) -> Command:
    @wraps(command)
    def named(iin: str | None, identifier: str | None, **said: Any) -> Any:
        if (iin is not None and identifier is not None) or (required and iin is None and identifier is None):
            raise click.UsageError("Name the person: --iin, or --identifier SYSTEM:VALUE for who has none.")
        who = None if iin is None else person(iin)
        return command(who=who if identifier is None else _identified(private(identifier, "identifier")), **said)

    for add in (
        click.option("--identifier", help="SYSTEM:VALUE of a person without an IIN; - reads it from stdin."),
        click.option("--iin", help="The person's IIN; - reads it from stdin."),
    ):
        named = add(named)
    return named


def _identified(text: str) -> dict[str, str]:
    system, colon, value = text.partition(":")
    if not colon:
        raise click.UsageError("An identifier is written SYSTEM:VALUE, such as passport:N01234567.")
    return {"system": system, "value": value}


def person(iin: str) -> dict[str, str]:
    """Return whom an IIN names; raise IinInvalid."""
    from econsent.identity import parse_iin

    return {"system": "kz.iin", "value": parse_iin(private(iin, "IIN"))}
