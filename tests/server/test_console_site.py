"""The site in the console: findings first, every point below them, and a page for each that says what may be filmed."""

from __future__ import annotations

import re

import pytest

from econsent.access import Duty
from econsent.library import Library
from econsent.server.console.words import LANGUAGES, words
from tests.server.browsing import Sit
from tests.sites import NURSE, REGISTRAR, WHOLE, WIDE

SCRIPT = "<script>alert(1)</script> \u202eлюбой"
HEAD = WHOLE.decode().partition("[[point]]")[0]


def pages(text: str) -> list[str]:
    """Return the points that a page leads to from its list, in their order."""
    return re.findall(r'<th role="rowheader" scope="row"><a href="/site/points/([^"]+)">', text)


@pytest.mark.parametrize("duty", ["reader", "registrar", "privacy-officer", "admin"])
def test_whoever_reads_the_register_sees_the_points(sit: Sit, library: Library, duty: Duty):
    library.site.import_files([WHOLE])
    browser = sit(duty)
    assert pages(browser.http.get("/site").text) == ["abai-12"]
    shown = browser.http.get("/site/points/abai-12")
    assert shown.status_code == 200 and "cam-gate" in shown.text
    assert ("/site/import" in browser.http.get("/site").text) == (duty == "admin")
    for personal in (NURSE, REGISTRAR, "Серікова", "Омаров"):
        assert personal not in shown.text


def test_hr_sees_no_point_by_its_address_either(sit: Sit, library: Library):
    library.site.import_files([WHOLE])
    browser = sit("hr")
    for path in ("/site", "/site/points/abai-12", "/site/points/no-such-point"):
        refused = browser.http.get(path)
        assert refused.status_code == 403 and "cam-gate" not in refused.text
    assert 'href="/site"' not in browser.http.get("/").text


def test_a_point_that_is_not_there_is_a_page_that_says_so(sit: Sit, library: Library):
    browser = sit("reader")
    assert "<table" not in browser.http.get("/site").text
    for said in ("abai-12", "%3Cscript%3Ealert(1)%3C%2Fscript%3E"):
        answer = browser.http.get(f"/site/points/{said}")
        assert answer.status_code == 404 and "<script>alert" not in answer.text
    library.site.import_files([WHOLE])
    assert words("en")["error.site.unknown-point"] in browser.http.get("/site/points/abai-13").text


def test_every_point_is_on_one_part_of_the_list_and_the_findings_are_on_each(sit: Sit, library: Library):
    library.site.import_files([WIDE])
    browser = sit("reader")
    first, rest = (browser.http.get(f"/site{query}").text for query in ("", "?from=50"))
    assert pages(first) + pages(rest) == [one.id for one in library.site.current().register.points]
    assert 'href="/site?from=50#points"' in first and 'href="/site?from=0#points"' in rest
    for page in (first, rest):
        assert page.index('id="may-not-film"') < page.index('id="points"')
    assert pages(browser.http.get("/site?sort=gap&from=50").text) == []
    beyond = browser.http.get("/site?from=4000")
    assert (beyond.status_code, beyond.headers["location"]) == (303, "/site#points")
    assert browser.http.get("/site?from=-1").status_code == 400


def test_a_finding_leads_to_the_row_of_its_room_on_whatever_part_that_is(sit: Sit, library: Library):
    point = '[[point]]\nid = "p"\nname = "P"\norganisation = "100140000122"\n'
    rooms = "".join(
        f'[[room]]\nid = "r{number}"\npoint = "p"\nname = "{number}"\nkind = "hall"\n' for number in range(120)
    )
    library.site.import_files([f'{HEAD}{point}{rooms}[[camera]]\nid = "c"\nkind = "internal"\nroom = "r77"\n'.encode()])
    browser = sit("reader")
    [link] = re.findall(r'<a href="(/site/points/p\?room=r77#[^"]+)">', browser.http.get("/site").text)[:1]
    path, _, fragment = link.partition("#")
    page = browser.http.get(path).text
    rows = re.findall(r'<tr role="row" id="room-([^"]+)">', page)
    assert rows == [f"r{number}" for number in range(50, 100)] and f'id="{fragment}"' in page
    shown = [
        room
        for start in (0, 50, 100)
        for room in re.findall(r'id="room-([^"]+)"', browser.http.get(f"/site/points/p?from={start}").text)
    ]
    assert shown == [f"r{number}" for number in range(120)]
    assert 'id="room-r0"' in browser.http.get("/site/points/p?room=no-such-room").text


def test_each_camera_is_shown_once_with_its_ruling_in_the_readers_words(sit: Sit, library: Library):
    library.site.import_files([WIDE])
    browser = sit("reader")
    law = library.site.law(library.site.current().at)
    cameras = library.site.current().register.cameras_of("tole-bi-59")
    for language in LANGUAGES:
        browser.http.cookies.set("econsent-language", language)
        page = browser.http.get("/site/points/tole-bi-59").text
        for camera in cameras:
            assert page.count(f"<code>{camera.id}</code>") == 1
        rulings = re.findall(r'<p class="ruled"><strong class="answer \w+">([^<]+)</strong> (.+)</p>', page)
        assert {verdict for verdict, _ in rulings} == {words(language)["filming.may-not-film"]}
        assert "<br>archive<br>" in page and "thermal: <code>cam-tole-5</code>" in page, (
            "kinds of nobody's law are called by themselves"
        )
        assert law.label("reason.no-sign", language) in page
        assert words(language)["site.paragraph"].format(number=6) in page
        assert words(language)["site.sign_missing"] in page and words(language)["site.sign_unknown"] in page
        for lacking in ("licence", "annex", "collection"):
            value = re.search(rf"<dt>{re.escape(words(language)[f'site.{lacking}'])}</dt><dd>([^<]*)</dd>", page)
            assert value is not None and value[1] == words(language)["site.unsaid"]


def test_what_a_register_calls_its_things_is_text_and_turns_no_line_around(sit: Sit, library: Library):
    hostile = WHOLE.decode().replace('"Абай даңғылы, 12"', f'"{SCRIPT}"').replace('name = "104"', f'name = "{SCRIPT}"')
    hostile = hostile.replace("Алматы қ., Абай даңғылы, 12", SCRIPT).replace(
        'licence = "00000000"', f'licence = "{SCRIPT}"'
    )
    library.site.import_files([hostile.replace("Model Laboratory", SCRIPT).encode()])
    browser = sit("reader")
    browser.http.cookies.set("econsent-language", "en")
    for path in ("/site", "/site/points/abai-12"):
        page = browser.http.get(path).text
        assert "<script>alert" not in page
        within = re.findall(r"(<bdi>|<title>)?&lt;script&gt;alert\(1\)&lt;/script&gt; \u202e", page)
        assert within and all(within), "an override turns no more of the line around than itself"
