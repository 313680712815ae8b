"""How a sheet to write on is ruled, on the screen and in the document: lengths in 1/100 mm of the sheet."""

from __future__ import annotations

RULE = 1500
"""From rule to rule, and from the upper edge to the first: room for a fingertip."""
PEN = 70
"""How wide a line is where nothing measures force."""


def rules(height: int) -> range:
    """Return where a sheet of this height is ruled, from its upper edge."""
    return range(RULE, height, RULE)
