"""Ask a library, and take down a withdrawal.

A person's number never goes into a URL, nor need it into a process list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from econsent.cli import options, render
from econsent.exchange.search import Stands

if TYPE_CHECKING:
    from econsent.exchange import Answer, FoundDecision, StationContact
    from econsent.record import LegalBasis

DECISION_EXITS = {"CONSENT_PERMIT": 0, "CONSENT_DENY": 10, "NO_CONSENT": 11}
"""Only a permit is 0: a script that asks and goes on without looking never films where it may not."""

_at = click.option("--at", help="The moment asked about, RFC 3339 with an offset; by default now.")
_DAY = click.DateTime(["%Y-%m-%d"])
_room = click.option("--room", help="The room's id in the register.")
_camera = click.option("--camera", help="The camera's id in the register.")


@click.command(
    help="Ask whether a person may be filmed. The exit code is 0 for permit, 10 for deny, 11 for no consent."
)
@options.asks_library
@options.names_person
@click.option("--scope", required=True, help="What is asked for, such as filming.video.")
@_at
@_room
@_camera
def decide(
    library: str,
    who: dict[str, str],
    scope: str,
    at: str | None,
    room: str | None,
    camera: str | None,
    as_json: bool,
    **access: Any,
) -> int:
    """Print the answer and what it rests on."""
    from econsent.exchange import Question

    question = options.message(Question, person=who, scope=scope, at=at, room=room, camera=camera)
    with options.opened(library, **access) as open_library:
        answer = open_library.decide(question)
    render.say(answer, render.facts(_facts(answer)), as_json=as_json)
    return DECISION_EXITS[answer.decision]


def _facts(answer: Answer) -> list[tuple[str, object]]:
    return [
        (answer.decision, answer.reason),
        ("scope", answer.scope),
        *(("rests on", digest) for digest in answer.statements),
        *(("cites", _citation(one)) for one in answer.cites),
        *(("must not", f"{one.code} {' '.join(one.scopes)}") for one in answer.obligations),
        *(("station", _contact(one)) for one in answer.stations),
        ("valid until", answer.valid_until),
        ("evaluated at", answer.evaluated_at),
    ]


def _citation(one: LegalBasis) -> str:
    return f"{one.act}, par. {one.paragraph}" + (f" ({one.edition})" if one.edition else "")


def _contact(one: StationContact) -> str:
    heard = "never heard of" if one.stale_seconds is None else f"heard of {one.stale_seconds} s before"
    return f"{one.station}, {heard}" + (f", {one.waiting} waiting" if one.waiting else "")


@click.command(
    help="Ask who may not be filmed in a room or by a camera. The exit code is 0 where everyone may, else 10.",
    name="room",
)
@options.asks_library
@_room
@_camera
@click.option("--scope", default="filming.video", show_default=True, help="What is asked for.")
@_at
@click.option("--iin", "iins", multiple=True, help="The IIN of somebody there; may be repeated; - reads it from stdin.")
def decide_room(
    library: str,
    room: str | None,
    camera: str | None,
    scope: str,
    at: str | None,
    iins: tuple[str, ...],
    as_json: bool,
    **access: Any,
) -> int:
    """Print an answer for each person, and what the Order says of the place."""
    from econsent.exchange import RoomQuestion

    people = [options.person(iin) for iin in iins]
    question = options.message(RoomQuestion, persons=people, scope=scope, at=at, room=room, camera=camera)
    with options.opened(library, **access) as open_library:
        found = open_library.decide_room(question)
    shown = [
        ("may film", "yes" if found.may_film else "no"),
        ("place", f"{found.ground.outcome}, {found.ground.reason}"),
        ("staff", f"{found.staff}, {found.staff_missing} missing" if found.staff_missing else found.staff),
        *((f"person {place}", f"{one.decision} {one.reason}") for place, one in enumerate(found.answers, 1)),
        *(("cites", _citation(one)) for one in found.cites),
        *(("station", _contact(one)) for one in found.stations),
        ("evaluated at", found.evaluated_at),
    ]
    render.say(found, render.facts(shown), as_json=as_json)
    return 0 if found.may_film else DECISION_EXITS["CONSENT_DENY"]


@click.command(help="Show what stands for a person, scope by scope.")
@options.asks_library
@options.names_person
@_at
def stands(library: str, who: dict[str, str], at: str | None, as_json: bool, **access: Any) -> None:
    """Print a line for each scope."""
    from econsent.exchange import PersonQuestion

    question = options.message(PersonQuestion, person=who, at=at)
    with options.opened(library, **access) as open_library:
        found = open_library.stands(question)
    rows = [(one.scope, one.decision, one.reason, one.valid_until or "-") for one in found.answers]
    lines = [*render.table(("scope", "answer", "reason", "valid until"), rows), f"version {found.version}"]
    render.say(found, lines, as_json=as_json)


@click.command(help="List statements, newest first. Of a person, or one by its id; else decisions by what they are.")
@options.asks_library
@options.may_name_person
@click.option("--id", "statement_id", help="A statement's id.")
@click.option("--name", help="A name, among what was said since a day; - reads it from stdin.")
@click.option("--scope", help="What was decided about, such as filming.video.")
@click.option("--decision", type=click.Choice(["permit", "deny"]), help="What was decided.")
@click.option("--standing", type=click.Choice(get_args(Stands)), help="Whether it stands.")
@click.option("--since", type=_DAY, help="The first day on which it was said, as 2026-11-23.")
@click.option("--until", type=_DAY, help="The last day on which it was said.")
@click.option("--point", help="The point at which it was said, as the station was invited to it.")
@click.option("--after", help="The next page: what the page before ended with.")
@click.option("--before", type=int, help="Of a person: only what was logged before this index.")
@click.option("--limit", default=100, show_default=True, help="How many at most.")
def find(
    library: str,
    who: dict[str, str] | None,
    statement_id: str | None,
    before: int | None,
    limit: int,
    as_json: bool,
    **said: Any,
) -> None:
    """Print a line for each."""
    name = said.pop("name")
    what = {name: said.pop(name) for name in ("scope", "decision", "standing", "since", "until", "point", "after")}
    asked = any(value is not None for value in what.values())
    if name is not None:
        if who is not None or statement_id is not None or any(what[one] for one in ("scope", "decision", "standing")):
            raise click.UsageError("A name is looked for by day and point alone.")
        if what["since"] is None:
            raise click.UsageError("Say since which day the name is looked for: --since.")
        _search(library, what | {"limit": limit, "name": options.private(name, "name")}, as_json=as_json, **said)
        return
    if asked and who is None and statement_id is None:
        _search(library, what | {"limit": limit}, as_json=as_json, **said)
        return
    if asked:
        raise click.UsageError("Name a person or a statement, or say what is looked for, not both.")
    from econsent.exchange import SearchRequest

    request = options.message(SearchRequest, person=who, id=statement_id, before=before, limit=limit)
    with options.opened(library, **said) as open_library:
        found = open_library.find(request)
    rows = [(item.id, item.made, item.kind, item.device, item.index, _decisions(item.decisions)) for item in found]
    lines = render.table(("id", "made", "kind", "device", "index", "decisions"), rows)
    render.say(found, lines, as_json=as_json)


def _search(library: str, what: dict[str, Any], *, as_json: bool, **access: Any) -> None:
    from econsent.exchange import DecisionQuery, NameQuery

    said = {name: value for name, value in what.items() if value is not None}
    said |= {name: said[name].date() for name in ("since", "until") if name in said}
    with options.opened(library, **access) as open_library:
        if "name" in said:
            found = open_library.search.named(options.message(NameQuery, **said))
        else:
            found = open_library.search.decisions(options.message(DecisionQuery, **said))
    named = "name" in said
    rows = [
        (
            *((_whose(one),) if named else ()),
            *(one.id, one.made, one.point, one.scope or "-", one.decision or "-", one.standing, one.ends or "-"),
        )
        for one in found.decisions
    ]
    header = (*(("whose",) if named else ()), "id", "made", "point", "scope", "decision", "standing", "ends")
    lines = render.table(header, rows)
    render.say(found, [*lines, *([f"more: --after {found.after}"] if found.after else [])], as_json=as_json)


def _whose(one: FoundDecision) -> str:
    whose = one.whose
    return "-" if whose is None else f"{whose.name} ({whose.identifier.system} {whose.identifier.value})"


def _decisions(decisions: dict[str, str]) -> str:
    return " ".join(f"{scope}={decision}" for scope, decision in decisions.items()) or "-"


@click.command(help="Show one statement whole. With its place in the log, and when it was made.")
@options.asks_library
@click.argument("statement_id", metavar="ID")
def show(library: str, statement_id: str, as_json: bool, **access: Any) -> None:
    """Print it; the person is named, for this is the record itself."""
    from econsent import codes

    with options.opened(library, **access) as open_library:
        shown = open_library.show(statement_id)
    said = shown.statement
    lines = render.facts(
        [
            ("id", said.id),
            ("kind", said.kind),
            ("digest", shown.digest),
            ("receipt", codes.write(bytes.fromhex(shown.digest)[: codes.BYTES])),
            ("log index", shown.index),
            ("made", f"between {shown.earliest} and {shown.latest}"),
            ("logged", shown.logged),
            ("person", f"{said.subject.name}, {said.subject.role}" if said.subject else ""),
            ("place", f"{said.place.point} {said.place.room}".strip()),
            ("device", f"{said.device.id}, number {said.device.seq}"),
            ("signature", said.signature_class),
            *((("cosigned by the person", said.cosignature.signature_class),) if said.cosignature else ()),
            *((("the child's assent", said.assent.verdict),) if said.assent else ()),
            *(("decision", f"{item.scope} {item.decision} until {item.until or '-'}") for item in said.decisions),
            ("words", said.words),
        ]
    )
    render.say(shown, lines, as_json=as_json)


@click.command(help="Take down a withdrawal at the desk. The worker named has seen the person's document.")
@options.asks_library
@options.names_person
@click.option("--name", required=True, help="The person's name; - reads it from stdin, after the IIN.")
@click.option("--scope", "scopes", multiple=True, required=True, help="What is withdrawn; may be repeated.")
@click.option("--worker", required=True, help="Name of the worker who takes it down.")
@click.option("--words", help="The person's own words; - reads a line of stdin, after the name.")
@click.option(
    "--language", default="kk", show_default=True, type=click.Choice(["kk", "ru", "en"]), help="Language spoken."
)
@click.option(
    "--role", default="patient", show_default=True, type=click.Choice(["patient", "staff"]), help="Who the person is."
)
@options.if_match
def withdraw(library: str, who: dict[str, str], name: str, if_match: int | None, as_json: bool, **said: Any) -> None:
    """Log the withdrawal and print its id."""
    from econsent.access import Intent
    from econsent.exchange import WithdrawalRequest

    fields = {field: said.pop(field) for field in ("scopes", "worker", "words", "language", "role")}
    fields["name"] = options.private(name, "name")
    if fields["words"] is not None:
        fields["words"] = options.private(fields["words"], "words")
    request = options.message(WithdrawalRequest, person=who, **fields)
    with options.opened(library, **said) as open_library:
        withdrawn = open_library.withdraw(request, intent=Intent(version=if_match))
    shown = [
        ("withdrawn", " ".join(withdrawn.scopes)),
        ("id", withdrawn.id),
        ("digest", withdrawn.digest),
        ("log index", withdrawn.index),
    ]
    render.say(withdrawn, render.facts(shown), as_json=as_json)


@click.command(help="Mark a statement as entered in error. Two people say so; nothing is deleted.")
@options.asks_library
@click.argument("statement_id", metavar="ID")
@click.option("--reason", required=True, help="Why; - reads a line of stdin.")
@click.option("--by", "by", multiple=True, required=True, help="Name of one of the two; twice.")
def correct(library: str, statement_id: str, reason: str, by: tuple[str, ...], as_json: bool, **access: Any) -> None:
    """Log the correction and print its id."""
    from econsent.exchange import CorrectionRequest

    request = options.message(CorrectionRequest, id=statement_id, reason=options.private(reason, "reason"), by=by)
    with options.opened(library, **access) as open_library:
        corrected = open_library.correct(request)
    shown = [
        ("corrected", corrected.corrects),
        ("id", corrected.id),
        ("digest", corrected.digest),
        ("log index", corrected.index),
    ]
    render.say(corrected, render.facts(shown), as_json=as_json)


COMMANDS = (decide, decide_room, stands, find, show, withdraw, correct)
