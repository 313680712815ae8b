"""One way to check anything: statement, document, bundle, receipt; alone, together, swapped, broken byte by byte."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import keys, record
from econsent.document import bundle
from econsent.document.containers import verify
from econsent.errors import (
    ArgumentInvalid,
    BundleMalformed,
    CertificateForeign,
    CertificateInvalid,
    EconsentError,
    EvidenceMismatch,
    FilesApart,
    FileUnknown,
)
from tests.builders import NOBODY, consent, make_library, make_station

SAMPLE = 150


@dataclass(frozen=True)
class Exported:
    """One statement in every form, with its root."""

    id: str
    digest: str
    jws: bytes
    pdf: bytes
    bundle: bytes
    receipt: bytes
    ink: bytes
    after: bytes
    root: bytes


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> list[Exported]:
    """Return two statements of one library and one of another."""
    found = []
    for name, count in (("ours", 2), ("theirs", 1)):
        folder = tmp_path_factory.mktemp(name)
        with make_library(folder) as library, make_station(library, folder, url=NOBODY) as station:
            for _ in range(count):
                signed = station.sign([consent(station)])[0]
                station.sync(library)
                forms = {what: library.export(signed.id, what) for what in ("jws", "pdf", "bundle", "receipt")}
                whole = bundle.unpack(forms["bundle"])
                root = library.root_pem.encode()
                ink = whole.evidence[0]
                found.append(Exported(signed.id, signed.digest, ink=ink, after=whole.after, root=root, **forms))
    return found


@pytest.fixture
def ours(exported) -> Exported:
    return exported[0]


def clauses(found) -> set[str]:
    return {step.clause for step in found.checked}


def test_each_form_alone_proves_what_it_can_and_says_what_was_not_there(ours: Exported):
    (jws,) = verify(ours.jws, roots=[ours.root])
    (pdf,) = verify(ours.pdf, roots=[ours.root])
    (whole,) = verify(ours.bundle, roots=[ours.root])
    (receipt,) = verify(ours.receipt, roots=[ours.root])

    assert {item.digest for item in (jws, pdf, whole, receipt)} == {ours.digest}
    assert clauses(jws) == {"7.1", "7.2", "7.3", "7.4", "7.5", "7.9"}
    assert [what.split(":")[0] for what in jws.missing] == [
        "evidence file ink.inkml",
        "the document",
        "a receipt",
        "the checkpoint before it",
        "revocation of the device",
    ]
    assert clauses(pdf) - clauses(jws) == {"7.6", "7.11"}
    assert clauses(whole) - clauses(pdf) == {"7.7", "7.8"}
    assert [what.split(":")[0] for what in whole.missing] == ["revocation of the device"]
    assert (whole.index, whole.statement.id) == (0, ours.id)
    assert (receipt.statement, receipt.index, clauses(receipt)) == (None, 0, {"7.7"})


def test_files_together_support_one_another(ours: Exported):
    (found,) = verify(ours.jws, ours.ink, ours.receipt, ours.after, roots=[ours.root])
    assert clauses(found) >= {"7.6", "7.7", "7.8"}
    assert [what.split(":")[0] for what in found.missing] == ["the document", "revocation of the device"]
    (found,) = verify(ours.pdf, ours.jws, ours.receipt, roots=[ours.root])
    assert found.files == ("file 1", "file 2", "file 3")


def test_a_bundle_brackets_the_moment_closer_than_the_statement_alone(ours: Exported):
    (alone,) = verify(ours.jws, roots=[ours.root])
    (whole,) = verify(ours.bundle, roots=[ours.root])
    assert whole.statement.latest <= alone.statement.latest or whole.logged
    assert whole.statement.earliest >= alone.statement.earliest


def test_several_statements_of_one_sort_are_verified_apart(exported):
    first, second, _ = exported
    found = verify(first.pdf, second.pdf, roots=[first.root])
    assert [item.digest for item in found] == [first.digest, second.digest]
    found = verify(second.receipt, first.jws, second.jws, roots=[first.root])
    assert [item.index for item in found] == [None, 1]


def test_a_swapped_file_cannot_hide_among_good_ones(exported):
    ours, other, _ = exported
    for swapped in (
        (ours.pdf, other.jws),
        (ours.pdf, other.receipt),
        (ours.bundle, other.pdf),
        (ours.jws, other.after),
    ):
        with pytest.raises(FilesApart):
            verify(*swapped, roots=[ours.root])
    forged = bundle.unpack(ours.bundle)
    with pytest.raises(EconsentError):
        verify(repacked(forged, document=other.pdf), roots=[ours.root])
    with pytest.raises(FilesApart):
        verify(repacked(forged, receipt=other.receipt), roots=[ours.root])


def repacked(found: bundle.Bundle, **changes: bytes) -> bytes:
    """Return a bundle that is well made, of parts that do not belong together."""
    statement = record.parse(keys.open_jws(found.jws).payload)
    parts = {"jws": found.jws, "document": found.document, "receipt": found.receipt, "after": found.after}
    evidence = tuple(zip(statement.evidence, found.evidence, strict=True))
    return bundle.pack(evidence=evidence, **(parts | changes))


def test_evidence_of_nothing_given_is_refused_by_name(ours: Exported, tmp_path: Path):
    (tmp_path / "statement.jws").write_bytes(ours.jws)
    (tmp_path / "ink.inkml").write_bytes(ours.ink + b" ")
    with pytest.raises(EvidenceMismatch) as caught:
        verify(tmp_path / "statement.jws", str(tmp_path / "ink.inkml"), roots=[ours.root])
    assert caught.value.path == "ink.inkml"


def test_another_library_root_trusts_nothing_of_ours(exported):
    ours, _, theirs = exported
    for form in (ours.jws, ours.pdf, ours.bundle, ours.receipt):
        with pytest.raises(CertificateForeign):
            verify(form, roots=[theirs.root])
        assert verify(form, roots=[theirs.root + ours.root])
    with pytest.raises(CertificateForeign):
        verify(ours.jws, roots=[])
    with pytest.raises(CertificateInvalid):
        verify(ours.jws, roots=[b"no certificate"])


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ((), ArgumentInvalid),
        ((b"",), FileUnknown),
        ((b"a shopping list",), FileUnknown),
        ((b"econsent-envelope/1\n" + b"x" * 99,), FileUnknown),
        ((b"econsent-x\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",), FileUnknown),
        ((b"PK\x03\x04 and then nothing",), BundleMalformed),
    ],
    ids=["nothing", "an empty file", "a text", "an envelope", "a bare checkpoint", "a broken ZIP"],
)
def test_what_cannot_be_verified_is_told_plainly(ours: Exported, given: tuple[bytes, ...], error: type[EconsentError]):
    with pytest.raises(error):
        verify(*given, roots=[ours.root])


def test_a_file_that_is_not_there_is_told_by_name(ours: Exported, tmp_path: Path):
    for path in (tmp_path / "nowhere.pdf", tmp_path):
        with pytest.raises(ArgumentInvalid) as caught:
            verify(path, roots=[ours.root])
        assert caught.value.path == path.name


# ── one byte ──────────────────────────────────────────────────────────────────────────────


def assert_every_flip_is_refused(content: bytes, root: bytes, places, beside: tuple[bytes, ...] = ()) -> None:
    assert verify(*beside, content, roots=[root])
    for place in places:
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        with pytest.raises(EconsentError):
            verify(*beside, bytes(flipped), roots=[root])
            pytest.fail(f"the byte at {place} was changed and nobody saw it")


@pytest.mark.parametrize("form", ["jws", "receipt", "bundle"])
def test_one_flipped_byte_anywhere_is_refused_with_an_error_of_ours(ours: Exported, form: str):
    content = getattr(ours, form)
    places = random.Random(form).sample(range(len(content)), SAMPLE)
    assert_every_flip_is_refused(content, ours.root, places)


@pytest.mark.parametrize("form", ["ink", "after", "receipt"])
def test_one_flipped_byte_of_what_lies_beside_a_statement_is_refused(ours: Exported, form: str):
    content = getattr(ours, form)
    places = random.Random(form).sample(range(len(content)), SAMPLE)
    assert_every_flip_is_refused(
        content, ours.root, places, (ours.jws,) if form == "receipt" else (ours.jws, ours.receipt)
    )


@pytest.mark.parametrize("form", ["jws", "receipt"])
@pytest.mark.sweep
def test_one_flipped_byte_everywhere_is_refused(ours: Exported, form: str):
    content = getattr(ours, form)
    assert_every_flip_is_refused(content, ours.root, range(len(content)))


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"eyJ.e.", b"c2sp.org/tlog-proof@v1\n"]),
)
@settings(max_examples=60, deadline=None)
def test_arbitrary_bytes_only_ever_raise_an_error_of_ours(exported, tail: bytes, head: bytes):
    with pytest.raises(EconsentError):
        verify(head + tail, roots=[exported[0].root])


# ── bundles ───────────────────────────────────────────────────────────────────────────────


def test_a_bundle_is_an_ordinary_zip_without_the_root(ours: Exported):
    with zipfile.ZipFile(io.BytesIO(ours.bundle)) as archive:
        names = archive.namelist()
        assert archive.read("statement.jws") == ours.jws
        assert archive.read("document.pdf") == ours.pdf
    assert names == ["statement.jws", "document.pdf", "ink.inkml", "receipt.tlog-proof", "after.checkpoint"]


def zipped(*entries: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_hides_something_is_refused(ours: Exported):
    with zipfile.ZipFile(io.BytesIO(ours.bundle)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    hostile = {
        "two of one name": zipped(*entries, entries[0]),
        "a stranger's file": zipped(*entries, ("root.pem", ours.root)),
        "compressed": zipped(*entries, compression=zipfile.ZIP_DEFLATED),
        "a bomb": zipped(("statement.jws", b"\0" * 50_000_000), compression=zipfile.ZIP_DEFLATED),
        "in another order": zipped(*reversed(entries)),
        "something before": b"PK\x03\x04" + ours.bundle,
        "something behind": ours.bundle + b"\0",
        "no document": zipped(entries[0]),
        "a path that climbs": zipped(*entries, ("../../x", b"")),
    }
    for name, content in hostile.items():
        with pytest.raises(BundleMalformed):
            bundle.unpack(content)
            pytest.fail(name)


def test_the_same_statement_gives_the_same_bundle(ours: Exported):
    assert repacked(bundle.unpack(ours.bundle)) == ours.bundle


def test_a_certificate_that_calls_a_bit_of_its_signature_unused_is_refused(ours: Exported):
    for der in keys.open_jws(ours.jws).chain:
        signature = keys.load_certificate(der).signature
        place = len(der) - len(signature) - 1
        with pytest.raises(CertificateInvalid):
            keys.load_certificate(der[:place] + b"\x01" + der[place + 1 :])
