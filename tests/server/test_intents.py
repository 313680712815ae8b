"""Over HTTP, on the command line and in pages: why something is changed, and what whoever comes second is told."""

from __future__ import annotations

import re
import time

import httpx
import pytest

from econsent import errors
from econsent.access import Intent
from econsent.exchange import AuditQuery, PersonQuestion, SearchRequest, SubscriberRequest, WithdrawalRequest
from econsent.library import Library
from econsent.principals import KeyRequest
from econsent.remote import Remote
from econsent.server.console import view
from econsent.standing import Policy
from tests.builders import IIN, SCOPE, WHY, consent, person
from tests.hand import Hand, deposit, skip
from tests.server.browsing import Browser, Sit

POLICY = {"stale_after": 3600}


@pytest.fixture
def asking(url: str, token: str):
    """A client of HTTP alone."""
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {token}"}) as client:
        yield client


# ── over HTTP ──


def test_a_reason_in_any_language_fits_a_header_and_stands_in_the_trail(library: Library, remote: Remote):
    remote.set_policy(Policy(stale_after=3600), intent=Intent(reason="Ғ – 100% “сенімді”; a%20b"))
    [line] = [one for one in library.inspection.find(AuditQuery()) if one.verb == "policy.write"]
    assert line.reason == "Ғ – 100% “сенімді”; a%20b"
    assert [one.reason for one in remote.inspection.find(AuditQuery()) if one.verb == "policy.write"] == [line.reason]


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ({}, "reason"),
        ({"econsent-reason": "%20"}, "reason"),
        ({"econsent-reason": "%ff"}, "Econsent-Reason"),
        ({"econsent-reason": "x" * 501}, "reason"),
        ({"econsent-reason": "x", "if-match": "1"}, "If-Match"),
        ({"econsent-reason": "x", "if-match": '"1", "2"'}, "If-Match"),
    ],
)
def test_without_a_reason_or_with_an_odd_header_nothing_is_changed(
    asking: httpx.Client, library: Library, headers: dict[str, str], path: str
):
    reply = asking.put("/v1/policy", json=POLICY, headers=headers)
    assert (reply.status_code, reply.json()["path"]) == (400, path)
    assert library.policy == Policy()


def test_if_match_lets_through_the_version_that_stands_and_no_other(asking: httpx.Client, library: Library):
    why = {"econsent-reason": "x"}
    tag = asking.get("/v1/policy").headers["etag"]
    assert tag == '"0"'
    for wrong in ('"7"', '"a"', 'W/"0"'):
        assert asking.put("/v1/policy", json=POLICY, headers=why | {"if-match": wrong}).status_code == 412
    assert asking.put("/v1/policy", json=POLICY, headers=why | {"if-match": tag}).status_code == 204
    refused = asking.put("/v1/policy", json={}, headers=why | {"if-match": tag})
    assert (refused.status_code, refused.json()["code"]) == (412, "library.changed-meanwhile")
    assert "policy.write by key-first at 20" in refused.json()["detail"]
    assert asking.put("/v1/policy", json={}, headers=why | {"if-match": "*"}).status_code == 204
    added = library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook")).id
    shown = asking.get(f"/v1/subscribers/{added}")
    assert shown.headers["etag"] == f'"{shown.json()["version"]}"' == '"1"'


def test_two_programs_hear_of_one_another(remote: Remote):
    key = remote.accounts.add_key(KeyRequest(name="k", scopes=("decision",)), intent=WHY).principal
    seen = Intent(reason="Mine", version=key.version)
    remote.accounts.rotate_key(key.id, intent=seen)
    with pytest.raises(errors.ChangedMeanwhile, match=r"access\.key\.rotate by key-first"):
        remote.accounts.disable(key.id, intent=seen)
    made = remote.invite(name="Kiosk 9", point="Abai 12", intent=WHY)
    assert remote.stations.cancel(made.device_id, intent=WHY).device_id == made.device_id
    with pytest.raises(errors.InvitationUnknown):
        remote.stations.cancel(made.device_id, intent=WHY)
    assert (remote.policy_version, remote.attention.needs().needs[0].code) == (0, "site.gap")


def test_a_withdrawal_rests_on_what_its_officer_saw(library: Library, remote: Remote):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand))])
    seen = Intent(version=remote.stands(PersonQuestion(person=person())).version)
    said = WithdrawalRequest(person=person(), name="А", scopes=(SCOPE,), worker="Б")
    remote.withdraw(said, intent=seen)
    with pytest.raises(errors.ChangedMeanwhile, match="withdrawal was logged"):
        remote.withdraw(said, intent=seen)


def test_an_alarm_is_seen_to_over_the_network(library: Library, remote: Remote):
    hand = Hand.enrol(library)
    skip(library, hand)
    remote.stations.acknowledge(hand.device_id, intent=Intent(reason="A copy"))
    [alarm] = remote.stations.listed().stations[0].alarms
    assert (alarm.acknowledged.by, alarm.acknowledged.reason) == ("key-first", "A copy")


# ── in pages ──


def hidden(page: str, act: str) -> dict[str, str]:
    """Return what a form of a page carries unseen, by what it does."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'name="act" value="{act}"' in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_a_page_asks_why_keeps_what_was_typed_and_the_trail_shows_it(sit: Sit, library: Library):
    admin, officer = sit("admin"), sit("privacy-officer")
    key = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",))).principal.id
    assert admin.post(f"/access/{key}/end", reason=" ").status_code == 400
    assert library.accounts.listed("key")[-1].state == "active"
    fields = hidden(admin.http.get("/access").text, f"end-{key}")
    assert admin.post(f"/access/{key}/end", **(fields | {"reason": "Lost <b>"})).status_code == 303
    assert "<bdi>Lost &lt;b&gt;</bdi>" in officer.http.get("/audit").text


def test_of_two_officers_the_second_is_told_and_decides_anew(sit: Sit, library: Library):
    first, second = sit("admin"), sit("admin", login="other")
    key = library.accounts.add_key(KeyRequest(name="camera", scopes=("decision",))).principal.id
    one = hidden(first.http.get("/access").text, f"rotation-{key}")
    two = hidden(second.http.get("/access").text, f"end-{key}")
    assert first.post(f"/access/{key}/rotation", **(one | {"reason": "Once a year"})).status_code == 200
    told = second.post(f"/access/{key}/end", **(two | {"reason": "No longer used"}))
    assert told.status_code == 412 and library.accounts.listed("key")[-1].state == "active"
    for words in ("Somebody else changed this meanwhile", "The key was changed", "N admin", "Once a year"):
        assert words in told.text, words
    assert 'value="No longer used"' in told.text, "what was typed is still there"
    anew = hidden(told.text, f"end-{key}")
    assert anew["version"] != two["version"]
    assert second.post(f"/access/{key}/end", **(anew | {"reason": "No longer used"})).status_code == 303


def test_a_subscriber_that_is_gone_is_told_with_who_removed_it(sit: Sit, library: Library):
    first, second = sit("admin"), sit("admin", login="other")
    told = library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook")).id
    page = second.http.get(f"/subscribers/{told}").text
    mine = hidden(page, "state")
    first.post(f"/subscribers/{told}/end", **(hidden(page, "end") | {"csrf": first.csrf(), "reason": "Not used"}))
    answer = second.post(f"/subscribers/{told}/pause", **(mine | {"reason": "Repairs"}))
    assert answer.status_code == 412
    assert "The subscriber was removed" in answer.text and "Not used" in answer.text


def test_a_secret_is_rotated_in_a_page_and_shown_once(sit: Sit, library: Library):
    admin = sit("admin")
    told = library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook"))
    fields = hidden(admin.http.get(f"/subscribers/{told.id}").text, "rotation")
    shown = admin.post(f"/subscribers/{told.id}/rotation", **(fields | {"reason": "Once a year"})).text
    assert "whsec_" in shown and told.secret not in shown
    assert "whsec_" not in admin.http.get(f"/subscribers/{told.id}").text


def test_an_invitation_is_taken_back_and_an_alarm_seen_to_in_the_page(sit: Sit, library: Library):
    admin = sit("admin")
    made = library.invite(name="Kiosk 9", point="Abai 12")
    hand = Hand.enrol(library)
    skip(library, hand)
    page = admin.http.get("/stations").text
    assert "Needs a look" in page
    path = f"/stations/{made.device_id}/cancellation"
    assert admin.post(path, **(hidden(page, f"back-{made.device_id}") | {"reason": "Not ready"})).status_code == 303
    assert admin.post(path, **(hidden(page, f"back-{made.device_id}") | {"reason": "Not ready"})).status_code == 412
    path = f"/stations/{hand.device_id}/acknowledgement"
    assert admin.post(path, **(hidden(page, f"seen-{hand.device_id}") | {"reason": "A copy"})).status_code == 303
    page = admin.http.get("/stations").text
    assert "Kiosk 9" not in page and "Needs a look" not in page
    assert "A copy" in page and "N admin" in page
    assert "seen-" not in sit("registrar").http.get("/stations").text


def test_today_says_what_needs_whoever_looks(sit: Sit, library: Library):
    admin, reader = sit("admin"), sit("reader")
    library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook"))
    hand = Hand.enrol(library)
    skip(library, hand)
    page = admin.http.get("/").text
    assert '<a href="/stations">Alarms of stations that nobody has seen to: <strong>1</strong></a>' in page
    assert '<a href="/site">What else the register lacks: <strong>1</strong></a>' in page
    assert "Alarms of stations" not in reader.http.get("/").text


def test_two_who_take_down_a_withdrawal_at_once(sit: Sit, library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand))])
    first, second = sit("registrar"), sit("registrar", login="other")

    def opened(one: Browser) -> tuple[str, dict[str, str]]:
        path = f"{one.person()}/withdrawal"
        page = one.http.get(path).text
        fields = dict(re.findall(r'type="hidden" name="(version|role)" value="([^"]*)"', page))
        return path, {"name": "А. Сапар", "scope": SCOPE, "language": "kk", "worker": f"N {one.login}", **fields}

    (here, mine), (there, theirs) = opened(first), opened(second)
    assert first.post(here, **mine).status_code == 303
    told = second.post(there, **(theirs | {"words": "Қаламаймын"}))
    assert told.status_code == 412
    for words in ("A withdrawal was logged", "N registrar", "Қаламаймын", 'href="/statements/'):
        assert words in told.text, words
    assert IIN in told.text and len(library.find(SearchRequest(person=person()))) == 2


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_moments_are_told_in_kazakhstans_time_wherever_the_server_stands(monkeypatch: pytest.MonkeyPatch, zone: str):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        shown = view.moment("2026-11-26T20:30:00+00:00"), view.last_day("2026-11-26T20:30:00+00:00")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert ">27.11.2026 01:30<" in shown[0] and shown[1] == "27.11.2026"
