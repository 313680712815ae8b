"""The library's department for those who may ask: keys of programs, clients with keys of their own, and people.

Keys and secrets are shown once, when they are made. Whoever was disabled stays on the roll: the audit trail names them
by their id.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from econsent import assertion, credentials, instant
from econsent.access import EVERY_SCOPE, EVERYBODY, LOCAL, UNSAID, Asker, Intent, read_scopes, write_scopes
from econsent.audit import AuditTrail
from econsent.door import Door, hash_token, new_token, rights_of
from econsent.errors import LoginTaken, PrincipalUnknown
from econsent.instant import SECOND
from econsent.principals import (
    ClientKeys,
    ClientRequest,
    EnrolledPerson,
    IssuedKey,
    KeyRequest,
    NewPassword,
    PersonRequest,
    Principal,
    Sort,
    State,
)
from econsent.record import Controller
from econsent.store.clock import Clock
from econsent.store.revisions import Revisions
from econsent.store.roll import Kept, Roll, RollPen

FIRST = "key-first"
"""The id of the key that a library is founded with."""
_SCOPE = "access.manage"
_DAY = 24 * 3600 * SECOND


class Accounts:
    """Those who may ask an open library; safe to share between threads.

    What changes something raises ArgumentInvalid where no reason is said, and ChangedMeanwhile where not the version of
    a key, client or person stands that was seen (SPEC 15.11, 15.12).
    """

    def __init__(self, roll: Roll, controller: Controller, clock: Clock, audit: AuditTrail, door: Door) -> None:
        self._roll = roll
        self._revisions = Revisions(roll.engine)
        self._controller = controller
        self._clock = clock
        self._audit = audit
        self._door = door

    # ── keys ──

    def add_key(self, request: KeyRequest, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> IssuedKey:
        """Make a key with scopes; it is returned now and never again. Raises ScopeMissing or ArgumentInvalid."""
        with self._audit.asked(asker, "access.key.add", intent=intent) as asking:
            _allow(asker, intent)
            key, now = new_token(), self._clock.wall()
            made = Kept(
                id=_new_id("key"),
                kind="key",
                name=request.name,
                controllers=self._let_in_by(request.controllers),
                created=now,
                scopes=read_scopes(request.scopes),
                subjects=frozenset(request.subjects),
                expires=None if request.days is None else now + request.days * _DAY,
            )
            asking.target = made.id
            with self._roll.changing() as pen:
                pen.add(made, hash_token(key))
                version = pen.revise(made.id, intent, at=now, asker=asker, verb="access.key.add")
            return IssuedKey(principal=_shown(made, now, version), key=key)

    def rotate_key(self, principal: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> IssuedKey:
        """Make another key in place of one, which opens nothing from now on; raise PrincipalUnknown or ScopeMissing."""
        with self._audit.asked(asker, "access.key.rotate", target=principal, intent=intent):
            _allow(asker, intent)
            key, now = new_token(), self._clock.wall()
            with self._roll.changing() as pen:
                kept = _known(pen, principal, "key")
                version = pen.revise(kept.id, intent, at=now, asker=asker, verb="access.key.rotate")
                pen.move(_active(kept), hash_token(key))
            self._door.forget()
            return IssuedKey(principal=_shown(kept, now, version), key=key)

    # ── clients ──

    def add_client(self, request: ClientRequest, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> Principal:
        """Let a client in by its public keys; its id is the `client_id`. Raises ScopeMissing or ArgumentInvalid."""
        with self._audit.asked(asker, "access.client.add", intent=intent) as asking:
            _allow(asker, intent)
            made = Kept(
                id=_new_id("client"),
                kind="client",
                name=request.name,
                controllers=self._let_in_by(request.controllers),
                created=self._clock.wall(),
                scopes=read_scopes(request.scopes),
                subjects=frozenset(request.subjects),
                keys=_keys_in(request.jwks),
            )
            asking.target = made.id
            with self._roll.changing() as pen:
                pen.add(made, None)
                version = pen.revise(made.id, intent, at=made.created, asker=asker, verb="access.client.add")
            return _shown(made, made.created, version)

    def replace_keys(
        self, principal: str, request: ClientKeys, *, intent: Intent = UNSAID, asker: Asker = LOCAL
    ) -> Principal:
        """Put other public keys in the place of a client's; raise PrincipalUnknown or ArgumentInvalid."""
        return self._change(
            principal, "client", "access.client.keys", intent, asker, lambda: {"keys": _keys_in(request.jwks)}
        )

    # ── people ──

    def add_person(self, request: PersonRequest, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> EnrolledPerson:
        """Let a person in by password and one-time code; raise ScopeMissing or LoginTaken.

        The otpauth URI holds the secret of the code: it is returned now and never again.
        """
        with self._audit.asked(asker, "access.person.add", intent=intent) as asking:
            _allow(asker, intent)
            made = Kept(
                id=_new_id("person"),
                kind="person",
                name=request.name,
                controllers=self._let_in_by(request.controllers),
                created=self._clock.wall(),
                login=request.login,
                duty=request.duty,
                password=credentials.hash_password(request.password),
                secret=credentials.new_secret(),
            )
            asking.target = made.id
            handle = self._door.login_hash(request.login)
            with self._roll.changing() as pen:
                if pen.holder(handle) is not None:
                    raise LoginTaken("Somebody has this login already.", kept="Nobody was added.", path="login")
                pen.add(made, handle)
                version = pen.revise(made.id, intent, at=made.created, asker=asker, verb="access.person.add")
            return self._enrolled(made, version)

    def set_password(
        self, principal: str, request: NewPassword, *, intent: Intent = UNSAID, asker: Asker = LOCAL
    ) -> Principal:
        """Put another password in the place of a person's, who is then signed out; raise PrincipalUnknown."""
        return self._change(
            principal,
            "person",
            "access.person.password",
            intent,
            asker,
            lambda: {"password": credentials.hash_password(request.password)},
        )

    def renew_totp(self, principal: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> EnrolledPerson:
        """Put another secret of codes in the place of a person's, who is then signed out; raise PrincipalUnknown."""
        secret = credentials.new_secret()
        changed = self._change(principal, "person", "access.person.totp", intent, asker, lambda: {"secret": secret})
        kept = self._roll.of(principal)
        if kept is None or kept.secret != secret:
            raise _no_such()
        return self._enrolled(kept, changed.version)

    # ── all of them ──

    def disable(self, principal: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> Principal:
        """Let a key, client or person open nothing more, at once; raise PrincipalUnknown or ScopeMissing."""
        return self._change(principal, None, "access.disable", intent, asker, lambda: {"disabled": True})

    def listed(self, kind: Sort | None = None, *, asker: Asker = LOCAL) -> list[Principal]:
        """Return who may ask, oldest first, and who no longer may; raise ScopeMissing."""
        with self._audit.asked(asker, "access.list"):
            asker.require(_SCOPE)
            now, versions = self._clock.wall(), self._revisions.numbers()
            return [
                _shown(kept, now, versions.get(kept.id, 0)) for kept in self._roll.every() if kind in (None, kept.kind)
            ]

    # ── inside ──

    def _change(
        self,
        principal: str,
        kind: Sort | None,
        verb: str,
        intent: Intent,
        asker: Asker,
        made: Callable[[], dict[str, Any]],
    ) -> Principal:
        """Change what is true of somebody, whose tokens open nothing more."""
        with self._audit.asked(asker, verb, target=principal, intent=intent):
            _allow(asker, intent)
            changes, now = made(), self._clock.wall()
            with self._roll.changing() as pen:
                before = _known(pen, principal, kind)
                version = pen.revise(before.id, intent, at=now, asker=asker, verb=verb)
                kept = msgspec.structs.replace(_active(before), **changes)
                pen.change(kept)
                pen.take_all_back(principal)
            self._door.forget()
            return _shown(kept, now, version)

    def _let_in_by(self, controllers: tuple[str, ...]) -> tuple[str, ...]:
        return controllers or (self._controller.bin,)

    def _enrolled(self, kept: Kept, version: int) -> EnrolledPerson:
        uri = credentials.enrolment(kept.secret, kept.login or "", self._controller.name.ru)
        return EnrolledPerson(principal=_shown(kept, self._clock.wall(), version), otpauth=uri)


def found(roll: Roll, controller: Controller, now: int) -> str:
    """Add the key that a library is founded with, which may do everything, and return it."""
    key = new_token()
    first = Kept(
        id=FIRST,
        kind="key",
        name="the first key",
        controllers=(controller.bin,),
        created=now,
        scopes=EVERY_SCOPE,
        subjects=EVERYBODY,
    )
    with roll.changing() as pen:
        pen.add(first, hash_token(key))
        pen.revise(FIRST, UNSAID, at=now, asker=LOCAL, verb="access.key.add")
    return key


def _new_id(kind: Sort) -> str:
    return f"{kind}-{secrets.token_hex(8)}"


def _allow(asker: Asker, intent: Intent) -> None:
    asker.require(_SCOPE)
    asker.require_reason(intent)


def _known(pen: RollPen, principal: str, kind: Sort | None) -> Kept:
    kept = pen.of(principal)
    if kept is None or kind not in (None, kept.kind):
        raise _no_such()
    return kept


def _active(kept: Kept) -> Kept:
    if kept.disabled:
        raise _no_such()
    return kept


def _keys_in(jwks: Mapping[str, Any]) -> tuple[assertion.Jwk, ...]:
    return assertion.read_keys(msgspec.json.encode(jwks))


def _shown(kept: Kept, now: int, version: int) -> Principal:
    scopes, subjects = rights_of(kept)
    return Principal(
        id=kept.id,
        kind=kept.kind,
        name=kept.name,
        state=_state(kept, now),
        scopes=write_scopes(scopes),
        subjects=tuple(sorted(subjects)),
        controllers=kept.controllers,
        created=instant.render(kept.created),
        expires=None if kept.expires is None else instant.render(kept.expires),
        login=kept.login,
        duty=kept.duty,
        version=version,
    )


def _state(kept: Kept, now: int) -> State:
    if kept.disabled:
        return "disabled"
    return "expired" if kept.expires is not None and kept.expires <= now else "active"


def _no_such() -> PrincipalUnknown:
    return PrincipalUnknown("There is no such key, client or person.", kept="Nothing was changed.", remedy="List them.")
