"""One consent, all the way: from the screen to what a camera hears, and what is left to prove it.

    python examples/from_screen_to_answer.py [FOLDER]     by default build/run, made anew

Uses nothing but the command line and the public Python verbs, on one machine, over HTTP on loopback. In what it leaves,
open document.pdf, look through screens/, or try to forge something and run `econsent verify` again. The pictures are
always of a scripted visitor's screens: of a person's visit none are taken.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey

import econsent
from econsent.errors import EconsentError
from econsent.keys import open_jws
from kiosk import display

ROOT = Path(__file__).parents[1]
RUN = Path(sys.argv[1]).absolute() if sys.argv[1:] else ROOT / "build" / "run"
BIN = Path(sys.executable).parent
VISITOR = ROOT / "kiosk" / "visitors" / "agrees-kk.toml"
MADE_UP = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SCOPE = "filming.video"
PERMIT, NO_CONSENT = 0, 11  # exit codes of `econsent decide`
SUMMARY = "summary.json"
LEFT = (
    "document.pdf",
    "statement.jws",
    "receipt.tlog-proof",
    "checkpoint",
    "log.vkey",
    "root.pem",
    "device.jwk",
    "library",
    "station",
    "screens",
    SUMMARY,
)
PATIENCE = 20
"""Seconds a server may take to stop."""


Json = dict[str, Any]


class Failed(Exception):
    """Something was not as it must be; says what."""


def main() -> int:
    """Go the whole way; return 0 when everything was as it must be."""
    shutil.rmtree(RUN, ignore_errors=True)
    RUN.mkdir(parents=True)
    try:
        summary = walk()
    except (Failed, EconsentError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    (RUN / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n")
    print_table(summary)
    return 0


def walk() -> Json:
    """Found a library, enrol a station, let a person sign, ask, and take the proofs out."""
    say("a library is founded")
    found(RUN)
    with served(RUN / "library") as url:
        say(f"it is served at {url}; a station enrols over HTTP")
        enrol(RUN, url)
        before = decide(url)
        signed = open_kiosk()
        say("what was signed is delivered")
        ask("sync", RUN / "station")
        after = decide(url)
        take_out(url, signed)
    verdict = verify()
    if not (RUN / "screens").exists():
        take_pictures()
    return judge(before, after, signed, verdict)


# ── the steps ─────────────────────────────────────────────────────────────────────────────


def found(home: Path) -> None:
    """Found a library in a folder."""
    names = [word for language, name in MADE_UP["names"].items() for word in (f"--name-{language}", name)]
    ask("init", home / "library", "--bin", MADE_UP["bin"], *names)


def enrol(home: Path, url: str) -> None:
    """Enrol a station, in the same folder as its library, over HTTP."""
    place = ("--name", "Kiosk 1", "--point", MADE_UP["point"], "--room", MADE_UP["room"])
    code = ask("station", "invite", home / "library", *place, "--reason", "The first kiosk")["code"]
    ask("station", "enrol", home / "station", "--library", url, "--code", "-", given=str(code))


@contextmanager
def served(library: Path) -> Iterator[str]:
    """Serve a library on a free port of this machine for as long as the block runs."""
    command = [str(BIN / "econsent"), "serve", str(library), "--port", "0", "--log-format", "none", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            ready = server.stdout.readline() if server.stdout else ""
            if not ready:
                raise Failed("The server did not start.")
            yield json.loads(ready)["ready"]
        finally:
            server.terminate()
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()


def open_kiosk() -> Json:
    """Let a person, or where there is no display a scripted visitor, use the kiosk; return the consent signed."""
    if display.answers(os.environ) and os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        say(f"the kiosk opens: sign as {MADE_UP['iin']}, a person who does not exist")
        signed = kiosk(RUN, "--once", "--windowed")
    else:
        say("there is no display: a scripted visitor uses the real window offscreen, by touch")
        signed = let_visitor_in(RUN)
    consents = [each for each in signed if each["kind"] == "consent"]
    if not consents:
        raise Failed("Nobody signed at the kiosk: there is nothing to prove.")
    return dict(consents[-1])


def take_pictures() -> None:
    """Let a scripted visitor use a kiosk of another library, which is then thrown away."""
    say("for the pictures, a scripted visitor uses another kiosk offscreen")
    with TemporaryDirectory() as folder:
        elsewhere = Path(folder)
        found(elsewhere)
        with served(elsewhere / "library") as url:
            enrol(elsewhere, url)
            let_visitor_in(elsewhere)


def let_visitor_in(home: Path) -> list[Json]:
    """Let a scripted visitor use the kiosk of a station, and leave pictures of its screens; return what was signed."""
    return kiosk(home, "--visitor", VISITOR, "--screens", RUN / "screens", QT_QPA_PLATFORM="offscreen")


def kiosk(home: Path, *words: object, **environment: str) -> list[Json]:
    """Run the kiosk of a station until it ends; return what was signed there."""
    command = [str(word) for word in (BIN / "econsent-kiosk", home / "station", "--json", *words)]
    ended = subprocess.run(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=False)
    if ended.returncode:
        raise Failed(f"The kiosk ended with exit code {ended.returncode}.")
    return list(json.loads(ended.stdout.splitlines()[-1]))


def decide(url: str) -> Json:
    """Ask as a camera does: over HTTP, with the access token, the person's number in the body."""
    token = ("--token-file", RUN / "library" / "access-token")
    return ask("decide", url, *token, "--iin", "-", "--scope", SCOPE, given=MADE_UP["iin"], exits=(0, 10, NO_CONSENT))


def take_out(url: str, signed: Json) -> None:
    """Write everything that proves a statement."""
    token = (RUN / "library" / "access-token").read_text().strip()
    with econsent.connect(url, token=token) as library:
        (RUN / "document.pdf").write_bytes(library.export(signed["id"], "pdf"))
        (RUN / "statement.jws").write_bytes(library.export(signed["id"], "jws"))
        (RUN / "receipt.tlog-proof").write_bytes(library.export(signed["id"], "receipt"))
        (RUN / "checkpoint").write_text(library.checkpoint())
        (RUN / "log.vkey").write_text(library.log_vkey + "\n")
        (RUN / "root.pem").write_text(library.root_pem)
    (RUN / "device.jwk").write_text(json.dumps(device_key((RUN / "statement.jws").read_bytes())) + "\n")


def device_key(jws: bytes) -> Json:
    """Return the public key of the device that signed, as a JWK for any JOSE tool."""
    device, *_ = open_jws(jws).chain
    public = x509.load_der_x509_certificate(device).public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)  # noqa: S101 - econsent takes no other
    return dict(ECKey.import_key(public).as_dict(private=False))


def verify() -> Json:
    """Check what was taken out with nothing but the root certificate."""
    say("what was taken out is verified")
    files = (RUN / "document.pdf", RUN / "statement.jws", RUN / "receipt.tlog-proof")
    return dict(ask("verify", *files, "--root", RUN / "root.pem")["verified"][0])


def ask(*words: object, given: str = "", exits: tuple[int, ...] = (0,)) -> Json:
    """Run an `econsent` command and return its JSON; raise Failed where its exit code is another than expected."""
    command = [str(word) for word in (BIN / "econsent", *words, "--json")]
    ended = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if ended.returncode not in exits:
        raise Failed(f"`econsent {words[0]}` ended with exit code {ended.returncode}.\n{ended.stderr}")
    return dict(json.loads(ended.stdout))


# ── the end ───────────────────────────────────────────────────────────────────────────────


def judge(before: Json, after: Json, signed: Json, verdict: Json) -> Json:
    """Return the table of what happened; raise Failed where it is not as it must be."""
    if before["decision"] != "NO_CONSENT":
        raise Failed("The camera was answered before anybody had signed.")
    if after["decision"] not in ("CONSENT_PERMIT", "CONSENT_DENY") or signed["digest"] not in after["statements"]:
        raise Failed("The camera's answer does not rest on what was signed.")
    if verdict["digest"] != signed["digest"] or verdict["index"] is None:
        raise Failed("What was verified is not what was signed.")
    missing = "; ".join(verdict["missing"])
    return {
        "scope": SCOPE,
        "before": before["decision"],
        "after": after["decision"],
        "rests_on": after["statements"],
        "valid_until": after["valid_until"],
        "code": signed["code"],
        "receipt": {"log_index": verdict["index"], "logged": verdict["logged"]},
        "verdict": f"verified, {len(verdict['checked'])} checks"
        + (f"; not there to check: {missing}" if missing else ""),
        "screens": [shown(path) for path in sorted((RUN / "screens").glob("*.png"))],
        "paths": {name: shown(RUN / name) for name in LEFT if name == SUMMARY or (RUN / name).exists()},
    }


def print_table(summary: Json) -> None:
    """Print for people what summary.json says to programs."""
    receipt, paths = summary["receipt"], summary["paths"]
    rows = [
        ("the camera heard before", summary["before"]),
        ("the camera hears now", f"{summary['after']} for {SCOPE}, until {summary['valid_until']}"),
        ("because of", " ".join(summary["rests_on"])),
        ("the person's code", summary["code"]),
        ("receipt", f"entry {receipt['log_index']} of the log, logged {receipt['logged']}"),
        ("verifier", summary["verdict"]),
        *((name, path) for name, path in paths.items()),
    ]
    width = max(len(name) for name, _ in rows)
    print()
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def shown(path: Path) -> str:
    """Return a path as a person would type it from here."""
    return os.path.relpath(path)


def say(what: str) -> None:
    """Tell the person who watches what happens now."""
    print(f"· {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
