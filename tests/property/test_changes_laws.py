"""The laws of changes (forms/changes.py): nothing of either text is lost, and nothing is marked that is in both."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from econsent.forms import Text, parse_text
from econsent.forms.changes import after, before, compare_texts, outline

WORDS = st.sampled_from(["сурет", "бейнежазба", "30", "{{storage_days}}", "күн", "сақталады.", "жоқ,", "үнемі"])
NAMES = st.sampled_from(["Не түсіріледі", "Кім көреді", "Қанша сақталады"])
LINES = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
BOLD = LINES.map(lambda words: f"**{words}**") | st.tuples(LINES, LINES).map(lambda two: f"{two[0]} **{two[1]}** сөз")
PARAGRAPHS = LINES.filter(lambda line: not line[0].isdigit()) | BOLD
LISTS = st.lists(LINES | BOLD, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items))
SECTIONS = st.lists(PARAGRAPHS | LISTS, min_size=1, max_size=4)
KEYS = st.lists(st.sampled_from(["what", "why", "who", "how-long", "scope.filming.video"]), min_size=1, unique=True)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    parts = [f"# {draw(NAMES)}"]
    for key in draw(KEYS):
        parts += [f"## {draw(NAMES)} {{#{key}}}", *draw(SECTIONS)]
    return parse_text(("\n\n".join(parts) + "\n").encode(), "kk.md")


@given(old=texts(), new=texts())
def test_both_texts_can_be_read_off_the_changes_again(old: Text, new: Text):
    changes = compare_texts(old, new)
    assert before(changes) == outline(old)
    assert after(changes) == outline(new)


@given(text=texts())
def test_a_text_beside_itself_has_no_changes(text: Text):
    changes = compare_texts(text, text)
    assert changes.told == ()
    pieces = [piece for one in changes.sections for line in one.lines for piece in (*line.before, *line.after)]
    assert not any(piece.marked for piece in pieces)


@given(old=texts(), new=texts())
def test_what_is_not_marked_stands_in_both_lines_in_the_same_order(old: Text, new: Text):
    for section in compare_texts(old, new).sections:
        for line in section.lines:
            unmarked = ["".join(piece.text for piece in side if not piece.marked) for side in (line.before, line.after)]
            assert unmarked[0] == unmarked[1]
            assert (line.change == "same") == (not any(piece.marked for piece in (*line.before, *line.after)))


@given(old=texts(), new=texts())
def test_a_section_is_told_exactly_where_a_reader_sees_something_else(old: Text, new: Text):
    told = {section.key for section in compare_texts(old, new).told}
    for key in {*old.keys, *new.keys} - told:
        there, here = old.section(key), new.section(key)
        assert (there.heading, [*there.lines()]) == (here.heading, [*here.lines()])
