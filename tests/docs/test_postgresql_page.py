"""The page on PostgreSQL is true: its roles are enough, and not more than enough."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from econsent import errors
from econsent.exchange import PreservationRequest, SearchRequest, WithdrawalRequest
from econsent.library import Library
from econsent.store import fsck
from econsent.workshop import Workshop
from tests.builders import BIN, NAME, PASSPHRASE, SCOPE, consent, decide, iin, person
from tests.docs.shell import REPOSITORY
from tests.hand import Hand, deposit
from tests.postgres import PASSWORD, Running
from tests.timeauthority import Authority, running

PAGE = (REPOSITORY / "docs" / "postgresql.md").read_text(encoding="utf-8")
SET_UP, GRANTS = (block.replace("…", PASSWORD) for block in re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL))


@pytest.fixture
def addresses(server: Running) -> Iterator[dict[str, str]]:
    """The database of the page, its roles by what they are for."""
    address = f"postgresql://econsent@/econsent?host={server.folder}&port={server.port}"
    roles = {"owner": "econsent_owner", "server": "econsent_server"}
    run(server, "postgres", SET_UP)
    try:
        yield {what: server.over_tcp(address, user=role) for what, role in roles.items()}
    finally:
        server.drop(address)
        with server.admin() as admin, contextlib.suppress(psycopg.Error):
            admin.execute("DROP ROLE econsent_owner")
            admin.execute("DROP ROLE econsent_server")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with running(tmp_path / "authority") as authority:
        yield authority


def run(server: Running, database: str, block: str) -> None:
    with server.admin(database) as admin:
        for statement in filter(None, map(str.strip, block.split(";"))):
            admin.execute(statement)


def test_the_servers_role_can_do_all_that_a_library_does_and_rewrite_nothing(
    server: Running, addresses: dict[str, str], authority: Authority
):
    Library.create(addresses["owner"], bin=BIN, name=NAME, passphrase=PASSPHRASE).close()
    run(server, "econsent", GRANTS)
    with Library.open(addresses["server"], passphrase=PASSPHRASE) as library:
        hand = Hand.enrol(library)
        deposit(library, [hand.say(consent(hand, iin=iin(number))) for number in range(2)])
        deposit(library, [hand.say(consent(hand, "deny", iin=iin(0)))])
        library.withdraw(WithdrawalRequest(person=person(iin(1)), name="А", scopes=(SCOPE,), worker="Б"))
        assert [decide(library, iin(number)).decision for number in range(2)] == ["CONSENT_DENY"] * 2
        assert len(library.find(SearchRequest(person=person(iin(0))))) == 2
        library.preservations.authority = authority.named
        work = library.works.preserve(PreservationRequest(reason="Once a year"))
        assert Workshop(library).do(work.id) and library.works.show(work.id).state == "done"
        assert library.check_log().problems == library.audit.check().problems == ()
        for table in ("log_entry", "log_node", "checkpoint", "statement", "audit", "preservation", "file", "econsent"):
            for rewriting in (f"DELETE FROM {table}", f"UPDATE {table} SET ctid = ctid"):
                with pytest.raises(errors.EconsentError), library._engine.writing() as session:
                    session.execute(rewriting)
    assert fsck.check(addresses["server"], passphrase=PASSPHRASE) == []
    assert len(fsck.check(addresses["owner"], passphrase=PASSPHRASE)) == 0
