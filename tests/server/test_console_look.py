"""The stylesheet's colours, computed: 7:1 for text, 3:1 for lines that mean something, and none beside the palette."""

from __future__ import annotations

import re
from importlib import resources

import pytest

CONSOLE = resources.files("econsent.server.console")
SHEET = re.sub(r"/\*.*?\*/", "", (CONSOLE / "static" / "console.css").read_text("utf-8"), flags=re.DOTALL)
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
LITERAL = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\("
    r"|:[^;{}]*\b(?:black|white|gr[ae]y|silver|red|green|blue|yellow|orange|canvas(?:text)?|linktext|currentcolor)\b"
)
GROUNDS = ("ground", "surface")
"""What a text or a line stands on where its rule names no ground of its own."""
TEXTS, SHAPES = 7, 3
DECORATION = {"faint"}
"""Lines between things that are apart without them."""


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours by name: as they are by light, and in the dark."""
    light, dark = re.findall(r":root \{[^}]*--ground[^}]*\}", SHEET)
    return {"light": dict(COLOUR.findall(light)), "dark": dict(COLOUR.findall(light)) | dict(COLOUR.findall(dark))}


def rules() -> list[tuple[str, dict[str, str]]]:
    """Return every rule but the palettes': its selector and what it declares."""
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", SHEET)
    return [
        (
            selector.strip(),
            {name.strip(): said.strip() for name, _, said in (one.partition(":") for one in body.split(";"))},
        )
        for selector, body in found
        if ":root" not in selector
    ]


def named(said: str) -> list[str]:
    """Return the colours of the palette that a value names."""
    return [name for name in re.findall(r"var\(--([a-z-]+)\)", said) if name in palettes()["light"]]


def pairs() -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs that the stylesheet makes: text on its ground, and lines and shapes on theirs."""
    texts, shapes = set(), set()
    under = {selector: named(rule["background"]) for selector, rule in rules() if "background" in rule}
    for selector, rule in rules():
        own = named(rule.get("background", ""))
        grounds = own or under.get(selector.split()[0]) or list(GROUNDS)
        inks = named(rule.get("color", "")) or (["ink", "link"] if own and set(own) <= set(GROUNDS) else [])
        texts |= {(ink, ground) for ink in inks for ground in grounds}
        lines = [
            name
            for key, said in rule.items()
            if key.startswith(("border", "outline", "stroke", "fill", "accent"))
            for name in named(said)
        ]
        if re.search(r"\btext$|\.count$", selector):  # letters of a chart
            texts |= {(name, ground) for name in named(rule.get("fill", "")) for ground in grounds}
        shapes |= {(line, ground) for line in lines for ground in grounds if line not in grounds}
    return texts, {pair for pair in shapes if pair[0] not in DECORATION}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2, 1.4.6)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_text_stands_out_seven_to_one_and_what_is_drawn_three_to_one(colours: str):
    palette = palettes()[colours]
    texts, shapes = pairs()
    assert ("soft", "surface") in texts and ("no", "no-ground") in texts and ("line", "surface") in shapes
    weak = {
        (ink, ground): round(found, 2)
        for every, least in ((texts, TEXTS), (shapes, SHAPES))
        for ink, ground in every
        if (found := contrast(palette[ink], palette[ground])) < least
    }
    assert weak == {}


def test_every_colour_of_the_palette_is_used_and_none_stands_beside_it():
    light = palettes()["light"]
    texts, shapes = pairs()
    used = {name for pair in texts | shapes for name in pair} | DECORATION
    assert set(light) == used
    dark = re.findall(r":root \{[^}]*--ground[^}]*\}", SHEET)[1]
    assert set(light) - {"paper", "pen"} == set(dict(COLOUR.findall(dark))), "a colour that stays light in the dark"
    assert [
        (selector, rule) for selector, rule in rules() if LITERAL.search("".join(f":{said};" for said in rule.values()))
    ] == []
    for template in (CONSOLE / "templates").iterdir():
        said = template.read_text("utf-8")
        assert not re.search(r"\b(?:style|fill|stroke|color|bgcolor)=", said), template.name


@pytest.mark.parametrize("element", ["div", "form", "section", "table", "details", "fieldset", "ul", "dl"])
def test_what_a_template_begins_it_ends(element: str):
    uneven = {
        template.name
        for template in (CONSOLE / "templates").iterdir()
        if len(re.findall(rf"<{element}\b", said := template.read_text("utf-8"))) != said.count(f"</{element}>")
    }
    assert uneven == set()
