"""The camera's question: may this person be filmed here now, on what ground, and how fresh is what we know.

A person's standing alone never says that a camera may record. Where a room or a camera is named, the Order's rule for
the place, the sign, and every worker who is there count too; and a station that may hold a withdrawal and was not heard
of for too long turns a permit into no answer. Whatever cannot be found out is never a permit (SPEC 5.9, 13.10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from econsent import exchange, instant, site, standing
from econsent.access import Asker
from econsent.audit import AuditTrail
from econsent.errors import EconsentError, FormScopeUnknown, ScopeMissing
from econsent.forms import Catalogue
from econsent.instant import DAY, SECOND
from econsent.placement import Law, PatientAnswer, Ruling
from econsent.record import Identifier, LegalBasis, Place
from econsent.register import STAFF_SCOPE, SiteRegister
from econsent.site import Register, Spot
from econsent.standing import Heard, Policy, Renewals, Role, ScopeStanding, Standing
from econsent.store import answers
from econsent.store.clock import Clock
from econsent.store.home import DESK, LibraryHome
from econsent.store.rows import read_json
from econsent.store.shelf import ALL, Reached, Shelf

FRESH = SECOND
"""For how long contacts and policy are believed unseen, in microseconds: other processes write them too."""
POLICY = "policy"
"""The setting that holds what the library asks of a permit."""
_LATER_USE = "images"
_VERB = "decision"
_STEP = 20
"""Statements that are read at once where only the newest is looked for."""


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """What the forms say of a scope: who is asked for it, where the law has it, and the later uses beside it."""

    role: Role
    basis: tuple[LegalBasis, ...]
    later_uses: tuple[str, ...]
    is_later_use: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for every question of a moment: policy, and when each trusted station was last heard of."""

    policy: Policy
    stations: dict[str, Reached]
    points: dict[str, tuple[Reached, ...]]
    read_at: int


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer before it is written: the words of `standing.Standing`, and reasons of the place as well."""

    decision: standing.Answer
    reason: str
    statements: tuple[str, ...]
    valid_until: int | None

    @classmethod
    def of(cls, own: Standing) -> _Found:
        return cls(own.decision, own.reason, own.statements, own.valid_until)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place at a moment: the register that knew it, the law in force, and what stood for everybody rostered there."""

    register: Register
    spot: Spot
    law: Law
    staff: Sequence[Standing | None]

    def rule(self, patient: PatientAnswer) -> Ruling:
        """Return what the Order says of it."""
        return site.rule(self.law, self.spot, patient=patient, staff=site.staff_answer(self.staff))

    def join(self, own: Standing, role: Role, at: int) -> tuple[Ruling, _Found]:
        """Join a person's own standing with the rule for the place, the workers' and the sign (SPEC 13.10)."""
        ruling = self.rule(site.patient_answer(own) if role == "patient" else "not-asked")
        counts = role == "staff" or "patient" in ruling.rests_on
        if counts and own.decision != "CONSENT_PERMIT":
            return ruling, _Found.of(own)
        if not ruling.permits:
            denied: standing.Answer = "CONSENT_DENY" if ruling.outcome == "forbidden" else "NO_CONSENT"
            return ruling, _Found(denied, ruling.reason, own.statements if counts else (), None)
        known = [*([own] if counts else []), *(one for one in self.staff if one is not None)]
        ends = [*(one.valid_until for one in known), self._next_shift(at)]
        return ruling, _Found(
            "CONSENT_PERMIT",
            own.reason if counts else ruling.reason,
            tuple(digest for one in known for digest in one.statements),
            min((end for end in ends if end is not None), default=None),
        )

    def _next_shift(self, at: int) -> int | None:
        """Return the next moment, within a day, at which somebody comes or goes: then it must be asked again."""
        rosters = self.register.shifts(self.spot)
        entries = (entry for roster in rosters for entry in roster.within(at, at + DAY))
        moments = (moment for entry in entries for moment in entry.interval())
        return min((moment for moment in moments if at < moment <= at + DAY), default=None)


@dataclass(frozen=True, slots=True)
class _Stood:
    """What stood for one person and scope, the devices it came from, and the later uses that were not permitted."""

    found: Standing
    devices: tuple[str, ...]
    unpermitted: tuple[str, ...]


class Decisions:
    """Answers for one open library; safe to share between threads."""

    def __init__(
        self,
        home: LibraryHome,
        shelf: Shelf,
        audit: AuditTrail,
        clock: Clock,
        site_register: SiteRegister,
        *,
        catalogue: Callable[[], Catalogue],
        policy: Policy | None = None,
    ) -> None:
        self._home = home
        self._shelf = shelf
        self._audit = audit
        self._clock = clock
        self._site = site_register
        self._catalogue = catalogue
        self._policy = policy
        self._facts: Facts | None = None
        self._rules: tuple[Catalogue, dict[str, ScopeRule], Renewals] | None = None

    def decide(self, question: exchange.Question, asker: Asker) -> exchange.Answer:
        """Answer one question; raise ScopeMissing, FormScopeUnknown, InstantInvalid, SiteError or StoreError leaves."""
        person = self._home.keys.vault.person(question.person)
        try:
            rule = self._allowed(question.scope, asker)
            answer = self._answer(question, person, rule)
        except EconsentError as error:
            self._audit.note(asker.id, _VERB, error.code, person=person, scope=question.scope)
            raise
        self._audit.note(
            asker.id, _VERB, answer.decision, person=person, scope=question.scope, digests=answer.statements
        )
        return answer

    def person(self, question: exchange.PersonQuestion, asker: Asker) -> exchange.PersonAnswer:
        """Answer for every scope of which the asker sees the people; raise as `decide` does."""
        person = self._home.keys.vault.person(question.person)
        with self._audit.asked(asker, "decision.person", person=person) as asking:
            asker.require(_VERB)
            at = instant.render(self._clock.wall()) if question.at is None else question.at
            found = tuple(
                self._answer(exchange.Question(person=question.person, scope=scope, at=at), person, rule)
                for scope, rule in self._known_rules()[1].items()
                if asker.sees(rule.role)
            )
            asking.digests = tuple(dict.fromkeys(digest for one in found for digest in one.statements))
            version = answers.version_of(self._newest_seen(person, asker))
            return exchange.PersonAnswer(answers=found, evaluated_at=at, version=version)

    def room(self, question: exchange.RoomQuestion, asker: Asker) -> exchange.RoomAnswer:
        """Say who of the people in a room may not be filmed there; raise as `decide` does."""
        with self._audit.asked(asker, "decision.room", scope=question.scope):
            rule = self._allowed(question.scope, asker)
            now = self._clock.wall()
            at = now if question.at is None else instant.parse(question.at)
            facts, place = self._known(now), self._place(question.room, question.camera, at)
            base = place.rule("not-asked")
        asked = [
            exchange.Question(
                person=person, scope=question.scope, at=question.at, room=question.room, camera=question.camera
            )
            for person in question.persons
        ]
        found = tuple(self.decide(one, asker) for one in asked)
        may_not = tuple(place for place, one in enumerate(found) if one.decision != "CONSENT_PERMIT")
        return exchange.RoomAnswer(
            may_film=not may_not and (bool(found) or base.permits),
            may_not=may_not,
            answers=found,
            ground=_ground(base),
            staff=site.staff_answer(place.staff),
            staff_missing=sum(one is None or one.decision != "CONSENT_PERMIT" for one in place.staff),
            stations=_contacts(_concerned(facts, place.spot, ()), at, now),
            cites=base.legal_basis() or rule.basis,
            evaluated_at=instant.render(at),
        )

    def standings(self, people: Iterable[Identifier], scope: str, at: int) -> list[Standing | None]:
        """Return what stands for several people and a scope; None where it cannot be found out."""
        vault = self._home.keys.vault
        return [self._stands_or_none(vault.person(one), scope, at) for one in people]

    def standings_at_once(self, people: Sequence[Identifier], scope: str, at: int) -> list[Standing | None]:
        """Return what `standings` does, for very many people: looked up together."""
        vault, policy = self._home.keys.vault, self.policy()
        persons = [vault.person(one) for one in people]
        try:
            rows = self._shelf.standings(persons)
        except EconsentError:
            return [None] * len(persons)
        return [self._folded_or_none(one, rows.get(one), scope, at, policy) for one in persons]

    def policy(self) -> Policy:
        """Return what the library asks of a permit."""
        return self._known(self._clock.wall()).policy

    def forget(self) -> None:
        """Look anew at contacts and policy with the next question: this process has just changed them."""
        self._facts = None

    # ── one answer ──

    def _answer(self, question: exchange.Question, person: bytes, rule: ScopeRule) -> exchange.Answer:
        now = self._clock.wall()
        at = now if question.at is None else instant.parse(question.at)
        facts = self._known(now)
        stood = self._stood(person, question.scope, at, facts.policy, rule)
        if question.room is None and question.camera is None:
            spot, ruling, found = None, None, _Found.of(stood.found)
        else:
            place = self._place(question.room, question.camera, at)
            spot, (ruling, found) = place.spot, place.join(stood.found, rule.role, at)
        concerned = _concerned(facts, spot, stood.devices)
        if found.decision == "CONSENT_PERMIT" and _is_stale(concerned, at, now, facts.policy):
            found = _Found("NO_CONSENT", "stale", found.statements, None)
        return exchange.Answer(
            decision=found.decision,
            reason=found.reason,
            scope=question.scope,
            statements=found.statements,
            valid_until=None if found.valid_until is None else instant.render(found.valid_until),
            evaluated_at=instant.render(at),
            cites=rule.basis if ruling is None else ruling.legal_basis(),
            ground=None if ruling is None else _ground(ruling),
            obligations=_obligations(found.decision, question.scope, rule, stood.unpermitted),
            stations=_contacts(concerned, at, now),
        )

    def _stood(self, person: bytes, scope: str, at: int, policy: Policy, rule: ScopeRule | None) -> _Stood:
        """Return what stood at a moment, and which later uses beside it did not."""
        return self._folded(person, self._shelf.standing(person), scope, at, policy, rule)

    def _folded(
        self, person: bytes, kept: bytes | None, scope: str, at: int, policy: Policy, rule: ScopeRule | None
    ) -> _Stood:
        vault = self._home.keys.vault
        stands = {} if kept is None else answers.read_standing(vault, person, kept)
        if stands and at < max([one.settled for one in stands.values()]):
            stands = standing.fold_at(self._heards(person), at)
        here = stands.get(scope)
        renewals = self._known_rules()[2]
        found = standing.answer(here, at, policy, renewals=renewals)
        uses = rule.later_uses if rule is not None and found.decision == "CONSENT_PERMIT" else ()
        unpermitted = tuple(
            [use for use in uses if not standing.permits(stands.get(use), at, policy, renewals=renewals)]
        )
        return _Stood(found, _devices(here), unpermitted)

    def _heards(self, person: bytes) -> list[Heard]:
        """Return what was heard of a person, newest first; raise StoreDamaged."""
        return [answers.read_heard(self._home.keys.vault, person, *row) for row in self._shelf.heard_of(person)]

    def _newest_seen(self, person: bytes, asker: Asker) -> list[Heard]:
        """Return the newest statement of a person that the asker may see, none where there is none."""
        before = ALL
        while rows := self._shelf.heard_of(person, _STEP, before):
            for index, row in rows:
                heard = answers.read_heard(self._home.keys.vault, person, index, row)
                if asker.sees(heard.role):
                    return [heard]
            before = rows[-1][0]
        return []

    def _stands_or_none(self, person: bytes, scope: str, at: int) -> Standing | None:
        try:
            return self._stood(person, scope, at, self.policy(), None).found
        except EconsentError:
            return None

    def _folded_or_none(
        self, person: bytes, kept: bytes | None, scope: str, at: int, policy: Policy
    ) -> Standing | None:
        try:
            return self._folded(person, kept, scope, at, policy, None).found
        except EconsentError:
            return None

    def _place(self, room: str | None, camera: str | None, at: int) -> _Place:
        """Return a room, or a camera's place, with everything that is asked about it at a moment."""
        register = self._site.at(at).register
        spot = register.room(room) if room is not None else register.camera(camera or "")
        workers = (entry.worker for entry in site.who_is_rostered(register, spot, at))
        return _Place(register, spot, self._site.law(at), self.standings(workers, STAFF_SCOPE, at))

    # ── what is known ──

    def _allowed(self, scope: str, asker: Asker) -> ScopeRule:
        asker.require(_VERB)
        rule = self._known_rules()[1].get(scope)
        if rule is None:
            raise FormScopeUnknown(
                "No form asks for this scope.", kept="Nothing was answered.", remedy="Ask for a scope of a form.",
                path="scope",
            )  # fmt: skip
        if not asker.sees(rule.role):
            raise ScopeMissing("Whoever asks is not there for this sort of person.", kept="Nothing was answered.")
        return rule

    def _known_rules(self) -> tuple[Catalogue, dict[str, ScopeRule], Renewals]:
        """Return what the released forms say: each scope, as the newest that has it does, and who is asked anew."""
        catalogue, known = self._catalogue(), self._rules
        if known is None or known[0] is not catalogue:
            known = self._rules = (catalogue, _rules_of(catalogue), catalogue.renewals())
        return known

    def _known(self, now: int) -> Facts:
        facts = self._facts
        if facts is None or not 0 <= now - facts.read_at < FRESH:
            facts = self._facts = self._look(now)
        return facts

    def _look(self, now: int) -> Facts:
        stations = {one.id: one for one in self._shelf.reached() if one.id != DESK}
        points: dict[str, tuple[Reached, ...]] = {}
        for one in stations.values():
            point = read_json(one.place, Place).point
            points[point] = (*points.get(point, ()), one)
        return Facts(self._policy or self._kept_policy(), stations, points, now)

    def _kept_policy(self) -> Policy:
        kept = self._shelf.setting(POLICY)
        return Policy() if kept is None else read_json(kept, Policy)


def _concerned(facts: Facts, spot: Spot | None, devices: Sequence[str]) -> list[Reached]:
    """Return the trusted stations that may know better: those of the point, and those that the answer rests on."""
    there = [facts.stations[device] for device in devices if device in facts.stations]
    if spot is None or spot.point is None:
        return there
    return list({one.id: one for one in (*facts.points.get(spot.point.name, ()), *there)}.values())


def _rules_of(catalogue: Catalogue) -> dict[str, ScopeRule]:
    known: dict[str, ScopeRule] = {}
    for form in catalogue.forms():
        if form.kind == "consent" and form.role != "any":
            uses = tuple(scope.id for scope in form.scopes if _is_later_use(scope.id))
            for scope in form.scopes:
                basis = tuple(one for one in form.legal if one.paragraph == scope.legal) or form.legal
                later = _is_later_use(scope.id)
                known[scope.id] = ScopeRule(form.role, basis, () if later else uses, later)
    return known


def _is_later_use(scope: str) -> bool:
    return _LATER_USE in scope.split(".")


def _devices(stands: ScopeStanding | None) -> tuple[str, ...]:
    if stands is None:
        return ()
    return tuple(dict.fromkeys([one.device for one in stands.permits] + [one.device for one in stands.denies]))


def _is_stale(stations: Iterable[Reached], at: int, now: int, policy: Policy) -> bool:
    ages = [_age(one, at, now) for one in stations]
    return None in ages or any(age > policy.stale_after for age in ages if age is not None)


def _age(station: Reached, at: int, now: int) -> int | None:
    """Return for how many seconds before the moment asked about a station had not been heard of; None for never."""
    return None if station.contact is None else max(0, (min(at, now) - station.contact) // SECOND)


def _contacts(stations: Iterable[Reached], at: int, now: int) -> tuple[exchange.StationContact, ...]:
    return tuple(
        [
            exchange.StationContact(
                station=one.id,
                contact=None if one.contact is None else instant.render(one.contact),
                stale_seconds=_age(one, at, now),
                waiting=one.waiting,
            )
            for one in stations
        ]
    )


def _obligations(
    decision: standing.Answer, scope: str, rule: ScopeRule, unpermitted: tuple[str, ...]
) -> tuple[exchange.Obligation, ...]:
    """Return what whoever asked must not do; after a permit, no later use that has no permit of its own."""
    if decision != "CONSENT_PERMIT":
        return (exchange.Obligation(code="NOREUSE" if rule.is_later_use else "NOCOLLECT", scopes=(scope,)),)
    return (exchange.Obligation(code="NOREUSE", scopes=unpermitted),) if unpermitted else ()


def _ground(ruling: Ruling) -> exchange.Ground:
    return exchange.Ground(outcome=ruling.outcome, reason=ruling.reason, rests_on=ruling.rests_on)
