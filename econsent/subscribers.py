"""Who is told of changes by webhook: added, paused, removed; what each did not take, and may be told once more.

Nothing is sent here: `courier` delivers. What a subscriber is told is what whoever added it may see.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from econsent import instant, webhook
from econsent.access import LOCAL, UNSAID, Asker, Intent
from econsent.audit import AuditTrail
from econsent.errors import ArgumentInvalid, SubscriberUnknown
from econsent.exchange import (
    DeadLetter,
    Redelivery,
    RedeliveryRequest,
    SecretRotated,
    SecretRotation,
    State,
    Subscribed,
    Subscriber,
    SubscriberRequest,
)
from econsent.feed import MAX_PAGE, PAGE, VERB, Feed
from econsent.instant import SECOND
from econsent.store.clock import Clock
from econsent.store.home import LibraryHome
from econsent.store.revisions import Revisions
from econsent.store.subscribers import (
    ACTIVE,
    PAUSED,
    KeptLetter,
    KeptSubscriber,
    SubscriberBook,
    SubscriberPen,
    Terms,
    open_terms,
    seal_terms,
)

SCOPE = "subscribers.manage"
MOST = 1000
"""Subscribers of one library."""


Letters = list[DeadLetter]  # `list` is a verb below


class Subscribers:
    """The subscribers of one open library; safe to share between threads.

    What changes something raises ArgumentInvalid where no reason is said, and ChangedMeanwhile where not the version of
    a subscriber stands that was seen (SPEC 15.11, 15.12).
    """

    def __init__(self, book: SubscriberBook, home: LibraryHome, feed: Feed, audit: AuditTrail, clock: Clock) -> None:
        self.book = book
        """Their rows, for the courier."""
        self._revisions = Revisions(book.engine)
        self._home = home
        self._feed = feed
        self._audit = audit
        self._clock = clock

    def add(self, request: SubscriberRequest, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> Subscribed:
        """Tell a URL of every change from now on, or after an index; return its secret, which is not shown again.

        Whoever adds one must be allowed to read changes: raises ScopeMissing, or ArgumentInvalid for a URL or cursor.
        """
        with self._audit.asked(asker, "subscribers.add", intent=intent) as asking:
            asker.require(VERB)
            _allow(asker, intent)
            webhook.target(request.url, allow_private=request.allow_private)
            key, newest = secrets.token_bytes(webhook.SECRET_BYTES), self._feed.size() - 1
            after = newest if request.after is None else request.after
            if after > newest:
                raise ArgumentInvalid("The log does not reach that far.", kept="Nobody was added.", path="after")
            subscriber_id = asking.target = f"subscriber-{secrets.token_hex(6)}"
            terms = Terms(
                url=request.url,
                key=key,
                name=request.name,
                controller=self._home.card.controller.bin,
                scopes=request.scopes,
                subjects=tuple(sorted(asker.subjects)),
                allow_private=request.allow_private,
            )
            self._keep(subscriber_id, terms, after, intent, asker)
            return Subscribed(id=subscriber_id, secret=webhook.write_secret(key), after=after)

    def list(self, *, asker: Asker = LOCAL) -> list[Subscriber]:
        """Return every subscriber and how it goes; raise ScopeMissing."""
        with self._audit.asked(asker, "subscribers.list"):
            asker.require(SCOPE)
            letters, size = self.book.letters_of(), self._feed.size()
            versions = self._revisions.numbers()
            return [
                self._shown(kept, size, letters.get(kept.id, (0, 0))[0], versions.get(kept.id, 0))
                for kept in self.book.all()
            ]

    def show(self, subscriber_id: str, *, asker: Asker = LOCAL) -> Subscriber:
        """Return one subscriber and how it goes; raise ScopeMissing or SubscriberUnknown."""
        with self._audit.asked(asker, "subscribers.show"):
            asker.require(SCOPE)
            kept = self._known(subscriber_id)
            letters, version = self.book.letters_of().get(kept.id, (0, 0))[0], self._revisions.number(kept.id)
            return self._shown(kept, self._feed.size(), letters, version)

    def remove(self, subscriber_id: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> None:
        """Forget a subscriber and its dead letters; raise ScopeMissing or SubscriberUnknown."""
        with self._changing("subscribers.remove", subscriber_id, intent, asker) as pen:
            _there(pen.remove(subscriber_id))

    def pause(self, subscriber_id: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> None:
        """Tell a subscriber nothing until it is resumed; its place is kept. Raise ScopeMissing or SubscriberUnknown."""
        self._set(subscriber_id, PAUSED, "subscribers.pause", intent, asker)

    def resume(self, subscriber_id: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> None:
        """Go on where a subscriber was paused, gave up or is waiting; raise ScopeMissing or SubscriberUnknown."""
        self._set(subscriber_id, ACTIVE, "subscribers.resume", intent, asker)

    def dead_letters(self, subscriber_id: str, after: int = -1, limit: int = PAGE, *, asker: Asker = LOCAL) -> Letters:
        """Return what a subscriber did not take, after an index, oldest change first.

        Raises ScopeMissing, SubscriberUnknown or ArgumentInvalid.
        """
        with self._audit.asked(asker, "subscribers.dead-letters"):
            asker.require(SCOPE)
            if not 1 <= limit <= MAX_PAGE:
                raise ArgumentInvalid(f"A page has 1 to {MAX_PAGE} dead letters.", path="limit")
            kept = self._known(subscriber_id)
            return [_dead(letter) for letter in self.book.letters(kept.id, after, limit)]

    def redeliver(
        self,
        subscriber_id: str,
        request: RedeliveryRequest | None = None,
        *,
        intent: Intent = UNSAID,
        asker: Asker = LOCAL,
    ) -> Redelivery:
        """Have dead letters delivered once more, before anything newer: one attempt each.

        Raises ScopeMissing, or SubscriberUnknown where the subscriber, or a dead letter named, is not there.
        """
        asked = set(request.indexes if request else ())
        with self._changing("subscribers.redeliver", subscriber_id, intent, asker) as pen:
            found = pen.want(subscriber_id, sorted(asked))
            _there(asked <= set(found))
        return Redelivery(indexes=tuple(found))

    def rotate(
        self,
        subscriber_id: str,
        rotation: SecretRotation | None = None,
        *,
        intent: Intent = UNSAID,
        asker: Asker = LOCAL,
    ) -> SecretRotated:
        """Sign what a subscriber is told with a new secret, not shown again, and for a while with those before it, too.

        Without an overlap every secret before it signs nothing from now on. Raises ScopeMissing or SubscriberUnknown.
        """
        key, now = secrets.token_bytes(webhook.SECRET_BYTES), self._clock.wall()
        until = now + (rotation or SecretRotation()).overlap_minutes * 60 * SECOND
        vault = self._home.keys.vault
        with self._changing("subscribers.rotate", subscriber_id, intent, asker) as pen:
            sealed = pen.terms(subscriber_id)
            if sealed is None:
                raise _unknown()
            terms = open_terms(vault, subscriber_id, sealed).rotated(key, now, until)
            pen.set_terms(subscriber_id, seal_terms(vault, subscriber_id, terms))
        return SecretRotated(id=subscriber_id, secret=webhook.write_secret(key), former_until=_former(terms, now))

    # ── for the courier ──

    def terms(self, kept: KeptSubscriber) -> Terms:
        """Return what was agreed with a subscriber; raise StoreDamaged."""
        return open_terms(self._home.keys.vault, kept.id, kept.terms)

    def now(self) -> int:
        """Return the library's clock, microseconds since the epoch."""
        return self._clock.wall()

    # ── inside ──

    def _keep(self, subscriber_id: str, terms: Terms, after: int, intent: Intent, asker: Asker) -> None:
        sealed = seal_terms(self._home.keys.vault, subscriber_id, terms)
        with self.book.writing() as pen:
            if pen.count() >= MOST:
                raise ArgumentInvalid(f"There are {MOST} subscribers.", kept="Nobody was added.", remedy="Remove one.")
            pen.add(KeptSubscriber(subscriber_id, sealed, ACTIVE, after, 0, None, 0, ""))
            self._revise(pen, "subscribers.add", subscriber_id, intent, asker)

    def _set(self, subscriber_id: str, state: str, verb: str, intent: Intent, asker: Asker) -> None:
        with self._changing(verb, subscriber_id, intent, asker) as pen:
            _there(pen.set_state(subscriber_id, state))

    @contextmanager
    def _changing(self, verb: str, subscriber_id: str, intent: Intent, asker: Asker) -> Iterator[SubscriberPen]:
        """Stand around a change of a subscriber: who may make it, why, and of which version; raise what they raise."""
        with self._audit.asked(asker, verb, target=subscriber_id, intent=intent):
            _allow(asker, intent)
            with self.book.writing() as pen:
                self._revise(pen, verb, subscriber_id, intent, asker)
                self._known(subscriber_id)
                yield pen

    def _revise(self, pen: SubscriberPen, verb: str, subscriber_id: str, intent: Intent, asker: Asker) -> None:
        vault = self._home.keys.vault
        pen.revise(vault, subscriber_id, intent, at=self._clock.wall(), asker=asker, verb=verb)

    def _known(self, subscriber_id: str) -> KeptSubscriber:
        kept = self.book.one(subscriber_id)
        if kept is None:
            raise _unknown()
        return kept

    def _shown(self, kept: KeptSubscriber, size: int, letters: int, version: int) -> Subscriber:
        terms = self.terms(kept)
        return Subscriber(
            id=kept.id,
            url=terms.url,
            name=terms.name,
            controller=terms.controller,
            scopes=terms.scopes,
            allow_private=terms.allow_private,
            state=cast("State", kept.state),
            after=kept.told,
            waiting=size - 1 - kept.told,
            dead_letters=letters,
            attempts=kept.attempts,
            next_attempt=instant.render(kept.due) if kept.due > self._clock.wall() else None,
            failing_since=None if kept.failing is None else instant.render(kept.failing),
            problem=kept.problem,
            former_until=_former(terms, self._clock.wall()),
            version=version,
        )


def message_id(subscriber_id: str, index: int) -> str:
    """Return the webhook-id of a change: the same at every attempt, so that a receiver knows what it has."""
    return f"{subscriber_id}-{index}"


def _former(terms: Terms, now: int) -> str | None:
    """Return until when secrets before the newest sign, too."""
    last = max((one.until for one in terms.former), default=now)
    return instant.render(last) if last > now else None


def _dead(letter: KeptLetter) -> DeadLetter:
    return DeadLetter(
        index=letter.index,
        message=message_id(letter.subscriber, letter.index),
        given_up=instant.render(letter.at),
        attempts=letter.attempts,
        problem=letter.problem,
        wanted=letter.wanted,
    )


def _allow(asker: Asker, intent: Intent) -> None:
    asker.require(SCOPE)
    asker.require_reason(intent)


def _there(known: bool) -> None:
    if not known:
        raise _unknown()


def _unknown() -> SubscriberUnknown:
    return SubscriberUnknown(
        "There is no such subscriber here, or no such dead letter of it.",
        kept="Nothing was changed.",
        remedy="Compare the id: `econsent subscriber list`.",
    )
