"""What staff are told of an error: in their language, for every code that the kiosk can come to, and on every glass."""

from __future__ import annotations

import ast
import importlib
import logging
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtQuick")

from econsent.errors import AnswerError, EconsentError, StoreFull, by_code
from kiosk.bridge import troubles
from kiosk.bridge.languages import ORDER
from kiosk.bridge.troubles import Trouble
from tests.kiosk.geometry import lasting_faults
from tests.kiosk.stages import come_in
from tests.kiosk.test_look import SIZES, show
from tests.kiosk.test_words import FOLDER, messages
from tests.kiosk.visits import Visit

ROOT = Path(__file__).parents[2]
CODES = sorted(troubles.SENTENCES)
Come = Callable[..., Visit]

# ── which codes the kiosk can come to, read from its source ───────────────────────────────


def file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def run(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what can run: everything but what only a type checker imports."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from run(child)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in run(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def used() -> dict[str, ast.Module]:
    """Return every module of ours that the window's bridge uses, also where it is imported late."""
    waiting = [f"kiosk.bridge.{file.stem}" for file in (ROOT / "kiosk" / "bridge").glob("[a-z]*.py")]
    found: dict[str, ast.Module] = {}
    while waiting:
        module = waiting.pop()
        file = file_of(module)
        if module in found or file is None or module.split(".")[0] not in ("kiosk", "econsent"):
            continue
        found[module] = ast.parse(file.read_text(encoding="utf-8"))
        parts = [name.split(".") for name in imported(found[module])]
        waiting += [".".join(name[:length]) for name in parts for length in range(1, len(name) + 1)]
    return found


def leaves(branch: type[EconsentError]) -> set[str]:
    return {code for code, kind in by_code().items() if issubclass(kind, branch) and not kind.__subclasses__()}


def reachable() -> set[str]:
    """Return the codes of the errors that those modules name or make, and of their Troubles."""
    modules = {name: tree for name, tree in used().items() if not name.startswith("econsent.errors")}
    for name in modules:
        if name.startswith("kiosk."):
            importlib.import_module(name)  # the tree has its leaves then
    codes = {kind.__name__: code for code, kind in by_code().items()}
    found: set[str] = set()
    for tree in modules.values():
        for node in run(tree):
            if isinstance(node, ast.Name) and node.id in codes:
                found |= {codes[node.id]} & leaves(EconsentError)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                made = [given.value for given in node.args[:1] if isinstance(given, ast.Constant)]
                found |= {*made} if node.func.id == "Trouble" else {codes.get(node.func.id, "fault")}
    return found


def test_every_code_that_the_kiosk_can_come_to_has_its_sentences() -> None:
    assert len(used()) > 100, "the bridge, and with it the station and what it stands on"
    assert {"store.full", "remote.unreachable", "signing.passphrase", "kiosk.printer-jam"} <= reachable()
    untold = reachable() - troubles.SENTENCES.keys()
    elsewhere = ("library.", "site.")  # told as the library's refusal; of the register, which no kiosk asks about
    assert sorted(code for code in untold if not code.startswith(elsewhere)) == []


def test_whatever_a_library_may_answer_is_told_as_its_refusal_at_least() -> None:
    told = [troubles.shown(Trouble(code)) for code in (*leaves(AnswerError), "library.of-a-later-version")]
    assert str(troubles.UNKNOWN[0]) not in [each["what"] for each in told]


def test_no_code_is_told_of_that_does_not_exist() -> None:
    reachable()
    assert troubles.SENTENCES.keys() - by_code().keys() == {
        "kiosk.unexpected", "kiosk.camera-absent", "kiosk.camera-lost", "kiosk.camera-black", "kiosk.tray-left",
        "kiosk.speech-absent", "kiosk.voice-missing", "kiosk.speech-stuck", "kiosk.recording-changed",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_sentence_is_said_in_the_language(language: str) -> None:
    """That none is missing, test_words.py holds; here, that none stayed as it was."""
    said = messages(FOLDER / f"{language}.ts")
    general = (troubles.UNKNOWN, troubles.library.REFUSED)
    sentences = {str(part) for pair in (*troubles.SENTENCES.values(), *general) for part in pair}
    for sentence in sorted(sentences):
        [words] = said["Troubles", sentence]
        assert words != sentence and any("\u0400" <= letter <= "\u04ff" for letter in words), sentence


# ── what is on the glass ──────────────────────────────────────────────────────────────────


def fail(here: Visit, trouble: Trouble) -> None:
    here.program.desk.failed.emit(trouble)
    here.wait("failed")


def english(trouble: Trouble) -> set[str]:
    told = troubles.shown(trouble)
    return {told["what"], told["remedy"]}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_whoever_is_told_hears_no_english_wherever_it_stands(visit: Come, language: str) -> None:
    here = visit(language)
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    fail(here, Trouble("store.full", "3: idle_seconds"))
    texts = here.hand.texts()
    assert "store.full (3: idle_seconds)" in texts
    assert not english(Trouble("store.full")) & set(texts)
    for other, word in (("en", "The disk is nearly full."), ("kk", "Дискіде"), ("ru", "Диск почти")):
        here.program.kiosk.speak(other)
        here.wait(lambda word=word: any(text.startswith(word) for text in here.hand.texts()))


def test_a_code_that_nobody_knows_is_shown_with_a_plain_sentence(visit: Come) -> None:
    here = visit("kk")
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    fail(here, Trouble("store.of-a-later-version"))
    texts = here.hand.texts()
    assert "store.of-a-later-version" in texts
    assert "Бұл киоскіде сөзбен түсіндірілмеген қате болды." in texts


def test_the_errors_own_words_go_to_the_log_once(visit: Come, caplog: pytest.LogCaptureFixture) -> None:
    here = visit("kk")
    here.wait(lambda: bool(here.program.window.property("complete")))

    def job() -> None:
        raise StoreFull("The disk is nearly full.", kept="Everything saved so far is safe.")

    told: list[object] = []
    with caplog.at_level(logging.WARNING, "econsent.kiosk"):
        for _ in range(3):
            here.program.desk.work(job, told.append)
        here.wait(lambda: len(told) == 3)
    assert told == [Trouble("store.full")] * 3
    written = [record.getMessage() for record in caplog.records if "store.full" in record.getMessage()]
    assert written == ["store.full: The disk is nearly full. Everything saved so far is safe."]


def longest(language: str) -> list[str]:
    """Return the codes whose sentences are longest, each and together."""
    said = messages(FOLDER / f"{language}.ts")

    def length(code: str) -> tuple[int, int, int]:
        what, remedy = (len(said["Troubles", str(part)][0]) for part in troubles.SENTENCES[code])
        return what + remedy, what, remedy

    return sorted({max(CODES, key=lambda code, place=place: length(code)[place]) for place in range(3)})


@pytest.mark.parametrize("language", ORDER)
def test_the_longest_sentences_have_room_on_every_glass(visit: Come, language: str) -> None:
    here = visit(language, "idle_seconds = 3600\ndone_seconds = 3600\n")
    here.go("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    wrong = {}
    for code in longest(language):
        fail(here, Trouble(code, "12: sign_alone_from"))
        for size, scale in product(SIZES, range(3)):
            show(here, size, scale)
            if found := lasting_faults(here):
                wrong[code, size, scale] = found
        here.program.kiosk.send("retry")
        here.wait("review")
        here.wait(lambda: not here.program.kiosk.property("busy"))
    assert wrong == {}


@pytest.mark.parametrize("language", ORDER)
def test_the_longest_sentences_have_room_in_the_staffs_room(visit: Come, language: str) -> None:
    here = visit(language)
    come_in(here)
    wrong = {}
    for code in longest(language):
        here.program.office._hear("sync", Trouble(code, "12: sign_alone_from"))
        for size, scale in product(SIZES, range(3)):
            show(here, size, scale)
            if found := lasting_faults(here):
                wrong[code, size, scale] = found
    assert wrong == {}
