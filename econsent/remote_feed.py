"""The departments `feed` and `subscribers` of a library behind HTTP: the same verbs as in process."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any

from econsent.access import UNSAID, Intent
from econsent.errors import RemoteUnreachable, StoreError
from econsent.exchange import (
    Change,
    Changes,
    DeadLetter,
    Redelivery,
    RedeliveryRequest,
    SecretRotated,
    SecretRotation,
    Subscribed,
    Subscriber,
    SubscriberRequest,
)

BEGINNING = -1
LONGEST_WAIT = 60
"""Seconds that a library keeps one question waiting."""
SLACK = 15.0
"""Seconds that an answer may come later than it was to."""
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 4.0
"""Seconds between attempts to reach a library again: they double from the first to the longest."""
_dice = secrets.SystemRandom()

Letters = list[DeadLetter]  # `list` is a verb below
Ask = Callable[..., Any]
"""A verb of `Remote`: path, then message where there is one, then the type of the answer."""


class RemoteFeed:
    """What happens in a library, for those who follow it."""

    def __init__(self, get: Ask) -> None:
        self._get = get

    def changes(self, after: int = BEGINNING, limit: int = 100, *, wait: float = 0) -> Changes:
        """Return what was logged after an index, oldest first; with `wait`, wait so many seconds (60 at most)."""
        seconds = min(int(wait), LONGEST_WAIT)
        path = f"v1/changes?after={after:d}&limit={limit:d}&wait={seconds:d}"
        found: Changes = self._get(path, Changes, timeout=seconds + SLACK)
        return found

    def follow(self, after: int = BEGINNING) -> Iterator[Change]:
        """Yield every change after an index, and then each as it is logged; never ends by itself.

        A library that cannot be reached is asked again, ever less often; what else it says is raised.
        """
        failures = 0
        while True:
            try:
                page = self.changes(after, wait=LONGEST_WAIT)
            except (RemoteUnreachable, StoreError):
                time.sleep(min(FIRST_PAUSE * 2.0 ** min(failures, 30), LONGEST_PAUSE) * _dice.uniform(0.75, 1.0))
                failures += 1
            else:
                failures, after = 0, page.after
                yield from page.changes


class RemoteSubscribers:
    """Who is told of changes by webhook; ids are given as one segment of a path by `segment`."""

    def __init__(self, get: Ask, say: Ask, tell: Ask, segment: Callable[[str], str]) -> None:
        self._get = get
        self._say = say
        self._tell = tell
        self._segment = segment

    def add(self, request: SubscriberRequest, *, intent: Intent = UNSAID) -> Subscribed:
        """Tell a URL of every change from now on, or after an index; the secret is not shown again."""
        added: Subscribed = self._say("POST", "v1/subscribers", request, Subscribed, intent)
        return added

    def list(self) -> list[Subscriber]:
        """Return every subscriber and how it goes."""
        found: list[Subscriber] = self._get("v1/subscribers", list[Subscriber])
        return found

    def show(self, subscriber_id: str) -> Subscriber:
        """Return one subscriber and how it goes; raise SubscriberUnknown."""
        found: Subscriber = self._get(self._path(subscriber_id), Subscriber)
        return found

    def remove(self, subscriber_id: str, *, intent: Intent = UNSAID) -> None:
        """Tell a subscriber nothing more, and forget it and its dead letters; raise SubscriberUnknown."""
        self._tell("DELETE", self._path(subscriber_id), None, intent)

    def pause(self, subscriber_id: str, *, intent: Intent = UNSAID) -> None:
        """Tell a subscriber nothing until it is resumed; its place is kept. Raise SubscriberUnknown."""
        self._tell("POST", f"{self._path(subscriber_id)}/pause", None, intent)

    def resume(self, subscriber_id: str, *, intent: Intent = UNSAID) -> None:
        """Go on where a subscriber was paused or gone, or is waiting; raise SubscriberUnknown."""
        self._tell("POST", f"{self._path(subscriber_id)}/resume", None, intent)

    def dead_letters(self, subscriber_id: str, after: int = BEGINNING, limit: int = 100) -> Letters:
        """Return what a subscriber did not take, after an index, oldest change first; raise SubscriberUnknown."""
        path = f"{self._path(subscriber_id)}/dead-letters?after={after:d}&limit={limit:d}"
        found: Letters = self._get(path, Letters)
        return found

    def redeliver(
        self, subscriber_id: str, request: RedeliveryRequest | None = None, *, intent: Intent = UNSAID
    ) -> Redelivery:
        """Have dead letters delivered once more; raise SubscriberUnknown."""
        path = f"{self._path(subscriber_id)}/dead-letters/redeliveries"
        found: Redelivery = self._say("POST", path, request or RedeliveryRequest(), Redelivery, intent)
        return found

    def rotate(
        self, subscriber_id: str, rotation: SecretRotation | None = None, *, intent: Intent = UNSAID
    ) -> SecretRotated:
        """Sign what a subscriber is told with a new secret, for a while with those before; raise SubscriberUnknown."""
        path = f"{self._path(subscriber_id)}/rotation"
        rotated: SecretRotated = self._say("POST", path, rotation or SecretRotation(), SecretRotated, intent)
        return rotated

    def _path(self, subscriber_id: str) -> str:
        return f"v1/subscribers/{self._segment(subscriber_id)}"
