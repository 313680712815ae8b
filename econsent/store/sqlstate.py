"""What PostgreSQL raises, as leaves of our tree: by SQLSTATE, never in its own words, which quote what it was given.

Neither an address nor a password nor a value of a row leaves this module.
"""

from __future__ import annotations

from types import TracebackType

import psycopg

from econsent.errors import (
    ArgumentInvalid,
    EconsentError,
    Fault,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreUnreachable,
    StoreUnwritable,
)

_STATES: dict[str, type[StoreError]] = {
    "25P03": StoreUnreachable,  # it ended our session, which had been idle in a transaction
    "42501": StoreUnwritable,  # insufficient privilege
    "53100": StoreFull,
    "57014": StoreBusy,  # a statement took longer than it may
    "58P01": StoreDamaged,  # a file of the database is gone
}
_CLASSES: dict[str, type[StoreError]] = {
    "08": StoreUnreachable,  # connection
    "25": StoreUnwritable,  # a standby, or a server that may only be read
    "28": StoreUnreachable,  # authorisation
    "3D": StoreUnreachable,  # no such database
    "3F": StoreUnwritable,  # no schema that we may use
    "40": StoreBusy,  # serialization, deadlock
    "53": StoreBusy,  # too many connections, out of memory
    "54": StoreUnwritable,  # a limit of the server
    "55": StoreBusy,  # a lock was not to be had in time
    "57": StoreUnreachable,  # it is starting, stopping or has crashed
    "58": StoreUnwritable,  # the disk of the server
}
_NOT_TEXT = ("22021", "22P05")
"""Letters that the database's encoding does not have."""
_SYNTAX = "42601"
_WORDS: dict[type[StoreError], tuple[str, str]] = {
    StoreBusy: ("The database server is too busy.", "Try again; look for what holds the database."),
    StoreFull: ("The disk of the database server is full.", "Free some space there and try again."),
    StoreUnwritable: (
        "The database server refuses to write.",
        "Check the role's privileges, that the server is no standby, and its disk.",
    ),
    StoreUnreachable: (
        "The database server cannot be reached, or does not let us in.",
        "Check that it runs, the address, the role and its password; then try again.",
    ),
    StoreDamaged: (
        "The database does not hold what it must.",
        "Run `econsent fsck` and restore the last good copy.",
    ),
}


class ForeignErrors:
    """Turns errors of psycopg into leaves of our tree.

    Entered at every query: a class, for a generator takes four times as long.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        """Begin; nothing is held."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise ours in place of theirs."""
        if isinstance(error, psycopg.Error | UnicodeError):
            raise leaf_of(error) from None


def leaf_of(error: psycopg.Error | UnicodeError) -> EconsentError:
    """Return the leaf of our tree that says what an error of psycopg says."""
    state = error.sqlstate if isinstance(error, psycopg.Error) else None
    if isinstance(error, UnicodeDecodeError):
        return _said(StoreDamaged, None)
    if isinstance(error, UnicodeError) or state in _NOT_TEXT or (isinstance(error, psycopg.DataError) and not state):
        return ArgumentInvalid(
            "What was given has a letter that the database cannot keep.",
            kept="Nothing was changed.",
            remedy="Leave out control characters.",
        )
    if state == _SYNTAX or (state is None and isinstance(error, psycopg.ProgrammingError)):
        return Fault("The database server does not understand a question of ours.", kept="Nothing was changed.")
    if state is None:
        return _said(StoreUnreachable, None)
    return _said(_STATES.get(state) or _CLASSES.get(state[:2]) or StoreDamaged, state)


def _said(leaf: type[StoreError], state: str | None) -> StoreError:
    what, remedy = _WORDS[leaf]
    code = f" (SQLSTATE {state})" if state else ""
    return leaf(f"{what}{code}", kept="What was saved before is unchanged.", remedy=remedy)
