"""Who is told of changes by webhook: how that goes, what they did not take, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from econsent.errors import EconsentError, SubscriberUnknown
from econsent.exchange import RedeliveryRequest, SubscriberRequest
from econsent.server.console import view
from econsent.server.console.former import former_of
from econsent.server.console.pages import page
from econsent.server.console.visit import Visit

_LIST = "/subscribers"


@page("GET", _LIST)
async def subscribers(visit: Visit) -> Response[bytes]:
    """Show every subscriber and how it goes, and the form that adds one."""
    return await _shown(visit)


@page("POST", _LIST)
async def add(visit: Visit) -> Response[bytes]:
    """Add a subscriber; its secret is shown now and never again."""
    form = visit.form
    try:
        request = view.message(
            SubscriberRequest, url=form["url"], name=form["name"], allow_private=form["private"] == "true"
        )
        added = await visit.change(visit.library.subscribers.add, request)
    except EconsentError as error:
        return await _shown(visit, error)
    return view.page(visit, "key-issued.html", name=request.name or request.url, key=added.secret, back=_LIST)


@page("GET", "/subscribers/{subscriber_id:str}")
async def subscriber(visit: Visit) -> Response[bytes]:
    """Show one subscriber with its dead letters."""
    return await _one(visit)


@page("POST", "/subscribers/{subscriber_id:str}/redeliveries")
async def redeliver(visit: Visit) -> Response[bytes]:
    """Let dead letters be delivered once more: those that were chosen, or all."""
    try:
        chosen = view.message(RedeliveryRequest, indexes=[view.number(one) for one in visit.form.every("index")])
    except EconsentError as error:
        return await _again(visit, error)
    return await _done(visit, visit.library.subscribers.redeliver, chosen)


@page("POST", "/subscribers/{subscriber_id:str}/pause")
async def pause(visit: Visit) -> Response[bytes]:
    """Tell a subscriber nothing for now."""
    return await _done(visit, visit.library.subscribers.pause)


@page("POST", "/subscribers/{subscriber_id:str}/resume")
async def resume(visit: Visit) -> Response[bytes]:
    """Try a subscriber at once."""
    return await _done(visit, visit.library.subscribers.resume)


@page("POST", "/subscribers/{subscriber_id:str}/rotation")
async def rotate(visit: Visit) -> Response[bytes]:
    """Sign with a new secret, and for a day with the one before it; the new one is shown now and never again."""
    named = visit.path("subscriber_id")
    try:
        rotated = await visit.change(visit.library.subscribers.rotate, named)
    except EconsentError as error:
        return await _again(visit, error)
    return view.page(visit, "key-issued.html", name=rotated.id, key=rotated.secret, back=f"{_LIST}/{named}")


@page("POST", "/subscribers/{subscriber_id:str}/end")
async def remove(visit: Visit) -> Response[bytes]:
    """Forget a subscriber."""
    try:
        await visit.change(visit.library.subscribers.remove, visit.path("subscriber_id"))
    except EconsentError as error:
        return await _again(visit, error)
    return view.led_to(_LIST)


async def _done(visit: Visit, verb: Callable[..., Any], *said: Any) -> Response[bytes]:
    try:
        await visit.change(verb, visit.path("subscriber_id"), *said)
    except EconsentError as error:
        return await _again(visit, error)
    return view.led_to(f"{_LIST}/{visit.path('subscriber_id')}")


async def _again(visit: Visit, error: EconsentError) -> Response[bytes]:
    """Show a subscriber once more with what went wrong; where somebody has removed it meanwhile, the others."""
    try:
        return await _one(visit, error)
    except SubscriberUnknown:
        return await _shown(visit, error)


async def _one(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    named = visit.path("subscriber_id")
    one = await visit.ask(visit.library.subscribers.show, named)
    letters = await visit.ask(visit.library.subscribers.dead_letters, named)
    return view.page(
        visit, "subscriber.html", error,
        one=one, letters=letters, former=await former_of(visit, error),
    )  # fmt: skip


async def _shown(visit: Visit, error: EconsentError | None = None) -> Response[bytes]:
    every = await visit.ask(visit.library.subscribers.list)
    return view.page(
        visit, "subscribers.html", error, every=every,
        former=await former_of(visit, error),
    )  # fmt: skip


ROUTES: tuple[HTTPRouteHandler, ...] = (subscribers, add, subscriber, redeliver, pause, resume, rotate, remove)
