"""What keeps the log provable later, over HTTP and in the console: begun, watched, listed, shown."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from econsent.errors import AuthorityUnnamed, PreservationUnknown, ScopeMissing
from econsent.exchange import PreservationRequest, Work
from econsent.library import ACCESS_TOKEN, Library
from econsent.principals import KeyRequest
from econsent.remote import Remote
from econsent.workshop import Workshop
from tests.builders import PASSPHRASE, make_library
from tests.hand import Hand, consent_of, deposit
from tests.server.browsing import Browser
from tests.server.test_console_works import post
from tests.timeauthority import NAME, Authority, running
from tests.waiting import until

REASON = "Жыл сайын"
REQUEST = PreservationRequest(reason=REASON)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with running(tmp_path / "authority") as authority:
        yield authority


@pytest.fixture
def spoken(library: Library, authority: Authority) -> Library:
    """A library in which three people have spoken, and whose operator has named an authority."""
    speak(library)
    library.preservations.authority = authority.named
    return library


def speak(library: Library) -> None:
    hand = Hand.enrol(library)
    assert not deposit(library, [hand.say(consent_of(hand, number)) for number in range(3)]).refused


def test_it_is_begun_listed_and_shown_from_afar(spoken: Library, remote: Remote, url: str, token: str):
    work = remote.works.preserve(REQUEST)
    assert (work.kind, work.state, work.reason) == ("preservation", "waiting", REASON)
    assert Workshop(spoken).do(work.id)
    ended = remote.works.show(work.id)
    assert ended.report is not None and ended.file is not None
    assert remote.preservations.list() == spoken.preservations.list()
    assert remote.preservations.list().preservations == (ended.report.preservation,)
    assert remote.preservations.show(1) == spoken.preservations.show(1)
    for number in (2, 0, -1):
        with pytest.raises(PreservationUnknown):
            remote.preservations.show(number)
    for other in ("one", "1e0", "١", "9" * 40):
        answer = httpx.get(f"{url}/v1/preservations/{other}", headers={"authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()["code"]) == (404, "library.preservation-unknown")
    file = httpx.get(f"{url}/v1/works/{work.id}/file", headers={"authorization": f"Bearer {token}"})
    assert "1/note.txt" in zipfile.ZipFile(io.BytesIO(file.content)).namelist()


def test_no_address_is_taken_from_whoever_asks(spoken: Library, url: str, token: str, authority: Authority):
    bearer = {"authorization": f"Bearer {token}"}
    for member in ("tsa", "url", "authority"):
        said = {"reason": REASON, member: "http://127.0.0.1:9/"}
        answer = httpx.post(f"{url}/v1/works/preservations", json=said, headers=bearer)
        assert (answer.status_code, answer.json()["code"]) == (400, "input.argument")
    assert spoken.works.list() == [] and authority.asked == []


def test_without_an_authority_it_is_refused_at_once(library: Library, remote: Remote):
    with pytest.raises(AuthorityUnnamed):
        remote.works.preserve(REQUEST)
    assert remote.works.list() == [] and not remote.preservations.list().ready


def test_whoever_may_only_check_may_not_have_it_preserved(spoken: Library, url: str):
    key = spoken.accounts.add_key(KeyRequest(name="Auditor", scopes=("log.check",))).key
    with Remote(url, key) as other:
        kept = other.preservations
        for ask in (lambda: other.works.preserve(REQUEST), kept.list, lambda: kept.show(1)):
            with pytest.raises(ScopeMissing):
                ask()


def test_a_server_that_is_killed_while_the_authority_is_asked_keeps_nothing_and_begins_again(
    tmp_path: Path, authority: Authority
):
    with make_library(tmp_path) as library:
        speak(library)
        token = (tmp_path / "library" / ACCESS_TOKEN).read_text().strip()
    asked, killed = threading.Event(), threading.Event()

    def waiting(authority: Authority, query: bytes) -> tuple[int, bytes]:
        asked.set()
        killed.wait(60)
        return 200, authority.stamped(query)

    honest, authority.replies = authority.replies, waiting
    with Serving(tmp_path, authority) as (process, url), Remote(url, token) as remote:
        work = remote.works.preserve(REQUEST)
        assert asked.wait(60)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(60)
    killed.set()
    authority.replies = honest
    with Serving(tmp_path, authority) as (_, url), Remote(url, token) as remote:
        assert remote.preservations.list().preservations == ()
        assert ended(remote, work).state == "interrupted", "the lease of the process that was killed has lapsed"
        remote.works.restart(work.id)
        assert ended(remote, work).state == "done"
        assert len(remote.preservations.list().preservations) == 1


def ended(remote: Remote, work: Work) -> Work:
    """Return a work once nobody does it any more."""
    until(lambda: remote.works.show(work.id).state not in ("waiting", "running"))
    return remote.works.show(work.id)


class Serving:
    """`econsent serve` as an operator starts it, with an authority named."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self._folder, self._authority = folder, authority

    def __enter__(self) -> tuple[subprocess.Popen[str], str]:
        (self._folder / "passphrase").write_text(PASSPHRASE)
        command = [sys.executable, "-m", "econsent.server", "library", "--port", "0", "--log-format", "none"]
        command += ["--tsa", self._authority.url, "--tsa-root", str(self._authority.root)]
        command += ["--passphrase-file", "passphrase"]
        self.process = subprocess.Popen(command, cwd=self._folder, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        return self.process, self.process.stdout.readline().split()[1]

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.mark.parametrize(
    "options",
    [
        ["--tsa", "http://127.0.0.1:9/"],
        ["--tsa", "file:///etc/passwd", "--tsa-root", "root.pem"],
        ["--tsa", "http://user:secret@127.0.0.1/", "--tsa-root", "root.pem"],
        ["--tsa", "http://127.0.0.1:9/", "--tsa-root", "passphrase"],
    ],
    ids=["no root", "a file", "a secret in it", "no certificate"],
)
def test_a_server_refuses_to_start_with_an_authority_that_is_none(
    tmp_path: Path, library: Library, authority: Authority, options: list[str]
):
    (tmp_path / "root.pem").write_bytes(authority.root.read_bytes())
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "econsent.server", "library", "--passphrase-file", "passphrase", *options]
    ended = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode in (2, 3, 4) and "Traceback" not in ended.stderr and ended.stdout == ""


# ── in the console ──


def test_an_officer_has_it_preserved_and_reads_what_each_proves(spoken: Library, url: str):
    with_reason = {"preservation-reason": REASON}
    officer = Browser(spoken, url, "privacy-officer")
    officer.sign_in()
    assert "/works/preserve" in officer.http.get("/works").text
    refused = post(officer, "/works/preserve", **{"preservation-reason": ""})
    assert refused.status_code == 400 and 'href="#preservation-reason"' in refused.text
    begun = post(officer, "/works/preserve", **with_reason)
    assert begun.status_code == 303
    at = begun.headers["location"]
    assert Workshop(spoken).do(at.rpartition("/")[2])
    page = officer.http.get(at).text
    assert NAME in page and f"{at}/file" in page and "&lt;" not in page
    listed = officer.http.get("/works").text
    assert NAME in listed and ": 3." in listed
    officer.http.close()


def test_where_no_authority_is_named_a_page_says_so_and_offers_nothing(library: Library, url: str):
    officer = Browser(library, url, "privacy-officer")
    officer.sign_in()
    page = officer.http.get("/works").text
    assert 'action="/works/preserve"' not in page and "docs/preservation.md" in page
    assert post(officer, "/works/preserve", **{"preservation-reason": REASON}).status_code == 503
    officer.http.close()


def test_a_reader_is_told_nothing_of_it(spoken: Library, url: str):
    reader = Browser(spoken, url, "reader")
    reader.sign_in()
    assert 'id="preservation"' not in reader.http.get("/works").text
    assert post(reader, "/works/preserve", **{"preservation-reason": REASON}).status_code == 403
    reader.http.close()
