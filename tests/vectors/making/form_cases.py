"""SPEC 11: the signed manifest of an organisation's own forms."""

from __future__ import annotations

from collections.abc import Iterator

from econsent import ledger
from tests.vectors.making.case import OK, Case
from tests.vectors.making.world import LOG, digest, ed_key

_UNSIGNED, _FORGED, _FOREIGN = "ledger.checkpoint-unsigned", "ledger.checkpoint-forged", "ledger.checkpoint-foreign"
_MALFORMED = "forms.malformed"


def _lines(version: str, *names: str) -> str:
    return "".join(f"{digest(f'{version} {name}').hex()}  patient-filming/{version}/{name}\n" for name in names)


FIRST = _lines("2026.1001", "form.toml", "kk.md", "ru.md")
GROWN = FIRST + _lines("2026.1002", "form.toml", "kk.md", "ru.md")


def _note(manifest: str, *, name: str = f"{LOG.origin}/forms", key: str = "log", size: int | None = None) -> str:
    """Sign a manifest as a library does, or as the case has it; the tree is built here by hand (RFC 9162)."""
    leaves = [ledger.leaf_hash(line.encode()) for line in manifest.split("\n")[:-1]]
    count = len(leaves) if size is None else size
    signer = ledger.NoteSigner(name, ed_key(key))
    return ledger.sign_checkpoint(ledger.Checkpoint(name, count, _root(leaves)), [signer])


def _root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return ledger.EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return ledger.node_hash(_root(leaves[:half]), _root(leaves[half:]))


def _case(name: str, what: str, expect: str = OK, clause: str = "11.4", **changes: object) -> Case:
    manifest = str(changes.pop("manifest", FIRST))
    inputs: dict[str, object] = {"manifest": manifest, "note": _note(manifest), "vkey": LOG.vkeys[0], "before": ""}
    output: dict[str, object] = {"size": manifest.count("\n")} if expect == OK else {}
    return Case(name, what, clause, "manifest", inputs | changes, expect, output)


def cases() -> Iterator[Case]:
    """Yield every case."""
    line = FIRST.splitlines(keepends=True)[0]
    changed = FIRST.replace("kk.md", "en.md")
    yield _case("manifest", "Three files, signed by the log's key under the name of the forms.")
    yield _case("empty", "Nothing was released yet.", manifest="")
    yield _case(
        "grown", "The manifest begins with the one that was seen before.", clause="11.5", manifest=GROWN, before=FIRST
    )
    yield _case("same", "The manifest is the one that was seen before.", clause="11.5", before=FIRST)
    yield _case(
        "line-changed", "A line is another than the one that was signed.", _FOREIGN, manifest=changed, note=_note(FIRST)
    )
    yield _case("line-missing", "A line is missing.", _FOREIGN, manifest=FIRST, note=_note(GROWN))
    yield _case("size-other", "The note names more lines than there are.", _FOREIGN, note=_note(FIRST, size=4))
    yield _case(
        "of-the-log", "The note bears the name of the log itself.", _UNSIGNED, note=_note(FIRST, name=LOG.origin)
    )
    yield _case(
        "of-the-trail",
        "The note bears the name of the audit trail.",
        _UNSIGNED,
        note=_note(FIRST, name=f"{LOG.origin}/audit"),
    )
    yield _case(
        "other-key", "Another key has signed under the name of the forms.", _FORGED, note=_note(FIRST, key="other log")
    )
    yield _case("rolled-back", "Fewer lines than were seen before.", "forms.rolled-back", "11.5", before=GROWN)
    yield _case(
        "forked", "Other lines than were seen before.", "forms.rolled-back", "11.5", manifest=GROWN, before=changed
    )
    for name, what, manifest in (
        ("no-newline", "The last line does not end.", FIRST[:-1]),
        ("twice", "A path is named twice.", FIRST + line),
        ("upward", "A path leads elsewhere.", line.replace("patient-filming", "..")),
        ("label", "A file is none of a form.", line.replace("form.toml", "kk.toml")),
        ("upper-case", "A digest is not in lower case.", line[:64].upper() + line[64:]),
        ("one-space", "One space stands between digest and path.", line.replace("  ", " ")),
    ):
        yield _case(name, what, _MALFORMED, manifest=manifest)
