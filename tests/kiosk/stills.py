"""A camera that sees a still picture, which a test may change, cover or pull out: real frames through Qt Multimedia."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoFrame, QVideoFrameInput

OFTEN = 60


def image_of(picture: np.ndarray) -> QImage:
    """Return rows of blue, green, red as an image with bytes of its own."""
    rows = np.ascontiguousarray(picture)
    high, wide = rows.shape[:2]
    return QImage(rows.data, wide, high, 3 * wide, QImage.Format.Format_BGR888).convertToFormat(
        QImage.Format.Format_RGB32
    )


class Still:
    """A source of frames: `plugged` says whether there is a camera, `sends` whether frames come."""

    def __init__(self, picture: np.ndarray | None = None) -> None:
        self.plugged = self.sends = True
        self.joined = 0
        self._image = QImage()
        self._input: QVideoFrameInput | None = None
        self._timer = QTimer()
        self._timer.setInterval(OFTEN)
        self._timer.timeout.connect(self._send)
        if picture is not None:
            self.lay(picture)

    def lay(self, picture: np.ndarray) -> None:
        """Lay something else before the camera."""
        self._image = image_of(picture)

    def join(self, session: QMediaCaptureSession) -> bool:
        if not self.plugged:
            return False
        self.joined += 1
        self._input = QVideoFrameInput()
        session.setVideoFrameInput(self._input)
        self._timer.start()
        return True

    def leave(self) -> None:
        self._timer.stop()
        self._input = None

    @property
    def on(self) -> bool:
        """Tell whether its light is on."""
        return self._input is not None

    def _send(self) -> None:
        if self._input is not None and self.sends:
            self._input.sendVideoFrame(QVideoFrame(self._image))  # a new one, for a sink passes over the one it has
