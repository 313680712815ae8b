"""Real voices: espeak-ng in the kiosk's three languages, speech-dispatcher where it is, and recordings."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import wave
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtTextToSpeech")

from PySide6.QtTest import QTest
from PySide6.QtTextToSpeech import QTextToSpeech

from econsent.library import Library
from kiosk import dispatcher
from kiosk.bridge import passages, troubles
from kiosk.bridge.languages import LOCALES
from kiosk.bridge.troubles import Trouble
from kiosk.bridge.voices import ABSENT, CHANGED, ENGINE, NO_VOICE, STUCK, Voice
from kiosk.speech import Utterance, recording_of
from tests.own import draft
from tests.waiting import PATIENCE, until

SAID = {
    "kk": "Келіспесеңіз де, қан алу сол күйінде жүргізіледі.",
    "ru": "Если вы не согласны, кровь всё равно возьмут.",
    "en": "If you do not agree, your blood is drawn all the same.",
}


def spoken(language: str, text: str, file: Path) -> tuple[float, int]:
    """Return the seconds and the loudest sample of what espeak-ng says."""
    subprocess.run(["espeak-ng", "-v", language, "-w", file, text], check=True)
    with wave.open(str(file)) as heard:
        frames = heard.readframes(heard.getnframes())
        samples = memoryview(frames).cast("h")
        return heard.getnframes() / heard.getframerate(), max(map(abs, samples))


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_espeak_says_each_language_at_a_length_that_words_take(language: str, tmp_path: Path) -> None:
    seconds, loudest = spoken(language, SAID[language], tmp_path / "said.wav")
    assert 0.03 < seconds / len(SAID[language]) < 0.2
    assert loudest > 2000
    twice, _ = spoken(language, f"{SAID[language]} {SAID[language]}", tmp_path / "twice.wav")
    assert 1.7 < twice / seconds < 2.5


def test_qt_knows_the_engine_that_the_kiosk_asks_for() -> None:
    assert ENGINE in QTextToSpeech.availableEngines()


class Listener:
    """Waits for what becomes of an utterance, and notes what staff are told."""

    def __init__(self, **given: object) -> None:
        self.notes: list[tuple[str, Trouble | None]] = []
        self.heard: list[bool] = []
        self.voice = Voice(lambda topic, trouble: self.notes.append((topic, trouble)), **given)

    def say(self, utterance: Utterance) -> bool:
        self.heard.clear()
        self.voice.say(utterance, 1.0, 0.5, self.heard.append)
        self.wait()
        return self.heard[0]

    def wait(self) -> None:
        """Wait until it is known what became of it."""
        end = time.monotonic() + PATIENCE
        while not self.heard:
            assert time.monotonic() < end, "nothing is heard of it"
            QTest.qWait(5)


@pytest.fixture
def listener(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Listener]]:
    monkeypatch.setenv("SPEECHD_ADDRESS", "unix_socket:/nowhere/speechd.sock")
    made: list[Listener] = []

    def make(**given: object) -> Listener:
        made.append(Listener(**given))
        return made[-1]

    yield make
    for each in made:
        each.voice.close()


def test_without_an_engine_nothing_is_heard_and_staff_are_told_what_to_install(
    listener: Callable[..., Listener],
) -> None:
    here = listener()
    assert not here.say(Utterance(SAID["kk"], "kk"))
    assert here.notes == [("speech", ABSENT)]
    assert "speech-dispatcher" in troubles.shown(ABSENT)["remedy"]


def test_a_recording_is_played_to_its_end_without_any_engine(listener: Callable[..., Listener], tmp_path: Path) -> None:
    file = tmp_path / "said.wav"
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, 16000, 0, "NONE", ""))
        made.writeframes(b"\0\0" * 4000)
    here = listener(has_sound=lambda: True)
    assert here.say(Utterance(SAID["kk"], "kk", file))
    assert here.notes == []


@pytest.mark.parametrize("sound", [True, False])
def test_a_broken_recording_or_no_loudspeaker_falls_back_to_the_engine(
    listener: Callable[..., Listener], tmp_path: Path, sound: bool
) -> None:
    file = tmp_path / "said.ogg"
    file.write_bytes(b"this is no sound")
    here = listener(has_sound=lambda: sound)
    assert not here.say(Utterance(SAID["kk"], "kk", file))
    assert here.notes == [("speech", ABSENT)]


# ── the real speech-dispatcher, with a loudspeaker that nobody hears ──────────────────────────────────────────────

SPEECHD = """LogLevel 0
AudioOutputMethod "libao"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
DefaultModule espeak-ng
DisableAutoSpawn
"""


class Speechd:
    """A speech-dispatcher in a folder, that can die."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "speechd.sock"
        (folder / "modules").mkdir()
        (folder / "modules" / "espeak-ng.conf").write_text("")
        (folder / "speechd.conf").write_text(SPEECHD)
        (folder / ".libao").write_text("default_driver=null\n")

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        place = ["-c", "unix_socket", "-S", str(self.socket), "-C", str(self.folder), "-L", str(self.folder)]
        own = {"HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder)}
        command = ["speech-dispatcher", "--run-single", *place, "-P", str(self.folder / "pid"), "-t", "0"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, env=os.environ | own, **quiet)
        until(lambda: dispatcher.answers({"SPEECHD_ADDRESS": f"unix_socket:{self.socket}"}), "speech-dispatcher")

    def die(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def speechd(monkeypatch: pytest.MonkeyPatch, listener: object) -> Iterator[Speechd]:
    if shutil.which("speech-dispatcher") is None:
        pytest.skip("there is no speech-dispatcher")
    with tempfile.TemporaryDirectory(prefix="speechd-") as folder:  # a socket's path is short
        server = Speechd(Path(folder))
        server.start()
        monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{server.socket}")
        yield server
        server.die()


def test_speech_dispatcher_says_each_language_to_its_end(speechd: Speechd, listener: Callable[..., Listener]) -> None:
    here = listener()
    assert [here.say(Utterance(SAID[language][:20], language)) for language in ("kk", "ru", "en")] == [True] * 3
    assert {trouble for _, trouble in here.notes} == {None}


def test_an_engine_that_dies_in_mid_sentence_is_told_at_once_and_speaks_again_when_it_is_back(
    speechd: Speechd, listener: Callable[..., Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.bridge.voices.PULSE", 100)
    monkeypatch.setattr("kiosk.bridge.voices.SLOWEST_START", 600_000)  # it is not waiting that finds it
    here = listener()
    assert here.say(Utterance("Сәлем", "kk"))
    here.voice.say(Utterance(SAID["kk"] * 40, "kk"), 1.0, 0.5, here.heard.append)
    here.heard.clear()
    QTest.qWait(300)
    assert here.heard == []
    speechd.die()
    here.wait()
    assert (here.heard, here.notes[-1]) == ([False], ("speech", ABSENT))
    speechd.start()
    assert here.say(Utterance("Сәлем", "kk"))
    assert here.notes[-1] == ("speech", None)


def test_a_language_without_a_voice_is_told_and_the_others_are_spoken(
    speechd: Speechd, listener: Callable[..., Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LOCALES, "ru", "bo_CN")  # Tibetan, for which espeak-ng has no voice
    here = listener()
    assert not here.say(Utterance("...", "ru"))
    assert here.notes == [("speech", NO_VOICE)]
    assert here.say(Utterance("Сәлем", "kk"))
    assert here.notes[-1] == ("speech", None)


def test_an_engine_that_does_not_come_to_an_end_is_given_up_and_another_one_speaks(
    speechd: Speechd, listener: Callable[..., Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = listener()
    assert here.say(Utterance("Сәлем", "kk"))
    with monkeypatch.context() as impatient:
        impatient.setattr("kiosk.bridge.voices.SLOWEST_START", 300)
        impatient.setattr("kiosk.bridge.voices.SLOWEST_LETTER", 0)
        assert not here.say(Utterance(SAID["kk"] * 40, "kk"))
    assert here.notes[-1] == ("speech", STUCK)
    assert here.say(Utterance("Сәлем", "kk"))
    assert here.notes[-1] == ("speech", None)


def test_what_is_silenced_is_told_of_nobody_and_what_comes_next_is_heard(
    speechd: Speechd, listener: Callable[..., Listener]
) -> None:
    here = listener()
    ended: list[bool] = []
    here.voice.say(Utterance(SAID["kk"] * 40, "kk"), 1.0, 0.5, ended.append)
    QTest.qWait(300)
    here.voice.stop()
    assert here.say(Utterance("Сәлем", "kk"))
    assert ended == []


def test_where_qt_has_no_such_engine_staff_are_told(listener: Callable[..., Listener]) -> None:
    here = listener(engine="there-is-none")
    assert not here.say(Utterance("Сәлем", "kk"))
    assert here.notes == [("speech", ABSENT)]


# ── recordings that a form signs for ──────────────────────────────────────────────────────────────────────────────


def silence(file: Path) -> str:
    """Make a recording; return its digest."""
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, 16000, 0, "NONE", ""))
        made.writeframes(b"\0\0" * 4000)
    return sha256(file.read_bytes()).hexdigest()


def test_a_recording_is_played_only_where_it_is_the_one_that_the_form_names(
    listener: Callable[..., Listener], tmp_path: Path
) -> None:
    file = tmp_path / "said.wav"
    digest = silence(file)
    here = listener(has_sound=lambda: True)
    assert here.say(Utterance(SAID["kk"], "kk", file, digest=digest))
    assert here.notes == [("recordings", None)]
    file.write_bytes(file.read_bytes()[:-2] + b"xx")
    assert not here.say(Utterance(SAID["kk"], "kk", file, digest=digest))  # the engine's turn, and there is none
    assert here.notes[1:] == [("recordings", CHANGED), ("speech", ABSENT)]


def test_a_form_that_names_recordings_has_no_others_played(library: Library, tmp_path: Path) -> None:
    named = f'schema = "econsent-form/1"\nrecordings = {{ "kk/what" = "{"a" * 64}" }}'
    library.forms.release(draft(toml=('schema = "econsent-form/1"', named)))
    form = library.catalogue.latest("patient-filming")
    assert dict(form.recordings) == {"kk/what": "a" * 64}
    place = tmp_path / form.id / form.version / "kk"
    place.mkdir(parents=True)
    for section in ("what", "why"):
        silence(place / f"{section}.wav")
    played = [passages._passage(form, "kk", form.text("kk").section(section)) for section in ("what", "why")]
    assert [recording_of(tmp_path, each) for each in played] == [place / "what.wav", None]


def answering(server: socket.socket, answer: bytes) -> None:
    line, _ = server.accept()
    with line:
        line.recv(64)
        line.sendall(answer)


@pytest.mark.parametrize(
    ("answer", "there"), [(b"231 HAPPY HACKING\r\n", True), (b"HTTP/1.1 400\r\n", False), (b"", False)]
)
def test_a_dispatcher_is_asked_before_qt_would_wait_for_it(tmp_path: Path, answer: bytes, there: bool) -> None:
    place = tmp_path / "speech-dispatcher" / "speechd.sock"
    place.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        thread = threading.Thread(target=answering, args=(server, answer))
        thread.start()
        assert dispatcher.answers({"XDG_RUNTIME_DIR": str(tmp_path)}) == there
        thread.join()


def test_a_dispatcher_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher, "PATIENCE", 0.1)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "mute"))
        server.listen()
        assert not dispatcher.answers({"SPEECHD_ADDRESS": f"unix_socket:{tmp_path}/mute"})


@pytest.mark.parametrize("address", ["unix_socket:/nowhere", "inet_socket:127.0.0.1:x", "inet_socket:127.0.0.1:1", ""])
def test_where_nothing_listens_nothing_answers(address: str, tmp_path: Path) -> None:
    assert not dispatcher.start({"SPEECHD_ADDRESS": address, "XDG_RUNTIME_DIR": str(tmp_path), "PATH": os.defpath})
