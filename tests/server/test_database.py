"""What a server answers while its database is away, or is lost in the middle of a transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from econsent.exchange import FRAMES, pack_frames
from econsent.library import Library
from tests.builders import BIN, NAME, PASSPHRASE, consent, decide, iin
from tests.hand import Hand
from tests.postgres import Running, name_of
from tests.server.conftest import served
from tests.store.test_postgres import END_OTHERS
from tests.waiting import PATIENCE, until


def test_a_database_lost_in_mid_deposit_is_a_problem_document_and_nothing_is_half_written(
    server: Running, database: str
):
    with Library.create(database, bin=BIN, name=NAME, passphrase=PASSPHRASE) as library, served(library) as url:
        hand = Hand.enrol(library)
        said = hand.say(consent(hand, iin=iin(1)))

        def send() -> httpx.Response:
            headers, body = {"content-type": FRAMES}, pack_frames([said.envelope])
            return httpx.post(f"{url}/v1/deposits?seen=0", content=body, headers=headers, timeout=PATIENCE)

        with ThreadPoolExecutor(1) as pool, server.admin(name_of(database)) as holder, holder.transaction():
            holder.execute("SELECT 1 FROM device FOR UPDATE")
            sent = pool.submit(send)
            with server.admin() as admin:
                until(lambda: admin.execute(f"{END_OTHERS} AND wait_event_type = 'Lock'").fetchall() != [])
            answer = sent.result(PATIENCE)
        problem = answer.json()
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        assert (problem["code"], problem["status"]) == ("store.unreachable", 503)
        assert name_of(database) not in answer.text
        assert library.check_log().size == 0
        assert decide(library, iin(1)).decision == "NO_CONSENT"
        assert send().status_code == 200
        assert library.check_log().size == 1
