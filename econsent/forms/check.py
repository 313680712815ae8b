"""What the law wants of a form and its texts lack, in which language and section: every finding at once.

A finding has a stable code, so that a script can tell; `error` keeps a form from being released, `warning` is advice.
Nothing here decides what is true: whether the organisation does what its text says, a person must know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from econsent.errors import FormError
from econsent.exchange import FormFinding
from econsent.forms.catalogue import FORM_FILE, Catalogue, read_head
from econsent.forms.compare import compare
from econsent.forms.findings import error, warning
from econsent.forms.form import CHILDREN, REQUIRED, Head
from econsent.forms.head_check import HeadCheck
from econsent.forms.release import UNNUMBERED, numbered
from econsent.forms.requirements import Requirements
from econsent.forms.text import Text, parse_text
from econsent.forms.text_check import TextCheck
from econsent.record import Language


def check_draft(files: Mapping[str, bytes], catalogue: Catalogue, requirements: Requirements) -> list[FormFinding]:
    """Return everything found in the files of a draft (name → bytes), errors first, else in the order of the text.

    `catalogue` are the forms that it will stand beside. An empty list: nothing to say.
    """
    found = list(_findings(files, catalogue, requirements))
    return sorted(dict.fromkeys(found), key=lambda one: one.sort)


def errors_of(findings: Sequence[FormFinding]) -> list[FormFinding]:
    """Return the findings that keep a form from being released."""
    return [one for one in findings if one.sort == "error"]


def _refused(refusal: FormError, language: str = "") -> FormFinding:
    name, _, section = refusal.path.rpartition("/")[2].partition("#")
    where = f"{name}: " if name else ""
    return error("malformed", f"{where}{refusal.what}", language=language, section=section, remedy=refusal.remedy)


def _findings(files: Mapping[str, bytes], catalogue: Catalogue, requirements: Requirements) -> Iterator[FormFinding]:
    if FORM_FILE not in files:
        yield error("file-missing", f"The folder has no {FORM_FILE}.", value=FORM_FILE)
        return
    try:
        head = read_head(numbered(files[FORM_FILE], UNNUMBERED), FORM_FILE)
    except FormError as refusal:
        yield _refused(refusal)
        return
    yield from HeadCheck(catalogue, requirements).findings(head)
    yield from _check_files(head, files)
    texts: dict[Language, Text] = {}
    for language in head.languages:
        try:
            if f"{language}.md" in files:
                texts[language] = parse_text(files[f"{language}.md"], f"{language}.md")
        except FormError as refusal:
            yield _refused(refusal, language)
    yield from _check_sections(head, texts)
    yield from compare(texts)
    for language, text in texts.items():
        yield from TextCheck(requirements).findings(head, language, text)


def _check_files(head: Head, files: Mapping[str, bytes]) -> Iterator[FormFinding]:
    expected = {FORM_FILE, *(f"{language}.md" for language in head.languages)}
    for name in sorted(expected - files.keys()):
        yield error("file-missing", "A language that form.toml names has no text.", language=name[:2], value=name)
    for name in sorted(files.keys() - expected):
        remedy = "Name its language, or take it away."
        yield error("file-unknown", f"form.toml does not name {name}.", value=name, remedy=remedy)


def _check_sections(head: Head, texts: Mapping[Language, Text]) -> Iterator[FormFinding]:
    scopes = [f"scope.{scope.id}" for scope in head.scope]
    needed = dict.fromkeys([*REQUIRED.get((head.kind, head.role), ()), *scopes])
    for language, text in texts.items():
        if (head.kind, head.role) == ("consent", "patient") and not set(CHILDREN) & set(text.keys):
            yield warning(
                "assent-missing",
                "The text has no words for a child: no child will be asked.",
                language=language,
                value=", ".join(CHILDREN),
                remedy=f"Write the sections {', '.join(CHILDREN)}; patient-filming has them.",
            )
        asked = CHILDREN if set(CHILDREN) & set(text.keys) else ()
        for key in (*needed, *asked):
            if key not in text.keys:
                yield error("section-missing", "The text lacks this section.", language=language, section=key)
        for key in text.keys:
            if key.startswith("scope.") and key not in scopes:
                yield error("scope-unknown", "form.toml does not name this scope.", language=language, section=key)
