"""The library's department for its stations: they are invited, enrol, say that they are alive, and are revoked.

Why a station was revoked, or an alarm of it acknowledged, is sealed and kept with it; the audit trail has it too.
"""

from __future__ import annotations

import base64
import secrets
from collections import defaultdict
from collections.abc import Callable

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from econsent import admission, codes, instant, keys
from econsent.access import LOCAL, UNSAID, Asker, Intent
from econsent.archive import log_chain
from econsent.audit import AuditTrail
from econsent.contact import open_contact
from econsent.errors import ArgumentInvalid, CodeRefused, InvitationUnknown
from econsent.exchange import (
    Acknowledged,
    Cancelled,
    Enrolment,
    EnrolmentRequest,
    Invitation,
    OpenInvitation,
    Revoked,
    StationAlarm,
    StationReport,
    StationShown,
)
from econsent.instant import DAY, SECOND
from econsent.record import Place
from econsent.signing.authority import requested_key
from econsent.standing import Policy
from econsent.store import home as homes
from econsent.store.clock import Clock
from econsent.store.devices import (
    DeviceBook,
    KeptAlarm,
    KeptStation,
    acknowledgement_of,
    revocation_of,
    seal_acknowledgement,
    seal_revocation,
)
from econsent.store.home import LibraryHome
from econsent.store.revisions import Revisions, revise
from econsent.store.rows import read_json
from econsent.store.shelf import Pen, Shelf
from econsent.store.watch import Watch
from econsent.trust import Trust, TrustedDevice
from econsent.verify import certificate_sha256

SOON = 30 * DAY
"""Microseconds before a certificate's end from which on somebody should see to it."""
_WEEK = 7 * 24 * 60


class Stations:
    """The stations of an open library; safe to share between threads.

    `policy` tells what is asked of a permit now, `changed` is called when answers may have become others.
    """

    def __init__(
        self,
        home: LibraryHome,
        shelf: Shelf,
        audit: AuditTrail,
        clock: Clock,
        *,
        policy: Callable[[], Policy],
        changed: Callable[[], None],
    ) -> None:
        self._home = home
        self._shelf = shelf
        self._book = DeviceBook(shelf.engine)
        self._revisions = Revisions(shelf.engine)
        self.watch = Watch(self._book.stirred)
        """Wakes whoever waits for a station's report, or for something to be done about one."""
        self._audit = audit
        self._clock = clock
        self._policy = policy
        self._changed = changed

    def invite(
        self,
        *,
        name: str,
        point: str,
        room: str = "",
        room_kind: str = "blood-draw",
        minutes: int = 60,
        intent: Intent = UNSAID,
        asker: Asker = LOCAL,
    ) -> Invitation:
        """Return a one-time code for a new station at a place; raise ArgumentInvalid or ScopeMissing."""
        with self._audit.asked(asker, "stations.invite", intent=intent) as asking:
            asker.require("stations.invite")
            asker.require_reason(intent)
            if not 1 <= minutes <= _WEEK:
                raise ArgumentInvalid("An invitation is good for a minute at least and a week at most.", path="minutes")
            place = _checked_place(point, room, room_kind)
            code = codes.write(secrets.token_bytes(codes.BYTES))
            device_id = asking.target = f"station-{secrets.token_hex(6)}"
            expires = self._clock.wall() + minutes * 60 * SECOND
            with self._shelf.writing() as pen:
                pen.add_invitation(codes.hashed(code), device_id, name[:200], msgspec.json.encode(place), expires)
                self._revise(pen, "stations.invite", device_id, intent, asker)
            return Invitation(code=code, device_id=device_id, expires=instant.render(expires))

    def cancel(self, device_id: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> Cancelled:
        """Take an invitation back: its code opens nothing from now on.

        Raises ScopeMissing, ArgumentInvalid, ChangedMeanwhile, or InvitationUnknown where it was used or taken back.
        """
        with self._audit.asked(asker, "stations.cancel", target=device_id, intent=intent):
            asker.require("stations.invite")
            asker.require_reason(intent)
            now = self._clock.wall()
            with self._shelf.writing() as pen:
                self._revise(pen, "stations.cancel", device_id, intent, asker)
                if not pen.cancel_invitation(device_id, now):
                    raise InvitationUnknown(
                        "There is no such invitation: it was used or taken back already, or never made.",
                        kept="Nothing was changed.",
                        remedy="Look at the list of stations: whoever used it stands there.",
                    )
            return Cancelled(device_id=device_id, at=instant.render(now))

    def enrol(self, request: EnrolmentRequest) -> Enrolment:
        """Certify a station's key against a code, which is then used up; raise CodeRefused or CertificateInvalid."""
        key = requested_key(request.csr)
        now = self._clock.wall()
        with self._shelf.writing() as pen:
            invited = pen.use_invitation(codes.hashed(request.code), now)
            if invited is None:
                raise CodeRefused(
                    "The enrolment code is unknown, used, expired or taken back.",
                    kept="No station was enrolled.",
                    remedy="Ask for a new one: `station invite`.",
                )
            device_id, name, place = invited
            issuing = self._home.keys.issuing
            certificate = issuing.issue_device(key, device_id, instant.to_datetime(now), x509.random_serial_number())
            der = certificate.public_bytes(Encoding.DER)
            ends = instant.to_micros(keys.not_after(der))
            pen.add_device(device_id, name, place, certificate_sha256(der), ends)
            pen.put_contact(device_id, now, 0)
        return Enrolment(
            device_id=device_id,
            controller=self._home.card.controller,
            place=read_json(place, Place),
            chain=(base64.b64encode(der).decode(), base64.b64encode(self._home.issuing).decode()),
            root=homes.pem_of(self._home.root),
            envelope_key=homes.public_pem(self._home.keys.envelope.private.public_key()),
            log_chain=log_chain(self._home),
            checkpoint=self._shelf.latest_checkpoint().note,
            time=now,
        )

    def contact(self, jws: bytes) -> None:
        """Take a station's sign of life; raise ContactRefused, KeysError leaves, DeviceUnknown or DeviceRevoked."""
        now = self._clock.wall()
        said, certificate = open_contact(jws, Trust((self._home.root,)), now)
        with self._shelf.writing() as pen:
            device = admission.known_device(pen, said.device)
            trusted = {device.id: TrustedDevice(frozenset(device.certificates), device.revoked_at)}
            Trust((self._home.root,), trusted).check_device(device.id, certificate_sha256(certificate), pen.size())
            pen.put_contact(device.id, now, said.waiting, said.oldest)
        self.watch.look()
        self._changed()

    def revoke(self, device_id: str, *, intent: Intent = UNSAID, asker: Asker = LOCAL) -> Revoked:
        """Trust a station no more: what it logged so far stays valid, nothing more is taken.

        The reason is kept with the station and must name nobody. Of a station that is revoked the first revocation
        stands. Raises ArgumentInvalid, DeviceUnknown, ChangedMeanwhile or ScopeMissing.
        """
        verb, vault = "stations.revoke", self._home.keys.vault
        with self._audit.asked(asker, verb, target=device_id, intent=intent), self._shelf.writing() as pen:
            asker.require(verb)
            asker.require_reason(intent)
            device = admission.known_device(pen, device_id)
            self._revise(pen, verb, device.id, intent, asker)
            revoked = Revoked(at=instant.render(self._clock.wall()), by=asker.id, reason=intent.reason)
            pen.revoke(device.id, pen.size(), seal_revocation(vault, device.id, revoked))
        self.watch.look()
        self._changed()
        kept = next((one for one in self._book.stations() if one.id == device_id), None)
        return revoked if kept is None else revocation_of(vault, kept) or revoked

    def acknowledge(
        self, device_id: str, upto: str | None = None, *, intent: Intent = UNSAID, asker: Asker = LOCAL
    ) -> Acknowledged:
        """Say that somebody has seen to what was noticed of a station up to a moment (RFC 3339), by default up to now.

        What was acknowledged before keeps the name of whoever did. Raises ScopeMissing, ArgumentInvalid,
        InstantInvalid, DeviceUnknown or ChangedMeanwhile.
        """
        verb, vault = "stations.acknowledge", self._home.keys.vault
        with self._audit.asked(asker, verb, target=device_id, intent=intent):
            asker.require(verb)
            asker.require_reason(intent)
            now = self._clock.wall()
            until = now if upto is None else instant.parse(upto)
            acknowledged = Acknowledged(at=instant.render(now), by=asker.id, reason=intent.reason)
            with self._shelf.writing() as pen:
                device = admission.known_device(pen, device_id)
                self._revise(pen, verb, device.id, intent, asker)
                pen.acknowledge(device.id, until, seal_acknowledgement(vault, device.id, acknowledged))
            return acknowledged

    def listed(self, *, asker: Asker = LOCAL) -> StationReport:
        """Return how every station is, the late ones first, and which invitations nobody used; raise ScopeMissing."""
        with self._audit.asked(asker, "stations.list"):
            asker.require("stations.read")
            return self.report()

    # ── what the library's other verbs ask ──

    def report(self) -> StationReport:
        """Return what `listed` does; nothing is checked or noted here."""
        now, stale_after = self._clock.wall(), self._policy().stale_after
        alarms: defaultdict[str, list[KeptAlarm]] = defaultdict(list)
        for alarm in self._book.alarms():
            alarms[alarm.device].append(alarm)
        aside, versions = self._book.quarantined(), self._revisions.numbers()
        stations = [
            self._shown(one, now, stale_after, alarms[one.id], aside[one.id], versions.get(one.id, 0))
            for one in self._book.stations()
        ]
        return StationReport(
            at=instant.render(now),
            stale_after=stale_after,
            stations=tuple(sorted(stations, key=_urgency)),
            invitations=tuple(
                OpenInvitation(
                    device_id=one.device,
                    name=one.name,
                    place=read_json(one.place, Place),
                    expires=instant.render(one.expires),
                    lapsed=one.expires <= now,
                    version=versions.get(one.device, 0),
                )
                for one in self._book.invitations()
            ),
        )

    # ── inside ──

    def _revise(self, pen: Pen, verb: str, device_id: str, intent: Intent, asker: Asker) -> None:
        at, vault = self._clock.wall(), self._home.keys.vault
        revise(pen.session, vault, device_id, intent, at=at, asker=asker, verb=verb)

    def _alarm(self, kept: KeptAlarm) -> StationAlarm:
        return StationAlarm(
            at=instant.render(kept.at),
            code=kept.code,
            seq=kept.seq,
            acknowledged=acknowledgement_of(self._home.keys.vault, kept),
        )

    def _shown(
        self, kept: KeptStation, now: int, stale_after: int, alarms: list[KeptAlarm], quarantined: int, version: int
    ) -> StationShown:
        silent = None if kept.contact is None else max(0, (now - kept.contact) // SECOND)
        trusted = kept.revoked_at is None
        return StationShown(
            id=kept.id,
            name=kept.name,
            place=read_json(kept.place, Place),
            contact=_rendered(kept.contact),
            silent_seconds=silent,
            late=trusted and (silent is None or silent > stale_after),
            waiting=kept.waiting,
            oldest=_rendered(kept.oldest),
            certificate_until=instant.render(kept.ends),
            clock=kept.clock,
            seq=kept.seq,
            alarms=tuple(self._alarm(one) for one in alarms),
            quarantined=quarantined,
            revoked=revocation_of(self._home.keys.vault, kept),
            ends_soon=trusted and kept.ends < now + SOON,
            version=version,
        )


def _urgency(one: StationShown) -> tuple[bool, bool, int, str]:
    """Order stations: the late ones, the longest silent first, then those that work by name, then the revoked."""
    return one.revoked is not None, not one.late, -(one.silent_seconds or 0) if one.late else 0, one.name


def _rendered(moment: int | None) -> str | None:
    return None if moment is None else instant.render(moment)


def _checked_place(point: str, room: str, room_kind: str) -> Place:
    try:
        return msgspec.convert({"point": point, "room": room, "room_kind": room_kind}, Place)
    except msgspec.ValidationError as error:
        raise ArgumentInvalid(f"The place is refused: {error}.", remedy="Name the point in a few words.") from None
