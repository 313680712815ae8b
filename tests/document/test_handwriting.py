"""Words written by hand: every page stands in the document as it was written, and is bound to the statement."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from econsent.document import inkml
from econsent.document.check import open_document
from econsent.document.contents import Handwriting, Words
from econsent.document.handwriting import SheetPiece
from econsent.document.inkml import Drawing, Point, Stroke
from econsent.document.issue import EvidenceFile, issue, preview
from econsent.document.layout import BELOW, FULL, LEFT
from econsent.document.pieces import POINT
from econsent.document.ruling import RULE
from econsent.errors import EvidenceMismatch, InkMalformed, RecordRuleBroken
from econsent.trust import Trust
from econsent.verify import verify_statement
from tests.document import people


def written(number: int = 1, width: float = 210, height: float = 110) -> EvidenceFile:
    """Return a page of as many lines as its number, under a pen that measures force."""
    lines = [
        Stroke(tuple(Point(1000 + 90 * step, 1500 * line - (step * 37 % 11) * 60, 9 * step, 0.5) for step in range(99)))
        for line in range(1, number + 1)
    ]
    return EvidenceFile("handwriting", inkml.MEDIA_TYPE, inkml.encode(lines, width, height))


def by_hand(pages: int = 2, **changes: object):
    sheets = tuple(written(number) for number in range(1, pages + 1))
    return people.consent("ru", **({"words": None, "evidence": (*sheets, people.ink())} | changes))


def test_the_review_and_the_document_have_the_very_pages(catalogue):
    draft = by_hand(3)
    items = preview(draft, people.circumstances(), catalogue).items
    (said,) = [item for item in items if isinstance(item, Handwriting)]
    assert [inkml.encode(s.drawing.strokes, 210, 110) for s in said.sheets] == [f.data for f in draft.evidence[:3]]
    assert [sheet.caption for sheet in said.sheets] == ["1 / 3", "2 / 3", "3 / 3"]
    assert not [item for item in items if isinstance(item, Words)]


def test_what_was_typed_besides_stands_below_the_pages_under_one_heading(catalogue):
    items = preview(by_hand(words="Шарт № 7."), people.circumstances(), catalogue).items
    said = [item for item in items if isinstance(item, (Handwriting, Words))]
    assert [type(item) for item in said] == [Handwriting, Words]
    assert said[0].heading and not said[1].heading


def test_pages_go_with_the_document_and_through_the_procedure(catalogue, station, root):
    draft = by_hand()
    issued = issue(draft, people.circumstances(), station, catalogue)
    opened = open_document(issued.document)
    assert list(opened.evidence) == ["handwriting.inkml", "handwriting-2.inkml", "ink.inkml"]
    evidence = list(opened.evidence.values())
    assert evidence == [file.data for file in draft.evidence]
    assert verify_statement(opened.jws, Trust((root,)), evidence=evidence).evidence
    with pytest.raises(EvidenceMismatch, match="handwriting"):
        verify_statement(opened.jws, Trust((root,)), evidence=[evidence[1], evidence[0], evidence[2]])


def test_the_signature_is_never_taken_for_words_nor_words_for_the_signature(catalogue, station):
    with pytest.raises(RecordRuleBroken, match="evidence"):
        issue(by_hand(evidence=(written(),)), people.circumstances(), station, catalogue)
    alone = issue(people.consent("ru", words=None), people.circumstances(), station, catalogue)
    both = issue(by_hand(1), people.circumstances(), station, catalogue)
    assert _curves(both.document) == _curves(alone.document) + 1


def _curves(document: bytes) -> int:
    """Return how many lines of curves stand on the pages."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        names = [str(op.operator) for page in pdf.pages for op in pikepdf.parse_content_stream(page)]
    return sum(first != "c" and second == "c" for first, second in pairwise(names))


def test_an_empty_page_and_a_spoilt_one_are_not_signed(catalogue, station):
    for data in (inkml.encode([], 210, 110), written().data + b" ", b"<ink/>"):
        page = EvidenceFile("handwriting", inkml.MEDIA_TYPE, data)
        with pytest.raises(InkMalformed):
            issue(by_hand(evidence=(page, people.ink())), people.circumstances(), station, catalogue)


def test_a_page_is_drawn_where_it_was_written(catalogue):
    corner = Stroke((Point(0, 0, 0), Point(21000, 11000, 9)))
    piece = SheetPiece(Drawing((corner,), 21000, 11000), LEFT, FULL, 700)
    assert piece.scale < POINT, "wider than the page of the document: shown smaller"
    drawn = _operations(piece, top=700)
    assert drawn["re"] == [pytest.approx([LEFT, 700 - piece.height(), FULL, piece.height()], abs=0.01)]
    assert drawn["m"][-1] == pytest.approx([LEFT, 700], abs=0.01)
    assert drawn["l"][-1] == pytest.approx([LEFT + FULL, 700 - piece.height()], abs=0.01)
    assert len(drawn["l"]) == 1 + (11000 - 1) // RULE


def _operations(piece: SheetPiece, top: float) -> dict[str, list[list[float]]]:
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4)
    piece.draw(canvas, top)
    canvas.save()
    found: dict[str, list[list[float]]] = {}
    with pikepdf.open(output) as pdf:
        for op in pikepdf.parse_content_stream(pdf.pages[0]):
            found.setdefault(str(op.operator), []).append(
                [float(number) for number in op.operands if _is_number(number)]
            )
    return found


def _is_number(operand: object) -> bool:
    return isinstance(operand, (int, float)) or type(operand).__name__ == "Decimal"


@pytest.mark.parametrize(("width", "height"), [(210, 110), (110, 400), (20, 20), (30, 2000), (2000, 30)])
def test_a_page_of_any_shape_stands_whole_above_the_lower_margin(catalogue, station, width, height):
    pages = tuple(written(1, width, height) if width > 110 else _small(width, height) for _ in range(8))
    issued = issue(by_hand(evidence=(*pages, people.ink())), people.circumstances(), station, catalogue)
    boxes = []
    with pikepdf.open(io.BytesIO(issued.document)) as pdf:
        for page in pdf.pages:
            boxes += [op.operands for op in pikepdf.parse_content_stream(page) if str(op.operator) == "re"]
    assert len(boxes) == 8
    assert all(
        float(down) >= BELOW - 0.01 and float(left + across) <= LEFT + FULL + 0.01 for left, down, across, _ in boxes
    )


def _small(width: float, height: float) -> EvidenceFile:
    return EvidenceFile("handwriting", inkml.MEDIA_TYPE, inkml.encode([Stroke((Point(9, 9, 0),))], width, height))
