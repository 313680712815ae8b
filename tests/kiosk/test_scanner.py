"""A scanner among keys: whole codes are taken, and every key that is none of a code comes through once and in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent.identity import check_digit
from kiosk.scanner import FASTEST, LONGEST, SHORTEST, Key, Recogniser, Scan, read

IIN = "900101300126"
KINDS = st.sampled_from(list(Key))
CODES = st.text("0123456789ABCxyz-", min_size=SHORTEST, max_size=LONGEST)
BRISK = st.integers(0, FASTEST)
SLOW = st.integers(FASTEST + 1, 900)


class Typist:
    """Sends keys to a recogniser and keeps what comes through and what is taken."""

    def __init__(self) -> None:
        self.recogniser = Recogniser()
        self.now = 0
        self.through: list[object] = []
        self.codes: list[str] = []

    def key(self, kind: Key, text: str, event: object, after: int) -> None:
        self.now += after
        outcome = self.recogniser.key(kind, text, event, self.now)
        self.through += outcome.through
        if not outcome.kept:
            self.through.append(event)
        if outcome.code is not None:
            self.codes.append(outcome.code)

    def type(self, text: str, after: int = 10) -> None:
        for letter in text:
            self.key(Key.ENTER if letter == "\n" else Key.CHARACTER, letter.strip("\n"), letter, after)

    def rest(self) -> None:
        self.through += self.recogniser.let_go()
        self.now += 1000


@given(st.lists(st.tuples(KINDS, st.sampled_from("0aБ"), SLOW), max_size=40))
def test_nothing_that_somebody_types_is_taken_or_lost(keys: list[tuple[Key, str, int]]) -> None:
    typist = Typist()
    for number, (kind, letter, after) in enumerate(keys):
        typist.key(kind, letter if kind is Key.CHARACTER else "", number, after)
    typist.rest()
    assert typist.codes == []
    assert typist.through == list(range(len(keys)))


@given(st.lists(st.tuples(KINDS, st.sampled_from("0aБ"), st.integers(0, 90)), max_size=60))
def test_at_any_pace_what_is_no_code_comes_through_in_order(keys: list[tuple[Key, str, int]]) -> None:
    typist = Typist()
    for number, (kind, letter, after) in enumerate(keys):
        typist.key(kind, letter if kind is Key.CHARACTER else "", number, after)
    typist.rest()
    assert typist.through == sorted(set(typist.through))
    if not typist.codes:
        assert typist.through == list(range(len(keys)))


@given(CODES, st.data())
def test_a_scan_is_taken_whole_and_nothing_of_it_comes_through(code: str, data: st.DataObject) -> None:
    typist = Typist()
    for letter in code + "\n":
        typist.type(letter, data.draw(BRISK))
    typist.rest()
    assert (typist.codes, typist.through) == ([code], [])


@given(st.text("0123456789", min_size=1, max_size=SHORTEST - 1))
def test_a_few_quick_keys_are_somebody_drumming(code: str) -> None:
    typist = Typist()
    typist.type(code + "\n")
    assert (typist.codes, typist.through) == ([], list(code + "\n"))


def test_what_was_typed_before_a_scan_is_not_part_of_it() -> None:
    typist = Typist()
    typist.type("90", after=200)
    typist.now += 200
    typist.type(f"{IIN}\n")
    assert (typist.codes, typist.through) == ([IIN], ["9", "0"])


@pytest.mark.parametrize("ending", ["\n", "\n\n", "\nsecond line\n"])
def test_a_code_of_several_lines_leaves_nothing_behind(ending: str) -> None:
    typist = Typist()
    typist.type(IIN + ending)
    typist.rest()
    assert (typist.codes, typist.through) == ([IIN], [])


def test_capital_letters_come_with_a_modifier_and_keys_are_let_go() -> None:
    typist = Typist()
    for letter in "AB-123456":
        typist.key(Key.SILENT, "", "shift", 1)
        typist.key(Key.CHARACTER, letter, letter, 4)
        typist.key(Key.SILENT, "", "let go", 1)
    typist.key(Key.ENTER, "", "enter", 5)
    assert (typist.codes, typist.through) == (["AB-123456"], ["shift"])


def test_a_key_held_down_is_no_scanner() -> None:
    typist = Typist()
    for _ in range(12):
        typist.key(Key.OTHER, "", "1", 30)
    typist.key(Key.ENTER, "", "enter", 30)
    assert (typist.codes, len(typist.through)) == ([], 13)


def test_a_clock_that_steps_back_is_no_scan() -> None:
    typist = Typist()
    for letter in IIN:
        typist.key(Key.CHARACTER, letter, letter, -10)
    typist.key(Key.ENTER, "", "\n", -10)
    typist.rest()
    assert (typist.codes, "".join(map(str, typist.through))) == ([], f"{IIN}\n")


@given(st.text("0123456789", min_size=11, max_size=11))
def test_twelve_digits_are_an_iin_only_with_their_check_digit(base: str) -> None:
    right = check_digit(base)
    for last in range(10):
        assert read(f"{base}{last}").kind == ("iin" if last == right else "garbage")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (IIN, "iin"),
        (f" {IIN} ", "iin"),
        ("NP-00012345", "referral"),
        ("NP-1", "garbage"),
        ("900101300127", "garbage"),
        ("https://example.org/1", "garbage"),
        ("NP-" + "1" * LONGEST, "garbage"),
        ("", "garbage"),
        ("900101 300126", "garbage"),
    ],
)
def test_what_a_code_is(code: str, kind: str) -> None:
    assert read(code, r"NP-\d{8,}").kind == kind


def test_without_a_pattern_no_code_is_a_referral() -> None:
    assert read("NP-00012345").kind == "garbage"


def test_a_scan_does_not_show_its_number() -> None:
    assert IIN not in repr(Scan("iin", IIN))
