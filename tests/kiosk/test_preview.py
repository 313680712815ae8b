"""The screens of an organisation's own form, photographed before it is released."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QImage

from econsent.cli import screens
from econsent.document.specimen import in_place
from econsent.errors import Fault, ScreensNotDrawn
from econsent.forms import CHILDS_QUESTION, Catalogue
from econsent.rehearsal import Rehearsal
from econsent.store.folder import shipped_forms
from kiosk import preview
from kiosk.__main__ import _load_fonts
from kiosk.visitor import Hand
from tests.own import draft

SAID = "Дыбыс ешқашан жазылмайды."
ANSWERED = ["words-permit", "review", "sign", "words-refusal", "words-partly"]
PAGES = [f"information-{page}" for page in range(1, 10)]
SCREENS = {
    "patient-filming": [
        *PAGES,
        *(f"choices-{each}" for each in range(1, 6)),
        *ANSWERED,
        "assent",
        "assent-question",
        "words-representative",
    ],
    "staff-filming": [*PAGES, "choices-1", "choices-2", *ANSWERED],
    "withdrawal": ["scopes", "words-withdrawal", "review", "sign", "words-representative"],
    "notice": ["notice"],
}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def seen(qapp: object, tmp_path: Path) -> Callable[..., list[tuple[Path, str]]]:
    """Draw a form in its first language; return each picture with what a reader of the screen is told there."""
    QAccessible.setActive(True)
    _load_fonts()

    def see(form: str, **changes: tuple[str, str]) -> list[tuple[Path, str]]:
        rehearsal = Rehearsal(in_place(draft(form, **changes)), form, dt.date(2026, 3, 15))
        found = []
        with preview.rehearsed(rehearsal, QSize(1280, 800)) as program:
            hand = Hand(program.window, program.kiosk)
            for picture in preview.Preview(program, rehearsal, tmp_path / "out").draw():
                if picture.parent.name != "kk":
                    break
                found.append((picture, " ".join([*hand.texts(), program.kiosk.entries.property("words")])))
        return found

    return see


def names(pictures: list[tuple[Path, str]]) -> list[str]:
    """Return the screens that were drawn, in order; a further sheet of one is the same screen."""
    stems = [picture.stem for picture, _ in pictures]
    firsts = [stem for stem in stems if not any(stem.startswith(f"{other}-") for other in stems)]
    return [stem.partition("-")[2] for stem in firsts]


def test_an_own_sentence_is_on_the_screens_of_the_form_and_the_persons_are_nobody(seen) -> None:
    said = ("Дыбыс жазылмайды.\n\nКабинет", f"{SAID}\n\nКабинет")
    pictures = seen("patient-filming", kk=said)
    assert names(pictures) == SCREENS["patient-filming"]
    [first, *_] = [text for picture, text in pictures if picture.stem == "01-information-1"]
    assert SAID in first
    refusal, representative = (
        next(text for picture, text in pictures if picture.stem.endswith(case))
        for case in ("words-refusal", "words-representative")
    )
    assert "Пациенттің немесе қызметкердің аты-жөні" in refusal
    assert "Заңды өкілдің аты-жөні" in representative
    asked = Catalogue.from_files(shipped_forms()).latest("patient-filming").text("kk").section(CHILDS_QUESTION).plain
    [question] = [text for picture, text in pictures if picture.stem.endswith("assent-question")]
    assert asked in question
    assert {QImage(str(picture)).size().toTuple() for picture, _ in pictures} == {(1280, 800)}


@pytest.mark.parametrize("form", ["staff-filming", "withdrawal"])
def test_each_form_is_drawn_where_a_kiosk_shows_it(seen, form: str) -> None:
    assert names(seen(form)) == SCREENS[form]


def test_every_form_that_a_kiosk_shows_can_be_drawn() -> None:
    assert set(screens.SHOWN) == set(preview.SHOWN) == set(SCREENS)


def test_a_text_longer_than_the_screen_is_drawn_to_its_end(seen) -> None:
    pictures = seen("notice")
    assert names(pictures) == SCREENS["notice"]
    assert [picture.stem for picture, _ in pictures][:2] == ["01-notice", "01-notice-2"]
    assert len({picture.read_bytes() for picture, _ in pictures}) == len(pictures)


def test_from_the_command_line_at_the_kiosks_size_and_nothing_of_an_earlier_preview_stays(tmp_path: Path) -> None:
    write(tmp_path / "draft", draft("notice"))
    old, other = tmp_path / "out/screens/kk/09-choices-9.png", tmp_path / "out/screens/kk/logo.png"
    write(tmp_path, {str(path.relative_to(tmp_path)): b"" for path in (old, other)})
    command = [sys.executable, "-c", "from econsent.cli import main; raise SystemExit(main())", "forms", "preview"]
    arguments = ["draft", "--out", "out", "--size", "1080x1920", "--json"]
    ended = subprocess.run(
        [*command, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr
    drawn = [tmp_path / name for name in json.loads(ended.stdout)["screens"]]
    assert {picture.parent.name for picture in drawn} == {"kk", "ru", "en"}
    assert {QImage(str(picture)).size().toTuple() for picture in drawn} == {(1080, 1920)}
    assert (old.exists(), other.exists()) == (False, True)


def test_forms_that_were_changed_on_the_way_to_the_kiosk_are_not_drawn(tmp_path: Path) -> None:
    placed = in_place(draft("notice"))
    [text] = [path for path in placed if path.endswith("ru.md")]
    with pytest.raises(ScreensNotDrawn, match=r"forms\.digest") as said:
        screens.draw_screens({**placed, text: b"changed"}, "notice", tmp_path, "1280x800")
    assert said.value.kept
    assert list(tmp_path.iterdir()) == []


def test_where_the_way_on_is_not_known_it_says_so_instead_of_waiting_for_ever(visit) -> None:
    here = visit("en")
    here.wait(lambda: bool(here.program.window.property("complete")))
    form = "withdrawal"
    rehearsal = Rehearsal(in_place(draft(form)), form, dt.date(2026, 3, 15))
    guest = preview.Guest(here.program.kiosk, rehearsal, preview.Case(""))
    with pytest.raises(Fault, match="welcome"):
        guest.go_on()
