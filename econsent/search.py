"""The library's department for whoever looks for decisions and not for somebody: by scope, standing, time and point.

It reads the index of Consents (SPEC 14.17), which names nobody. A name is in no index, in clear or hashed: whoever has
the index must not be able to try names on it. Who looks for one says on which days, and what was said then is opened.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import msgspec
from msgspec.structs import replace

from econsent import instant
from econsent.access import EVERYBODY, LOCAL, Asker
from econsent.archive import Archive
from econsent.audit import AuditTrail
from econsent.errors import ArgumentInvalid, StoreDamaged
from econsent.exchange import DecisionQuery, DecisionsFound, FoundDecision, NameQuery, Whose
from econsent.exchange.search import Stands
from econsent.fhir.published import ABANDONED, State, shown
from econsent.record import Place, Statement
from econsent.standing import KAZAKHSTAN, Heard, Policy
from econsent.store import answers
from econsent.store.clock import Clock
from econsent.store.consents import Sort, read_mark
from econsent.store.listing import Listed, Listing, Span, Walk, following
from econsent.store.rows import Engine, read_json
from econsent.store.shelf import Shelf
from econsent.store.vault import Vault
from econsent.store.wanted import Place as Ended
from econsent.store.wanted import accepted_by, index_and_position

_PURPOSE = "decisions after"
_PAGES = 4
"""Pages of the index that one page of an answer looks at, at most: a rare thing is not looked for at others' cost."""
_OPENED = 200
"""Rows of the index that each of them has where statements are opened to look for a name."""
_Fits = Callable[[FoundDecision], FoundDecision | None]
"""What lets through a decision that is looked for, with what is said of it besides, and no other."""


class Search:
    """The decisions of an open library; safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        archive: Archive,
        shelf: Shelf,
        vault: Vault,
        audit: AuditTrail,
        clock: Clock,
        policy: Callable[[], Policy],
    ) -> None:
        self._room = Listing(engine)
        self._archive = archive
        self._shelf = shelf
        self._vault = vault
        self._audit = audit
        self._clock = clock
        self._policy = policy

    def decisions(self, query: DecisionQuery, *, asker: Asker = LOCAL) -> DecisionsFound:
        """Return decisions about people whom the asker sees, newest first; raise ScopeMissing or ArgumentInvalid.

        A permit stands under the policy that holds now. What was forgotten on demand is not found.
        """
        with self._audit.asked(asker, "statements.search", scope=query.scope) as asking:
            asker.require("statements.read")
            found = self._page(query, asker, query.limit, _standing_as(query))
            asking.digests = _digests(found)
            return found

    def named(self, query: NameQuery, *, asker: Asker = LOCAL) -> DecisionsFound:
        """Return the decisions of people of a name, or of those who spoke for them, on certain days, newest first.

        Only so many statements are opened at once: a page may be empty and still be followed. Raises as `decisions`;
        a name of spaces alone, which would be everybody's, is out of range.
        """
        with self._audit.asked(asker, "statements.search.name") as asking:
            asker.require("statements.read")
            days = DecisionQuery(
                since=query.since, until=query.until, point=query.point, limit=query.limit, after=query.after
            )
            found = self._page(days, asker, _OPENED, self._bearing(query.name))
            asking.digests = _digests(found)
            return found

    def _bearing(self, name: str) -> _Fits:
        """Return what lets decisions of people of a name through, and says whose; it opens each statement once."""
        wanted = _words(name)
        if not wanted:
            raise ArgumentInvalid("The name has no letters.", remedy="Write how it begins.", path="name")

        @cache
        def bearer(index: int) -> Whose | None:
            kept = self._shelf.statement(index)
            whose = None if kept is None else _whose(self._archive.statement(kept))
            own = () if whose is None else (_words(name) for name in (whose.name, whose.grantor) if name)
            fits = any(all(any(word.startswith(asked) for word in words) for asked in wanted) for words in own)
            return whose if fits else None

        def fits(one: FoundDecision) -> FoundDecision | None:
            whose = bearer(one.index)
            return None if whose is None else replace(one, whose=whose)

        return fits

    def _page(self, query: DecisionQuery, asker: Asker, rows: int, fits: _Fits) -> DecisionsFound:
        points = self._points()
        found, more = self._found(query, self._walks(query, asker, points), points, rows, fits)
        return DecisionsFound(
            decisions=tuple(found),
            after=None if more is None else self._seal(more),
            points=tuple(sorted(set(points.values()))),
        )

    def _walks(self, query: DecisionQuery, asker: Asker, points: Mapping[str, str]) -> list[Walk]:
        """Return what is walked along in the index, nothing where nothing can be found."""
        devices = [None] if query.point is None else [one for one, point in points.items() if point == query.point]
        everything = query.scope is None and query.decision is None and query.standing is None
        if everything and query.point is None and asker.subjects == EVERYBODY:
            return [Walk()]
        accepted = accepted_by(self._policy())
        return [
            Walk(sort, device, over)
            for sort in self._room.sorts()
            if _is_asked_for(sort, query) and (sort.role is None or sort.role in asker.subjects)
            for over in _over(sort, query.standing, sort.strength in accepted)
            for device in devices
        ]

    def _span(self, query: DecisionQuery) -> Span:
        """Return what is asked of the moment of making."""
        return Span(
            since=None if query.since is None else self._midnight(query.since),
            until=None if query.until is None else self._midnight(query.until, after=1),
            after=None if query.after is None else self._unseal(query.after),
            now=self._clock.wall(),
        )

    def _midnight(self, day: dt.date, after: int = 0) -> int:
        """Return the first moment (µs) of a day in Kazakhstan, or of one that many days later."""
        try:
            later = day + dt.timedelta(days=after)
            return instant.to_micros(dt.datetime.combine(later, dt.time(), KAZAKHSTAN))
        except OverflowError:
            raise ArgumentInvalid("No calendar here has this day.", path="until") from None

    def _found(
        self, query: DecisionQuery, walks: Sequence[Walk], points: Mapping[str, str], at_once: int, fits: _Fits
    ) -> tuple[list[FoundDecision], Ended | None]:
        found: list[FoundDecision] = []
        span = self._span(query)
        for _ in range(_PAGES):
            rows, more = self._room.along(walks, span, at_once)
            for row, one in self._opened(rows, points):
                if (fitting := fits(one)) is not None:
                    found.append(fitting)
                    if len(found) == query.limit:
                        return found, more if row is rows[-1] else row.place
            if more is None:
                return found, None
            span = following(span, more)
        return found, span.after

    def _opened(self, rows: Sequence[Listed], points: Mapping[str, str]) -> Iterator[tuple[Listed, FoundDecision]]:
        """Yield the rows of a page as they are shown; raise StoreDamaged."""
        policy, now = self._policy(), self._clock.wall()
        lines = self._shelf.lines_at({index_and_position(row.id)[0] for row in rows})
        heards = self._shelf.heard_at(lines)
        for row in rows:
            index, position = index_and_position(row.id)
            if index not in heards:
                raise StoreDamaged("A statement that is indexed is lost.", remedy="Restore the last good copy.")
            heard = answers.read_heard(self._vault, row.person, index, heards[index])
            state = shown(heard.digest, read_mark(self._vault, row.person, row.id, row.mark).state, policy)
            yield row, _line(heard, position, state, row.made, now, points.get(heard.device, heard.device))

    def _points(self) -> Mapping[str, str]:
        """Return the point at which each device stands or stood."""
        return {device: read_json(place, Place).point for device, place in self._shelf.places()}

    def _seal(self, place: Ended) -> str:
        sealed = self._vault.seal_row(b"", _PURPOSE, msgspec.msgpack.encode(place))
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def _unseal(self, text: str) -> Ended:
        try:
            sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            return msgspec.msgpack.decode(self._vault.open_row(b"", _PURPOSE, sealed), type=tuple[int, int])
        except (StoreDamaged, binascii.Error, ValueError):
            raise ArgumentInvalid("The page is none of this library.", remedy="Search anew.", path="after") from None


def _digests(found: DecisionsFound) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.digest for one in found.decisions))


def _standing_as(query: DecisionQuery) -> _Fits:
    return lambda one: one if query.standing in (None, one.standing) else None


def _whose(said: Statement) -> Whose | None:
    """Return whose names a statement bears: the subject's, and that of who spoke for them."""
    if said.subject is None:
        return None
    grantor = None if said.grantor is None else said.grantor.name
    return Whose(identifier=said.subject.identifier, name=said.subject.name, grantor=grantor)


def _words(name: str) -> list[str]:
    """Return the words of a name as they are compared: without regard to capitals and to how letters are composed."""
    return unicodedata.normalize("NFKC", name).casefold().split()


def _is_asked_for(sort: Sort, query: DecisionQuery) -> bool:
    """Say whether a query's scope and decision are those of a sort; an abandoned sitting decided nothing."""
    decided = query.decision is None or (
        sort.status != "not-done" and (sort.strength > 0) == (query.decision == "permit")
    )
    return decided and query.scope in (None, sort.scope)


def _over(sort: Sort, standing: Stands | None, accepted: bool) -> Sequence[bool | None]:
    """Return of a sort which rows may have a standing: all (None), those that are over or the others, or none at all.

    Of permits that stand beside others only the mark tells.
    """
    if standing is None or (sort.beside and standing in ("active", "ended")):
        return (None,)
    if standing in ("entered-in-error", "abandoned"):
        status = "entered-in-error" if standing == "entered-in-error" else "not-done"
        return (None,) if sort.status == status else ()
    if sort.status == "active" and accepted:
        return (standing == "ended",)
    return (None,) if standing == "ended" and sort.status in ("active", "inactive") else ()


def _line(heard: Heard, position: int, state: State, made: int, now: int, point: str) -> FoundDecision:
    said = None if position == ABANDONED else heard.decisions[position - 1]
    return FoundDecision(
        id=heard.id,
        digest=heard.digest,
        kind=heard.kind,
        index=heard.index,
        made=instant.render(made),
        device=heard.device,
        point=point,
        scope=None if said is None else said.scope,
        decision=None if said is None else said.decision,
        standing=_standing(state, now),
        ends=None if state.ends is None else instant.render(state.ends),
    )


def _standing(state: State, now: int) -> Stands:
    if state.status == "entered-in-error":
        return "entered-in-error"
    if state.status == "not-done":
        return "abandoned"
    over = state.ends is not None and state.ends <= now
    return "ended" if over or state.status == "inactive" else "active"
