"""What makes a function a page: who is signed in, the sign-in where nobody is, and errors as people read them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from econsent.errors import AccessDenied, EconsentError
from econsent.server import problems
from econsent.server.access import AnyRequest
from econsent.server.console import live, signin, view
from econsent.server.console.assets import ROUTE
from econsent.server.console.visit import Form, Visit, arrived, sent, sent_with_files

Answer = Response[bytes] | Stream
Page = Callable[[Visit], Awaitable[Answer]]


def page(method: Literal["GET", "POST"], path: str, *, upload: int | None = None) -> Callable[[Page], HTTPRouteHandler]:
    """Make a function the page at a path; it is called with whoever is signed in.

    With `upload` the form may bring files of so many bytes together: they are read for whoever is signed in alone.
    """

    def made(function: Page) -> HTTPRouteHandler:
        async def handle(request: AnyRequest) -> Answer:
            form, visit = Form(), None
            try:
                form = await (sent(request) if upload is None else sent_with_files(request, upload))
                visit = await arrived(request, form)
                request.scope["state"][view.SEEN] = await live.seen_by(request)
                return await function(visit)
            except AccessDenied as error:
                request.scope["state"][problems.CODE] = error.code
                return signin.wanted(request, form)
            except EconsentError as error:
                request.scope["state"][problems.CODE] = error.code
                return view.refused(request, error, visit)
            except Exception as error:  # noqa: BLE001 - nothing of it is told to anybody but the log
                problems.note_fault(request.scope, error)
                return view.refused(request, problems.fault_error(), visit)

        handle.__doc__ = function.__doc__
        handler = HTTPRouteHandler(
            path, http_method=method, media_type=view.HTML, opt={ROUTE: path.replace(":str", "")}
        )
        return handler(handle)

    return made
