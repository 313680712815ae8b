"""Whether speech-dispatcher answers: Qt waits for it without end, and everything of ours would wait with it. No Qt."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 2.0
"""Seconds that it may take to answer."""
STARTING = 15.0
"""Seconds that it may take to start."""
PROGRAM = "speech-dispatcher"
_PARTING, _PARTED = b"QUIT\r\n", b"231"
"""A question of its protocol (SSIP) that changes nothing, and the code of its answer."""
_CREDENTIALS = struct.Struct("3i")
"""Process, user and group of who is at the other end of a socket, as Linux tells them."""


def answers(environment: Mapping[str, str]) -> bool:
    """Tell whether speech-dispatcher answers where its clients look for it."""
    return serving(environment) is not None


def serving(environment: Mapping[str, str]) -> int | None:
    """Return the process that answers, 0 where it cannot be known; None where none does.

    Another process than before means that every line to the one before is dead, and libspeechd crashes on a dead line.
    """
    try:
        with _connect(environment) as line:
            line.sendall(_PARTING)
            return _peer(line) if line.recv(256).startswith(_PARTED) else None
    except (OSError, ValueError):
        return None


def _peer(line: socket.socket) -> int:
    if line.family != socket.AF_UNIX:
        return 0
    pid, _, _ = _CREDENTIALS.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    return int(pid)


def start(environment: Mapping[str, str]) -> bool:
    """Start speech-dispatcher where it does not run yet; tell whether it answers then."""
    if answers(environment):
        return True
    program = shutil.which(PROGRAM, path=environment.get("PATH"))
    if program is None or "SPEECHD_ADDRESS" in environment:
        return False
    try:
        subprocess.run([program, "--spawn"], env=dict(environment), capture_output=True, timeout=STARTING, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answers(environment)


def _connect(environment: Mapping[str, str]) -> socket.socket:
    """Connect as libspeechd does: to SPEECHD_ADDRESS, else to the socket in the user's runtime folder."""
    method, _, place = environment.get("SPEECHD_ADDRESS", "").partition(":")
    if method == "inet_socket":
        host, _, port = place.rpartition(":")
        return socket.create_connection((host or "127.0.0.1", int(port)), PATIENCE)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(PATIENCE)
    line.connect(place or str(_runtime(environment) / "speech-dispatcher" / "speechd.sock"))
    return line


def _runtime(environment: Mapping[str, str]) -> Path:
    cache = environment.get("XDG_CACHE_HOME") or Path(environment.get("HOME", "/")) / ".cache"
    return Path(environment.get("XDG_RUNTIME_DIR") or cache)
