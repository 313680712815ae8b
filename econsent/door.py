"""The library's department at its door: who shows this token, who signed this assertion, who signs in here.

Whoever is refused stands in the audit trail: as whoever they said they were, or as `unknown`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from hashlib import sha256

import msgspec

from econsent import assertion, credentials, instant
from econsent.access import DUTIES, Asker, read_scopes, write_scopes
from econsent.audit import Asking, AuditTrail
from econsent.errors import (
    AccessDenied,
    ArgumentInvalid,
    ControllerForeign,
    RateLimited,
    ScopeMissing,
)
from econsent.instant import SECOND
from econsent.principals import GrantedToken, Session, SessionRequest, TokenRequest
from econsent.standing import Role
from econsent.store.clock import Clock
from econsent.store.roll import Attempts, Grant, Kept, Roll, RollPen
from econsent.store.vault import Vault

TOKEN_LIFE = 300 * SECOND
"""How long a client's token is good: the longest that SMART Backend Services recommends."""
SESSION_LIFE = 900 * SECOND
"""How long a person's token is good after they last did something."""
LONGEST_SESSION = 10 * 3600 * SECOND
"""How long it is good at the most: a working day."""
WARM = 2 * SECOND
"""How long a token is believed without looking again: a key that another process removed opens nothing after that."""
UNKNOWN = Asker(id="unknown", kind="key", scopes=frozenset())
"""Who asked, in the audit trail, where nothing says who it was."""
_WARM_TOKENS = 4096
_LONGEST_TOKEN = 512
_FREE_FAILURES = 5
_FIRST_DELAY = 30 * SECOND
_LONGEST_DELAY = 900 * SECOND
_REMEMBERED = 24 * 3600 * SECOND


def no_wait() -> float:
    """Return how many seconds whoever was refused has to wait: none."""
    return 0.0


class Door:
    """The door of an open library; safe to share between threads."""

    def __init__(self, roll: Roll, vault: Vault, bin: str, clock: Clock, audit: AuditTrail) -> None:  # noqa: A002
        self._roll = roll
        self._vault = vault
        self._bin = bin
        self._clock = clock
        self._audit = audit
        self._warm: dict[bytes, tuple[Asker, int, int]] = {}

    # ── a token ──

    def admit(self, token: str, *, refused: Callable[[], float] = no_wait) -> Asker:
        """Return who shows a token; raise AccessDenied, ControllerForeign or StoreError leaves.

        `refused` is asked at a refusal how many seconds to wait: where it is not 0, RateLimited is raised instead, and
        the audit trail has one entry for many of them.
        """
        now = self._clock.wall()
        hashed = hash_token(token)
        known = self._warm.get(hashed)
        if known is not None and known[1] <= now < known[2]:
            return known[0]
        return self._look_up(hashed, now, refused)

    def forget(self) -> None:
        """Look again at every token: who may ask was changed here."""
        self._warm = {}

    def limited(self, asker: str, verb: str, wait: float) -> RateLimited:
        """Count that somebody was sent away for asking too much, and return the error that says so."""
        self._audit.count(asker, verb, RateLimited.code)
        return RateLimited(
            "More was asked, or refused, from here than is let through.",
            kept="Nothing was looked at.",
            retry_after=wait,
        )

    def _look_up(self, hashed: bytes, now: int, refused: Callable[[], float]) -> Asker:
        who, warm = UNKNOWN.id, self._warm
        try:
            holder, scopes, until = self._behind(hashed)
            who = UNKNOWN.id if holder is None else holder.id
            asker = self._asker(holder, scopes, until, now)
        except (AccessDenied, ControllerForeign) as error:
            if wait := refused():
                raise self.limited(who, "access.admit", wait) from None
            self._audit.note(who, "access.admit", error.code)
            raise
        if len(warm) >= _WARM_TOKENS:
            warm.clear()
        # into what was warm before the look-up: where `forget` came in between, this is forgotten with the rest
        warm[hashed] = asker, now, now + WARM if until is None else min(now + WARM, until)
        return asker

    def _behind(self, hashed: bytes) -> tuple[Kept | None, frozenset[str], int | None]:
        """Return who is behind a token, for which scopes it was given out, and when (µs) it expires."""
        key = self._roll.by(hashed)
        if key is not None:
            return key, key.scopes, key.expires
        grant = self._roll.grant(hashed)
        if grant is None:
            return None, frozenset(), None
        return self._roll.of(grant.principal), grant.scopes, grant.expires

    def _asker(self, holder: Kept | None, scopes: frozenset[str], until: int | None, now: int) -> Asker:
        if holder is None or holder.disabled or (until is not None and until <= now):
            raise AccessDenied(
                "This access token is unknown, expired or taken back.",
                remedy="Ask whoever gives access for a new one, or sign in again.",
            )
        self._check_controller(holder)
        has, subjects = rights_of(holder)
        return Asker(id=holder.id, kind=holder.kind, scopes=scopes & has, subjects=subjects)

    def _check_controller(self, holder: Kept) -> None:
        if self._bin not in holder.controllers:
            raise ControllerForeign("Whoever asks was let in by another organisation.", remedy="Ask its library.")

    # ── a client (SMART Backend Services) ──

    def grant(self, request: TokenRequest, audience: str) -> GrantedToken:
        """Give a client a token against its signed assertion; `audience` is the token endpoint's URL.

        Raises AssertionRefused, ControllerForeign, ArgumentInvalid for a scope that is none, or ScopeMissing.
        """
        with self._audit.asked(UNKNOWN, "access.token") as asking:
            now = self._clock.wall()
            client = self._client(assertion.claimed(request.client_assertion), asking)
            checked = assertion.check(
                request.client_assertion, client=client.id, keys=client.keys, audience=audience, now=now
            )
            self._check_controller(client)
            scopes = _asked_for(request.scope, client)
            token = new_token()
            with self._roll.changing() as pen:
                pen.tidy(now, now - _REMEMBERED)
                if not pen.use(sha256(f"{client.id}\0{checked.jti}".encode()).digest(), checked.expires):
                    raise assertion.refused("was used before")
                pen.give(hash_token(token), Grant(principal=client.id, scopes=scopes, expires=now + TOKEN_LIFE))
            return GrantedToken(
                access_token=token, expires_in=TOKEN_LIFE // SECOND, scope=" ".join(write_scopes(scopes))
            )

    def _client(self, named: str, asking: Asking) -> Kept:
        known = self._roll.of(named)
        if known is None or known.kind != "client":
            raise assertion.refused("is of no client known here")
        asking.by(known.id)
        if known.disabled:
            raise assertion.refused("is of no client known here")
        return known

    # ── a person ──

    def sign_in(self, request: SessionRequest) -> Session:
        """Give a person a token for their password and one-time code; raise AccessDenied or RateLimited.

        Whether the login is there is not told, neither by words nor by the work that is done.
        """
        login = self.login_hash(request.login)
        with self._audit.asked(UNKNOWN, "access.session.begin") as asking:
            now = self._clock.wall()
            person = self._roll.by(login)
            if person is not None:
                asking.by(person.id)
            count_attempt(self._roll, login, now)
            step = self._step(person, request, now)
            if person is None or person.duty is None or step is None:
                raise _not_signed_in()
            self._check_controller(person)
            token, scopes = new_token(), DUTIES[person.duty].scopes
            with self._roll.changing() as pen:
                _use_step(pen, person.id, step)
                pen.forget_attempts(login)
                grant = Grant(
                    principal=person.id, scopes=scopes, expires=now + SESSION_LIFE, ends=now + LONGEST_SESSION
                )
                pen.give(hash_token(token), grant)
            return Session(
                token=token,
                expires=instant.render(now + SESSION_LIFE),
                duty=person.duty,
                scopes=write_scopes(scopes),
            )

    def renew(self, token: str) -> None:
        """Let a person's token that is still good be good for another `SESSION_LIFE`, within `LONGEST_SESSION`.

        Call it when a person did something, and not when a program did for them. Raises StoreError leaves.
        """
        hashed, now = hash_token(token), self._clock.wall()
        grant = self._roll.grant(hashed)
        if grant is None or grant.ends is None or not now < grant.expires <= now + SESSION_LIFE * 9 // 10:
            return
        with self._roll.changing() as pen:
            pen.renew(hashed, min(now + SESSION_LIFE, grant.ends))

    def person_of(self, asker: Asker) -> str:
        """Return the name of whoever asks, as it was given when they were let in; raise AccessDenied."""
        kept = self._roll.of(asker.id)
        if kept is None:
            raise AccessDenied("Whoever asks is no longer on the roll.", remedy="Sign in again.")
        return kept.name

    def names_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Return what the people, keys and clients of some ids are called, those too that may no longer ask."""
        found = (self._roll.of(one) for one in set(ids))
        return {kept.id: kept.name for kept in found if kept is not None}

    def sign_out(self, token: str, *, everywhere: bool = False) -> None:
        """Let a person's token open nothing more, or all of theirs; raise AccessDenied, ArgumentInvalid for a key."""
        asker = self.admit(token)
        with self._audit.asked(asker, "access.session.end"), self._roll.changing() as pen:
            if asker.kind == "key":
                raise ArgumentInvalid("A key is not signed out.", remedy="Remove it: `econsent access key remove`.")
            if everywhere:
                pen.take_all_back(asker.id)
            else:
                pen.take_back(hash_token(token))
        self.forget()

    def login_hash(self, login: str) -> bytes:
        """Return the keyed hash by which a login is found."""
        return self._vault.pseudonym("login\0" + login.encode(errors="replace").decode())

    def _step(self, person: Kept | None, request: SessionRequest, now: int) -> int | None:
        """Return the step of a right code beside a right password, else None; as much work for a login of nobody."""
        known = person is not None and not person.disabled
        password = person.password if person is not None and known else credentials.hash_of_nobody()
        secret = person.secret if person is not None and known else credentials.NO_SECRET
        right = credentials.fits(password, request.password)
        step = credentials.step_of(secret, request.totp, now)
        return step if known and right else None


def rights_of(kept: Kept) -> tuple[frozenset[str], frozenset[Role]]:
    """Return the scopes of a key, client or person, and whose statements they see."""
    if kept.duty is None:
        return kept.scopes, kept.subjects
    return DUTIES[kept.duty].scopes, DUTIES[kept.duty].subjects


def count_attempt(roll: Roll, handle: bytes, now: int) -> None:
    """Count an attempt as in vain before anything is checked, so that many at once are not more than one by one.

    `handle` is the hash of what is tried; `RollPen.forget_attempts` takes it back. Raises RateLimited.
    """
    with roll.changing() as pen:
        pen.tidy(now, now - _REMEMBERED)
        before = pen.attempts(handle)
        if before.closed > now:
            raise RateLimited(
                "This was tried in vain too often.",
                kept="What was entered was not looked at.",
                retry_after=(before.closed - now) / SECOND,
            )
        failures = before.failures + 1
        pen.put_attempts(handle, Attempts(failures, now + _delay(failures)))


def new_token() -> str:
    """Return a fresh token or key: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """Return the SHA-256 by which a token or key is found; what is too long for one is found by nothing."""
    return sha256(token[: _LONGEST_TOKEN + 1].encode(errors="surrogatepass")).digest()


def _use_step(pen: RollPen, principal: str, step: int) -> None:
    """Take a one-time code of a step, each once; one of before the last taken is as wrong as any other."""
    person = pen.of(principal)
    if person is None or person.disabled or step <= person.step:
        raise _not_signed_in()
    pen.change(msgspec.structs.replace(person, step=step))


def _asked_for(scope: str | None, client: Kept) -> frozenset[str]:
    asked = client.scopes if scope is None else read_scopes(scope.split(), client.scopes)
    if not asked or not asked <= client.scopes:
        raise ScopeMissing(
            "The client may not have a scope that it asks for.",
            kept="No token was given out.",
            remedy=f"It may have: {' '.join(write_scopes(client.scopes))}.",
        )
    return asked


def _delay(failures: int) -> int:
    """Return for how long (µs) a login is closed after failures in a row: twice as long after each, up to a limit."""
    beyond = failures - _FREE_FAILURES
    return 0 if beyond < 0 else min(_FIRST_DELAY << min(beyond, 10), _LONGEST_DELAY)


def _not_signed_in() -> AccessDenied:
    return AccessDenied(
        "The login, the password or the code is not right.",
        kept="Nobody was signed in; a code that was used is good for nothing more.",
        remedy="Compare all three, and wait for the next code.",
    )
