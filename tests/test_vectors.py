"""Every vector gives what it says; the vectors are made again byte for byte; every code they expect exists."""

from __future__ import annotations

import base64
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from econsent import instant, ledger, placement, record, standing
from econsent.envelope import EnvelopeKey, open_envelope
from econsent.errors import EconsentError, by_code
from econsent.forms import Catalogue
from econsent.released import check_grown, open_manifest
from econsent.store.folder import shipped_forms
from econsent.trust import Trust, TrustedDevice
from econsent.verify import verify_receipt, verify_statement
from tests.vectors import make

FOLDER = Path(__file__).parent / "vectors"
FILES = sorted(FOLDER.glob("*/*.json"))
Given = dict[str, Any]


def test_the_vectors_are_made_again_byte_for_byte():
    done = subprocess.run([sys.executable, FOLDER / "make.py", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_a_vector_that_was_changed_added_or_lost_is_noticed():
    files = make.kept()
    files["1-jws/good.json"] += b" "
    files["1-jws/better.json"] = b"{}"
    del files["6-envelope/sealed.json"]
    assert make.differences(files) == [
        "1-jws/better.json: not made here",
        "1-jws/good.json: other bytes",
        "6-envelope/sealed.json: missing",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_vector(path: Path):
    case = json.loads(path.read_bytes())
    assert case["name"] == path.stem
    check = CHECKS[case["check"]]
    if case["expect"] == "ok":
        output = case.get("output", {})
        found = check(case["inputs"])
        assert {name: found[name] for name in output} == output
        return
    with pytest.raises(EconsentError) as caught:
        check(case["inputs"])
    assert caught.value.code == case["expect"]
    assert type(caught.value) is by_code()[case["expect"]]
    assert caught.value.clause in ("", case["clause"], _general(case["clause"]))


@pytest.mark.parametrize("part", ["1", "2", "3", "4", "6", "7"])
def test_every_clause_that_an_error_cites_has_a_vector(part: str):
    sources = "".join(path.read_text() for path in (FOLDER.parents[1] / "econsent").glob("*.py"))
    cited = {text.split('"')[0] for text in sources.split('clause="')[1:]}
    covered = {json.loads(path.read_bytes())["clause"] for path in FILES}
    assert {clause for clause in cited if clause.split(".")[0] == part} <= covered


def test_every_answer_and_reason_has_a_vector():
    outputs = [json.loads(path.read_bytes())["output"] for path in FILES if path.parent.name == "5-standing"]
    assert {said["decision"] for said in outputs} == set(get_args(standing.Answer))
    assert {said["reason"] for said in outputs} == set(get_args(standing.Reason))


def test_every_outcome_of_the_rule_table_has_a_vector():
    outputs = [json.loads(path.read_bytes())["output"] for path in FILES if path.parent.name == "13-placement"]
    assert {said["outcome"] for said in outputs} == set(get_args(placement.Outcome))


def _general(clause: str) -> str:
    """A field's own clause says what it must be; that it is refused otherwise stands in 2.3."""
    return "2.3" if clause.startswith("2.") else clause


# ── the checks ──


def _payload(given: Given) -> Given:
    statement = record.parse(_bytes(given["payload"]))
    return {"id": statement.id, "kind": statement.kind}


def _statement(given: Given) -> Given:
    devices = given.get("devices")
    trusted = None if devices is None else {
        name: TrustedDevice(frozenset(said["certificates"]), said["revoked_at"]) for name, said in devices.items()
    }  # fmt: skip
    verified = verify_statement(
        given["jws"].encode(),
        Trust(_all(given["roots"]), trusted),
        evidence=_all(given["evidence"]) if "evidence" in given else None,
        receipt=given["receipt"].encode() if "receipt" in given else None,
        after=given["after"].encode() if "after" in given else None,
        index=given.get("index"),
    )
    return {
        "digest": verified.digest.hex(),
        "earliest": instant.render(verified.interval.earliest),
        "latest": instant.render(verified.interval.latest),
        "index": verified.receipt.index if verified.receipt else None,
    }


def _receipt(given: Given) -> Given:
    found = verify_receipt(given["receipt"].encode(), Trust(_all(given["roots"])))
    return {
        "digest": found.digest.hex(),
        "index": found.index,
        "size": found.checkpoint.size,
        "dated": found.cosigned_at,
    }


def _checkpoint(given: Given) -> Given:
    opened = ledger.open_checkpoint(given["note"], [ledger.parse_vkey(text) for text in given["vkeys"]])
    said = opened.checkpoint
    root = base64.b64encode(said.root).decode()
    return {"origin": said.origin, "size": said.size, "root": root, "dated": opened.cosigned_at}


def _inclusion(given: Given) -> Given:
    leaf = ledger.leaf_hash(_bytes(given["entry"]))
    ledger.check_inclusion(leaf, given["index"], given["size"], _all(given["proof"]), _bytes(given["root"]))
    return {}


def _consistency(given: Given) -> Given:
    roots = _bytes(given["old_root"]), _bytes(given["new_root"])
    ledger.check_consistency(given["old"], roots[0], given["new"], roots[1], _all(given["proof"]))
    return {}


def _envelope(given: Given) -> Given:
    key = ec.derive_private_key(int(given["private_key"], 16), ec.SECP256R1())
    contents = open_envelope(_bytes(given["envelope"]), EnvelopeKey.of(key))
    evidence = [base64.b64encode(item).decode() for item in contents.evidence]
    return {
        "jws": contents.jws.decode(),
        "evidence": evidence,
        "document": base64.b64encode(contents.document).decode(),
    }


def _standing(given: Given) -> Given:
    heards = [_heard(said) for said in given["statements"]]
    at = instant.parse(given["at"])
    policy = msgspec.convert(given.get("policy", {}), standing.Policy)
    kept = standing.fold(heards).get(given["scope"])
    if kept is not None and at < kept.settled:
        kept = standing.fold_at(heards, at).get(given["scope"])
    renewals = {text: dt.date.fromisoformat(day) for text, day in given.get("renewals", {}).items()}
    found = standing.answer(kept, at, policy, renewals=renewals)
    return {"decision": found.decision, "reason": found.reason, "statements": list(found.statements)}


def _heard(said: Given) -> standing.Heard:
    earliest, latest = map(instant.parse, said["interval"])
    return msgspec.convert(said | {"interval": {"earliest": earliest, "latest": latest}}, standing.Heard)


def _placement(given: Given) -> Given:
    order, edition = given["law"].split("/")
    law = placement.read(Catalogue.from_files(shipped_forms()).law(order, edition))
    ruling = placement.evaluate(law, **{name: value for name, value in given.items() if name != "law"})
    return {"outcome": ruling.outcome, "reason": ruling.reason, "paragraphs": list(ruling.paragraphs)} | {
        "act": ruling.act, "edition": ruling.edition, "rests_on": list(ruling.rests_on),
    }  # fmt: skip


def _manifest(given: Given) -> Given:
    manifest = open_manifest(given["manifest"], given["note"], ledger.parse_vkey(given["vkey"]))
    check_grown(manifest, given["before"])
    return {"size": manifest.size}


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _all(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(map(_bytes, texts))


CHECKS: dict[str, Callable[[Given], Given]] = {
    "payload": _payload,
    "statement": _statement,
    "receipt": _receipt,
    "checkpoint": _checkpoint,
    "inclusion": _inclusion,
    "consistency": _consistency,
    "envelope": _envelope,
    "standing": _standing,
    "placement": _placement,
    "manifest": _manifest,
}
