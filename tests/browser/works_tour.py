"""The tour through long work: asked for, under way, done, interrupted; and through what is handed in as a file."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from econsent.timestamp import TimeAuthority
from econsent.workshop import Workshop
from econsent.workshop.hall import LEASE
from tests.own import draft
from tests.sites import WIDE
from tests.timeauthority import SOON
from tests.waiting import until

if TYPE_CHECKING:
    from tests.browser.tour import Tourist


def long_work(me: Tourist) -> Iterator[str]:
    """Ask for an export and a check, as an officer may, and see each state that they come to."""
    me.go("/find/export?decision=deny")
    yield "export"
    me.send("/find/export", reason="")
    yield "export-refused"
    me.send("/find/export", reason="Кеңес сұрады")
    yield "work-waiting"
    me.go("/works")
    me.send("/works/check", reason="")
    yield "works-refused"
    me.send("/works/check", reason="Тоқсан сайын")
    check = _here(me)
    _take(me, check, me.there.library.works.now() + LEASE)
    me.go(f"/works/{check}")
    yield "work-running"
    _take(me, check, me.there.library.works.now())
    me.go(f"/works/{check}")
    yield "work-interrupted"
    me.send(f"/works/{check}/restart")
    _do(me, check)
    yield "work-checked-store"
    me.go("/works")
    yield "works"
    yield from _preserved(me)


def _preserved(me: Tourist) -> Iterator[str]:
    """Have the log preserved, by an authority that is there and by one that is not, until it is due again."""
    kept, authority = me.there.library.preservations, me.there.authority
    kept.authority = TimeAuthority("http://127.0.0.1:9/", authority.named.roots)
    me.go("/works")
    me.send("/works/preserve", **{"preservation-reason": ""})
    yield "preservation-refused"
    me.send("/works/preserve", **{"preservation-reason": "Жыл сайынғы растау"})
    _do(me, _here(me))
    yield "preservation-failed"
    kept.authority = authority.named
    for seconds in SOON:
        authority.certify(lasts=dt.timedelta(seconds=seconds))
        me.go("/works")
        me.send("/works/preserve", **{"preservation-reason": "Жыл сайынғы растау"})
        _do(me, _here(me))
        if kept.list().preservations:
            break
    yield "preservation-done"
    until(kept.is_due)
    me.go("/works")
    yield "preservations"
    me.go("/")
    yield "today-due"
    kept.authority = None


def persons_work(me: Tourist) -> Iterator[str]:
    """Ask for all of a person's, from their page, and forget it again."""
    me.page.locator('a[href$="/export"]').click()
    yield "export-person"
    me.send(me.page.url.removeprefix(me.there.url), reason="Көшірмесін сұрады")
    work = _here(me)
    _do(me, work)
    yield "work-done"
    me.send(f"/works/{work}/end")


def handed_in(me: Tourist) -> Iterator[str]:
    """Hand in a register and a form, sound and not, as an admin may."""
    me.go("/site/import")
    yield "register"
    _hand_in(me, "/site/import", WIDE.replace(b"[[room]]", b"[[room]]\nunheard = 1", 1))
    _do(me, _here(me))
    yield "register-refused"
    me.go("/site/import")
    _hand_in(me, "/site/import", WIDE.replace(b"sign = true", b"sign = false", 1))
    register = _here(me)
    _do(me, register)
    yield "register-changes"
    me.send(f"/works/{register}/confirmation", reason="")
    yield "register-unsaid"
    me.send(f"/works/{register}/confirmation", reason="Белгі алынды")
    _do(me, register)
    yield "register-taken"
    me.go("/forms/release")
    yield "form-release"
    _hand_in(me, "/forms/release", b"no ZIP")
    yield "form-no-zip"
    lacking = draft()
    del lacking["ru.md"]
    me.go("/forms/release")
    _hand_in(me, "/forms/release", _zipped(lacking))
    _do(me, _here(me))
    yield "form-lacking"
    me.go("/forms/release")
    _hand_in(me, "/forms/release", _zipped(draft()))
    form = _here(me)
    _do(me, form)
    yield "form-checked"
    me.go(f"/works/{form}/form?in=ru")
    yield "form-beside"


def _here(me: Tourist) -> str:
    """Return the id of the work whose page is shown."""
    return me.page.url.rpartition("/")[2]


def _do(me: Tourist, work: str) -> None:
    """Have a work done, and look at it."""
    Workshop(me.there.library).do(work)
    me.go(f"/works/{work}")


def _take(me: Tourist, work: str, lease: int) -> None:
    """Let a process of nobody's have a work until a moment."""
    works = me.there.library.works
    with works.book.writing() as pen:
        pen.take(work, "nobody", works.now(), lease)
        pen.hold(work, "nobody", lease, 17, 40)


def _hand_in(me: Tourist, action: str, content: bytes) -> None:
    me.page.locator("#file").set_input_files(
        {"name": "file", "mimeType": "application/octet-stream", "buffer": content}
    )
    me.send(action)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
