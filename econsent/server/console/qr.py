"""QR codes as SVG without a style of their own: one path, drawn in the colours of the page."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup

_QUIET = 4
"""Modules of quiet around a code (ISO/IEC 18004)."""


def svg(text: str, title: str) -> Markup:
    """Return a text as a QR code that says its title to whoever does not see it."""
    code = segno.make(text, error="m", micro=False)
    drawn = io.BytesIO()
    code.save(
        drawn, kind="svg", border=_QUIET, xmldecl=False, svgns=True, svgclass="qr", lineclass=None, omitsize=True,
        title=title,
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())  # noqa: S704 - segno escapes the title; the rest are numbers
