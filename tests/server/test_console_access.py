"""Who sees what in the console, by its address too; and who lets in people, programs and subscribers."""

from __future__ import annotations

import re

import httpx
import pyotp

from econsent.exchange import SubscriberRequest
from econsent.library import Library
from econsent.server.console.words import LANGUAGES, words
from tests.builders import IIN, decide
from tests.server.browsing import PASSWORD, Sit

# ── who may see what ──


def test_a_reader_withdraws_nothing_by_its_address_either(sit: Sit, library: Library, said: str):
    browser = sit("reader")
    person = browser.person()
    assert "/withdrawal" not in browser.http.get(person).text
    form = {"name": "N", "scope": "filming.video", "worker": "W"}
    assert browser.post(f"{person}/withdrawal", **form).status_code == 403
    assert browser.post(f"/statements/{said}/correction", reason="x").status_code in (401, 403)
    assert decide(library).decision == "CONSENT_PERMIT"


def test_hr_sees_no_patient(sit: Sit, said: str):
    browser = sit("hr")
    assert "Nobody with this number" in browser.post("/find", system="kz.iin", number=IIN).text
    assert browser.http.get(f"/statements/{said}").status_code == 404
    assert browser.http.get(f"/statements/{said}/files/document.pdf").status_code == 404


def test_a_link_to_a_person_is_of_nobody_elses_use(sit: Sit, said: str):
    link = sit("registrar").person()
    assert IIN not in link
    assert sit("reader").http.get(link).status_code == 404


def test_an_admin_is_offered_nothing_about_people(sit: Sit, said: str):
    browser = sit("admin")
    assert 'href="/find"' not in browser.http.get("/").text
    assert browser.post("/find", system="kz.iin", number=IIN).status_code == 403


# ── who may ask, who is told ──


def test_an_admin_lets_somebody_in_who_then_signs_in_and_is_ended(sit: Sit, library: Library):
    admin = sit("admin")
    form = {"act": "person", "name": "Ерлан <b>", "login": "erlan", "duty": "reader", "password": PASSWORD}
    page = admin.post("/access/people", **form)
    assert "Ерлан &lt;b&gt;" in page.text and "<svg" in page.text
    secret = re.search(r"secret=([A-Z2-7]+)", page.text)[1]
    assert "secret=" not in admin.http.get("/access").text, "it is shown once"
    newcomer = httpx.Client(base_url=admin.url, headers={"accept-language": "en"})
    entered = newcomer.post(
        "/sign-in", data={"login": "erlan", "password": PASSWORD, "code": pyotp.TOTP(secret).now(), "next": "/"}
    )
    assert entered.status_code == 303 and newcomer.get("/find").status_code == 200
    [principal] = [one.id for one in library.accounts.listed("person") if one.login == "erlan"]
    assert admin.post(f"/access/{principal}/end").status_code == 303
    assert newcomer.get("/find").status_code == 401
    again = admin.post("/access/people", **(form | {"login": "admin"}))
    assert again.status_code == 409 and 'value="Ерлан' in again.text, "what was typed is still there"
    assert PASSWORD not in again.text
    newcomer.close()


def test_a_key_is_shown_once_and_opens_what_was_ticked(sit: Sit, library: Library):
    admin = sit("admin")
    ticked = ["decision", "system/Consent.r", "system/Consent.s"]
    page = admin.post("/access/keys", name="LIS", days="10", scope=ticked, subject=["patient"])
    key = re.search(r"<code>([\w-]{43})</code>", page.text)[1]
    asker = library.door.admit(key)
    assert (asker.scopes, asker.subjects) == (frozenset(ticked), frozenset({"patient"}))
    for language in LANGUAGES:
        listed = admin.http.get("/access", headers={"accept-language": language}).text
        named = "".join(f"<li>{words(language)[f'scope.{one}']} <code>{one}</code></li>" for one in ticked)
        assert f'<ul class="may">{named}</ul>' in listed and key not in listed
    renewed = admin.post(f"/access/{asker.id}/rotation")
    assert key not in renewed.text and library.door.admit(re.search(r"<code>([\w-]{43})</code>", renewed.text)[1])
    assert sit("registrar").http.get("/access").status_code == 403


def test_a_subscriber_is_paused_and_removed_and_added_only_by_who_may_read_changes(sit: Sit, library: Library):
    admin = sit("admin")
    assert "by a key" in admin.http.get("/subscribers").text
    assert admin.post("/subscribers", url="https://cameras.example/hook").status_code == 403
    one = library.subscribers.add(SubscriberRequest(url="https://cameras.example/hook", name="Cameras"))
    assert one.secret not in admin.http.get(f"/subscribers/{one.id}").text
    admin.post(f"/subscribers/{one.id}/pause")
    assert library.subscribers.show(one.id).state == "paused"
    admin.post(f"/subscribers/{one.id}/resume")
    assert library.subscribers.show(one.id).state == "active"
    admin.post(f"/subscribers/{one.id}/end")
    assert library.subscribers.list() == []
