"""Say who may ask: keys of programs, clients with keys of their own, people. Secrets are shown once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from econsent.cli import options, render
from econsent.errors import ArgumentInvalid

if TYPE_CHECKING:
    from econsent.access import Intent
    from econsent.principals import EnrolledPerson, IssuedKey, Principal, Sort

DUTIES = ("reader", "registrar", "hr", "privacy-officer", "admin")
_id = click.argument("principal", metavar="ID")
_name = click.option("--name", required=True, help="What people call it.")
_scopes = click.option("--scope", "scopes", multiple=True, required=True, help="What it may ask; may be repeated.")
_controllers = click.option(
    "--controller", "controllers", multiple=True, help="BIN that lets it in; may be repeated. By default the library's."
)
_subjects = click.option(
    "--about",
    "subjects",
    multiple=True,
    type=click.Choice(["patient", "staff"]),
    help="Whose statements it sees; by default both.",
)
_jwks = click.option("--jwks", required=True, type=options.FILE, help="File with the client's public JWK set.")


@click.group(help="Say who may ask.")
def access() -> None:
    """Hold the commands together."""


@access.group(help="Keys for programs of small sites.")
def key() -> None:
    """Hold the commands together."""


@access.group(help="Clients that sign assertions (SMART Backend Services).")
def client() -> None:
    """Hold the commands together."""


@access.group(help="People who sign in.")
def person() -> None:
    """Hold the commands together."""


@key.command("add", help="Make a key. It is printed once.")
@options.asks_library
@options.adds
@_name
@_scopes
@_subjects
@_controllers
@click.option("--days", type=int, help="Days for which it is good; by default until it is removed.")
def add_key(library: str, intent: Intent, as_json: bool, days: int | None, **said: Any) -> None:
    """Print the key and its id."""
    from econsent.principals import KeyRequest

    request = options.message(KeyRequest, days=days, **_admitted(said))
    with options.opened(library, **said) as open_library:
        issued = open_library.accounts.add_key(request, intent=intent)
    _say_key(issued, as_json)


@key.command("rotate", help="Make another key in place of one. It is printed once.")
@options.asks_library
@options.changes
@_id
def rotate_key(library: str, principal: str, intent: Intent, as_json: bool, **access: Any) -> None:
    """Print the new key."""
    with options.opened(library, **access) as open_library:
        issued = open_library.accounts.rotate_key(principal, intent=intent)
    _say_key(issued, as_json)


@client.command("add", help="Let a client in by its public keys.")
@options.asks_library
@options.adds
@_name
@_scopes
@_subjects
@_controllers
@_jwks
def add_client(library: str, intent: Intent, as_json: bool, jwks: Path, **said: Any) -> None:
    """Print its client_id."""
    from econsent.principals import ClientRequest

    request = options.message(ClientRequest, jwks=_key_set(jwks), **_admitted(said))
    with options.opened(library, **said) as open_library:
        added = open_library.accounts.add_client(request, intent=intent)
    render.say(added, _facts(added), as_json=as_json)


@client.command("keys", help="Put other public keys in the place of a client's.")
@options.asks_library
@options.changes
@_id
@_jwks
def replace_keys(library: str, principal: str, intent: Intent, jwks: Path, as_json: bool, **access: Any) -> None:
    """Print the client."""
    from econsent.principals import ClientKeys

    request = options.message(ClientKeys, jwks=_key_set(jwks))
    with options.opened(library, **access) as open_library:
        changed = open_library.accounts.replace_keys(principal, request, intent=intent)
    render.say(changed, _facts(changed), as_json=as_json)


@person.command(
    "add", help="Let a person in. The password is read from stdin; what the authenticator needs is printed once."
)
@options.asks_library
@options.adds
@click.option("--login", required=True, help="Small letters, digits and . _ @ -")
@click.option("--name", required=True, help="The person's name; - reads it from stdin, before the password.")
@click.option("--duty", required=True, type=click.Choice(DUTIES), help="What the person is there for.")
@_controllers
def add_person(
    library: str,
    intent: Intent,
    login: str,
    name: str,
    duty: str,
    controllers: Sequence[str],
    as_json: bool,
    **access: Any,
) -> None:
    """Print the otpauth URI."""
    from econsent.principals import PersonRequest

    called = options.private(name, "name")
    request = options.message(
        PersonRequest, login=login, name=called, duty=duty, controllers=controllers, password=_password()
    )
    with options.opened(library, **access) as open_library:
        enrolled = open_library.accounts.add_person(request, intent=intent)
    _say_person(enrolled, as_json)


@person.command("password", help="Set another password. It is read from stdin; the person is signed out.")
@options.asks_library
@options.changes
@_id
def set_password(library: str, principal: str, intent: Intent, as_json: bool, **access: Any) -> None:
    """Print the person."""
    from econsent.principals import NewPassword

    request = options.message(NewPassword, password=_password())
    with options.opened(library, **access) as open_library:
        changed = open_library.accounts.set_password(principal, request, intent=intent)
    render.say(changed, _facts(changed), as_json=as_json)


@person.command("totp", help="Let a person take another authenticator. What it needs is printed once.")
@options.asks_library
@options.changes
@_id
def renew_totp(library: str, principal: str, intent: Intent, as_json: bool, **access: Any) -> None:
    """Print the otpauth URI."""
    with options.opened(library, **access) as open_library:
        enrolled = open_library.accounts.renew_totp(principal, intent=intent)
    _say_person(enrolled, as_json)


@person.command("token", help="Sign in. Password and one-time code are read from stdin; prints a token for 15 minutes.")
@options.asks_library
@click.option("--login", required=True, help="The person's login.")
def sign_in(library: str, login: str, as_json: bool, **access: Any) -> None:
    """Print the token."""
    from econsent.principals import SessionRequest

    request = options.message(SessionRequest, login=login, password=_password(), totp=options.private("-", "code"))
    with options.opened(library, **access) as open_library:
        session = open_library.door.sign_in(request)
    shown = [("token", session.token), ("duty", session.duty), ("expires", session.expires)]
    render.say(session, render.facts(shown), as_json=as_json)


@person.command("sign-out", help="Sign out. The token that is shown opens nothing more.")
@options.asks_library
@click.option("--everywhere", is_flag=True, help="End every session of the person, in every browser as well.")
def sign_out(library: str, everywhere: bool, as_json: bool, **access: Any) -> None:
    """End the session, or all of them."""
    token = options.shown_token(access["token_file"])
    with options.opened(library, **access) as open_library:
        open_library.door.sign_out(token, everywhere=everywhere)
    render.say({"everywhere": everywhere}, ["signed out everywhere" if everywhere else "signed out"], as_json=as_json)


def _lists(kind: Sort) -> Callable[..., None]:
    @options.asks_library
    def listed(library: str, as_json: bool, **access: Any) -> None:
        with options.opened(library, **access) as open_library:
            found = open_library.accounts.listed(kind)
        rows = [
            (one.id, one.version, one.state, one.login or "-", one.duty or "-", one.name, " ".join(one.scopes))
            for one in found
        ]
        lines = render.table(("id", "version", "state", "login", "duty", "name", "scopes"), rows)
        render.say(found, lines, as_json=as_json)

    return listed


def _disables() -> Callable[..., None]:
    @options.asks_library
    @options.changes
    @_id
    def disable(library: str, principal: str, intent: Intent, as_json: bool, **access: Any) -> None:
        with options.opened(library, **access) as open_library:
            disabled = open_library.accounts.disable(principal, intent=intent)
        render.say(disabled, _facts(disabled), as_json=as_json)

    return disable


key.command("list", help="List the keys. Never what they are.")(_lists("key"))
client.command("list", help="List the clients.")(_lists("client"))
person.command("list", help="List the people.")(_lists("person"))
key.command("remove", help="Let a key open nothing more. It stays in the list.")(_disables())
client.command("remove", help="Let a client in no more. It stays in the list.")(_disables())
person.command("disable", help="Let a person in no more. They stay in the list; the login is free.")(_disables())


def _admitted(said: dict[str, Any]) -> dict[str, Any]:
    """Take from options what a request says of whoever is let in."""
    fields = {name: said.pop(name) for name in ("name", "scopes", "subjects", "controllers")}
    return {name: value for name, value in fields.items() if value}


def _key_set(file: Path) -> Any:
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        raise ArgumentInvalid("The file holds no JWK set.", path=file.name) from None


def _password() -> str:
    return options.private("-", "password")


def _facts(one: Principal) -> list[str]:
    return render.facts(
        [
            ("id", one.id),
            ("name", one.name),
            ("login", one.login),
            ("duty", one.duty),
            ("state", one.state),
            *(("scope", scope) for scope in one.scopes),
            ("expires", one.expires),
            ("version", one.version),
        ]
    )


def _say_key(issued: IssuedKey, as_json: bool) -> None:
    lines = [*_facts(issued.principal), *render.facts([("key", issued.key)]), "", "The key is not shown again."]
    render.say(issued, lines, as_json=as_json)


def _say_person(enrolled: EnrolledPerson, as_json: bool) -> None:
    uri = render.facts([("otpauth", enrolled.otpauth)])
    lines = [*_facts(enrolled.principal), *uri, "", "Show this to the authenticator now; it is not shown again."]
    render.say(enrolled, lines, as_json=as_json)


COMMANDS = (access,)
