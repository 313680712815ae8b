"""Follow what happens: print changes, and have others told of them by webhook."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render

if TYPE_CHECKING:
    from econsent.access import Intent
    from econsent.exchange import Change

_id = click.argument("subscriber_id", metavar="ID")


@click.command(help="Print what was logged. A line for each statement, none of which names a person.")
@options.asks_library
@click.option("--after", default=-1, show_default=True, type=click.IntRange(min=-1), help="Index to go on from.")
@click.option("--limit", default=100, show_default=True, help="How many at most, where they are not followed.")
@click.option("--follow", is_flag=True, help="Go on with each as it is logged. Until interrupted.")
def changes(library: str, after: int, limit: int, follow: bool, as_json: bool, **access: Any) -> None:
    """Print changes."""
    with options.opened(library, **access) as open_library:
        found = open_library.feed.follow(after) if follow else iter(open_library.feed.changes(after, limit).changes)
        for change in found:
            render.say(change, [_line(change)], as_json=as_json)  # click flushes each


def _line(change: Change) -> str:
    said = " ".join(f"{scope}={decision}" for scope, decision in change.decisions.items())
    return f"{change.index}  {change.logged}  {change.kind}  {change.id}  {said or '-'}"


@click.group(help="Have others told of changes by webhook.")
def subscriber() -> None:
    """Hold the commands together."""


@subscriber.command(help="Tell a URL of changes. The secret that it prints is not shown again.")
@options.asks_library
@options.adds
@click.argument("url", metavar="RECEIVER")
@click.option("--name", default="", help="What people call the receiver.")
@click.option("--scope", "scopes", multiple=True, help="Only changes of this scope; may be repeated.")
@click.option("--after", type=click.IntRange(min=-1), help="Index to go on from; by default the newest.")
@click.option("--allow-private", is_flag=True, help="Let it be on this machine or in a network of your own.")
def add(library: str, intent: Intent, as_json: bool, **said: Any) -> None:
    """Print the id and the secret."""
    from econsent.exchange import SubscriberRequest

    request = options.message(
        SubscriberRequest, **{field: said.pop(field) for field in ("url", "name", "scopes", "after", "allow_private")}
    )
    with options.opened(library, **said) as open_library:
        added = open_library.subscribers.add(request, intent=intent)
    render.say(
        added, render.facts([("id", added.id), ("secret", added.secret), ("after", added.after)]), as_json=as_json
    )


@subscriber.command(name="list", help="List who is told of changes. And how far each has been told.")
@options.asks_library
def list_(library: str, as_json: bool, **access: Any) -> None:
    """Print a line for each."""
    with options.opened(library, **access) as open_library:
        found = open_library.subscribers.list()
    rows = [
        (one.id, one.version, one.state, one.after, one.waiting, one.dead_letters, one.problem or "-", one.url)
        for one in found
    ]
    header = ("id", "version", "state", "after", "waiting", "dead letters", "problem", "url")
    render.say(found, render.table(header, rows), as_json=as_json)


@subscriber.command(help="Tell a subscriber nothing more. It and its dead letters are forgotten.")
@options.asks_library
@options.changes
@_id
def remove(library: str, intent: Intent, subscriber_id: str, as_json: bool, **access: Any) -> None:
    """Remove it."""
    with options.opened(library, **access) as open_library:
        open_library.subscribers.remove(subscriber_id, intent=intent)
    _say_done("removed", subscriber_id, as_json)


@subscriber.command(help="Tell a subscriber nothing for a while. Its place is kept.")
@options.asks_library
@options.changes
@_id
def pause(library: str, intent: Intent, subscriber_id: str, as_json: bool, **access: Any) -> None:
    """Pause it."""
    with options.opened(library, **access) as open_library:
        open_library.subscribers.pause(subscriber_id, intent=intent)
    _say_done("paused", subscriber_id, as_json)


@subscriber.command(help="Go on with a subscriber. It was paused or gone, or waits for its next attempt.")
@options.asks_library
@options.changes
@_id
def resume(library: str, intent: Intent, subscriber_id: str, as_json: bool, **access: Any) -> None:
    """Resume it."""
    with options.opened(library, **access) as open_library:
        open_library.subscribers.resume(subscriber_id, intent=intent)
    _say_done("resumed", subscriber_id, as_json)


@subscriber.command(help="Sign with a new secret, printed this once. For a while with those before it, too.")
@options.asks_library
@options.changes
@_id
@click.option(
    "--overlap-minutes",
    default=24 * 60,
    show_default=True,
    type=click.IntRange(0, 7 * 24 * 60),
    help="How long secrets before it sign, too; 0 for one that leaked.",
)
def rotate(
    library: str, intent: Intent, subscriber_id: str, overlap_minutes: int, as_json: bool, **access: Any
) -> None:
    """Print the new secret."""
    from econsent.exchange import SecretRotation

    rotation = options.message(SecretRotation, overlap_minutes=overlap_minutes)
    with options.opened(library, **access) as open_library:
        rotated = open_library.subscribers.rotate(subscriber_id, rotation, intent=intent)
    lines = [("id", rotated.id), ("secret", rotated.secret), ("former until", rotated.former_until or "no longer")]
    render.say(rotated, render.facts(lines), as_json=as_json)


def _say_done(what: str, subscriber_id: str, as_json: bool) -> None:
    render.say({what: subscriber_id}, render.facts([(what, subscriber_id)]), as_json=as_json)


@subscriber.command(name="dead-letters", help="List what a subscriber did not take. Oldest change first.")
@options.asks_library
@_id
@click.option("--after", default=-1, show_default=True, type=click.IntRange(min=-1), help="Index to go on from.")
@click.option("--limit", default=100, show_default=True, help="How many at most.")
def dead_letters(library: str, subscriber_id: str, after: int, limit: int, as_json: bool, **access: Any) -> None:
    """Print a line for each."""
    with options.opened(library, **access) as open_library:
        found = open_library.subscribers.dead_letters(subscriber_id, after, limit)
    rows = [(one.index, one.given_up, one.attempts, one.problem, "yes" if one.wanted else "no") for one in found]
    header = ("index", "given up", "attempts", "problem", "wanted")
    render.say(found, render.table(header, rows), as_json=as_json)


@subscriber.command(help="Have dead letters delivered once more. Those of each --index, or all.")
@options.asks_library
@options.changes
@_id
@click.option("--index", "indexes", multiple=True, type=click.IntRange(min=0), help="Which; may be repeated.")
def redeliver(
    library: str, intent: Intent, subscriber_id: str, indexes: tuple[int, ...], as_json: bool, **access: Any
) -> None:
    """Print how many wait now."""
    from econsent.exchange import RedeliveryRequest

    request = options.message(RedeliveryRequest, indexes=indexes)
    with options.opened(library, **access) as open_library:
        wanted = open_library.subscribers.redeliver(subscriber_id, request, intent=intent)
    render.say(wanted, render.facts([("wait to be delivered", len(wanted.indexes))]), as_json=as_json)


@click.group(help="Deliver webhooks without a server.")
def webhooks() -> None:
    """Hold the commands together."""


@webhooks.command(help="Deliver to subscribers as `econsent serve` does. Until interrupted, or --once.")
@click.argument("where", metavar="DIR")
@click.option("--once", is_flag=True, help="Deliver what is due and end; the exit code is 5 where something waits.")
@options.passphrase_file
@options.as_json
def deliver(where: str, once: bool, passphrase_file: Path | None, as_json: bool) -> int:
    """Deliver."""
    from econsent.courier import Courier
    from econsent.errors import RemoteUnreachable
    from econsent.library import Library

    with Library.open(where, passphrase=options.first_line(passphrase_file)) as library:
        courier = Courier(library)
        if once:
            done = courier.round()
            said = {"delivered": done.delivered, "waiting": done.waiting}
            render.say(said, render.facts(said.items()), as_json=as_json)
            return RemoteUnreachable.exit_code if done.waiting else 0
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: courier.stop())
        courier.run()
    return 0


COMMANDS = (changes, subscriber, webhooks)
