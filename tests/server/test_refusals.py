"""Whatever is wrong with a request is told in a problem document (RFC 9457) with a stable code, and changes nothing."""

from __future__ import annotations

import logging

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from econsent.errors import by_code
from econsent.exchange import FRAMES, Problem
from econsent.library import Library
from econsent.server.reading import MAX_MESSAGE
from tests.builders import IIN
from tests.server.conftest import served

JSON = "application/json"
PERSON = {"system": "kz.iin", "value": IIN}
FIELDS = ("person", "scope", "at", "system", "value", "id", "limit", "name", "point", "code", "csr", "scopes", "worker")
QUESTION = {"person": PERSON, "scope": "filming.video"}


@pytest.fixture
def ask(quiet):
    url, token = quiet

    def send(method: str, path: str, body=None, *, kind: str = JSON, bearer: str | None = token) -> Problem:
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        headers = {"content-type": kind} | ({"authorization": f"Bearer {bearer}"} if bearer is not None else {})
        reply = httpx.request(method, url + path, content=None if body is None else content, headers=headers)
        assert reply.headers["content-type"] == "application/problem+json", reply.text
        problem = msgspec.json.decode(reply.content, type=Problem)
        assert problem.status == reply.status_code
        assert problem.type == f"urn:econsent:error:{problem.code}"
        assert problem.code in by_code()
        assert IIN not in reply.text
        return problem

    return send


REFUSED = [
    ("not JSON", b"{", "input.argument", ""),
    ("not UTF-8", b'{"scope": "\xff"}', "input.argument", ""),
    ("deep as a well", b"[" * 100_000, "input.argument", ""),
    ("another type", b"[]", "input.argument", ""),
    ("nothing", b"", "input.argument", ""),
    ("no person", {"scope": "filming.video"}, "input.argument", ""),
    ("an unknown field", QUESTION | {"lens": "1"}, "input.argument", ""),
    ("an unknown field of the person", QUESTION | {"person": PERSON | {"x": 1}}, "input.argument", "person"),
    ("a scope that is none", QUESTION | {"scope": "Filming Video"}, "input.argument", "scope"),
    ("a number for a text", QUESTION | {"scope": 7}, "input.argument", "scope"),
    ("a wrong IIN", QUESTION | {"person": PERSON | {"value": "900101300127"}}, "identity.iin-invalid", ""),
    ("a time without an offset", QUESTION | {"at": "2026-11-23T10:00:00"}, "instant.invalid", ""),
    ("a time that is none", QUESTION | {"at": "yesterday"}, "instant.invalid", ""),
]


@pytest.mark.parametrize(("body", "code", "path"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_question_is_refused_that_has(ask, body, code: str, path: str):
    problem = ask("POST", "/v1/decision", body)
    assert (problem.code, problem.path, problem.status) == (code, path, 400)


def test_a_body_of_another_type_is_not_taken_for_a_message(ask):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert ask("POST", "/v1/decision", QUESTION, kind=kind).code == "input.request"


def test_every_question_needs_a_token_and_what_proves_itself_needs_none(ask, quiet):
    url, _ = quiet
    guarded = [
        ("POST", "/v1/decision"),
        ("POST", "/v1/find"),
        ("POST", "/v1/withdrawals"),
        ("POST", "/v1/invitations"),
        ("GET", "/v1/statements/0197a000-0000-7000-8000-000000000000"),
        ("GET", "/v1/statements/0197a000-0000-7000-8000-000000000000/document.pdf"),
        ("GET", "/v1/log/report"),
    ]
    for method, path in guarded:
        for bearer in (None, "wrong"):
            problem = ask(method, path, {} if method == "POST" else None, bearer=bearer)
            assert (problem.code, problem.status) == ("library.access-denied", 401), path
        assert httpx.request(method, url + path).headers["www-authenticate"] == 'Bearer realm="econsent"'
    for path in ("/healthz", "/v1/library", "/log/checkpoint", "/v1/consistency?old=0&new=0"):
        assert httpx.get(url + path).status_code == 200, path


def test_paths_and_methods_that_are_none_are_problems_too(ask):
    assert (ask("GET", "/nowhere").status, ask("GET", "/v1/decision").status) == (404, 405)
    assert ask("GET", "/v1/statements/0197a000-0000-7000-8000-000000000000/passwd").code == "input.request"
    assert ask("GET", "/v1/statements/not-an-id").code == "library.statement-unknown"
    assert ask("DELETE", "/v1/library").status == 405


def test_a_number_of_the_query_that_is_none_is_refused(ask):
    for query in ("", "?old=1", "?old=-1&new=2", "?old=a&new=b", "?old=1&new=99999999999999999999", "?old=١&new=٢"):
        problem = ask("GET", f"/v1/consistency{query}")
        assert (problem.code, problem.status) == ("input.request", 400), query
    assert ask("GET", "/v1/consistency?old=5&new=9").code == "input.argument"
    assert ask("POST", "/v1/deposits?seen=many", b"", kind=FRAMES).code == "input.request"


def test_a_body_too_large_is_refused_before_it_is_read(ask):
    problem = ask("POST", "/v1/decision", b'"' + b"a" * MAX_MESSAGE + b'"')
    assert (problem.code, problem.status) == ("input.too-large", 413)


@pytest.mark.parametrize("body", [b"\x00", b"\x00\x00\x00\x05abcd", b"\x00\x00\x00\x00" * 1001], ids=str)
def test_a_deposit_whose_lengths_do_not_add_up_is_refused_whole(ask, body: bytes):
    assert ask("POST", "/v1/deposits", body, kind=FRAMES, bearer=None).code == "input.request"


def test_garbage_in_a_frame_is_refused_by_its_place_and_the_rest_is_taken(quiet):
    url, _ = quiet
    body = b"\x00\x00\x00\x03abc\x00\x00\x00\x00"
    reply = httpx.post(f"{url}/v1/deposits", content=body, headers={"content-type": FRAMES}).json()
    assert [(item["place"], item["code"]) for item in reply["refused"]] == [
        (0, "envelope.malformed"),
        (1, "envelope.malformed"),
    ]
    assert reply["delivered"] == [None, None]


def test_every_answer_forbids_browsers_to_guess_and_caches_to_keep(quiet):
    url, token = quiet
    for path in ("/healthz", "/v1/library", "/nowhere", "/v1/log/report"):
        headers = httpx.get(url + path, headers={"authorization": f"Bearer {token}"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_a_mistake_of_ours_is_told_without_a_word_of_what_was_said(library: Library, token: str, caplog):
    decisions = library._decisions
    with served(library) as url:
        library._decisions = None  # nothing that could happen by itself: a mistake in the program
        caplog.set_level(logging.DEBUG)
        headers = {"authorization": f"Bearer {token}"}
        reply = httpx.post(f"{url}/v1/decision", json=QUESTION, headers=headers)
    library._decisions = decisions
    problem = msgspec.json.decode(reply.content, type=Problem)
    assert (reply.status_code, problem.code) == (500, "fault")
    assert IIN not in reply.text + caplog.text
    assert "Traceback" not in reply.text + caplog.text


TAKES_A_BODY = [
    "/v1/decision",
    "/v1/find",
    "/v1/withdrawals",
    "/v1/invitations",
    "/v1/enrolments",
    "/v1/deposits?seen=0",
]
JSON_LIKE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from([IIN, "kz.iin", "filming.video"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("path", TAKES_A_BODY)
@given(body=st.binary(max_size=100) | JSON_LIKE.map(msgspec.json.encode))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_the_server_makes_no_mistake(quiet, path: str, body: bytes):
    url, token = quiet
    kind = FRAMES if "deposits" in path else JSON
    reply = httpx.post(url + path, content=body, headers={"authorization": f"Bearer {token}", "content-type": kind})
    assert reply.status_code < 500, reply.text
