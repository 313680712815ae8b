"""Which roots, which devices, until which log index.

A `Trust` is what a verifier believes before it looks: it is given, never fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from econsent.errors import DeviceRevoked, DeviceUnknown


@dataclass(frozen=True, slots=True)
class TrustedDevice:
    """An enrolled device: SHA-256 of its certificates (hex), and the log size at its revocation, None while trusted.

    Statements with an index below `revoked_at` were logged before the revocation and stay valid.
    """

    certificates: frozenset[str]
    revoked_at: int | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """Roots (DER) and, for a library, its devices; a stranger with only the root has `devices` None."""

    roots: tuple[bytes, ...]
    devices: Mapping[str, TrustedDevice] | None = field(default=None)

    def check_device(self, device_id: str, certificate_sha256: str, index: int) -> None:
        """Check that a device is enrolled with this certificate and was not revoked before a log index (SPEC 3.6-3.7).

        Raise DeviceUnknown or DeviceRevoked. With no device list there is nothing to check: the chain alone speaks.
        """
        if self.devices is None:
            return
        device = self.devices.get(device_id)
        if device is None or certificate_sha256 not in device.certificates:
            raise DeviceUnknown(
                "No such device was enrolled here.", remedy="Enrol the station with a new code.", clause="3.6"
            )
        if device.revoked_at is not None and index >= device.revoked_at:
            raise DeviceRevoked(
                "The device was revoked before this statement reached the log.",
                kept="The statement was not logged.",
                remedy="If the station is genuine, enrol it anew.",
                clause="3.7",
            )
