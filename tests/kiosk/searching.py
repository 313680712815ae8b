"""Another process's look for texts: in a process's memory, and in every file below a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le")
"""As files and X11 have a text, as Qt and Python have it, and as Python has one with rare letters."""


def in_memory(pid: int, texts: Iterable[str]) -> set[str]:
    """Return which of the texts lie in a process's memory, in any encoding."""
    forms = {text: [text.encode(encoding) for encoding in ENCODINGS] for text in texts}
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _readable(pid):
            data = _read(memory, start, end)
            found |= {text for text, written in forms.items() if any(form in data for form in written)}
    return found


def bytes_in_memory(pid: int, needle: bytes) -> bool:
    """Tell whether bytes, such as a part of a picture, lie in a process's memory."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        return any(needle in _read(memory, start, end) for start, end in _readable(pid))


def in_files(folder: Path, texts: Iterable[str]) -> set[str]:
    """Return which of the texts stand in a file's bytes or name."""
    forms = {text: [text.encode(encoding) for encoding in ENCODINGS] for text in texts}
    found: set[str] = set()
    for path in folder.rglob("*"):
        data = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        found |= {text for text, written in forms.items() if any(form in data for form in written)}
    return found


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that are still there."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _readable(pid: int) -> Iterable[tuple[int, int]]:
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        span, rights, *rest = line.split(maxsplit=5)
        if rights.startswith("r") and not (rest and rest[-1].startswith(("[vvar", "[vsyscall"))):
            start, _, end = span.partition("-")
            yield int(start, 16), int(end, 16)


def _read(memory, start: int, end: int) -> bytes:
    try:
        memory.seek(start)
        parts = []
        while start < end and (part := memory.read(end - start)):
            parts.append(part)
            start += len(part)
        return b"".join(parts)
    except (OSError, ValueError, OverflowError):  # a device's window, or one that has just gone
        return b""
