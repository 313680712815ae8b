"""What holds the console together where no browser is needed: sessions, forms, headers, and who may see what."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import re
import time
import tomllib
from collections.abc import Callable, Iterator
from importlib import resources

import httpx
import msgspec
import pyotp
import pytest

from econsent import record
from econsent.access import Duty
from econsent.document import inkml
from econsent.document.issue import EvidenceFile
from econsent.exchange import SearchRequest, SubscriberRequest
from econsent.library import Library
from econsent.principals import PersonRequest
from econsent.server.console.words import LANGUAGES, words
from tests.builders import IIN, consent, decide, form_use, iin, ink, notice, person, subject
from tests.hand import PAGES, Hand, consent_of, deposit, sign_of_life
from tests.server.conftest import served
from tests.sites import WHOLE

PASSWORD = "correct horse battery"
COOKIE = "econsent-session"


class Browser:
    """A browser without a screen: keeps cookies, follows redirects, and says where its forms come from."""

    def __init__(self, library: Library, url: str, duty: Duty, login: str = "") -> None:
        self.library, self.url, self.login = library, url, login or duty
        request = PersonRequest(login=self.login, name=f"N {self.login}", duty=duty, password=PASSWORD)
        self.totp = pyotp.parse_uri(library.accounts.add_person(request).otpauth)
        self.codes = 0
        self.http = httpx.Client(base_url=url, headers={"accept-language": "en", "accept": "text/html"})

    def sign_in(self, **said: str) -> httpx.Response:
        code = self.totp.at(int(time.time()) + 30 * self.codes)
        self.codes += 1
        form = {"login": self.login, "password": PASSWORD, "code": code, "next": "/find", **said}
        return self.http.post("/sign-in", data=form, headers={"origin": self.url})

    def post(self, path: str, headers: dict[str, str] | None = None, **form: str | list[str]) -> httpx.Response:
        """Send a form of this session."""
        return self.http.post(path, data={"csrf": self.csrf(), "reason": "Asked for", **form}, headers=headers)

    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.http.get("/find").text)
        return found[1] if found else ""

    def person(self) -> str:
        """Return the path of the page of the person of the tests."""
        return self.post("/find", system="kz.iin", number=IIN).headers["location"]


Sit = Callable[..., Browser]


@pytest.fixture
def sit(library: Library) -> Iterator[Sit]:
    """Let somebody sit down at the console: ``sit("registrar")``; signed in unless told otherwise."""
    with served(library) as url:
        browsers: list[Browser] = []

        def seated(duty: Duty, *, login: str = "", signed_in: bool = True) -> Browser:
            browser = Browser(library, url, duty, login)
            browsers.append(browser)
            if signed_in:
                assert browser.sign_in().status_code == 303
            return browser

        yield seated
        for browser in browsers:
            browser.http.close()


@pytest.fixture
def said(library: Library) -> str:
    """The id of a consent that was said."""
    hand = Hand.enrol(library)
    one = hand.say(consent(hand, subject=subject(name="Ә <script>alert(1)</script> \u202eлюбой")))
    assert not deposit(library, [one]).refused
    return one.statement.id


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


# ── headers ──


def test_a_name_is_looked_for_on_certain_days_and_stands_in_no_url(
    sit: Sit, library: Library, caplog: pytest.LogCaptureFixture
):
    hand = Hand.enrol(library)
    said = hand.say(consent_of(hand, 1))
    deposit(library, [said])
    browser = sit("registrar")
    unsaid = browser.post("/find", name="Әсел")
    assert unsaid.status_code == 400
    assert 'value="Әсел"' in unsaid.text
    found = browser.post("/find", name="әсел", since="2026-01-01")
    assert f'href="/statements/{said.statement.id}"' in found.text
    [person] = re.findall(rf'href="(/people/[^"]+)"><bdi>{said.statement.subject.name}</bdi>', found.text)
    assert said.statement.subject.identifier.value in found.text and "Әсел" in browser.http.get(person).text
    assert "/statements/" not in browser.post("/find", name="Болат", since="2026-01-01").text
    assert "/statements/" not in sit("hr").post("/find", name="Әсел", since="2026-01-01").text
    assert "сел" not in caplog.text


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


# ── files ──


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


# ── words ──


def test_the_three_languages_say_the_same_things():
    kk, ru, en = (words(language) for language in LANGUAGES)
    by_the_library = {key for key in kk if key.partition(".")[0] in ("finding", "formfinding")}
    assert set(kk) == set(ru) == set(en) | by_the_library and not set(en) & by_the_library
    for key, text in kk.items():
        fields = [sorted(re.findall(r"{\w+}", one[key])) for one in (ru, en) if key in one]
        assert all(one == sorted(re.findall(r"{\w+}", text)) for one in fields), key
    for language in LANGUAGES:
        raw = resources.files("econsent.server.console") / "locale" / f"{language}.toml"
        assert all(tomllib.loads(raw.read_text("utf-8")).values())


def test_no_word_is_left_that_no_page_says():
    console = resources.files("econsent.server.console")
    said = "".join(one.read_text("utf-8") for one in (console / "templates").iterdir())
    groups = set(re.findall(r't(?:\.known)?\("([a-z_]+)\.?"', said)) | set(re.findall(r't\("([a-z_]+)\.', said))
    used = set(re.findall(r"""t\(['"]([a-z_.]+)['"]""", said))
    dynamic = {group for group in groups if re.search(rf't(?:\.known)?\("{group}\.?"(?: ~|,)', said)}
    dynamic |= {"asked"} if "t.asked(" in said else set()
    unused = [key for key in words("kk") if key not in used and key.partition(".")[0] not in dynamic]
    assert unused == []


# ── the site, its staff, the trail ──


def test_what_the_site_may_not_film_and_who_of_the_staff_is_missing(sit: Sit, library: Library):
    officer = sit("privacy-officer")
    assert "No register was imported yet" in officer.http.get("/site").text
    library.site.import_files([WHOLE])
    page = officer.http.get("/site")
    assert page.status_code == 200 and "Version 1 of the register" in page.text
    findings = {one.code: one for one in library.site.check().findings}
    english = officer.http.get("/site", headers={"accept-language": "en"}).text
    for code in ("procedure-room", "supplement-needed"):
        assert f"{findings[code].what} {findings[code].remedy}" in html.unescape(english)
    for language in ("kk", "ru"):
        told = officer.http.get("/site", headers={"accept-language": language}).text
        assert words(language)["finding.procedure-room"] in told and "<code>procedure-room</code>" in told
        assert words(language)["finding.supplement-needed"].format(count=1) in told and 'p lang="en"' not in told
    staff = sit("hr").http.get("/staff")
    missing = library.site.staff().missing[0]
    assert missing.name in staff.text and missing.worker.value not in staff.text
    alias = re.search(r'href="(/people/[^"]+)"', staff.text)[1]
    assert sit("hr", login="hr2").http.get(alias).status_code == 404


def test_the_trail_is_shown_newest_first_page_by_page_and_checked(sit: Sit, library: Library, said: str):
    officer = sit("privacy-officer")
    for _ in range(105):
        library.find(SearchRequest(id=said))
    page = officer.http.get("/audit").text
    numbers = [int(one) for one in re.findall(r'<th role="rowheader" scope="row">(\d+)</th>', page)]
    assert len(numbers) == 100 and numbers == sorted(numbers, reverse=True)
    earlier = officer.http.get(re.search(r'href="(/audit\?before=\d+)"', page)[1]).text
    assert int(re.search(r'<th role="rowheader" scope="row">(\d+)</th>', earlier)[1]) == numbers[-1] - 1
    assert officer.http.get("/audit?asker=local").text.count("On this machine, by command") > 0
    assert "The trail holds" in officer.post("/audit/check").text
    assert sit("registrar").http.get("/audit").status_code == 403
    assert officer.http.get("/audit?before=x").status_code == 400


def test_long_lists_are_shown_in_parts(sit: Sit, library: Library):
    officer = sit("privacy-officer")
    library.site.import_files([WHOLE, _cameras(70)])
    first = officer.http.get("/site").text
    assert "1–20 of 70" in first
    link = re.search(r'href="(/site\?sort=[a-z-]+)&amp;from=20"', first)[1]
    assert "21–70 of 70" in officer.http.get(f"{link}&from=20").text
    last = officer.http.get(f"{link}&from=999")
    assert "70–70 of 70" in last.text and "from=19" in last.text
    assert officer.http.get("/site?from=-1&sort=gap").status_code == 400
    for number in range(51):
        Hand.enrol(library, name=f"№ {number}")
    page = officer.http.get("/stations").text
    assert page.count('scope="row"') == 50 and "of 51" in page
    assert officer.http.get("/stations?from=50").text.count('scope="row"') == 1


def _cameras(many: int) -> bytes:
    """Return a table of cameras whose place nobody knows."""
    return "\n".join(["id,kind", *(f"c{number},internal" for number in range(many))]).encode()


def test_what_somebody_said_long_ago_is_reached_from_their_page(sit: Sit, library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(notice(hand)) for _ in range(55)])
    officer = sit("privacy-officer")
    page = officer.http.get(officer.post("/find", system="kz.iin", number=IIN).headers["location"]).text
    timeline = re.compile(r'href="/statements/([^"]+)"')
    earlier = officer.http.get(re.search(r'href="(/people/[^"]+\?before=\d+)#said"', page)[1]).text
    said = timeline.findall(page) + timeline.findall(earlier)
    assert len(timeline.findall(page)) == 50 and len(said) == len(set(said)) == 55
    assert "#said" not in earlier


# ── who may ask, who is told, which texts ──


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


def test_two_versions_of_a_form_stand_side_by_side_in_each_language(sit: Sit):
    reader = sit("reader")
    shown = reader.http.get("/forms").text
    link = re.search(r'href="(/forms/patient-filming/2026\.1/2026\.2)"', shown)[1]
    for language in LANGUAGES:
        page = reader.http.get(link, params={"in": language}).text
        assert "<del>" in page or "In this language the text has not changed." in page
    assert reader.http.get("/forms/patient-filming/2026.1").status_code == 200
    assert reader.http.get("/forms/patient-filming/1999.9").status_code >= 400


# ── decisions by what they are ──


def test_decisions_are_listed_without_naming_anybody_and_a_filter_stands_in_the_address(
    sit: Sit, library: Library, said: str
):
    http = sit("registrar").http
    page = http.get("/find").text
    assert f"/statements/{said}" in page and "script&gt;alert" not in page and IIN not in page
    listed = http.get("/find?scope=filming.video&decision=permit&standing=active").text
    assert listed.count(f"/statements/{said}") == 1 and 'value="filming.video" selected' in listed
    assert "There are no such decisions." in http.get("/find?decision=deny").text
    assert http.get("/find?point=%3Cscript%3E").status_code == 200
    for wrong in ("since=yesterday", "standing=well", "after=x", "until=9999-12-31"):
        answer = http.get(f"/find?{wrong}")
        assert answer.status_code == 400 and "input.argument" in answer.text, wrong


def test_the_list_goes_on_page_by_page(sit: Sit, library: Library):
    hand = Hand.enrol(library)
    said = [hand.say(consent_of(hand, number)) for number in range(1, 31)]
    assert not deposit(library, said).refused
    http, address, seen = sit("reader").http, "/find?scope=filming.video", []
    while address:
        page = http.get(address).text
        seen += re.findall(r'<th role="rowheader" scope="row"><a href="/statements/([^"]+)"', page)
        further = re.search(r'href="(/find[?][^"#]+)#listed"', page)
        address = further[1].replace("&amp;", "&") if further else ""
    assert sorted(seen) == sorted(one.statement.id for one in said)


# ── evidence ──


def kept(library: Library, *files: EvidenceFile, **changes) -> str:
    """Deposit a consent with these files beside it, and return its id."""
    hand = Hand.enrol(library)
    one = hand.say(consent(hand, evidence=files, **changes))
    assert not deposit(library, [one]).refused
    return one.statement.id


def test_ink_is_on_the_page_as_lines_with_their_moments(sit: Sit, library: Library):
    page = sit("registrar").http.get(f"/statements/{kept(library, ink())}").text
    paths = re.findall(r'<path class="w([1-4])" pathLength="1" data-begins="(\d+)" data-ends="(\d+)" d="(.*?)"/>', page)
    begun, ended = ([int(path[place]) for path in paths] for place in (1, 2))
    assert begun == sorted(begun) and begun[0] == 8 and ended[-1] == 900
    assert ended[:-2] == begun[1:-1], "a line goes on where it was"
    assert {path[0] for path in paths} == {"3", "2"}, "a heavy hand, then a light one"
    assert paths[-1][3] == "M3000 2500h0"


def test_pages_of_paper_and_of_handwriting_are_shown_and_nothing_else_is_believed(sit: Sit, library: Library):
    png = b"\x89PNG\r\n\x1a\n of paper"
    drawn = ink().data
    said = kept(
        library,
        EvidenceFile("paper", "image/png", png),
        EvidenceFile("handwriting", inkml.MEDIA_TYPE, drawn),
        EvidenceFile("speech", "text/html", b"<script>alert(1)</script>"),
        signature_class="paper",
        words=None,
    )
    http = sit("registrar").http
    page = http.get(f"/statements/{said}").text
    assert 'alt="Paper, 1"' in page and 'alt="Page written by hand, 1"' in page
    files = [http.get(f"/statements/{said}/evidence/{place}") for place in range(3)]
    types = [file.headers["content-type"] for file in files]
    assert types == ["image/png", "image/svg+xml", "application/octet-stream"]
    assert files[0].content == png and b"<path" in files[1].content
    assert files[2].headers["content-disposition"].startswith("attachment")
    assert {file.headers["x-content-type-options"] for file in files} == {"nosniff"}
    assert http.get(f"/statements/{said}/evidence/3").status_code == 400
    assert library.evidence(said, 1) == drawn


def test_what_a_child_said_who_cosigned_and_which_changes_were_shown_stand_on_the_page(sit: Sit, library: Library):
    hand = Hand.enrol(library)
    authority = record.Authority(kind="birth-certificate", number="1", date=dt.date(2020, 1, 1))
    parent = record.Grantor(
        kind="representative", name="Ана", identifier=person(iin(5)), relationship="parent", authority=authority
    )
    form = form_use(hand.catalogue.latest("patient-filming"), "kk")
    assent = record.Assent(verdict="yes", manner="spoken", witness=record.Witness(name="Куә Адам"))
    drafts = [
        consent(hand, grantor=parent, assent=assent),
        dataclasses.replace(
            consent(hand, grantor=parent, evidence=(ink(), dataclasses.replace(ink(1), role="cosignature"))),
            cosignature=record.Cosignature(signature_class="ink"),
            form=msgspec.structs.replace(form, changes_since="2026.1"),
        ),
    ]
    said = [hand.say(draft) for draft in drafts]
    assert not deposit(library, said).refused
    http = sit("registrar").http
    first, second = (http.get(f"/statements/{one.statement.id}").text for one in said)
    assert "The child was asked" in first and "Said aloud, heard by <bdi>Куә Адам</bdi>" in first
    assert "The changes since version 2026.1 were shown before signing." in second
    assert 'aria-label="The patient’s own signature"' in second


def test_whoever_may_not_see_a_statement_sees_none_of_its_ink(sit: Sit, library: Library):
    said = kept(library, ink())
    assert sit("hr").http.get(f"/statements/{said}/evidence/0").status_code == 404
    assert sit("admin").http.get(f"/statements/{said}/evidence/0").status_code == 403
