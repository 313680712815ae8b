"""The trunk of the error tree and its branches; the leaves stand in the modules beside this one."""

from __future__ import annotations

from typing import ClassVar

EXIT_USAGE = 2


class EconsentError(Exception):
    """Say what happened, what was kept and what to do.

    `path` names the place of a bad field (``subject.identifier``), `clause` the clause of SPEC.md that was broken.
    """

    code: ClassVar[str] = "econsent"
    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500

    def __init__(self, what: str, *, kept: str = "", remedy: str = "", path: str = "", clause: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.remedy = remedy
        self.path = path
        self.clause = clause

    def __str__(self) -> str:
        where = f" (at {self.path})" if self.path else ""
        tail = " ".join(part for part in (self.kept, self.remedy) if part)
        return f"{self.what}{where}" + (f" {tail}" if tail else "")

    def as_dict(self) -> dict[str, str]:
        """Return the members that JSON output and RFC 9457 problem documents share; empty ones are left out."""
        members = {
            "code": self.code,
            "what": self.what,
            "kept": self.kept,
            "remedy": self.remedy,
            "path": self.path,
            "clause": self.clause,
        }
        return {name: value for name, value in members.items() if value}


def by_code() -> dict[str, type[EconsentError]]:
    """Return every error of the tree, its branches too, by its stable code."""
    leaves: dict[str, type[EconsentError]] = {}
    waiting = [EconsentError]
    while waiting:
        branch = waiting.pop()
        leaves[branch.code] = branch
        waiting.extend(branch.__subclasses__())
    return leaves


class InputError(EconsentError):
    """What was given is wrong; nothing was changed."""

    code = "input"
    exit_code = 3
    status = 400


class ProofError(EconsentError):
    """Something does not prove what it claims."""

    code = "proof"
    exit_code = 4
    status = 422


class PlaceError(EconsentError):
    """A folder, disk, key or peer is not as it must be."""

    code = "place"
    exit_code = 5
    status = 503


class AnswerError(EconsentError):
    """The question is well formed and the answer is no."""

    code = "answer"
    exit_code = 6
    status = 409


class Fault(EconsentError):
    """A mistake in econsent itself; what was asked did not happen."""

    code = "fault"
    exit_code = 70
