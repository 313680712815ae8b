"""What needs a person: what is wrong or open, and how often; nothing that names anybody."""

from __future__ import annotations

from typing import Literal

from econsent.exchange.message import Message
from econsent.record import Count

NeedCode = Literal[
    "station.late",
    "station.alarm",
    "station.certificate",
    "station.invitation",
    "subscriber.dead-letter",
    "site.camera",
    "site.sign",
    "site.gap",
    "staff.missing",
    "log.preservation",
]
"""Stations that were not heard of for too long; alarms of stations that nobody has seen to; stations whose certificate
ends within thirty days; invitations that ran out unused; messages that a subscriber did not take; cameras that may not
film; signs that are missing or unknown; what else the register of the site lacks; staff without a consent that stands;
a preservation of the log that is due.
"""


class Need(Message, frozen=True, kw_only=True):
    """One sort of thing that needs a person, and how many there are: at least one."""

    code: NeedCode
    count: Count


class Needs(Message, frozen=True, kw_only=True):
    """What needs a person now, the most urgent first, as far as whoever asks may see it."""

    at: str
    needs: tuple[Need, ...]
