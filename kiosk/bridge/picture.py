"""A picture of a page, or of what the camera sees: painted from memory, and never by a URL or from a file."""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PagePicture(QQuickPaintedItem):
    """Shows a picture whole, in its own proportions; `corners`, from 0 to 1, are where a sheet lies in it."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._corners: list[QPointF] = []
        self._line = QColor(Qt.GlobalColor.white)

    def _set_image(self, image: QImage) -> None:
        self._image = image
        self._change()

    def _set_corners(self, corners: list[QPointF]) -> None:
        self._corners = list(corners)
        self._change()

    def _set_line(self, line: QColor) -> None:
        self._line = line
        self._change()

    def _change(self) -> None:
        self.changed.emit()
        self.update()

    def _get_ratio(self) -> float:
        return self._image.height() / self._image.width() if self._image.width() else 0.0

    image = Property(QImage, lambda self: self._image, _set_image, notify=changed)
    corners = Property(list, lambda self: self._corners, _set_corners, notify=changed)
    line = Property(QColor, lambda self: self._line, _set_line, notify=changed)
    ratio = Property(float, _get_ratio, notify=changed, doc="its height by its width; 0 without a picture")

    def paint(self, painter: QPainter) -> None:
        """Paint the picture in the middle, and the sheet's outline on it."""
        if self._image.isNull():
            return
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        size = self._image.size() * scale
        box = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
        if len(self._corners) == 4:
            self._outline(painter, box)

    def _outline(self, painter: QPainter, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = [QPointF(box.x() + at.x() * box.width(), box.y() + at.y() * box.height()) for at in self._corners]
        for width, color in ((7.0, QColor(0, 0, 0, 150)), (4.0, self._line)):
            painter.setPen(QPen(color, width))
            painter.drawPolygon(QPolygonF(spots))
