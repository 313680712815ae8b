"""What is wrong with a log, its checkpoints and its proofs: ledger.*."""

from __future__ import annotations

from econsent.errors.tree import ProofError


class LedgerError(ProofError):
    """A log, checkpoint, proof or receipt is refused."""

    code = "ledger"


class InclusionUnproven(LedgerError):
    """A proof does not lead from this entry to the root of this tree."""

    code = "ledger.inclusion"


class ConsistencyUnproven(LedgerError):
    """A proof does not show that the newer tree only adds to the older one."""

    code = "ledger.consistency"


class NodeMissing(LedgerError):
    """The node store did not give the nodes that a tree of this size has."""

    code = "ledger.node-missing"


class CheckpointMalformed(LedgerError):
    """Not a checkpoint in the form of C2SP tlog-checkpoint and signed-note."""

    code = "ledger.checkpoint-malformed"


class CheckpointForged(LedgerError):
    """A signature under the name of a known key is not that key's."""

    code = "ledger.checkpoint-forged"


class CheckpointUnsigned(LedgerError):
    """A key that must have signed a checkpoint did not."""

    code = "ledger.checkpoint-unsigned"


class CheckpointForeign(LedgerError):
    """A checkpoint names another log than the one whose key signed it."""

    code = "ledger.checkpoint-foreign"


class VerifierKeyMalformed(LedgerError):
    """Not a verifier key in the form of C2SP signed-note, or of a type not known here."""

    code = "ledger.vkey-malformed"


class ReceiptMalformed(LedgerError):
    """Not a receipt in the form of C2SP tlog-proof."""

    code = "ledger.receipt-malformed"


class TilePathMalformed(LedgerError):
    """Not a tile's path in the form of C2SP tlog-tiles."""

    code = "ledger.tile-path"


class PreservationMalformed(LedgerError):
    """Not the note of a preservation, or one that does not follow the one before it."""

    code = "ledger.preservation-malformed"


class PreservationBroken(LedgerError):
    """A preservation does not fit the log or the one before it."""

    code = "ledger.preservation-broken"
