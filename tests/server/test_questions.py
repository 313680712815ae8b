"""A library behind HTTP gives the answers that it gives in process."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

import pytest

import econsent
from econsent import instant, record
from econsent.errors import AccessDenied, ArgumentInvalid, IinInvalid, InstantInvalid, StatementUnknown
from econsent.exchange import DecisionQuery, NameQuery, Question, SearchRequest, WithdrawalRequest
from econsent.library import Library
from econsent.remote import Remote
from econsent.station import Station
from tests.builders import IIN, SCOPE, WHY, consent, decide, iin, person


def test_the_camera_hears_no_consent_then_permit_then_deny_each_with_what_it_rests_on(kiosk: Station, remote: Remote):
    assert decide(remote).decision == "NO_CONSENT"

    agreed = kiosk.sign([consent(kiosk)])[0]
    kiosk.sync()
    answer = decide(remote)
    assert (answer.decision, answer.statements) == ("CONSENT_PERMIT", (agreed.digest,))

    refused = kiosk.sign([consent(kiosk, "deny")])[0]
    kiosk.sync()
    answer = decide(remote)
    assert (answer.decision, answer.statements) == ("CONSENT_DENY", (refused.digest,))


def test_every_verb_answers_over_http_as_in_process(kiosk: Station, remote: Remote, library: Library):
    signed = kiosk.sign([consent(kiosk)])[0]
    kiosk.sync()

    assert remote.about() == library.about()
    assert remote.root_pem == library.root_pem
    assert (remote.origin, remote.controller) == (library.origin, library.controller)
    assert (remote.log_vkey, remote.clock_vkey) == (library.log_vkey, library.clock_vkey)
    assert remote.find(SearchRequest(person=person())) == library.find(SearchRequest(person=person()))
    assert remote.find(SearchRequest(id=signed.id)) == library.find(SearchRequest(id=signed.id))
    query = DecisionQuery(scope=SCOPE, standing="active", limit=1)
    assert remote.search.decisions(query) == library.search.decisions(query)
    assert remote.search.decisions(query).decisions[0].id == signed.id
    name = NameQuery(name="әсел", since=dt.date(2020, 1, 1))
    assert remote.search.named(name).decisions == library.search.named(name).decisions != ()
    assert remote.show(signed.id) == library.show(signed.id)
    for what in ("pdf", "jws", "bundle", "receipt"):
        assert remote.export(signed.id, what) == library.export(signed.id, what)
    listed = remote.show(signed.id).statement.evidence
    assert sha256(remote.evidence(signed.id, 0)).hexdigest() == listed[0].sha256
    with pytest.raises(StatementUnknown):
        remote.evidence(signed.id, len(listed))
    assert remote.check_log() == library.check_log()
    at = instant.to_micros(dt.datetime.now(dt.UTC))
    assert decide(remote, at=at) == decide(library, at=at)


def test_a_withdrawal_at_the_desk_turns_the_answer_to_deny(kiosk: Station, remote: Remote):
    kiosk.sign([consent(kiosk)])
    kiosk.sync()
    request = WithdrawalRequest(person=person(), name="Әсел Қуанышқызы", scopes=(SCOPE,), worker="Б. Омар")

    withdrawn = remote.withdraw(request)

    answer = decide(remote)
    assert (answer.decision, answer.reason) == ("CONSENT_DENY", "withdrawn")
    assert answer.statements == (withdrawn.digest,)


def test_a_station_joins_over_http_with_a_code_that_the_library_gave_out_over_http(remote: Remote, url: str, tmp_path):
    invitation = remote.invite(name="Киоск 2", point="Абай даңғылы, 12", room="104", minutes=5, intent=WHY)
    with Station.enrol(tmp_path / "second", library_url=url, code=invitation.code) as station:
        assert station.device_id == invitation.device_id
        assert station.place == record.Place(point="Абай даңғылы, 12", room="104", room_kind="blood-draw")


def test_without_the_token_nothing_is_answered(url: str, token: str):
    for wrong in (None, "", "wrong", token[:-1], token + "x", "a" * 10_000):
        with pytest.raises(AccessDenied), Remote(url, wrong) as remote:
            decide(remote)


@pytest.mark.parametrize("wrong", ["Ә", "two\nlines", "a\x00b"])
def test_a_token_that_no_header_can_carry_is_refused_before_it_is_sent(wrong: str):
    with pytest.raises(ArgumentInvalid):
        Remote("http://127.0.0.1:9", wrong)


def test_connect_is_the_public_way_in(url: str, token: str):
    with econsent.connect(url, token=token) as library:
        assert decide(library).decision == "NO_CONSENT"


def test_an_unknown_statement_is_unknown_over_http_too(remote: Remote):
    with pytest.raises(StatementUnknown):
        remote.show("0197a000-0000-7000-8000-000000000000")
    with pytest.raises(StatementUnknown):
        remote.export("0197a000-0000-7000-8000-000000000000", "pdf")


@pytest.mark.parametrize("bad", ["", "..", "../../etc/passwd", "a/b", "a?b", "a%2fb", "a" * 65])
def test_an_id_cannot_lead_to_another_path(remote: Remote, bad: str):
    with pytest.raises(ArgumentInvalid):
        remote.show(bad)


def test_a_time_without_an_offset_is_refused(remote: Remote):
    with pytest.raises(InstantInvalid):
        remote.decide(Question(person=person(), scope=SCOPE, at="2026-11-23T10:00:00"))


def test_a_number_that_is_no_iin_is_refused_before_it_is_sent():
    with pytest.raises(IinInvalid):
        person("900101300127")


def test_another_person_is_another_answer(kiosk: Station, remote: Remote):
    kiosk.sign([consent(kiosk, iin=IIN)])
    kiosk.sync()
    assert decide(remote, iin(7)).decision == "NO_CONSENT"
