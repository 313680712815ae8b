"""The page for people shows every operation, runs no script, asks nobody else for anything, and fits narrow screens."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx
import pytest

from econsent.server.app import OPERATIONS
from econsent.server.pages import render


class Page(HTMLParser):
    """What is in a page: its elements with their attributes, its ids, and the text that is read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def reply(quiet: tuple[str, str]) -> httpx.Response:
    return httpx.get(f"{quiet[0]}/docs")


@pytest.fixture(scope="module")
def page(reply: httpx.Response) -> Page:
    assert reply.headers["content-type"].startswith("text/html")
    return Page(reply.text)


def test_every_operation_is_on_the_page_once_and_can_be_gone_to(page: Page):
    ids = [attributes["id"] for tag, attributes in page.elements if tag == "section"]
    assert sorted(ids) == sorted([*(one.name for one in OPERATIONS), "schemas"])
    goals = {attributes["href"][1:] for tag, attributes in page.elements if attributes.get("href", "x")[0] == "#"}
    assert goals == {one.name for one in OPERATIONS}
    for one in OPERATIONS:
        assert one.path in page.text
        assert one.what in page.text


def test_it_runs_no_script_and_asks_nobody_else(reply: httpx.Response, page: Page, quiet: tuple[str, str]):
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy and "script-src" not in policy
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "style", "img", "iframe", "form", "object", "base"}
    assert not [
        attributes for _, attributes in page.elements if any(name == "style" or name[:2] == "on" for name in attributes)
    ]
    asked = [attributes["href"] for tag, attributes in page.elements if tag in ("link", "a")]
    assert {one for one in asked if one[0] != "#"} == {"/docs/style.css", "/openapi.json"}
    sheet = httpx.get(f"{quiet[0]}/docs/style.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert "url(" not in sheet.text and "@import" not in sheet.text


def test_it_is_made_for_narrow_screens_dark_rooms_and_keyboards(page: Page, quiet: tuple[str, str]):
    metas = [attributes for tag, attributes in page.elements if tag == "meta"]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in metas
    sheet = httpx.get(f"{quiet[0]}/docs/style.css").text
    assert "prefers-color-scheme: dark" in sheet and ":focus-visible" in sheet
    assert not re.findall(r"(?<!max-)(?<!-)\b(?:min-)?width:\s*[\d.]+(?:px|rem|em)", sheet), (
        "nothing has a width of its own"
    )
    assert all("tabindex" in attributes for tag, attributes in page.elements if tag == "pre")
    assert page.elements[0] == ("html", {"lang": "en"})


def test_whatever_a_document_says_is_text_on_the_page():
    trick = "<script>alert(1)</script>"
    said = {"operationId": "x", "summary": trick, "tags": [trick], "responses": {"200": {"description": trick}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": trick, "version": "1", "description": trick},
        "paths": {f"/{trick}": {"get": said}},
        "components": {"schemas": {trick: {"title": trick}}},
    }
    page = Page(render(document))
    assert "script" not in {tag for tag, _ in page.elements}
    assert page.text.count(trick) >= 5
