"""A library releases forms of its organisation: checked, numbered, signed, and never changed again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from econsent import errors, ledger
from econsent.access import DUTIES, Asker
from econsent.instant import SECOND
from econsent.library import Library
from econsent.released import open_manifest
from econsent.store import fsck
from tests.builders import WHY, LyingClock, decide, make_library, open_library
from tests.own import OWN, draft

BOTH_ENGINES = True
YEAR = dt.datetime.now(LyingClock().zone()).year


@dataclass
class Hurrying(LyingClock):
    """A clock whose monotonic time a test moves too."""

    passed: int = 0

    def monotonic(self) -> int:
        return super().monotonic() + self.passed


def release(library: Library, said: str = OWN, form: str = "patient-filming", **replaced) -> str:
    return library.forms.release(draft(form, said, **replaced)).version


def log_of(library: Library) -> ledger.NoteVerifier:
    return ledger.parse_vkey(library.log_vkey)


def test_a_release_is_the_newest_version_of_its_form_and_those_before_it_stay(library: Library):
    assert release(library) == f"{YEAR}.1001"
    assert release(library, "Цех открыт с восьми утра.") == f"{YEAR}.1002"
    catalogue = library.catalogue
    newest = catalogue.latest("patient-filming")
    assert (newest.version, catalogue.is_own(newest)) == (f"{YEAR}.1002", True)
    assert "с восьми" in newest.text("ru").section("what").plain
    assert OWN in catalogue.form("patient-filming", f"{YEAR}.1001").text("ru").section("what").plain
    assert catalogue.form("patient-filming", "2026.1").text("ru").digest
    assert catalogue.latest("notice").version == "2026.1"


def test_the_manifest_is_signed_and_only_grows(library: Library):
    empty = library.forms.manifest()
    assert open_manifest(empty.manifest, empty.note, log_of(library)).size == 0
    made = library.forms.release(draft())
    first = library.forms.manifest()
    release(library, "Цех открыт с восьми утра.")
    second = library.forms.manifest()
    assert second.manifest.startswith(first.manifest)
    assert open_manifest(first.manifest, first.note, log_of(library)).files == made.files
    opened = open_manifest(second.manifest, second.note, log_of(library))
    assert (opened.size, opened.note.partition("\n")[0]) == (8, f"{library.origin}/forms")
    for path, digest in opened.files.items():
        assert library.forms.file(digest), path
    with pytest.raises(errors.LedgerError):
        ledger.open_checkpoint(second.note, [log_of(library)])


def test_what_is_sent_again_after_a_lost_answer_gets_the_version_that_it_has(library: Library):
    first = library.forms.release(draft())
    assert library.forms.release(draft(toml=('version = "2026.2"\n', ""))) == first
    assert library.forms.manifest().manifest.count("form.toml") == 1


def test_what_the_law_wants_is_asked_before_anything_is_released(library: Library):
    with pytest.raises(errors.FormRefused) as caught:
        release(library, kk=("кез келген уақытта", "кейде"))
    assert (caught.value.path, "withdrawal-told" in caught.value.what) == ("kk#withdraw", True)
    for broken in ({}, {"form.toml": b"x"}, draft() | {"form.toml": b'version = """\nversion = "1"\n"""\n'}):
        with pytest.raises(errors.FormError):
            library.forms.release(broken)
    assert library.forms.manifest().manifest == ""
    assert library.catalogue.latest("patient-filming").version == "2026.2"


def test_a_scope_of_ones_own_is_released_with_its_withdrawal_first_and_then_answered(library: Library):
    new = '\n[[scope]]\nid = "filming.hologram"\nlegal = "8-1"\n'
    asks = {"kk": "Голограммаға түсіруге келісесіз бе?", "ru": "Согласны ли вы на съёмку?", "en": "Do you agree to it?"}
    heads = {"kk": "Голограмма түсіру", "ru": "Голограмма", "en": "Hologram"}

    def with_scope(form: str, before: str) -> dict[str, bytes]:
        files = draft(form, "")
        files["form.toml"] += new.encode()
        for language, question in asks.items():
            text = files[f"{language}.md"].decode()
            place = text.rindex("\n## ", 0, text.index(f"{{#{before}}}"))
            section = f"\n## {heads[language]} {{#scope.filming.hologram}}\n\n{question}\n"
            files[f"{language}.md"] = f"{text[:place]}{section}{text[place:]}".encode()
        return files

    consent, withdrawal = with_scope("patient-filming", "words.permit"), with_scope("withdrawal", "words")
    with pytest.raises(errors.FormRefused, match="scope-for-good"):
        library.forms.release(consent)
    with pytest.raises(errors.FormScopeUnknown):
        decide(library, scope="filming.hologram")
    library.forms.release(withdrawal)
    library.forms.release(consent)
    assert decide(library, scope="filming.hologram").decision == "NO_CONSENT"


def test_only_whoever_may_release_releases_and_the_trail_has_it(library: Library):
    admin = Asker(id="a", kind="person", scopes=DUTIES["admin"].scopes)
    reader = Asker(id="r", kind="person", scopes=DUTIES["reader"].scopes)
    with pytest.raises(errors.ScopeMissing):
        library.forms.release(draft(), asker=reader)
    library.forms.release(draft(), intent=WHY, asker=admin)
    said = [(kept.entry.asker, kept.entry.outcome, kept.entry.target) for kept in library.audit.entries()]
    assert said == [("r", "library.scope-missing", None), ("a", "ok", f"patient-filming/{YEAR}.1001")]


def test_numbers_go_on_through_the_years_and_never_back(engine: str, tmp_path: Path):
    clock = Hurrying()
    with make_library(tmp_path, clock=clock) as library:
        release(library)
        clock.ahead = 366 * 24 * 3600 * SECOND
        assert release(library, "Через год.") == f"{YEAR + 1}.1001"
        clock.ahead = -2 * 366 * 24 * 3600 * SECOND
        assert release(library, "Часы отстали.") == f"{YEAR + 1}.1002"
        assert library.catalogue.latest("patient-filming").version == f"{YEAR + 1}.1002"


def test_another_process_of_the_library_hears_of_it_within_two_seconds(library: Library, tmp_path: Path):
    clock = Hurrying()
    with open_library(tmp_path, clock=clock) as other:
        assert other.catalogue.latest("patient-filming").version == "2026.2"
        release(library)
        clock.passed = 2 * SECOND
        assert other.catalogue.latest("patient-filming").version == f"{YEAR}.1001"


def test_two_processes_release_at_once_and_both_are_kept(library: Library, tmp_path: Path):
    with open_library(tmp_path) as other:
        versions = [release(library), release(other, "Второй цех."), release(library, "Третий цех.")]
    assert versions == [f"{YEAR}.{number}" for number in (1001, 1002, 1003)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE form_file SET content = digest",
        "UPDATE form_release SET manifest = replace(manifest, 'ru.md', 'kk.md')",
        "UPDATE form_release SET note = replace(note, 'forms', 'audit')",
        "DELETE FROM form_file",
    ],
)
def test_a_released_form_that_was_changed_in_the_store_is_never_shown(library: Library, tmp_path: Path, change: str):
    release(library)
    with library._engine.writing() as session:
        session.execute(change)
    with open_library(tmp_path) as again:
        with pytest.raises(errors.StoreDamaged):
            _ = again.catalogue
        with pytest.raises(errors.EconsentError):
            decide(again)


def test_fsck_finds_a_released_form_that_was_changed(tmp_path: Path):
    with make_library(tmp_path) as library:
        release(library)
        where = tmp_path / "library"
        assert fsck.check(where, passphrase="correct horse") == []
        with library._engine.writing() as session:
            session.execute("DELETE FROM form_file")
        assert [one.code for one in fsck.check(where, passphrase="correct horse")] == ["store.damaged"]


def test_a_digest_of_nothing_is_no_file(library: Library):
    for digest in ("", "zz", "00" * 32):
        with pytest.raises(errors.FormFileMissing):
            library.forms.file(digest)
