"""What SQL must keep to where Citus has spread tables over machines, proved of every statement that our rooms run.

The rows of one person lie together on one machine. A decision touches that machine and the one that holds the log, and
no other; nothing joins a spread table with one that is not; a row that is put in says whose it is, and never changes
hands.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlglot
from sqlglot import expressions as exp

from econsent.library import Library
from econsent.store import engines, postgres
from econsent.store.citus import COLUMN

SPREAD = frozenset(name for room in engines.ROOMS for name in room.distributed)
DECISIONS = ("decide", "decide_room", "stands")

_deciding: contextvars.ContextVar[bool] = contextvars.ContextVar("deciding", default=False)


@functools.cache
def faults(sql: str, *, deciding: bool = False) -> tuple[str, ...]:
    """Return what of a statement Citus would refuse, or would have to ask several machines for in a decision."""
    if not sql.lstrip().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
        return ()  # tables that are made are looked at by Citus itself
    tree = sqlglot.parse_one(_brief(sql).replace("?", ":value"), read="postgres")
    tables = {table.name for table in tree.find_all(exp.Table)}
    if not tables & SPREAD:
        return ()
    found = ["it joins a spread table with one in one place"] if tables - SPREAD else []
    if isinstance(tree, exp.Insert):
        found += _insert_faults(tree)
    if isinstance(tree, exp.Update) and any(set_.this.name == COLUMN for set_ in tree.expressions):
        found.append("a row changes hands")
    if deciding:
        selects = list(tree.find_all(exp.Select))
        found += [] if selects and all(map(_of_one_person, selects)) else ["a decision asks about more than one person"]
    return tuple(found)


def _brief(sql: str) -> str:
    """Return SQL with long lists of marks, and of rows of marks, cut short: they say the same again and again."""
    return re.sub(r"(\([?,]+\),)+(\([?,]+\))", r"\2", re.sub(r"(\?,){2,}\?", "?,?", sql))


def _insert_faults(tree: exp.Insert) -> list[str]:
    columns = [column.name for column in tree.this.expressions] if isinstance(tree.this, exp.Schema) else [COLUMN]
    conflict = tree.args.get("conflict")
    keys = [key.name for key in conflict.args.get("conflict_keys") or []] if conflict else [COLUMN]
    changed = [set_.this.name for set_ in conflict.expressions] if conflict else []
    return [
        *([] if COLUMN in columns else ["a row does not say whose it is"]),
        *([] if COLUMN in keys else ["a conflict is looked for on every machine"]),
        *(["a row changes hands"] if COLUMN in changed else []),
    ]


def _of_one_person(select: exp.Select) -> bool:
    """Say whether a query names its one person, whatever else it asks for."""
    where = select.args.get("where")
    terms = list(where.this.flatten()) if where and isinstance(where.this, exp.And) else [where.this] if where else []
    return any(
        isinstance(term, exp.EQ)
        and isinstance(term.this, exp.Column)
        and term.this.name == COLUMN
        and isinstance(term.expression, exp.Placeholder)
        for term in terms
    )


@contextlib.contextmanager
def proved() -> Iterator[dict[str, set[bool]]]:
    """Prove every statement that econsent itself runs on PostgreSQL in the block; give each, and if in a decision."""
    seen: dict[str, set[bool]] = {}
    with pytest.MonkeyPatch.context() as patch:
        for session in (postgres._Reading, postgres._Writing):
            patch.setattr(session, "execute", _watched(session.execute, seen))
        for verb in DECISIONS:
            patch.setattr(Library, verb, _decision(getattr(Library, verb)))
        yield seen


def _watched(execute: Callable[..., Any], seen: dict[str, set[bool]]) -> Callable[..., Any]:
    def watched(session: Any, sql: str, values: Any = (), /) -> Any:
        if sys._getframe(1).f_globals["__name__"].startswith("econsent."):  # what tests do to rows by hand is their own
            deciding = _deciding.get()
            seen.setdefault(sql, set()).add(deciding)
            assert faults(sql, deciding=deciding) == (), sql
        return execute(session, sql, values)

    return watched


def _decision(verb: Callable[..., Any]) -> Callable[..., Any]:
    def decide(*arguments: Any, **named: Any) -> Any:
        token = _deciding.set(True)
        try:
            return verb(*arguments, **named)
        finally:
            _deciding.reset(token)

    return decide
