"""Every page of the console."""

from __future__ import annotations

from econsent.server.console import (
    access,
    assets,
    kiosks,
    live,
    people,
    receipt,
    register,
    signin,
    statements,
    texts,
    today,
    trail,
    webhooks,
)

_PAGES = (signin, assets, live, today, people, statements, register, kiosks, texts, webhooks, trail, access, receipt)
ROUTES = tuple(route for page in _PAGES for route in page.ROUTES)
