"""Write the vectors: one case a file, the same bytes in every run.

    python tests/vectors/make.py            write them
    python tests/vectors/make.py --check    say what differs from the files that are there, and exit 1

Keys come from fixed seeds, times are fixed, signatures follow RFC 6979, and a sealed envelope has a fixed ephemeral
key. What a case must give is written by hand, never copied from what econsent answered.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.vectors.making import (  # noqa: E402 - found once the project is on the path
    envelope_cases,
    form_cases,
    jws_cases,
    log_cases,
    payload_cases,
    placement_cases,
    procedure_cases,
    standing_cases,
)

FOLDERS = {
    "1-jws": jws_cases.cases,
    "2-payload": payload_cases.cases,
    "3-certificates": jws_cases.chain_cases,
    "4-log": log_cases.cases,
    "5-standing": standing_cases.cases,
    "6-envelope": envelope_cases.cases,
    "7-procedure": procedure_cases.cases,
    "11-forms": form_cases.cases,
    "13-placement": placement_cases.cases,
}


def files() -> Iterator[tuple[str, bytes]]:
    """Return the path of every vector below this folder, and its bytes."""
    for folder, cases in FOLDERS.items():
        for case in cases():
            yield f"{folder}/{case.name}.json", case.text().encode()


def kept() -> dict[str, bytes]:
    """Return the vectors that are in this folder, by path."""
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in HERE.glob("*/*.json")}


def differences(found: dict[str, bytes]) -> list[str]:
    """Say what of these vectors is not what this program writes."""
    wanted = dict(files())
    said = dict.fromkeys(wanted.keys() - found.keys(), "missing")
    said |= dict.fromkeys(found.keys() - wanted.keys(), "not made here")
    said |= {name: "other bytes" for name in wanted.keys() & found.keys() if wanted[name] != found[name]}
    return [f"{name}: {what}" for name, what in sorted(said.items())]


def write() -> int:
    """Write every vector and return how many there are."""
    wanted = dict(files())
    for name, content in wanted.items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return len(wanted)


def main() -> int:
    """Write or check the vectors."""
    if sys.argv[1:] == ["--check"]:
        found = differences(kept())
        print("\n".join(found) or "The vectors are what this program writes.")
        return bool(found)
    print(f"{write()} vectors written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
