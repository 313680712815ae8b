"""What was signed on paper: printed to be signed, kept page by page, and shown in the document."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from econsent import errors
from econsent.document import scan
from econsent.document.check import check_document, open_document
from econsent.document.issue import EvidenceFile, issue
from econsent.document.printed import DATE_PLACE, printable
from tests.document import people

LANGUAGES = ["kk", "ru", "en"]


def _issued(catalogue, **changes):
    return issue(people.on_paper(**changes), people.circumstances(), people.station()[0], catalogue)


def _pictures(pdf: bytes) -> list[bytes]:
    """Return the JPEG of every picture, page by page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [_jpeg(picture) for page in opened.pages for picture in page.Resources.get("/XObject", {}).values()]


def _jpeg(picture: pikepdf.Object) -> bytes:
    written = io.BytesIO()
    assert pikepdf.PdfImage(picture).extract_to(stream=written) == ".jpg"  # as it stands there, never made anew
    return written.getvalue()


def test_every_page_stands_in_the_document_in_order_as_the_very_bytes_that_are_kept(catalogue):
    issued = _issued(catalogue)
    kept = [people.page(1).data, people.page(2).data]
    assert _pictures(issued.document) == kept
    opened = open_document(issued.document)
    assert opened.evidence == {"paper.jpg": kept[0], "paper-2.jpg": kept[1]}
    assert opened.statement.signature_class == "paper"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_says_which_of_how_many_it_is(language, catalogue):
    issued = issue(
        replace(people.consent(language), signature_class="paper", evidence=(people.page(1), people.page(2))),
        people.circumstances(),
        people.station()[0],
        catalogue,
    )
    words = catalogue.labels(catalogue.latest_labels(), language)
    said = people.packed(people.text_of(issued.document))
    for number in ("1", "2"):
        of = words["page_of"].replace("{{page}}", number).replace("{{pages}}", "2")
        assert people.packed(f"{words['signature_name.paper']} · {of}") in said
    assert people.packed(words["signature_class.paper"]) in said


def test_what_a_reader_sees_of_a_page_is_the_page(catalogue, tmp_path):
    """A program that is not ours draws the document: the red squares of each page are where they were on the paper."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not here")
    place = tmp_path / "paper.pdf"
    place.write_bytes(_issued(catalogue).document)
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(place), str(tmp_path / "page")], check=True)
    red = []
    for drawn in sorted(tmp_path.glob("page-*.png")):
        pixels = Image.open(drawn).convert("RGB").tobytes()
        several = zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
        red.append(sum(1 for r, g, b in several if r > 150 and g < 90 and b < 90))
    seen = [count for count in red if count]
    assert len(seen) == 2
    assert seen[1] == pytest.approx(2 * seen[0], rel=0.2)


@pytest.mark.parametrize("size", [(2339, 1654), (600, 2339), (2339, 300)])
def test_a_page_of_any_shape_fits_on_one_page(size, catalogue):
    few = issue(
        people.consent(signature_class="paper", evidence=(people.page(size=size),)),
        people.circumstances(),
        people.station()[0],
        catalogue,
    )
    assert len(_pictures(few.document)) == 1
    with pikepdf.open(io.BytesIO(few.document)) as opened:
        [page] = [page for page in opened.pages if "/XObject" in page.Resources]
        drawn = re.search(rb"([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm\s+/\S+ Do", page.Contents.read_bytes())
        wide, high, left, below = map(float, drawn.groups())
        assert wide / high == pytest.approx(size[0] / size[1], rel=0.01)
        assert left >= 59
        assert below >= 61
        assert left + wide <= 595 - 59


def test_a_page_in_which_one_byte_was_changed_is_not_the_one_that_was_signed(catalogue, root):
    issued = _issued(catalogue)
    check_document(issued.document, roots=(root,), at=people.NOW)
    changed = bytearray(issued.document)
    changed[issued.document.index(b"/Subtype /Image") + 400] ^= 1
    with pytest.raises(errors.DocumentError):
        check_document(bytes(changed), roots=(root,), at=people.NOW)


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A camera with a name"
    return exif.tobytes()


@pytest.mark.parametrize(
    "page",
    [
        people.page(exif=_exif()),
        people.page(comment=b"who was here"),
        EvidenceFile("paper", "image/jpeg", people.page().data[:3000]),
        EvidenceFile("paper", "image/jpeg", b"\xff\xd8\xff\xe0"),
        EvidenceFile("paper", "image/jpeg", bytes(scan.MAX_BYTES + 1)),
        people.page(size=(5001, 700)),
    ],
    ids=["exif", "comment", "cut-short", "no-picture", "too-many-bytes", "too-many-pixels"],
)
def test_a_page_that_is_not_a_bare_whole_picture_is_not_signed(page, catalogue):
    with pytest.raises(errors.PageMalformed) as refused:
        issue(
            people.consent(signature_class="paper", evidence=(page,)),
            people.circumstances(),
            people.station()[0],
            catalogue,
        )
    assert refused.value.clause == "10.6"


def test_more_pages_than_one_envelope_holds_are_not_signed(catalogue):
    pages = tuple(people.page() for _ in range(scan.MAX_PAGES + 1))
    with pytest.raises(errors.PageMalformed):
        issue(
            people.consent(signature_class="paper", evidence=pages),
            people.circumstances(),
            people.station()[0],
            catalogue,
        )


def test_a_signature_on_paper_without_a_page_is_not_signed(catalogue):
    with pytest.raises(errors.RecordRuleBroken) as refused:
        issue(
            people.consent(signature_class="paper", evidence=()),
            people.circumstances(),
            people.station()[0],
            catalogue,
        )
    assert refused.value.clause == "2.10.4"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_to_sign_says_all_that_is_signed_and_which_text_it_is(language, catalogue):
    draft = replace(people.consent(language), signature_class="paper", evidence=())
    printed = printable(draft, people.circumstances(), catalogue)
    words, form = catalogue.labels(catalogue.latest_labels(), language), catalogue.latest("patient-filming")
    said = people.packed(people.text_of(printed, raw=True))
    for scope in form.scopes:
        assert people.packed(form.text(language).section(f"scope.{scope.id}").plain) in said
    for expected in (draft.form.digest, people.SUBJECT.name, draft.words, words["signature_class.paper"], DATE_PLACE):
        assert people.packed(expected) in said
    assert people.packed(words["proof_box"]) not in said, "nothing of it is proven yet"


def test_the_sheet_to_sign_is_nobody_s_document(catalogue):
    printed = printable(people.consent(signature_class="paper", evidence=()), people.circumstances(), catalogue)
    with pytest.raises(errors.DocumentNotSigned):
        open_document(printed)
    with pikepdf.open(io.BytesIO(printed)) as opened:
        assert not opened.attachments
        assert "/AcroForm" not in opened.Root
    again = printable(people.consent(signature_class="paper", evidence=()), people.circumstances(), catalogue)
    assert again == printed
