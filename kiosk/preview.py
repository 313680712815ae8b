"""The screens of a form before it is released, photographed from the real window, which nobody sees.

python -m kiosk.preview FORMS ID --out FOLDER [--size WIDTHxHEIGHT]

FORMS is a folder as `forms/`, with a MANIFEST, of an organisation's own forms; the newest version of ID is drawn, in
each of its languages. `econsent forms preview` starts this as a process of its own, and reads the names of the pictures
from what it prints: one JSON list.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QDeadlineTimer, QMetaObject, QObject, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from econsent.document.specimen import NOBODY, Case, cases
from econsent.errors import EconsentError, Fault
from econsent.forms import Scope
from econsent.rehearsal import Rehearsal
from kiosk import settings
from kiosk.__main__ import Program, _load_fonts, _prepare_environment, _size
from kiosk.bridge.desk import FORM, NOTICE, STAFF_FORM, WITHDRAWAL, Desk
from kiosk.bridge.kiosk import Kiosk

if TYPE_CHECKING:
    from econsent.document.issue import Draft
    from econsent.station import Station

SHOWN = {
    FORM: ("information", "choices", "words", "review", "sign"),
    STAFF_FORM: ("information", "choices", "words", "review", "sign"),
    WITHDRAWAL: ("scopes", "words", "review", "sign"),
    NOTICE: ("notice",),
}
"""Which screens a form has a word in; a form of another id is shown at no kiosk."""
PATIENCE, STEADY = 30_000, 200
"""Milliseconds that a screen may take to come, and pictures after which it must have come to rest."""
_SETTINGS = "motion = false\nidle_seconds = 86400\n"


class RehearsalDesk(Desk):
    """A desk with a rehearsal behind it in place of a station: it shows, and neither signs nor sends."""

    def __init__(self, folder: Path, rehearsal: Rehearsal) -> None:
        super().__init__(folder, lambda: None)
        self._rehearsal = rehearsal

    def _open(self) -> Station:
        self._station = cast("Station", self._rehearsal)  # of which nothing is asked here but what it has
        return self._station

    def part(self, draft: Draft) -> None:
        """Keep nothing of a visitor who goes away: there was none."""

    def look(self) -> None:
        """Tell of no health: there is no station."""


class Preview:
    """Goes the way of each case through a form, and photographs the screens that it decides on."""

    def __init__(self, program: Program, rehearsal: Rehearsal, out: Path) -> None:
        self._kiosk, self._window = program.kiosk, program.window
        self._rehearsal, self._out = rehearsal, out
        self._pictures = 0

    def draw(self) -> Iterator[Path]:
        """Draw every screen in each language; yield the pictures. Raises Fault where a screen does not come."""
        self._wait(lambda: bool(self._window.property("complete")), "the window")
        form = self._rehearsal.form
        for language in form.languages:
            self._rehearsal.language = language
            self._pictures = 0
            clear(self._out / language)
            whole, *others = cases(form)
            yield from self._visit(whole, SHOWN[form.id])
            for case in others if "words" in SHOWN[form.id] else ():
                asks = case.representative and form.kind == "consent" and form.asks_children
                yield from self._visit(case, ("assent", "words") if asks else ("words",))

    def _visit(self, case: Case, shown: Sequence[str]) -> Iterator[Path]:
        """Let somebody come and go on as far as there is something to draw; then they leave, and nothing is kept."""
        guest = Guest(self._kiosk, self._rehearsal, case)
        guest.come()
        while True:
            self._wait(lambda: not self._kiosk.property("busy"), "the next screen")
            screen = guest.screen
            if screen in shown:
                yield from self._sheets(f"{screen}{guest.where}")
            if screen == "assent" and screen in shown:
                self._turn()
                yield from self._sheets("assent-question")
            if screen == shown[-1]:
                break
            guest.go_on()
        self._kiosk.send("cancel")
        self._kiosk.send("leave")

    def _sheets(self, name: str) -> Iterator[Path]:
        """Photograph a screen, and once more after each turn of what is longer than the screen.

        Of the review only the beginning: what follows is the document, which is drawn as one.
        """
        self._pictures += 1
        folder = self._out / self._rehearsal.language
        file = folder / f"{self._pictures:02}-{name}.png"
        folder.mkdir(parents=True, exist_ok=True)
        self._still().save(str(file))
        yield file
        reader = None if name == "review" else _shown(self._window.contentItem(), "atEnd")
        turn = 1
        while reader is not None and not reader.property("atEnd"):
            QMetaObject.invokeMethod(reader, "readOn")
            turn += 1
            further = file.with_stem(f"{file.stem}-{turn}")
            self._still().save(str(further))
            yield further

    def _turn(self) -> None:
        """Go from what a child is told, which was read to its end, to what the child is asked."""
        questions = _shown(self._window.contentItem(), "asked")
        if questions is None:
            raise Fault("“the child's question” does not come.")
        QMetaObject.invokeMethod(questions, "primary")

    def _still(self) -> QImage:
        """Return what the window shows once it stays so."""
        before = self._window.grabWindow()
        for _ in range(STEADY):
            QTest.qWait(1)
            now = self._window.grabWindow()
            if now == before:
                return now
            before = now
        raise Fault("A screen does not come to rest.")

    def _wait(self, condition: Callable[[], bool], wanted: str) -> None:
        deadline = QDeadlineTimer(PATIENCE)
        while not condition():
            if deadline.hasExpired():
                raise Fault(f"“{wanted}” does not come.")
            QTest.qWait(1)


class Guest:
    """Somebody who does not exist, and answers as a case says."""

    def __init__(self, kiosk: Kiosk, rehearsal: Rehearsal, case: Case) -> None:
        self._kiosk, self._form, self._case = kiosk, rehearsal.form, case
        self._language, self._words, self._day = rehearsal.language, rehearsal.words, f"{rehearsal.day:%d%m%Y}"

    @property
    def screen(self) -> str:
        """Return where they are."""
        return str(self._kiosk.property("screen"))

    @property
    def where(self) -> str:
        """Return which of several screens of one name it is: its number, or the case that decides its words."""
        if self.screen in _NUMBERED:
            return f"-{self._number()}"
        return f"-{self._case.name}" if self.screen == "words" else ""

    def come(self) -> None:
        """Begin: at the welcome screen, or led there by staff."""
        if self._form.role == "staff":
            self._kiosk.showLanguage(self._language)
            self._kiosk.hire("consent")
        else:
            self._kiosk.begin(self._language)

    def go_on(self) -> None:
        """Do what leads on from this screen. Raises Fault where nothing does."""
        self._kiosk.stir()
        before = self.screen, self.where
        for event, value in self._said():
            self._kiosk.send(event, value)
        if (self.screen, self.where) == before:
            raise Fault(f"The way on from “{self.screen}” is not known.")

    def _said(self) -> Iterator[tuple[str, str]]:
        """Yield the intents that answer a screen, in order."""
        screen = self.screen
        if screen in ("who", "whose"):
            yield self._reason(screen), ""
            return
        if screen == "identify":
            yield from (("digit", digit) for digit in NOBODY)
        elif screen == "choices":
            yield "answer", "permit" if self._question() in self._case.permitted else "deny"
        elif screen == "scopes":
            yield from (("toggle", scope.id) for scope in self._form.scopes)
        else:
            yield from self._typed().get(screen, ())
        yield "next", ""

    def _reason(self, screen: str) -> str:
        if self._form.kind == "withdrawal" and screen == "who":
            return "withdraw"
        return "representative" if self._case.representative else "patient"

    def _question(self) -> Scope:
        return self._form.scopes[self._number() - 1]

    def _number(self) -> int:
        entries = cast("QObject", self._kiosk.entries)  # a Property, which types do not see through
        return int(entries.property(_NUMBERED[self.screen])["number"])

    def _typed(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return what is typed and chosen on each screen that asks who somebody is."""
        return {
            "name": (("name", self._words.subject),),
            "contract": (("number", NOBODY), ("date", self._day)),
            "representative": (("representative", self._words.grantor), ("relationship", "other")),
            "assent": (("answer", "none"),),  # nobody's age is not known: they are asked
            "authority": (("kind", "other"), ("number", NOBODY), ("date", self._day)),
        }


_NUMBERED = {"information": "page", "choices": "question"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw; return 0, or the exit code of what stood in the way."""
    options = _parse(arguments)
    _prepare_environment(has_display=False)
    app = QGuiApplication([])
    _load_fonts()
    try:
        print(json.dumps([str(picture) for picture in _drawn(options)]))
    except EconsentError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return error.exit_code
    finally:
        app.quit()
    return 0


def clear(folder: Path) -> None:
    """Take away the pictures of an earlier preview, and nothing else."""
    for old in folder.glob("[0-9][0-9]-*.png"):
        old.unlink()


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kiosk.preview", description="The screens of a form before it is released.")
    parser.add_argument("forms", type=Path, help="a folder of an organisation's own forms, with a MANIFEST")
    parser.add_argument("id", choices=SHOWN, help="which of them is drawn")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the pictures are put")
    parser.add_argument("--size", default="1280x800", metavar="WIDTHxHEIGHT", help="the size of the kiosk's screen")
    return parser.parse_args(arguments)


def _drawn(options: argparse.Namespace) -> list[Path]:
    own = {path.relative_to(options.forms).as_posix(): path.read_bytes() for path in _files(options.forms)}
    rehearsal = Rehearsal(own, options.id, dt.date.today())
    with rehearsed(rehearsal, _size(options)) as program:
        return list(Preview(program, rehearsal, options.out).draw())


@contextmanager
def rehearsed(rehearsal: Rehearsal, size: QSize | None) -> Iterator[Program]:
    """Open a window, of a size in pixels, with a rehearsal behind it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / settings.FILE).write_text(_SETTINGS, encoding="utf-8")
        program = Program(Path(folder), desk=RehearsalDesk(Path(folder), rehearsal), size=size)
        try:
            yield program
        finally:
            program.close()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _shown(item: QQuickItem, name: str) -> QQuickItem | None:
    """Return the first item that is shown and has such a property, None where there is none."""
    for child in item.childItems():
        if child.isVisible():
            found = child if child.property(name) is not None else _shown(child, name)
            if found is not None:
                return found
    return None


if __name__ == "__main__":
    sys.exit(main())
