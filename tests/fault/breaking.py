"""Count the writes of a process and break each in turn (strace's system call tampering).

A write is every call that changes files below the folders given, or makes it durable. Counting and breaking see the
same order because the acts have one thread and their hashing is not randomised.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DURABLE = ("fsync", "fdatasync")
CHANGES = ("write", "pwrite64", "writev", "ftruncate", "fallocate", "openat", "mkdir", "mkdirat")
NAMES = ("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat")
TRACED = ",".join(f"?{name}" for name in (*DURABLE, *CHANGES, *NAMES))
LINE = re.compile(r"(?P<pid>\d+) +(?P<name>\w+)\((?P<rest>.*)")
SECONDS = 120


@dataclass(frozen=True)
class Write:
    """One write of an act: the how-manieth call of this name in its process, and what strace said of it."""

    name: str
    number: int
    said: str

    @property
    def is_durability(self) -> bool:
        """Tell whether it changes nothing but makes earlier changes durable."""
        return self.name in DURABLE

    def __str__(self) -> str:
        return f"{self.name} number {self.number}: {self.said[:150]}"


@dataclass(frozen=True)
class Outcome:
    """How an act ended: exit code (-9 for killed), the lines it said, what it wrote to standard error."""

    code: int
    said: tuple[str, ...]
    errors: str

    @property
    def done(self) -> tuple[str, ...] | None:
        """What the act said it had done, None where it never said so."""
        lines = [line.split()[1:] for line in self.said if line.startswith("done")]
        return tuple(lines[-1]) if lines else None


def can_trace() -> bool:
    """Tell whether strace is here and the kernel lets it trace."""
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
    )


needs_trace = pytest.mark.skipif(not can_trace(), reason="this machine does not let strace trace")


def writes_of(act: Sequence[str], folders: Sequence[Path], log: Path) -> tuple[list[Write], Outcome]:
    """Run an act whole and return its writes below the folders, in order."""
    outcome = run(act, ["-o", str(log), "-y"])
    counts: Counter[tuple[str, str]] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        counts[match["pid"], match["name"]] += 1
        if concerns(match["name"], match["rest"], folders):
            found.append(Write(match["name"], counts[match["pid"], match["name"]], match["rest"]))
    return found, outcome


def concerns(name: str, rest: str, folders: Sequence[Path]) -> bool:
    """Tell whether a call changes something below the folders: an `openat` only where it may create."""
    return any(str(folder) in rest for folder in folders) and (name != "openat" or "O_CREAT" in rest)


def run_broken(act: Sequence[str], write: Write, how: str) -> Outcome:
    """Run an act with one write broken: `how` is strace's, such as ``signal=KILL`` or ``error=ENOSPC``."""
    return run(act, ["-o", "/dev/null", "-e", f"inject={write.name}:{how}:when={write.number}"])


def run(act: Sequence[str], options: Sequence[str]) -> Outcome:
    """Run an act under strace."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    environment |= {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    tracing = ["strace", "-f", "-qq", "-e", f"trace={TRACED}", *options]
    command = [*tracing, sys.executable, str(Path(__file__).with_name("acts.py")), *act]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=SECONDS, check=False)
    return Outcome(ended.returncode, tuple(ended.stdout.splitlines()), ended.stderr)


def sample(writes: Sequence[Write], most: int, start: float) -> list[Write]:
    """Return at most so many writes, evenly between the first and the last, from a share of the distance between them.

    Samples that start at other shares have other writes; that of share 0 has the first.
    """
    if len(writes) <= most:
        return list(writes)
    return [writes[int((place + start) * len(writes) / most)] for place in range(most)]
