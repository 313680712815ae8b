"""From a photograph or a scan to one upright page, and whether it can be read. No Qt, no camera, no file.

The sheet is found by its outline, laid flat and cut out; nothing in it is brightened or repaired, for it is evidence.
What is measured is the light on the paper, the shine, how much is written, and how sharp the edges of the writing are.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, ImageSequence

from econsent.errors import InputError
from kiosk.sheets import Fault, Page

Picture = npt.NDArray[np.uint8]
"""Rows × columns × 3, blue, green, red, 0 to 255."""

LONG_SIDE: Final = 2339
"""Pixels of a page's longer side: 200 to the inch on A4."""
LEAST_LONG_SIDE: Final = 1100
"""In a page of fewer pixels ordinary print is less than seven high: too far away."""
MAX_BYTES: Final = 1_500_000
"""Of one page. It is kept as evidence, in the document and on its pages: eight pages take half an envelope."""
MAX_PIXELS: Final = 60_000_000
FORMATS: Final = ("JPEG", "PNG", "TIFF")
QUALITIES: Final = (82, 68, 50, 32)
"""JPEG qualities, the first that keeps a page within its bytes."""

_SMALL = 800  # pixels of the side at which outlines are looked for
_A4, _LONGEST = 2**0.5, 1.9  # what is longer than that is no sheet of A4, from wherever it is seen
_INSIDE = 0.06  # of a page's sides is left out when it is measured: shadows and the table's edge
_NO_LIGHT, _LITTLE_LIGHT = 24, 95  # of 255: the brightest of a black picture, and the paper of a dark one
_SHINE, _LIT = 252, 236  # what glares, and how bright a paper is of which one cannot say
_MUCH_SHINE = 0.012  # of the page
_LITTLE_INK = 0.0006  # of the page
_LEAST_SHEET, _WHOLE = 0.05, 0.96  # of the picture
_CALM, _REBLUR = 0.8, 2.2  # pixels; the first takes the grain away
_MOST_BLUR = 0.0016  # of the page's longer side: the width of an edge, where x-heights are 0.006
_STEP = 7.0  # of 255, from the paper to the table


class PageUnreadable(InputError):
    """A picture cannot be opened as one."""

    code = "kiosk.page"


def photographed(photo: Picture) -> Page:
    """Cut the sheet out of a photograph and judge it; where none is found the whole picture is the page."""
    corners = outline(photo)
    if corners is None:
        return _page(_shrunk(photo, LONG_SIDE), "black" if _is_black(photo) else "missing")
    sheet = _flat(photo, corners)
    return _page(_shrunk(sheet, LONG_SIDE), _outer_fault(photo, corners, sheet) or _fault(sheet))


def scanned(scan: Picture) -> Page:
    """Judge a scanner's picture, straightened where the sheet's outline shows on the lid; it may fill the picture."""
    corners = outline(scan)
    sheet = scan if corners is None or _touches(scan, corners) else _flat(scan, corners)
    fault: Fault = "far" if max(sheet.shape[:2]) < LEAST_LONG_SIDE else _fault(sheet)
    return replace(_page(_shrunk(sheet, LONG_SIDE), fault), origin="folder")


def opened(data: bytes) -> tuple[Picture, ...]:
    """Return the pictures in the bytes of a JPEG, PNG or TIFF file; raise PageUnreadable for anything else."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as file:
            return tuple(_decoded(frame) for frame in ImageSequence.Iterator(file))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise PageUnreadable(
            "A file is no picture that can be read.", remedy="Let the scanner write JPEG, PNG or TIFF."
        ) from None


def _decoded(frame: Image.Image) -> Picture:
    if frame.width * frame.height > MAX_PIXELS:
        raise ValueError("more pixels than any scanner has")
    upright = ImageOps.exif_transpose(frame).convert("RGB")
    return np.ascontiguousarray(np.asarray(upright, np.uint8)[:, :, ::-1])


def turned(page: Page) -> Page:
    """Return a page turned by a quarter, clockwise."""
    picture = cv2.rotate(opened(page.data)[0], cv2.ROTATE_90_CLOCKWISE)
    return replace(_page(np.asarray(picture, np.uint8), page.fault), origin=page.origin)


# ── where the sheet lies ──────────────────────────────────────────────────────────────


def outline(photo: Picture) -> npt.NDArray[np.float32] | None:
    """Return the four corners of the largest sheet, clockwise from the upper left, in pixels; None without one."""
    small, scale = _small(photo)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    found = [corners for mask in _masks(grey) if (corners := _quadrilateral(np.asarray(mask))) is not None]
    found = [corners for corners in found if _ends(np.asarray(grey, np.uint8), corners)]
    if not found:
        return None
    least = 0.9 * max(_area(corners) for corners in found)
    return _ordered(next(corners for corners in found if _area(corners) >= least)) / scale


def _small(photo: Picture) -> tuple[Picture, float]:
    scale = min(1.0, _SMALL / max(photo.shape[:2]))
    return np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8), scale


def _masks(grey: cv2.typing.MatLike) -> list[cv2.typing.MatLike]:
    """Return where a sheet may be: what is brighter than its ground, and, a little wider, what lies within edges."""
    kernel = np.ones((9, 9), np.uint8)
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.dilate(cv2.Canny(grey, 10, 30), np.ones((3, 3), np.uint8))
    return [cv2.morphologyEx(bright, cv2.MORPH_CLOSE, kernel), cv2.morphologyEx(edges, cv2.MORPH_CLOSE, kernel)]


def _quadrilateral(mask: npt.NDArray[Any]) -> npt.NDArray[np.float32] | None:
    """Return the corners of the largest convex quadrilateral of a mask, None where none is large enough."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:3]:
        hull = cv2.convexHull(contour)
        if cv2.contourArea(hull) < _LEAST_SHEET * mask.size:
            return None
        if cv2.contourArea(hull) > _WHOLE * mask.size:
            continue  # the picture itself
        corners = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
        if len(corners) == 4 and cv2.contourArea(contour) > 0.85 * cv2.contourArea(hull):
            return corners.reshape(4, 2).astype(np.float32)
    return None


def _ends(grey: Picture, corners: npt.NDArray[np.float32]) -> bool:
    """Tell whether the paper ends at this outline: around a block of print, paper goes on."""
    filled = cv2.fillConvexPoly(np.zeros(grey.shape, np.uint8), corners.astype(np.int32), 255)
    near, far = (cv2.dilate(filled, np.ones((side, side), np.uint8)) for side in (9, 25))
    within, inner = (cv2.erode(filled, np.ones((side, side), np.uint8)) for side in (9, 25))
    outside, inside = grey[(far > 0) & (near == 0)], grey[(within > 0) & (inner == 0)]
    if not outside.size or not inside.size:
        return False
    return bool(np.percentile(inside, 80) - np.percentile(outside, 80) > _STEP)


def _area(corners: npt.NDArray[np.float32]) -> float:
    return float(cv2.contourArea(corners))


def _ordered(corners: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return corners clockwise, first the one nearest to the upper left of the picture."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    around = corners[np.argsort(angles)]
    return np.roll(around, -int(around.sum(axis=1).argmin()), axis=0)


def _touches(photo: Picture, corners: npt.NDArray[np.float32]) -> bool:
    """Tell whether the sheet reaches the edge of the picture, and so beyond it."""
    height, width = photo.shape[:2]
    near = 0.006 * max(height, width)
    x, y = corners[:, 0], corners[:, 1]
    return bool(x.min() <= near or y.min() <= near or x.max() >= width - 1 - near or y.max() >= height - 1 - near)


def _flat(photo: Picture, corners: npt.NDArray[np.float32]) -> Picture:
    """Return the sheet as seen from straight above; from aslant a sheet of A4 looks shorter than it is."""
    width, height = _sides(corners)
    if max(width, height) < _LONGEST * min(width, height):
        long = max(width, height)
        width, height = (long, long / _A4) if width > height else (long / _A4, long)
    size = (max(1, round(width)), max(1, round(height)))
    right, below = size[0] - 1, size[1] - 1
    target = np.array([[0, 0], [right, 0], [right, below], [0, below]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return np.asarray(cv2.warpPerspective(photo, matrix, size, flags=cv2.INTER_CUBIC), np.uint8)


def _sides(corners: npt.NDArray[np.float32]) -> tuple[float, float]:
    """Return the width and height of a sheet in pixels, each the mean of its two sides."""
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(sides[0] + sides[2]) / 2, float(sides[1] + sides[3]) / 2


# ── whether it can be read ────────────────────────────────────────────────────────────


def _outer_fault(photo: Picture, corners: npt.NDArray[np.float32], sheet: Picture) -> Fault:
    if _is_black(photo):
        return "black"
    if _touches(photo, corners):
        return "cut"
    return "far" if max(sheet.shape[:2]) < LEAST_LONG_SIDE else ""


def _fault(sheet: Picture) -> Fault:
    """Return what is wrong with the light, the writing or the sharpness of a flat page, the plainest first."""
    grey = _inner(np.asarray(cv2.cvtColor(_shrunk(sheet, LONG_SIDE), cv2.COLOR_BGR2GRAY), np.uint8))
    paper = float(np.percentile(grey, 85))
    if paper < _LITTLE_LIGHT:
        return "dark"
    if _shines(grey, paper):
        return "glare"
    ink = _ink(grey)
    if float(ink.mean()) / 255 < _LITTLE_INK:
        return "blank"
    return "blurred" if _blur(grey, ink) > _MOST_BLUR * min(LONG_SIDE, max(sheet.shape[:2])) else ""


def _inner(grey: Picture) -> Picture:
    height, width = grey.shape
    above, left = int(height * _INSIDE), int(width * _INSIDE)
    return grey[above : height - above, left : width - left]


def _is_black(photo: Picture) -> bool:
    return float(np.percentile(photo, 99.5)) < _NO_LIGHT


def _shines(grey: Picture, paper: float) -> bool:
    """Tell whether a spot is washed out, on a paper that is not white everywhere."""
    if float(np.median(grey)) >= _LIT or paper >= _SHINE:
        return False
    washed = cv2.morphologyEx((grey >= _SHINE).astype(np.uint8), cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    return float(np.asarray(washed).mean()) > _MUCH_SHINE


def _ink(grey: Picture) -> Picture:
    """Return 255 where the page is darker than its surroundings, 0 elsewhere."""
    calm = cv2.GaussianBlur(grey, (0, 0), 1.2)
    around = cv2.blur(calm, (71, 71))
    depth = max(14.0, 0.10 * float(np.percentile(grey, 85)))
    dark = (np.asarray(around, np.float32) - np.asarray(calm, np.float32) > depth).astype(np.uint8) * 255
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8)


def _blur(grey: Picture, ink: Picture) -> float:
    """Return how wide the edges of the writing are, in pixels (sigma), by how much less steep a known blur makes them.

    A step of width s is less steep by s / sqrt(s² + b²) after a blur of b; how dark the ink is does not matter.
    """
    near = cv2.dilate(ink, np.ones((7, 7), np.uint8)) > 0
    before, after = (_slope(cv2.GaussianBlur(grey, (0, 0), width), near) for width in (_CALM, _REBLUR))
    kept = min(after / max(before, 1e-3), 0.999)
    added = _REBLUR**2 - _CALM**2
    return float(np.sqrt(added * kept**2 / (1 - kept**2)))


def _slope(values: cv2.typing.MatLike, near: npt.NDArray[np.bool_]) -> float:
    across, down = (cv2.Scharr(values, cv2.CV_32F, *axis) for axis in ((1, 0), (0, 1)))
    return float(np.percentile(np.hypot(across, down)[near], 97))


# ── as it is kept ─────────────────────────────────────────────────────────────────────


def _shrunk(picture: Picture, side: int) -> Picture:
    scale = side / max(picture.shape[:2])
    if scale >= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _page(picture: Picture, fault: Fault) -> Page:
    """Write a page as baseline JPEG, which OpenCV gives no metadata; a coarser one where it would be too large."""
    for quality in QUALITIES:
        settings = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_PROGRESSIVE, 0, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
        _, encoded = cv2.imencode(".jpg", picture, settings)
        if encoded.nbytes <= MAX_BYTES:
            break
    height, width = picture.shape[:2]
    return Page(encoded.tobytes(), width, height, fault)
