"""Those who are told of changes by webhook: added and removed, and what they did not take."""

from __future__ import annotations

from litestar import Response

from econsent.errors import ArgumentInvalid, SubscriberUnknown
from econsent.exchange import (
    DeadLetter,
    Redelivery,
    RedeliveryRequest,
    SecretRotated,
    SecretRotation,
    Subscribed,
    Subscriber,
    SubscriberRequest,
)
from econsent.feed import PAGE
from econsent.server import examples
from econsent.server.access import AnyRequest, asked, changed, library_of, number_in, said_in
from econsent.server.feeds import AFTER, LIMIT, cursor_in
from econsent.server.intents import etag
from econsent.server.operations import json, operation, segment

_SCOPE = "subscribers.manage"
_ID = segment("subscriber_id", examples.SUBSCRIBER_ID, "The id that was given when it was added")
_ONE = "/v1/subscribers/{subscriber_id}"


@operation(
    "POST",
    "/v1/subscribers",
    takes=json(examples.SUBSCRIBER_REQUEST),
    gives=json(examples.SUBSCRIBED),
    status=201,
    scope=_SCOPE,
    changes=True,
)
async def subscribe(request: AnyRequest) -> Subscribed:
    """Tell a URL of changes from now on, or after an index; the secret is shown this once.

    Whoever adds a subscriber needs the scope `changes.read` as well.
    """
    return await changed(request, library_of(request).subscribers.add, await said_in(request, SubscriberRequest))


@operation("GET", "/v1/subscribers", gives=json([examples.SUBSCRIBER], list[Subscriber]), scope=_SCOPE)
async def list_subscribers(request: AnyRequest) -> list[Subscriber]:
    """List every subscriber and how it goes."""
    return await asked(request, library_of(request).subscribers.list)


@operation("GET", _ONE, gives=json(examples.SUBSCRIBER), scope=_SCOPE, errors=(SubscriberUnknown,), parameters=(_ID,))
async def show_subscriber(request: AnyRequest) -> Response[Subscriber]:
    """Show one subscriber and how it goes, with its version as `ETag`."""
    shown = await asked(request, library_of(request).subscribers.show, _id(request))
    return Response(shown, headers=etag(shown.version))


@operation("DELETE", _ONE, status=204, scope=_SCOPE, changes=True, errors=(SubscriberUnknown,), parameters=(_ID,))
async def remove_subscriber(request: AnyRequest) -> None:
    """Forget a subscriber and its dead letters, and tell it nothing more."""
    await changed(request, library_of(request).subscribers.remove, _id(request))


@operation(
    "POST", f"{_ONE}/pause", status=204, scope=_SCOPE, changes=True, errors=(SubscriberUnknown,), parameters=(_ID,)
)
async def pause_subscriber(request: AnyRequest) -> None:
    """Tell a subscriber nothing until it is resumed; its place is kept."""
    await changed(request, library_of(request).subscribers.pause, _id(request))


@operation(
    "POST", f"{_ONE}/resume", status=204, scope=_SCOPE, changes=True, errors=(SubscriberUnknown,), parameters=(_ID,)
)
async def resume_subscriber(request: AnyRequest) -> None:
    """Go on where a subscriber was paused or gone, or waits for its next attempt."""
    await changed(request, library_of(request).subscribers.resume, _id(request))


@operation(
    "POST",
    f"{_ONE}/rotation",
    takes=json(examples.SECRET_ROTATION),
    gives=json(examples.SECRET_ROTATED),
    status=201,
    scope=_SCOPE,
    changes=True,
    errors=(SubscriberUnknown,),
    parameters=(_ID,),
)
async def rotate_secret(request: AnyRequest) -> SecretRotated:
    """Sign with a new secret, which is shown this once, and for a while with those before it."""
    said = await said_in(request, SecretRotation)
    return await changed(request, library_of(request).subscribers.rotate, _id(request), said)


@operation(
    "GET",
    f"{_ONE}/dead-letters",
    gives=json([examples.DEAD_LETTER], list[DeadLetter]),
    scope=_SCOPE,
    errors=(SubscriberUnknown, ArgumentInvalid),
    parameters=(_ID, AFTER, LIMIT),
)
async def list_dead_letters(request: AnyRequest) -> list[DeadLetter]:
    """List what a subscriber did not take, oldest change first."""
    after, limit = cursor_in(request), number_in(request, "limit", PAGE)
    verb = library_of(request).subscribers.dead_letters
    return await asked(request, verb, _id(request), after, limit)


@operation(
    "POST",
    f"{_ONE}/dead-letters/redeliveries",
    takes=json(examples.REDELIVERY_REQUEST),
    gives=json(examples.REDELIVERY),
    status=202,
    scope=_SCOPE,
    changes=True,
    errors=(SubscriberUnknown,),
    parameters=(_ID,),
)
async def redeliver(request: AnyRequest) -> Redelivery:
    """Have dead letters delivered once more, one attempt each, before anything newer."""
    said = await said_in(request, RedeliveryRequest)
    return await changed(request, library_of(request).subscribers.redeliver, _id(request), said)


def _id(request: AnyRequest) -> str:
    subscriber_id: str = request.path_params["subscriber_id"]
    return subscriber_id


ROUTES = (
    subscribe,
    list_subscribers,
    show_subscriber,
    remove_subscriber,
    pause_subscriber,
    resume_subscriber,
    rotate_secret,
    list_dead_letters,
    redeliver,
)
