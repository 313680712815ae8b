"""The type of a document: two weights of Roboto, a scale, a few colours, and text that can always be drawn."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

import font_roboto
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from econsent.forms import Run

REGULAR, MEDIUM = "econsent-regular", "econsent-medium"

TEXT: Color = HexColor(0x1B1F24)
QUIET: Color = HexColor(0x525C66)
LINE: Color = HexColor(0xC9D0D6)
TINT: Color = HexColor(0xF2F5F7)
ACCENT: Color = HexColor(0x0B4F6C)


@lru_cache(maxsize=1)
def load() -> TTFont:
    """Register the fonts with ReportLab, once a process (15 ms), and return the regular one."""
    regular = TTFont(REGULAR, font_roboto.font_files["Roboto"])
    for font in (regular, TTFont(MEDIUM, font_roboto.font_files["RobotoMedium"])):
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=MEDIUM, italic=REGULAR, boldItalic=MEDIUM)
    pdfmetrics.registerFontFamily(MEDIUM, normal=MEDIUM, bold=MEDIUM, italic=MEDIUM, boldItalic=MEDIUM)
    return regular


def _style(name: str, size: float, leading: float, font: str = REGULAR, colour: Color = TEXT) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        bulletFontName=REGULAR,
        bulletFontSize=size,
        bulletColor=QUIET,
    )


TITLE = _style("title", 22, 27, MEDIUM)
SUBTITLE = _style("subtitle", 12, 17, REGULAR, QUIET)
HEADING = _style("heading", 13, 17, MEDIUM, ACCENT)
LABEL = _style("label", 9.5, 13.5, REGULAR, QUIET)
ANSWER = _style("answer", 11, 15, MEDIUM)
NOTE = _style("note", 9.5, 13.5)
SMALL = _style("small", 8, 11)
SMALL_LABEL = _style("small-label", 8, 11, REGULAR, QUIET)


@dataclass(frozen=True)
class Voice:
    """How one language is set: heading, body, and the space above a paragraph and above an item of a list.

    `drop` lowers smaller type so that first lines stand on one base line.
    """

    heading: ParagraphStyle
    body: ParagraphStyle
    gap: float
    item_gap: float
    drop: float = 0


BODY = _style("body", 11, 15)
LABEL_DROP = 1.4
"""What a label of 9.5 points beside a value of 11 is lowered by."""
MAIN = Voice(_style("heading-main", 11, 15, MEDIUM), BODY, 5, 2.5)
BESIDE = Voice(
    _style("heading-beside", 9, 15, MEDIUM, QUIET), _style("body-beside", 9, 12.5, REGULAR, QUIET), 4, 2, drop=1.9
)


def paragraph(text: str, style: ParagraphStyle, *, bullet: bool = False) -> Paragraph:
    """Return plain text set in a style; line ends are kept, nothing in it is read as markup."""
    return Paragraph(_markup(text), _indented(style) if bullet else style, bulletText="•" if bullet else None)


def rich(runs: tuple[Run, ...], style: ParagraphStyle, *, bullet: bool = False) -> Paragraph:
    """Return runs set in a style, the bold ones in the medium weight."""
    text = "".join(f"<b>{_markup(run.text)}</b>" if run.bold else _markup(run.text) for run in runs)
    return Paragraph(text, _indented(style) if bullet else style, bulletText="•" if bullet else None)


def drawable(text: str) -> str:
    """Return text the font can draw: a character it lacks is spelled ``[U+1F600]``, never dropped or drawn as a box.

    Combining letters are composed first, for the eye only: the statement keeps what was typed.
    """
    known = load().face.charToGlyph
    composed = unicodedata.normalize("NFC", text).replace("\t", " ")
    return "".join(item if item == "\n" or ord(item) in known else f"[U+{ord(item):04X}]" for item in composed)


def _markup(text: str) -> str:
    return escape(drawable(text)).replace("\n", "<br/>")


@lru_cache(maxsize=16)
def _indented(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name}-item", parent=style, leftIndent=12)
