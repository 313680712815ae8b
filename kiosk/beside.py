"""What a patient says beside the representative who decides, as one sitting holds it. No Qt.

A child is asked for assent; from an age that is set, a young person signs as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Said = Literal["", "yes", "no", "none"]
How = Literal["", "representative", "worker", "drawn"]
"""How a yes is said: aloud, heard by the representative or by a worker, or drawn on the screen."""
Cosigned = Literal["ink", "mark", "spoken"]
MAX_NAME = 200


@dataclass(slots=True)
class Assent:
    """What a child said, how, and of what it was said: where that has changed since, the child was not asked."""

    said: Said = ""
    how: How = ""
    worker: str = ""
    drawing: bytes = field(default=b"", repr=False)
    of: object = field(default=None, repr=False)

    def say(self, said: object, of: object) -> None:
        """Take an answer; what was said before is forgotten."""
        if said in get_args(Said):
            self.said, self.of = said, of  # type: ignore[assignment]  # one of them
            self.say_how("")

    def say_how(self, how: object) -> None:
        """Take how a yes is said; who heard it otherwise, and what was drawn, is forgotten."""
        if how in get_args(How):
            self.how = how if self.said == "yes" else ""  # type: ignore[assignment]  # one of them
            self.worker, self.drawing = "", b""

    def name_worker(self, name: str) -> None:
        """Take the name of the worker who heard it, as typed."""
        self.worker = name[:MAX_NAME]

    def draw(self, drawing: bytes) -> None:
        """Take what the child drew."""
        if self.how == "drawn":
            self.drawing = drawing

    @property
    def whole(self) -> bool:
        """Tell whether there is an answer, and a yes was heard by somebody or drawn."""
        if self.said != "yes":
            return bool(self.said)
        heard = self.how == "representative" or (self.how == "worker" and bool(self.worker.strip()))
        return heard or (self.how == "drawn" and bool(self.drawing))


@dataclass(slots=True)
class Cosigning:
    """How the patient signs beside the representative: by what, seen by whom, once they reviewed the document, too."""

    manner: Cosigned = "ink"
    witness: str = ""
    ink: bytes = field(default=b"", repr=False)
    reviewed: object = field(default=None, repr=False)

    def sign_as(self, manner: Cosigned) -> None:
        """Sign in another manner; what was drawn and who saw it belongs to the manner before."""
        self.manner, self.witness = manner, ""
        self.undo()

    def attest(self, name: str) -> None:
        """Take the name of the witness as typed."""
        self.witness = name[:MAX_NAME]

    def undo(self) -> None:
        """Take the signature back, and what was reviewed."""
        self.ink, self.reviewed = b"", None

    def has_signed(self, ink: object) -> bool:
        """Tell whether it was drawn, or is said aloud, and a witness is named where one is needed."""
        seen = self.manner == "ink" or bool(self.witness.strip())
        return seen and (not ink if self.manner == "spoken" else bool(ink))
