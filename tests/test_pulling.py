"""A station takes its library's own forms over whole, believes only what the log's key signed, and never goes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from econsent import errors
from econsent.exchange import FormManifest
from econsent.forms import manifest_lines
from econsent.ledger import Checkpoint, NoteSigner, sign_checkpoint
from econsent.library import Library
from econsent.released import open_manifest, sign_manifest
from econsent.station import Station
from econsent.store import fsck, pulled
from tests.builders import PASSPHRASE, LyingClock, consent, make_library, make_station, open_station
from tests.own import OWN, FormWire, draft

YEAR = dt.datetime.now(LyingClock().zone()).year
FIRST, SECOND = f"{YEAR}.1001", f"{YEAR}.1002"
SHIPPED, STAFF = "2026.2", "2026.1"
LATER = "Цех открыт с восьми утра."


def shown(station: Station) -> str:
    """Return the version that the next sitting at a station begins with."""
    return station.catalogue.latest("patient-filming").version


def codes(station: Station, wire: Library | FormWire) -> list[str]:
    """Deliver and return what stood in the way."""
    return [problem.code for problem in station.sync(wire).problems]


def test_two_stations_show_what_was_released_after_their_next_delivery(library: Library, tmp_path: Path):
    with make_station(library, tmp_path, name="one") as one, make_station(library, tmp_path, name="two") as two:
        assert one.sync(library).forms == ()
        library.forms.release(draft())
        assert (shown(one), shown(two)) == (SHIPPED, SHIPPED)
        for station in (one, two):
            assert station.sync(library).forms == (f"patient-filming/{FIRST}",)
            assert OWN in station.catalogue.latest("patient-filming").text("ru").section("what").plain
        library.forms.release(draft(said=LATER))
        assert codes(two, library) == []
        assert (shown(one), shown(two)) == (FIRST, SECOND)
    with open_station(tmp_path, "two") as again:
        assert shown(again) == SECOND


def test_what_is_here_already_is_not_asked_for_again(library: Library, station: Station):
    library.forms.release(draft())
    wire = FormWire(library)
    station.sync(wire)
    assert len(wire.asked) == 4
    library.forms.release(draft(said=LATER))
    station.sync(wire)
    station.sync(wire)
    assert len(set(wire.asked)) == 6
    assert len(wire.asked) == 8


def test_another_process_that_delivers_renews_the_forms_of_the_one_that_signs(
    library: Library, station: Station, tmp_path: Path
):
    library.forms.release(draft())
    assert shown(station) == SHIPPED
    with open_station(tmp_path, sign=False) as delivering:
        delivering.sync(library)
    assert shown(station) == FIRST


def test_a_sitting_ends_with_the_version_that_it_began_with(library: Library, station: Station):
    library.forms.release(draft())
    station.sync(library)
    begun = consent(station)
    library.forms.release(draft(said=LATER))
    station.sync(library)
    assert shown(station) == SECOND
    [signed] = station.sign([begun])
    assert codes(station, library) == []
    statement = library.show(signed.id).statement
    assert (statement.form.version, statement.form.digest) == (FIRST, begun.form.digest)


# ── what is not to be believed ────────────────────────────────────────────────────────────────────────────────────


def refused(station: Station, wire: FormWire, code: str) -> None:
    """Find that a delivery says what was wrong, that the forms stay, and that the next honest one mends it."""
    before = shown(station)
    assert codes(station, wire) == [code]
    assert shown(station) == before
    assert codes(station, wire.library) == []
    assert shown(station) == wire.library.catalogue.latest("patient-filming").version


def flipped(text: str, place: int) -> str:
    raw = bytearray(text.encode())
    raw[place % len(raw)] ^= 1
    return raw.decode("utf-8", "replace")


@pytest.mark.parametrize("part", ["manifest", "note"])
def test_a_manifest_with_a_changed_byte_anywhere_is_not_believed(library: Library, station: Station, part: str):
    library.forms.release(draft())
    whole = getattr(library.forms.manifest(), part)
    for place in range(len(whole.encode())):
        wire = FormWire(library, lambda said, at=place: msgspec.structs.replace(said, **{part: flipped(whole, at)}))
        with pytest.raises((errors.FormError, errors.LedgerError)):
            station._own_forms().pull(wire)
        assert shown(station) == SHIPPED
    assert codes(station, library) == []
    assert shown(station) == FIRST


@pytest.mark.parametrize("place", [0, 100, -1])
def test_a_file_with_a_changed_byte_is_not_shown(library: Library, station: Station, place: int):
    library.forms.release(draft())

    def spoil(raw: bytes) -> bytes:
        spoilt = bytearray(raw)
        spoilt[place] ^= 1
        return bytes(spoilt)

    refused(station, FormWire(library, file=spoil), "forms.digest-mismatch")


@pytest.mark.parametrize("cut", [lambda raw: raw[: len(raw) // 2], lambda raw: b"", lambda raw: raw + b"\n"])
def test_a_half_download_is_not_shown(library: Library, station: Station, cut: Callable[[bytes], bytes]):
    library.forms.release(draft())
    refused(station, FormWire(library, file=cut), "forms.digest-mismatch")


def test_a_download_that_breaks_off_goes_on_with_the_forms_before_it(library: Library, station: Station):
    library.forms.release(draft())
    station.sync(library)
    library.forms.release(draft(said=LATER))

    def break_off(raw: bytes) -> bytes:
        if raw.startswith(b"schema"):
            raise errors.RemoteUnreachable("The wire is cut.")
        return raw

    refused(station, FormWire(library, file=break_off), "remote.unreachable")


def test_an_older_manifest_is_never_gone_back_to(library: Library, station: Station):
    library.forms.release(draft())
    older = library.forms.manifest()
    library.forms.release(draft(said=LATER))
    station.sync(library)
    for replayed in (older, FormManifest(manifest="", note=signed(library, ""))):
        refused(station, FormWire(library, lambda _, said=replayed: said), "forms.rolled-back")


def test_a_manifest_that_does_not_begin_with_the_one_before_is_not_believed(library: Library, station: Station):
    library.forms.release(draft())
    station.sync(library)
    other = manifest_lines({f"notice/{FIRST}/kk.md": b"", f"notice/{FIRST}/ru.md": b""})
    lines = library.forms.manifest().manifest
    for forked in (other + lines, other + "".join(lines.splitlines(keepends=True)[:2])):
        said = FormManifest(manifest=forked, note=signed(library, forked))
        refused(station, FormWire(library, lambda _, said=said: said), "forms.rolled-back")


def signed(library: Library, manifest: str) -> str:
    """Return the note of a manifest by the library's own key, as only a library gone bad would sign it."""
    return sign_manifest(manifest, library.origin, library._home.keys.log)


def test_a_note_of_another_log_or_under_another_name_is_not_believed(
    library: Library, station: Station, tmp_path: Path
):
    library.forms.release(draft())
    manifest = library.forms.manifest().manifest
    (tmp_path / "other").mkdir()
    with make_library(tmp_path / "other") as other:
        foreign = sign_manifest(manifest, library.origin, other._home.keys.log)
        others = signed(other, manifest)
    key, name = library._home.keys.log, library.origin
    body = Checkpoint(name, 4, sha256(manifest.encode()).digest())
    as_log = sign_checkpoint(body, [NoteSigner(name, key)])
    wrong_root = sign_checkpoint(Checkpoint(f"{name}/forms", 4, body.root), [NoteSigner(f"{name}/forms", key)])
    for note, code in (
        (foreign, "ledger.checkpoint-forged"),
        (others, "ledger.checkpoint-unsigned"),
        (as_log, "ledger.checkpoint-unsigned"),
        (library.checkpoint(), "ledger.checkpoint-unsigned"),
        (wrong_root, "ledger.checkpoint-foreign"),
        ("", "ledger.checkpoint-malformed"),
    ):
        wire = FormWire(library, lambda said, note=note: msgspec.structs.replace(said, note=note))
        assert codes(station, wire) == [code]
        assert shown(station) == SHIPPED


@pytest.mark.parametrize(
    "path",
    ["../../keys/device.pem", "/etc/passwd", "patient-filming/../2026.1001/kk.md", "patient-filming/2026.1001/.kk.md",
     "law/dsm-335-2020/2030-01-01/order.toml", "document/2026.1001/kk.toml", "patient-filming/2026.1001/x/kk.md"],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_not_followed(library: Library, station: Station, tmp_path: Path, path: str):
    lines = f"{sha256(b'x').hexdigest()}  {path}\n"
    said = FormManifest(manifest=lines, note=signed(library, lines))
    assert codes(station, FormWire(library, lambda _: said, lambda _: b"x")) == ["forms.malformed"]
    assert pulled.sizes(tmp_path / "station") == ()


def test_forms_that_contradict_those_at_the_station_are_not_shown(library: Library, station: Station):
    def rogue(form: str, version: str, toml: tuple[str, str], without: str = "") -> FormWire:
        """Return a library that has signed what it should never have released."""
        made = draft(form, "", toml=toml)
        if made.pop(without, None):
            made["form.toml"] = made["form.toml"].replace(b', "en"]', b"]")
        files = {f"{form}/{version}/{name}": raw for name, raw in made.items()}
        manifest = manifest_lines(files)
        said = FormManifest(manifest=manifest, note=signed(library, manifest))
        by_digest = {sha256(raw).hexdigest(): raw for raw in files.values()}

        class Rogue(FormWire):
            def file(self, digest: str) -> bytes:
                return by_digest[digest]

        return Rogue(library, lambda _: said)

    numbered = f'version = "{FIRST}"'
    for wire, code in (
        (rogue("patient-filming", FIRST, (f'version = "{SHIPPED}"', f'{numbered}\nrole = "staff"')), "forms.malformed"),
        (rogue("patient-filming", SHIPPED, ("P1Y", "P2Y")), "forms.clash"),
        (rogue("patient-filming", FIRST, (f'version = "{SHIPPED}"', numbered), "en.md"), "forms.clash"),
        (rogue("staff-filming", FIRST, (f'version = "{STAFF}"', numbered)), ""),
    ):
        assert codes(station, wire) == ([code] if code else [])
        assert shown(station) == SHIPPED
    assert station.catalogue.latest("staff-filming").version == FIRST


def test_a_scope_that_another_form_means_otherwise_is_not_shown(library: Library, station: Station):
    files = draft("patient-filming", "", toml=('id = "images.publication"\nlegal = "8-1"\npublication = true',
                                               'id = "images.publication"\nlegal = "8-1"'))  # fmt: skip
    files["form.toml"] = files["form.toml"].replace(SHIPPED.encode(), FIRST.encode())
    placed = {f"patient-filming/{FIRST}/{name}": raw for name, raw in files.items()}
    manifest = manifest_lines(placed)
    said = FormManifest(manifest=manifest, note=signed(library, manifest))
    by_digest = {sha256(raw).hexdigest(): raw for raw in placed.values()}
    wire = FormWire(library, lambda _: said)
    wire.file = by_digest.__getitem__  # type: ignore[method-assign]
    assert codes(station, wire) == ["forms.clash"]
    assert shown(station) == SHIPPED


WHOLE = (
    manifest_lines({f"notice/{FIRST}/{name}": b"" for name in ("form.toml", "kk.md", "ru.md")}),
    Ed25519PrivateKey.from_private_bytes(bytes(32)),
)


@given(st.data())
def test_any_lines_and_any_note_are_the_manifest_or_an_error(data):
    text, key = WHOLE
    note = sign_manifest(text, "log", key)
    log = NoteSigner("log", key).verifier
    assert open_manifest(text, note, log).size == 3
    which = data.draw(st.sampled_from([text, note]))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(which))] * 2)))
    scrap = data.draw(st.text(max_size=4) | st.sampled_from(["\n", "\r\n", "  ", "../", "\u2028", text]))
    broken = which[:start] + scrap + which[end:]
    try:
        opened = open_manifest(broken, note, log) if which is text else open_manifest(text, broken, log)
    except (errors.FormError, errors.LedgerError):
        return
    assert (opened.text, opened.size) == (text, 3)


# ── a disk that spoils ────────────────────────────────────────────────────────────────────────────────────────────


def spoil(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


def test_a_form_that_was_changed_on_the_disk_is_not_shown_but_the_one_before_it(library: Library, tmp_path: Path):
    with make_station(library, tmp_path) as station:
        for said in (OWN, LATER):
            library.forms.release(draft(said=said))
            station.sync(library)
    folder = tmp_path / "station" / "forms" / "000008"
    spoilt = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(spoilt) == 10
    for path in spoilt:
        whole = path.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            spoil(path, place)
            with open_station(tmp_path) as station:
                assert shown(station) == FIRST, (path.name, place)
            path.write_bytes(whole)
        path.unlink()
        with open_station(tmp_path) as station:
            assert shown(station) == FIRST
        path.write_bytes(whole)
    assert fsck.check(tmp_path / "station", passphrase=PASSPHRASE) == []
    spoil(spoilt[-1], 9)
    [finding] = fsck.check(tmp_path / "station", passphrase=PASSPHRASE)
    assert (finding.code, finding.where) == ("forms.digest-mismatch", "forms 8")
    with open_station(tmp_path) as station:
        assert station.sync(library).problems == ()
        assert shown(station) == SECOND


def test_where_no_own_form_is_whole_nobody_is_asked_until_the_next_delivery(library: Library, tmp_path: Path):
    library.forms.release(draft())
    with make_station(library, tmp_path) as station:
        station.sync(library)
    text = tmp_path / "station" / "forms" / "000004" / "patient-filming" / FIRST / "kk.md"
    spoil(text, 40)
    with open_station(tmp_path) as station:
        with pytest.raises(errors.FormDigestMismatch):
            station.check_ready()
        assert codes(station, library) == []
        station.check_ready()
        assert shown(station) == FIRST


def test_a_manifest_shorter_than_a_spoilt_one_is_still_going_back(library: Library, station: Station, tmp_path: Path):
    library.forms.release(draft())
    older = library.forms.manifest()
    station.sync(library)
    library.forms.release(draft(said=LATER))
    station.sync(library)
    spoil(tmp_path / "station" / "forms" / "000008" / "NOTE", 30)
    assert codes(station, FormWire(library, lambda _: older)) == ["forms.rolled-back"]


def test_only_the_newest_and_the_one_before_it_stay_on_the_disk(library: Library, station: Station, tmp_path: Path):
    for number in range(4):
        library.forms.release(draft(said=f"Цех {number} открыт."))
        station.sync(library)
    assert pulled.sizes(tmp_path / "station") == (16, 12)
    assert len([form for form in station.catalogue.forms() if station.catalogue.is_own(form)]) == 4


def test_what_was_begun_and_not_finished_is_cleared_away(library: Library, station: Station, tmp_path: Path):
    half = tmp_path / "station" / "forms" / ".new" / "patient-filming"
    half.mkdir(parents=True)
    (half / "kk.md").write_text("half")
    library.forms.release(draft())
    assert shown(station) == SHIPPED
    assert codes(station, library) == []
    assert sorted(path.name for path in (tmp_path / "station" / "forms").iterdir()) == ["000004"]
