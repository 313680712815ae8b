"""The visitor of the manual's examples: agrees to everything at the station in the folder given."""

from __future__ import annotations

import sys

from econsent.station import Station
from tests.builders import consent

if __name__ == "__main__":
    with Station.open(sys.argv[1]) as station:
        station.sign([consent(station)])
