"""Lay out what a document says on A4 pages with ReportLab.

The same contents, ink and versions of the libraries give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from econsent.document import typeface
from econsent.document.contents import (
    Assent,
    Choices,
    Contents,
    Facts,
    Handwriting,
    Item,
    Note,
    Passage,
    Signature,
    Words,
)
from econsent.document.handwriting import SheetPiece
from econsent.document.inkml import Drawing
from econsent.document.pieces import Answer, Column, Ink, Panel, Picture, Piece, Row, paginate
from econsent.document.scan import Scan
from econsent.document.typeface import paragraph, rich
from econsent.forms import Block, Bullets, fill

WIDTH, HEIGHT = A4
LEFT, RIGHT = 60.0, 60.0
ABOVE, BELOW = 62.0, 62.0
FULL = WIDTH - LEFT - RIGHT
_ROOM = HEIGHT - ABOVE - BELOW
_MAIN, _GUTTER = 262.0, 22.0
_BESIDE_LEFT, _BESIDE = LEFT + _MAIN + _GUTTER, FULL - _MAIN - _GUTTER
_QUESTION, _ANSWER = 290.0, 146.0
_ANSWER_LEFT = LEFT + FULL - _ANSWER
_LABEL = 170.0
_CAPTION, _CAPTION_GAP = 28.0, 8.0
_ABOVE_SHEET = 66.0
"""What a heading and a caption above a tall sheet take of its page."""
_VALUE_LEFT, _VALUE = LEFT + _LABEL, FULL - _LABEL
_NOTHING: Mapping[str, Drawing] = MappingProxyType({})


def draw(
    contents: Contents,
    drawings: Mapping[str, Drawing] = _NOTHING,
    *,
    scans: Sequence[Scan] = (),
    open_line: bool = False,
    mark: str = "",
) -> bytes:
    """Return the pages of a document as PDF 1.7; what belongs to the file as a whole is added by the seal.

    `drawings` are what was drawn by hand, by the role of their evidence; `scans` are pages that were signed on paper.
    An `open_line` is there to be signed on. A `mark` stands across every page: what bears one is nobody's document.
    """
    pages = _paginated(contents, drawings, scans, open_line)
    output = io.BytesIO()
    canvas = Canvas(
        output, pagesize=A4, pageCompression=1, invariant=1, pdfVersion=(1, 7), initialFontName=typeface.REGULAR
    )
    for number, page in enumerate(pages, start=1):
        for at, piece in page:
            piece.draw(canvas, HEIGHT - ABOVE - at)
        _draw_margins(canvas, contents, number, len(pages))
        if mark:
            _draw_mark(canvas, mark)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def page_texts(contents: Contents) -> list[str]:
    """Return the text of each page, a paragraph a line, without what binds the pages."""
    return ["\n".join(line for _, piece in page for line in _lines(piece)) for page in _paginated(contents, _NOTHING)]


def _paginated(
    contents: Contents, drawings: Mapping[str, Drawing], scans: Sequence[Scan] = (), open_line: bool = False
) -> list[list[tuple[float, Piece]]]:
    typeface.load()
    return paginate(list(_Composer(contents, drawings, scans, open_line).pieces()), _ROOM)


def _lines(piece: Piece) -> Iterator[str]:
    match piece:
        case Answer():
            yield from _lines(piece.row)
        case Panel():
            yield from _lines(Row((piece.column,)))
        case Row():
            for column in piece.columns:
                yield from (str(text.getPlainText(identify=1)) for _, text in column.lines)


def _draw_mark(canvas: Canvas, mark: str) -> None:
    """Draw a word across the page and in its upper right corner, over whatever stands there."""
    canvas.saveState()
    canvas.setFillColor(typeface.ACCENT, alpha=0.16)
    canvas.setFont(typeface.MEDIUM, 104 if len(mark) < 8 else 92)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(52)
    canvas.drawCentredString(0, -36, mark)
    canvas.restoreState()
    canvas.setFillColor(typeface.ACCENT)
    canvas.setFont(typeface.MEDIUM, 14)
    canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 40, mark)


def _draw_margins(canvas: Canvas, contents: Contents, number: int, count: int) -> None:
    """Bind the pages: the document's number and the page out of how many below, its title above the later ones."""
    canvas.setFillColor(typeface.QUIET)
    canvas.setFont(typeface.REGULAR, 8)
    canvas.drawString(LEFT, 36, typeface.drawable(contents.footer))
    canvas.drawRightString(WIDTH - RIGHT, 36, fill(contents.page_of, {"page": str(number), "pages": str(count)}))
    if number > 1:
        canvas.drawString(LEFT, HEIGHT - 40, typeface.drawable(contents.title))


class _Composer:
    """Turns the items of a document into pieces."""

    def __init__(
        self, contents: Contents, drawings: Mapping[str, Drawing], scans: Sequence[Scan], open_line: bool
    ) -> None:
        self._contents = contents
        self._drawings = drawings
        self._scans = scans
        self._open_line = open_line

    def pieces(self) -> Iterator[Piece]:
        """Yield the head, the items and the proof at the end."""
        yield from self._head()
        for item in self._contents.items:
            yield from self._compose(item)
        for item in self._contents.proof:
            yield from _details(item) if isinstance(item, Facts) else self._compose(item)

    def _head(self) -> Iterator[Row]:
        contents = self._contents
        yield _row(paragraph(contents.controller, typeface.ANSWER))
        yield _row(paragraph(contents.number, typeface.SMALL_LABEL))
        yield _row(paragraph(contents.title, typeface.TITLE), before=30)
        if contents.subtitle:
            yield _row(paragraph(contents.subtitle, typeface.SUBTITLE), before=4)

    def _compose(self, item: Item) -> Iterator[Piece]:
        match item:
            case Passage():
                yield _passage(item)
            case Signature():
                yield from self._signature(item)
            case Assent():
                yield from self._assent(item)
            case Choices():
                yield from _choices(item)
            case Facts():
                yield from _facts(item)
            case Words():
                yield from _words(item)
            case Handwriting():
                yield from _handwriting(item)
            case Note():
                yield _panel(item.heading, item.text)

    def _signature(self, item: Signature) -> Iterator[Piece]:
        yield _chapter(item.heading)
        yield _row(paragraph(item.sentence, typeface.BODY), before=6, keep=True)
        yield from self._drawn(item.role, open_line=self._open_line)
        for number, line in enumerate(filter(None, (item.name, item.made, item.witness))):
            style = typeface.ANSWER if number == 0 else typeface.LABEL
            yield _row(paragraph(line, style), before=4 if number == 0 else 0, keep=True)
        yield _panel(item.kind, item.explanation)
        if item.role == "ink":
            yield from self._paper(item.kind)

    def _paper(self, kind: str) -> Iterator[Piece]:
        """Yield what was signed on paper, each page on one of its own."""
        count = str(len(self._scans))
        for number, scan in enumerate(self._scans, start=1):
            of = fill(self._contents.page_of, {"page": str(number), "pages": count})
            yield _row(paragraph(f"{kind} · {of}", typeface.ANSWER), before=_ROOM, keep=True)
            yield Picture(scan, LEFT, FULL, _ROOM - _CAPTION, before=_CAPTION_GAP)

    def _assent(self, item: Assent) -> Iterator[Piece]:
        yield _chapter(item.heading)
        if item.question:
            yield _row(paragraph(item.question, typeface.LABEL), before=6, keep=True)
        yield _row(paragraph(item.answer, typeface.ANSWER), before=4, keep=True)
        yield from self._drawn(item.role)
        if item.manner:
            yield _row(paragraph(item.manner, typeface.LABEL))

    def _drawn(self, role: str, *, open_line: bool = False) -> Iterator[Piece]:
        if role in self._drawings or open_line:
            yield Ink(self._drawings.get(role), LEFT, 300, before=8)


def _passage(item: Passage) -> Row:
    if not item.second_blocks:
        return Row((_column(LEFT, FULL, item.heading, item.blocks, typeface.MAIN),), before=16)
    main = _column(LEFT, _MAIN, item.heading, item.blocks, typeface.MAIN)
    beside = _column(_BESIDE_LEFT, _BESIDE, item.second_heading, item.second_blocks, typeface.BESIDE)
    return Row((main, beside), before=16)


def _column(left: float, width: float, heading: str, blocks: tuple[Block, ...], voice: typeface.Voice) -> Column:
    lines = [(voice.drop, paragraph(heading, voice.heading))]
    for block in blocks:
        if isinstance(block, Bullets):
            lines += [(voice.item_gap, rich(item, voice.body, bullet=True)) for item in block.items]
        else:
            lines.append((voice.gap, rich(block.runs, voice.body)))
    return Column(left, width, tuple(lines))


def _choices(item: Choices) -> Iterator[Piece]:
    yield _chapter(item.heading)
    for choice in item.rows:
        question = [
            (0.0, paragraph(choice.heading, typeface.ANSWER)),
            (1.0, paragraph(choice.question, typeface.LABEL)),
        ]
        answer = [(0.0, paragraph(choice.answer, typeface.ANSWER))]
        if choice.until:
            answer.append((1.0, paragraph(choice.until, typeface.LABEL)))
        columns = (Column(LEFT, _QUESTION, tuple(question)), Column(_ANSWER_LEFT, _ANSWER, tuple(answer)))
        yield Answer(Row(columns), _ANSWER_LEFT - 18, choice.verdict == "permit", before=10)


def _facts(item: Facts) -> Iterator[Piece]:
    if item.heading:
        yield _chapter(item.heading)
    for number, (label, value) in enumerate(item.rows):
        before = 3.0 if number else 6.0 if item.heading else 18.0
        label_column = Column(LEFT, _LABEL - 14, ((typeface.LABEL_DROP, paragraph(label, typeface.LABEL)),))
        yield Row((label_column, _value(paragraph(value, typeface.BODY))), before=before)


def _details(item: Facts) -> Iterator[Piece]:
    """Yield the facts of the end, small: for whoever checks, not for whoever reads."""
    for number, (label, value) in enumerate(item.rows):
        label_column = Column(LEFT, _LABEL - 14, ((0, paragraph(label, typeface.SMALL_LABEL)),))
        yield Row((label_column, _value(paragraph(value, typeface.SMALL))), before=2 if number else 14)


def _value(content: Paragraph) -> Column:
    return Column(_VALUE_LEFT, _VALUE, ((0, content),))


def _handwriting(item: Handwriting) -> Iterator[Piece]:
    yield _chapter(item.heading)
    for number, sheet in enumerate(item.sheets):
        yield _row(paragraph(sheet.caption, typeface.LABEL), before=16 if number else 4, keep=True)
        yield SheetPiece(sheet.drawing, LEFT, FULL, _ROOM - _ABOVE_SHEET, before=4)


def _words(item: Words) -> Iterator[Piece]:
    if item.heading:
        yield _chapter(item.heading)
    for number, line in enumerate(item.text.splitlines()):
        said = Column(LEFT + 14, FULL - 14, ((0, paragraph(line, typeface.BODY)),))
        yield Row((said,), before=8 if number == 0 else 0, bar=typeface.ACCENT)


def _row(content: Paragraph, *, before: float = 0, keep: bool = False) -> Row:
    return Row((Column(LEFT, FULL, ((0, content),)),), before=before, keep=keep)


def _chapter(text: str) -> Row:
    return _row(paragraph(text, typeface.HEADING), before=26, keep=True)


def _panel(heading: str, text: str) -> Panel:
    lines = [(3.0 if heading else 0.0, paragraph(text, typeface.NOTE))]
    if heading:
        lines.insert(0, (0.0, paragraph(heading, typeface.MAIN.heading)))
    return Panel(Column(LEFT + 14, FULL - 28, tuple(lines)), LEFT, FULL, before=14)
