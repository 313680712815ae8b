"""Run the console examples of a page in a real shell, and compare what they print with what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.docs import warm
from tests.waiting import PATIENCE, unmeasured

REPOSITORY = Path(__file__).parents[2]
_BLOCK = re.compile(r"^(?:```console|<!-- [^\n]*)\n(.*?)^(?:```|-->)$", re.MULTILINE | re.DOTALL)
_MARK = "-- done --"


@dataclass(frozen=True)
class Example:
    """A command and what the page says it prints, on stdout and stderr together."""

    command: str
    expected: tuple[str, ...]


def examples(page: str) -> list[Example]:
    """Return the commands (``$ …``) in the console blocks of a page, also in blocks that readers do not see."""
    found: list[Example] = []
    for block in _BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *expected = part.replace("\\\n", "").rstrip("\n").split("\n")
            found.append(Example(command, tuple(expected)))
    return found


class Shell:
    """A shell in a folder, in which `econsent` and `python` are those of the tests."""

    def __init__(self, folder: Path) -> None:
        self._own = tempfile.TemporaryDirectory(prefix="shell-")  # a socket's path is short
        place, bins = Path(self._own.name) / "socket", [self._own.name, str(Path(sys.executable).parent)]
        path = os.pathsep.join([*bins, os.environ["PATH"]])
        environment = unmeasured() | {"PATH": path, "PYTHONPATH": str(REPOSITORY), "PS1": ""}
        self._warm = subprocess.Popen(
            [sys.executable, "-m", "tests.docs.warm", str(place)], env=environment, stdout=subprocess.PIPE
        )
        assert self._warm.stdout.readline() == b"ready\n"
        command = Path(self._own.name) / "econsent"
        command.write_text(warm.client(place))
        command.chmod(0o755)
        self._process = subprocess.Popen(
            ["bash", "--norc"], cwd=folder, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def __enter__(self) -> Shell:
        return self

    def __exit__(self, *_: object) -> None:
        self.run("kill $(jobs -p) 2>/dev/null; wait")
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(PATIENCE)
        self._warm.kill()
        self._warm.communicate()
        self._own.cleanup()

    def run(self, command: str) -> list[str]:
        """Return the lines that a command prints; of one in the background (``&``), those until it is ready."""
        if command.endswith(" &"):
            wait = "for _ in $(seq 600); do [ -s .background ] && break; sleep 0.1; done; cat .background"
            command = f"{command[:-1]} > .background 2>&1 & {wait}"
        else:
            command = f"(exit $last); {command}"
        self._process.stdin.write(f"{command}\nlast=$?\necho; echo '{_MARK}'\n")
        self._process.stdin.flush()
        lines: list[str] = []
        for line in self._process.stdout:
            if line.rstrip("\n") == _MARK:
                break
            lines.append(line.rstrip("\n"))
        return lines[:-1] if lines and not lines[-1] else lines


def matches(expected: tuple[str, ...], printed: list[str]) -> bool:
    """Say whether lines are as expected: ``...`` stands for anything in a line, alone in a line for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else ".*".join(map(_spaced, line.split("..."))) + r"\n" for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def _spaced(text: str) -> str:
    """Return a pattern for a text in which columns may be wider than on the page."""
    return re.sub(r"(?:\\ ){2,}", r" {2,}", re.escape(text))
