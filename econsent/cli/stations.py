"""Bring stations in, and deliver what they signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render

if TYPE_CHECKING:
    from econsent.access import Intent
    from econsent.exchange import OpenInvitation, StationShown


@click.group(help="Invite, enrol, list, acknowledge and revoke stations.")
def station() -> None:
    """Hold the commands together."""


@station.command(help="Make a one-time code for a new station.")
@options.asks_library
@options.adds
@click.option("--name", required=True, help="What people call the station.")
@click.option("--point", required=True, help="The point where it stands.")
@click.option("--room", default="", help="The room.")
@click.option("--room-kind", default="blood-draw", show_default=True, help="The room's kind.")
@click.option("--minutes", default=60, show_default=True, help="How long the code is good.")
def invite(
    library: str,
    intent: Intent,
    name: str,
    point: str,
    room: str,
    room_kind: str,
    minutes: int,
    as_json: bool,
    **access: Any,
) -> None:
    """Print the code."""
    from econsent.exchange import InvitationRequest

    asked = options.message(InvitationRequest, name=name, point=point, room=room, room_kind=room_kind, minutes=minutes)
    with options.opened(library, **access) as open_library:
        invitation = open_library.invite(
            name=asked.name,
            point=asked.point,
            room=asked.room,
            room_kind=asked.room_kind,
            minutes=asked.minutes,
            intent=intent,
        )
    shown = [("code", invitation.code), ("device", invitation.device_id), ("expires", invitation.expires)]
    render.say(invitation, render.facts(shown), as_json=as_json)


@station.command(help="Make a station in a new folder. The library certifies it against a one-time code.")
@click.argument("folder", metavar="STATION", type=options.FOLDER)
@click.option("--library", required=True, metavar="URL", help="Where the library answers.")
@click.option("--code", required=True, help="The one-time code; - reads it from stdin.")
@options.passphrase_file
@options.as_json
def enrol(folder: Path, library: str, code: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Make the key here, and let the library certify it."""
    from econsent.station import Station

    passphrase = options.first_line(passphrase_file)
    secret = options.private(code, "code")
    with Station.enrol(folder, library_url=library, code=secret, passphrase=passphrase) as made:
        said = {
            "station": str(folder),
            "device": made.device_id,
            "bin": made.controller.bin,
            "point": made.place.point,
            "room": made.place.room,
            "library": made.library_url,
            "certificate_days": made.health().certificate_days,
        }
    shown = [(name.replace("_", " "), value) for name, value in said.items()]
    render.say(said, [*render.facts(shown), "", f"Next: econsent-kiosk {folder}"], as_json=as_json)


@station.command("list", help="Show how every station is. The late ones come first.")
@options.asks_library
def listed(library: str, as_json: bool, **access: Any) -> None:
    """Print a line for each station, and one for each invitation that nobody used."""
    with options.opened(library, **access) as open_library:
        report = open_library.stations.listed()
    rows = [
        (
            one.id,
            str(one.version),
            _state(one),
            one.contact or "never",
            _number(one.waiting),
            str(one.seq),
            one.name,
            one.place.point,
        )
        for one in report.stations
    ]
    rows += [
        (one.device_id, str(one.version), _invited(one), "never", "-", "-", one.name, one.place.point)
        for one in report.invitations
    ]
    header = ("station", "version", "state", "heard of", "waiting", "seq", "name", "point")
    render.say(report, render.table(header, rows), as_json=as_json)


def _state(one: StationShown) -> str:
    if one.revoked is not None:
        return "revoked"
    troubles = dict.fromkeys(alarm.code for alarm in one.alarms if alarm.acknowledged is None)
    soon = ["certificate ends soon"] if one.ends_soon else []
    return ", ".join(["late" if one.late else "well", *soon, *troubles])


def _invited(one: OpenInvitation) -> str:
    return f"invited, lapsed at {one.expires}" if one.lapsed else f"invited until {one.expires}"


def _number(many: int | None) -> str:
    return "-" if many is None else str(many)


@station.command(help="Take an invitation back. Its code opens nothing any more.")
@options.asks_library
@options.changes
@click.argument("device", metavar="DEVICE")
def cancel(library: str, device: str, intent: Intent, as_json: bool, **access: Any) -> None:
    """Cancel."""
    with options.opened(library, **access) as open_library:
        cancelled = open_library.stations.cancel(device, intent=intent)
    shown = [("cancelled", cancelled.device_id), ("at", cancelled.at)]
    render.say(cancelled, render.facts(shown), as_json=as_json)


@station.command(help="Trust a station no more. What it logged stays valid; nothing more is taken from it.")
@options.asks_library
@options.changes
@click.argument("device", metavar="DEVICE")
def revoke(library: str, device: str, intent: Intent, as_json: bool, **access: Any) -> None:
    """Revoke."""
    with options.opened(library, **access) as open_library:
        revoked = open_library.stations.revoke(device, intent=intent)
    shown = [("revoked", device), ("at", revoked.at), ("by", revoked.by), ("reason", revoked.reason)]
    render.say(revoked, render.facts(shown), as_json=as_json)


@station.command(help="Say that you have seen to a station's alarms. Later ones still wait for somebody.")
@options.asks_library
@options.changes
@click.argument("device", metavar="DEVICE")
@click.option("--upto", help="Up to which moment, RFC 3339 with an offset; by default up to now.")
def acknowledge(library: str, device: str, upto: str | None, intent: Intent, as_json: bool, **access: Any) -> None:
    """Acknowledge."""
    with options.opened(library, **access) as open_library:
        said = open_library.stations.acknowledge(device, upto, intent=intent)
    shown = [("acknowledged", device), ("at", said.at), ("by", said.by), ("reason", said.reason)]
    render.say(said, render.facts(shown), as_json=as_json)


@click.command(help="Deliver what waits in a station.")
@click.argument("folder", metavar="STATION", type=options.FOLDER)
@options.as_json
def sync(folder: Path, as_json: bool) -> int:
    """Deliver; a problem in the way gives its exit code, and what waits goes on waiting."""
    from econsent.station import Station

    with Station.open(folder, sign=False) as opened:
        report = opened.sync(progress=render.progress("sync"))
    counts = {"delivered": report.delivered, "waiting": report.waiting, "quarantined": report.quarantined}
    said = {
        **counts,
        "alarms": report.alarms,
        "forms": report.forms,
        "problems": [problem.as_dict() for problem in report.problems],
    }
    shown = [
        *counts.items(),
        *(("alarm", alarm) for alarm in report.alarms),
        *(("form", form) for form in report.forms),
    ]
    render.say(said, render.facts(shown), as_json=as_json)
    if not as_json:
        for problem in report.problems:
            render.error(problem, as_json=False)
    return report.problems[0].exit_code if report.problems else 0


COMMANDS = (station, sync)
