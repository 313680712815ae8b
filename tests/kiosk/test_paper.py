"""Signing on paper at the real window: printed, photographed or scanned, looked at, and kept with the statement."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

pytest.importorskip("PySide6.QtQuick")

from PIL import Image

from econsent import record
from econsent.document.check import open_document
from econsent.exchange import SearchRequest
from econsent.library import Library
from kiosk import camera
from tests.builders import decide, person
from tests.kiosk import photos, ways
from tests.kiosk.press import CUPSD, EMPTY, QUEUE, Press, spooling
from tests.kiosk.stills import Still
from tests.kiosk.test_look import enlarge, lasting_faults
from tests.kiosk.test_staff_consent import NUMBER as WORKER
from tests.kiosk.test_staff_consent import decide_all
from tests.kiosk.test_visits import deliver
from tests.kiosk.test_ways import Keys, ended
from tests.kiosk.visits import IIN, Visit

Come = Callable[..., Visit]
CAMERA = '[paper]\ncamera = "any"\n'
ANOTHER_WAY, ON_PAPER = ("Sign", "Sign another way"), ("Sign", "On paper, with a pen")
PHOTOGRAPH, TAKE, KEEP = ("OnPaper", "Photograph a page"), ("Photo", "Take the picture"), ("Sheet", "Yes, keep it")
NEXT_PAGE, SAVE = ("OnPaper", "Photograph the next page"), ("OnPaper", "Save")


def to_paper(here: Visit) -> None:
    """Go on from wherever the visitor is to where pages are taken."""
    if here.sitting is None or here.sitting.manner != "paper":
        here.go("sign")
        ways.tap(here, ANOTHER_WAY, ON_PAPER)
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    here.tap("right")
    here.wait("paper")


def photograph(here: Visit, still: Still, what: tuple[str, str] = PHOTOGRAPH) -> None:
    """Take a picture of what lies before the camera, once it is seen."""
    ways.tap(here, what)
    here.wait("photo")
    here.wait(lambda: not here.program.paper.live.isNull())
    ways.tap(here, TAKE)
    here.wait("sheet")


def kept(library: Library, number: str = IIN, kind: str = "consent") -> record.Statement:
    found = [library.show(item.id).statement for item in library.find(SearchRequest(person=person(number)))]
    [statement] = [each for each in found if each.kind == kind]
    return statement


def document_of(library: Library, statement: record.Statement) -> bytes:
    return library.export(statement.id, "pdf")


def pictures(document: bytes) -> list[Image.Image]:
    with pikepdf.open(io.BytesIO(document)) as opened:
        found = [picture for page in opened.pages for picture in page.Resources.get("/XObject", {}).values()]
        return [pikepdf.PdfImage(picture).as_pil_image() for picture in found]


def test_photographs_two_pages_and_the_document_shows_them(visit: Come, library: Library, tmp_path: Path) -> None:
    still = Still(photos.photo(photos.ASKEW))
    here = visit("kk", CAMERA, camera=still)
    to_paper(here)
    photograph(here, still)
    ways.tap(here, KEEP)
    here.wait("paper")
    assert not still.on, "a camera that nobody looks through is off"
    still.lay(photos.photo(photos.LEANING, page=photos.sheet(mark="2")))
    photograph(here, still, NEXT_PAGE)
    ways.tap(here, KEEP)
    here.wait("paper")
    ways.tap(here, SAVE)
    here.wait("done")
    deliver(here, library, tmp_path)
    statement = kept(library)
    assert (statement.signature_class, statement.witness) == ("paper", None)
    assert [(item.role, item.media_type) for item in statement.evidence] == [("paper", "image/jpeg")] * 2
    assert decide(library).decision == "CONSENT_PERMIT"
    document = document_of(library, statement)
    shown = pictures(document)
    assert [round(each.height / each.width, 2) for each in shown] == [1.41, 1.41]
    assert list(open_document(document).evidence) == ["paper.jpg", "paper-2.jpg"]
    assert [red(each) for each in shown] == [True, True]


def red(picture: Image.Image) -> bool:
    """Tell whether the red square of the drawn sheet stands where it does on the paper."""
    r, g, b = picture.convert("RGB").getpixel((round(picture.width * 80 / 1240), round(picture.height * 80 / 1754)))
    return r > 1.6 * g and r > 1.6 * b


def test_by_keys_alone_a_page_from_the_scanner_s_folder(visit: Come, library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    scan(folder / "before.jpg", "somebody else's")
    here = visit("en", f'[paper]\nfolder = "{folder}"\n')
    keys = Keys(here)
    here.go("sign")
    keys.to("Sign another way")
    keys.to("On paper, with a pen")
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    keys.to("Everything is right")
    here.wait("paper")
    assert "Photograph a page" not in here.hand.names()
    here.wait(lambda: here.program.paper._tray is not None and bool(here.program.paper._tray._known))
    scan(folder / "scan.tiff", "ours")
    here.wait("sheet")
    keys.to("Yes, keep it")
    here.wait("paper")
    keys.to("Page 1")
    here.wait("sheet")
    assert "Take it out" in here.hand.names()
    keys.to("Back")
    here.wait("paper")
    keys.to("Save")
    here.wait("done")
    assert [each.name for each in folder.iterdir()] == ["before.jpg"]
    deliver(here, library, tmp_path)
    assert kept(library).signature_class == "paper"
    assert len(kept(library).evidence) == 1


def scan(path: Path, mark: str) -> None:
    """Let a scanner write a page, as it does: under another name first."""
    part = path.with_name(f".{path.name}")
    Image.fromarray(photos.sheet(mark=mark)[:, :, ::-1]).save(part, path.suffix[1:].replace("jpg", "jpeg"))
    part.replace(path)


def test_withdraws_on_paper(visit: Come, library: Library, tmp_path: Path) -> None:
    still = Still(photos.photo())
    here = visit("ru", CAMERA, camera=still)
    ended(ways.withdrawing(here, "filming.video"))
    ways.tap(here, ("OwnWords", "Sign on paper"))
    to_paper(here)
    photograph(here, still)
    ways.tap(here, KEEP, SAVE)
    here.wait("done")
    deliver(here, library, tmp_path)
    statement = kept(library, kind="withdrawal")
    assert (statement.signature_class, [item.role for item in statement.evidence]) == ("paper", ["paper"])
    assert decide(library, scope="filming.video").decision == "CONSENT_DENY"


def test_a_parent_signs_on_paper_for_a_child(visit: Come, library: Library, tmp_path: Path) -> None:
    still = Still(photos.photo())
    here = visit("en", CAMERA, camera=still)
    ended(ways.parent(here))
    to_paper(here)
    photograph(here, still)
    ways.tap(here, KEEP, SAVE)
    here.wait("done")
    deliver(here, library, tmp_path)
    statement = kept(library, ways.CHILD)
    assert (statement.signature_class, statement.grantor.kind) == ("paper", "representative")


def test_a_worker_signs_on_paper_at_the_employment_contract(visit: Come, library: Library, tmp_path: Path) -> None:
    still = Still(photos.photo())
    here = visit("kk", CAMERA, camera=still)
    decide_all(here, tmp_path, "permit")
    to_paper(here)
    photograph(here, still)
    ways.tap(here, KEEP, SAVE)
    here.wait("done")
    deliver(here, library, tmp_path)
    assert kept(library, WORKER).signature_class == "paper"


def test_where_nothing_can_take_a_page_paper_is_not_offered(visit: Come) -> None:
    here = visit("en")
    here.go("sign")
    ways.tap(here, ANOTHER_WAY)
    here.wait(lambda: "A cross or a dot" in here.hand.names())
    assert "On paper, with a pen" not in here.hand.names()


# ── what cannot be read ──


def test_a_blurred_page_is_not_kept_and_is_taken_again(visit: Come) -> None:
    still = Still(photos.photo(blur=5))
    here = visit("en", CAMERA, camera=still)
    to_paper(here)
    photograph(here, still)
    assert "The letters are blurred. Please hold the page still, and take it again." in here.hand.texts()
    assert "Yes, keep it" not in here.hand.names()
    still.lay(photos.photo())
    here.tap("Take it again")
    here.wait("photo")
    here.wait(lambda: not here.program.paper.live.isNull())
    here.tap("Take the picture")
    here.wait("sheet")
    here.wait(lambda: "Yes, keep it" in here.hand.names())
    here.tap("Yes, keep it")
    here.wait(lambda: "Page 1" in here.hand.names())
    assert here.program.paper.count == 1


def test_without_a_page_nothing_is_saved_and_it_is_said_why(visit: Come) -> None:
    here = visit("en", CAMERA, camera=Still(photos.photo()))
    to_paper(here)
    here.tap("Save")
    here.wait(lambda: "There is no signed page yet." in here.hand.texts())
    assert here.screen == "paper"


def test_a_page_is_turned_seen_larger_looked_at_again_and_taken_out(visit: Come) -> None:
    still = Still(photos.photo())
    here = visit("en", CAMERA, camera=still)
    to_paper(here)
    photograph(here, still)
    here.wait(lambda: not here.program.paper.sheet.isNull())
    tall = here.program.paper.sheet
    assert tall.height() > tall.width()
    here.tap("Turn it")
    here.wait(lambda: here.program.paper.sheet.width() > here.program.paper.sheet.height())
    here.tap("Show the page larger")
    here.wait(lambda: "Show the whole page" in here.hand.names())
    here.tap("Yes, keep it")
    here.wait("paper")
    here.tap("Page 1")
    here.wait("sheet")
    here.tap("Take it out")
    here.wait("paper")
    assert here.program.paper.count == 0


def test_the_scanner_s_garbage_is_told_without_its_name_and_stays(visit: Come, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    here = visit("en", f'[paper]\nfolder = "{folder}"\n')
    looks: list[str] = []
    here.program.paper._answered.connect(lambda _visit, what, _given: looks.append(what))
    to_paper(here)
    here.wait(lambda: "haul" in looks)
    (folder / "Қуаныш 900101300126.jpg").write_bytes(b"no picture at all")
    here.wait(lambda: any("could not be read" in text for text in here.hand.texts()))
    trouble = here.program.staff._troubles["paper"]
    assert (trouble.code, "900101300126" in " ".join(trouble)) == ("kiosk.page", False)
    assert len(list(folder.iterdir())) == 1
    scan(folder / "scan.png", "good")
    here.wait("sheet")
    assert "paper" not in here.program.staff._troubles


def test_a_folder_that_is_gone_is_told_and_another_way_goes_on(visit: Come, tmp_path: Path) -> None:
    here = visit("en", f'[paper]\nfolder = "{tmp_path / "nowhere"}"\n')
    to_paper(here)
    here.wait(lambda: any("scanner cannot be reached" in text for text in here.hand.texts()))
    assert here.program.staff._troubles["paper"].code == "kiosk.tray"
    assert "nowhere" not in " ".join(here.hand.texts())
    by_hand_after_all(here)


def by_hand_after_all(here: Visit) -> None:
    """Sign on the screen instead, with everything that was entered."""
    while here.screen != "paper":
        here.tap("back")
        here.wait(lambda: here.screen in ("paper", "sheet"))
    here.tap("Sign another way")
    here.tap("With my signature on the screen")
    here.wait("review")
    here.go("done")


# ── the camera ──


def test_a_camera_that_is_not_there_is_told_to_both_and_another_way_goes_on(
    visit: Come, library: Library, tmp_path: Path
) -> None:
    still = Still(photos.photo())
    still.plugged = False
    here = visit("en", CAMERA, camera=still)
    to_paper(here)
    here.tap("Photograph a page")
    here.wait(lambda: any("The camera is not there." in text for text in here.hand.texts()))
    assert here.program.staff._troubles["paper"].code == "kiosk.camera-absent"
    here.tap("Take the picture")
    assert here.screen == "photo"
    by_hand_after_all(here)
    deliver(here, library, tmp_path)
    assert kept(library).signature_class == "ink"


def test_a_real_machine_without_a_camera_says_so(visit: Come) -> None:
    """No still picture here: Qt Multimedia is asked, and finds no camera on the test's machine."""
    from PySide6.QtMultimedia import QMediaDevices

    if QMediaDevices.videoInputs():
        pytest.skip("this machine has a camera")
    here = visit("en", CAMERA)
    to_paper(here)
    here.tap("Photograph a page")
    here.wait(lambda: any("The camera is not there." in text for text in here.hand.texts()))


def test_a_camera_that_is_pulled_out_and_put_back_goes_on(visit: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "STILL", 0.5)
    still = Still(photos.photo())
    here = visit("en", CAMERA, camera=still)
    to_paper(here)
    here.tap("Photograph a page")
    here.wait(lambda: not here.program.paper.live.isNull())
    still.sends = False
    here.wait(lambda: any("The camera has stopped." in text for text in here.hand.texts()))
    assert here.program.paper.live.isNull(), "nobody takes an old picture for what lies there now"
    still.plugged = False
    here.wait(lambda: any("The camera is not there." in text for text in here.hand.texts()))
    still.plugged = still.sends = True
    here.wait(lambda: not here.program.paper.live.isNull() and not here.program.paper.trouble)
    assert "paper" not in here.program.staff._troubles
    here.tap("Take the picture")
    here.wait("sheet")


def test_a_black_picture_is_told_at_once_and_never_kept(visit: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "DARKNESS", 0.3)
    still = Still(photos.photo(light=0.0))
    here = visit("en", CAMERA, camera=still)
    to_paper(here)
    here.tap("Photograph a page")
    here.wait(lambda: any("nothing but black" in text for text in here.hand.texts()))
    assert here.program.staff._troubles["paper"].code == "kiosk.camera-black"
    here.tap("Take the picture")
    here.wait(lambda: "The picture is black. Is something lying on the camera?" in here.hand.texts())
    assert "Yes, keep it" not in here.hand.names()


def test_a_camera_that_hangs_over_the_desk_is_turned_upright(visit: Come) -> None:
    import numpy as np

    still = Still(np.ascontiguousarray(np.rot90(photos.photo())))  # a quarter to the left
    here = visit("en", CAMERA + "turn = 90\n", camera=still)
    to_paper(here)
    photograph(here, still)
    here.wait(lambda: not here.program.paper.large.isNull())
    large = here.program.paper.large
    spot = large.pixelColor(round(large.width() * 80 / 1240), round(large.height() * 80 / 1754))
    assert spot.red() > 1.6 * spot.green()


# ── the printer ──


@pytest.fixture
def press() -> Iterator[Press]:
    if not Path(CUPSD).exists():
        pytest.skip("cups is not here")
    with tempfile.TemporaryDirectory(prefix="press-") as folder:  # a socket's path is short
        Path(folder).chmod(0o755)
        with spooling(Path(folder)) as spooler:
            yield spooler


def test_prints_the_document_to_sign_with_its_text_s_digest_and_no_seal(press: Press, visit: Come) -> None:
    here = visit("en", f'printer = "{QUEUE}"\n{CAMERA}', camera=Still(photos.photo()))
    to_paper(here)
    here.tap("Print the document")
    here.wait(lambda: "Print the document again" in here.hand.names())
    here.wait(lambda: len(press.jobs()) == 1)
    [printed] = press.jobs()
    assert printed.startswith(b"%PDF-")
    assert b"/ByteRange" not in printed
    assert not [word for word in (IIN, "Assel") if word.encode() in press.titles()]


def test_a_printer_without_paper_is_told_and_the_form_on_paper_offered(press: Press, visit: Come) -> None:
    press.load(EMPTY)
    here = visit("en", f'printer = "{QUEUE}"\n{CAMERA}', camera=Still(photos.photo()))
    to_paper(here)
    here.tap("Print the document")
    here.wait(lambda: any("ask the medical worker for the paper form" in text for text in here.hand.texts()))
    assert here.program.staff._troubles["printer"].code == "kiosk.printer-paper"
    assert here.screen == "paper"


# ── the way out, and the look ──


@pytest.mark.parametrize("screen", ["paper", "photo", "sheet"])
def test_who_walks_away_leaves_no_picture(visit: Come, screen: str) -> None:
    still = Still(photos.photo())
    here = visit("en", CAMERA, camera=still)
    to_paper(here)
    photograph(here, still)
    here.wait(lambda: not here.program.paper.sheet.isNull())
    sitting = here.sitting
    if screen != "sheet":
        here.tap("Yes, keep it")
        here.wait("paper")
    if screen == "photo":
        here.tap("Photograph the next page")
        here.wait(lambda: not here.program.paper.live.isNull())
    here.tap("cancel")
    here.tap("leave")
    here.wait("welcome")
    paper = here.program.paper
    assert [each.isNull() for each in (paper.live, paper.sheet, paper.large)] == [True] * 3
    assert (paper.count, paper._waiting, paper._shown, paper._tray, still.on) == (0, [], None, None, False)
    assert (sitting.sheets.looked, sitting.sheets.of(sitting.fingerprint())) == (None, ())
    assert paper._eye._last is None


def test_who_signs_with_a_pen_is_given_time_without_a_touch(visit: Come) -> None:
    here = visit("en", "idle_seconds = 50\n" + CAMERA + "idle_seconds = 400\n", camera=Still(photos.photo()))
    here.go("sign")
    assert here.program.kiosk._patience._rest.interval() == 50_000
    to_paper(here)
    assert here.program.kiosk._patience._rest.interval() == 400_000


LOOKS = [
    ("kk", (1280, 800), 2),
    *(
        pytest.param(*look, marks=pytest.mark.sweep)
        for look in (
            ("kk", (1280, 800), 0),
            ("ru", (1080, 1920), 2),
            ("ru", (1280, 800), 2),
            ("en", (1920, 1080), 1),
        )
    ),
]
"""What is wrong with a page is looked at here; every other stage on paper in test_look.py as well."""


@pytest.mark.parametrize(("language", "size", "scale"), LOOKS)
def test_nothing_is_cut_overlapped_or_off_the_screen(
    visit: Come, language: str, size: tuple[int, int], scale: int
) -> None:
    still = Still(photos.photo())
    here = visit(language, CAMERA, camera=still, size=size)
    here.go("words")
    enlarge(here, scale)
    found = {"words": lasting_faults(here)}
    to_paper(here)
    found["paper"] = lasting_faults(here)
    ways.tap(here, PHOTOGRAPH)
    here.wait(lambda: not here.program.paper.live.isNull())
    found["photo"] = lasting_faults(here)
    ways.tap(here, TAKE)
    here.wait("sheet")
    found["sheet"] = lasting_faults(here)
    ways.tap(here, KEEP)
    here.wait("paper")
    found["page"] = lasting_faults(here)
    still.lay(photos.photo(blur=5))
    photograph(here, still, NEXT_PAGE)
    found["fault"] = lasting_faults(here)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
