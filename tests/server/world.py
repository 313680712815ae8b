"""A library in which everything that the examples of the OpenAPI document name is there to be found."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pyotp

from econsent import codes, exchange, instant
from econsent.instant import SECOND
from econsent.keys import CONTACT_TYPE
from econsent.library import Library
from econsent.principals import ClientRequest, PersonRequest, TokenRequest
from econsent.server import examples
from econsent.signing.jws import sign_compact
from econsent.store.clock import SYSTEM
from econsent.workshop import Workshop
from tests.builders import consent
from tests.hand import Hand, deposit
from tests.smart import Client
from tests.timeauthority import running

PUBLIC_URL = "https://library.example"
AUDIENCE = f"{PUBLIC_URL}{examples.TOKEN_PATH}"


def furnish(library: Library) -> dict[str, str]:
    """Bring a new library into that state; return what an example must be replaced by because only signing makes it."""
    hand = Hand.enrol(library)
    said = hand.say(consent(hand, iin=examples.PERSON.value), id=examples.STATEMENT_ID)
    assert not deposit(library, [said]).refused
    with library._shelf.writing() as pen:  # a code is drawn at random: none but the example's own would do
        soon = SYSTEM.wall() + 3600 * SECOND
        place = b'{"point":"Abai 12","room":"104","room_kind":"blood-draw"}'
        pen.add_invitation(codes.hashed(examples.INVITATION_CODE), "station-of-the-example", "Kiosk 1", place, soon)
    library.site.import_files(examples.SITE_FILES.files)
    library.forms.release(examples.FORM_FILES.files)
    here = exchange.Contact(
        schema="econsent-contact/1", device=hand.device_id, answers=SYSTEM.wall(), seq=hand.seq, waiting=0
    )
    added = library.subscribers.add(examples.SUBSCRIBER_REQUEST)
    _preserve(library)
    return {
        examples.SUBSCRIBER_ID: added.id,
        examples.STATION_ID: Hand.enrol(library).device_id,
        examples.INVITED_ID: library.invite(name="Kiosk 2", point="Abai 12").device_id,
        examples.KNOWN_AT: instant.render(SYSTEM.wall() + SECOND),
        examples.RECEIPT_CODE: codes.write(said.digest[: codes.BYTES]),
        examples.JWS: sign_compact(msgspec.json.encode(here), hand.signer, CONTACT_TYPE).decode(),
        **_works(library),
        **_roll(library),
    }


def _works(library: Library) -> dict[str, str]:
    """Have works done for whoever holds the first token: one that made a file, one to be confirmed, one that failed."""
    assert library.first_token
    asker = library.door.admit(library.first_token)
    asked = {
        examples.WORK_ID: library.works.export(examples.EXPORT_REQUEST, asker=asker),
        examples.CHECKED_WORK_ID: library.works.import_register(examples.IMPORT_REQUEST, asker=asker),
        examples.FAILED_WORK_ID: library.works.import_register(exchange.ImportRequest(files=(b"?",)), asker=asker),
    }
    for work in asked.values():
        Workshop(library).do(work.id)
    return {example: work.id for example, work in asked.items()}


def _preserve(library: Library) -> None:
    """Have the log preserved; the authority stays named, and does not answer any more."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "authority") as authority:
        library.preservations.authority = authority.named
        work = library.works.preserve(examples.PRESERVATION_REQUEST)
        Workshop(library).do(work.id)


def _roll(library: Library) -> dict[str, str]:
    """Let in whom the examples name; what is drawn at random, or good for a moment, takes the place of an example."""
    key = library.accounts.add_key(examples.KEY_REQUEST).principal.id
    client = Client()
    client.id = library.accounts.add_client(
        ClientRequest(name="LIS", scopes=("system/Consent.rs",), jwks=client.jwks)
    ).id
    added = library.accounts.add_person(
        PersonRequest(login=examples.LOGIN, name="Aigul", duty="registrar", password=examples.PASSWORD)
    )
    return {
        examples.KEY_ID: key,
        examples.CLIENT_ID: client.id,
        examples.SOMEONE_ID: added.principal.id,
        examples.TOTP: pyotp.parse_uri(added.otpauth).now(),
        examples.ASSERTION: client.assertion(AUDIENCE),
        "DELETE /v1/sessions": library.door.grant(_asking(client), AUDIENCE).access_token,
    }


def _asking(client: Client) -> TokenRequest:
    return msgspec.structs.replace(examples.TOKEN_REQUEST, client_assertion=client.assertion(AUDIENCE))
