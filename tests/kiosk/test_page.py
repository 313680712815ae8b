"""A photograph becomes one upright page, and what cannot be read is named: in drawn photographs of a real layout."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from kiosk import page
from tests.kiosk import photos

PLACES = {"straight": photos.STRAIGHT, "askew": photos.ASKEW, "leaning": photos.LEANING}


def _seen(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def _is_red(picture: np.ndarray, x: float, y: float) -> bool:
    red, green, blue = (int(part) for part in picture[int(y * picture.shape[0]), int(x * picture.shape[1])])
    return red > 1.6 * green and red > 1.6 * blue


@pytest.mark.parametrize("place", PLACES)
def test_a_sheet_is_laid_flat_and_cut_out_from_wherever_it_is_seen(place: str) -> None:
    made = page.photographed(photos.photo(PLACES[place]))
    assert (made.fault, made.legible) == ("", True)
    assert made.height / made.width == pytest.approx(2**0.5, rel=0.01)
    picture = _seen(made.data)
    assert picture.shape[:2] == (made.height, made.width)
    assert _is_red(picture, 80 / 1240, 80 / 1754)  # the red square of the sheet's upper left corner, where it was drawn
    assert not any(_is_red(picture, x, y) for x, y in ((0.93, 0.05), (0.06, 0.95), (0.93, 0.95)))
    assert picture[:, :3].mean() > 150, "the table shows at the left"


def test_a_sheet_on_a_nearly_white_table_is_found(tmp_path) -> None:
    assert page.photographed(photos.photo(table=215)).legible


def test_a_block_of_print_is_not_taken_for_the_sheet() -> None:
    """Where the paper goes on beyond the outline, the outline is that of the words."""
    filling = photos.photo(((-20, -20), (1940, -20), (1940, 2700), (-20, 2700)))
    assert page.outline(filling) is None
    assert page.photographed(filling).fault == "missing"


@pytest.mark.parametrize(
    ("fault", "how"),
    [
        ("black", {"light": 0.0}),
        ("dark", {"light": 0.3}),
        ("cut", {"corners": photos.BEYOND}),
        ("far", {"corners": photos.FAR}),
        ("blurred", {"blur": 3.0}),
        ("blurred", {"blur": 5.0, "noise": 8.0}),
        ("glare", {"glare": True}),
        ("blank", {"page": photos.sheet(words=False)}),
    ],
)
def test_what_cannot_be_read_says_why(fault: str, how: dict[str, object]) -> None:
    made = page.photographed(photos.photo(**how))
    assert made.fault == fault
    assert not made.legible


@pytest.mark.parametrize("how", [{"light": 0.5, "noise": 5.0}, {"noise": 8.0}, {"blur": 1.0}, {"table": 20}])
def test_what_is_dim_grainy_or_a_little_soft_can_be_read(how: dict[str, object]) -> None:
    assert page.photographed(photos.photo(**how)).fault == ""


def test_an_empty_table_has_no_sheet() -> None:
    assert page.photographed(np.full((1440, 1920, 3), 90, np.uint8)).fault == "missing"


def test_a_white_scan_is_neither_cut_nor_glaring() -> None:
    sheet = photos.sheet()
    made = page.scanned(np.where(sheet > 230, 255, sheet).astype(np.uint8))
    assert (made.fault, made.width, made.height) == ("", 1240, 1754)


def test_a_scan_of_an_empty_page_is_blank_and_a_small_one_too_far() -> None:
    assert page.scanned(photos.sheet(words=False)).fault == "blank"
    assert page.scanned(np.ascontiguousarray(photos.sheet()[::3, ::3])).fault == "far"


def test_a_page_is_a_baseline_jpeg_without_metadata_and_the_same_each_time() -> None:
    made = page.photographed(photos.photo())
    picture = Image.open(io.BytesIO(made.data))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Exif" not in made.data
    assert page.photographed(photos.photo()).data == made.data


def test_a_page_that_does_not_compress_is_made_coarser_until_it_fits() -> None:
    grain = np.random.default_rng(1).integers(0, 255, (3400, 2400, 3)).astype(np.uint8)
    made = page.scanned(grain)
    assert len(made.data) <= page.MAX_BYTES
    assert max(made.width, made.height) == page.LONG_SIDE


def test_a_page_is_turned_by_a_quarter_and_says_the_same_of_itself() -> None:
    made = page.photographed(photos.photo())
    again = page.turned(made)
    assert (again.width, again.height, again.fault) == (made.height, made.width, made.fault)
    assert _is_red(_seen(again.data), 1 - 80 / 1754, 80 / 1240)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
def test_a_scanner_s_file_is_opened_with_all_its_pages(kind: str) -> None:
    file = io.BytesIO()
    sheets = [Image.fromarray(photos.sheet(mark=mark)[:, :, ::-1]) for mark in "AB"]
    more = {"save_all": True, "append_images": sheets[1:]} if kind == "TIFF" else {}
    sheets[0].save(file, kind, **more)
    pictures = page.opened(file.getvalue())
    assert len(pictures) == (2 if kind == "TIFF" else 1)
    assert all(page.scanned(picture).legible for picture in pictures)


@pytest.mark.parametrize("garbage", [b"", b"%PDF-1.7 no picture", b"\xff\xd8\xff\xe0 cut short", bytes(4096)])
def test_garbage_is_refused_without_a_word_of_what_it_is(garbage: bytes) -> None:
    with pytest.raises(page.PageUnreadable) as refused:
        page.opened(garbage)
    assert refused.value.code == "kiosk.page"
    assert "PDF" not in str(refused.value)
