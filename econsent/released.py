"""The manifest of an organisation's own forms: its lines, and the note by which a station believes them (SPEC 11.4).

The lines are the leaves of a small Merkle tree, the note is its checkpoint: the log's key signs it under a name of its
own, so that it can never be taken for a checkpoint of the log.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from econsent import ledger
from econsent.errors import CheckpointForeign, FormDigestMismatch, FormMalformed, FormRolledBack

SUFFIX = "/forms"
"""Added to the log's origin: the name under which the log's key signs the manifest."""
_LINE = re.compile(r"([0-9a-f]{64})  ([a-z]+(?:-[a-z]+)*/[0-9]{4}\.[0-9]{1,4}/(?:form\.toml|[a-z]{2}\.md))")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest whose note was checked: its text, the note, and digest (hex) by path."""

    text: str
    note: str
    files: Mapping[str, str]

    @property
    def size(self) -> int:
        """How many files it names."""
        return len(self.files)


def sign_manifest(text: str, origin: str, key: Ed25519PrivateKey) -> str:
    """Return the note over a manifest's lines, signed by the log's key."""
    name = origin + SUFFIX
    head = ledger.Checkpoint(name, *_tree(text.splitlines()))
    return ledger.sign_checkpoint(head, [ledger.NoteSigner(name, key)])


def open_manifest(text: str, note: str, log: ledger.NoteVerifier) -> Manifest:
    """Return a manifest whose note the key of this log signed; raise FormMalformed or LedgerError leaves."""
    verifier = ledger.NoteVerifier(log.name + SUFFIX, log.public_key)
    signed = ledger.open_checkpoint(note, [verifier]).checkpoint
    files = _files(text)
    if signed.origin != verifier.name or (signed.size, signed.root) != _tree(text.splitlines()):
        raise CheckpointForeign("The note is not over these lines of a manifest.")
    return Manifest(text, note, files)


def check_grown(manifest: Manifest, before: str, most: int = 0) -> None:
    """Raise FormRolledBack where a manifest does not begin with one seen before, or is shorter than one ever was."""
    if manifest.size < most or not manifest.text.startswith(before):
        raise FormRolledBack(
            "The library shows fewer or other forms than it showed before.",
            kept="The station goes on with the forms that it has.",
            remedy="Call the privacy officer: the library was rewritten or restored from an old copy.",
        )


def checked(raw: bytes, digest: str, path: str) -> bytes:
    """Return a released file's bytes; raise FormDigestMismatch for others."""
    if sha256(raw).hexdigest() != digest:
        raise FormDigestMismatch("A released form is not whole, or was changed on its way.", path=path)
    return raw


def _files(text: str) -> dict[str, str]:
    files: dict[str, str] = {}
    for line in text.splitlines():
        entry = _LINE.fullmatch(line)
        if entry is None or entry[2] in files:
            raise FormMalformed("A line of a manifest is a digest, two spaces and a path named once.", path="MANIFEST")
        files[entry[2]] = entry[1]
    if text != "".join(f"{digest}  {path}\n" for path, digest in files.items()):
        raise FormMalformed("A manifest is whole lines.", path="MANIFEST")
    return files


def _tree(lines: Sequence[str]) -> tuple[int, bytes]:
    nodes = ledger.MemoryNodes()
    nodes.store(ledger.append(0, [ledger.leaf_hash(line.encode()) for line in lines], nodes))
    return len(lines), ledger.root(len(lines), nodes)
