"""Every page of the console."""

from __future__ import annotations

from econsent.server.console import (
    access,
    assets,
    handing,
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
    works,
)

_PAGES = (
    *(signin, assets, live, today, people, statements, register, kiosks),
    *(texts, webhooks, trail, access, receipt, works, handing),
)
ROUTES = tuple(route for page in _PAGES for route in page.ROUTES)
