"""Ink evidence: one drawing, one encoding, and nothing else is read."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent.document import inkml
from econsent.document.inkml import Drawing, Point, Stroke
from econsent.errors import ArgumentInvalid, EconsentError, InkMalformed

DOT = Stroke((Point(6000, 3000, 0),))
PEN = Stroke((Point(0, 0, 5, 0.0), Point(12000, 6000, 21, 0.5), Point(100, 205, 21, 1.0)))
TILTED = Stroke((Point(0, 0, 30, 0.25, (-60, 9)), Point(10, 10, 38, 0.5, (0, -90))))


def _strokes(force: bool, tilt: bool = False) -> st.SearchStrategy[Stroke]:
    angle = st.integers(-90, 90)
    step = st.tuples(
        st.integers(0, 12000),
        st.integers(0, 6000),
        st.integers(0, 5000),
        st.integers(0, 10000).map(lambda n: n / 10000) if force else st.none(),
        st.tuples(angle, angle) if tilt else st.none(),
    )
    return st.lists(step, min_size=1, max_size=8).map(_in_order)


def _in_order(steps: list[tuple[int, int, int, float | None, tuple[int, int] | None]]) -> Stroke:
    times = sorted(t for _, _, t, *_ in steps)
    return Stroke(tuple(Point(x, y, t, f, a) for (x, y, _, f, a), t in zip(steps, times, strict=True)))


drawings = st.lists(st.one_of(_strokes(False), _strokes(True), _strokes(True, True)), max_size=5).map(tuple)


@given(strokes=drawings)
def test_what_was_drawn_is_what_is_read(strokes: tuple[Stroke, ...]) -> None:
    data = inkml.encode(strokes, 120, 60)
    assert inkml.decode(data) == Drawing(strokes, 12000, 6000)
    assert inkml.encode(strokes, 120, 60) == data


def test_any_changed_byte_is_refused_or_is_another_drawing() -> None:
    """A changed digit may spell another valid drawing; every other change is refused."""
    data = inkml.encode([DOT, PEN, TILTED], 120, 60)
    genuine = inkml.decode(data)
    for place in range(len(data)):
        for flip in (1, 2, 0x20, 0x80):
            changed = bytearray(data)
            changed[place] ^= flip
            try:
                assert inkml.decode(bytes(changed)) != genuine
            except InkMalformed:
                continue


@given(junk=st.binary(max_size=400), cut=st.integers(0, 2000))
@settings(max_examples=200)
def test_any_bytes_give_a_drawing_or_our_error(junk: bytes, cut: int) -> None:
    data = inkml.encode([DOT, PEN], 120, 60)
    for hostile in (junk, data[: cut % len(data)] + junk + b"~", data[: cut % len(data)]):
        with pytest.raises(InkMalformed):
            inkml.decode(hostile)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"60.00 30.00 0", b"60.0 30.00 0"),
        (b"60.00 30.00 0", b"060.00 30.00 0"),
        (b"60.00 30.00 0", b"+60.00 30.00 0"),
        (b"60.00 30.00 0", b"60.00  30.00 0"),
        (b"60.00 30.00 0", b"60.00 30.00"),
        (b"60.00 30.00 0", b"60.00 30.00 0 0.5000"),
        (b"60.00 30.00 0", b"121.00 30.00 0"),
        (b"60.00 30.00 0", b"60.00 30.00 0 "),
        (b"60.00 30.00 0", "６0.00 30.00 0".encode()),
        (b"</ink>\n", b"</ink>"),
        (b"</ink>\n", b"<trace/></ink>\n"),
        (b"</ink>\n", b"<annotation>x</annotation></ink>\n"),
        (b"</ink>\n", b"<!-- x --></ink>\n"),
        (b'height="60.00"', b'height="59.00"'),
        (b"</definitions>\n", b"</definitions>\n<!DOCTYPE x>"),
        (b"60.00 30.00 0", b"&#54;0.00 30.00 0"),
        (b"0.5000 0 -90", b"0.5000 -0 -90"),
        (b"0.5000 0 -90", b"0.5000 00 -90"),
        (b"0.5000 0 -90", b"0.5000 0 -90.0"),
        (b"0.2500 -60 9", b"0.2500 -60 +9"),
        (b"0.2500 -60 9", b"0.2500 -60"),
    ],
)
def test_another_spelling_of_the_same_drawing_is_refused(old: bytes, new: bytes) -> None:
    data = inkml.encode([DOT, PEN, TILTED], 120, 60)
    assert old in data
    with pytest.raises(InkMalformed) as caught:
        inkml.decode(data.replace(old, new, 1))
    assert caught.value.code == "document.ink-malformed"


def test_entities_hidden_in_another_encoding_are_refused_before_parsing() -> None:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]><ink>&a;</ink>'
    for data in (bomb.encode("utf-16"), bomb.replace("UTF-16", "UTF-8").encode()):
        with pytest.raises(InkMalformed, match="does not need"):
            inkml.decode(data)


def test_ink_larger_than_any_signature_is_refused() -> None:
    with pytest.raises(InkMalformed, match="larger"):
        inkml.decode(b" " * (inkml.MAX_BYTES + 1))


@pytest.mark.parametrize(
    "strokes",
    [
        [Stroke(())],
        [Stroke((Point(12001, 0, 0),))],
        [Stroke((Point(-1, 0, 0),))],
        [Stroke((Point(0, 0, 0, 1.01),))],
        [Stroke((Point(0, 0, 0, float("nan")),))],
        [Stroke((Point(0, 0, -1),))],
        [Stroke((Point(0, 0, inkml.MAX_TIME_MS + 1),))],
        [Stroke((Point(0, 0, 5), Point(0, 0, 4)))],
        [Stroke((Point(0, 0, 0, 0.5), Point(0, 0, 1)))],
        [Stroke((Point(0, 0, 0, 0.5, (1, 1)), Point(0, 0, 1, 0.5)))],
        [Stroke((Point(0, 0, 0, 0.5, (0, 91)),))],
        [Stroke((Point(0, 0, 0, None, (0, 1)),))],
    ],
)
def test_impossible_ink_is_not_written(strokes: list[Stroke]) -> None:
    with pytest.raises(ArgumentInvalid):
        inkml.encode(strokes, 120, 60)


@pytest.mark.parametrize("side", [0, -1, 0.001, 2001, float("nan"), float("inf")])
def test_an_impossible_pad_is_not_written(side: float) -> None:
    with pytest.raises(EconsentError):
        inkml.encode([DOT], side, 60)


def test_a_dot_is_something_and_nothing_is_nothing() -> None:
    assert not inkml.is_empty([DOT])
    assert inkml.is_empty([])
    assert inkml.is_empty([Stroke(())])


def test_a_reader_that_knows_only_the_standard_finds_every_sample() -> None:
    """InkML section 3.2.1: a trace lists its samples between commas, in the channel order of its context's format."""
    space = {"i": inkml.NAMESPACE}
    root = ET.fromstring(inkml.encode([DOT, PEN, TILTED], 120, 60))
    formats = {}
    for context in root.iterfind("i:definitions/i:context", space):
        source = context.get("inkSourceRef", "")[1:]
        identifier = "{http://www.w3.org/XML/1998/namespace}id"
        found = next(s for s in root.iterfind("i:definitions/i:inkSource", space) if s.get(identifier) == source)
        channels = found.findall("i:traceFormat/i:channel", space)
        formats[f"#{context.get(identifier)}"] = [(c.get("name"), c.get("units")) for c in channels]
    assert formats["#plain"] == [("X", "mm"), ("Y", "mm"), ("T", "ms")]
    assert formats["#force"] == [("X", "mm"), ("Y", "mm"), ("T", "ms"), ("F", "%")]
    assert formats["#tilt"][3:] == [("F", "%"), ("OTx", "deg"), ("OTy", "deg")]
    traces = [
        (formats[t.get("contextRef")], [list(map(float, p.split())) for p in t.text.split(",")])
        for t in root.iterfind("i:trace", space)
    ]
    assert traces[0][1] == [[60.0, 30.0, 0.0]]
    assert traces[1][1] == [[0.0, 0.0, 5.0, 0.0], [120.0, 60.0, 21.0, 0.5], [1.0, 2.05, 21.0, 1.0]]
    assert traces[2][1] == [[0.0, 0.0, 30.0, 0.25, -60.0, 9.0], [0.1, 0.1, 38.0, 0.5, 0.0, -90.0]]


def test_ink_without_tilt_is_spelled_as_it_always_was() -> None:
    """Ink that was signed before pens told how they lean is still in its one form."""
    assert b"OTx" not in inkml.encode([DOT, PEN], 120, 60)


@settings(max_examples=60)
@given(strokes=drawings)
def test_ink_keeps_the_grammar_of_the_recommendation(strokes: tuple[Stroke, ...]) -> None:
    etree = pytest.importorskip("lxml.etree")
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("inkml.rng")))
    grammar.assertValid(etree.fromstring(inkml.encode(strokes, 120, 60)))


@pytest.mark.parametrize(
    ("old", "new"), [(b' xml:id="plain"', b""), (b'units="deg"', b'units="degrees"'), (b"activeArea", b"area")]
)
def test_the_grammar_refuses_what_is_no_inkml(old: bytes, new: bytes) -> None:
    etree = pytest.importorskip("lxml.etree")
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("inkml.rng")))
    data = inkml.encode([TILTED], 120, 60)
    assert old in data
    assert not grammar.validate(etree.fromstring(data.replace(old, new)))
