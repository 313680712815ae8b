"""A document that changed, by as little as one bit, is refused by name, and never with a traceback."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import record
from econsent.document import cms
from econsent.document.check import check_document, open_document
from econsent.document.contents import contents
from econsent.document.issue import issue
from econsent.document.layout import draw
from econsent.document.naming import STATEMENT, STATEMENT_TYPE, evidence_names
from econsent.document.seal import Attachment, Properties, seal
from econsent.errors import (
    AttachmentMissing,
    CertificateExpired,
    CertificateForeign,
    DocumentCertificateMismatch,
    DocumentChangedAfter,
    DocumentError,
    DocumentMalformed,
    DocumentNotCovered,
    DocumentNotSigned,
    DocumentSignatureInvalid,
    DocumentStatementMismatch,
    EconsentError,
    JwsMalformed,
)
from econsent.keys import P256_ORDER
from tests.document import people

BYTE_RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]")
INK = "ink.inkml"


@pytest.fixture(scope="module")
def pages(issued, catalogue) -> bytes:
    """What was drawn, before it was sealed."""
    form = catalogue.latest("patient-filming")
    words = catalogue.labels(catalogue.latest_labels(), "kk")
    said = contents(issued.statement, form=form, words=words, language="kk", digest=issued.digest)
    return draw(said)


@pytest.fixture
def sealed_with(pages, station):
    """Seal the pages with other attachments, by another key, or both."""

    def make(files: dict[str, bytes], signer=station) -> bytes:
        attachments = [Attachment(name, STATEMENT_TYPE, "Source", "", data) for name, data in files.items()]
        return seal(pages, Properties("title", "kk", people.NOW), attachments, signer)

    return make


@pytest.fixture(scope="module")
def files(issued) -> dict[str, bytes]:
    return {STATEMENT: issued.jws, INK: issued.evidence[0].data}


@pytest.fixture(scope="module")
def region(issued) -> tuple[int, int]:
    """Where the signature's own bytes stand, with their brackets."""
    start, end, _ = map(int, BYTE_RANGE.search(issued.document).groups())
    return start, end


def test_a_document_that_nobody_changed_is_opened(issued, root, station):
    checked = check_document(issued.document, roots=[root], at=people.NOW)
    assert checked.opened.jws == issued.jws
    assert checked.opened.statement == issued.statement
    assert checked.opened.evidence == {INK: issued.evidence[0].data}
    assert checked.opened.chain == station.chain


def test_a_foreign_root_is_refused(issued):
    _, other = people.station(2)
    with pytest.raises(CertificateForeign):
        check_document(issued.document, roots=[other], at=people.NOW)
    with pytest.raises(CertificateForeign):
        check_document(issued.document, roots=[], at=people.NOW)


@pytest.mark.parametrize("days", [-2, 365 * 4])
def test_certificates_are_valid_at_the_moment_asked(issued, root, days):
    with pytest.raises(CertificateExpired):
        check_document(issued.document, roots=[root], at=people.NOW + dt.timedelta(days=days))


@pytest.mark.parametrize("data", [b"", b"%PDF", b"econsent", b"PK\x03\x04", b"\x00" * 100])
def test_what_is_no_pdf_is_malformed(data):
    with pytest.raises(DocumentMalformed):
        open_document(data)


def test_pages_without_a_seal_are_not_signed(pages):
    with pytest.raises(DocumentNotSigned):
        open_document(pages)


def test_every_truncation_is_refused(issued):
    for size in range(0, len(issued.document), 997):
        with pytest.raises(DocumentError):
            open_document(issued.document[:size])


@pytest.mark.parametrize("tail", [b"\n", b" ", b"\x00", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n"])
def test_bytes_after_the_end_are_a_change(issued, tail):
    with pytest.raises(DocumentChangedAfter):
        open_document(issued.document + tail)


def test_bytes_before_the_beginning_are_refused(issued):
    with pytest.raises(DocumentMalformed):
        open_document(b"\n" + issued.document)


@pytest.mark.parametrize(("place", "change"), [(0, -1), (0, 1), (1, 1), (1, -1), (2, 1), (1, 10**9)])
def test_a_signature_that_covers_less_is_refused(issued, place, change):
    numbers = [int(number) for number in BYTE_RANGE.search(issued.document).groups()]
    numbers[place] += change
    text = b"/ByteRange [0 %d %d %d]" % tuple(numbers)
    with pytest.raises((DocumentNotCovered, DocumentChangedAfter)):
        open_document(BYTE_RANGE.sub(text, issued.document))


def test_a_sealed_document_is_not_sealed_again(issued, station):
    with pytest.raises(DocumentMalformed):
        seal(issued.document, Properties("title", "kk", people.NOW), [], station)


def test_a_statement_that_is_not_there_is_missed(sealed_with, files):
    with pytest.raises(AttachmentMissing):
        open_document(sealed_with({INK: files[INK]}))


def test_evidence_that_is_not_there_is_missed_by_name(sealed_with, files):
    with pytest.raises(AttachmentMissing) as caught:
        open_document(sealed_with({STATEMENT: files[STATEMENT]}))
    assert caught.value.path == INK


def test_a_file_that_the_statement_does_not_name_is_refused(sealed_with, files):
    with pytest.raises(DocumentStatementMismatch):
        open_document(sealed_with({**files, "more.txt": b"more"}))


def test_other_ink_than_the_statement_names_is_refused(sealed_with, files):
    with pytest.raises(DocumentStatementMismatch):
        open_document(sealed_with({**files, INK: people.dot().data}))


def test_a_statement_sealed_by_another_station_is_refused(sealed_with, files):
    other, _ = people.station(2)
    with pytest.raises(DocumentCertificateMismatch):
        open_document(sealed_with(files, other))


def test_a_statement_that_is_no_jws_is_refused(sealed_with, files):
    with pytest.raises(JwsMalformed):
        open_document(sealed_with({**files, STATEMENT: b"not.a.jws"}))


def test_the_other_form_of_a_signature_is_refused(station, catalogue):
    """Every ECDSA signature has a twin with another S; its DER is a byte longer, so a document with room is sought."""
    for number in range(1, 50):
        circumstances = people.circumstances(id=f"019aaf5e-1c00-7000-8000-{number:012}")
        document = issue(people.abandonment(), circumstances, station, catalogue).document
        start, end, _ = map(int, BYTE_RANGE.search(document).groups())
        parts = cms.take_apart(_contents(document, (start, end)))
        r, s = parts.signature[:32], int.from_bytes(parts.signature[32:])
        high = cms.assemble(cms.Parts(parts.chain, parts.digest, r + (P256_ORDER - s).to_bytes(32)))
        if 2 * len(high) <= end - start - 2:
            break
    with pytest.raises(DocumentSignatureInvalid, match="low-S"):
        open_document(_replaced(document, (start, end), high.hex().upper().encode().ljust(end - start - 2, b"0")))


def test_a_signature_by_another_key_does_not_fit(issued, region, station):
    parts = cms.take_apart(_contents(issued.document, region))
    other, _ = people.station(2)
    signature = other.sign(cms.attributes(parts.digest, station.chain[0]))
    forged = cms.assemble(cms.Parts(parts.chain, parts.digest, signature)).hex().upper().encode()
    with pytest.raises(DocumentSignatureInvalid):
        open_document(_replaced(issued.document, region, forged.ljust(region[1] - region[0] - 2, b"0")))


def test_the_same_hexadecimal_in_small_letters_is_another_file(issued, region):
    small = issued.document[region[0] + 1 : region[1] - 1].lower()
    with pytest.raises(DocumentSignatureInvalid):
        open_document(_replaced(issued.document, region, small))


def test_one_flipped_bit_in_the_signature_is_refused_everywhere(issued, region):
    """The only bytes a signature does not cover are its own: all of them are tried."""
    chance = random.Random(1)
    for place in range(region[0], region[1]):
        for bit in {1 << chance.randrange(8), 0x20}:
            _refused(issued.document, place, bit)


def test_one_flipped_bit_in_the_file_is_refused_wherever_it_is_tried(issued):
    chance = random.Random(2)
    for place in chance.sample(range(len(issued.document)), 1_500):
        _refused(issued.document, place, 1 << chance.randrange(8))


@pytest.mark.sweep
def test_every_flipped_bit_in_the_file_is_refused(station, catalogue):
    document = issue(people.notice("en"), people.circumstances(), station, catalogue).document
    for place in range(len(document)):
        for bit in range(8):
            _refused(document, place, 1 << bit)


@pytest.mark.sweep
def test_every_flipped_byte_of_a_consent_is_refused(issued):
    for place in range(len(issued.document)):
        _refused(issued.document, place, 0xFF)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=400), start=st.sampled_from([b"", b"%PDF-1.7\n", b"%PDF-1.7\n/ByteRange [0 9 9 9]"]))
def test_any_bytes_are_refused_and_nothing_else_happens(start, data):
    with pytest.raises(DocumentError):
        open_document(start + data)


@settings(max_examples=150, deadline=None)
@given(inside=st.binary(max_size=300))
def test_any_signature_contents_are_refused(inside):
    head = b"%PDF-1.7\n1 0 obj\n<</Contents "
    region = b"<" + inside.hex().upper().encode() + b">"
    tail = b"/ByteRange [0 %d %d 99]" % (len(head), len(head) + len(region))
    with pytest.raises(DocumentSignatureInvalid):
        open_document(head + region + tail.ljust(99))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_part_put_in_place_of_another_is_refused(data):
    document = people.document()
    start = data.draw(st.integers(0, len(document) - 1))
    end = data.draw(st.integers(start, min(len(document), start + 500)))
    instead = data.draw(st.binary(max_size=500))
    if document[start:end] == instead:
        return
    with pytest.raises(DocumentError):
        open_document(document[:start] + instead + document[end:])


def test_errors_say_nothing_personal(issued):
    chance = random.Random(3)
    for place in chance.sample(range(len(issued.document)), 200):
        error = _refused(issued.document, place, 0xFF)
        for private in (people.SUBJECT.name, people.SUBJECT.identifier.value):
            assert private not in str(error.as_dict())


def test_files_of_one_role_have_names_of_their_own():
    def named(role: str, media_type: str) -> record.Evidence:
        return record.Evidence(role=role, media_type=media_type, size=1, sha256="00" * 32)

    listed = [named("paper", "image/jpeg"), named("paper", "image/jpeg"), named("speech", "audio/x-odd")]
    assert evidence_names(listed) == ("paper.jpg", "paper-2.jpg", "speech.bin")


def _refused(document: bytes, place: int, bits: int) -> EconsentError:
    changed = bytearray(document)
    changed[place] ^= bits
    with pytest.raises(DocumentError) as caught:
        open_document(bytes(changed))
    return caught.value


def _contents(document: bytes, region: tuple[int, int]) -> bytes:
    return bytes.fromhex(document[region[0] + 1 : region[1] - 1].decode())


def _replaced(document: bytes, region: tuple[int, int], inside: bytes) -> bytes:
    return document[: region[0] + 1] + inside + document[region[1] - 1 :]
