"""What holds the console together where no browser is needed: sessions, forms, headers, what a page loads."""

from __future__ import annotations

import re

import pytest

from econsent.library import Library
from tests.builders import IIN, decide
from tests.hand import PAGES, Hand, consent_of, deposit, sign_of_life
from tests.server.browsing import COOKIE, Browser, Sit
from tests.server.conftest import served

# ── sessions ──


def test_a_session_is_in_a_cookie_that_no_script_reads_and_no_other_site_sends(sit: Sit):
    answer = sit("registrar", signed_in=False).sign_in()
    attributes = {part.strip() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert attributes == {"Path=/", "SameSite=Lax", "HttpOnly"}


def test_behind_tls_no_other_host_can_set_the_cookie(library: Library):
    with served(library, public_url="https://library.example") as url:
        browser = Browser(library, url, "registrar")
        name, _, rest = browser.sign_in().headers["set-cookie"].partition("=")
        browser.http.close()
    assert name == "__Host-econsent-session"
    assert "; Secure" in rest and "Domain" not in rest


def test_a_session_that_somebody_else_has_set_is_not_taken_over(sit: Sit):
    mallory, victim = sit("reader"), sit("registrar", signed_in=False)
    planted = mallory.http.cookies[COOKIE]
    victim.http.headers["cookie"] = f"{COOKIE}={planted}"
    given = victim.sign_in().headers["set-cookie"]
    assert given.startswith(f"{COOKIE}=") and planted not in given
    assert "N registrar" not in mallory.http.get("/").text


def test_after_signing_out_nothing_opens_and_nothing_was_kept(sit: Sit, said: str):
    browser = sit("registrar")
    page = browser.http.get(f"/statements/{said}")
    assert page.headers["cache-control"] == "no-store"
    token = browser.http.cookies[COOKIE]
    answer = browser.post("/sign-out")
    assert (answer.status_code, answer.headers["clear-site-data"]) == (303, '"cache"')
    browser.http.cookies.set(COOKIE, token)
    assert browser.http.get(f"/statements/{said}").status_code == 401
    assert browser.http.get("/live").status_code == 401


def test_signing_out_everywhere_ends_the_other_browser_too(sit: Sit):
    one = sit("registrar")
    token = one.http.cookies[COOKIE]
    assert one.sign_in().status_code == 303
    one.post("/sign-out", everywhere="true")
    one.http.cookies.set(COOKIE, token)
    assert one.http.get("/find").status_code == 401


@pytest.mark.parametrize(
    "leads_to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/a b"]
)
def test_a_sign_in_leads_to_no_other_host(sit: Sit, leads_to: str):
    answer = sit("registrar", signed_in=False).sign_in(next=leads_to)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


# ── forms ──


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({"origin": "https://evil.example"}, True),
        ({"origin": "null"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "same-site"}, True),
        ({}, False),
    ],
    ids=["another origin", "a hidden origin", "another site", "a sibling site", "no token"],
)
def test_a_form_of_another_site_changes_nothing(
    sit: Sit, library: Library, said: str, headers: dict[str, str], token: bool
):
    browser = sit("registrar")
    form = {"name": "N", "scope": "filming.video", "worker": "W"} | ({} if token else {"csrf": "no"})
    answer = browser.post(f"{browser.person()}/withdrawal", headers, **form)
    assert answer.status_code == 400
    assert decide(library).decision == "CONSENT_PERMIT"
    assert browser.post(f"{browser.person()}/withdrawal", **(form | {"csrf": browser.csrf()})).status_code == 303
    assert decide(library).decision == "CONSENT_DENY"


def test_a_token_of_another_session_is_none(sit: Sit, said: str):
    one, other = sit("registrar"), sit("reader")
    assert one.post("/find", csrf=other.csrf(), number=IIN).status_code == 400


def test_what_is_typed_is_shown_as_text_and_never_runs(sit: Sit, said: str):
    browser = sit("registrar")
    for page in (browser.http.get(browser.person()), browser.http.get(f"/statements/{said}")):
        assert "<script>alert" not in page.text
        assert "<bdi>Ә &lt;script&gt;" in page.text, "an override turns no more of the line around than itself"
    reflected = browser.post("/find", number='"><script>alert(2)</script>')
    assert "<script>alert" not in reflected.text and reflected.status_code == 400


def test_a_name_of_ten_megabytes_is_refused_with_a_page(sit: Sit):
    answer = sit("registrar").http.post("/find", data={"number": "9" * 10_000_000})
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/access/people", "/access"),
        ("/access/nobody/end", "/access"),
        ("/stations/invitation", "/stations/invitation"),
    ],
)
def test_a_language_chosen_after_a_refused_form_leads_to_a_page_that_is_there(sit: Sit, path: str, leads_to: str):
    browser = sit("admin")
    refused = browser.post(path, name="")
    assert refused.status_code >= 400
    assert re.search(r'name="next" value="([^"]*)"', refused.text)[1] == leads_to
    assert browser.http.get(leads_to).status_code == 200


# ── headers and what a page loads ──


@pytest.mark.parametrize("path", ["/", "/find", "/sign-in", "/r/0000000000000000", "/statements/x"])
def test_no_page_is_framed_or_runs_what_is_not_ours(sit: Sit, path: str):
    answer = sit("registrar").http.get(path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "http" not in policy and "data:" not in policy
    assert "frame-ancestors 'none'" in policy and answer.headers["x-frame-options"] == "DENY"
    assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")


def test_what_a_page_loads_is_kept_for_ever_and_of_this_server(sit: Sit):
    browser = sit("registrar")
    links = re.findall(r'(?:src|href)="(/assets/[^"]+)"', browser.http.get("/find").text)
    assert len(links) >= 4
    for link in links:
        answer = browser.http.get(link)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert browser.http.get(links[0].replace(links[0].split("/")[2], "0" * 16)).status_code == 400


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, br", "gzip"), ("br;q=1, GZIP;q=0.5", "gzip"), ("gzip;q=0", None), ("identity", None)],
)
def test_what_a_page_loads_travels_packed_to_whoever_unpacks_it(sit: Sit, accepted: str, coding: str | None):
    browser = sit("registrar")
    link = re.search(r'src="(/assets/[^"]+/htmx.js)"', browser.http.get("/find").text)[1]
    plain = browser.http.get(link, headers={"accept-encoding": "identity"})
    packed = browser.http.get(link, headers={"accept-encoding": accepted})
    assert packed.content == plain.content and packed.headers["vary"] == "accept-encoding"
    assert packed.headers.get("content-encoding") == coding
    assert (packed.num_bytes_downloaded < len(plain.content) / 2) == (coding == "gzip")


def test_a_download_that_was_cut_off_goes_on(sit: Sit, said: str):
    browser, path = sit("reader"), f"/statements/{said}/files/document.pdf"
    whole = browser.http.get(path)
    assert whole.content == PAGES and whole.headers["accept-ranges"] == "bytes"
    same = {"range": "bytes=5-", "if-range": whole.headers["etag"]}
    rest = browser.http.get(path, headers=same)
    assert (rest.status_code, rest.content) == (206, PAGES[5:])
    assert rest.headers["content-range"] == f"bytes 5-{len(PAGES) - 1}/{len(PAGES)}"
    other = browser.http.get(path, headers={"range": "bytes=5-", "if-range": '"other"'})
    assert (other.status_code, other.content) == (200, PAGES)
    assert browser.http.get(path, headers={"range": f"bytes={len(PAGES)}-"}).status_code == 416
    assert browser.http.get(path, headers={"range": "bytes=-3"}).content == PAGES[-3:]


@pytest.mark.parametrize("happens", ["changed", "stations"])
def test_what_happens_between_a_page_and_its_stream_is_told_as_the_stream_begins(
    sit: Sit, library: Library, happens: str
):
    hand = Hand.enrol(library)
    browser = sit("registrar")
    connects = re.search(r'sse-connect="([^"]+)"', browser.http.get("/stations").text)[1]
    if happens == "changed":
        deposit(library, [hand.say(consent_of(hand, 1))])
    else:
        library.contact(sign_of_life(hand))
    with browser.http.stream("GET", connects.replace("&amp;", "&"), timeout=10) as stream:
        first = next(line for line in stream.iter_lines() if line.startswith("event:"))
    assert first == f"event: {happens}"
