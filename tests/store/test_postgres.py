"""A database on a server: whole transactions, turns among processes, and refusals in our own words."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from econsent import errors
from econsent.library import Library
from econsent.store import fsck, postgres
from econsent.store.postgres import Server
from econsent.store.rows import FREE_LANE, TRAIL_LANE
from tests.builders import BIN, NAME, PASSPHRASE, consent, decide, iin
from tests.hand import Hand, deposit
from tests.postgres import PASSWORD, Running, name_of, new_role, running
from tests.waiting import PATIENCE, until

FROZEN = "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction' AND application_name = 'econsent'"
END_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'econsent'"


@pytest.fixture
def notes(database: str, server: Running) -> Iterator[Server]:
    """A database with one table in which every text may stand once."""
    with server.admin(name_of(database)) as admin:
        admin.execute("CREATE TABLE note (text bytea NOT NULL UNIQUE)")
    known = Server(database)
    yield known
    known.close()


@pytest.fixture
def kept(database: str) -> Iterator[Library]:
    """A library in a database, with a permit of one person."""
    with found(database) as library:
        hand = Hand.enrol(library)
        deposit(library, [hand.say(consent(hand, iin=iin(0)))])
        yield library


@pytest.fixture(scope="module")
def fragile() -> Iterator[Running]:
    """A server that tests stop."""
    with running() as server:
        yield server


def found(address: str, **given) -> Library:
    return Library.create(address, bin=BIN, name=NAME, passphrase=PASSPHRASE, **given)


def add(notes: Server, text: bytes, lane: str = "log") -> None:
    with notes.writing(lane) as session:
        session.execute("INSERT INTO note VALUES (?)", (text,))


def count(notes: Server) -> int:
    return notes.connection.execute("SELECT count(*) FROM note").fetchone()[0]


def says_nothing_of(error: BaseException, *secrets: str) -> bool:
    said = f"{error}{getattr(error, 'as_dict', dict)()}"
    return not any(secret in said for secret in secrets)


# ── transactions ──


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_works(notes: Server):
    with pytest.raises(errors.StoreDamaged), notes.writing() as session:
        session.execute("INSERT INTO note VALUES ('a')")
        session.execute("INSERT INTO note VALUES ('a')")
    with pytest.raises(ZeroDivisionError), notes.writing() as session:
        session.execute("INSERT INTO note VALUES ('b')")
        raise ZeroDivisionError
    assert count(notes) == 0
    add(notes, b"1")
    assert count(notes) == 1


def test_a_transaction_in_which_an_error_was_passed_over_is_not_taken_for_kept(notes: Server):
    with pytest.raises(errors.StoreUnwritable), notes.writing() as session:
        session.execute("INSERT INTO note VALUES ('a')")
        with contextlib.suppress(psycopg.Error):
            session.execute("SELECT no_such_column FROM note")
    assert count(notes) == 0


def test_every_session_waits_for_the_disk_whatever_the_role_is_set_to(notes: Server, server: Running, database: str):
    with server.admin(name_of(database)) as admin:
        admin.execute(f"ALTER DATABASE {name_of(database)} SET synchronous_commit = off")
        admin.execute(f"ALTER DATABASE {name_of(database)} SET default_transaction_isolation = 'repeatable read'")

    def settings() -> tuple[str, str]:
        with notes.writing() as session:
            level = session.execute("SHOW transaction_isolation").fetchone()[0]
            return session.execute("SHOW synchronous_commit").fetchone()[0], level

    with ThreadPoolExecutor(1) as pool:
        assert settings() == pool.submit(settings).result() == ("on", "read committed")


def test_transactions_of_one_lane_take_turns_and_readers_and_other_lanes_do_not_wait(notes: Server, database: str):
    inside, leave = threading.Event(), threading.Event()
    elsewhere = Server(database)

    def hold() -> None:
        with notes.writing() as session:
            session.execute("INSERT INTO note VALUES ('first')")
            inside.set()
            leave.wait(PATIENCE)

    def follow(number: int) -> None:
        with elsewhere.writing() as session:
            seen = session.execute("SELECT count(*) FROM note WHERE text <> 'beside'").fetchone()[0]
            session.execute("INSERT INTO note VALUES (?)", (b"%d" % seen,))

    with ThreadPoolExecutor(6) as pool:
        held = pool.submit(hold)
        inside.wait(PATIENCE)
        waiting = [pool.submit(follow, number) for number in range(4)]
        add(elsewhere, b"beside", TRAIL_LANE)
        add(elsewhere, b"free", FREE_LANE)
        assert count(notes) == 2
        leave.set()
        for future in [held, *waiting]:
            future.result()
    assert count(notes) == 7
    elsewhere.close()


def test_what_holds_a_lane_too_long_is_busy(notes: Server, database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(postgres, "_SETTINGS", postgres._SETTINGS.replace("'20s'", "'50ms'").replace("'60s'", "'2s'"))
    impatient = Server(database)
    with notes.writing(), pytest.raises(errors.StoreBusy), impatient.writing():
        raise AssertionError("it is not its turn")
    add(impatient, b"later")
    with impatient.foreign_errors, pytest.raises(errors.StoreBusy), impatient.foreign_errors:
        impatient.connection.execute("SELECT pg_sleep(60)")
    assert count(impatient) == 1
    impatient.close()


def test_a_process_that_froze_in_a_transaction_gives_its_lane_free(
    notes: Server, database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        postgres, "_SETTINGS", postgres._SETTINGS.replace("session_timeout = '60s'", "session_timeout = '1s'")
    )
    frozen = Server(database)
    with pytest.raises(errors.StoreUnreachable), frozen.writing() as session:
        session.execute("INSERT INTO note VALUES ('frozen')")
        add(notes, b"goes on")
        until(lambda: notes.connection.execute(FROZEN).fetchall() == [])
        session.execute("INSERT INTO note VALUES ('thawed')")
    assert count(notes) == 1
    add(frozen, b"again")
    frozen.close()


def test_the_connection_of_a_thread_that_ended_is_closed(notes: Server):
    for _ in range(5):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(count, notes).result()
    assert len(notes._opened) <= 2


# ── a connection that is lost ──


def test_a_connection_lost_in_mid_transaction_keeps_nothing_and_the_next_call_connects_anew(
    notes: Server, server: Running
):
    with pytest.raises(errors.StoreUnreachable) as caught, notes.writing() as session:
        session.execute("INSERT INTO note VALUES ('lost')")
        with server.admin() as admin:
            admin.execute(END_OTHERS)
        session.execute("INSERT INTO note VALUES ('after')")
    assert caught.value.kept
    assert caught.value.status == 503
    assert count(notes) == 0
    add(notes, b"again")


def test_a_connection_lost_at_the_very_commit_keeps_all_or_nothing(notes: Server, server: Running):
    with pytest.raises(errors.StoreUnreachable), notes.writing() as session:
        session.execute("INSERT INTO note VALUES ('a'), ('b')")
        with server.admin() as admin:
            admin.execute(END_OTHERS)
    assert count(notes) in (0, 2)


def test_a_connection_lost_while_nothing_was_asked_is_replaced_unnoticed(notes: Server, server: Running):
    add(notes, b"before")
    for ask in (lambda: count(notes), lambda: add(notes, b"written")):
        with server.admin() as admin:
            assert admin.execute(END_OTHERS).fetchall()
            until(lambda: not admin.execute(END_OTHERS).fetchall())
        ask()
    assert count(notes) == 2


def test_a_deposit_whose_connection_is_lost_is_refused_whole_and_may_be_sent_again(
    kept: Library, server: Running, database: str
):
    hand = Hand.enrol(kept)
    said = [hand.say(consent(hand, iin=iin(number))) for number in range(1, 4)]
    with ThreadPoolExecutor(1) as pool, server.admin(name_of(database)) as holder, holder.transaction():
        holder.execute("SELECT 1 FROM device FOR UPDATE")  # the deposit has written all its rows but this one
        sent = pool.submit(deposit, kept, said)
        with server.admin() as admin:
            until(lambda: admin.execute(f"{END_OTHERS} AND wait_event_type = 'Lock'").fetchall() != [])
        with pytest.raises(errors.StoreUnreachable):
            sent.result(20)
    assert decide(kept, iin(1)).decision == "NO_CONSENT"
    assert kept.check_log().size == 1
    assert [place.index for place in deposit(kept, said).delivered] == [1, 2, 3]
    assert kept.check_log().problems == ()


def test_who_was_waiting_for_a_turn_waits_on_over_a_new_connection(kept: Library, server: Running, database: str):
    hand, other = Hand.enrol(kept), Server(database)
    with ThreadPoolExecutor(1) as pool:
        with other.writing():
            sent = pool.submit(deposit, kept, [hand.say(consent(hand, iin=iin(1)))])
            with server.admin() as admin:
                until(lambda: admin.execute(f"{END_OTHERS} AND wait_event_type = 'Lock'").fetchall() != [])
        assert sent.result(20).delivered[0]
    other.close()


def test_a_server_that_stops_is_unreachable_and_one_that_is_back_answers(fragile: Running):
    address = fragile.database()
    with found(address) as library:
        hand = Hand.enrol(library)
        said = [hand.say(consent(hand, iin=iin(number))) for number in range(2)]
        deposit(library, said[:1])
        for mode in ("immediate", "fast"):
            fragile.stop(mode)
            for ask in (lambda: decide(library, iin(0)), lambda: deposit(library, said), library.checkpoint):
                with pytest.raises(errors.StoreUnreachable) as caught:
                    ask()
                assert says_nothing_of(caught.value, str(fragile.folder), name_of(address), str(fragile.port))
            fragile.start()
            until(lambda: answers(library))  # the audit trail's writer tries again every second
            assert decide(library, iin(0)).decision == "CONSENT_PERMIT"
        assert len(deposit(library, said).delivered) == 2
        assert library.check_log().problems == ()
    assert fsck.check(address, passphrase=PASSPHRASE) == []


# ── addresses and what lies there ──


def test_a_wrong_password_role_database_or_port_is_unreachable_and_none_of_them_is_said(
    kept: Library, server: Running, database: str
):
    right = server.over_tcp(database)
    assert Library.open(right, passphrase=PASSPHRASE).check_log().size == 1
    for wrong in (
        right.replace(PASSWORD.replace(" ", "%20"), "hunter2"),
        right.replace("econsent:", "nobody-known:"),
        right.replace(name_of(database), "no_such_database"),
        right.replace(f":{server.port}", ":9"),
        database.replace(str(server.folder), "/no/such/folder"),
        right.replace("127.0.0.1", "no-such-host.invalid"),
    ):
        for ask in (Library.open, fsck.check):
            with pytest.raises(errors.StoreUnreachable) as caught:
                ask(wrong, passphrase=PASSPHRASE)
            assert says_nothing_of(caught.value, "hunter2", PASSWORD, "127.0.0.1", "nobody-known", "no_such", "/no/")
            with pytest.raises(errors.StoreUnreachable) as caught:
                found(wrong)
            assert says_nothing_of(caught.value, "hunter2", PASSWORD, "127.0.0.1", "nobody-known", "no_such", "/no/")


@pytest.mark.parametrize("wrong", ["postgresql://%zz", "postgresql://[::1/x", "postgresql://a@b/c?no_such=hunter2"])
def test_what_is_no_address_is_refused_and_not_repeated(wrong: str):
    with pytest.raises(errors.ArgumentInvalid) as caught:
        Library.open(wrong, passphrase=PASSPHRASE)
    assert says_nothing_of(caught.value, "hunter2", "%zz", "[::1")


def test_libpqs_own_variables_and_password_file_are_heeded(
    kept: Library, server: Running, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bare = f"postgresql://econsent@127.0.0.1:{server.port}/{name_of(database)}"
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    Library.open(bare, passphrase=PASSPHRASE).close()
    monkeypatch.delenv("PGPASSWORD")
    passfile = tmp_path / "pgpass"
    passfile.write_text(f"127.0.0.1:{server.port}:*:econsent:{PASSWORD}\n")
    passfile.chmod(0o600)
    Library.open(f"{bare}?passfile={passfile}", passphrase=PASSPHRASE).close()
    service = tmp_path / "services"
    service.write_text(
        f"[clinic]\nhost={server.folder}\nport={server.port}\nuser=econsent\ndbname={name_of(database)}\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    Library.open("postgresql://?service=clinic", passphrase=PASSPHRASE).close()


def test_an_empty_database_holds_no_library_and_one_with_anything_in_it_takes_none(server: Running, database: str):
    with pytest.raises(errors.StoreMissing):
        Library.open(database, passphrase=PASSPHRASE)
    with pytest.raises(errors.StoreMissing):
        fsck.check(database, passphrase=PASSPHRASE)
    with server.admin(name_of(database)) as admin:
        admin.execute("CREATE VIEW mine AS SELECT 1 AS one")
        with pytest.raises(errors.StoreExists):
            found(database)
        with pytest.raises(errors.StoreMissing):
            Library.open(database, passphrase=PASSPHRASE)
        assert admin.execute("SELECT one FROM mine").fetchall() == [(1,)]


def test_a_library_is_not_founded_over_another(kept: Library, database: str):
    with pytest.raises(errors.StoreExists):
        found(database)
    assert kept.check_log().problems == ()


def test_of_two_who_found_at_once_one_does(database: str):
    def try_it() -> str:
        try:
            found(database).close()
        except errors.EconsentError as error:
            return error.code
        return "founded"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(future.result() for future in [pool.submit(try_it) for _ in range(2)])
    assert said == ["founded", "store.exists"]
    assert fsck.check(database, passphrase=PASSPHRASE) == []


@pytest.mark.parametrize("change", ["UPDATE econsent SET version = version - 1", "DELETE FROM econsent"])
def test_a_database_of_another_version_is_refused(kept: Library, server: Running, database: str, change: str):
    with server.admin(name_of(database)) as admin:
        admin.execute(change)
    with pytest.raises(errors.StoreDamaged):
        Library.open(database, passphrase=PASSPHRASE)


def test_a_database_that_does_not_keep_utf_8_is_refused(server: Running):
    latin = server.database(encoding="SQL_ASCII")
    with pytest.raises(errors.StoreUnwritable):
        found(latin)
    server.drop(latin)


def test_a_server_that_is_too_old_is_refused(database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(postgres, "OLDEST", 990000)
    with pytest.raises(errors.StoreUnwritable):
        found(database)


def test_a_founding_that_fails_anywhere_leaves_an_empty_database(
    server: Running, database: str, monkeypatch: pytest.MonkeyPatch
):
    def stop(*_: object, **__: object) -> str:
        raise errors.StoreFull("The disk is nearly full.")

    def lose(*_: object, **__: object) -> str:
        with server.admin() as admin:
            admin.execute(END_OTHERS)
        return "a note"

    for fail, leaf in ((stop, errors.StoreFull), (lose, errors.StoreUnreachable)):
        monkeypatch.setattr("econsent.library.sign_note", fail)
        with pytest.raises(leaf):
            found(database)
        monkeypatch.undo()
        with server.admin(name_of(database)) as admin:
            assert admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == []
    found(database).close()


# ── secrets ──


def test_without_a_passphrase_nothing_is_founded_or_opened(database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ECONSENT_PASSPHRASE_FILE", raising=False)
    with pytest.raises(errors.KeyMissing) as caught:
        Library.create(database, bin=BIN, name=NAME)
    assert "--passphrase-file" in caught.value.remedy
    found(database).close()
    for ask in (Library.open, fsck.check):
        with pytest.raises(errors.KeyMissing):
            ask(database)
    with pytest.raises(errors.PassphraseWrong):
        Library.open(database, passphrase="wrong")


def test_neither_passphrase_nor_token_nor_an_open_key_lies_in_the_database(kept: Library):
    rows = kept._engine.connection.execute("SELECT name, bytes FROM file").fetchall()
    content = b"".join(bytes(row[1]) for row in rows)
    assert {"library.json", "keys/vault.json", "keys/log.pem", "root.pem"} <= {row[0] for row in rows}
    assert PASSPHRASE.encode() not in content
    assert kept.first_token
    assert kept.first_token.encode() not in content
    private = [bytes(content) for name, content in rows if name.startswith("keys/") and name.endswith(".pem")]
    assert len(private) == 6
    assert all(key.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") for key in private)


@pytest.mark.parametrize("name", ["library.json", "root.pem", "keys/log.pem", "keys/vault.json"])
def test_a_file_that_was_lost_or_changed_is_named(kept: Library, server: Running, database: str, name: str):
    kept.close()
    with server.admin(name_of(database)) as admin:
        for change in ("UPDATE file SET bytes = 'nonsense' WHERE name = %s", "DELETE FROM file WHERE name = %s"):
            admin.execute(change, (name,))
            with pytest.raises(errors.EconsentError) as caught:
                Library.open(database, passphrase=PASSPHRASE)
            assert caught.value.code in (
                "store.missing", "store.damaged", "keys.certificate-invalid", "signing.key-missing",
                "signing.passphrase",
            )  # fmt: skip


# ── what the server refuses ──


def test_a_full_disk_says_so_and_keeps_what_was_saved(kept: Library, server: Running, database: str):
    with server.admin(name_of(database)) as admin:
        admin.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
        admin.execute("CREATE TRIGGER full_disk BEFORE INSERT ON statement EXECUTE FUNCTION full_disk()")
        hand = Hand.enrol(kept)
        said = [hand.say(consent(hand, iin=iin(1)))]
        with pytest.raises(errors.StoreFull):
            deposit(kept, said)
        assert kept.check_log().size == 1
        admin.execute("DROP TRIGGER full_disk ON statement")
    assert deposit(kept, said).delivered[0]


def test_a_role_that_may_only_read_answers_and_cannot_write(kept: Library, server: Running, database: str):
    role = new_role(server)
    with server.admin(name_of(database)) as admin:
        admin.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    reader = Library.open(server.over_tcp(database, user=role), passphrase=PASSPHRASE)
    assert decide(reader, iin(0)).decision == "CONSENT_PERMIT"
    with pytest.raises(errors.StoreUnwritable):
        reader.invite(name="k", point="p")
    with pytest.raises(errors.StoreUnwritable):
        reader.close()


def test_a_role_without_any_right_is_refused(kept: Library, server: Running, database: str):
    with pytest.raises(errors.StoreUnwritable):
        Library.open(server.over_tcp(database, user=new_role(server)), passphrase=PASSPHRASE)
    empty = server.database()
    with pytest.raises(errors.StoreUnwritable):
        found(server.over_tcp(empty, user=new_role(server)))
    server.drop(empty)


def test_a_letter_that_no_database_keeps_is_refused(kept: Library):
    for name in ("a\0b", "\ud800"):
        with pytest.raises(errors.ArgumentInvalid):
            kept.invite(name=name, point="p")
    assert kept.check_log().problems == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TABLE log_entry DROP CONSTRAINT log_entry_digest_key", "missing: index"),
        ("ALTER TABLE statement DROP CONSTRAINT statement_pkey", "missing: index"),
        ("ALTER TABLE device ALTER COLUMN place DROP NOT NULL", "missing: column device.place"),
        ("ALTER TABLE alarm ADD COLUMN other int", "not of ours: column alarm.other"),
        ("DROP TABLE quarantine", "missing: column quarantine.code"),
        ("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'standing_pkey'::regclass", "unfit"),
    ],
)
def test_fsck_names_what_was_changed_in_the_tables(
    kept: Library, server: Running, database: str, change: str, said: str
):
    assert fsck.check(database, passphrase=PASSPHRASE) == []
    with server.admin(name_of(database)) as admin:
        admin.execute(change)
    findings = fsck.check(database, passphrase=PASSPHRASE)
    assert any(said in finding.what for finding in findings), findings


def test_a_server_that_does_not_sync_is_named(kept: Library, server: Running, database: str):
    with server.admin() as admin:
        admin.execute("ALTER SYSTEM SET full_page_writes = off")
        admin.execute("SELECT pg_reload_conf()")
    try:
        until(lambda: any("full_page_writes" in line for line in kept._engine.check()))
    finally:
        with server.admin() as admin:
            admin.execute("ALTER SYSTEM RESET full_page_writes")
            admin.execute("SELECT pg_reload_conf()")
    until(lambda: kept._engine.check() == [])


def answers(library: Library) -> bool:
    """Say whether anything is answered: nothing is, as long as the audit trail cannot be written."""
    try:
        return decide(library, iin(0)).decision != ""
    except errors.StoreUnreachable:
        return False
