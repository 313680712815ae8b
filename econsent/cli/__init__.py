"""The command line: parse, verb, print, exit code (docs/cli.md).

Nothing heavy loads before a command needs it, and no command has logic of its own.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence

import click

from econsent.cli import (
    access,
    ask,
    follow,
    forms,
    inspection,
    keep,
    preservations,
    proof,
    receipts,
    render,
    site,
    staff,
    stations,
    works,
)
from econsent.errors import EXIT_USAGE, ArgumentInvalid, EconsentError, Fault

INTERRUPTED = 130


@click.group(help="Consent to being filmed in medicine: keep it, prove it, ask for it.")
@click.version_option(package_name="econsent", message="%(version)s")
def econsent() -> None:
    """Hold the commands together."""


_GROUPS = (keep, stations, ask, proof, receipts, site, staff, access, inspection, follow, forms, works, preservations)
for _command in (command for group in _GROUPS for command in group.COMMANDS):
    econsent.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never a traceback."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    as_json = "--json" in given
    try:
        _check_text(given)
        with warnings.catch_warnings():
            # a parser's warning of odd bytes is for programmers: here the verdict says what is wrong with them
            warnings.simplefilter("ignore")
            code = econsent.main(args=given, prog_name="econsent", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _refuse_usage(error, as_json)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except EconsentError as error:
        render.error(error, as_json=as_json)
        return error.exit_code
    except (BrokenPipeError, SystemExit):
        # whoever read our output has left, which click tells by SystemExit where it notices first: not an error, but
        # Python would complain of it when it closes stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: a mistake of ours is told calmly
        return _admit_fault(error, as_json)
    return int(code or 0)


def _check_text(given: Sequence[str]) -> None:
    try:
        "".join(given).encode()
    except UnicodeEncodeError:
        raise ArgumentInvalid(
            "An argument is not written in UTF-8.",
            kept="Nothing was done.",
            remedy="Set the terminal to UTF-8; give a file with such a name another one.",
        ) from None


def _refuse_usage(error: click.ClickException, as_json: bool) -> int:
    if as_json:
        render.as_json_error({"code": "input.usage", "what": error.format_message()})
    else:
        error.show()
    return EXIT_USAGE


def _admit_fault(error: Exception, as_json: bool) -> int:
    fault = Fault(
        f"econsent made a mistake ({type(error).__name__}, {render.place_of(error)}).",
        kept="What was durable before is still there.",
        remedy="Please report this line; it names no person.",
    )
    render.error(fault, as_json=as_json)
    return fault.exit_code
