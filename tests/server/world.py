"""A library in which everything that the examples of the OpenAPI document name is there to be found."""

from __future__ import annotations

import msgspec

from econsent import codes, exchange
from econsent.instant import SECOND
from econsent.keys import CONTACT_TYPE
from econsent.library import Library
from econsent.server import examples
from econsent.signing.jws import sign_compact
from econsent.store.clock import SYSTEM
from tests.builders import consent
from tests.hand import Hand, deposit


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
    return {
        examples.RECEIPT_CODE: codes.write(said.digest[: codes.BYTES]),
        examples.JWS: sign_compact(msgspec.json.encode(here), hand.signer, CONTACT_TYPE).decode(),
    }
