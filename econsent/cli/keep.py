"""Found a library and serve it."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from econsent.access import Intent
from econsent.cli import options, render
from econsent.errors import ServerMissing
from econsent.record import SignatureClass
from econsent.standing import Method, Policy


@click.command(help="Found a library. In a new folder, or in an empty database (postgresql://...).")
@click.argument("where", metavar="DIR")
@click.option("--bin", "bin_", required=True, help="BIN of the organisation that films and keeps.")
@click.option("--name-kk", required=True, help="Its name in Kazakh.")
@click.option("--name-ru", required=True, help="Its name in Russian.")
@click.option("--name-en", help="Its name in English.")
@click.option("--citus", is_flag=True, help="Spread a database's tables over its machines by Citus.")
@options.passphrase_file
@options.as_json
def init(
    where: str,
    bin_: str,
    name_kk: str,
    name_ru: str,
    name_en: str | None,
    citus: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Make keys, certificates, an empty log and an access token."""
    from econsent.library import ACCESS_TOKEN, Library
    from econsent.record import Names

    name = options.message(Names, kk=name_kk, ru=name_ru, en=name_en)
    passphrase = options.first_line(passphrase_file)
    in_database = where.startswith(options.DATABASE)
    with Library.create(where, bin=bin_, name=name, passphrase=passphrase, citus=citus) as library:
        made = {
            "library": "database" if in_database else where,
            "origin": library.origin,
            "root": library.root_pem if in_database else str(Path(where) / "root.pem"),
            "root_sha256": _fingerprint(library.root_pem),
            "log_key": library.log_vkey,
            **(
                {"token": library.first_token or ""} if in_database else {"token_file": str(Path(where) / ACCESS_TOKEN)}
            ),
        }
    shown = [(name.replace("_", " "), value) for name, value in made.items()]
    after = "Keep the token now: it is not shown again." if in_database else f"Next: econsent serve {where}"
    render.say(made, [*render.facts(shown), "", after], as_json=as_json)


def _fingerprint(pem: str) -> str:
    from hashlib import sha256

    from econsent.document.containers import load_roots

    return sha256(load_roots([pem.encode()])[0]).hexdigest()


@click.command(
    help="Serve a library over HTTP. Until interrupted.",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("arguments", metavar="DIR [OPTIONS]", nargs=-1, type=click.UNPROCESSED)
def serve(arguments: tuple[str, ...]) -> None:
    """Become the server: the command line and the server are neighbours that know nothing of one another."""
    if any(find_spec(package) is None for package in ("litestar", "uvicorn")):
        raise ServerMissing("Serving needs packages that are not installed.", remedy="pip install 'econsent[server]'")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "econsent.server", *arguments])  # noqa: S606 - ourselves


@click.command(help="Show or set what the library asks of a permit. A refusal or withdrawal is never measured.")
@options.asks_library
@click.option("--identification", type=click.Choice(get_args(Method)), help="The least way of identification.")
@click.option(
    "--signature",
    "signatures",
    multiple=True,
    type=click.Choice(get_args(SignatureClass)),
    help="A signature class that will do; may be repeated.",
)
@click.option("--stale-after", type=click.IntRange(1, 366 * 24), help="Hours after which a silent station is stale.")
@click.option("--reason", help="Why it is changed, in a few words that name nobody; - reads it from stdin.")
@options.if_match
def policy(
    library: str,
    identification: str | None,
    signatures: tuple[str, ...],
    stale_after: int | None,
    reason: str | None,
    if_match: int | None,
    as_json: bool,
    **access: Any,
) -> None:
    """Change what is named and print the whole."""
    changes = {
        "identification": identification,
        "signatures": list(signatures) or None,
        "stale_after": None if stale_after is None else stale_after * 3600,
    }
    asked = {name: value for name, value in changes.items() if value is not None}
    if asked and reason is None:
        raise click.UsageError("Say why it is changed: --reason.")
    with options.opened(library, **access) as open_library:
        if asked:
            intent = Intent(reason=options.private(reason or "", "reason"), version=if_match)
            said = msgspec.to_builtins(open_library.policy)
            open_library.set_policy(options.message(Policy, **(said | asked)), intent=intent)
        kept, version = open_library.policy, open_library.policy_version
    shown = [
        ("identification", kept.identification),
        ("signatures", " ".join(sorted(kept.signatures))),
        ("stale after", f"{kept.stale_after / 3600:g} hours"),
        ("version", version),
    ]
    render.say(kept, render.facts(shown), as_json=as_json)


COMMANDS = (init, policy, serve)
