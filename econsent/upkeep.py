"""What whoever runs a library must know of it: whether it can answer, how full it is, and whom it has not heard of.

Nothing here says anything of anybody, and a failure is told by its code alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from econsent import ledger
from econsent.audit import AuditTrail
from econsent.errors import EconsentError, Fault
from econsent.instant import SECOND
from econsent.store.clock import Clock
from econsent.store.home import DESK, LibraryHome
from econsent.store.rows import Engine
from econsent.store.shelf import Shelf
from econsent.store.subscribers import SubscriberBook

OK = "ok"


@dataclass(frozen=True, slots=True)
class StationFigures:
    """A station: seconds since it was last heard of, None where it never was, and how many statements wait there."""

    device_id: str
    silent: float | None
    waiting: int | None


@dataclass(frozen=True, slots=True)
class SubscriberFigures:
    """A subscriber: how many changes it is behind the log, and how many were given up for it."""

    subscriber_id: str
    behind: int
    dead: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Statements in the log, audit entries that are not written yet, every trusted station, and every subscriber."""

    statements: int
    audit_waiting: int
    stations: tuple[StationFigures, ...]
    subscribers: tuple[SubscriberFigures, ...]


class Upkeep:
    """The library's department for whoever runs it; safe to share between threads."""

    def __init__(self, home: LibraryHome, engine: Engine, audit: AuditTrail, clock: Clock) -> None:
        self._home = home
        self._engine = engine
        self._shelf = Shelf(engine)
        self._book = SubscriberBook(engine)
        self._audit = audit
        self._clock = clock

    def checks(self) -> dict[str, str]:
        """Return for each thing that an answer needs ``ok``, or the stable code of what is wrong with it."""
        return {
            "store": _code_of(self._shelf.latest_checkpoint),
            "disk": _code_of(self._engine.check_space),
            "audit": _code_of(self._audit.check_writing),
            "keys": _code_of(self._check_keys),
        }

    def figures(self) -> Figures:
        """Return the library's own figures; raise StoreError leaves."""
        now, size = self._clock.wall(), self._shelf.size()
        letters = self._book.letters_of()
        return Figures(
            statements=size,
            audit_waiting=self._audit.waiting,
            stations=tuple(
                StationFigures(one.id, None if one.contact is None else (now - one.contact) / SECOND, one.waiting)
                for one in self._shelf.reached()
                if one.id != DESK
            ),
            subscribers=tuple(
                SubscriberFigures(one.id, max(0, size - 1 - one.told), letters.get(one.id, (0, 0))[0])
                for one in self._book.all()
            ),
        )

    def _check_keys(self) -> None:
        """Sign with the log's key, and hold it against the certificate that others check by."""
        name, root = self._home.card.origin, ledger.EMPTY_ROOT
        signed = ledger.sign_checkpoint(
            ledger.Checkpoint(name, 0, root), [ledger.NoteSigner(name, self._home.keys.log)]
        )
        ledger.open_checkpoint(signed, [ledger.NoteVerifier(name, self._home.verifiers[0].public_key)])


def _code_of(check: Callable[[], object]) -> str:
    try:
        check()
    except EconsentError as error:
        return error.code
    except Exception:  # noqa: BLE001 - whatever it is, the library is not ready
        return Fault.code
    return OK
