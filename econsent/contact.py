"""A station's sign of life: who it is, that it is here now, and how much still waits there (SPEC 9.8).

Without it a station that has nothing to say could not be told from one that cannot reach the library.
"""

from __future__ import annotations

from econsent import exchange, keys
from econsent.errors import ContactRefused
from econsent.exchange import Contact
from econsent.instant import SECOND, Interval
from econsent.keys import CONTACT_TYPE, common_name
from econsent.trust import Trust

PATIENCE = 120 * SECOND
"""How old the reply may be that a contact answers, in microseconds: a replayed one is worth no more than that."""
MAX_CONTACT = 16 * 1024
"""Bytes of a contact."""


def open_contact(jws: bytes, trust: Trust, now: int) -> tuple[Contact, bytes]:
    """Check a sign of life at the library's time (µs) and return it with the device's certificate.

    Raises ContactRefused for one of another device or of another time, or KeysError leaves.
    """
    if len(jws) > MAX_CONTACT:
        raise _refused("A sign of life is not that long.")
    opened = keys.open_jws(jws, CONTACT_TYPE)
    keys.check_chain(opened.chain, trust.roots)
    keys.check_signature(jws, opened.chain[0])
    keys.check_validity(opened.chain, Interval(now, now))
    contact = exchange.parse(opened.payload, Contact)
    if contact.device != common_name(opened.chain[0]):
        raise _refused("The sign of life names another device than its certificate.")
    if not now - PATIENCE <= contact.answers <= now:
        raise _refused("The sign of life answers no reply of the last two minutes.")
    return contact, opened.chain[0]


def _refused(what: str) -> ContactRefused:
    return ContactRefused(what, kept="The contact before it stands.", remedy="Let the station deliver again.")
