"""Work that takes longer than an answer may: done beside the answers, watched, interrupted, begun again, forgotten."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from econsent.access import DUTIES, Asker, Duty
from econsent.errors import ScopeMissing, StoreFull, WorkNotReady, WorkUnknown
from econsent.exchange import (
    AuditQuery,
    CheckRequest,
    Confirmation,
    DecisionQuery,
    ExportRequest,
    ImportRequest,
    ReleaseRequest,
    Work,
)
from econsent.instant import DAY
from econsent.library import Library
from econsent.store import fsck
from econsent.store.works import PART
from econsent.workshop import Workshop
from econsent.workshop.bench import Bench, PartWriter
from econsent.workshop.hall import LEASE
from tests.builders import IIN, PASSPHRASE, LyingClock, make_library, where
from tests.hand import Hand, consent_of, deposit
from tests.own import draft
from tests.sites import WHOLE
from tests.waiting import until

BOTH_ENGINES = True
DRAFT = draft()
REASON = "Сұрау бойынша"


def asker(duty: Duty, name: str = "") -> Asker:
    rights = DUTIES[duty]
    return Asker(id=name or duty, kind="person", scopes=rights.scopes, subjects=rights.subjects)


def done(library: Library, work: Work, *, by: Asker) -> Work:
    """Do a work here and now, and return what came of it."""
    assert Workshop(library).do(work.id)
    return library.works.show(work.id, asker=by)


def fetched(library: Library, work: Work, by: Asker) -> bytes:
    file, read = library.works.fetch(work.id, asker=by)
    content = b"".join(read(0, file.size))
    assert (len(content), sha256(content).hexdigest()) == (file.size, file.digest)
    return content


@pytest.fixture
def clock() -> LyingClock:
    return LyingClock()


@pytest.fixture
def library(engine: str, tmp_path: Path, clock: LyingClock) -> Iterator[Library]:
    with make_library(tmp_path, clock=clock) as library:
        yield library


@pytest.fixture
def officer() -> Asker:
    return asker("privacy-officer")


@pytest.fixture
def spoken(library: Library) -> list[str]:
    """Ids of what five people said, one of them twice, newest first."""
    hand = Hand.enrol(library)
    said = [hand.say(consent_of(hand, number, "deny" if number == 3 else "permit")) for number in (0, 1, 2, 3, 4, 0)]
    assert not deposit(library, said).refused
    return [one.statement.id for one in reversed(said)]


# ── export ──


def test_an_export_has_the_bundle_of_each_statement_that_a_search_finds_and_says_which(
    library: Library, spoken: list[str], officer: Asker
):
    query = DecisionQuery(decision="permit", limit=1)
    work = library.works.export(ExportRequest(reason=REASON, decisions=query), asker=officer)
    assert (work.state, work.reason, work.total) == ("waiting", REASON, 0)
    ended = done(library, work, by=officer)
    assert (ended.state, ended.done, ended.total, ended.problem) == ("done", 5, 5, None)
    assert ended.report is not None and (ended.report.statements, ended.report.missing) == (5, 0)
    with zipfile.ZipFile(io.BytesIO(fetched(library, work, officer))) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        bundles = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    assert (manifest["schema"], manifest["origin"]) == ("econsent-export/1", library.origin)
    assert manifest["asked"] == {"decision": "permit"}
    wanted = [one for one in spoken if library.show(one).statement.decisions[0].decision == "permit"]
    assert [one["id"] for one in manifest["statements"]] == wanted
    for line in manifest["statements"]:
        assert bundles[line["file"]] == library.export(line["id"], "bundle")
        assert sha256(bundles[line["file"]]).hexdigest() == line["sha256"]
    assert IIN not in json.dumps(manifest)


def test_an_export_of_a_person_has_all_of_theirs_and_nobody_elses(library: Library, spoken: list[str], officer: Asker):
    who = library.show(spoken[0]).statement.subject
    assert who is not None
    work = library.works.export(ExportRequest(reason=REASON, person=who.identifier), asker=officer)
    done(library, work, by=officer)
    with zipfile.ZipFile(io.BytesIO(fetched(library, work, officer))) as archive:
        names = set(archive.namelist()) - {"manifest.json"}
    assert names == {f"statements/{one}.zip" for one in (spoken[0], spoken[-1])}
    lines = library.inspection.find(AuditQuery(person=who.identifier))
    assert {"works.export", "statements.export.bundle", "works.export.ended"} <= {one.verb for one in lines}


def test_hr_takes_out_what_staff_said_and_nothing_else(library: Library, spoken: list[str]):
    hr = asker("hr")
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=hr)
    ended = done(library, work, by=hr)
    assert ended.report is not None and ended.report.statements == 0


def test_a_file_of_many_parts_is_read_from_anywhere_to_anywhere(library: Library, officer: Asker):
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)
    kept: list[bytes] = []
    writer = PartWriter(lambda number, part: kept.append(part) if number == len(kept) else None)
    content = bytes(range(256)) * (2 * PART // 256) + b"end"
    for start in range(0, len(content), 70_001):
        writer.write(content[start : start + 70_001])
    file = writer.finish("x.zip", "application/zip")
    assert [len(part) for part in kept] == [PART, PART, 3]
    assert (b"".join(kept), file.size, file.digest) == (content, len(content), sha256(content).hexdigest())
    with library.works.book.writing() as pen:
        for number, part in enumerate(kept):
            library.works.put_made(pen, work.id, number, part)
    for start, end in ((0, 1), (PART - 1, PART + 1), (5, 2 * PART + 2), (2 * PART, 2 * PART + 3), (7, 7)):
        assert b"".join(library.works._read(work.id, start, end)) == content[start:end]


# ── who sees it ──


def test_a_work_is_seen_by_whoever_asked_and_by_who_manages_access_and_fetched_by_whoever_asked(
    library: Library, spoken: list[str], officer: Asker
):
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)
    done(library, work, by=officer)
    colleague, admin = asker("privacy-officer", "colleague"), asker("admin")
    assert [one.id for one in library.works.list(asker=officer)] == [work.id]
    assert library.works.list(asker=colleague) == []
    for look in (library.works.show, library.works.fetch, library.works.restart, library.works.remove):
        with pytest.raises(WorkUnknown):
            look(work.id, asker=colleague)
    seen = library.works.show(work.id, asker=admin)
    assert (seen.state, seen.file, seen.report) == ("done", None, None)
    with pytest.raises(WorkUnknown):
        library.works.fetch(work.id, asker=admin)
    lost = Asker(id=officer.id, kind="person", scopes=frozenset())
    with pytest.raises(ScopeMissing):
        library.works.fetch(work.id, asker=lost)
    library.works.remove(work.id, asker=admin)
    assert library.works.list(asker=officer) == []


@pytest.mark.parametrize("duty", ["reader", "registrar", "hr", "admin"])
def test_a_kind_of_work_takes_the_scope_of_what_it_does(library: Library, duty: Duty):
    by = asker(duty)
    asked = {
        "statements.read": lambda: library.works.export(
            ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=by
        ),
        "log.check": lambda: library.works.check(CheckRequest(reason=REASON), asker=by),
        "site.write": lambda: library.works.import_register(ImportRequest(files=(WHOLE,)), asker=by),
        "forms.release": lambda: library.works.release_form(ReleaseRequest(files=DRAFT), asker=by),
    }
    for scope, ask in asked.items():
        if scope in by.scopes:
            assert ask().asker == duty
        else:
            with pytest.raises(ScopeMissing):
                ask()


# ── time, and what goes wrong ──


def test_a_work_whose_process_died_is_interrupted_and_can_be_begun_again(
    library: Library, spoken: list[str], officer: Asker, clock: LyingClock
):
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)
    now = clock.wall()
    with library.works.book.writing() as pen:
        assert pen.take(work.id, "another process", now, now + LEASE)
        assert pen.hold(work.id, "another process", now + LEASE, 3, 6)
        library.works.put_made(pen, work.id, 0, b"half a file")
    assert library.works.show(work.id, asker=officer).state == "running"
    with pytest.raises(WorkNotReady):
        library.works.remove(work.id, asker=officer)
    with pytest.raises(WorkNotReady):
        library.works.restart(work.id, asker=officer)
    clock.ahead += LEASE
    told = library.works.show(work.id, asker=officer)
    assert (told.state, told.done, told.total, told.file) == ("interrupted", 3, 6, None)
    again = library.works.restart(work.id, asker=officer)
    assert (again.state, again.done) == ("waiting", 0)
    with library.works.book.writing() as pen:
        assert not pen.hold(work.id, "another process", now + 9 * LEASE, 4, 6), "whoever comes back holds it no more"
    assert done(library, work, by=officer).state == "done"
    assert zipfile.ZipFile(io.BytesIO(fetched(library, work, officer))).testzip() is None
    outcomes = [one.outcome for one in library.inspection.find(AuditQuery()) if one.target == work.id]
    assert outcomes.count("interrupted") == 1


def test_a_workshop_that_stops_leaves_its_work_to_be_begun_again(library: Library, spoken: list[str], officer: Asker):
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)
    shop = Workshop(library)
    shop._stopping.set()
    assert shop._do(work.id)
    told = library.works.show(work.id, asker=officer)
    assert (told.state, told.file) == ("interrupted", None)
    assert library.works.book.parts(work.id, "made") == 0


def test_what_a_work_made_is_forgotten_after_a_day(
    library: Library, spoken: list[str], officer: Asker, clock: LyingClock
):
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)
    done(library, work, by=officer)
    clock.ahead += DAY
    assert library.works.list(asker=officer) == []
    with pytest.raises(WorkUnknown):
        library.works.fetch(work.id, asker=officer)
    library.works.sweep()
    assert (library.works.book.all(), library.works.book.parts(work.id, "made")) == ([], 0)


def test_a_full_disk_ends_a_work_and_nothing_of_it_stays(
    library: Library, spoken: list[str], officer: Asker, monkeypatch: pytest.MonkeyPatch
):
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)

    def full(self: Bench, number: int, content: bytes) -> None:
        raise StoreFull("The disk is nearly full.", remedy="Free some space.")

    monkeypatch.setattr(Bench, "part", full)
    ended = done(library, work, by=officer)
    assert (ended.state, ended.file) == ("failed", None)
    assert ended.problem is not None and ended.problem.code == "store.full"
    monkeypatch.undo()
    library.works.restart(work.id, asker=officer)
    assert done(library, work, by=officer).state == "done"


def test_a_workshop_takes_up_what_is_asked_for_while_it_runs(library: Library, spoken: list[str], officer: Asker):
    with Workshop(library):
        works = [
            library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)
            for _ in range(3)
        ]
        until(lambda: all(one.state == "done" for one in library.works.list(asker=officer)))
    assert {one.state for one in library.works.list(asker=officer)} == {"done"}
    assert len({fetched(library, work, officer) for work in works}) == 1, "the same again, byte for byte"


# ── check ──


def test_a_check_recomputes_log_store_and_trail_while_others_go_on_speaking(
    library: Library, spoken: list[str], officer: Asker, monkeypatch: pytest.MonkeyPatch
):
    hand = Hand.enrol(library)
    work = library.works.check(CheckRequest(reason=REASON), asker=officer)
    step, spoke = Bench.step, []

    def speaking(self: Bench, done: int, total: int) -> None:
        if not spoke:
            spoke.append(done)
            assert not deposit(library, [hand.say(consent_of(hand, 1, "deny")), hand.say(consent_of(hand, 9))]).refused
        step(self, done, total)

    monkeypatch.setattr(Bench, "step", speaking)
    report = done(library, work, by=officer).report
    assert report is not None and report.store is not None
    assert (report.store.log.size, report.store.log.problems) == (6, ())
    assert report.store.findings == ()
    assert report.store.audit is not None and report.store.audit.problems == ()


def test_a_check_tells_what_is_broken_and_nothing_of_the_trail_to_who_may_not_read_it(
    library: Library, spoken: list[str]
):
    admin = asker("admin")
    with library._engine.writing() as session:
        session.execute("DELETE FROM statement WHERE idx = 2")
    report = done(library, library.works.check(CheckRequest(reason=REASON), asker=admin), by=admin).report
    assert report is not None and report.store is not None
    assert [(one.code, one.where) for one in report.store.findings if one.where == "statement 2"]
    assert report.store.audit is None


def test_fsck_opens_what_is_kept_of_works(library: Library, spoken: list[str], officer: Asker, tmp_path: Path):
    work = library.works.export(ExportRequest(reason=REASON, decisions=DecisionQuery()), asker=officer)
    done(library, work, by=officer)
    assert fsck.check(where(tmp_path), passphrase=PASSPHRASE) == []
    with library._engine.writing() as session:
        session.execute("DELETE FROM work_part WHERE work = ? AND file = 'made'", (work.id,))
    assert [one.where for one in fsck.check(where(tmp_path), passphrase=PASSPHRASE)] == [work.id]


# ── uploads ──


def test_a_register_is_looked_through_before_it_is_taken_over_and_never_over_another(library: Library):
    admin = asker("admin")
    work = library.works.import_register(ImportRequest(files=(WHOLE,)), asker=admin)
    looked = done(library, work, by=admin)
    assert looked.state == "checked"
    assert library.site.current().number == 0
    assert looked.report is not None and looked.report.register is not None
    changes = {one.table: one for one in looked.report.register.tables}
    assert looked.report.register.basis == 0
    assert all(one.added and not (one.changed or one.removed or one.kept) for one in changes.values())
    assert changes["roster"].named == () and changes["room"].named
    library.works.confirm(work.id, Confirmation(reason=REASON), asker=admin)
    ended = done(library, work, by=admin)
    assert ended.state == "done" and ended.report is not None and ended.report.imported is not None
    assert (ended.report.imported.number, library.site.current().number) == (1, 1)
    with pytest.raises(WorkNotReady):
        library.works.confirm(work.id, Confirmation(reason=REASON), asker=admin)


def test_a_register_that_changed_since_it_was_looked_through_is_not_written_over(library: Library):
    admin = asker("admin")
    work = library.works.import_register(ImportRequest(files=(WHOLE,)), asker=admin)
    done(library, work, by=admin)
    library.site.import_files([WHOLE.replace(b"sign = true", b"sign = false", 1)])
    library.works.confirm(work.id, Confirmation(reason=REASON), asker=admin)
    ended = done(library, work, by=admin)
    assert ended.state == "failed" and ended.problem is not None
    assert (ended.problem.code, library.site.current().number) == ("library.changed-meanwhile", 1)


def test_what_is_wrong_with_a_register_is_told_and_nothing_changes(library: Library):
    admin = asker("admin")
    broken = WHOLE.replace(b"[[room]]", b"[[room]]\nunheard = 1", 1)
    ended = done(library, library.works.import_register(ImportRequest(files=(broken,)), asker=admin), by=admin)
    assert ended.state == "failed" and ended.problem is not None
    assert (ended.problem.code, ended.problem.path) == ("site.malformed", "room 1")
    assert library.site.current().number == 0


def test_a_form_is_looked_through_and_then_released_by_the_librarys_own_key(library: Library):
    admin = asker("admin")
    work = library.works.release_form(ReleaseRequest(files=DRAFT), asker=admin)
    looked = done(library, work, by=admin)
    assert looked.state == "checked" and looked.report is not None and looked.report.form is not None
    assert not [one for one in looked.report.form.findings if one.sort == "error"]
    assert library.works.given(work.id, asker=admin) == DRAFT
    assert library.forms.manifest().manifest == ""
    library.works.confirm(work.id, Confirmation(reason=REASON), asker=admin)
    ended = done(library, work, by=admin)
    assert ended.report is not None and ended.report.released is not None
    assert ended.report.released.version in library.forms.manifest().manifest


def test_people_say_why_they_had_it_done_and_the_trail_keeps_who_and_which(library: Library, officer: Asker):
    work = library.works.check(CheckRequest(reason=REASON), asker=officer)
    lines = [one for one in library.inspection.find(AuditQuery(asker=officer.id)) if one.target == work.id]
    assert [(one.verb, one.outcome, one.reason) for one in lines] == [("works.check", "ok", REASON)]
