"""What real people said at a real station, as a library publishes it: the statements that FHIR tests render."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from econsent import instant, record, standing
from econsent.document.issue import Draft
from econsent.exchange import Shown
from econsent.fhir.published import Logged, State, Version, statuses
from econsent.instant import Interval
from econsent.library import Library
from econsent.station import Station
from tests.builders import abandonment, consent, correction, iin, ink, make_library, make_station, withdrawal

EXPIRED, CHANGED, MISTAKEN, WORKER = (iin(number) for number in range(1, 5))
ASSENTING, SILENT, COSIGNING = (iin(number) for number in range(11, 14))
LONG_AGO = dt.date(2020, 1, 1)
COMES_OF_AGE = dt.date.today() + dt.timedelta(days=60)
CHILD = record.Subject(
    role="patient",
    identifier=record.Identifier(system="passport", value="N 0123456"),
    name="Emil Johansson",
    birth_date=(COMES_OF_AGE - dt.timedelta(days=1)).replace(year=COMES_OF_AGE.year - 18) + dt.timedelta(days=1),
)
"""Has no IIN, and will be eighteen before the consent ends."""


class Told:
    """A library to which people spoke, and what of it is published."""

    def __init__(self, folder: Path) -> None:
        self.library: Library = make_library(folder)
        self.station: Station = make_station(self.library, folder)
        self.logged: dict[str, Logged] = {}
        self.jws: dict[str, bytes] = {}

    def close(self) -> None:
        self.station.close()
        self.library.close()

    def say(self, name: str, *drafts: Draft) -> Logged:
        """Sign, deliver and remember; a statement's digest and index are the library's word."""
        (signed,) = self.station.sign(list(drafts))
        self.station.sync(self.library)
        self.logged[name] = as_logged(self.library.show(signed.id))
        self.jws[name] = self.library.export(signed.id, "jws")
        return self.logged[name]

    def heard(self, *names: str) -> list[standing.Heard]:
        """Return what standing needs of these statements."""
        return [as_heard(self.logged[name]) for name in names]

    def versions(self, *names: str) -> dict[str, list[Version]]:
        """Return every version of each decision of one person's statements, said in this order: ``name/position``."""
        found: dict[str, list[Version]] = {}
        before: dict[tuple[str, int], State] = {}
        for count, latest in enumerate(names, start=1):
            now = statuses(self.heard(*names[:count]))
            for (digest, position), state in now.items():
                if before.get((digest, position)) != state:
                    said = next(name for name in names if self.logged[name].digest == digest)
                    version = version_of(state, position, self.logged[latest])
                    found.setdefault(f"{said}/{position}", []).append(version)
            before = now
        return found


def version_of(state: State, position: int, latest: Logged) -> Version:
    return Version(position=position, status=state.status, index=latest.index, updated=latest.logged, ends=state.ends)


def as_logged(shown: Shown) -> Logged:
    return Logged(
        statement=shown.statement,
        digest=shown.digest,
        index=shown.index,
        logged=instant.parse(shown.logged),
        interval=Interval(instant.parse(shown.earliest), instant.parse(shown.latest)),
    )


def as_heard(logged: Logged) -> standing.Heard:
    return standing.heard(logged.statement, logged.digest, logged.index, logged.interval)


MOTHER = record.Grantor(
    kind="representative",
    name="Айгүл Қуанышқызы",
    identifier=record.Identifier(system="kz.iin", value=iin(9)),
    relationship="parent",
    authority=record.Authority(kind="birth-certificate", number="АБ 123456", date=dt.date(2019, 5, 6)),
)


def everything(told: Told) -> None:
    """Say one of everything: agree, refuse, withdraw, for a child, as staff, by mistake, long ago, and walk away."""
    station = told.station
    told.say("agreed", consent(station))
    told.say("withdrew", withdrawal(station))
    told.say("refused", consent(station, "deny", iin=CHANGED))
    told.say("agreed-after-all", consent(station, iin=CHANGED))
    told.say("child", consent(station, subject=CHILD, grantor=MOTHER))
    beside = (ink(), dataclasses.replace(ink(1), role="cosignature"))
    assent = record.Assent(verdict="yes", manner="spoken", witness=record.Witness(name="Айгүл Қуанышқызы"))
    told.say("assented", consent(station, iin=ASSENTING, grantor=MOTHER, assent=assent))
    told.say("silent", consent(station, iin=SILENT, grantor=MOTHER, assent=record.Assent(verdict="none")))
    cosigned = record.Cosignature(signature_class="ink")
    told.say("cosigned", consent(station, iin=COSIGNING, grantor=MOTHER, cosignature=cosigned, evidence=beside))
    told.say("expired", consent(station, iin=EXPIRED, day=LONG_AGO))
    told.say("staff", consent(station, iin=WORKER, form="staff-filming"))
    mistaken = told.say("mistaken", consent(station, iin=MISTAKEN))
    told.say("corrected", correction(station, mistaken.statement.id, mistaken.digest, iin=MISTAKEN))
    told.say("walked-away", abandonment(station))


PEOPLE: Sequence[tuple[str, ...]] = (
    ("agreed", "withdrew"),
    ("refused", "agreed-after-all"),
    ("child",),
    ("assented",),
    ("silent",),
    ("cosigned",),
    ("expired",),
    ("staff",),
    ("mistaken", "corrected"),
    ("walked-away",),
)
"""Whose statements belong together, in the order in which they were said."""

Render = Callable[[Logged, Version], bytes]
