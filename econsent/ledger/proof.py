"""Checking inclusion and consistency proofs: the verifier's half of RFC 9162 section 2.1, which stores nothing."""

from __future__ import annotations

from collections.abc import Sequence

from econsent.errors import ConsistencyUnproven, InclusionUnproven
from econsent.ledger.tree import EMPTY_ROOT, are_hashes, node_hash


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash `leaf` stands at `index` in the tree of `size` leaves with this root.

    `leaf` is `leaf_hash(entry)`, never the entry itself: an entry of 32 bytes looks like a hash and is not one.
    Raises InclusionUnproven. Follows RFC 9162 section 2.1.3.2.
    """
    if not 0 <= index < size or not are_hashes([leaf, root, *proof]):
        raise InclusionUnproven("The proof is not one of a leaf in a tree of this size.")
    node, last, digest = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise InclusionUnproven("The proof is longer than a tree of this size is high.")
        if node & 1 or node == last:
            digest = node_hash(sibling, digest)
            node, last = _skip_lone(node, last)
        else:
            digest = node_hash(digest, sibling)
        node, last = node >> 1, last >> 1
    if last or digest != root:
        raise InclusionUnproven("The proof does not lead from this entry to the root of the tree.")


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree of `new` leaves starts with all `old` leaves of the older tree, in their order.

    Any tree is consistent with the empty one, and a tree with itself; both proofs are empty.
    Raises ConsistencyUnproven. Follows RFC 9162 section 2.1.4.2.
    """
    if not 0 <= old <= new or not are_hashes([old_root, new_root, *proof]):
        raise ConsistencyUnproven("The proof is not one between trees of these sizes.")
    if old in (0, new):
        same = old_root == (new_root if old == new else EMPTY_ROOT)
        if proof or not same:
            raise ConsistencyUnproven("The older tree is not the one that a tree of its size can be.")
        return
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if _walk(old, new, path) != (old_root, new_root):
        raise ConsistencyUnproven("The proof does not lead to the roots of both trees.")


def _walk(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the roots of both trees that a consistency path leads to."""
    if not path:
        raise ConsistencyUnproven("The proof is empty.")
    shift = (old & -old).bit_length() - 1
    node, last = (old - 1) >> shift, (new - 1) >> shift
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ConsistencyUnproven("The proof is longer than a tree of this size is high.")
        if node & 1 or node == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            node, last = _skip_lone(node, last)
        else:
            after = node_hash(after, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ConsistencyUnproven("The proof is shorter than a tree of this size is high.")
    return before, after


def _skip_lone(node: int, last: int) -> tuple[int, int]:
    """Climb the levels at which a node of the right edge has no sibling."""
    if node & 1 or node == 0:
        return node, last
    levels = (node & -node).bit_length() - 1
    return node >> levels, last >> levels
