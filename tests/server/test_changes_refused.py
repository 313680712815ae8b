"""What is refused of questions for changes, and of subscribers, before a library is asked anything.

It is the same over every engine: here over one server that nothing changes, over PostgreSQL in the sweep.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from econsent.errors import ArgumentInvalid
from econsent.exchange import SubscriberRequest
from econsent.remote import Remote
from tests import shards
from tests.builders import ADDRESS, WHY, make_library
from tests.server.conftest import served
from tests.waiting import PATIENCE


@pytest.fixture(params=["shared", pytest.param("postgres", marks=pytest.mark.sweep)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """URL and token of a served library in which nothing stands."""
    if request.param == "shared":
        yield request.getfixturevalue("quiet")
        return
    with request.getfixturevalue("server").schema() as address, shards.proved():
        (tmp_path / ADDRESS).write_text(address)
        with make_library(tmp_path) as library, served(library) as url:
            assert library.first_token
            yield url, library.first_token


@pytest.fixture
def asking(place: tuple[str, str]) -> Iterator[httpx.Client]:
    url, token = place
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {token}"}, timeout=PATIENCE) as client:
        yield client


@pytest.fixture
def remote(place: tuple[str, str]) -> Iterator[Remote]:
    with Remote(*place) as remote:
        yield remote


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("after=x", "after"),
        ("after=-2", "after"),
        ("after=5", "after"),
        ("after=99999999999999999999", "after"),
        ("wait=61", "wait"),
        ("wait=-1", "wait"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_question_out_of_range_is_refused_before_anything_is_streamed(
    asking: httpx.Client, query: str, path: str, accept: str
):
    reply = asking.get(f"/v1/changes?{query}", headers={"accept": accept})
    assert (reply.status_code, reply.json()["path"]) == (400, path)
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("bad", ["", "..", "a/b", "a?b", "a%2fb", "a" * 65])
def test_an_id_cannot_lead_to_another_path(remote: Remote, bad: str):
    with pytest.raises(ArgumentInvalid):
        remote.subscribers.remove(bad, intent=WHY)


def test_a_target_that_may_not_be_posted_to_is_refused_over_http(remote: Remote):
    for url in ("https://169.254.169.254/", "http://receiver.example/", "https://a:b@receiver.example/"):
        with pytest.raises(ArgumentInvalid) as refused:
            remote.subscribers.add(SubscriberRequest(url=url), intent=WHY)
        assert refused.value.path == "url"
