"""A line for each request, and nobody's number in it, wherever it was sent; neither in the metrics nor in a problem."""

from __future__ import annotations

import json
import logging
import re
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from econsent.exchange import FRAMES
from econsent.library import ACCESS_TOKEN, Library
from econsent.server.journal import Foreign, Journal, Level, request_id
from tests.builders import IIN, PASSPHRASE, consent
from tests.hand import Hand, deposit
from tests.server.conftest import served
from tests.waiting import PATIENCE

PERSON = {"system": "kz.iin", "value": IIN}
QUESTION = {"person": PERSON, "scope": "filming.video"}
SPELT = (IIN, f"{IIN[:6]} {IIN[6:]}", f"{IIN[:6]}-{IIN[6:]}", f"{IIN[:8]}-{IIN[8:]}", IIN[::-1])
"""A person's number as people write it, and backwards."""
JSON = {"content-type": "application/json"}


@pytest.fixture
def lines() -> list[bytes]:
    return []


@pytest.fixture
def logged(library: Library, lines: list[bytes]) -> Iterator[str]:
    """URL of the library of this test; its log is in `lines`."""
    with served(library, journal=Journal("json", write=lines.append)) as url:
        yield url


def entries(lines: list[bytes]) -> list[dict]:
    return [json.loads(line) for line in lines]


def test_a_request_has_a_line_that_says_who_asked_what_and_how_it_ended(logged: str, token: str, lines: list[bytes]):
    trace = str(uuid.uuid4())
    bearer = {"authorization": f"Bearer {token}", "x-request-id": trace}
    reply = httpx.post(f"{logged}/v1/decision", json=QUESTION, headers=bearer)
    httpx.get(f"{logged}/v1/statements/not-an-id?x=1", headers={"authorization": f"Bearer {token}"})
    httpx.get(f"{logged}/v1/log/report")
    httpx.get(f"{logged}/nowhere")
    httpx.head(f"{logged}/healthz")
    asked, shown, refused, lost, head = entries(lines)
    assert reply.headers["x-request-id"] == asked["request"] == trace
    assert (asked["method"], asked["route"], asked["status"], asked["asker"]) == (
        "POST",
        "/v1/decision",
        200,
        "key-first",
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", asked["at"])
    assert 0 < asked["ms"] < 10_000
    assert (shown["route"], shown["code"]) == ("/v1/statements/{statement_id}", "library.statement-unknown")
    assert (refused["status"], refused["level"], refused.get("asker")) == (401, "warning", None)
    assert (lost["route"], lost["status"]) == ("none", 404)
    assert (head["method"], head["route"]) == ("HEAD", "/healthz")
    assert len({line["request"] for line in entries(lines)}) == 5


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("0af7651916cd43dd8448eb211c80319c", True),
        ("00F067AA0BA902B7", True),
        ("7c0b1d6e-8a63-4f0e-9a57-0d3a2f6f3c11", True),
        ("", False),
        ("kiosk-1", False),
        ("Asel.Quanyshqyzy", False),
        (IIN, False),
        (f"0000{IIN}", False),
        (f"00000000-0000-7000-8000-{IIN}", False),
        (f"{IIN[:8]}-{IIN[8:]}-7000-8000-aaaaaaaaaaaa", False),
        (f"aaaa{IIN}aaaaaaaaaaaaaaaa", False),
        ("a" * 65, False),
        ("0af7651916cd43dd\n", False),
    ],
)
def test_a_request_keeps_the_id_it_came_with_only_where_that_names_nobody(said: str, kept: bool):
    known = request_id({b"x-request-id": said.encode()})
    assert (known == said) is kept
    assert kept or re.fullmatch("[0-9a-f]{32}", known)


@pytest.mark.parametrize(("level", "statuses"), [("info", [200, 404, 500]), ("warning", [404, 500]), ("error", [500])])
def test_a_level_leaves_out_what_is_below_it(level: Level, statuses: list[int]):
    written: list[bytes] = []
    journal = Journal("json", level, written.append)
    for status in (200, 404, 500):
        journal.request(
            request="x", method="GET", route="/", status=status, seconds=0.1, asker="", code="", place=""
        )  # fmt: skip
    assert [line["status"] for line in entries(written)] == statuses


def test_a_line_of_text_says_the_same_and_none_says_nothing():
    written: list[bytes] = []
    for form in ("text", "none"):
        Journal(form, write=written.append).request(
            request="abc", method="GET", route="/r/{code}", status=404, seconds=0.0123, asker="k1",
            code="library.statement-unknown", place="",
        )  # fmt: skip
    (line,) = written
    assert line.endswith(b"warning GET /r/{code} 404 12.3 ms asker=k1 code=library.statement-unknown request=abc\n")


def test_what_other_packages_say_is_cut_down_to_where():
    written: list[bytes] = []
    logger = logging.Logger("asyncio")
    logger.addHandler(Foreign(Journal("json", write=written.append)))
    logger.error("Task exception was never retrieved: ValueError(%s)", IIN)
    try:
        raise ValueError(IIN)
    except ValueError:
        logger.exception("%s", IIN)
    logger.info("not told")
    said, raised = entries(written)
    assert (said["event"], said["level"]) == ("asyncio", "error")
    assert said["place"].startswith("test_journal:")
    assert re.fullmatch(r"ValueError at .*test_journal\.py:\d+", raised["place"])
    assert IIN.encode() not in b"".join(written)


def test_a_log_that_nobody_reads_any_more_does_not_stop_the_answers(library: Library):
    def broken(_: bytes) -> None:
        raise BrokenPipeError

    with served(library, journal=Journal("json", write=broken)) as url:
        assert [httpx.get(f"{url}/healthz").status_code for _ in range(3)] == [200, 200, 200]


def everywhere(url: str, token: str) -> list[httpx.Response]:
    """Send a person's number in every place a request has; return the answers that may not repeat it."""
    client = httpx.Client(base_url=url, headers={"authorization": f"Bearer {token}"})
    answers = []
    for said in SPELT:
        part = quote(said)
        for path in (
            f"/{part}", f"/v1/statements/{part}", f"/v1/statements/{part}/document.pdf", f"/r/{part}",
            f"/v1/statements/0197a000-0000-7000-8000-000000000000/{part}", f"/log/tile/{part}", f"/v1/{part}/..",
            f"/v1/consistency?old={part}&new=1", f"/v1/consistency?{part}=1", f"/healthz?person={part}#{part}",
        ):  # fmt: skip
            answers += [client.get(path), client.options(path), client.delete(path)]
        for name in (
            "x-request-id", "user-agent", "referer", "cookie", "content-type", "accept", "traceparent",
            "authorization", "x-forwarded-for", "x-person", "if-none-match", "origin", "expect",
        ):  # fmt: skip
            answers.append(client.post("/v1/decision", content=b"{}", headers=JSON | {name: said}))
        answers.append(client.get("/v1/log/report", headers={"authorization": f"Bearer {said}"}))
        answers.append(client.get("/v1/log/report", headers={"authorization": said}))
        for path in ("/v1/decision", "/v1/find", "/v1/withdrawals", "/v1/corrections", "/v1/invitations"):
            for body in (
                json.dumps(said), f'{{"{said}": 1}}', f'{{"person": "{said}"', f"{said}", f'{{"scope": "{said}"}}',
                json.dumps({"person": {"system": said, "value": said}, "scope": said, "at": said}),
                json.dumps({"person": {"system": "kz.iin", "value": said[:-1] + "x"}, "scope": "filming.video"}),
                json.dumps(QUESTION | {said: said}), json.dumps(QUESTION | {"at": said}),
                json.dumps({"person": PERSON | {said: 1}, "scope": "filming.video"}),
                json.dumps({"id": said, "reason": said, "by": [said, said]}),
            ):  # fmt: skip
                answers.append(client.post(path, content=body.encode(), headers=JSON))
        frame = len(said).to_bytes(4) + said.encode()
        answers.append(client.post(f"/v1/deposits?seen={part}", content=frame, headers={"content-type": FRAMES}))
        answers.append(client.post("/v1/deposits", content=frame, headers={"content-type": FRAMES}))
        answers.append(client.post("/v1/enrolments", json={"code": said, "csr": said}))
    client.post("/v1/decision", json=QUESTION)
    client.post("/v1/find", json={"person": PERSON})
    answers.append(client.get("/metrics"))
    client.close()
    return answers


def raw(url: str) -> bytes:
    """Send a person's number where a client of HTTP would not: in the method, the version, a header's name."""
    host, port = url.removeprefix("http://").split(":")
    came = b""
    for sent in (f"{IIN} / HTTP/1.1", f"GET / HTTP/{IIN}", f"GET {IIN} HTTP/1.1", f"GET / HTTP/1.1\r\n{IIN}: x", IIN):
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
            connection.sendall(f"{sent}\r\nhost: {IIN}\r\n\r\n".encode())
            connection.shutdown(socket.SHUT_WR)
            came += b"".join(iter(lambda connection=connection: connection.recv(65536), b""))
    return came


def names_somebody(text: str) -> list[str]:
    bare = re.sub(r"[ -]", "", text)
    return [said for said in SPELT if said in text or said.replace("-", "").replace(" ", "") in bare]


def test_a_number_sent_in_any_place_is_in_no_log_no_metric_and_no_problem(
    logged: str, library: Library, token: str, lines: list[bytes]
):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand, iin=IIN))])
    answers = everywhere(logged, token)
    came = raw(logged)
    assert len(lines) > len(answers)
    assert not [line for line in lines if names_somebody(line.decode())]
    assert not names_somebody(came.decode("latin-1"))
    for answer in answers:
        assert answer.status_code < 500
        told = answer.text + repr([(k, v) for k, v in answer.headers.items() if k != "x-request-id"])
        assert not names_somebody(told), answer.request.url


def test_a_mistake_of_ours_leaves_its_place_in_the_log_and_not_a_word_of_what_was_said(
    logged: str, library: Library, token: str, lines: list[bytes], monkeypatch: pytest.MonkeyPatch
):
    def mistaken(*_: object, **__: object) -> None:
        raise ValueError(IIN)

    for verb, path, body in (("decide", "/v1/decision", QUESTION), ("find", "/v1/find", {"person": PERSON})):
        monkeypatch.setattr(library, verb, mistaken)
        reply = httpx.post(f"{logged}{path}", json=body, headers={"authorization": f"Bearer {token}"})
        line = entries(lines)[-1]
        assert (reply.status_code, line["status"], line["level"], line["code"]) == (500, 500, "error", "fault")
        assert re.fullmatch(r"ValueError at \S+test_journal\.py:\d+", line["place"])
        assert not names_somebody(reply.text + lines[-1].decode())


def test_the_process_writes_its_log_on_stderr_and_nothing_else(library: Library, tmp_path: Path):
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    token = (tmp_path / "library" / ACCESS_TOKEN).read_text().strip()
    command = [sys.executable, "-m", "econsent.server", "library", "--port", "0", "--passphrase-file", "passphrase"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split()[1]
        httpx.post(f"{url}/v1/decision", json=QUESTION, headers={"authorization": f"Bearer {token}"})
        raw(url)
        process.terminate()
        out, err = process.communicate(timeout=PATIENCE)
    written = [json.loads(line) for line in err.splitlines()]
    assert (process.returncode, out) == (0, "")
    assert written[0]["route"] == "/v1/decision"
    assert {line["event"] for line in written if "event" in line} <= {"uvicorn.error"}
    assert not names_somebody(err)
