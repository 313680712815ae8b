"""The register of a site: organisations, points, rooms, cameras, signs and who works where, from bytes (SPEC 13).

`read` makes a `Register` of TOML and CSV files; `rule` joins a place with the Order's rule table; `check` says what may
not be filmed and why, and `show_point` what of a point is known. Nothing here reads a clock, a disk or a database.
"""

from econsent.site.check import check, check_point
from econsent.site.compare import compare
from econsent.site.places import Register, Spot, who_is_rostered
from econsent.site.points import list_points, show_point
from econsent.site.rows import Camera, Organisation, Point, Room, RosterEntry
from econsent.site.survey import AskStaff, Held, Stands, Survey, patient_answer, rule, staff_answer
from econsent.site.tables import dump, load, read

__all__ = [
    "AskStaff",
    "Camera",
    "Held",
    "Organisation",
    "Point",
    "Register",
    "Room",
    "RosterEntry",
    "Spot",
    "Stands",
    "Survey",
    "check",
    "check_point",
    "compare",
    "dump",
    "list_points",
    "load",
    "patient_answer",
    "read",
    "rule",
    "show_point",
    "staff_answer",
    "who_is_rostered",
]
