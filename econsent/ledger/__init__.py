"""The log: an RFC 9162 Merkle tree, its checkpoints, its proofs, its tiles (SPEC.md; C2SP tlog formats).

Pure: nodes come from a NodeReader, keys and times are arguments. `tree` grows and proves, `proof` checks,
`note` signs and opens checkpoints, `receipt` joins the two for one entry, `tiles` names the files of the public log,
`preservation` is what outlives the keys and the hash of all of them.
"""

from econsent.ledger.note import (
    Checkpoint,
    KeyType,
    NoteSigner,
    NoteVerifier,
    OpenedCheckpoint,
    open_checkpoint,
    parse_vkey,
    sign_checkpoint,
    vkey,
)
from econsent.ledger.preservation import PreservationNote, parse_preservation, preserved_leaf
from econsent.ledger.proof import check_consistency, check_inclusion
from econsent.ledger.receipt import Receipt, check_receipt, encode_receipt, parse_receipt
from econsent.ledger.tiles import (
    ENTRIES,
    TILE_WIDTH,
    Tile,
    entry_bundle,
    parse_tile_path,
    tile_coords,
    tile_path,
    tile_width,
)
from econsent.ledger.tree import (
    EMPTY_ROOT,
    Coordinates,
    MemoryNodes,
    Node,
    NodeReader,
    RightEdge,
    append,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

__all__ = [
    "EMPTY_ROOT",
    "ENTRIES",
    "TILE_WIDTH",
    "Checkpoint",
    "Coordinates",
    "KeyType",
    "MemoryNodes",
    "Node",
    "NodeReader",
    "NoteSigner",
    "NoteVerifier",
    "OpenedCheckpoint",
    "PreservationNote",
    "Receipt",
    "RightEdge",
    "Tile",
    "append",
    "check_consistency",
    "check_inclusion",
    "check_receipt",
    "consistency_proof",
    "encode_receipt",
    "entry_bundle",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "open_checkpoint",
    "parse_preservation",
    "parse_receipt",
    "parse_tile_path",
    "parse_vkey",
    "preserved_leaf",
    "root",
    "sign_checkpoint",
    "tile_coords",
    "tile_path",
    "tile_width",
    "vkey",
]
