"""A person's copy on paper, through a real CUPS: what it is given, under which name, and what is said if it cannot."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from kiosk import printing
from kiosk.printing import PrinterNotReady, print_copy, print_test_page, standing
from tests.builders import IIN
from tests.kiosk.press import CUPSD, EMPTY, FULL, QUEUE, SLOW, Press, spooling
from tests.kiosk.visits import Visit
from tests.waiting import until

Come = Callable[..., Visit]
PDF = b"%PDF-1.7 made up"

if not Path(CUPSD).exists():
    pytest.skip("there is no CUPS here", allow_module_level=True)


@pytest.fixture
def press() -> Iterator[Press]:
    with tempfile.TemporaryDirectory(prefix="press-") as folder:  # a socket's path is short
        Path(folder).chmod(0o755)
        with spooling(Path(folder)) as press:
            yield press


def under_way() -> str:
    return subprocess.run(["lpstat", "-W", "not-completed", "-o"], capture_output=True, text=True, check=True).stdout


def test_what_is_printed_are_the_bytes_that_were_signed_under_a_name_that_is_everybodys(press: Press) -> None:
    assert standing(QUEUE) == "ready"
    print_copy(QUEUE, PDF)
    until(lambda: press.jobs() == [PDF])
    until(lambda: b"econsent" in press.titles())


def test_without_paper_it_is_said_and_no_job_waits_to_come_out_later(press: Press) -> None:
    press.load(EMPTY)
    with pytest.raises(PrinterNotReady, match="no paper"):
        print_copy(QUEUE, PDF)
    assert under_way() == ""
    press.load(FULL)
    print_copy(QUEUE, PDF)
    assert standing(QUEUE) == "ready"


def test_a_stopped_printer_is_known_before_anything_is_sent(press: Press) -> None:
    subprocess.run(["cupsdisable", QUEUE], check=True)
    with pytest.raises(PrinterNotReady, match="stopped"):
        print_copy(QUEUE, PDF)
    assert press.jobs() == []


@pytest.mark.parametrize("queue", ["nowhere", "", "-d", "a b", "x" * 200])
def test_a_queue_that_is_not_there_is_said(press: Press, queue: str) -> None:
    assert standing(queue) == "absent"
    with pytest.raises(PrinterNotReady, match="no such printer"):
        print_copy(queue, PDF)


def test_without_cups_there_is_no_printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert standing(QUEUE) == "absent"


def test_cups_that_does_not_answer_is_no_printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hangs = tmp_path / "lpstat"
    hangs.write_text("#!/bin/sh\nexec sleep 60\n")
    hangs.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(printing, "PATIENCE", 0.2)
    assert standing(QUEUE) == "absent"


def test_the_test_page_is_a_pdf(press: Press) -> None:
    print_test_page(QUEUE)
    until(lambda: len(press.jobs()) == 1)
    assert press.jobs()[0].startswith(b"%PDF-")


def test_a_visitor_prints_the_very_document_that_was_signed(press: Press, visit: Come) -> None:
    here = visit("en", f'printer = "{QUEUE}"')
    here.go("done")
    here.tap("Print my copy")
    here.wait(lambda: "Your copy is being printed" in here.hand.names())
    until(lambda: len(press.jobs()) == 1)
    document = press.jobs()[0]
    until(lambda: b"econsent" in press.titles())
    assert document.startswith(b"%PDF-")
    assert b"/ByteRange" in document  # sealed
    assert not [word for word in (IIN, "Assel") if word.encode() in press.titles()]
    here.tap("done")
    here.wait("welcome")
    here.wait(lambda: here.program.desk._copy == b"")


def test_without_paper_the_visitor_is_told_and_may_try_again(press: Press, visit: Come) -> None:
    press.load(EMPTY)
    here = visit("en", f'printer = "{QUEUE}"')
    here.go("done")
    here.tap("Print my copy")
    here.wait(lambda: any("could not be printed" in text for text in here.hand.texts()))
    assert here.program.staff._troubles["printer"].code == "kiosk.printer-paper"
    press.load(FULL)
    here.tap("Print my copy")
    here.wait(lambda: "Your copy is being printed" in here.hand.names())
    assert "printer" not in here.program.staff._troubles


def test_a_cups_that_is_gone_in_mid_print_is_told_and_nobody_is_said_to_have_a_copy(
    press: Press, visit: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.load(SLOW)
    asked: list[str] = []
    is_under_way = printing._is_under_way

    def noted(queue: str, job: str) -> bool:
        asked.append(job)
        return is_under_way(queue, job)

    monkeypatch.setattr(printing, "_is_under_way", noted)
    here = visit("en", f'printer = "{QUEUE}"')
    here.go("done")
    here.tap("Print my copy")
    until(lambda: asked, "a job that was taken")
    press.die()
    here.wait(lambda: any("could not be printed" in text for text in here.hand.texts()))
    assert here.program.staff._troubles["printer"].code == "kiosk.printer-silent"
    assert "Your copy is being printed" not in here.hand.names()
    assert here.screen == "done"


def test_where_no_printer_is_named_nobody_is_offered_one(visit: Come) -> None:
    here = visit("en")
    here.go("done")
    assert "Print my copy" not in here.hand.names()
