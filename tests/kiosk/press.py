"""A CUPS of a test's own, on a socket in a folder, with a printer whose tray is full or empty."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import until

CUPSD = shutil.which("cupsd") or "/usr/sbin/cupsd"
PROGRAMS = Path("/usr/lib/cups")
QUEUE = "paper"
BACKEND = """#!/bin/sh
if [ $# -eq 0 ]; then echo 'direct tray "Unknown" "A tray"'; exit 0; fi
echo "STATE: -media-empty-error" >&2
{act}
"""
FULL, EMPTY = "cat > /dev/null", 'echo "STATE: +media-empty-error" >&2; exec sleep 600'
SLOW = "exec sleep 600"
"""What the backend does with a job: takes it, says as CUPS does that the tray is empty and waits, or is slow."""


class Press:
    """The spooler in a folder."""

    process: subprocess.Popen[bytes]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("root", "spool", "cache", "state", "tmp", "bin/backend"):
            (folder / name).mkdir(parents=True)
        for name in ("filter", "daemon", "notifier", "cgi-bin", "monitor", "driver"):
            (folder / "bin" / name).symlink_to(PROGRAMS / name)
        (folder / "root" / "cupsd.conf").write_text(_CUPSD.format(folder=folder))
        (folder / "root" / "cups-files.conf").write_text(_FILES.format(folder=folder))

    def die(self) -> None:
        """End CUPS at once, whatever it is at."""
        self.process.kill()
        self.process.wait()

    def load(self, act: str) -> None:
        """Fill the tray, or empty it."""
        backend = self.folder / "bin" / "backend" / "tray"
        backend.write_text(BACKEND.format(act=act))
        backend.chmod(0o755)

    def jobs(self) -> list[bytes]:
        """Return the bytes of every document that was taken, in order."""
        return [path.read_bytes() for path in sorted((self.folder / "spool").glob("d*"))]

    def titles(self) -> bytes:
        """Return what CUPS keeps of every job besides its document."""
        return b"".join(path.read_bytes() for path in sorted((self.folder / "spool").glob("c*")))


@contextmanager
def spooling(folder: Path) -> Iterator[Press]:
    """Run CUPS in a folder, with one printer; programs find it by the environment."""
    press = Press(folder)
    press.load(FULL)
    files = ["-c", str(folder / "root" / "cupsd.conf"), "-s", str(folder / "root" / "cups-files.conf")]
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = str(folder / "cups.sock")
    process = subprocess.Popen([CUPSD, "-f", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    press.process = process
    try:
        _make_queue()
        yield press
    finally:
        process.terminate()
        process.wait()
        if before is None:
            del os.environ["CUPS_SERVER"]
        else:
            os.environ["CUPS_SERVER"] = before


def _make_queue() -> None:
    command = ["lpadmin", "-p", QUEUE, "-E", "-v", "tray:/", "-m", "raw"]
    until(lambda: subprocess.run(command, check=False, capture_output=True).returncode == 0, "CUPS")


_CUPSD = """Listen {folder}/cups.sock
LogLevel none
PreserveJobFiles Yes
DirtyCleanInterval 0
MaxJobTime 0
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Allow all
  </Limit>
</Policy>
"""
_FILES = """ServerRoot {folder}/root
ServerBin {folder}/bin
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
AccessLog /dev/null
ErrorLog /dev/null
PageLog /dev/null
"""
