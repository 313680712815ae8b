"""The verbs of a place that signs: make a statement durable offline, deliver it when the library can be reached.

Signing never needs the network, sending never needs a person. Every public verb raises EconsentError leaves only.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import TracebackType

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from econsent import codes, exchange, instant, record
from econsent.delivery import Delivery, Postbox, SyncReport, Watcher, contact_of, progress_of
from econsent.document.contents import Contents
from econsent.document.issue import Circumstances, Draft, Issued, issue, preview
from econsent.document.printed import printable
from econsent.envelope import Contents as Sealed
from econsent.envelope import seal
from econsent.errors import (
    CertificateExpired,
    EconsentError,
    KeyMissing,
    PassphraseWrong,
    StationNotEnrolled,
    StoreBusy,
    StoreExists,
)
from econsent.forms import Catalogue
from econsent.instant import DAY, ClockCheck, ClockReading
from econsent.keys import CONTACT_TYPE, check_validity, not_after
from econsent.pulling import StationForms
from econsent.record import Controller, Place
from econsent.remote import Remote
from econsent.signing.file_key import FileKey, write_key
from econsent.signing.jws import sign_compact
from econsent.store import folder as folders
from econsent.store import post
from econsent.store.clock import SYSTEM, Clock
from econsent.store.outbox import Outbox, Pending, Progress
from econsent.store.post import StationHome


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement that is durable here: its id, kind, digest (hex) and running number.

    `code` is what a person can read out or type; `link` is what the QR code holds. `document` is the signed PDF, for
    the person's copy on paper: with this object it is gone, and what waits to be sent is sealed to the library.
    """

    id: str
    kind: str
    digest: str
    seq: int
    code: str
    link: str
    document: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Health:
    """How a station stands; moments in microseconds since the epoch, None where there was none yet."""

    waiting: int
    oldest_waiting: int | None
    delivered: int
    quarantined: int
    last_contact: int | None
    clock: str
    certificate_days: int
    free_bytes: int


class Station:
    """A station in a folder. One process may sign in it at a time; delivering may happen beside it."""

    def __init__(
        self,
        folder: Path,
        home: StationHome,
        outbox: Outbox,
        clock: Clock,
        *,
        key: FileKey | None = None,
        voice: FileKey | None = None,
        lock: folders.FolderLock | None = None,
    ) -> None:
        self._folder = folder
        self._home = home
        self._outbox = outbox
        self._clock = clock
        self._key = key
        self._voice = voice
        self._lock = lock
        self._forms: StationForms | None = None

    @classmethod
    def enrol(
        cls,
        folder: str | Path,
        *,
        library_url: str,
        code: str,
        library: Postbox | None = None,
        passphrase: str | None = None,
        beside: Collection[str] = (),
        clock: Clock = SYSTEM,
    ) -> Station:
        """Make a station in a new folder: a fresh key, certified by the library against a one-time code.

        What is named in `beside`, such as the kiosk's settings, may be in the folder before, and stays.
        Raises StoreExists, CodeRefused, RemoteError leaves; a folder that could not be finished holds no station and
        may be used again. The new station is returned open, ready to sign.
        """
        path = Path(folder)
        if folders.is_there(path / post.CARD):
            raise StoreExists("There is already a station in this folder.", kept="It was not touched.")
        folders.make_folder(path, beside)
        key = ec.generate_private_key(ec.SECP256R1())
        started = clock.monotonic()
        try:
            folders.make_folder(path / "keys")
            request = exchange.EnrolmentRequest(code=code, csr=post.request_for(key))
            reply = _enrol_at(library_url, request) if library is None else library.enrol(request)
            contact = contact_of(reply.time, started, clock)
            secret = folders.new_passphrase(path, passphrase)
            write_key(path / "keys" / "device.pem", key, secret)
            seen = post.settle(path, reply, key.public_key())
            outbox = Outbox(path, create=True)
            outbox.begin(Progress(seen_size=seen.size, seen_root=seen.root), contact)
            outbox.close()
            post.finish(path, reply, library_url)
        except EconsentError:
            folders.clear_folder(path, beside)
            raise
        return cls.open(path, passphrase=secret, clock=clock)

    @classmethod
    def open(
        cls, folder: str | Path, *, passphrase: str | None = None, sign: bool = True, clock: Clock = SYSTEM
    ) -> Station:
        """Open a station to sign, or with ``sign=False`` only to deliver.

        Raises StoreMissing, StoreForbidden, StoreDamaged, StoreBusy (another process signs here), KeyMissing or
        PassphraseWrong.
        """
        path = Path(folder)
        home = post.load(path)
        lock = folders.FolderLock(path) if sign else None
        try:
            key = post.open_key(path, home, folders.passphrase_for(path, passphrase)) if sign else None
            voice = key if sign else _voice_of(path, home, passphrase)
            return cls(path, home, Outbox(path), clock, key=key, voice=voice, lock=lock)
        except EconsentError:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the outbox and give the folder free."""
        self._outbox.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Station:
        """Return the station itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the station."""
        self.close()

    # ── who it is ──

    @property
    def device_id(self) -> str:
        """The device id in this station's certificate."""
        return self._home.card.device_id

    @property
    def controller(self) -> Controller:
        """The organisation that films and keeps."""
        return self._home.card.controller

    @property
    def place(self) -> Place:
        """Where people are asked."""
        return self._home.card.place

    @property
    def library_url(self) -> str:
        """Where this station's library answers."""
        return self._home.card.library_url

    @property
    def catalogue(self) -> Catalogue:
        """The forms that come with econsent and the library's own: the last good ones, earlier versions with them."""
        return self._own_forms().catalogue()

    def _own_forms(self) -> StationForms:
        if self._forms is None:
            shipped = Catalogue.from_files(folders.shipped_forms())
            self._forms = StationForms(self._folder, shipped, self._home.verifiers[0])
        return self._forms

    # ── health ──

    def check_ready(self) -> None:
        """Raise what would stop a statement, before a person has typed anything.

        StoreFull, CertificateExpired, StationNotEnrolled, StoreDamaged or a FormError.
        """
        self._signer()
        folders.check_space(self._folder)
        self._check_certificate()
        progress_of(self._outbox)
        _ = self.catalogue

    def check_forms(self) -> None:
        """Raise what is wrong with the forms taken over last, for staff; visitors are shown the last good ones.

        FormError, LedgerError or StoreError leaves.
        """
        self._own_forms().check()

    def health(self) -> Health:
        """Return how the station stands, for the staff's status line; nothing personal."""
        counts = self._outbox.counts()
        contact = self._outbox.contact()
        return Health(
            waiting=counts.waiting,
            oldest_waiting=counts.oldest,
            delivered=counts.delivered,
            quarantined=counts.quarantined,
            last_contact=None if contact is None else contact.at,
            clock=instant.interval_of(self._reading())[1],
            certificate_days=self._certificate_days(),
            free_bytes=folders.free_bytes(self._folder),
        )

    def numbers(self) -> list[tuple[int, str, str]]:
        """Return running number, digest (hex) and state of every statement signed here; nothing of any person."""
        return [(seq, digest.hex(), state) for seq, digest, state in self._outbox.numbers()]

    # ── signing ──

    def preview(self, draft: Draft) -> Contents:
        """Return what the document of a draft will say, to be shown before it is signed; raise FormError leaves."""
        progress = progress_of(self._outbox)
        return preview(draft, self._circumstances(progress), self.catalogue)

    def printable(self, draft: Draft) -> bytes:
        """Return the document of a draft as PDF, to be printed and signed by hand; raise FormError leaves."""
        return printable(draft, self._circumstances(progress_of(self._outbox)), self.catalogue)

    def sign(self, drafts: Sequence[Draft]) -> list[Signed]:
        """Sign drafts in their order and queue them; when this returns, all of them are durable, else none is.

        Raises StoreError, SigningError, FormError, RecordError leaves or CertificateExpired; the drafts may then be
        signed again.
        """
        signer = self._signer()
        folders.check_space(self._folder)
        self._check_certificate()
        progress = progress_of(self._outbox)
        pending: list[Pending] = []
        signed: list[Signed] = []
        for draft in drafts:
            issued = issue(draft, self._circumstances(progress), signer, self.catalogue)
            seq = issued.statement.device.seq
            progress = Progress(
                seq=seq, digest=issued.digest, seen_size=progress.seen_size, seen_root=progress.seen_root
            )
            pending.append(Pending(seq, issued.digest, issued.statement.kind, self._clock.wall(), self._seal(issued)))
            signed.append(self._signed(issued))
        self._outbox.queue(pending)
        return signed

    def _seal(self, issued: Issued) -> bytes:
        evidence = tuple(item.data for item in issued.evidence)
        sealed = Sealed(jws=issued.jws, evidence=evidence, document=issued.document)
        return seal(sealed, self._home.envelope_key)

    def _signed(self, issued: Issued) -> Signed:
        code = codes.write(issued.digest[: codes.BYTES])
        return Signed(
            id=issued.statement.id,
            kind=issued.statement.kind,
            digest=issued.digest.hex(),
            seq=issued.statement.device.seq,
            code=code,
            link=f"{self.library_url}/r/{code.replace('-', '')}",
            document=issued.document or b"",
        )

    def _circumstances(self, progress: Progress) -> Circumstances:
        reading = self._reading()
        interval, known = instant.interval_of(reading)
        return Circumstances(
            id=record.new_id(reading.wall, secrets.token_bytes(10)),
            made=record.made(reading.wall, self._clock.zone(), interval, known),
            after=record.SeenCheckpoint(size=progress.seen_size, root=progress.seen_root.hex()),
            device=record.Device(
                id=self.device_id, seq=progress.seq + 1, prev=progress.digest.hex() if progress.digest else None
            ),
            controller=self.controller,
        )

    def _reading(self) -> ClockReading:
        contact = self._outbox.contact()
        check = None if contact is None else contact.check
        if contact is not None and contact.boot != self._clock.boot():
            check = ClockCheck(at=contact.check.at, offset=contact.check.offset, error=contact.check.error)
        return ClockReading(self._clock.wall(), self._clock.monotonic(), check)

    def _signer(self) -> FileKey:
        if self._key is None:
            raise StationNotEnrolled("This station was opened to deliver, not to sign.", remedy="Open it to sign.")
        return self._key

    def _check_certificate(self) -> None:
        """Raise CertificateExpired where a library would: the moment as it is known, not as the clock says it."""
        try:
            check_validity(self._home.chain, instant.interval_of(self._reading())[0])
        except CertificateExpired:
            raise CertificateExpired(
                "This station's certificate has expired.",
                kept="Everything signed so far is safe.",
                remedy="Enrol the station again; until then use paper.",
            ) from None

    def _certificate_days(self) -> int:
        left = instant.to_micros(not_after(self._home.chain[0])) - self._clock.wall()
        return left // DAY

    # ── delivering ──

    def sync(self, library: Postbox | None = None, *, progress: Watcher | None = None) -> SyncReport:
        """Deliver what waits, oldest first, until nothing waits or the library cannot take more; then look for forms.

        `library` is by default the one at this station's address. `progress` is told after every batch. What stands in
        the way (no network, a library that answers as another) is a problem of the report, not an exception: what waits
        goes on waiting. Raises StoreError.
        """
        voice = None if self._voice is None else partial(_sign_contact, self._voice)
        delivery = Delivery(self._outbox, self._home.verifiers, self._clock, voice, self.device_id)
        try:
            lock = folders.FolderLock(self._folder, "sync.lock")
        except StoreBusy as busy:
            return delivery.report(0, [busy], [])
        try:
            if library is not None:
                return self._sync(delivery, library, progress)
            with Remote(self.library_url) as remote:
                return self._sync(delivery, remote, progress)
        finally:
            lock.release()

    def _sync(self, delivery: Delivery, library: Postbox, progress: Watcher | None) -> SyncReport:
        report = delivery.deliver_all(library, progress)
        if not delivery.was_answered:
            return report
        try:
            return replace(report, forms=self._own_forms().pull(library.forms))
        except EconsentError as error:
            return replace(report, problems=(*report.problems, error))


def _voice_of(path: Path, home: StationHome, passphrase: str | None) -> FileKey | None:
    """Return the key for signs of life where it can be had: whoever only delivers may do without."""
    try:
        return post.open_key(path, home, folders.passphrase_for(path, passphrase))
    except (KeyMissing, PassphraseWrong):
        return None


def _sign_contact(key: FileKey, said: exchange.Contact) -> bytes:
    return sign_compact(msgspec.json.encode(said), key, CONTACT_TYPE)


def _enrol_at(url: str, request: exchange.EnrolmentRequest) -> exchange.Enrolment:
    with Remote(url) as remote:
        return remote.enrol(request)
