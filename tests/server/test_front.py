"""Whatever comes over the wire is answered: odd paths and methods, bodies that lie, heads that never end."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass

import msgspec
import pytest

from econsent.errors import by_code
from econsent.exchange import Problem
from econsent.server import reading, wire
from econsent.server.reading import MAX_MESSAGE
from tests.waiting import PATIENCE

UUID = "0197a000-0000-7000-8000-000000000000"
QUESTION = b'{"person": {"system": "kz.iin", "value": "900101300126"}, "scope": "filming.video"}'


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> Problem:
        assert self.headers["content-type"] == "application/problem+json", self
        problem = msgspec.json.decode(self.body, type=Problem)
        assert problem.status == self.status
        assert problem.code in by_code()
        return problem


def spoken(url: str, sent: bytes, *, close: bool = False) -> list[Reply]:
    """Send bytes over a connection of their own and return every answer until it is closed."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(sent)
        if close:
            connection.shutdown(socket.SHUT_WR)
        came = b"".join(iter(lambda: connection.recv(65536), b""))
    return list(_replies(came))


def first(url: str, *parts: bytes) -> Reply:
    """Send bytes, part by part, and return the first answer, however much was still to be said."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            connection.sendall(part)
            time.sleep(0.1 if len(parts) > 1 else 0)
        came = b""
        while b"\r\n\r\n" not in came or len(came.partition(b"\r\n\r\n")[2]) < _length(came):
            came += connection.recv(65536)
    return next(_replies(came))


def _length(came: bytes) -> int:
    return int(came.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])


def _replies(came: bytes):
    while came:
        head, _, came = came.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", 0))
        yield Reply(int(first.split()[1]), headers, came[:length])
        came = came[length:]


def request(method: str, target: str, body: bytes = b"", *headers: str) -> bytes:
    given = "".join(f"{line}\r\n" for line in headers)
    length = f"content-length: {len(body)}\r\n" if body else ""
    return f"{method} {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{given}{length}\r\n".encode() + body


def one(url: str, method: str, target: str, body: bytes = b"", *headers: str) -> Reply:
    (reply,) = spoken(url, request(method, target, body, *headers))
    return reply


TRICKS = [
    "/v1/statements/../library",
    "/v1/statements/..",
    "/v1/statements/%2e%2e/library",
    "/v1/statements/%2E%2E",
    "/v1/statements/.",
    "/v1//library",
    "//v1/library",
    "/log/tile/..%2f..%2fetc%2fpasswd",
    "/log/tile/0/../../../../etc/passwd",
    "/v1/statements/%00",
    "/v1/statements/a%00b",
    "/v1/statements/%0d%0aset-cookie:x",
    "/v1/statements/%252e%252e",
    "/v1/statements/%zz",
    "/v1/statements/a\\b",
    "/v1/statements/%5c..%5c",
    "/r/%2e%2e%2f",
]


@pytest.mark.parametrize("target", TRICKS)
def test_a_path_that_tries_to_lead_elsewhere_leads_nowhere(quiet, target: str):
    problem = one(quiet[0], "GET", target, b"", f"authorization: Bearer {quiet[1]}").problem
    assert (problem.status, problem.code) == (404, "input.request")


@pytest.mark.parametrize(
    "name", ["not-an-id", "%F0%9F%98%80", "0", UUID.upper(), UUID + "%20", "%D2%9B", "{statement_id}", "x" * 900, "-"]
)
def test_an_identifier_of_any_form_is_unknown_or_refused_and_nothing_more(quiet, name: str):
    for target in (f"/v1/statements/{name}", f"/v1/statements/{name}/document.pdf"):
        problem = one(quiet[0], "GET", target, b"", f"authorization: Bearer {quiet[1]}").problem
        assert (problem.status, problem.code) == (404, "library.statement-unknown")
    for target in (f"/r/{name}", f"/log/tile/{name}"):
        assert one(quiet[0], "GET", target).problem.status in (400, 404)


def test_an_address_that_is_too_long_is_told_so(quiet):
    assert one(quiet[0], "GET", "/v1/statements/" + "a" * 2000).problem.status == 414
    assert one(quiet[0], "GET", "/v1/consistency?old=0&new=0&x=" + "a" * 20_000).problem.status == 414


def test_head_is_answered_as_get_without_the_body(quiet):
    url, token = quiet
    for path, bearer in (("/healthz", ""), ("/v1/library", ""), ("/v1/log/report", token), ("/nowhere", "")):
        headers = [f"authorization: Bearer {bearer}"] if bearer else []
        asked, got = one(url, "HEAD", path, b"", *headers), one(url, "GET", path, b"", *headers)
        assert (asked.status, asked.headers["content-type"]) == (got.status, got.headers["content-type"])
        assert asked.body == b""


def test_options_and_wrong_methods_say_which_are_allowed(quiet):
    url, _ = quiet
    for path, allowed in (("/v1/decision", "OPTIONS, POST"), ("/v1/library", "GET, HEAD, OPTIONS")):
        told = one(url, "OPTIONS", path)
        assert (told.status, told.headers["allow"], told.body) == (204, allowed, b"")
        for method in ("DELETE", "PUT", "PATCH", "TRACE"):
            refused = one(url, method, path)
            assert (refused.problem.code, refused.status) == ("input.request", 405)
            assert refused.headers["allow"] == allowed
    assert one(url, "GET", "/v1/decision").status == 405
    assert one(url, "HEAD", "/v1/decision").status == 405
    assert one(url, "OPTIONS", "/nowhere").problem.status == 404


def test_a_method_header_or_parameter_that_overrides_is_not_obeyed(quiet):
    for said in ("x-http-method-override: DELETE", "x-method-override: POST"):
        assert one(quiet[0], "GET", "/v1/library?_method=DELETE", b"", said).status == 200


NO_HTTP = [
    b"garbage\r\n\r\n",
    b"GET / HTTP/9.9\r\nhost: x\r\n\r\n",
    b"BREW /v1/decision HTTP/1.1\r\nhost: x\r\n\r\n",
    b"CONNECT example.org:443 HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET /v1/library HTTP/1.1\r\nhost: x\r\nno colon here\r\n\r\n",
    b"POST /v1/decision HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
    b"POST /v1/decision HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n",
    b"POST /v1/decision HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcd",
    b"POST /v1/decision HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\nabcd",
    b"POST /v1/decision HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
]


@pytest.mark.parametrize("sent", NO_HTTP, ids=lambda sent: sent[:40].decode("latin-1"))
def test_what_is_no_http_is_refused_in_a_problem_document(quiet, sent: bytes):
    replies = spoken(quiet[0], sent, close=True)
    assert replies
    for reply in replies:
        assert (reply.problem.code, reply.problem.status // 100) in {
            ("input.request", 4),
            ("library.access-denied", 4),
        }


def test_a_head_that_grows_without_end_is_cut_off(quiet):
    lines = b"".join(b"x-%d: %s\r\n" % (number, b"a" * 1000) for number in range(10))
    reply = first(quiet[0], b"GET /healthz HTTP/1.1\r\nhost: x\r\n", *[lines] * 7)
    assert (reply.problem.code, reply.status) == ("input.request", 400)


def test_a_head_that_does_not_come_in_time_is_cut_off(quiet, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.2)
    assert spoken(quiet[0], b"GET /healthz HTTP/1.1\r\nhost: x\r\n") == []
    assert spoken(quiet[0], b"") == []
    monkeypatch.setattr(wire, "HEAD_SECONDS", 2.0)  # in which the first head comes
    first, *rest = spoken(quiet[0], b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\nGET /healthz HTTP/1.1\r\n")
    assert (first.status, rest) == (200, [])


def headed(quiet: tuple[str, str], more: str, body: bytes) -> bytes:
    head = (
        f"POST /v1/decision HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {quiet[1]}\r\n{more}\r\n"
    )
    return head.encode() + body


def test_a_body_that_is_longer_or_shorter_than_it_says_is_not_taken_for_a_question(quiet, monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.3)
    kind = "content-type: application/json\r\n"
    short = spoken(quiet[0], headed(quiet, f"{kind}content-length: {len(QUESTION) + 9}\r\n", QUESTION))
    assert [reply.problem.code for reply in short] == ["input.request"]
    (cut, *_) = spoken(quiet[0], headed(quiet, f"{kind}content-length: {len(QUESTION) - 9}\r\n", QUESTION))
    assert cut.problem.code == "input.argument"
    (none,) = spoken(quiet[0], headed(quiet, kind, QUESTION), close=True)[:1]
    assert none.problem.code == "input.argument"


def test_a_body_in_chunks_is_taken_and_one_without_end_is_not(quiet):
    kind = "content-type: application/json\r\ntransfer-encoding: chunked\r\n"
    whole = b"%x\r\n%s\r\n0\r\n\r\n" % (len(QUESTION), QUESTION)
    (reply,) = spoken(quiet[0], headed(quiet, kind, whole))
    assert json.loads(reply.body)["decision"] == "NO_CONSENT"
    endless = b"".join(b"%x\r\n%s\r\n" % (65536, b"a" * 65536) for _ in range(4))
    kept_open = headed(quiet, kind, endless).replace(b"connection: close\r\n", b"")
    assert first(quiet[0], kept_open).problem.code == "input.too-large"


SIZES = [
    ("ten megabytes of JSON", b'{"x": "' + b"a" * 10_000_000 + b'"}', "input.too-large", 413),
    ("as large as may be", b'"' + b"a" * (MAX_MESSAGE - 2) + b'"', "input.argument", 400),
    ("deep lists", b"[" * 60_000 + b"]" * 60_000, "input.argument", 400),
    ("deep objects", b'{"person":' * 10_000 + b"1" + b"}" * 10_000, "input.argument", 400),
    ("a number without end", b'{"scope": ' + b"9" * 60_000 + b"}", "input.argument", 400),
    ("a name twice", b'{"scope": "a", "scope": "b"}', "input.argument", 400),
    ("half a surrogate", b'{"scope": "\\ud800"}', "input.argument", 400),
    ("a byte order mark", b"\xef\xbb\xbf" + QUESTION, "input.argument", 400),
    ("UTF-16", QUESTION.decode().encode("utf-16"), "input.argument", 400),
]


@pytest.mark.parametrize(("body", "code", "status"), [case[1:] for case in SIZES], ids=[case[0] for case in SIZES])
@pytest.mark.parametrize("path", ["/v1/decision", "/v1/find", "/v1/withdrawals", "/v1/enrolments"])
def test_a_body_is_refused_that_is(quiet, path: str, body: bytes, code: str, status: int):
    bearer, kind = f"authorization: Bearer {quiet[1]}", "content-type: application/json"
    reply = first(quiet[0], request("POST", path, body, bearer, kind).replace(b"connection: close\r\n", b""))
    assert (reply.problem.code, reply.status) == (code, status)


def test_the_quick_route_answers_as_all_others_do(quiet):
    url, token = quiet
    bearer, kind = f"authorization: Bearer {token}", "content-type: application/json"
    good = one(url, "POST", "/v1/decision", QUESTION, bearer, kind)
    assert (good.status, good.headers["content-type"]) == (200, "application/json")
    assert (
        one(url, "POST", "/v1/decision", QUESTION, bearer, "content-type: Application/JSON; charset=utf-8").status
        == 200
    )
    for path in ("/v1/decision", "/v1/find"):
        for headers, code in (([kind], "library.access-denied"), ([bearer], "input.request")):
            reply = one(url, "POST", path, QUESTION, *headers)
            assert reply.problem.code == code
            assert ("www-authenticate" in reply.headers) == (reply.status == 401)
    other = one(url, "GET", "/v1/log/report", b"", bearer)
    differing = {"content-length", "content-type", "x-request-id", "date"}
    assert {*good.headers} - differing == {*other.headers} - differing
    assert all(good.headers[name] == other.headers[name] for name in {*other.headers} - differing)


def test_a_time_without_an_offset_is_refused_and_never_guessed(quiet):
    url, token = quiet
    for at in ("2026-11-23T10:00:00", "2026-11-23", "10:00", "2026-11-23T10:00:00 Asia/Almaty", "1795687612", ""):
        body = json.dumps({"person": {"system": "kz.iin", "value": "900101300126"}, "scope": "filming.video", "at": at})
        kind = "content-type: application/json"
        reply = one(url, "POST", "/v1/decision", body.encode(), f"authorization: Bearer {token}", kind)
        assert (reply.problem.code, reply.status) == ("instant.invalid", 400), at
