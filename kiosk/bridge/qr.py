"""The QR code of a receipt, painted from its modules."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

QUIET = 4
"""Light modules around the code, as ISO/IEC 18004 asks."""


@QmlElement
class QrCode(QQuickPaintedItem):
    """A QR code, dark on light whatever the theme, since readers expect it so."""

    linkChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._link = ""
        self._modules: tuple[bytearray, ...] = ()

    def _get_link(self) -> str:
        return self._link

    def _set_link(self, link: str) -> None:
        if link == self._link:
            return
        import segno  # loaded when there is the first code to show

        self._link = link
        self._modules = segno.make(link, error="m", micro=False).matrix if link else ()
        self.linkChanged.emit()
        self.update()

    link = Property(str, _get_link, _set_link, notify=linkChanged)

    def paint(self, painter: QPainter) -> None:
        """Fill the square; modules are whole pixels, so that their edges are sharp."""
        side = len(self._modules) + 2 * QUIET
        pixel = int(min(self.width(), self.height()) // side)
        left, top = (self.width() - pixel * side) // 2, (self.height() - pixel * side) // 2
        painter.fillRect(QRectF(left, top, pixel * side, pixel * side), QColor(Qt.GlobalColor.white))
        for row, modules in enumerate(self._modules):
            for column, dark in enumerate(modules):
                if dark:
                    spot = QRectF(left + (column + QUIET) * pixel, top + (row + QUIET) * pixel, pixel, pixel)
                    painter.fillRect(spot, QColor(Qt.GlobalColor.black))
