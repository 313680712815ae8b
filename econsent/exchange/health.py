"""How a server, a log and a folder are, and what went wrong with a request."""

from __future__ import annotations

from econsent.exchange.message import Message
from econsent.record import Hex32, Label, Token


class Consistency(Message, frozen=True, kw_only=True):
    """The proof that a newer tree only adds to an older one: hashes, base64."""

    proof: tuple[str, ...]


class Problem(Message, frozen=True, kw_only=True):
    """RFC 9457 problem details; `code` is the stable code of `econsent.errors`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    kept: str = ""
    remedy: str = ""
    path: str = ""
    clause: str = ""


class Readiness(Message, frozen=True, kw_only=True):
    """Whether a server is ready to be asked, and of each check ``ok`` or the stable code of what is wrong."""

    ready: bool
    checks: dict[Token, Label]


class LogReport(Message, frozen=True, kw_only=True):
    """What `econsent log check` found: every leaf, node and checkpoint, recomputed."""

    origin: str
    size: int
    root: Hex32
    checkpoints: int
    problems: tuple[Label, ...]


class Finding(Message, frozen=True, kw_only=True):
    """One thing fsck found: a stable code, where, what it means and what to do."""

    code: str
    where: str
    what: str
    remedy: str = ""
