"""Work that takes longer than an answer may, over HTTP: its file by ranges, and for whoever asked alone."""

from __future__ import annotations

import httpx
import pytest

from econsent.errors import ArgumentInvalid, ScopeMissing, WorkNotReady, WorkUnknown
from econsent.exchange import Confirmation, DecisionQuery, ExportRequest, ImportRequest, Work
from econsent.library import Library
from econsent.principals import KeyRequest
from econsent.remote import Remote
from econsent.workshop import Workshop
from tests.builders import person
from tests.hand import Hand, consent_of, deposit
from tests.sites import WHOLE

EVERYTHING = ExportRequest(reason="Quarterly", decisions=DecisionQuery())


@pytest.fixture
def exported(library: Library, remote: Remote) -> Work:
    """An export that is done."""
    hand = Hand.enrol(library)
    assert not deposit(library, [hand.say(consent_of(hand, number)) for number in range(2)]).refused
    work = remote.works.export(EVERYTHING)
    Workshop(library).do(work.id)
    return remote.works.show(work.id)


def test_a_file_is_given_whole_or_in_the_parts_that_are_asked_for(exported: Work, url: str, token: str):
    assert exported.file is not None
    size, tag = exported.file.size, f'"{exported.file.digest}"'
    at, bearer = f"{url}/v1/works/{exported.id}/file", {"authorization": f"Bearer {token}"}
    whole = httpx.get(at, headers=bearer)
    assert (whole.status_code, len(whole.content), whole.headers["etag"]) == (200, size, tag)
    assert whole.headers["content-length"] == str(size)
    assert f'filename="{exported.id}.zip"' in whole.headers["content-disposition"]
    for said, content in {
        f"bytes={size - 9}-": whole.content[-9:], "bytes=-9": whole.content[-9:], "bytes=3-5": whole.content[3:6],
    }.items():  # fmt: skip
        part = httpx.get(at, headers=bearer | {"range": said, "if-range": tag})
        assert (part.status_code, part.content) == (206, content)
    other = httpx.get(at, headers=bearer | {"range": "bytes=3-5", "if-range": '"another"'})
    assert (other.status_code, other.content) == (200, whole.content)
    past = httpx.get(at, headers=bearer | {"range": f"bytes={size}-"})
    assert (past.status_code, past.json()["code"]) == (416, "input.request")
    assert past.headers["content-range"] == f"bytes */{size}"


def test_nobody_else_sees_a_work_or_fetches_it(exported: Work, library: Library, url: str):
    key = library.accounts.add_key(KeyRequest(name="Other", scopes=("statements.read",))).key
    with Remote(url, key) as other:
        assert other.works.list() == []
        for look in (other.works.show, other.works.restart, other.works.remove):
            with pytest.raises(WorkUnknown):
                look(exported.id)
        with pytest.raises(ScopeMissing):
            other.works.import_register(ImportRequest(files=(WHOLE,)))
    assert httpx.get(f"{url}/v1/works").status_code == 401


def test_an_import_is_confirmed_with_a_reason_and_only_once(library: Library, remote: Remote):
    work = remote.works.import_register(ImportRequest(files=(WHOLE,)))
    with pytest.raises(WorkNotReady):
        remote.works.confirm(work.id, Confirmation(reason="New cameras"))
    Workshop(library).do(work.id)
    assert remote.works.show(work.id).state == "checked"
    with pytest.raises(ArgumentInvalid):
        remote.works.confirm(work.id, Confirmation(reason=""))
    assert remote.works.confirm(work.id, Confirmation(reason="New cameras")).state == "waiting"
    Workshop(library).do(work.id)
    assert [(one.state, one.reason) for one in remote.works.list()] == [("done", "New cameras")]
    remote.works.remove(work.id)
    assert remote.works.list() == []


def test_an_export_names_decisions_or_a_person_and_never_both(remote: Remote, url: str, token: str):
    for asked in ({}, {"decisions": {}, "person": {"system": "kz.iin", "value": person().value}}):
        reply = httpx.post(
            f"{url}/v1/works/exports", json={"reason": "x", **asked}, headers={"authorization": f"Bearer {token}"}
        )
        assert (reply.status_code, reply.json()["code"]) == (400, "input.argument")
