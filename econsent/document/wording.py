"""How a document words names, days, moments and tokens in a language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from econsent.forms import Form, expires
from econsent.record import Controller, Language, Names, Place

Labels = Mapping[str, str]
"""The words of the document in one language, by key (forms/document)."""

_DAY: Mapping[Language, str] = {"kk": "%d.%m.%Y", "ru": "%d.%m.%Y", "en": "%Y-%m-%d"}


def choose(names: Names, language: Language) -> str:
    """Return a controller's name in a language; English is optional and falls back to Kazakh."""
    return {"kk": names.kk, "ru": names.ru, "en": names.en or names.kk}[language]


def show_date(day: dt.date, language: Language) -> str:
    """Return a day in digits, in the order that the language's readers expect."""
    return day.strftime(_DAY[language])


def placeholders(
    form: Form,
    language: Language,
    *,
    controller: Controller,
    place: Place,
    day: dt.date,
    until: dt.date | None = None,
    subject: str = "",
    grantor: str = "",
) -> dict[str, str]:
    """Return what stands in the places of a form's text, on a screen and in the document alike.

    `until` is by default the last day of a consent given on that `day`; `grantor` is by default the subject.
    """
    last = until or (expires(form, day) if form.until else None)
    return {
        "controller": choose(controller.name, language),
        "bin": controller.bin,
        "point": place.point,
        "room": place.room,
        "subject": subject,
        "grantor": grantor or subject,
        "until": show_date(last, language) if last else "",
        "storage_days": str(form.terms.storage_days) if form.terms else "",
        "date": show_date(day, language),
    }


def show_moment(text: str, language: Language) -> str:
    """Return an RFC 3339 time as a day, hours, minutes, seconds and the offset."""
    moment = dt.datetime.fromisoformat(text)
    return f"{show_date(moment.date(), language)}, {moment:%H:%M:%S} (UTC{moment.isoformat()[-6:]})"


def term(words: Labels, prefix: str, token: str) -> str:
    """Return the word for a token, or the token itself where the labels have none."""
    return words.get(f"{prefix}.{token}", token)
