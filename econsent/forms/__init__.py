"""The catalogue of form texts, from bytes: what a person reads, its digests and its languages.

Every released file is checked against MANIFEST before it is read. A text is a small strict subset of Markdown (see
forms/README.md); whatever is outside the subset is refused, so that the screen, the voice and the document agree.
"""

from econsent.forms.catalogue import Catalogue
from econsent.forms.form import LABELS, REQUIRED, Form, Scope, expires
from econsent.forms.text import (
    PLACEHOLDERS,
    Block,
    Bullets,
    Paragraph,
    Run,
    Section,
    Text,
    fill,
    parse_text,
)

__all__ = [
    "LABELS",
    "PLACEHOLDERS",
    "REQUIRED",
    "Block",
    "Bullets",
    "Catalogue",
    "Form",
    "Paragraph",
    "Run",
    "Scope",
    "Section",
    "Text",
    "expires",
    "fill",
    "parse_text",
]
