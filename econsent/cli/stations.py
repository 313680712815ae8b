"""Bring stations in, and deliver what they signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render

if TYPE_CHECKING:
    from econsent.exchange import StationShown


@click.group(help="Invite, enrol, list and revoke stations.")
def station() -> None:
    """Hold the commands together."""


@station.command(help="Make a one-time code for a new station.")
@options.asks_library
@click.option("--name", required=True, help="What people call the station.")
@click.option("--point", required=True, help="The point where it stands.")
@click.option("--room", default="", help="The room.")
@click.option("--room-kind", default="blood-draw", show_default=True, help="The room's kind.")
@click.option("--minutes", default=60, show_default=True, help="How long the code is good.")
def invite(
    library: str, name: str, point: str, room: str, room_kind: str, minutes: int, as_json: bool, **access: Any
) -> None:
    """Print the code."""
    from econsent.exchange import InvitationRequest

    asked = options.message(InvitationRequest, name=name, point=point, room=room, room_kind=room_kind, minutes=minutes)
    with options.opened(library, **access) as open_library:
        invitation = open_library.invite(
            name=asked.name, point=asked.point, room=asked.room, room_kind=asked.room_kind, minutes=asked.minutes
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
    """Print a line for each station, and one for each invitation that is open."""
    with options.opened(library, **access) as open_library:
        report = open_library.stations.listed()
    rows = [
        (one.id, _state(one), one.contact or "never", _number(one.waiting), str(one.seq), one.name, one.place.point)
        for one in report.stations
    ]
    rows += [
        (one.device_id, f"invited until {one.expires}", "never", "-", "-", one.name, one.place.point)
        for one in report.invitations
    ]
    header = ("station", "state", "heard of", "waiting", "seq", "name", "point")
    render.say(report, render.table(header, rows) if rows else ["none"], as_json=as_json)


def _state(one: StationShown) -> str:
    if one.revoked is not None:
        return "revoked"
    troubles = dict.fromkeys(alarm.code for alarm in one.alarms)
    return ", ".join(["late" if one.late else "well", *troubles])


def _number(many: int | None) -> str:
    return "-" if many is None else str(many)


@station.command(help="Trust a station no more. What it logged stays valid; nothing more is taken from it.")
@options.asks_library
@click.argument("device", metavar="DEVICE")
@click.option("--reason", required=True, help="Why, in a few words that name nobody; - reads it from stdin.")
def revoke(library: str, device: str, reason: str, as_json: bool, **access: Any) -> None:
    """Revoke."""
    from econsent.exchange import RevocationRequest

    asked = options.message(RevocationRequest, reason=options.private(reason, "reason"))
    with options.opened(library, **access) as open_library:
        revoked = open_library.stations.revoke(device, asked.reason)
    shown = [("revoked", device), ("at", revoked.at), ("by", revoked.by), ("reason", revoked.reason)]
    render.say(revoked, render.facts(shown), as_json=as_json)


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
