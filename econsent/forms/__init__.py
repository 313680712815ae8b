"""The catalogue of form texts, from bytes: what a person reads, its digests and its languages.

Every released file is checked against MANIFEST before it is read. A text is a small strict subset of Markdown (see
forms/README.md); whatever is outside the subset is refused, so that the screen, the voice and the document agree.
"""

from econsent.forms.catalogue import FIRST, FORM_FILE, MANIFEST, Catalogue
from econsent.forms.check import check_draft, errors_of
from econsent.forms.form import (
    CHILDREN,
    CHILDS_NO,
    CHILDS_QUESTION,
    CHILDS_TEXT,
    LABELS,
    REQUIRED,
    Form,
    Scope,
    expires,
)
from econsent.forms.release import (
    UNNUMBERED,
    draft_form,
    draft_id,
    manifest_lines,
    next_version,
    numbered,
    own_versions,
    released,
)
from econsent.forms.requirements import REQUIREMENTS, Requirements, read_requirements
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
    "CHILDREN",
    "CHILDS_NO",
    "CHILDS_QUESTION",
    "CHILDS_TEXT",
    "FIRST",
    "FORM_FILE",
    "LABELS",
    "MANIFEST",
    "PLACEHOLDERS",
    "REQUIRED",
    "REQUIREMENTS",
    "UNNUMBERED",
    "Block",
    "Bullets",
    "Catalogue",
    "Form",
    "Paragraph",
    "Requirements",
    "Run",
    "Scope",
    "Section",
    "Text",
    "check_draft",
    "draft_form",
    "draft_id",
    "errors_of",
    "expires",
    "fill",
    "manifest_lines",
    "next_version",
    "numbered",
    "own_versions",
    "parse_text",
    "read_requirements",
    "released",
]
