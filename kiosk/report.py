"""The log that staff take to whoever looks after the kiosk: how the station stands and what it signed, of no person."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from econsent.errors import PlaceError

if TYPE_CHECKING:
    from econsent.station import Station

SCHEMA = "econsent-kiosk-log/1"


class ExportFailed(PlaceError):
    """The log cannot be written where it is wanted."""

    code = "kiosk.export"


def contents(station: Station, now: dt.datetime) -> dict[str, Any]:
    """Return health, versions, and of every statement its number, digest and state: digests are public in the log."""
    return {
        "schema": SCHEMA,
        "made": now.isoformat(timespec="seconds"),
        "software": {"econsent": version("econsent"), "python": platform.python_version(), "system": platform.system()},
        "device": station.device_id,
        "library": station.library_url,
        "health": asdict(station.health()),
        "forms": [f"{form.id}/{form.version}" for form in station.catalogue.forms()],
        "statements": [{"seq": seq, "digest": digest, "state": state} for seq, digest, state in station.numbers()],
    }


def export(station: Station, folder: Path, wanted: str) -> Path:
    """Write the log into the folder that is wanted, by default `export` in the station's; return the file.

    Raises ExportFailed where it cannot be written: a stick that is not plugged in, a disk that is full.
    """
    now = dt.datetime.now(dt.UTC)
    target = Path(wanted) if wanted else folder / "export"
    file = target / f"econsent-{station.device_id}-{now:%Y%m%dT%H%M%SZ}.json"
    try:
        target.mkdir(exist_ok=True, mode=0o700)
        with file.open("w", encoding="utf-8") as writing:
            json.dump(contents(station, now), writing, ensure_ascii=False, indent=1)
            writing.flush()
            os.fsync(writing.fileno())
    except OSError as error:
        raise ExportFailed(
            f"The log cannot be written to the export folder ({error.strerror}).",
            remedy="Plug in the stick, or set export_folder in kiosk.toml to a folder that may be written.",
        ) from None
    return file
