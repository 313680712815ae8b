"""What an organisation may set of its kiosk, from STATION/kiosk.toml. The defaults need no file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from econsent.errors import ArgumentInvalid

FILE = "kiosk.toml"
DAY = 86_400.0
YOUNGEST, ADULT = 16, 18
"""Who is younger has a representative; from 16 on an organisation may let a patient sign alone."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Times are in seconds; `sign_alone_from` is the age in years from which a patient signs without a parent."""

    idle_seconds: float = 60.0
    grace_seconds: float = 30.0
    done_seconds: float = 60.0
    sync_seconds: float = 30.0
    sign_alone_from: int = 18

    def __post_init__(self) -> None:
        for name in ("idle_seconds", "grace_seconds", "done_seconds", "sync_seconds"):
            if not 0 < getattr(self, name) <= DAY:
                raise ValueError(f"{name} is more than 0 and at most {DAY:.0f}")
        if not YOUNGEST <= self.sign_alone_from <= ADULT:
            raise ValueError(f"sign_alone_from is {YOUNGEST} to {ADULT}")


def load(station: Path) -> Settings:
    """Return the settings of a station's folder; raise ArgumentInvalid that names the bad setting."""
    try:
        written = tomllib.loads((station / FILE).read_text(encoding="utf-8"))
        return msgspec.convert(written, Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:  # tomllib's, msgspec's and the decoder's errors are ValueErrors
        raise ArgumentInvalid(
            f"The kiosk's settings cannot be used: {error}.", remedy=f"Mend or remove {FILE} in the station's folder."
        ) from None
