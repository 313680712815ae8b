"""Something else answers at the library's address: it is named, believed in nothing, and given nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from econsent.errors import AccessDenied, ArgumentInvalid, EconsentError, RemoteForeign, RemoteUnreachable
from econsent.exchange import SearchRequest
from econsent.remote import Remote
from econsent.station import Station
from tests.builders import IIN, consent, decide, make_library, make_station, person
from tests.server.conftest import served
from tests.waiting import PATIENCE


@contextmanager
def answering(reply: bytes, *, hang_up: bool = True) -> Iterator[tuple[str, list[bytes]]]:
    """Answer everything on a port with the same bytes; give the URL, and what was heard."""
    heard: list[bytes] = []
    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)

        def answer() -> None:
            while not stopped.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    heard.append(connection.recv(1 << 20))
                    connection.sendall(reply)
                    if not hang_up:
                        stopped.wait()

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", heard
        finally:
            stopped.set()
            thread.join()


def http(body: bytes, kind: str = "application/json", status: str = "200 OK", more: str = "") -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n{more}\r\n"
    )
    return head.encode() + body


PAGE = b"<html><h1>Welcome to the hotel's network</h1></html>"
REDIRECT = "location: http://127.0.0.1:9/elsewhere\r\n"
OTHERS = {
    "a web page": (http(PAGE, "text/html"), "remote.foreign"),
    "a web page that says it is JSON": (http(PAGE), "remote.foreign"),
    "JSON of something else": (http(b'{"status": "up"}'), "remote.foreign"),
    "JSON that is no object": (http(b"7"), "remote.foreign"),
    "a redirect": (http(b"", "text/html", "302 Found", REDIRECT), "remote.foreign"),
    "a permanent redirect": (http(b"", "text/html", "308 Permanent Redirect", REDIRECT), "remote.foreign"),
    "a page that is not found": (http(PAGE, "text/html", "404 Not Found"), "remote.foreign"),
    "a problem of something else": (http(b"{}", "application/problem+json", "400 Bad"), "remote.foreign"),
    "a gateway without its library": (http(PAGE, "text/html", "502 Bad Gateway"), "remote.unreachable"),
    "another protocol": (b"SSH-2.0-OpenSSH_9.2\r\n", "remote.unreachable"),
    "nothing": (b"", "remote.unreachable"),
    "half an answer": (http(b'{"origin": ')[:-4], "remote.unreachable"),
    "bytes that are no text": (http(b"\xff\xfe\xfd"), "remote.foreign"),
}


@pytest.mark.parametrize(("reply", "code"), OTHERS.values(), ids=OTHERS.keys())
def test_what_answers_is_not_a_library_but(reply: bytes, code: str):
    with answering(reply) as (url, heard), Remote(url, "token", timeout=PATIENCE) as remote:
        verbs = [
            remote.about,
            lambda: decide(remote),
            lambda: remote.find(SearchRequest(person=person())),
            lambda: remote.deposit([b"envelope"]),
            lambda: remote.consistency(0, 1),
        ]
        for verb in verbs:
            with pytest.raises(EconsentError) as caught:
                verb()
            assert caught.value.code == code
            assert "hotel" not in str(caught.value)
    assert all(IIN.encode() not in request.partition(b"\r\n")[0] for request in heard)


def test_files_are_not_taken_from_a_page_that_answers_to_everything():
    with answering(http(PAGE, "text/html")) as (url, _), Remote(url, timeout=PATIENCE) as remote:
        for verb in (remote.checkpoint, lambda: remote.tile("tile/0/000"), lambda: remote.export("id", "pdf")):
            with pytest.raises(RemoteForeign):
                verb()


def test_who_never_answers_is_unreachable_in_the_time_given():
    with (
        answering(b"", hang_up=False) as (url, _),
        Remote(url, timeout=0.3) as remote,
        pytest.raises(RemoteUnreachable),
    ):
        remote.about()


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("econsent.remote.MAX_REPLY", 1000)
    with answering(http(b" " * 10_000)) as (url, _), Remote(url) as remote, pytest.raises(RemoteForeign):
        remote.about()


def test_a_refusal_comes_back_as_the_error_that_the_library_raised():
    problem = b'{"type":"urn:econsent:error:library.access-denied","title":"t","status":401,'
    problem += b'"code":"library.access-denied","detail":"No.","remedy":"Ask."}'
    reply = http(problem, "application/problem+json", "401 Unauthorized")
    with answering(reply) as (url, _), Remote(url) as remote, pytest.raises(AccessDenied) as caught:
        remote.about()
    assert (caught.value.what, caught.value.remedy) == ("No.", "Ask.")


def test_a_refusal_that_is_not_known_yet_is_still_a_refusal():
    problem = b'{"type":"urn:econsent:error:library.new","title":"t","status":409,"code":"library.new","detail":"No."}'
    reply = http(problem, "application/problem+json", "409 Conflict")
    with answering(reply) as (url, _), Remote(url) as remote, pytest.raises(EconsentError) as caught:
        remote.about()
    assert (caught.value.code, caught.value.what) == ("remote", "No.")


@pytest.mark.parametrize("page", [http(PAGE, "text/html"), http(b"", "text/html", "302 Found", REDIRECT)])
def test_a_station_whose_address_leads_elsewhere_keeps_its_queue(page: bytes, library, tmp_path: Path):
    with answering(page) as (url, _), make_station(library, tmp_path, name="kiosk", url=url) as kiosk:
        kiosk.sign([consent(kiosk)])
        report = kiosk.sync()
    assert [problem.code for problem in report.problems] == ["remote.foreign"]
    assert (report.delivered, report.waiting) == (0, 1)


def test_a_station_refuses_another_library_at_its_address(library, tmp_path: Path):
    other = tmp_path / "other"
    other.mkdir()
    with make_library(other) as stranger, served(stranger) as url:
        with make_station(library, tmp_path, name="kiosk", url=url) as kiosk:
            kiosk.sign([consent(kiosk)])
            report = kiosk.sync()
        assert stranger.check_log().size == 0
    assert [problem.code for problem in report.problems] == ["remote.foreign"]
    assert (report.delivered, report.waiting) == (0, 1)


def test_a_station_cannot_enrol_with_what_is_not_a_library(tmp_path: Path):
    with answering(http(PAGE, "text/html")) as (url, _), pytest.raises(RemoteForeign):
        Station.enrol(tmp_path / "kiosk", library_url=url, code="AAAA-AAAA-AAAA-AAAA", passphrase="x")
    assert not (tmp_path / "kiosk" / "station.json").exists()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "library",
        "ftp://127.0.0.1",
        "http://",
        "http://library.example",
        "http://10.0.0.7:8335",
        "https://user:secret@library.example",
        "https://library.example/?iin=1",
        "https://library.example/#x",
        "http://[::1",
        "file:///etc/passwd",
    ],
)
def test_an_address_at_which_no_library_may_be_asked_is_refused_before_anything_is_sent(url: str):
    with pytest.raises(ArgumentInvalid):
        Remote(url)


def test_this_machine_may_be_asked_without_tls_and_others_with_it():
    for url in ("http://127.0.0.1:8335", "http://localhost:8335/", "http://[::1]:8335", "https://library.example/kept"):
        Remote(url).close()
