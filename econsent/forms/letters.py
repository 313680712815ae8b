"""What the letters of a text betray: the wrong alphabet, letters that only look right, and sentences that are too long.

Letters are told apart by their blocks in Unicode; which are Kazakh's own is data (forms/requirements.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from econsent.forms.text import Section

LONG_SENTENCE = 25
"""Words: beyond it a sentence is hard to follow when it is heard."""
LONG_SECTION = 130
"""Words: a screen shows one idea."""
_TELLING = 60
"""Letters from which on a Kazakh text without any letter of its own is not Kazakh."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_PLACEHOLDER = re.compile(r"\{\{\w+\}\}")
_SENTENCE_END = re.compile(r"[.!?\u2026:;]+(?:\s|$)|\n")


def words_of(section: Section) -> list[str]:
    """Return the words of a section's heading and text, without placeholders."""
    return _WORD.findall(_PLACEHOLDER.sub(" ", f"{section.heading}\n{section.plain}"))


def mixed(words: list[str]) -> list[str]:
    """Return the words in which Latin and Cyrillic letters stand side by side."""
    return [word for word in words if _LATIN.search(word) and _CYRILLIC.search(word)]


def disguised(words: list[str], alike: str) -> list[str]:
    """Return the Latin words every letter of which looks like a Cyrillic one."""
    return [word for word in words if len(word) > 1 and all(letter in alike for letter in word)]


def is_cyrillic(words: list[str]) -> bool | None:
    """Say whether most letters are Cyrillic; None where there are too few to tell."""
    letters = "".join(words)
    cyrillic, latin = len(_CYRILLIC.findall(letters)), len(_LATIN.findall(letters))
    return None if cyrillic + latin < _TELLING else cyrillic > latin


def lacks_own(words: list[str], own: str) -> bool:
    """Say whether a text of some length has no letter of its language's own."""
    letters = "".join(words)
    return len(letters) >= _TELLING and not any(letter.upper() in own for letter in letters)


def long_sentences(section: Section) -> Iterator[int]:
    """Yield the number of words of every sentence of a section that is too long."""
    for sentence in _SENTENCE_END.split(section.plain):
        count = len(re.findall(r"\S+", sentence))
        if count > LONG_SENTENCE:
            yield count
