"""`python -m econsent.server`: what `econsent serve` becomes. A process that serves knows nothing of other commands."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
import msgspec

from econsent.errors import EXIT_USAGE, EconsentError, Fault
from econsent.preservation import MONTHS
from econsent.server.journal import FORMATS, LEVELS, Format, Level
from econsent.server.limits import Limits
from econsent.server.problems import place_of
from econsent.server.serving import PORT, Address, Manner, serve
from econsent.timestamp import name_authority

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="econsent serve", help="Serve the library in DIR over HTTP. Until interrupted.")
@click.argument("where", metavar="DIR")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; this machine alone by default."
)
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes any free one."
)
@click.option("--tls-certificate", type=_FILE, help="PEM chain to speak TLS with.")
@click.option("--tls-key", type=_FILE, help="PEM key of that certificate.")
@click.option("--public-url", metavar="URL", help="Where clients know it to be; by default where it listens.")
@click.option(
    "--asker-limit",
    default=Limits().requests,
    show_default=True,
    type=click.FloatRange(0),
    help="Requests a second of one asker, tenfold at once; 0 for no limit.",
)
@click.option(
    "--refusal-limit",
    default=Limits().refusals,
    show_default=True,
    type=click.FloatRange(0),
    help="Refusals a minute of one address; 0 for no limit.",
)
@click.option("--passphrase-file", type=_FILE, help="File with the passphrase of the library's keys.")
@click.option("--log-format", default="json", show_default=True, type=click.Choice(FORMATS), help="Log on stderr.")
@click.option(
    "--log-level", default="info", show_default=True, type=click.Choice(LEVELS), help="Least that the log tells."
)
@click.option(
    "--drain",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 300),
    help="Seconds between SIGTERM, when /readyz begins to say no, and the last request that is taken.",
)
@click.option("--tsa", metavar="URL", help="The time-stamping authority (RFC 3161) that may date the log.")
@click.option("--tsa-root", type=_FILE, help="PEM file with the root certificate of that authority.")
@click.option(
    "--preserve-after",
    default=MONTHS,
    show_default=True,
    type=click.IntRange(0, 1200),
    help="Months after which a log that has grown is to be preserved again; 0 for never.",
)
@click.option("--json", "as_json", is_flag=True, help="Say that it is ready, and every error, as JSON.")
def command(
    where: str,
    host: str,
    port: int,
    tls_certificate: Path | None,
    tls_key: Path | None,
    public_url: str | None,
    asker_limit: float,
    refusal_limit: float,
    passphrase_file: Path | None,
    log_format: Format,
    log_level: Level,
    drain: float,
    tsa: str | None,
    tsa_root: Path | None,
    preserve_after: int,
    as_json: bool,
) -> int:
    """Serve; return the exit code."""
    if (tls_certificate is None) != (tls_key is None):
        raise click.UsageError("--tls-certificate and --tls-key go together.")
    if (tsa is None) != (tsa_root is None):
        raise click.UsageError("--tsa and --tsa-root go together.")
    passphrase = passphrase_file.read_text(encoding="utf-8").rstrip("\n") if passphrase_file else None
    address = Address(host, port, tls_certificate, tls_key, _checked(public_url))
    limits = Limits(asker_limit, refusal_limit)
    try:
        authority = None if tsa is None or tsa_root is None else name_authority(tsa, tsa_root.read_bytes())
        manner = Manner(log_format, log_level, drain, limits, authority, preserve_after)
        serve(where, address, passphrase=passphrase, manner=manner, ready=lambda url: _say_ready(url, as_json))
    except EconsentError as error:
        _say(msgspec.json.encode({"error": error.as_dict()}).decode() if as_json else f"econsent: {error}")
        return error.exit_code
    return 0


def _checked(url: str | None) -> str | None:
    """Return a public URL without its last slash; raise UsageError for what is none."""
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise click.UsageError("--public-url is like https://library.example, without query and user name.")
    return url.rstrip("/")


def _say_ready(url: str, as_json: bool) -> None:
    print(msgspec.json.encode({"ready": url}).decode() if as_json else f"ready {url}", flush=True)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Run with the arguments of the process and return the exit code; never a traceback."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what people said and every key would lie in it
    try:
        return int(command.main(prog_name="econsent serve", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except Exception as error:  # noqa: BLE001 - the last line of defence: a mistake of ours is told calmly
        _say(f"econsent: the server made a mistake ({type(error).__name__} at {place_of(error)}).")
        return Fault.exit_code


if __name__ == "__main__":
    raise SystemExit(main())
