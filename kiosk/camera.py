"""A camera that looks at a sheet of paper: small pictures as they come, the whole of the last one when it is asked for.

Qt Multimedia brings the frames; nothing is recorded, and no sound. Frames become pictures on a thread of their own, and
while one does, those that come meanwhile are passed over.
"""

from __future__ import annotations

import threading
import time
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QTransform
from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink

if TYPE_CHECKING:
    from kiosk.page import Picture

ANY: Final = "any"
SMALL: Final = 960
"""Pixels of the longer side of a picture for the screen."""
PACE: Final = 0.08
"""Seconds from one picture for the screen to the next, at least."""
STILL: Final = 4.0
"""Seconds without a frame after which the camera is lost; it is looked for again and again."""
DARKNESS: Final = 2.0
"""Seconds of black after which it is told."""
BLACK: Final = 20
"""Of 255: the brightest spot of a picture that shows nothing."""
MOST_PIXELS: Final = 16_000_000


class Source(Protocol):
    """Where frames come from."""

    def join(self, session: QMediaCaptureSession) -> bool:
        """Begin to send frames into a session; say whether there is anything that could."""

    def leave(self) -> None:
        """Send no more."""


class Device:
    """A camera of this machine, by a part of its name, or ``any``."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._camera: QCamera | None = None

    def join(self, session: QMediaCaptureSession) -> bool:
        """Begin to send frames, as large as the camera can make them within reason."""
        found = self._find()
        if found is None:
            return False
        self._camera = QCamera(found)
        formats = [each for each in found.videoFormats() if _pixels(each) <= MOST_PIXELS]
        if formats:
            self._camera.setCameraFormat(max(formats, key=_pixels))
        session.setCamera(self._camera)
        self._camera.start()
        return True

    def leave(self) -> None:
        """Stop the camera: its light goes out."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
            camera.deleteLater()

    def _find(self) -> QCameraDevice | None:
        there = QMediaDevices.videoInputs()
        if self._name == ANY:
            return there[0] if there else None
        wanted = self._name.casefold()
        return next((each for each in there if wanted in each.description().casefold()), None)


def _pixels(form: Any) -> int:
    return int(form.resolution().width() * form.resolution().height())


class Camera(QObject):
    """Looks while asked to; says ``absent``, ``lost`` or ``black`` when it sees nothing, "" once it sees again."""

    seen = Signal(QImage, list)
    """A picture for the screen, upright, and the four corners of the sheet in it, from 0 to 1; [] without a sheet."""
    troubled = Signal(str)

    def __init__(self, source: Source, turn: int = 0) -> None:
        super().__init__()
        self._source, self._turn = source, turn
        self._session: QMediaCaptureSession | None = None
        self._sink: QVideoSink | None = None
        self._last: QVideoFrame | None = None
        self._came = self._shown = self._lit = 0.0
        self._trouble = ""
        self._busy = False
        self._frames: SimpleQueue[QVideoFrame | None] = SimpleQueue()
        self._worker: threading.Thread | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(500)
        self._watch.timeout.connect(self._look_after)

    def begin(self) -> None:
        """Begin to look, if it does not look already."""
        if self._session is not None:
            return
        self._trouble, self._busy = "", False
        self._worker = threading.Thread(target=self._work, args=(self._frames,), name="camera", daemon=True)
        self._worker.start()
        self._watch.start()
        self._open()

    def end(self) -> None:
        """Look no more, and forget what was seen."""
        if self._session is None:
            return
        self._watch.stop()
        self._shut()
        self._frames.put(None)
        self._frames = SimpleQueue()
        if self._worker is not None:
            self._worker.join()
            self._worker = None

    def still(self) -> QVideoFrame | None:
        """Return the last frame, whole; None where there is none to be trusted."""
        return None if self._trouble in ("absent", "lost") else self._last

    def _open(self) -> None:
        self._session, self._sink = QMediaCaptureSession(), QVideoSink()
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame)
        self._came = self._lit = time.monotonic()
        if not self._source.join(self._session):
            self._say("absent")

    def _shut(self) -> None:
        if self._sink is not None:
            self._sink.videoFrameChanged.disconnect(self._frame)
        self._source.leave()
        self._session = self._sink = self._last = None

    def _frame(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        now = time.monotonic()
        self._last, self._came = QVideoFrame(frame), now
        if self._trouble in ("absent", "lost"):
            self._say("")
        if not self._busy and now - self._shown >= PACE:
            self._busy, self._shown = True, now
            self._frames.put(self._last)

    def _look_after(self) -> None:
        """Look for a camera that was pulled out, or was never there, until it comes."""
        if time.monotonic() - self._came > STILL:
            self._shut()
            self._open()
            if self._trouble != "absent":
                self._say("lost")

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.troubled.emit(trouble)

    # ── on a thread of its own ─────────────────────────────────────────────

    def _work(self, frames: SimpleQueue[QVideoFrame | None]) -> None:
        while (frame := frames.get()) is not None:
            image = upright(frame, self._turn, SMALL)
            self._judge(image)
            self.seen.emit(image, _corners(image))
            self._busy = False

    def _judge(self, image: QImage) -> None:
        now = time.monotonic()
        if not is_black(image):
            self._lit = now
            if self._trouble == "black":
                self._say("")
        elif now - self._lit > DARKNESS and not self._trouble:
            self._say("black")


def warm() -> None:
    """Load Qt's plugin for cameras, on the GUI thread; nothing is looked at."""
    QMediaCaptureSession()
    QMediaDevices.videoInputs()


def upright(frame: QVideoFrame, turn: int, side: int = 0) -> QImage:
    """Return a frame as a picture, turned clockwise by so many degrees and at most `side` pixels long; 0: whole."""
    image = frame.toImage()
    if side and max(image.width(), image.height()) > side:
        image = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
    return image.transformed(QTransform().rotate(turn)) if turn else image


def picture(image: QImage) -> Picture:
    """Return the rows of a picture as kiosk.page takes them."""
    import numpy as np

    flat = image.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return np.array(rows[:, : 3 * flat.width()].reshape(flat.height(), flat.width(), 3))


def is_black(image: QImage) -> bool:
    """Tell whether a picture shows nothing at all."""
    tiny = image.scaled(12, 12, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return all(tiny.pixelColor(x, y).lightness() < BLACK for x in range(12) for y in range(12))


def _corners(image: QImage) -> list[QPointF]:
    from kiosk import page

    found = page.outline(picture(image))
    if found is None:
        return []
    return [QPointF(float(x) / image.width(), float(y) / image.height()) for x, y in found]
