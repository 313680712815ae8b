"""What a kiosk's screens look like: the language of their words, the size of their letters, the set of colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.bridge.languages import ORDER, Languages

if TYPE_CHECKING:
    from PySide6.QtQml import QQmlEngine

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

TEXT_SCALES = (1.0, 1.4, 2.0)


@QmlElement
class Look(QObject):
    """How a visitor wants the screens; the next one finds them as they were at first."""

    languageChanged = Signal()
    lookChanged = Signal()

    def __init__(self, languages: Languages) -> None:
        super().__init__()
        self._languages = languages
        self._engine: QQmlEngine | None = None
        self._language, self._scale, self._contrast = ORDER[0], 0, False

    language = Property(str, lambda self: self._language, notify=languageChanged)
    languages = Property(list, lambda self: self._languages.cards(), constant=True)
    textScale = Property(float, lambda self: TEXT_SCALES[self._scale], notify=lookChanged)
    highContrast = Property(bool, lambda self: self._contrast, notify=lookChanged)

    @Slot()
    def enlarge(self) -> None:
        """Show larger text; after the largest, the first size again."""
        self._scale = (self._scale + 1) % len(TEXT_SCALES)
        self.lookChanged.emit()

    @Slot()
    def changeContrast(self) -> None:
        """Change between the two sets of colours."""
        self._contrast = not self._contrast
        self.lookChanged.emit()

    def attach(self, engine: QQmlEngine | None) -> None:
        """Know the engine whose words change with the language."""
        self._engine = engine
        self._languages.use(self._language, engine)

    @property
    def cards(self) -> list[dict[str, str]]:
        """Return what the welcome screen says in each language."""
        return self._languages.cards()

    def show_language(self, language: str) -> None:
        """Show the words of a language."""
        if language != self._language:
            self._language = language
            self._languages.use(language, self._engine)
            self.languageChanged.emit()

    def look_as_first(self) -> None:
        """Show everything as the next visitor shall find it."""
        self._scale, self._contrast = 0, False
        self.show_language(ORDER[0])
        self.lookChanged.emit()
