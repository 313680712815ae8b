"""The Merkle tree of RFC 9162 section 2.1 over stored nodes: growing it, its root, its proofs.

A node is named by its coordinates ``(level, index)``: level 0 holds the leaf hashes, and node ``(l, i)`` is the hash of
leaves ``i * 2**l`` up to ``(i + 1) * 2**l``. Only complete subtrees are stored, so a stored node never changes; the
right edge of a tree is hashed together when a root or a proof asks for it.

The log's own tree is of SHA-256. What preserves it is a tree of the same shape by another hash: what grows a tree and
gives its root takes the hash as an argument.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from econsent.errors import ArgumentInvalid, NodeMissing

Coordinates = tuple[int, int]
"""Level and index of a complete subtree."""
Node = tuple[int, int, bytes]
"""Level, index and hash of a complete subtree."""
NodeReader = Callable[[Sequence[Coordinates]], Sequence[bytes]]
"""Gives the hashes of stored nodes, 32 bytes each in the log's own tree, in the order asked."""
Hash = Callable[[bytes], Any]
"""A constructor of `hashlib`: which hash a tree is of."""

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""Root of a tree without leaves (RFC 9162 section 2.1.1)."""


def leaf_hash(entry: bytes, of: Hash = hashlib.sha256) -> bytes:
    """Hash an entry to its leaf: HASH(0x00 || entry) (RFC 9162 section 2.1.1)."""
    digest: bytes = of(b"\x00" + entry).digest()
    return digest


def node_hash(left: bytes, right: bytes, of: Hash = hashlib.sha256) -> bytes:
    """Hash two children to their parent: HASH(0x01 || left || right) (RFC 9162 section 2.1.1)."""
    digest: bytes = of(b"\x01" + left + right).digest()
    return digest


def width_of(of: Hash) -> int:
    """Return how many bytes a hash has."""
    return int(of(b"").digest_size)


def are_hashes(values: Iterable[bytes], size: int = HASH_SIZE) -> bool:
    """Say whether every value has the bytes of a hash."""
    return set(map(len, values)) <= {size}


def append(size: int, leaf_hashes: Sequence[bytes], read: NodeReader, of: Hash = hashlib.sha256) -> list[Node]:
    """Return the nodes to store when leaves join a tree of `size` leaves.

    Calls `read` at most once, for the subtrees that the first new leaves complete. Level by level, each level in order
    of index, so a store that only ever grows at its ends can take them as they come.
    Raises ArgumentInvalid for a negative size or a leaf hash of another length, NodeMissing for a store with holes.
    """
    if size < 0 or not are_hashes(leaf_hashes, width_of(of)):
        raise ArgumentInvalid("A log grows from size 0 upwards by leaf hashes of one length.")
    left = _left_neighbours(size, size + len(leaf_hashes), read, of)
    nodes: list[Node] = []
    row, level, start = list(leaf_hashes), 0, size
    while row:
        nodes.extend(zip(itertools.repeat(level), itertools.count(start), row))
        if start & 1:
            row.insert(0, left[level])
        # A last node without a sibling waits for the next append. node_hash is written out: the call costs a third.
        row = [of(b"\x01" + a + b).digest() for a, b in zip(row[0::2], row[1::2], strict=False)]
        level, start = level + 1, start >> 1
    return nodes


def root(size: int, read: NodeReader, of: Hash = hashlib.sha256) -> bytes:
    """Return the root hash of the first `size` leaves, from one call of `read`.

    Raises ArgumentInvalid for a negative size, NodeMissing for a store with holes.
    """
    if size < 0:
        raise ArgumentInvalid("A log has no negative size.")
    return _fold(_read(_peaks(size, size.bit_length()), read, of), of) if size else bytes(of(b"").digest())


def inclusion_proof(index: int, size: int, read: NodeReader) -> list[bytes]:
    """Prove that leaf `index` is in the tree of the first `size` leaves (RFC 9162 section 2.1.3.1).

    Returns 32-byte hashes from the leaf's sibling up to the root's child, from one call of `read`.
    Raises ArgumentInvalid unless 0 <= index < size, NodeMissing for a store with holes.
    """
    if not 0 <= index < size:
        raise ArgumentInvalid("This tree has no leaf of that index.")
    return _prove([], 0, index, size, read)


def consistency_proof(old: int, new: int, read: NodeReader) -> list[bytes]:
    """Prove that the first `old` leaves of the tree of `new` leaves are the older tree (RFC 9162 section 2.1.4.1).

    Returns 32-byte hashes, none where `old` is 0 or `new`, from one call of `read`.
    Raises ArgumentInvalid unless 0 <= old <= new, NodeMissing for a store with holes.
    """
    if not 0 <= old <= new:
        raise ArgumentInvalid("A log only grows: the older size is not above the newer one.")
    if old in (0, new):
        return []
    level = (old & -old).bit_length() - 1
    index = (old >> level) - 1
    # The largest subtree that ends the old tree starts the proof, unless it is the old tree, whose root is known.
    return _prove([(level, index)] if index else [], level, index, new, read)


class RightEdge:
    """Of a tree that grows, what the next leaves and the root need: its last node on each level. A NodeReader."""

    def __init__(self, of: Hash = hashlib.sha256) -> None:
        self.size = 0
        self._of = of
        self._last: dict[int, tuple[int, bytes]] = {}

    def __call__(self, coordinates: Sequence[Coordinates]) -> list[bytes]:
        """Return the hashes of the last nodes in the order asked; raise NodeMissing for any other."""
        try:
            found = [(index, self._last[level]) for level, index in coordinates]
        except KeyError:
            raise _not_kept() from None
        if any(index != last for index, (last, _) in found):
            raise _not_kept()
        return [digest for _, (_, digest) in found]

    def grow(self, leaf_hashes: Sequence[bytes]) -> None:
        """Append leaves; raise ArgumentInvalid for a leaf hash of another length."""
        for level, index, digest in append(self.size, leaf_hashes, self, self._of):
            self._last[level] = (index, digest)
        self.size += len(leaf_hashes)

    def root(self) -> bytes:
        """Return the root hash of the tree as it is now."""
        return root(self.size, self, self._of)


class MemoryNodes:
    """Nodes of one tree in memory, a list a level. An instance is a NodeReader."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = []

    @property
    def size(self) -> int:
        """Return the number of leaves."""
        return len(self._levels[0]) if self._levels else 0

    def __call__(self, coordinates: Sequence[Coordinates]) -> list[bytes]:
        """Return the hashes of the nodes in the order asked; raise NodeMissing."""
        levels = self._levels
        try:
            return [levels[level][index] for level, index in coordinates]
        except IndexError:
            raise NodeMissing("The log was asked for a node beyond its size.") from None

    def store(self, nodes: Iterable[Node]) -> None:
        """Keep what `append` returned; raise NodeMissing for a node that does not follow the ones already here."""
        for level, index, digest in nodes:
            if level == len(self._levels):
                self._levels.append([])
            if level > len(self._levels) or index != len(self._levels[level]):
                raise NodeMissing("A node does not follow the nodes already stored.")
            self._levels[level].append(digest)


def _prove(start: list[Coordinates], level: int, index: int, size: int, read: NodeReader) -> list[bytes]:
    """Read `start` and the siblings on the way from a complete subtree to the root; fold the incomplete sibling.

    At most one sibling on the way is incomplete: the tree's right edge. It is hashed from its own complete subtrees,
    which are read together with the rest.
    """
    coordinates = start
    edge = slice(0, 0)
    complete, last = size >> level, (size - 1) >> level
    while last:
        sibling = index ^ 1
        if sibling < complete:
            coordinates.append((level, sibling))
        elif sibling == last:
            peaks = _peaks(size, level)
            edge = slice(len(coordinates), len(coordinates) + len(peaks))
            coordinates += peaks
        level, index, complete, last = level + 1, index >> 1, complete >> 1, last >> 1
    hashes = _read(coordinates, read)
    if edge.stop:
        hashes[edge] = [_fold(hashes[edge])]
    return hashes


def _peaks(size: int, below: int) -> list[Coordinates]:
    """Return the complete subtrees under level `below` that end a tree of `size` leaves, left to right."""
    return [(level, (size >> level) - 1) for level in reversed(range(below)) if size >> level & 1]


def _left_neighbours(size: int, grown: int, read: NodeReader, of: Hash) -> dict[int, bytes]:
    """Read, by level, the stored subtrees that stand without a right sibling and now get one."""
    levels = [level for level in range(size.bit_length()) if size >> level & 1 and grown >> level > size >> level]
    return dict(zip(levels, _read([(level, (size >> level) - 1) for level in levels], read, of), strict=True))


def _fold(hashes: Sequence[bytes], of: Hash = hashlib.sha256) -> bytes:
    """Hash neighbouring subtrees, left to right and ever smaller, into the node above them all."""
    digest = hashes[-1]
    for left in reversed(hashes[:-1]):
        digest = node_hash(left, digest, of)
    return digest


def _not_kept() -> NodeMissing:
    return NodeMissing("Of a growing tree only its right edge is kept.")


def _read(coordinates: Sequence[Coordinates], read: NodeReader, of: Hash = hashlib.sha256) -> list[bytes]:
    hashes = list(read(coordinates)) if coordinates else []
    if len(hashes) != len(coordinates) or not are_hashes(hashes, width_of(of)):
        raise NodeMissing("The node store did not give every node that was asked for.", remedy="Check it with fsck.")
    return hashes
