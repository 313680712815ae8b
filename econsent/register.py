"""The library's department that keeps the register of its site: every import is a version, none is ever changed.

What was known at a moment can be asked for again: the answer as of last week rests on the register of last week.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from econsent import exchange, instant, placement, site
from econsent.access import LOCAL, UNSAID, Asker, Intent
from econsent.audit import AuditTrail
from econsent.errors import ArgumentInvalid, ChangedMeanwhile, ScopeMissing, SiteError, StoreDamaged
from econsent.forms import Catalogue
from econsent.placement import Law, StaffAnswer
from econsent.record import Identifier
from econsent.site import Point, Register, RosterEntry
from econsent.standing import KAZAKHSTAN
from econsent.store.clock import Clock
from econsent.store.revisions import SITE, Revisions, meanwhile
from econsent.store.rows import Engine
from econsent.store.sites import NONE, Edition, Sites
from econsent.store.vault import Vault

STAFF_SCOPE = "staff.filming"
"""What a worker is asked at the employment contract (par. 8-1), in the words of the staff form."""
POINTS, MAX_POINTS = 50, 200
"""How many points are listed at once: unless told otherwise, and at most."""
_KEPT_IN_MEMORY = 8
_RESTORE = "Restore the last good copy."

StaffStanding = Callable[[Sequence[Identifier], str, int], Sequence[site.Stands | None]]
"""What stands for each of some workers and a scope at a moment (µs); None where it cannot be found out."""


class Version(Struct, frozen=True, kw_only=True):
    """A register with its number and the moment (µs) since which it is known; number 0 is the empty one before any."""

    number: int
    at: int
    register: Register


class SiteRegister:
    """The register of one open library; safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        clock: Clock,
        audit: AuditTrail,
        *,
        catalogue: Callable[[], Catalogue],
        staff: StaffStanding,
    ) -> None:
        self._engine = engine
        self._sites = Sites(engine)
        self._vault = vault
        self._clock = clock
        self._audit = audit
        self._catalogue = catalogue
        self._staff = staff
        self._laws: tuple[Law, ...] = ()
        self._versions: OrderedDict[int, Version] = OrderedDict()
        self._turn = threading.Lock()

    # ── verbs ──

    def import_files(
        self, files: Sequence[bytes], *, intent: Intent = UNSAID, asker: Asker = LOCAL
    ) -> exchange.SiteImported:
        """Take in a whole register (TOML), tables of it (CSV), or both, as one new version.

        Durable on return; where anything is refused nothing was changed. Raises ScopeMissing, ArgumentInvalid for no
        file or reason, ChangedMeanwhile where another version is the newest than the one that was seen, SiteError
        leaves, IinInvalid, BinInvalid, InstantInvalid, or StoreError leaves.
        """
        with self._audit.asked(asker, "site.import", intent=intent):
            asker.require("site.write")
            asker.require_reason(intent)
            if not files:
                raise ArgumentInvalid("There is no file to import.", path="files")
            self._engine.check_space()
            edition, register = self._take_in(files, intent, asker)
            rows = {name: len(table.rows) for name, table in register.tables.items()}
            return exchange.SiteImported(number=edition.number, imported=instant.render(edition.at), rows=rows)

    def changes(self, files: Sequence[bytes], *, asker: Asker = LOCAL) -> exchange.RegisterChanges:
        """Say what an import of files would change, and what would be found of the register then; keep nothing.

        Raises as `import_files` does.
        """
        with self._audit.asked(asker, "site.changes"):
            asker.require("site.write")
            now = self._version(self._sites.newest())
            register = site.read(files, now.register)
            moment = self._clock.wall()
            law = self.law(moment)
            answers = self._staff_answers(moment, chain(now.register.roster, register.roster))
            before = set(site.check(now.register, law, moment, _asked_of(answers)))
            after = site.check(register, law, moment, _asked_of(answers))
            return exchange.RegisterChanges(
                basis=now.number,
                tables=site.compare(now.register, register),
                findings=tuple(one for one in after if one not in before),
                settled=len(before.difference(after)),
            )

    def _take_in(self, files: Sequence[bytes], intent: Intent, asker: Asker) -> tuple[Edition, Register]:
        """Keep a new version; read anew where another came meanwhile, for reading would hold up everybody's writing."""
        while True:
            last = self._sites.newest()
            if intent.version not in (None, last.number):
                raise self._meanwhile(intent.version or 0, last)
            register = site.read(files, self._version(last).register)
            content = site.dump(register)
            with self._sites.adding() as pen:
                if pen.newest() == last:
                    at = max(self._clock.wall(), last.at)
                    edition = Edition(pen.revise(self._vault, intent, at=at, asker=asker), at)
                    pen.add(edition, content, self._vault)
                    return edition, register

    def _meanwhile(self, seen: int, newest: Edition) -> ChangedMeanwhile:
        """Return what whoever comes second is told: who brought the newest version in, and what is another in it."""
        error = meanwhile(Revisions(self._engine).of(self._vault, SITE))
        known = next((one for one in self._sites.editions() if one.number == seen), NONE)
        said = site.compare(self._version(known).register, self._version(newest).register)
        lines = (
            f"{one.table}: {one.added} rows added, {one.changed} changed, {one.removed} removed"
            for one in said
            if one.added or one.changed or one.removed
        )
        error.what = f"{error.what} Since version {seen}: {'; '.join(lines) or 'the same rows'}."
        return error

    def check(self, at: str | None = None, *, asker: Asker = LOCAL) -> exchange.SiteReport:
        """Say what may not be filmed and why, on what condition the rest may, and what the register lacks.

        `at` is RFC 3339, by default now: the register known then, the rosters of the day from then on, and what
        stood for the workers then. Raises ScopeMissing, InstantInvalid or StoreError leaves.
        """
        with self._audit.asked(asker, "site.check"):
            asker.require("site.read")
            moment = self._clock.wall() if at is None else instant.parse(at)
            version, law = self.at(moment), self.law(moment)
            return exchange.SiteReport(
                number=version.number,
                imported=instant.render(version.at) if version.number else None,
                at=instant.render(moment),
                act=law.act,
                edition=law.cited_edition,
                findings=self.findings(moment),
            )

    def points(
        self, at: str | None = None, *, after: int = 0, limit: int = POINTS, asker: Asker = LOCAL
    ) -> exchange.PointsListed:
        """Return the points past the first `after`, as written, with what each has and how much is found of it.

        `at` is as `check` takes it, `limit` from 1 to `MAX_POINTS`. Raises ScopeMissing, ArgumentInvalid,
        InstantInvalid or StoreError leaves.
        """
        with self._audit.asked(asker, "site.points"):
            asker.require("site.read")
            if not 1 <= limit <= MAX_POINTS or after < 0:
                raise ArgumentInvalid(
                    f"From 1 to {MAX_POINTS} points are listed at once, past some or none.",
                    path="limit" if after >= 0 else "after",
                )
            moment = self._clock.wall() if at is None else instant.parse(at)
            version = self.at(moment)
            register = version.register
            listed = register.points[after : after + limit]
            end = after + len(listed)
            return exchange.PointsListed(
                number=version.number,
                imported=instant.render(version.at) if version.number else None,
                at=instant.render(moment),
                many=len(register.points),
                unplaced=len(register.cameras_of(None)),
                points=site.list_points(self._survey(moment, register, listed), listed),
                after=end if end < len(register.points) else None,
            )

    def point(self, point_id: str, at: str | None = None, *, asker: Asker = LOCAL) -> exchange.PointReport:
        """Return a point with its rooms, cameras and signs, what each camera may do, and what a check finds of it.

        `at` is as `check` takes it. Raises PointUnknown, ScopeMissing, InstantInvalid or StoreError leaves.
        """
        with self._audit.asked(asker, "site.point", target=point_id):
            asker.require("site.read")
            moment = self._clock.wall() if at is None else instant.parse(at)
            version = self.at(moment)
            point = version.register.point(point_id)
            survey = self._survey(moment, version.register, (point,))
            return exchange.PointReport(
                number=version.number,
                imported=instant.render(version.at),
                at=instant.render(moment),
                act=survey.law.act,
                edition=survey.law.cited_edition,
                point=site.show_point(survey, point),
                findings=site.check_point(survey, point),
            )

    def staff(self, at: str | None = None, *, asker: Asker = LOCAL) -> exchange.StaffReport:
        """Say who of the registered staff has no permit that stands, and whether a contract or a supplement asks them.

        `at` is RFC 3339, by default now: the register known then, and what stood then. Raises ScopeMissing, also for
        whoever is not there for staff, InstantInvalid or StoreError leaves.
        """
        with self._audit.asked(asker, "staff.missing", scope=STAFF_SCOPE):
            asker.require("statements.read")
            if not asker.sees("staff"):
                raise ScopeMissing("Whoever asks is not there for staff.", kept="Nothing was answered.")
            moment = self._clock.wall() if at is None else instant.parse(at)
            version = self.at(moment)
            return exchange.StaffReport(
                number=version.number,
                at=instant.render(moment),
                in_force=self.law(moment).in_force,
                registered=len({entry.worker for entry in version.register.roster}),
                missing=self.missing(moment),
            )

    def _survey(self, moment: int, register: Register, points: Iterable[Point]) -> site.Survey:
        """Return some points held against the law at a moment: only whoever works there that day is looked up."""
        answers: dict[Identifier, StaffAnswer] = {}
        survey = site.Survey(register, self.law(moment), moment, _asked_of(answers))
        there = chain.from_iterable(survey.rostered(register.perimeter(one.id)) for one in points)
        answers.update(self._staff_answers(moment, there))
        return survey

    def _staff_answers(self, moment: int, entries: Iterable[RosterEntry]) -> dict[Identifier, StaffAnswer]:
        """Return of each of some rostered workers whether consent stands."""
        workers = tuple({entry.worker for entry in entries})
        standing = self._staff(workers, STAFF_SCOPE, moment)
        return {one: site.staff_answer([stands]) for one, stands in zip(workers, standing, strict=True)}

    # ── what the library's other verbs ask ──

    def findings(self, moment: int) -> tuple[exchange.SiteFinding, ...]:
        """Return what `check` finds at a moment (µs); nothing is checked or noted here."""
        register = self.at(moment).register
        answers = self._staff_answers(moment, register.roster)
        return site.check(register, self.law(moment), moment, _asked_of(answers))

    def missing(self, moment: int) -> tuple[exchange.StaffMissing, ...]:
        """Return whom `staff` finds at a moment (µs), by name; nothing is checked or noted here."""
        in_force = self.law(moment).in_force
        workers = {entry.worker: entry for entry in self.at(moment).register.roster}
        standing = self._staff(tuple(workers), STAFF_SCOPE, moment)
        found = [_missing(*one, in_force) for one in zip(workers.values(), standing, strict=True)]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.name))

    def current(self) -> Version:
        """Return the newest version, also one that another process has just imported."""
        return self._version(self._sites.newest())

    def at(self, moment: int) -> Version:
        """Return the version that was known at a moment (µs)."""
        return self._version(self._sites.known_at(moment))

    def law(self, moment: int) -> Law:
        """Return the edition of the Order in force at a moment (µs); of days before the first known here, that one."""
        if not self._laws:
            catalogue = self._catalogue()
            editions = catalogue.editions(placement.ORDER)
            self._laws = tuple(placement.read(catalogue.law(placement.ORDER, edition)) for edition in editions)
        day = instant.to_datetime(moment, KAZAKHSTAN).date()
        return next((law for law in reversed(self._laws) if law.in_force <= day), self._laws[0])

    def _version(self, edition: Edition) -> Version:
        """Return a version, read and checked once."""
        with self._turn:
            known = self._versions.get(edition.number)
            if known is not None:
                self._versions.move_to_end(edition.number)
                return known
        version = Version(number=edition.number, at=edition.at, register=self._load(edition))
        with self._turn:
            self._versions[edition.number] = version
            if len(self._versions) > _KEPT_IN_MEMORY:
                self._versions.popitem(last=False)
        return version

    def _load(self, edition: Edition) -> Register:
        if edition == NONE:
            return site.read(())
        content = self._sites.content(edition, self._vault)
        if content is None:
            raise StoreDamaged("A version of the register is lost.", remedy=_RESTORE)
        try:
            return site.load(content)
        except SiteError:
            raise StoreDamaged("A version of the register cannot be read.", remedy=_RESTORE) from None


def _asked_of(answers: Mapping[Identifier, StaffAnswer]) -> site.AskStaff:
    return lambda entry: answers[entry.worker]


def _missing(entry: RosterEntry, stands: site.Stands | None, in_force: dt.date) -> exchange.StaffMissing | None:
    """Return who is missing, None where a permit stands."""
    if stands is not None and stands.decision == "CONSENT_PERMIT":
        return None
    return exchange.StaffMissing(
        worker=entry.worker,
        name=entry.name,
        job=entry.job,
        hired=entry.hired,
        asked="supplement" if entry.hired < in_force else "contract",
        decision=None if stands is None else "CONSENT_DENY" if stands.decision == "CONSENT_DENY" else "NO_CONSENT",
        reason="" if stands is None else stands.reason,
    )
