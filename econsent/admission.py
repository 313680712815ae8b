"""How statements enter a library: opened, verified, given a place in the log, sealed under the person's key, folded.

A batch is one transaction: every admitted statement of it is in the log under a published checkpoint, or none is.
A statement that comes again gets the place it has; one that is refused for good is named, and the rest go on (SPEC 9).
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from econsent import ledger, standing
from econsent.envelope import Contents, open_envelope
from econsent.errors import (
    BracketBroken,
    DeviceUnknown,
    EconsentError,
    StatementConflict,
    StationForked,
    StoreDamaged,
)
from econsent.exchange import Delivered, Refused
from econsent.instant import BEGINNING, SECOND, Interval
from econsent.keys import check_validity
from econsent.ledger import Coordinates
from econsent.standing import Heard
from econsent.store import answers, publishing, vault
from econsent.store.consents import ConsentPen
from econsent.store.home import LibraryHome
from econsent.store.shelf import Entry, KeptCheckpoint, KeptDevice, Pen, Shelf
from econsent.trust import Trust, TrustedDevice
from econsent.verify import CLOCK_SUFFIX, VerifiedStatement, certificate_sha256, verify_statement

GAP = "station.gap"
FORK = "station.forked"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that went through the procedure and asks for a place in the log, with its evidence and document."""

    place: int
    verified: VerifiedStatement
    contents: Contents
    envelope: bytes | None = None

    @property
    def id(self) -> bytes:
        """The statement's UUID as 16 bytes."""
        return uuid.UUID(self.verified.statement.id).bytes


@dataclass(slots=True)
class Admitted:
    """What became of a batch: places in the log by position, refusals, and the checkpoint that covers them."""

    indexes: dict[int, int] = field(default_factory=dict)
    alarms: dict[int, tuple[str, ...]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    checkpoint: KeptCheckpoint | None = None


def open_candidates(envelopes: Sequence[bytes], home: LibraryHome, now: int) -> tuple[list[Candidate], list[Refused]]:
    """Open and verify envelopes; nothing is written. What does not verify is refused for good.

    Whatever a device's clock said, what is here was made before `now`: a clock that runs ahead expires no certificate.
    """
    trust = Trust(roots=(home.root,))
    until_now = Interval(BEGINNING, now)
    candidates: list[Candidate] = []
    refused: list[Refused] = []
    for place, envelope in enumerate(envelopes):
        try:
            contents = open_envelope(envelope, home.keys.envelope)
            verified = verify_statement(contents.jws, trust, evidence=contents.evidence, bracket=until_now)
        except EconsentError as error:
            refused.append(refusal(place, error))
        else:
            candidates.append(Candidate(place, verified, contents, envelope))
    return candidates, refused


def refusal(place: int, error: EconsentError) -> Refused:
    """Return a refusal in the words of an error."""
    return Refused(place=place, code=error.code, what=error.what, remedy=error.remedy)


def admit(candidates: Sequence[Candidate], home: LibraryHome, shelf: Shelf, now: int) -> Admitted:
    """Admit a batch in one durable transaction; raise StoreError leaves, after which nothing of it was kept."""
    with shelf.writing() as pen:
        return Admission(pen, home, now).take_all(candidates)


class Admission:
    """One open transaction: statements are taken one after another, then the log grows by all of them at once."""

    def __init__(self, pen: Pen, home: LibraryHome, now: int) -> None:
        self._pen = pen
        self._home = home
        self._now = now
        self._start = pen.size()
        self._devices: dict[str, KeptDevice | None] = {}
        self._forked: dict[str, bool] = {}
        self._checkpoints: dict[int, KeptCheckpoint | None] = {}
        self._new: list[tuple[Candidate, Heard, bytes]] = []
        self._seen: dict[str, dict[int, int]] = {}
        self._keys: dict[bytes, bytes] = {}
        self.result = Admitted()

    def take_all(self, candidates: Sequence[Candidate]) -> Admitted:
        """Take candidates in their order and seal the batch."""
        ids = [candidate.id for candidate in candidates]
        known = self._pen.known(ids, [candidate.verified.digest for candidate in candidates]) if ids else {}
        for candidate, statement_id in zip(candidates, ids, strict=True):
            earlier = known.get(statement_id)
            try:
                index = self._take(candidate, earlier)
            except EconsentError as error:
                self._refuse(candidate, error)
            else:
                known[statement_id] = (index, candidate.verified.digest)
                self.result.indexes[candidate.place] = index
        self._seal()
        return self.result

    def _take(self, candidate: Candidate, earlier: tuple[int, bytes] | None) -> int:
        verified = candidate.verified
        if earlier is not None and earlier[1] == verified.digest:
            return earlier[0]
        index = self._start + len(self._new)
        device = self._device(verified.statement.device.id)
        self._check_trust(verified, device, index)  # first of all: nobody else may fill the quarantine
        if earlier is not None:
            raise StatementConflict(
                "The same id came with other bytes.",
                kept="What was kept first is unchanged; the newcomer is set aside.",
                remedy="Look at the station: it was copied or restored from an old image.",
                clause="9.3",
            )
        interval = verified.statement.made.interval().within(self._bracket(verified, index))
        check_validity(verified.chain, interval)
        alarms = self._check_sequence(verified, device)
        forked = self._is_forked(verified.statement.device.id)
        heard = standing.heard(verified.statement, verified.digest.hex(), index, interval, forked=forked)
        self._new.append((candidate, heard, self._person(verified)))
        self._seen.setdefault(heard.device, {})[heard.seq] = heard.after_size
        if alarms:
            self.result.alarms[candidate.place] = alarms
        return index

    def _device(self, device_id: str) -> KeptDevice | None:
        if device_id not in self._devices:
            self._devices[device_id] = self._pen.device(device_id)
        return self._devices[device_id]

    def _check_trust(self, verified: VerifiedStatement, device: KeptDevice | None, index: int) -> None:
        trusted = {} if device is None else {
            device.id: TrustedDevice(frozenset(device.certificates), device.revoked_at)
        }  # fmt: skip
        fingerprint = certificate_sha256(verified.chain[0])
        Trust((self._home.root,), trusted).check_device(verified.statement.device.id, fingerprint, index)

    def _bracket(self, verified: VerifiedStatement, index: int) -> Interval:
        """Return the log's bracket: after the checkpoint the station had seen, before the one now being made."""
        after = verified.statement.after
        if after.size not in self._checkpoints:
            self._checkpoints[after.size] = self._pen.checkpoint(after.size)
        seen = self._checkpoints[after.size]
        if seen is None or seen.root.hex() != after.root or after.size > index:
            raise BracketBroken(
                "The statement says it saw a checkpoint that this log never published.",
                remedy="Enrol the station again; compare the library with its last good copy.",
                clause="7.8",
            )
        earliest = BEGINNING if after.size == 0 else seen.at
        return Interval(min(earliest, self._now), self._now)

    def _check_sequence(self, verified: VerifiedStatement, device: KeptDevice | None) -> tuple[str, ...]:
        """Check running number and predecessor; return alarms, or raise StationForked (SPEC 9.4-9.5)."""
        said = verified.statement.device
        last = device.seq if device else 0
        if said.seq == last + 1:
            previous = device.digest if device else None
            if said.prev != (previous.hex() if previous else None):
                raise _forked()
        elif said.seq <= last and self._taken(said.id, said.seq):
            raise _forked()
        self._check_seen(verified, device)
        if device is not None and said.seq > last:
            clock = verified.statement.made.clock
            self._devices[said.id] = replace(device, seq=said.seq, digest=verified.digest, clock=clock)
        if said.seq > last + 1:
            self._pen.add_alarm(self._now, GAP, said.id, said.seq)
            return (GAP,)
        return ()

    def _check_seen(self, verified: VerifiedStatement, device: KeptDevice | None) -> None:
        """Check that a device saw no less of the log than when it made the statement before (SPEC 9.6).

        Else whoever holds its key could date a statement back to before what the log has shown to it. Of two devices
        that share one identity (9.5) neither knows what the other has seen.
        """
        said, size = verified.statement.device, verified.statement.after.size
        fresh = self._seen.get(said.id, {})
        if said.seq - 1 in fresh:
            least = fresh[said.seq - 1]
        else:
            kept = self._pen.seen_before(said.id, said.seq)
            since = kept if kept is not None else device.enrolled if device else 0
            least = max([since, *(seen for seq, seen in fresh.items() if seq < said.seq)])
        if size < least and not self._is_forked(said.id):
            raise BracketBroken(
                "The statement says it saw less of the log than its station already had.",
                remedy="Look at the station: its clock, its key, or an old image of its disk.",
                clause="9.6",
            )

    def _taken(self, device_id: str, seq: int) -> bool:
        return seq in self._seen.get(device_id, {}) or self._pen.has_seq(device_id, seq)

    def _is_forked(self, device_id: str) -> bool:
        """Say whether two devices are known to share this identity: then its numbers prove no order (SPEC 5.5)."""
        if device_id not in self._forked:
            self._forked[device_id] = self._pen.has_alarm(FORK, device_id)
        return self._forked[device_id]

    def _person(self, verified: VerifiedStatement) -> bytes:
        """Return under whose key a statement is kept: its subject's; what names nobody is kept under its device's."""
        statement = verified.statement
        if statement.subject is not None:
            return self._home.keys.vault.person(statement.subject.identifier)
        return self._home.keys.vault.pseudonym(f"\0{statement.device.id}")  # no system is empty

    def _refuse(self, candidate: Candidate, error: EconsentError) -> None:
        self.result.refused.append(refusal(candidate.place, error))
        if isinstance(error, StatementConflict | StationForked):
            said = candidate.verified.statement.device
            self._pen.add_alarm(self._now, error.code, said.id, said.seq)
            self._forked.pop(said.id, None)
            if candidate.envelope is not None:
                self._pen.add_quarantine(candidate.verified.digest, error.code, said.id, self._now, candidate.envelope)

    # ── sealing ──

    def _seal(self) -> None:
        """Read what is needed first, then write: nothing that was just written is read, opened and parsed again."""
        latest = self._pen.checkpoint(self._start)
        if self._new or latest is None:
            at = self._now if latest is None else max(self._now, latest.at + 1)
            persons = list({person for _, _, person in self._new})
            said, wrapped = self._said(persons), self._pen.wrapped_keys(persons)
            root = self._grow(at)
            keys = self._person_keys(persons, wrapped)
            self._keep(keys)
            self._stand(at, keys, said)
            latest = self._publish(at, root)
        self.result.checkpoint = latest

    def _said(self, persons: Sequence[bytes]) -> dict[bytes, list[Heard]]:
        """Return all that the persons of this batch said, oldest first, the batch itself at the end."""
        said: dict[bytes, list[Heard]] = {}
        for person, index, row in self._pen.heard_of(persons):
            said.setdefault(person, []).append(answers.read_heard(self._home.keys.vault, person, index, row))
        for _, heard, person in self._new:
            said.setdefault(person, []).append(heard)
        return said

    def _grow(self, at: int) -> bytes:
        """Append to the log and return its new root."""
        self._pen.add_entries(_entry(candidate, heard, person, at) for candidate, heard, person in self._new)
        leaves = [ledger.leaf_hash(candidate.verified.digest) for candidate, _, _ in self._new]
        self._pen.add_nodes(ledger.append(self._start, leaves, self._pen.nodes))
        return ledger.root(self._start + len(self._new), self._pen.nodes)

    def _keep(self, keys: Mapping[bytes, bytes]) -> None:
        """Seal every new statement under its person's key and store it."""
        self._pen.add_statements(
            (
                heard.index,
                person,
                answers.pack_heard(self._home.keys.vault, person, heard),
                *vault.seal_contents(keys[person], candidate.contents, candidate.verified.digest),
            )
            for candidate, heard, person in self._new
        )

    def _person_keys(self, persons: Iterable[bytes], wrapped: Mapping[bytes, bytes | None]) -> dict[bytes, bytes]:
        home = self._home.keys.vault
        keys = {person: home.unwrap(key) for person, key in wrapped.items() if key is not None}
        fresh = {person: home.new_person_key() for person in persons if person not in keys}
        self._pen.add_persons((person, pair[1]) for person, pair in fresh.items())
        return keys | {person: pair[0] for person, pair in fresh.items()}

    def _stand(self, at: int, keys: Mapping[bytes, bytes], said: Mapping[bytes, Sequence[Heard]]) -> None:
        """Fold again everything said by the persons of this batch, keep what stands, and index it."""
        vault = self._home.keys.vault
        stands = {person: standing.fold(heards) for person, heards in said.items()}
        self._pen.put_standing(
            (person, answers.pack_standing(vault, person, folded)) for person, folded in stands.items()
        )
        arrivals = [
            publishing.Arrival(candidate.verified.statement, heard, person, keys[person])
            for candidate, heard, person in self._new
        ]
        publishing.publish(ConsentPen(self._pen.session), vault, at, arrivals, said, stands)

    def _publish(self, at: int, root: bytes) -> KeptCheckpoint:
        for device in self._devices.values():
            if device is not None:
                self._pen.put_progress(device, self._now)
        size = self._start + len(self._new)
        checkpoint = ledger.Checkpoint(self._home.card.origin, size, root)
        kept = KeptCheckpoint(size, root, sign_note(checkpoint, self._home, at), at)
        self._pen.add_checkpoint(kept)
        return kept


def _entry(candidate: Candidate, heard: Heard, person: bytes, at: int) -> Entry:
    return Entry(
        index=heard.index,
        digest=candidate.verified.digest,
        statement_id=candidate.id,
        person=person,
        kind=heard.kind,
        device=heard.device,
        seq=heard.seq,
        seen=heard.after_size,
        at=at,
    )


def sign_note(checkpoint: ledger.Checkpoint, home: LibraryHome, at: int) -> str:
    """Sign a checkpoint with the log's key and date it with the clock's (SPEC 4.4-4.5)."""
    origin = home.card.origin
    return ledger.sign_checkpoint(
        checkpoint,
        [
            ledger.NoteSigner(origin, home.keys.log),
            ledger.NoteSigner(origin + CLOCK_SUFFIX, home.keys.clock, timestamp=at // SECOND),
        ],
    )


def prove(indexes: Iterable[int], size: int, read: ledger.NodeReader) -> dict[int, list[bytes]]:
    """Return inclusion proofs of entries at one size; all nodes that they need are read at once."""
    wanted: dict[Coordinates, bytes] = {}

    def note(coordinates: Sequence[Coordinates]) -> list[bytes]:
        wanted.update(dict.fromkeys(coordinates, ledger.EMPTY_ROOT))
        return [ledger.EMPTY_ROOT] * len(coordinates)

    asked = list(indexes)
    for index in asked:
        ledger.inclusion_proof(index, size, note)
    nodes = dict(zip(wanted, read(list(wanted)), strict=True)) if wanted else {}
    return {index: ledger.inclusion_proof(index, size, lambda some: [nodes[one] for one in some]) for index in asked}


def delivered(admitted: Admitted, candidates: Sequence[Candidate], read: ledger.NodeReader) -> dict[int, Delivered]:
    """Return, by position, every place in the log with its proof under the batch's checkpoint."""
    if admitted.checkpoint is None:
        return {}
    proofs = prove(set(admitted.indexes.values()), admitted.checkpoint.size, read)
    digests = {candidate.place: candidate.verified.digest.hex() for candidate in candidates}
    return {
        place: Delivered(
            digest=digests[place],
            index=index,
            proof=tuple(base64.b64encode(item).decode() for item in proofs[index]),
            alarms=admitted.alarms.get(place, ()),
        )
        for place, index in admitted.indexes.items()
    }


def known_device(pen: Pen, device_id: str) -> KeptDevice:
    """Return an enrolled device; raise DeviceUnknown."""
    device = pen.device(device_id)
    if device is None:
        raise DeviceUnknown("No such device was enrolled here.", remedy="List them: `station list`.")
    return device


def newest_checkpoint(pen: Pen) -> KeptCheckpoint:
    """Return the checkpoint of the log as it is now; raise StoreDamaged where it was never published."""
    checkpoint = pen.checkpoint(pen.size())
    if checkpoint is None:
        raise StoreDamaged("The log is longer than its newest checkpoint.", remedy="Restore the last good copy.")
    return checkpoint


def _forked() -> StationForked:
    return StationForked(
        "Two different statements claim one place in this station's sequence.",
        kept="What was kept first is unchanged; the newcomer is set aside.",
        remedy="Two devices share this identity: revoke it and enrol each anew.",
        clause="9.5",
    )
