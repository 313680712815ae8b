"""A library that Citus can spread: asked of a stand-in that refuses what it refuses, and of every statement we run."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from econsent import errors
from econsent.exchange import CorrectionRequest, SearchRequest, WithdrawalRequest
from econsent.library import Library
from econsent.store import engines, fsck
from tests import shards
from tests.builders import BIN, NAME, PASSPHRASE, SCOPE, consent, decide, iin, person
from tests.hand import Hand, deposit
from tests.postgres import Running, name_of

STAND_IN = """
CREATE SCHEMA citus;
CREATE TYPE citus.distribution_type AS ENUM ('hash', 'range', 'append');
CREATE TABLE citus.spread (relation regclass PRIMARY KEY, distribution_column text, colocation int);
CREATE FUNCTION pg_catalog.create_distributed_table(
    table_name regclass, distribution_column text, distribution_type citus.distribution_type DEFAULT 'hash',
    colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    number smallint; kind oid; rows bigint; beside int;
BEGIN
    SELECT attnum, atttypid INTO number, kind FROM pg_attribute
        WHERE attrelid = table_name AND attname = distribution_column AND NOT attisdropped;
    IF number IS NULL THEN
        RAISE EXCEPTION 'column "%" of relation "%" does not exist', distribution_column, table_name
            USING ERRCODE = 'undefined_column';
    END IF;
    EXECUTE format('SELECT count(*) FROM %s', table_name) INTO rows;
    IF rows > 0 THEN
        RAISE EXCEPTION 'cannot distribute relation "%"', table_name USING DETAIL = 'Relation contains data.';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_index WHERE indrelid = table_name AND indisunique AND number <> ALL (indkey)) THEN
        RAISE EXCEPTION 'cannot create constraint on "%"', table_name USING DETAIL =
            'Distributed relations cannot have UNIQUE, EXCLUDE, or PRIMARY KEY constraints that do not include the'
            ' partition column (with an equality operator if EXCLUDE).';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND table_name IN (conrelid, confrelid)) THEN
        RAISE EXCEPTION 'cannot create foreign key constraint' USING ERRCODE = 'feature_not_supported';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = table_name AND (attidentity <> '' OR atthasdef)) THEN
        RAISE EXCEPTION 'a sequence or default would be drawn on every machine' USING ERRCODE = 'feature_not_supported';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = table_name AND NOT tgisinternal) THEN
        RAISE EXCEPTION 'triggers are not supported on distributed tables' USING ERRCODE = 'feature_not_supported';
    END IF;
    IF colocate_with IN ('none', 'default') THEN
        SELECT coalesce(max(colocation), 0) + 1 INTO beside FROM citus.spread;
    ELSE
        SELECT s.colocation INTO beside FROM citus.spread s JOIN pg_attribute a ON a.attrelid = s.relation
            AND a.attname = s.distribution_column WHERE s.relation = colocate_with::regclass AND a.atttypid = kind;
        IF beside IS NULL THEN
            RAISE EXCEPTION 'cannot colocate tables % and %', colocate_with, table_name;
        END IF;
    END IF;
    INSERT INTO citus.spread VALUES (table_name, distribution_column, beside);
END $$;
"""
"""Citus's own command as far as it refuses: what it does with the rows is its own affair."""


@pytest.fixture
def spreading(server: Running, database: str) -> Iterator[psycopg.Connection]:
    """A database that has the stand-in."""
    with server.admin(name_of(database)) as admin:
        admin.execute(STAND_IN)
        yield admin


def found(address: str, *, citus: bool) -> Library:
    return Library.create(address, bin=BIN, name=NAME, passphrase=PASSPHRASE, citus=citus)


def test_every_table_about_a_person_is_spread_by_the_person_and_no_other(spreading: psycopg.Connection, database: str):
    with found(database, citus=True):
        spread = spreading.execute(
            "SELECT relation::text, distribution_column, colocation FROM citus.spread"
        ).fetchall()
    assert {name for name, _, _ in spread} == shards.SPREAD >= {"person", "statement", "standing"}
    assert {(column, group) for _, column, group in spread} == {("person", 1)}


def test_a_spread_library_takes_in_answers_and_is_in_order(spreading: psycopg.Connection, database: str):
    with found(database, citus=True) as library:
        hand = Hand.enrol(library)
        deposit(library, [hand.say(consent(hand, iin=iin(number))) for number in range(4)])
        assert decide(library, iin(0)).decision == "CONSENT_PERMIT"
    assert fsck.check(database, passphrase=PASSPHRASE) == []


def test_without_citus_nothing_is_begun(server: Running, database: str):
    with pytest.raises(errors.CitusMissing):
        found(database, citus=True)
    with server.admin(name_of(database)) as admin:
        assert admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == []
    found(database, citus=False).close()


def test_a_folder_cannot_be_spread(tmp_path):
    with pytest.raises(errors.ArgumentInvalid):
        Library.create(tmp_path / "library", bin=BIN, name=NAME, citus=True)
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize(
    "table",
    [
        "person bytea, digest bytea PRIMARY KEY",
        "person bytea PRIMARY KEY, digest bytea UNIQUE",
        "person bytea PRIMARY KEY, number bigserial",
        "person bytea PRIMARY KEY REFERENCES kept",
        "digest bytea PRIMARY KEY",
    ],
)
def test_the_stand_in_refuses_what_citus_refuses(spreading: psycopg.Connection, table: str):
    spreading.execute("CREATE TABLE kept (person bytea PRIMARY KEY)")
    spreading.execute(f"CREATE TABLE wrong ({table})")
    with pytest.raises(psycopg.Error):
        spreading.execute("SELECT create_distributed_table('wrong', 'person')")


def test_a_table_that_citus_refuses_is_not_half_made(
    spreading: psycopg.Connection, database: str, monkeypatch: pytest.MonkeyPatch
):
    strange = engines.shelf.Tables("", "CREATE TABLE strange (id bytea PRIMARY KEY, person bytea)", ("strange",))
    monkeypatch.setattr(engines, "ROOMS", (*engines.ROOMS, strange))
    with pytest.raises(errors.StoreError):
        found(database, citus=True)
    assert spreading.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == []
    assert spreading.execute("SELECT relation FROM citus.spread").fetchall() == []


# ── the statements ──


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT stands FROM standing",
        "SELECT stands FROM standing WHERE person IN (?, ?)",
        "SELECT stands FROM standing WHERE person = ? OR stands = ?",
        "SELECT stands FROM standing WHERE person <> ?",
        "SELECT stands FROM standing WHERE person = person",
        "SELECT heard FROM statement WHERE idx = ?",
        "SELECT stands FROM standing WHERE person = ? UNION SELECT stands FROM standing",
        "SELECT s.heard FROM statement s JOIN log_entry l ON l.idx = s.idx WHERE s.person = ?",
        "INSERT INTO standing VALUES (?, ?)",
    ],
)
def test_a_statement_that_no_decision_may_run_is_found_out(sql: str):
    assert shards.faults(sql, deciding=True) != ()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO statement (idx, heard) VALUES (?, ?)",
        "INSERT INTO statement (person, idx) VALUES (?, ?) ON CONFLICT (idx) DO NOTHING",
        "INSERT INTO standing VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET person = excluded.person",
        "UPDATE standing SET person = ? WHERE person = ?",
        "DELETE FROM statement USING log_entry WHERE statement.idx = log_entry.idx",
    ],
)
def test_a_statement_that_cannot_be_spread_is_found_out(sql: str):
    assert shards.faults(sql) != ()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT stands FROM standing WHERE person = ?",
        "SELECT heard, jws FROM statement WHERE person = ? AND idx = ? AND 1 = 1",
        "SELECT idx FROM log_entry WHERE digest = ?",
    ],
)
def test_a_statement_that_asks_about_one_person_is_right(sql: str):
    assert shards.faults(sql, deciding=True) == ()


def test_a_decision_asks_one_machine_and_every_other_verb_can_be_spread(database: str):
    with shards.proved() as seen, found(database, citus=False) as library:
        hand = Hand.enrol(library)
        said = [hand.say(consent(hand, iin=iin(number))) for number in range(3)]
        deposit(library, said)
        made = said[0].statement.made.interval().latest
        asked = WithdrawalRequest(person=person(iin(1)), name="А", scopes=(SCOPE,), worker="Б")
        library.withdraw(asked)
        library.correct(CorrectionRequest(id=said[2].statement.id, reason="Басқа адам.", by=("А. Сейіт", "Б. Омар")))
        assert [decide(library, iin(number)).decision for number in range(4)] == [
            "CONSENT_PERMIT", "CONSENT_DENY", "NO_CONSENT", "NO_CONSENT",
        ]  # fmt: skip
        assert decide(library, iin(0), at=made - 10**9).decision == "NO_CONSENT"
        assert len(library.find(SearchRequest(person=person(iin(1))))) == 2
        library.export(said[0].statement.id, "bundle")
        assert library.check_log().problems == ()
    deciding = {sql for sql, when in seen.items() if True in when}
    assert any("FROM standing" in sql for sql in deciding)
    assert any("FROM statement" in sql for sql in deciding)
    assert any(False in when and "INTO statement" in sql for sql, when in seen.items())
