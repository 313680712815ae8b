"""The interface's words in three languages: Qt Linguist files, switched while the window is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, QTranslator
from PySide6.QtQml import QQmlEngine

FOLDER = Path(__file__).parent.parent / "locale"
ORDER = ("kk", "ru", "en")
LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}
"""The keyboard's layout for each language."""


class Languages:
    """The three translators, one of them installed."""

    def __init__(self) -> None:
        self._translators = {code: _load(code) for code in ORDER}
        self._installed: QTranslator | None = None

    def use(self, code: str, engine: QQmlEngine | None) -> None:
        """Show every word of the window in this language."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
        self._installed = self._translators[code]
        QCoreApplication.installTranslator(self._installed)
        QLocale.setDefault(QLocale(LOCALES[code]))
        if engine is not None:
            engine.retranslate()

    def cards(self) -> list[dict[str, str]]:
        """Return what the welcome screen says in each language at once."""
        return [{"code": code, **self._words(code, ("name", "short", "greeting", "invitation"))} for code in ORDER]

    def contract(self) -> dict[str, str]:
        """Return language → the sentence that names a worker's contract, with %1 for its number and %2 for its date."""
        return {code: self._words(code, ("contract",))["contract"] for code in ORDER}

    def supplement(self) -> dict[str, str]:
        """Return language → the same sentence for a supplement, with %3 for the day of hiring."""
        return {code: self._words(code, ("supplement",))["supplement"] for code in ORDER}

    def _words(self, code: str, keys: Sequence[str]) -> dict[str, str]:
        return {key: self._translators[code].translate("Languages", str(_SOURCES[key])) or "" for key in keys}


_SOURCES = {
    "name": QT_TRANSLATE_NOOP("Languages", "English"),
    "short": QT_TRANSLATE_NOOP("Languages", "Eng"),
    "greeting": QT_TRANSLATE_NOOP("Languages", "Welcome"),
    "contract": QT_TRANSLATE_NOOP("Languages", "This belongs to employment contract No. %1 of %2."),
    "supplement": QT_TRANSLATE_NOOP(
        "Languages", "This is a supplement to employment contract No. %1 of %2. Hired on %3."
    ),
    "invitation": QT_TRANSLATE_NOOP("Languages", "Begin"),
}


def _load(code: str) -> QTranslator:
    translator = QTranslator()
    translator.load(f"{code}.qm", str(FOLDER))
    return translator
