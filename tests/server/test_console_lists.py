"""What the console lists: decisions, what a person said, the site and its staff, the trail; page by page."""

from __future__ import annotations

import html
import re

import pytest

from econsent.exchange import SearchRequest
from econsent.library import Library
from econsent.server.console.words import words
from tests.builders import IIN, notice
from tests.hand import Hand, consent_of, deposit
from tests.server.browsing import Sit
from tests.sites import WHOLE

# ── decisions ──


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
    assert re.findall(r'<input id="([a-z]+)"[^>]* autofocus', found.text) == ["name"], "whoever types goes on there"
    assert "/statements/" not in browser.post("/find", name="Болат", since="2026-01-01").text
    assert "/statements/" not in sit("hr").post("/find", name="Әсел", since="2026-01-01").text
    assert "сел" not in caplog.text


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
