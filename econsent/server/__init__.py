"""A library over HTTP: parse, verb, render (docs/http.md). Needs the extra `server`."""

from econsent.server.app import app
from econsent.server.serving import Address, serve

__all__ = ["Address", "app", "serve"]
