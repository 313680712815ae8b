"""Laws of the tree, held against RFC 9162 section 2.1 written down as it stands there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import ledger
from econsent.errors import ArgumentInvalid, ConsistencyUnproven, InclusionUnproven, NodeMissing

BORDERS = sorted({max(1, 2**power + step) for power in range(17) for step in (-1, 0, 1)} | {255 * 256, 257 * 256})


def split(size: int) -> int:
    """The largest power of two smaller than size; 1 for size 1."""
    return 1 << max(0, (size - 1).bit_length() - 1)


def naive_root(entries: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162 section 2.1.1."""
    if len(entries) < 2:
        return hashlib.sha256(b"\x00" + entries[0]).digest() if entries else hashlib.sha256().digest()
    k = split(len(entries))
    return hashlib.sha256(b"\x01" + naive_root(entries[:k]) + naive_root(entries[k:])).digest()


def naive_path(index: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 9162 section 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return [*naive_path(index, entries[:k]), naive_root(entries[k:])]
    return [*naive_path(index - k, entries[k:]), naive_root(entries[:k])]


def naive_subproof(old: int, entries: Sequence[bytes], known: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162 section 2.1.4.1."""
    if old == len(entries):
        return [] if known else [naive_root(entries)]
    k = split(len(entries))
    if old <= k:
        return [*naive_subproof(old, entries[:k], known), naive_root(entries[k:])]
    return [*naive_subproof(old - k, entries[k:], False), naive_root(entries[:k])]


class OneRead:
    """Let a reader be called once."""

    def __init__(self, nodes: ledger.NodeReader) -> None:
        self.nodes = nodes
        self.calls = 0

    def __call__(self, coordinates):
        self.calls += 1
        assert self.calls == 1
        return self.nodes(coordinates)


@settings(deadline=None)
@given(size=st.integers(0, 400), data=st.data())
def test_roots_and_proofs_are_those_of_the_rfc(log, size, data):
    entries = log.entries[:size]
    root = ledger.root(size, OneRead(log.nodes))
    assert root == naive_root(entries)
    if size:
        index = data.draw(st.integers(0, size - 1))
        assert ledger.inclusion_proof(index, size, OneRead(log.nodes)) == naive_path(index, entries)
        old = data.draw(st.integers(1, size))
        assert ledger.consistency_proof(old, size, OneRead(log.nodes)) == naive_subproof(old, entries, True)


@settings(deadline=None)
@given(size=st.integers(1, 66_000), data=st.data())
def test_any_leaf_of_a_log_of_any_size_is_proven(log, size, data):
    index = data.draw(st.integers(0, size - 1))
    prove_and_check(log, index, size)


@pytest.mark.parametrize("size", BORDERS)
def test_leaves_at_the_borders_of_powers_of_two_and_of_tiles_are_proven(log, size):
    near = {0, 1, size // 2, size - 2, size - 1, split(size) - 1, split(size), size & ~0xFF, (size & ~0xFF) - 1}
    for index in near & set(range(size)):
        prove_and_check(log, index, size)


@pytest.mark.parametrize(("old", "new"), list(pairwise(BORDERS)))
def test_a_log_that_grew_over_a_border_is_consistent(log, old, new):
    proof = ledger.consistency_proof(old, new, log.nodes)
    ledger.check_consistency(old, ledger.root(old, log.nodes), new, ledger.root(new, log.nodes), proof)


def test_every_two_sizes_up_to_seventy_are_consistent_and_no_third_is(log):
    roots = [ledger.root(size, log.nodes) for size in range(71)]
    for new in range(71):
        for old in range(new + 1):
            proof = ledger.consistency_proof(old, new, log.nodes)
            ledger.check_consistency(old, roots[old], new, roots[new], proof)
            with pytest.raises(ConsistencyUnproven):
                ledger.check_consistency(old, roots[old - 1], new, roots[new], proof)


@settings(deadline=None)
@given(batches=st.lists(st.integers(0, 40), max_size=12))
def test_a_log_grown_in_any_batches_has_the_same_nodes(log, batches):
    grown = ledger.MemoryNodes()
    for batch in batches:
        entries = log.entries[grown.size : grown.size + batch]
        grown.store(ledger.append(grown.size, [ledger.leaf_hash(entry) for entry in entries], OneRead(grown)))
    size = sum(batches)
    at_once = ledger.MemoryNodes()
    at_once.store(ledger.append(0, [ledger.leaf_hash(entry) for entry in log.entries[:size]], at_once))
    stored = [(level, index) for level in range(size.bit_length()) for index in range(size >> level)]
    assert grown(stored) == at_once(stored)
    with pytest.raises(NodeMissing):
        grown([(0, size)])


@settings(deadline=None)
@given(size=st.integers(1, 3_000), data=st.data())
def test_one_flipped_bit_in_an_inclusion_proof_is_refused(log, size, data):
    index = data.draw(st.integers(0, size - 1))
    leaf, root = ledger.leaf_hash(log.entries[index]), ledger.root(size, log.nodes)
    parts = [leaf, root, *ledger.inclusion_proof(index, size, log.nodes)]
    broken = flip_one(parts, data)
    with pytest.raises(InclusionUnproven):
        ledger.check_inclusion(broken[0], index, size, broken[2:], broken[1])


@settings(deadline=None)
@given(new=st.integers(1, 3_000), data=st.data())
def test_one_flipped_bit_in_a_consistency_proof_is_refused(log, new, data):
    old = data.draw(st.integers(1, new))
    parts = [ledger.root(old, log.nodes), ledger.root(new, log.nodes), *ledger.consistency_proof(old, new, log.nodes)]
    broken = flip_one(parts, data)
    with pytest.raises(ConsistencyUnproven):
        ledger.check_consistency(old, broken[0], new, broken[1], broken[2:])


@settings(deadline=None)
@given(size=st.integers(2, 3_000), data=st.data())
def test_a_proof_does_not_hold_for_another_leaf(log, size, data):
    index, other = data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True))
    proof, root = ledger.inclusion_proof(index, size, log.nodes), ledger.root(size, log.nodes)
    leaf = ledger.leaf_hash(log.entries[index])
    with pytest.raises(InclusionUnproven):
        ledger.check_inclusion(leaf, other, size, proof, root)
    with pytest.raises(InclusionUnproven):
        ledger.check_inclusion(ledger.leaf_hash(log.entries[other]), index, size, proof, root)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 300])
def test_a_proof_that_is_too_long_or_too_short_is_refused(log, size):
    leaf, root = ledger.leaf_hash(log.entries[0]), ledger.root(size, log.nodes)
    proof = ledger.inclusion_proof(0, size, log.nodes)
    for wrong in ([*proof, root], proof[:-1] if proof else [leaf], [*proof[:-1], root[:31]]):
        with pytest.raises(InclusionUnproven):
            ledger.check_inclusion(leaf, 0, size, wrong, root)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 7), (4, 8), (255, 257)])
def test_a_consistency_proof_that_is_too_long_or_too_short_is_refused(log, old, new):
    before, after = ledger.root(old, log.nodes), ledger.root(new, log.nodes)
    proof = ledger.consistency_proof(old, new, log.nodes)
    for wrong in ([*proof, after], proof[:-1], [], [*proof[:-1], after[:31]]):
        with pytest.raises(ConsistencyUnproven):
            ledger.check_consistency(old, before, new, after, wrong)


def test_a_node_of_the_tree_does_not_pass_for_a_leaf(log):
    inner = ledger.node_hash(*log.nodes([(0, 0), (0, 1)]))
    proof = ledger.inclusion_proof(0, 4, log.nodes)
    with pytest.raises(InclusionUnproven):
        ledger.check_inclusion(ledger.leaf_hash(inner), 0, 2, proof[1:], ledger.root(4, log.nodes))


def test_a_rewritten_history_is_not_consistent(log):
    other = ledger.MemoryNodes()
    entries = [b"something else".ljust(32), *log.entries[1:200]]
    other.store(ledger.append(0, [ledger.leaf_hash(entry) for entry in entries], other))
    proof = ledger.consistency_proof(100, 200, other)
    with pytest.raises(ConsistencyUnproven):
        ledger.check_consistency(100, ledger.root(100, log.nodes), 200, ledger.root(200, other), proof)


def test_a_log_that_shrank_is_not_consistent(log):
    with pytest.raises(ConsistencyUnproven):
        ledger.check_consistency(9, ledger.root(9, log.nodes), 8, ledger.root(8, log.nodes), [])


def test_nothing_is_proven_outside_a_tree(log):
    for index, size in [(0, 0), (5, 5), (-1, 5)]:
        with pytest.raises(ArgumentInvalid):
            ledger.inclusion_proof(index, size, log.nodes)
        with pytest.raises(InclusionUnproven):
            ledger.check_inclusion(bytes(32), index, size, [], bytes(32))
    for old, new in [(-1, 5), (6, 5)]:
        with pytest.raises(ArgumentInvalid):
            ledger.consistency_proof(old, new, log.nodes)
    with pytest.raises(ArgumentInvalid):
        ledger.root(-1, log.nodes)
    with pytest.raises(ArgumentInvalid):
        ledger.append(3, [b"not a hash"], log.nodes)


def test_a_node_store_with_holes_is_named(log):
    for holes in (lambda _: [], lambda wanted: log.nodes(wanted)[1:], lambda wanted: [b"" for _ in wanted]):
        for ask in (
            lambda read: ledger.root(7, read),
            lambda read: ledger.inclusion_proof(3, 7, read),
            lambda read: ledger.consistency_proof(3, 7, read),
            lambda read: ledger.append(7, [bytes(32)], read),
        ):
            with pytest.raises(NodeMissing):
                ask(holes)


def test_a_node_in_the_wrong_place_is_not_stored():
    for node in [(0, 1, bytes(32)), (2, 0, bytes(32))]:
        with pytest.raises(NodeMissing):
            ledger.MemoryNodes().store([node])


def prove_and_check(log, index: int, size: int) -> None:
    proof = ledger.inclusion_proof(index, size, log.nodes)
    leaf = ledger.leaf_hash(log.entries[index])
    ledger.check_inclusion(leaf, index, size, proof, ledger.root(size, log.nodes))


def flip_one(parts: list[bytes], data: st.DataObject) -> list[bytes]:
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    flipped = bytearray(parts[which])
    flipped[bit // 8] ^= 1 << bit % 8
    return [*parts[:which], bytes(flipped), *parts[which + 1 :]]


@pytest.mark.parametrize("of", [hashlib.sha256, hashlib.sha512])
def test_a_tree_of_any_hash_has_the_root_that_is_defined_by_its_right_edge_alone(of):
    def defined(entries: Sequence[bytes]) -> bytes:
        if len(entries) < 2:
            return of(b"\x00" + entries[0]).digest() if entries else of().digest()
        k = split(len(entries))
        return of(b"\x01" + defined(entries[:k]) + defined(entries[k:])).digest()

    entries = [b"entry %d" % number for number in range(130)]
    for step in (1, 3, 64, 130):
        edge = ledger.RightEdge(of)
        assert edge.root() == defined([])
        for start in range(0, len(entries), step):
            edge.grow([ledger.leaf_hash(entry, of) for entry in entries[start : start + step]])
            assert edge.root() == defined(entries[: edge.size])
    for gone in ((0, 0), (9, 0)):
        with pytest.raises(NodeMissing):
            edge([gone])
    with pytest.raises(ArgumentInvalid):
        edge.grow([b"no hash"])
