"""Those who may ask a library behind HTTP, and what they asked: `accounts`, `door`, `inspection` and `overview`."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from econsent.access import UNSAID, Intent
from econsent.errors import PrincipalUnknown
from econsent.exchange import AuditLine, AuditQuery, AuditReport, Day, DecisionQuery, DecisionsFound, NameQuery, Needs
from econsent.principals import (
    ClientKeys,
    ClientRequest,
    EnrolledPerson,
    IssuedKey,
    KeyRequest,
    NewPassword,
    PersonRequest,
    Principal,
    Session,
    SessionRequest,
    Sort,
)

if TYPE_CHECKING:
    from econsent.remote import Remote

_ID = re.compile(r"[a-z0-9-]{1,64}")


class RemoteAccounts:
    """The keys, clients and people of a library at a URL; every verb raises what the library raises."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def add_key(self, request: KeyRequest, *, intent: Intent = UNSAID) -> IssuedKey:
        """Make a key with scopes; it is returned now and never again."""
        return self._remote.say("POST", "v1/access/keys", request, IssuedKey, intent)

    def rotate_key(self, principal: str, *, intent: Intent = UNSAID) -> IssuedKey:
        """Make another key in place of one, which opens nothing from now on."""
        return self._remote.say("POST", f"v1/access/keys/{_segment(principal)}/rotation", None, IssuedKey, intent)

    def add_client(self, request: ClientRequest, *, intent: Intent = UNSAID) -> Principal:
        """Let a client in by its public keys; its id is the `client_id`."""
        return self._remote.say("POST", "v1/access/clients", request, Principal, intent)

    def replace_keys(self, principal: str, request: ClientKeys, *, intent: Intent = UNSAID) -> Principal:
        """Put other public keys in the place of a client's."""
        path = f"v1/access/clients/{_segment(principal)}/keys"
        return self._remote.say("PUT", path, request, Principal, intent)

    def add_person(self, request: PersonRequest, *, intent: Intent = UNSAID) -> EnrolledPerson:
        """Let a person in by password and one-time code; the otpauth URI is returned now and never again."""
        return self._remote.say("POST", "v1/access/people", request, EnrolledPerson, intent)

    def set_password(self, principal: str, request: NewPassword, *, intent: Intent = UNSAID) -> Principal:
        """Put another password in the place of a person's, who is then signed out."""
        path = f"v1/access/people/{_segment(principal)}/password"
        return self._remote.say("PUT", path, request, Principal, intent)

    def renew_totp(self, principal: str, *, intent: Intent = UNSAID) -> EnrolledPerson:
        """Put another secret of codes in the place of a person's, who is then signed out."""
        path = f"v1/access/people/{_segment(principal)}/totp"
        return self._remote.say("POST", path, None, EnrolledPerson, intent)

    def disable(self, principal: str, *, intent: Intent = UNSAID) -> Principal:
        """Let a key, client or person open nothing more, at once."""
        return self._remote.say("DELETE", f"v1/access/{_segment(principal)}", None, Principal, intent)

    def listed(self, kind: Sort | None = None) -> list[Principal]:
        """Return who may ask, oldest first, and who no longer may."""
        every = self._remote.say("GET", "v1/access", None, list[Principal])
        return [one for one in every if kind in (None, one.kind)]


class RemoteDoor:
    """Where people sign in to a library at a URL, and out."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def sign_in(self, request: SessionRequest) -> Session:
        """Get a person's token for a password and a one-time code; raise AccessDenied or RateLimited."""
        return self._remote.say("POST", "v1/sessions", request, Session)

    def sign_out(self, token: str, *, everywhere: bool = False) -> None:
        """Let a person's token open nothing more, or all of theirs; raise AccessDenied, ArgumentInvalid for a key."""
        self._remote.tell("DELETE", f"v1/sessions?everywhere={str(everywhere).lower()}", token=token)


class RemoteInspection:
    """What was asked of a library at a URL, and by whom."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def find(self, query: AuditQuery) -> list[AuditLine]:
        """Return lines of the audit trail, oldest first."""
        return self._remote.say("POST", "v1/audit/find", query, list[AuditLine])

    def check(self) -> AuditReport:
        """Let the library recompute its trail and say what it found."""
        return self._remote.say("GET", "v1/audit/report", None, AuditReport)


class RemoteOverview:
    """How a day went in a library at a URL."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def day(self, day: dt.date | None = None) -> Day:
        """Return how a day went, by default today by this machine's clock."""
        wanted = dt.date.today() if day is None else day
        return self._remote.say("GET", f"v1/days/{wanted.isoformat()}", None, Day)


class RemoteAttention:
    """What needs a person in a library at a URL."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def needs(self) -> Needs:
        """Return what needs a person now, as far as the asker may see it, the most urgent first."""
        return self._remote.say("GET", "v1/attention", None, Needs)


class RemoteSearch:
    """The decisions of a library at a URL, by what they are."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def decisions(self, query: DecisionQuery) -> DecisionsFound:
        """Return decisions about people whom the asker sees, newest first."""
        return self._remote.say("POST", "v1/search", query, DecisionsFound)

    def named(self, query: NameQuery) -> DecisionsFound:
        """Return the decisions of people of a name on certain days, newest first."""
        return self._remote.say("POST", "v1/search/name", query, DecisionsFound)


def _segment(principal: str) -> str:
    """Return an id as one segment of a path; what is none is nobody's, and could lead elsewhere."""
    if _ID.fullmatch(principal) is None:
        raise PrincipalUnknown("There is no such key, client or person.", remedy="List them.")
    return principal
