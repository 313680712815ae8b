"""Measure what it costs to know who asks: at every request, and when somebody gets a token.

A camera's request shows its key: that is believed for two seconds, so the floor is a hash of the key and one look into
a dict. A client's assertion costs its signature and one durable transaction, a sign-in its Argon2id hash.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyotp
from joserfc import jws

from benchmarks._race import beside
from econsent import credentials
from econsent.library import ACCESS_TOKEN, Library
from econsent.principals import ClientRequest, PersonRequest, SessionRequest, TokenRequest
from econsent.server.gate import Gate
from econsent.server.limits import Limits
from tests.builders import LyingClock, make_library
from tests.smart import TYPE, Client

Row = dict[str, object]
AUDIENCE = "https://library.example/auth/token"
PASSWORD = "three grey cranes"  # nobody's


def run() -> list[Row]:
    """Return a row for the gate, one for a client's token, one for a sign-in."""
    clock = LyingClock()
    with tempfile.TemporaryDirectory() as name, make_library(Path(name), clock=clock) as library:
        token = (Path(name) / "library" / ACCESS_TOKEN).read_text().strip()
        return [gate(library, token), assertion(library), sign_in(library, clock)]


def gate(library: Library, token: str, count: int = 20_000) -> Row:
    """Let a key in that was just let in, within its limits."""
    before, known = Gate(library, Limits(requests=1e9)), {sha256(token.encode()).digest(): token}
    ours, floor = by_turns(
        lambda _: before.admit(f"Bearer {token}", "127.0.0.1"), lambda _: known[sha256(token.encode()).digest()], count
    )
    return beside("who asks, at a request with a key", ours, floor, "≤ 5", "µs")


def assertion(library: Library, count: int = 200) -> Row:
    """Give a client a token; the floor is the check of its signature."""
    client = Client("ES256")
    client.id = library.accounts.add_client(ClientRequest(name="c", scopes=("decision",), jwks=client.jwks)).id
    signed = [client.assertion(AUDIENCE) for _ in range(count)]
    ours, floor = by_turns(
        lambda number: library.door.grant(
            TokenRequest(grant_type="client_credentials", client_assertion_type=TYPE, client_assertion=signed[number]),
            AUDIENCE,
        ),
        lambda number: jws.deserialize_compact(signed[number], client.key, ["ES256"]),
        count,
    )
    return beside("a client's token for its assertion, durable", ours, floor, "", "µs")


def sign_in(library: Library, clock: LyingClock, count: int = 10) -> Row:
    """Sign a person in; the floor is one check of the password's hash."""
    added = library.accounts.add_person(PersonRequest(login="a", name="A", duty="reader", password=PASSWORD))
    app, kept = pyotp.parse_uri(added.otpauth), credentials.hash_password(PASSWORD)

    def sign(_: int) -> None:
        clock.ahead += 31_000_000
        code = app.at(clock.wall() // 1_000_000)
        library.door.sign_in(SessionRequest(login="a", password=PASSWORD, totp=code))

    ours, floor = by_turns(sign, lambda _: credentials.fits(kept, PASSWORD), count)
    return beside("a person signs in", ours, floor, "≤ 1.5 ×", "µs")


def by_turns(ours: Callable[[int], object], floor: Callable[[int], object], count: int) -> tuple[float, float]:
    """Return the µs that each takes, both measured in turns of one."""
    spent = [0.0, 0.0]
    for number in range(count):
        for place, act in enumerate((ours, floor)):
            began = time.perf_counter()
            act(number)
            spent[place] += time.perf_counter() - began
    return spent[0] / count * 1e6, spent[1] / count * 1e6


if __name__ == "__main__":
    for result in run():
        print(result)
