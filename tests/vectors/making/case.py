"""One case: what is given, which check it goes to, and what must come out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Literal

OK = "ok"
Check = Literal[
    "payload", "statement", "receipt", "checkpoint", "inclusion", "consistency", "envelope", "standing", "placement",
    "manifest",
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """`name` is the file's; `expect` is "ok" or the stable error code; `output` what a good case gives.

    Byte strings are base64, digests of statements lower-case hex; texts (JWS, notes, receipts) stand as they are.
    """

    name: str
    what: str
    clause: str
    check: Check
    inputs: dict[str, object]
    expect: str = OK
    output: dict[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """Return the file's content."""
        members: dict[str, object] = {
            "name": self.name,
            "what": self.what,
            "clause": self.clause,
            "check": self.check,
            "expect": self.expect,
            "inputs": self.inputs,
        }
        if self.output:
            members["output"] = self.output
        return json.dumps(members, ensure_ascii=False, indent=1) + "\n"
