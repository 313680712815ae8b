"""The forms: every released version, and two of them side by side in each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import FormLanguageUnknown
from econsent.forms.changes import compare_forms
from econsent.forms.form import Form
from econsent.record import Language
from econsent.server.console import view
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit


@page("GET", "/forms")
async def forms(visit: Visit) -> Response[bytes]:
    """Show every form with its versions, the newest first."""
    catalogue = visit.library.catalogue
    versions: defaultdict[str, list[Form]] = defaultdict(list)
    for form in catalogue.forms():
        versions[form.id].insert(0, form)
    return view.page(visit, "forms.html", versions=dict(versions), is_own=catalogue.is_own)


@page("GET", "/forms/{form_id:str}/{version:str}")
async def form(visit: Visit) -> Response[bytes]:
    """Show the text of one version, as it is read."""
    shown = visit.library.catalogue.form(visit.path("form_id"), visit.path("version"))
    language = language_in(visit, shown.languages)
    return view.page(visit, "form.html", shown=shown, text=shown.text(language), spoken=language)


@page("GET", "/forms/{form_id:str}/{before:str}/{after:str}")
async def compared(visit: Visit) -> Response[bytes]:
    """Show two versions side by side: what differs, word by word."""
    catalogue, form_id = visit.library.catalogue, visit.path("form_id")
    old, new = (catalogue.form(form_id, visit.path(name)) for name in ("before", "after"))
    language = language_in(visit, new.languages)
    changes = compare_forms(old, new)
    if language not in changes.texts:
        raise FormLanguageUnknown("Not both versions are written in this language.", path="in")
    return view.page(
        visit, "form-compared.html", changes=changes, text=changes.texts[language], spoken=language,
        at=f"/forms/{form_id}/{old.version}/{new.version}", back="/forms",
    )  # fmt: skip


def language_in(visit: Visit, languages: Sequence[Language]) -> Language:
    """Return the language asked for, by default the reader's own, where it is among some; else the first of them."""
    said = visit.request.query_params.get("in", visit.language)
    return cast("Language", said) if said in languages else languages[0]


ROUTES: tuple[HTTPRouteHandler, ...] = (forms, form, compared)
