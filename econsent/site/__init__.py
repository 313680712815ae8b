"""The register of a site: organisations, points, rooms, cameras, signs and who works where, from bytes (SPEC 13).

`read` makes a `Register` of TOML and CSV files; `rule` joins a place with the Order's rule table; `check` says what may
not be filmed and why. Nothing here reads a clock, a disk or a database.
"""

from econsent.site.check import AskStaff, Stands, check, patient_answer, rule, staff_answer
from econsent.site.compare import compare
from econsent.site.places import Register, Spot, who_is_rostered
from econsent.site.rows import Camera, Organisation, Point, Room, RosterEntry
from econsent.site.tables import dump, load, read

__all__ = [
    "AskStaff",
    "Camera",
    "Organisation",
    "Point",
    "Register",
    "Room",
    "RosterEntry",
    "Spot",
    "Stands",
    "check",
    "compare",
    "dump",
    "load",
    "patient_answer",
    "read",
    "rule",
    "staff_answer",
    "who_is_rostered",
]
