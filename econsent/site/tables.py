"""Registers from bytes: a whole one in TOML, one table in CSV; and to bytes for keeping.

Everything is strict: what is not known, stands twice or points nowhere is refused, and the refusal names line and
column, never what stood there.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from econsent.errors import EconsentError, SiteMalformed
from econsent.record import rule_and_path
from econsent.site.places import Register, Table
from econsent.site.rows import TABLES, Row

SCHEMA = "econsent-site/1"
_UNCHANGED = "The register was not changed."
_SAVE_AS = "In a spreadsheet choose “CSV UTF-8” where you save it."
_HELP = "Compare it with the example in docs/site.md."


@dataclass(frozen=True, slots=True)
class _Raw:
    """One row as it was written: where it stands, and column → value."""

    where: str
    cells: dict[str, Any]


def read(files: Iterable[bytes], base: Register | None = None) -> Register:
    """Return the register that files make, each a whole register in TOML or one table in CSV.

    A TOML file stands alone, or first; a CSV file replaces its table, of the TOML file or else of `base`. Raises
    SiteMalformed, SiteDuplicate, SiteReference, or IinInvalid, BinInvalid, InstantInvalid for a column of that form.
    """
    tables: dict[str, Table] = dict(base.tables) if base else {name: Table() for name in TABLES}
    replaced: set[str] = set()
    given = tuple(files)
    for number, raw in enumerate(given):
        found = _read_file(raw, f"file {number + 1}, " if len(given) > 1 else "")
        whole = len(found) == len(TABLES)
        if (whole and number) or replaced & found.keys():
            raise _malformed("Two files give the same table", "")
        replaced |= set() if whole else found.keys()
        tables |= found
    return Register.of(tables)


def dump(register: Register) -> bytes:
    """Return a register's rows as JSON, for keeping; personal: rosters name workers."""
    return msgspec.json.encode({name: table.rows for name, table in register.tables.items()})


def load(kept: bytes) -> Register:
    """Return the register that `dump` wrote; raise SiteMalformed for other bytes, and as `Register.of` does."""
    try:
        rows = msgspec.json.decode(kept)
        whole = {name: Table(tuple(msgspec.convert(rows[name], list[shape]))) for name, shape in TABLES.items()}  # type: ignore[valid-type]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError, TypeError):
        raise _malformed("These are not the bytes of a register that was kept", "") from None
    return Register.of(whole)


def _read_file(raw: bytes, which: str) -> dict[str, Table]:
    """Return a file's tables; `which` says which file it is, before every place in it."""
    try:
        tables = _read_either(raw)
    except EconsentError as error:
        path = f"{which}{error.path}".removesuffix(", ")
        raise type(error)(error.what, kept=error.kept, remedy=error.remedy, path=path, clause=error.clause) from None
    return {name: Table(one.rows, tuple(f"{which}{place}" for place in one.places)) for name, one in tables.items()}


def _read_either(raw: bytes) -> dict[str, Table]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SiteMalformed(
            "The file is not UTF-8.", kept=_UNCHANGED, remedy=_SAVE_AS, path=f"line {line}", clause="13.6"
        ) from None
    head = text.lstrip().partition("\n")[0]
    return _read_toml(text) if head.startswith(("#", "[")) or "=" in head else _read_csv(text)


# ── TOML ──────────────────────────────────────────────────────────────────────────────────


def _read_toml(text: str) -> dict[str, Table]:
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line \d+, column \d+", str(error))  # the rest may quote what stood there
        raise _malformed("The file is not TOML", place[0] if place else "") from None
    if said.pop("schema", None) != SCHEMA:
        raise _malformed(f"The file does not begin with schema = {SCHEMA}", "schema")
    if said.keys() - TABLES.keys():
        raise _malformed("The file has a table or a value that a register does not have", "")
    return {name: _table(name, _toml_rows(name, said.get(name, []))) for name in TABLES}


def _toml_rows(name: str, rows: object) -> Iterator[_Raw]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _malformed(f"Rows are written under [[{name}]]", name)
    for number, row in enumerate(rows, 1):
        yield _Raw(f"{name} {number}", {column: _as_text(value) for column, value in row.items()})


def _as_text(value: object) -> object:
    """Return TOML's own date-times as RFC 3339 text; one without an offset is refused like any such text."""
    return value.isoformat() if isinstance(value, dt.datetime) else value


# ── CSV ───────────────────────────────────────────────────────────────────────────────────


def _read_csv(text: str) -> dict[str, Table]:
    head = text.partition("\n")[0]
    if (";" in head) == ("," in head):
        raise _malformed("The header's columns are parted by commas, or by semicolons", "line 1")
    reader = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=";" if ";" in head else ",", strict=True)
    try:
        lines = _lines(reader)
        _, header = next(lines)
        name = _table_of(header)
        return {name: _table(name, [_csv_row(line, header, cells) for line, cells in lines])}
    except (csv.Error, StopIteration):
        raise _malformed("The file is not CSV", f"line {reader.line_num}") from None


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Return the first line of each row and its cells, without the empty rows that spreadsheets leave behind."""
    begins = 1
    for cells in reader:
        if any(cells):
            yield begins, cells
        begins = reader.line_num + 1


def _table_of(header: list[str]) -> str:
    """Return the one table that has all these columns, and needs no other."""
    found = [name for name in TABLES if _needs(name) <= set(header) <= _columns(name)]
    if len(found) != 1 or len(set(header)) != len(header):
        raise _malformed("The header is that of no table", "line 1")
    return found[0]


def _csv_row(line: int, header: list[str], cells: list[str]) -> _Raw:
    where = f"line {line}"
    if len(cells) != len(header):
        raise _malformed("The line has not as many cells as the header", where)
    row: dict[str, Any] = {}
    for column, cell in zip(header, cells, strict=True):
        if cell:
            outer, _, inner = column.partition(".")
            value = _switch(cell) if _is_switch(outer) else cell
            row[outer] = row.get(outer, {}) | {inner: value} if inner else value
    return _Raw(where, row)


def _switch(cell: str) -> object:
    return {"true": True, "false": False}.get(cell.lower(), cell)


@cache
def _columns(name: str) -> frozenset[str]:
    """Return the columns a table may have; those of a part stand behind its name and a dot."""
    return frozenset(column for field in _fields(TABLES[name]) for column, _ in _spread(field))


@cache
def _needs(name: str) -> frozenset[str]:
    return frozenset(column for field in _fields(TABLES[name]) for column, needed in _spread(field) if needed)


def _spread(field: msgspec.structs.FieldInfo) -> Iterator[tuple[str, bool]]:
    if isinstance(field.type, type) and issubclass(field.type, Struct):
        yield from ((f"{field.encode_name}.{part.encode_name}", part.required) for part in _fields(field.type))
    else:
        yield field.encode_name, field.required


@cache
def _fields(shape: type[Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(shape)


@cache
def _is_switch(column: str) -> bool:
    every = (field for shape in TABLES.values() for field in _fields(shape))
    return any(field.encode_name == column and field.type == bool | None for field in every)


# ── rows ──────────────────────────────────────────────────────────────────────────────────


def _table(name: str, raws: Iterable[_Raw]) -> Table:
    read_rows = [(_row(TABLES[name], raw), raw.where) for raw in raws]
    return Table(tuple(row for row, _ in read_rows), tuple(where for _, where in read_rows))


def _row(shape: type[Row], raw: _Raw) -> Row:
    fields = _fields(shape)
    if raw.cells.keys() - {field.encode_name for field in fields}:
        raise _malformed("A row has a column that is not known", raw.where)
    values: dict[str, Any] = {}
    for field in fields:
        if field.encode_name in raw.cells:
            values[field.name] = _value(shape, field, raw)
        elif field.required:
            raise _malformed("A column is missing", f"{raw.where}, {field.encode_name}")
    try:
        return shape(**values)
    except ValueError as error:
        raise _malformed(f"A row is refused: {error}", raw.where) from None


def _value(shape: type[Row], field: msgspec.structs.FieldInfo, raw: _Raw) -> object:
    place = f"{raw.where}, {field.encode_name}"
    try:
        value = msgspec.convert(raw.cells[field.encode_name], field.type)
        if field.encode_name in shape.CHECKS:
            shape.CHECKS[field.encode_name](value)
    except msgspec.ValidationError as error:
        rule, path = rule_and_path(error)
        raise _malformed(f"A value is refused: {rule}", f"{place}.{path}".rstrip(".")) from None
    except ValueError as error:
        raise _malformed(f"A value is refused: {error}", place) from None
    except EconsentError as error:
        raise type(error)(error.what, kept=_UNCHANGED, remedy=error.remedy, path=place) from None
    return value


def _malformed(what: str, path: str) -> SiteMalformed:
    return SiteMalformed(f"{what}.", kept=_UNCHANGED, remedy=_HELP, path=path, clause="13.6")
