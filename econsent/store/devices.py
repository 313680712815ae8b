"""What a library knows of its stations beside the log: how each of them is, and which were invited and never came."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import msgspec

from econsent.exchange import Acknowledged, Revoked
from econsent.record import ClockState
from econsent.store.home import DESK
from econsent.store.rows import OR_NULL, Packed, Room
from econsent.store.vault import Vault

_REVOCATION = "revocation"
_ACKNOWLEDGEMENT = "acknowledgement"
_revoked = Packed(Revoked)
_acknowledged = Packed(Acknowledged)


@dataclass(frozen=True, slots=True)
class KeptStation:
    """A station's row; moments are microseconds since the epoch.

    `waiting` and `oldest` are what it said when it was heard of last, `ends` is when its newest certificate does,
    `clock` what its last statement said of its clock, `revocation` sealed and None while it is trusted.
    """

    id: str
    name: str
    place: bytes
    contact: int | None
    waiting: int | None
    oldest: int | None
    ends: int
    clock: ClockState | None
    seq: int
    revoked_at: int | None
    revocation: bytes | None


@dataclass(frozen=True, slots=True)
class KeptInvitation:
    """An invitation that was neither used nor taken back, without its code, which is kept nowhere."""

    device: str
    name: str
    place: bytes
    expires: int


@dataclass(frozen=True, slots=True)
class KeptAlarm:
    """What was noticed of a device: when (µs), the stable code, and at which running number.

    `acknowledgement` is sealed, and None while nobody has seen to it.
    """

    at: int
    code: str
    device: str
    seq: int
    acknowledgement: bytes | None


class DeviceBook(Room):
    """The stations of a library, for whoever looks after them."""

    def stations(self) -> list[KeptStation]:
        """Return every station there ever was, those too that are revoked; the library's own desk is none."""
        sql = (
            "SELECT id, name, place, contact, waiting, oldest, ends, clock, seq, revoked_at, revocation FROM device"
            " WHERE id <> ? ORDER BY id"
        )
        number = (int, OR_NULL)
        types = (str, str, bytes, number, number, number, int, (str, OR_NULL), int, number, (bytes, OR_NULL))
        return [KeptStation(*row) for row in self._all(sql, (DESK,), *types)]

    def invitations(self) -> list[KeptInvitation]:
        """Return the invitations that were neither used nor taken back, the first to expire first."""
        sql = (
            "SELECT device, name, place, expires FROM invitation WHERE used IS NULL AND cancelled IS NULL"
            " ORDER BY expires, device"
        )
        return [KeptInvitation(*row) for row in self._all(sql, (), str, str, bytes, int)]

    def alarms(self) -> list[KeptAlarm]:
        """Return what was noticed of all devices, oldest first."""
        sql = "SELECT at, code, device, seq, acknowledgement FROM alarm ORDER BY at, device, seq"
        return [KeptAlarm(*row) for row in self._all(sql, (), int, str, str, int, (bytes, OR_NULL))]

    def stirred(self) -> int:
        """Return a number that grows with every station's report and with everything that is done about a station."""
        heard = self._one("SELECT CAST(COALESCE(MAX(contact), 0) AS BIGINT) FROM device", (), int)
        sql = (
            "SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM revision"
            " WHERE resource >= 'station-' AND resource < 'station.'"
        )
        done = self._one(sql, (), int)
        return sum(row[0] for row in (heard, done) if row is not None)

    def quarantined(self) -> Counter[str]:
        """Return how many envelopes of each device were set aside."""
        rows = self._all("SELECT device, count(*) FROM quarantine GROUP BY device", (), str, int)
        return Counter(dict(rows))


def seal_revocation(vault: Vault, device_id: str, revoked: Revoked) -> bytes:
    """Return who revoked a station and why, as only this library reads it."""
    return vault.seal_row(device_id.encode(), _REVOCATION, msgspec.msgpack.encode(revoked))


def revocation_of(vault: Vault, kept: KeptStation) -> Revoked | None:
    """Return who revoked a station and why, None while it is trusted; raise StoreDamaged."""
    if kept.revocation is None:
        return None
    return _revoked.decode(vault.open_row(kept.id.encode(), _REVOCATION, kept.revocation))


def seal_acknowledgement(vault: Vault, device_id: str, acknowledged: Acknowledged) -> bytes:
    """Return who has seen to what was noticed of a station, and why, as only this library reads it."""
    return vault.seal_row(device_id.encode(), _ACKNOWLEDGEMENT, msgspec.msgpack.encode(acknowledged))


def acknowledgement_of(vault: Vault, kept: KeptAlarm) -> Acknowledged | None:
    """Return who has seen to what was noticed of a station, None where nobody has; raise StoreDamaged."""
    if kept.acknowledgement is None:
        return None
    return _acknowledged.decode(vault.open_row(kept.device.encode(), _ACKNOWLEDGEMENT, kept.acknowledgement))
