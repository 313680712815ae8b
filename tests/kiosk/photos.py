"""Photographs of a signed sheet on a table, drawn: by which light, how far, how straight, how sharp."""

from __future__ import annotations

import cv2
import numpy as np

WIDE, HIGH = 1920, 1440
STRAIGHT = ((520, 90), (1400, 90), (1400, 1335), (520, 1335))
ASKEW = ((640, 130), (1450, 240), (1330, 1370), (420, 1240))
LEANING = ((600, 150), (1330, 150), (1530, 1330), (400, 1330))
BEYOND = ((640, -120), (1600, -90), (1590, 1300), (560, 1290))
FAR = ((800, 500), (1190, 500), (1190, 1050), (800, 1050))


def sheet(words: bool = True, mark: str = "") -> np.ndarray:
    """Return a page of A4, 150 pixels to the inch: lines of print, and a signature by hand in blue."""
    page = np.full((1754, 1240, 3), 235, np.uint8)
    if not words:
        return page
    for line in range(30):
        text = "The quick consent of a calm patient is written here, line by line " + str(line)
        cv2.putText(page, text, (110, 150 + 42 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.72, (40, 40, 40), 2, cv2.LINE_AA)
    wave = [(180 + 6 * step, 1540 + int(40 * np.sin(step / 3))) for step in range(80)]
    cv2.polylines(page, [np.array(wave, np.int32)], False, (150, 60, 30), 3, cv2.LINE_AA)
    cv2.rectangle(page, (60, 60), (100, 100), (30, 30, 200), -1)  # red, in the upper left corner
    if mark:
        cv2.putText(page, mark, (700, 1640), cv2.FONT_HERSHEY_SIMPLEX, 2, (40, 40, 40), 4, cv2.LINE_AA)
    return page


def photo(
    corners: tuple[tuple[int, int], ...] = STRAIGHT,
    *,
    light: float = 0.85,
    blur: float = 0.0,
    page: np.ndarray | None = None,
    table: int = 90,
    glare: bool = False,
    noise: float = 2.0,
) -> np.ndarray:
    """Return a photograph of a page (as BGR) whose corners lie at `corners`, clockwise from the page's upper left."""
    page = sheet() if page is None else page
    high, wide = page.shape[:2]
    source = np.array([[0, 0], [wide - 1, 0], [wide - 1, high - 1], [0, high - 1]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    ground = np.full((HIGH, WIDE, 3), table, np.float32)
    laid = cv2.warpPerspective(page, matrix, (WIDE, HIGH), flags=cv2.INTER_AREA).astype(np.float32)
    mask = cv2.warpPerspective(np.full((high, wide), 1, np.float32), matrix, (WIDE, HIGH))[..., None]
    scene = laid * mask + ground * (1 - mask)
    if glare:
        cv2.circle(spot := np.zeros((HIGH, WIDE), np.float32), (900, 700), 190, 1.0, -1)
        scene += 255 * cv2.GaussianBlur(spot, (0, 0), 20)[..., None]
    scene *= light
    if glare:
        scene = np.where(cv2.GaussianBlur(spot, (0, 0), 20)[..., None] > 0.6, 255, scene)
    if blur:
        scene = cv2.GaussianBlur(scene, (0, 0), blur)
    grain = noise * np.random.default_rng(7).standard_normal(scene.shape, np.float32)
    return np.clip(scene + grain, 0, 255).astype(np.uint8)
