"""Long work in the console: asked for with a reason, watched, confirmed; and the files that are handed in."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterator

import httpx
import pytest

from econsent.access import Duty
from econsent.errors import FormPackageInvalid
from econsent.library import Library
from econsent.server.console.uploads import MAX_UPLOAD, form_folder
from econsent.server.console.words import words
from econsent.workshop import Workshop
from tests.builders import make_library
from tests.hand import Hand, consent_of, deposit
from tests.own import draft
from tests.server.browsing import Browser
from tests.server.conftest import served
from tests.sites import WHOLE

Seated = Callable[[Duty], Browser]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, str, dict[str, Browser]]]:
    """A served library in which people sit down once, for the whole module."""
    with make_library(tmp_path_factory.mktemp("console")) as library, served(library) as url:
        hand = Hand.enrol(library)
        assert not deposit(library, [hand.say(consent_of(hand, number)) for number in range(3)]).refused
        seated: dict[str, Browser] = {}
        yield library, url, seated
        for browser in seated.values():
            browser.http.close()


@pytest.fixture
def library(world) -> Library:
    return world[0]


@pytest.fixture
def sit(world) -> Seated:
    library, url, seated = world

    def sat(duty: Duty) -> Browser:
        if duty not in seated:
            seated[duty] = Browser(library, url, duty)
            assert seated[duty].sign_in().status_code == 303
        return seated[duty]

    return sat


def hand_in(browser: Browser, path: str, *files: bytes, csrf: str | None = None) -> httpx.Response:
    """Send files as a browser does."""
    said = {"csrf": (browser.http.cookies and csrf) or token_of(browser)}
    return browser.http.post(path, data=said, files=[("file", ("file", content)) for content in files])


def token_of(browser: Browser) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', browser.http.get("/works").text)
    assert found
    return found[1]


def zipped(files: dict[str, bytes], folder: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    return out.getvalue()


def post(browser: Browser, path: str, **said: str) -> httpx.Response:
    return browser.http.post(path, data={"csrf": token_of(browser), **said})


# ── works ──


def test_an_export_is_asked_for_with_a_reason_watched_and_fetched_by_ranges(sit: Seated, library: Library):
    officer = sit("privacy-officer")
    assert "/find/export?decision=permit" in officer.http.get("/find?decision=permit").text
    form = officer.http.get("/find/export?decision=permit&scope=filming.video").text
    assert 'name="scope" value="filming.video"' in form
    refused = post(officer, "/find/export", decision="permit", scope="filming.video", reason="")
    assert refused.status_code == 400 and 'value="filming.video"' in refused.text, "what was chosen is kept"
    begun = post(officer, "/find/export", decision="permit", scope="filming.video", reason="<b>Сұрау</b>")
    assert begun.status_code == 303
    at = begun.headers["location"]
    page = officer.http.get(at).text
    assert 'hx-trigger="every 1s"' in page and "<progress" in page and "&lt;b&gt;Сұрау" in page
    Workshop(library).do(at.rpartition("/")[2])
    page = officer.http.get(at).text
    assert "every 1s" not in page and "Statements taken out: 3." in page
    whole = officer.http.get(f"{at}/file")
    assert zipfile.ZipFile(io.BytesIO(whole.content)).testzip() is None
    half = len(whole.content) // 2
    rest = officer.http.get(f"{at}/file", headers={"range": f"bytes={half}-", "if-range": whole.headers["etag"]})
    assert (rest.status_code, rest.content) == (206, whole.content[half:])
    assert at in officer.http.get("/works").text
    assert sit("reader").http.get(at).status_code == 404
    assert sit("reader").http.get(f"{at}/file").status_code == 404
    assert post(officer, f"{at}/end").headers["location"] == "/works"
    assert officer.http.get(at).status_code == 404


def test_a_person_is_taken_out_from_their_page_and_stands_in_no_address(sit: Seated, library: Library):
    registrar = sit("registrar")
    number = library.show(library.search.decisions(_any()).decisions[0].id).statement.subject.identifier.value
    person = post(registrar, "/find", system="kz.iin", number=number).headers["location"]
    assert f"{person}/export" in registrar.http.get(person).text
    begun = post(registrar, f"{person}/export", reason="A copy was asked for")
    assert number not in begun.headers["location"]
    Workshop(library).do(begun.headers["location"].rpartition("/")[2])
    assert "Statements taken out: 1." in registrar.http.get(begun.headers["location"]).text


def _any():
    from econsent.exchange import DecisionQuery

    return DecisionQuery(limit=1)


def test_a_check_is_begun_by_whoever_may_and_says_that_all_holds(sit: Seated, library: Library):
    officer = sit("privacy-officer")
    begun = post(officer, "/works/check", reason="Once a quarter")
    Workshop(library).do(begun.headers["location"].rpartition("/")[2])
    assert "Everything holds: 3 statements" in officer.http.get(begun.headers["location"]).text
    assert 'action="/works/check"' not in sit("registrar").http.get("/works").text
    assert post(sit("registrar"), "/works/check", reason="x").status_code == 403


# ── files that are handed in ──


def test_a_register_is_handed_in_looked_through_and_taken_over_for_a_reason(sit: Seated, library: Library):
    admin = sit("admin")
    begun = hand_in(admin, "/site/import", WHOLE)
    assert begun.status_code == 303, begun.text
    at = begun.headers["location"]
    Workshop(library).do(at.rpartition("/")[2])
    page = admin.http.get(at).text
    assert "What would change in version 0" in page and "Take the register over" in page
    kazakh = admin.http.get(at, headers={"accept-language": "kk"}).text
    assert words("kk")["finding.supplement-needed"].format(count=1) in kazakh and 'p lang="en"' not in kazakh
    assert library.site.current().number == 0
    refused = post(admin, f"{at}/confirmation", reason="")
    assert refused.status_code == 400 and "Take the register over" in refused.text
    assert post(admin, f"{at}/confirmation", reason="New cameras").status_code == 303
    Workshop(library).do(at.rpartition("/")[2])
    assert "The register is now version 1." in admin.http.get(at).text
    broken = hand_in(admin, "/site/import", WHOLE.replace(b"[[room]]", b"[[room]]\nunheard = 1", 1))
    Workshop(library).do(broken.headers["location"].rpartition("/")[2])
    page = admin.http.get(broken.headers["location"]).text
    assert "The register is not written as it must be" in page and "room 1" in page and "site.malformed" in page
    assert sit("registrar").http.get("/site/import").status_code == 403
    assert hand_in(sit("registrar"), "/site/import", WHOLE).status_code == 403


def test_a_form_is_handed_in_compared_with_the_version_before_and_released(sit: Seated, library: Library):
    admin = sit("admin")
    bad = draft(toml=("[[scope]]", "[[scope]]\n# nothing"))
    del bad["ru.md"]
    at = hand_in(admin, "/forms/release", zipped(bad)).headers["location"]
    Workshop(library).do(at.rpartition("/")[2])
    page = admin.http.get(at).text
    assert "With errors the form is not released" in page and f'action="{at}/confirmation"' not in page
    at = hand_in(admin, "/forms/release", zipped(draft(), "patient-filming/")).headers["location"]
    Workshop(library).do(at.rpartition("/")[2])
    assert f"{at}/form" in admin.http.get(at).text
    beside = admin.http.get(f"{at}/form?in=ru")
    assert beside.status_code == 200 and "Цех" in beside.text and "<ins>" in beside.text
    post(admin, f"{at}/confirmation", reason="The room has moved")
    Workshop(library).do(at.rpartition("/")[2])
    page = admin.http.get(at).text
    version = library.works.show(at.rpartition("/")[2]).report.released.version
    assert f"Released as version {version}." in page
    assert admin.http.get(f"/forms/patient-filming/{version}").status_code == 200


def test_a_file_too_many_too_large_or_of_another_session_is_refused_and_said_so(sit: Seated, library: Library):
    admin = sit("admin")
    before = len(library.works.list())
    large = hand_in(admin, "/site/import", b"x" * (MAX_UPLOAD + 1))
    assert large.status_code == 413 and "input.too-large" in large.text
    assert hand_in(admin, "/site/import").status_code == 400
    foreign = hand_in(admin, "/site/import", WHOLE, csrf="of another session")
    assert foreign.status_code == 400 and "input.request" in foreign.text
    cross = admin.http.post("/site/import", files={"file": WHOLE}, headers={"sec-fetch-site": "cross-site"})
    assert cross.status_code == 400
    plain = post(admin, "/site/import", file="text")
    assert plain.status_code == 400, "a form without files is not taken for one with"
    cut = admin.http.post(
        "/site/import", content=b"--x\r\nContent-Dispo", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert cut.status_code == 400
    assert httpx.post(f"{admin.url}/site/import", files={"file": WHOLE}).status_code == 401
    for content in (WHOLE, b"PK\x03\x04 broken", zipped({"../../kk.md": b"x"})):
        refused = hand_in(admin, "/forms/release", content)
        assert refused.status_code == 400 and "forms.package" in refused.text
    assert len(library.works.list()) == before


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("kk.md")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("kk.md", "a")
        archive.writestr("kk.md", "b")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped({"kk.md": bytes(64 * 1024 * 1024)}),
        zipped({f"{number}.md": b"" for number in range(100)}),
        zipped({"/etc/kk.md": b""}),
        zipped({"a/b/kk.md": b""}),
        zipped({"a/kk.md": b"", "b/ru.md": b""}),
        zipped({"..\\kk.md": b""}),
        zipped({"form.toml": b"", "run.exe": b""}),
        zipped({}),
        zipped({"form.toml": b"x" * 100})[:60],
        link(),
        twice(),
    ],
    ids=["bomb", "many", "absolute", "deep", "two-folders", "backslash", "program", "empty", "cut", "link", "twice"],
)  # fmt: skip
def test_a_zip_that_is_no_forms_folder_is_refused(content: bytes):
    with pytest.raises(FormPackageInvalid):
        form_folder(content)


def test_what_a_system_puts_beside_a_folders_files_does_not_count():
    files = draft()
    strays = {".DS_Store": b"x", "__MACOSX/._kk.md": b"x", "form/.DS_Store": b"x"}
    assert form_folder(zipped({f"form/{name}": raw for name, raw in files.items()} | strays)) == files
