"""The interface's words: complete in three languages, compiled as they are written, and with the law's own terms."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("PySide6.QtQml")

from PySide6.QtCore import QCoreApplication

from kiosk.bridge.languages import FOLDER, ORDER, Languages

KIOSK = FOLDER.parent
TROUBLES = sorted((KIOSK / "bridge" / "troubles").glob("*.py"))
TOOLS = Path(sys.executable).parent
SOURCES = ("qml", "bridge/languages.py", *(f"bridge/troubles/{file.name}" for file in TROUBLES))


def messages(file: Path) -> dict[tuple[str, str], list[str]]:
    """Return (context, source) → every form of its translation; an unfinished one has none."""
    found: dict[tuple[str, str], list[str]] = {}
    for context in ET.parse(file).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (context.findtext("name"), message.findtext("source"))
            found[key] = [] if translation.get("type") else forms
    return found


@pytest.mark.parametrize("language", ORDER)
def test_no_words_are_missing(language: str) -> None:
    assert [key for key, forms in messages(FOLDER / f"{language}.ts").items() if not forms or not all(forms)] == []


@pytest.mark.parametrize("language", ORDER)
def test_every_placeholder_of_the_source_is_in_the_translation(language: str) -> None:
    for (_, source), forms in messages(FOLDER / f"{language}.ts").items():
        for mark in ("%1", "%2", "%n"):
            assert all((mark in form) == (mark in source) for form in forms), source


def test_the_files_hold_what_the_screens_say_and_nothing_else(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    subprocess.run(
        [TOOLS / "pyside6-lupdate", "-extensions", "qml", *SOURCES, "-locations", "none", "-ts", fresh],
        cwd=KIOSK,
        check=True,
        capture_output=True,
    )
    for language in ORDER:
        assert messages(FOLDER / f"{language}.ts").keys() == messages(fresh).keys(), language


@pytest.mark.parametrize("language", ORDER)
def test_the_compiled_words_are_those_that_are_written(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / f"{language}.qm"
    subprocess.run(
        [TOOLS / "pyside6-lrelease", FOLDER / f"{language}.ts", "-qm", compiled], check=True, capture_output=True
    )
    assert compiled.read_bytes() == (FOLDER / f"{language}.qm").read_bytes()


TERMS = {
    "I agree": ("Келісемін", "Согласен (согласна)"),
    "I do not agree": ("Келіспеймін", "Не согласен (не согласна)"),
    "Next": ("Келесі", "Далее"),
    "Back": ("Артқа", "Назад"),
    "Cancel": ("Болдырмау", "Отмена"),
    "Clear": ("Тазалау", "Очистить"),
    "Done": ("Дайын", "Готово"),
    "Begin": ("Бастау", "Начать"),
    "I need more time": ("Маған тағы уақыт керек", "Мне нужно ещё время"),
    "Read aloud": ("Дауыстап оқу", "Прочитать вслух"),
    "Larger text": ("Ірі мәтін", "Крупный текст"),
    "Higher contrast": ("Жоғары контраст", "Высокий контраст"),
}


@pytest.mark.parametrize("source", TERMS)
def test_one_thing_has_one_name(source: str) -> None:
    for language, term in zip(("kk", "ru"), TERMS[source], strict=True):
        said = {
            form for key, forms in messages(FOLDER / f"{language}.ts").items() if key[1] == source for form in forms
        }
        assert said == {term}


LABELS = {
    "Representative": {
        "Parent": "relationship.parent", "Adoptive parent": "relationship.adoptive-parent",
        "Guardian": "relationship.guardian", "Trustee": "relationship.trustee",
        "Other legal representative": "relationship.other",
    },
    "Authority": {
        "Birth certificate": "authority.birth-certificate", "Adoption decision": "authority.adoption-decision",
        "Order of guardianship or trusteeship": "authority.guardianship-order",
        "Court decision": "authority.court-decision", "Power of attorney": "authority.power-of-attorney",
        "Other document": "authority.other", "Date of the document": "authority.date",
        "Number of the document": "authority.number",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ORDER)
def test_what_is_chosen_on_the_screen_is_called_so_in_the_document(language: str) -> None:
    written = (KIOSK.parent / "forms" / "document" / "2026.3" / f"{language}.toml").read_text(encoding="utf-8")
    labels, shown = tomllib.loads(written), messages(FOLDER / f"{language}.ts")
    for screen, keys in LABELS.items():
        assert {source: shown[screen, source] for source in keys} == {
            source: [labels[key]] for source, key in keys.items()
        }


def test_the_word_for_refusing_consent_never_means_cancel() -> None:
    said = [form for forms in messages(FOLDER / "kk.ts").values() for form in forms]
    assert not [form for form in said if "бас тарту" in form.lower()]


def test_the_welcome_screen_says_each_language_in_itself(qapp: QCoreApplication) -> None:
    cards = Languages().cards()
    assert [card["code"] for card in cards] == list(ORDER)
    assert [card["name"] for card in cards] == ["Қазақша", "Русский", "English"]
    assert [card["invitation"] for card in cards] == ["Бастау", "Начать", "Begin"]


def test_no_words_of_a_person_are_written_in_code() -> None:
    """Single letters on keys of the keyboard are no words."""
    for file in sorted((*KIOSK.rglob("*.py"), *KIOSK.rglob("*.qml"))):
        text = file.read_text(encoding="utf-8")
        cyrillic = [
            text[place : place + 20]
            for place in range(len(text) - 1)
            if "\u0400" <= text[place] <= "\u04ff" and "\u0400" <= text[place + 1] <= "\u04ff"
        ]
        assert not cyrillic or "keyboard" in file.parts, (file.name, cyrillic[:3])
