"""Reading aloud: what is seen is heard, in its language and its order, and nothing is heard after one has left."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from econsent import record
from econsent.envelope import open_envelope
from econsent.keys import open_jws
from econsent.library import Library
from kiosk.drafts import abandonment
from tests.builders import open_station
from tests.kiosk.ears import Ears
from tests.kiosk.geometry import lasting_faults
from tests.kiosk.test_look import enlarge
from tests.kiosk.visits import IIN, Visit

Come = Callable[..., Visit]
READ = {"kk": "Дауыстап оқу", "ru": "Прочитать вслух", "en": "Read aloud"}


def listen(here: Visit) -> None:
    """Turn the reading on, and wait until the screen has been read."""
    here.tap(READ[here.language if here.screen != "welcome" else "kk"])
    quiet(here)


def quiet(here: Visit) -> None:
    """Wait until everything that is new on the screen has been said."""
    reader = here.program.reader
    for _ in range(5):  # in which what was pressed comes into a frame
        QTest.qWait(5)
    here.wait(lambda: not reader._settle.isActive() and not reader._queue.speaking)


def statements(library: Library, tmp_path: Path) -> dict[str, record.Statement]:
    with open_station(tmp_path) as station:
        waiting = [item.envelope for item in station._outbox.waiting(9)]
        station.sync(library)
    opened = (open_envelope(envelope, library._home.keys.envelope) for envelope in waiting)
    return {said.kind: said for said in (record.parse(open_jws(kept.jws).payload) for kept in opened)}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_screen_is_read_in_the_language_shown_in_the_order_seen(visit: Come, language: str) -> None:
    ears = Ears()
    here = visit(language, speaker=ears)
    here.go("information")
    listen(here)
    page = here.program.kiosk.entries.property("page")
    said = [page["title"], *(block["plain"] for block in page["blocks"])]
    assert [text for text in ears.texts if text in said] == said
    assert {utterance.language for utterance in ears.heard} == {language}


def test_the_welcome_screen_greets_in_each_language_by_itself(visit: Come) -> None:
    ears = Ears()
    here = visit("en", speaker=ears)
    here.wait(lambda: bool(here.program.window.property("complete")))
    listen(here)
    heard = [(utterance.text, utterance.language) for utterance in ears.heard]
    cards = here.program.kiosk.cards
    assert [each for each in heard if each[0] in {card["name"] for card in cards}] == [
        (card["name"], card["code"]) for card in cards
    ]
    assert ("Welcome", "en") in heard


def test_every_screen_is_read_from_the_first_to_the_last(visit: Come) -> None:
    ears = Ears()
    here = visit("kk", speaker=ears)
    here.wait(lambda: bool(here.program.window.property("complete")))
    listen(here)
    for screen in ("who", "identify", "name", "notice", "information", "choices", "words", "review", "sign", "done"):
        here.go(screen)
        quiet(here)
        seen = [text for text in here.hand.texts() if len(text) > 1]
        assert set(seen) <= {said.removeprefix("Назар аударыңыз: ") for said in ears.texts}, screen


def test_a_screen_that_comes_silences_the_one_before(visit: Come) -> None:
    ears = Ears(each=None)
    here = visit("en", speaker=ears)
    here.go("who")
    here.tap(READ["en"])
    here.wait(lambda: bool(ears.heard))
    here.tap("patient")
    assert ears.stops == 1
    here.wait(lambda: ears.texts[-1] == "Step 2 of 8")
    here.program.kiosk.speak("ru")
    assert ears.stops == 2


@pytest.mark.parametrize("way", ["cancel", "idle"])
def test_every_way_out_silences_and_forgets(visit: Come, way: str) -> None:
    ears = Ears(each=None)
    here = visit("en", speaker=ears)
    here.go("name")
    here.tap(READ["en"])
    here.wait(lambda: bool(ears.heard))
    here.tap("Slower")
    here.tap("Quieter")
    here.program.kiosk.send(way)
    here.wait(lambda: here.screen in ("idle", "stopping"))
    here.tap("leave")
    here.wait("welcome")
    reader = here.program.reader
    assert (reader.on, reader._queue.speaking, reader._queue._waiting, reader._lines) == (False, False, [], [])
    assert ears.stops > 0
    here.go("who")
    here.tap(READ["en"])
    before = len(ears.paces)
    here.wait(lambda: len(ears.paces) > before)
    assert ears.paces[-1] == (1.0, 0.7)


def test_slower_and_quieter_are_heard_at_once(visit: Come) -> None:
    ears = Ears(each=None)
    here = visit("en", speaker=ears)
    here.go("who")
    here.tap(READ["en"])
    here.wait(lambda: bool(ears.heard))
    for name in ("Slower", "Slower", "Usual speed", "Quieter", "Louder", "Louder", "Louder"):
        here.tap(name)
    paces, volumes = zip(*ears.paces, strict=True)
    assert paces[:4] == (1.0, 0.8, 0.6, 1.0)
    assert volumes[4:] == (0.45, 0.7, 1.0, 1.0)
    assert len(set(ears.texts)) == 1


def test_reading_again_begins_at_the_beginning_and_stopping_is_silence(visit: Come) -> None:
    ears = Ears()
    here = visit("ru", speaker=ears)
    here.go("identify")
    listen(here)
    once = list(ears.texts)
    here.tap("Повторить")
    quiet(here)
    assert ears.texts[len(once) : len(once) + 3] == once[:3]
    here.tap("Остановить чтение")
    heard = len(ears.heard)
    here.hand.type("9")
    QTest.qWait(300)
    assert len(ears.heard) == heard


def test_what_goes_wrong_is_said_as_it_comes(visit: Come) -> None:
    ears = Ears()
    here = visit("en", speaker=ears)
    here.go("identify")
    listen(here)
    here.hand.type("900101300127")
    quiet(here)
    assert "Please note: This number is not right. Please compare it with your identity card." in ears.texts
    assert "900101300127" not in " ".join(ears.texts)


def test_the_number_is_never_said_in_the_room(visit: Come) -> None:
    ears = Ears()
    here = visit("kk", speaker=ears)
    here.wait(lambda: bool(here.program.window.property("complete")))
    listen(here)
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    quiet(here)
    assert IIN not in "".join(ears.texts)


def test_who_is_being_read_to_is_not_asked_whether_they_are_there(visit: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.bridge.aloud.LISTENING", 50)
    ears = Ears(each=None)
    here = visit("en", "idle_seconds = 0.4", speaker=ears)
    here.go("who")
    here.tap(READ["en"])
    here.wait(lambda: bool(ears.heard))
    for _ in range(120):
        QTest.qWait(10)
    assert here.screen == "who"
    here.program.reader.toggle()
    here.wait("idle")


def test_the_warning_is_spoken_to_who_listens_and_rings_for_the_others(
    visit: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[int] = []
    monkeypatch.setattr("kiosk.__main__._beep", lambda: rings.append(1))
    ears = Ears()
    here = visit("en", speaker=ears)
    here.go("who")
    here.program.kiosk.send("idle")
    assert rings == [1]
    here.tap("more")
    listen(here)
    here.program.kiosk.send("idle")
    quiet(here)
    assert rings == [1]
    assert "Please note: Are you still here?" in ears.texts
    assert "I need more time, button" in ears.texts
    assert sum("will be cleared" in text for text in ears.texts) == 1


def test_where_nothing_can_be_heard_the_person_is_told_and_staff_know(visit: Come) -> None:
    here = visit("en", speaker=Ears(deaf=True))
    here.go("who")
    here.tap(READ["en"])
    here.wait(lambda: any("cannot read aloud now" in text for text in here.hand.texts()))
    assert here.screen == "who"
    assert here.sitting.listening
    here.tap("patient")
    here.wait("identify")


def test_read_to_the_end_is_in_the_statement(visit: Come, library: Library, tmp_path: Path) -> None:
    ears = Ears()
    here = visit("en", speaker=ears)
    here.go("notice")
    listen(here)
    for page in range(99):
        quiet(here)
        if here.screen == "choices":
            break
        here.rest()
        names = here.hand.names()
        here.tap(next(name for name in ("Read on", "I understand", "Next") if name in names))
        assert page < 60
    here.tap("Stop reading")
    here.go("done", "deny")
    here.close()
    said = statements(library, tmp_path)
    assert (said["consent"].form.reading, said["notice"].form.reading) == ("aloud", "aloud")


def test_read_in_part_is_not_read_aloud_and_reading_at_the_signature_is(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    here = visit("en", speaker=Ears())
    here.go("information")
    listen(here)
    here.tap("Stop reading")
    here.go("sign")
    assert abandonment(here.sitting).form.reading == "self"
    listen(here)
    here.go("done")
    here.close()
    assert statements(library, tmp_path)["consent"].form.reading == "aloud"


def test_a_recording_of_a_section_is_played_in_its_place(visit: Come, tmp_path: Path) -> None:
    ears = Ears()
    here = visit("kk", speaker=ears)
    here.go("information")
    form, page = here.sitting.ground.form, here.sitting.pages[0]
    folder = tmp_path / "station" / "audio" / form.id / form.version / "kk"
    folder.mkdir(parents=True)
    with wave.open(str(folder / f"{page}.wav"), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 16000)
    listen(here)
    [recorded] = [utterance for utterance in ears.heard if utterance.recording]
    blocks = here.program.kiosk.entries.property("page")["blocks"]
    assert recorded.recording == folder / f"{page}.wav"
    assert not {block["plain"] for block in blocks} & set(ears.texts)
    assert (form.id, "kk", page) in here.sitting.heard


@pytest.mark.parametrize("scale", [0, 2])
@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920)])
def test_the_readers_tools_fit(visit: Come, scale: int, size: tuple[int, int]) -> None:
    here = visit("ru", speaker=Ears(), size=size)
    here.go("identify")
    listen(here)
    enlarge(here, scale)
    for screen in ("identify", "information", "choices", "sign"):
        here.go(screen)
        assert lasting_faults(here) == [], screen


def test_f1_begins_and_stops_wherever_one_is(visit: Come) -> None:
    here = visit("en", speaker=Ears())
    here.go("who")
    QTest.keyClick(here.program.window, Qt.Key.Key_F1)
    assert here.program.reader.on
    QTest.keyClick(here.program.window, Qt.Key.Key_F1)
    assert not here.program.reader.on
