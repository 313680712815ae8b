"""One SQLite file: whole transactions, turns among threads, and refusals in our own words."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from econsent import errors
from econsent.store.rows import Packed
from econsent.store.sqlite import Database
from tests.waiting import PATIENCE

SCHEMA = "CREATE TABLE note (id INTEGER PRIMARY KEY, text BLOB NOT NULL UNIQUE) STRICT"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "notes.db", SCHEMA, 1, create=True)


def add(database: Database, text: bytes) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO note (text) VALUES (?)", (text,))


def count(database: Database) -> int:
    return database.connection.execute("SELECT count(*) FROM note").fetchone()[0]


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_works(database: Database):
    with pytest.raises(errors.StoreDamaged), database.writing() as connection:
        connection.execute("INSERT INTO note (text) VALUES (x'01')")
        connection.execute("INSERT INTO note (text) VALUES (x'01')")
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute("INSERT INTO note (text) VALUES (x'02')")
        raise ZeroDivisionError
    assert count(database) == 0
    add(database, b"1")
    assert count(database) == 1


def test_every_connection_writes_ahead_and_syncs_fully(database: Database):
    def pragmas() -> tuple[str, int]:
        journal = database.connection.execute("PRAGMA journal_mode").fetchone()[0]
        return journal, database.connection.execute("PRAGMA synchronous").fetchone()[0]

    with ThreadPoolExecutor(1) as pool:
        assert pragmas() == pool.submit(pragmas).result() == ("wal", 2)


def test_a_full_disk_says_so_and_keeps_what_was_saved(database: Database):
    add(database, b"before")
    pages = database.connection.execute("PRAGMA page_count").fetchone()[0]
    database.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(errors.StoreFull) as caught:
        add(database, bytes(500_000))
    assert caught.value.kept
    assert count(database) == 1
    add(database, b"small")
    assert count(database) == 2
    assert database.check() == []


def test_a_disk_that_may_only_be_read_says_so(database: Database):
    database.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(errors.StoreUnwritable):
        add(database, b"1")


def test_threads_take_turns_and_readers_do_not_wait(database: Database):
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO note (text) VALUES (x'00')")
            inside.set()
            leave.wait(PATIENCE)

    with ThreadPoolExecutor(9) as pool:
        held = pool.submit(hold)
        inside.wait(PATIENCE)
        waiting = [pool.submit(add, database, bytes([number])) for number in range(1, 9)]
        assert count(database) == 0
        leave.set()
        for future in [held, *waiting]:
            future.result()
    assert count(database) == 9


def test_a_database_of_another_program_or_version_is_refused_and_not_touched(tmp_path: Path):
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("PRAGMA page_size = 16384")
    other.execute("CREATE TABLE mine (id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(errors.StoreDamaged):
        Database(path, SCHEMA, 1)
    assert path.read_bytes() == before
    Database(tmp_path / "notes.db", SCHEMA, 1, create=True).close()
    with pytest.raises(errors.StoreDamaged):
        Database(tmp_path / "notes.db", SCHEMA, 2)


def test_a_file_that_ends_within_a_page_is_damaged_unless_its_log_can_mend_it(database: Database):
    add(database, b"1")
    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    add(database, b"2")
    good, log = database.path.read_bytes(), database.path.with_name("notes.db-wal").read_bytes()
    database.close()
    copy = database.path.with_name("copy.db")
    copy.write_bytes(good[:-1])
    with pytest.raises(errors.StoreDamaged):
        Database(copy, SCHEMA, 1)
    copy.with_name("copy.db-wal").write_bytes(log)
    mended = Database(copy, SCHEMA, 1)
    assert count(mended) == 2
    mended.close()


@pytest.mark.parametrize("letter", [b"\xc5", b"\x00", b"(", b"x"])
def test_a_changed_letter_in_the_schema_is_damage(database: Database, letter: bytes):
    database.close()
    good = database.path.read_bytes()
    for word in (b"CREATE TABLE note", b"PRIMARY KEY", b"STRICT"):
        begin = good.index(word) + 2
        database.path.write_bytes(good[:begin] + letter + good[begin + 1 :])
        with pytest.raises(errors.StoreDamaged):
            count(Database(database.path, SCHEMA, 1))


def test_a_missing_database_is_missing_and_a_folder_in_its_place_too(tmp_path: Path):
    (tmp_path / "folder.db").mkdir()
    for name in ("nowhere.db", "folder.db"):
        with pytest.raises(errors.StoreMissing):
            Database(tmp_path / name, SCHEMA, 1)


def test_a_database_cannot_be_made_where_a_folder_is_in_the_way(tmp_path: Path):
    (tmp_path / "notes.db").mkdir()
    with pytest.raises(errors.StoreUnwritable):
        Database(tmp_path / "notes.db", SCHEMA, 1, create=True)


class Note(msgspec.Struct):
    text: str


def test_a_packed_column_that_holds_something_else_is_damaged():
    column = Packed(Note)
    assert column.decode(msgspec.msgpack.encode(Note("a"))) == Note("a")
    for wrong in (b"", b"\xc1", msgspec.msgpack.encode({"text": 1}), msgspec.msgpack.encode({"text": b"\xff"})):
        with pytest.raises(errors.StoreDamaged):
            column.decode(wrong)
