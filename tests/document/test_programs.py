"""What other people's programs say of a document: poppler, qpdf, pyHanko's validator, and the rules of PDF/A-3b."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from econsent.document.issue import issue
from econsent.document.naming import evidence_names
from tests.document import people

EMBEDDED_FONT = "yes yes yes"


def _program(name: str, *arguments: str) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not here")
    done = subprocess.run([name, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def path(any_kind, tmp_path) -> Path:
    place = tmp_path / "document.pdf"
    place.write_bytes(any_kind.document)
    return place


def test_pdfsig_calls_the_signature_valid_for_the_total_document(path):
    said = _program("pdfsig", "-nocert", str(path))
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Signature #2" not in said


def test_pdfdetach_takes_out_the_very_bytes(path, any_kind, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    _program("pdfdetach", "-saveall", "-o", str(out), str(path))
    files = {place.name: place.read_bytes() for place in out.iterdir()}
    assert files.pop("statement.jws") == any_kind.jws
    assert sorted(files) == sorted(evidence_names(any_kind.statement.evidence))
    assert sorted(files.values()) == sorted(file.data for file in any_kind.evidence)


def test_qpdf_finds_no_error(path):
    assert "No syntax or stream encoding errors found" in _program("qpdf", "--check", str(path))


def test_pdftotext_finds_the_kazakh_letters(station, catalogue):
    letters = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі"
    issued = issue(people.consent(words=letters), people.circumstances(), station, catalogue)
    assert letters in people.text_of(issued.document)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pdftotext_reads_what_the_person_read_and_chose(language, station, catalogue):
    issued = issue(people.consent(language), people.circumstances(), station, catalogue)
    drawn = people.packed(people.text_of(issued.document, raw=True))
    form, words = catalogue.latest("patient-filming"), catalogue.labels(catalogue.latest_labels(), language)
    for scope in form.scopes:
        assert people.packed(form.text(language).section(f"scope.{scope.id}").plain) in drawn
    said = (words["title.consent"], words["permit"], words["signature_class.ink"], words["proof_box"])
    for expected in (*said, people.SUBJECT.name, people.SUBJECT.identifier.value, issued.digest.hex()):
        assert people.packed(expected) in drawn


def test_pyhanko_validates_the_signature_as_pades(issued, root, station):
    signature = PdfFileReader(io.BytesIO(issued.document)).embedded_signatures[0]
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root)],
        moment=people.NOW,
        other_certs=[x509.Certificate.load(der) for der in station.chain],
        allow_fetching=False,
    )
    status = validate_pdf_signature(signature, context)
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level == ModificationLevel.NONE
    assert status.trust_problem_indic is not AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND


def test_fonts_are_embedded_as_subsets_with_their_letters(path):
    lines = _program("pdffonts", str(path)).splitlines()[2:]
    assert lines
    for line in lines:
        assert "+Roboto-" in line
        assert EMBEDDED_FONT in line


def test_the_file_keeps_the_rules_of_pdf_a_3b_that_can_be_checked_here(any_kind):
    with pikepdf.open(io.BytesIO(any_kind.document)) as pdf:
        root = pdf.Root
        assert pdf.pdf_version == "1.7"
        assert "/Version" not in root
        assert "/Encrypt" not in pdf.trailer
        assert len(pdf.trailer.ID) == 2
        (intent,) = root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
            assert metadata["dc:title"] == str(pdf.docinfo.Title)
        for page in pdf.pages:
            assert not {"/Group", "/AA"} & set(page.keys())
            assert not {"/ExtGState", "/Shading"} & set(page.Resources.keys())
            for picture in page.Resources.get("/XObject", {}).values():  # ISO 19005-3 6.2.8
                assert picture.Subtype == "/Image"
                assert picture.ColorSpace == "/DeviceRGB"
                assert not {"/Alternates", "/OPI", "/Interpolate", "/SMask"} & set(picture.keys())
        assert not {"/OpenAction", "/AA", "/JavaScript"} & set(root.keys())


def test_a_reader_is_told_the_language_the_title_and_that_nothing_may_change(any_kind):
    with pikepdf.open(io.BytesIO(any_kind.document)) as pdf:
        assert str(pdf.Root.Lang) in ("kk", "ru", "en")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 1


def test_attachments_are_associated_files_with_size_and_type(any_kind):
    with pikepdf.open(io.BytesIO(any_kind.document)) as pdf:
        listed = {str(item.UF): item for item in pdf.Root.AF}
        names = [str(name) for name in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
        assert names == sorted(listed)
        statement = listed["statement.jws"]
        assert statement.AFRelationship == "/Source"
        assert statement.EF.F.Subtype == "/application/jose"
        assert int(statement.EF.F.Params.Size) == len(any_kind.jws)
        assert "/ModDate" in statement.EF.F.Params
