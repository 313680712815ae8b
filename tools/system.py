"""Check that this machine has what pip cannot bring: a Python, system libraries, and the programs that tests call.

    python3 tools/system.py run|test            name what is missing and the one command that installs it
    python3 tools/system.py run|test --packages  print the Debian packages and nothing else

Needs nothing but a Python, old ones too, because it is what runs first.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)
GO_SOURCES = "/usr/share/gocode/src/golang.org/x/mod/sumdb"


class Need(NamedTuple):
    """Something of the system: what to look for, the Debian package that has it, and what it is for.

    A name with ``.so`` is a shared library, one with ``/`` a folder, one that begins with ``import``
    a Python module, any other a program.
    """

    name: str
    package: str
    purpose: str


SET_UP = (
    Need("import venv", "python3-venv", "makes the folder that everything is installed into"),
    Need("import ensurepip", "python3-venv", "puts pip into that folder"),
)

WINDOW = (
    Need("libEGL.so.1", "libegl1", "Qt draws with it"),
    Need("libGL.so.1", "libgl1", "Qt draws with it"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "Qt reads keyboards with it"),
    Need("libfontconfig.so.1", "libfontconfig1", "Qt finds letters with it"),
    Need("libfreetype.so.6", "libfreetype6", "Qt draws letters with it"),
    Need("libdbus-1.so.3", "libdbus-1-3", "Qt speaks to the desktop with it"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "Qt waits for events with it"),
    Need("libgssapi_krb5.so.2", "libgssapi-krb5-2", "Qt's network module is linked to it"),
    Need("libpulse.so.0", "libpulse0", "the on-screen keyboard's sound is linked to it"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "a window on X11"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "a window on X11"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "a window on X11"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "a window on X11"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "a window on X11"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "a window on X11"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "a window on Wayland"),
    Need("libwayland-egl.so.1", "libwayland-egl1", "a window on Wayland"),
)

PEERS = (
    Need("jose", "jose", "tests check our statements with it"),
    Need("pdfsig", "poppler-utils", "tests check our documents with it"),
    Need("pdfdetach", "poppler-utils", "tests take evidence out of documents with it"),
    Need("pdftotext", "poppler-utils", "tests read our documents with it"),
    Need("qpdf", "qpdf", "tests check the structure of documents with it"),
    Need("go", "golang-go", "tests check the log with Go's own tools"),
    Need(GO_SOURCES, "golang-golang-x-mod-dev", "Go's own tools for such logs"),
    Need("node", "nodejs", "tests check our FHIR with programs of it"),
    Need("npm", "npm", "installs these programs"),
    Need("chromium", "chromium", "tests use the console in it"),
    Need("/usr/lib/postgresql", "postgresql", "tests keep libraries in a server of their own"),
    Need("/usr/lib/cups/daemon", "cups", "tests print with it"),
    Need("espeak-ng", "espeak-ng", "tests listen to its Kazakh, Russian and English"),
    Need("speech-dispatcher", "speech-dispatcher", "tests let the kiosk speak through it"),
    Need("/usr/lib/speech-dispatcher-modules", "speech-dispatcher-espeak-ng", "its voice"),
    Need("openssl", "openssl", "tests have the log dated by it, and check that with it"),
    Need("strace", "strace", "tests break every write in turn with it"),
    Need("Xvfb", "xvfb", "tests open a real window on it"),
    Need("xdotool", "xdotool", "tests use that window with its mouse and keyboard"),
    Need("cage", "cage", "tests show the kiosk in it"),
    Need("Xwayland", "xwayland", "cage does not start without it"),
)

NEEDS = {"run": SET_UP + WINDOW, "test": SET_UP + WINDOW + PEERS}


def is_here(need: Need) -> bool:
    """Look for one thing the way the program that needs it will."""
    if need.name.startswith("import "):
        return importlib.util.find_spec(need.name.split()[1]) is not None
    if need.name.startswith("/"):
        return Path(need.name).is_dir()
    if ".so" in need.name:
        return loads(need.name)
    return shutil.which(need.name) is not None


def loads(library: str) -> bool:
    """Ask the dynamic loader, which alone knows where libraries are."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def packages(needs: tuple[Need, ...]) -> str:
    """Return the Debian packages of `needs`, each once, in order."""
    return " ".join(dict.fromkeys(need.package for need in needs))


def command(needs: tuple[Need, ...]) -> str:
    """Return the one command that installs what is missing, by sudo or su where the person is not root."""
    install = f"apt-get update && apt-get install -y --no-install-recommends {packages(needs)}"
    if os.geteuid() == 0:
        return install
    return f"sudo sh -c '{install}'" if shutil.which("sudo") else f"su -c '{install}'"


def report(needs: tuple[Need, ...]) -> str:
    """Say what is missing, what it is for and how to get it."""
    width = max(len(need.name) for need in needs)
    rows = [f"  {need.name:<{width}}  {need.purpose}" for need in needs]
    return "\n".join(
        ["Missing on this machine:", *rows, "", "On Debian this installs them:", "", f"  {command(needs)}", ""]
    )


def main(arguments: list[str]) -> int:
    """Return 0 when everything is here, 1 when something is missing, 2 for a wrong call."""
    if not arguments or arguments[0] not in NEEDS:
        print(__doc__, file=sys.stderr)
        return 2
    needs = NEEDS[arguments[0]]
    if "--packages" in arguments:
        print(packages(needs))
        return 0
    if sys.version_info < OLDEST:
        wanted = ".".join(str(part) for part in OLDEST)
        have = sys.version.split()[0]
        print(
            f"Python {wanted} or newer is needed; this is {have}. Say which: make PYTHON=python{wanted} …",
            file=sys.stderr,
        )
        return 1
    missing = tuple(need for need in needs if not is_here(need))
    if missing:
        print(report(missing), file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
