"""The log dated by an authority outside: what is proven, what is refused, what a check finds, when it is due."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import algos, tsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from econsent import ledger, stamping
from econsent.access import DUTIES, LOCAL, Asker, Duty, Intent
from econsent.errors import AuthorityUnnamed, EconsentError, PreservationMalformed, PreservationUnknown, ScopeMissing
from econsent.exchange import AuditQuery, PreservationRequest, Work
from econsent.instant import DAY
from econsent.ledger import parse_preservation, preserved_leaf
from econsent.library import Library
from econsent.store import fsck
from econsent.timestamp import TimeAuthority, check_token
from econsent.workshop import Workshop
from tests.builders import PASSPHRASE, LyingClock, make_library, open_library, where
from tests.hand import Hand, consent_of, deposit
from tests.timeauthority import NAME, SOON, Authority, changed, running

BOTH_ENGINES = True
REASON = "Жыл сайынғы сақтау"


@pytest.fixture
def clock() -> LyingClock:
    return LyingClock()


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with running(tmp_path / "authority") as authority:
        yield authority


@pytest.fixture
def library(engine: str, tmp_path: Path, clock: LyingClock, authority: Authority) -> Iterator[Library]:
    with make_library(tmp_path, clock=clock) as library:
        library.preservations.authority = authority.named
        yield library


@pytest.fixture
def hand(library: Library) -> Hand:
    """A device by which five people have spoken, one of them twice."""
    hand = Hand.enrol(library)
    speak(library, hand, 0, 1, 2, 3, 4, 0)
    return hand


def speak(library: Library, hand: Hand, *numbers: int) -> None:
    assert not deposit(library, [hand.say(consent_of(hand, number)) for number in numbers]).refused


def asker(duty: Duty) -> Asker:
    return Asker(id=duty, kind="person", scopes=DUTIES[duty].scopes, subjects=DUTIES[duty].subjects)


def preserve(library: Library, *, by: Asker = LOCAL) -> Work:
    """Have the log preserved here and now, and return what came of it."""
    work = library.works.preserve(PreservationRequest(reason=REASON), asker=by)
    assert Workshop(library).do(work.id)
    return library.works.show(work.id, asker=by)


def preserved(library: Library) -> Work:
    work = preserve(library)
    assert (work.state, work.problem) == ("done", None)
    return work


def refused(library: Library) -> str:
    """Return the code with which a preservation fails; nothing of it is kept, and it can be begun again."""
    before = library.preservations.list().preservations
    work = preserve(library)
    assert (work.state, work.file, work.report) == ("failed", None, None)
    assert work.problem is not None and work.problem.what and work.problem.remedy
    assert library.preservations.list().preservations == before
    assert library.works.restart(work.id).state == "waiting"
    return work.problem.code


def archive(library: Library, work: Work) -> dict[str, bytes]:
    file, read = library.works.fetch(work.id)
    with zipfile.ZipFile(io.BytesIO(b"".join(read(0, file.size)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forget(library: Library, index: int) -> None:
    """Destroy the key of whoever spoke at an index of the log."""
    person = library._shelf.lines(index, 1)[0].person
    with library._engine.writing() as session:
        session.execute("UPDATE person SET wrapped_key = NULL WHERE person = ?", (person,))


def findings(folder: Path) -> set[tuple[str, str]]:
    return {(one.code, one.where) for one in fsck.check(where(folder), passphrase=PASSPHRASE)}


# ── what it proves ──


def test_openssl_accepts_the_token_with_the_note_and_the_note_has_the_roots_of_what_people_said(
    library: Library, hand: Hand, authority: Authority, tmp_path: Path
):
    work = preserved(library)
    assert (work.done, work.total) == (6, 6)
    files = archive(library, work)
    assert sorted(files) == ["1/authority.pem", "1/checkpoint.txt", "1/note.txt", "1/token.tst", "leaves.sha512"]
    for name in ("note.txt", "token.tst"):
        (tmp_path / name).write_bytes(files[f"1/{name}"])
    command = ["openssl", "ts", "-verify", "-data", "note.txt", "-in", "token.tst", "-token_in", "-CAfile"]
    told = subprocess.run([*command, authority.root], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "Verification: OK" in told.stdout + told.stderr
    note = parse_preservation(files["1/note.txt"].decode())
    checkpoint = library.checkpoint()
    assert files["1/checkpoint.txt"].decode() == checkpoint
    assert (note.origin, note.number, note.size, note.previous) == (library.origin, 1, 6, None)
    assert note.root == ledger.root(6, library._shelf.nodes)
    assert note.checkpoint == hashlib.sha512(checkpoint.encode()).digest()
    assert note.second_root == second_root(files["leaves.sha512"])


def second_root(leaves: bytes) -> bytes:
    """Return the root over leaves of 64 bytes as RFC 9162 section 2.1.1 defines it, word for word."""

    def tree(hashes: list[bytes]) -> bytes:
        if len(hashes) == 1:
            return hashes[0]
        split = 1
        while split * 2 < len(hashes):
            split *= 2
        return hashlib.sha512(b"\x01" + tree(hashes[:split]) + tree(hashes[split:])).digest()

    return tree([leaves[place : place + 64] for place in range(0, len(leaves), 64)])


def test_the_leaf_of_a_statement_is_computed_from_its_bundle_alone(library: Library, hand: Hand):
    leaves = archive(library, preserved(library))["leaves.sha512"]
    for index in range(6):
        line = library._shelf.lines(index, 1)[0]
        statement_id = library._archive.statement(library._shelf.statement(index)).id
        with zipfile.ZipFile(io.BytesIO(library.export(statement_id, "bundle"))) as bundle:
            files = [bundle.read(name) for name in bundle.namelist() if not name.endswith(("tlog-proof", "checkpoint"))]
        said = hashlib.sha256(files[0]).digest() + b"".join(hashlib.sha512(file).digest() for file in files)
        assert len(files) == 3 and line.digest == hashlib.sha256(files[0]).digest()
        assert leaves[64 * index : 64 * index + 64] == hashlib.sha512(b"\x00" + said).digest()


def test_each_one_dates_the_one_before_it_and_reads_only_what_was_said_since(
    library: Library, hand: Hand, tmp_path: Path
):
    first = preserved(library)
    speak(library, hand, 5, 6)
    second = preserved(library)
    third = preserved(library)
    files = archive(library, third)
    notes = [parse_preservation(files[f"{number}/note.txt"].decode()) for number in (1, 2, 3)]
    assert [(one.number, one.size) for one in notes] == [(1, 6), (2, 8), (3, 8)]
    tokens = [hashlib.sha512(files[f"{number}/token.tst"]).digest() for number in (1, 2)]
    assert [one.previous for one in notes] == [None, *tokens]
    assert files["leaves.sha512"].startswith(archive(library, first)["leaves.sha512"])
    assert second_root(files["leaves.sha512"]) == notes[1].second_root == notes[2].second_root
    assert second.report is not None and second.report.preservation is not None
    assert (second.report.preservation.number, second.report.preservation.size) == (2, 8)
    listed = library.preservations.list()
    assert [one.number for one in listed.preservations] == [3, 2, 1]
    assert {one.authority for one in listed.preservations} == {NAME}
    assert (listed.due, listed.ready) == (False, True)
    assert findings(tmp_path) == set()


def test_one_is_shown_with_all_that_proves_it(library: Library, hand: Hand, authority: Authority):
    preserved(library)
    shown = library.preservations.show(1)
    note = parse_preservation(shown.note)
    assert (shown.sha256_root, shown.sha512_root) == (note.root.hex(), note.second_root.hex())
    assert shown.root.encode() == authority.root.read_bytes()
    assert check_token(shown.token, note.imprint, authority.named.roots).authority == NAME
    with pytest.raises(PreservationUnknown):
        library.preservations.show(2)


def test_a_person_who_is_forgotten_breaks_nothing_before_or_after(library: Library, hand: Hand, tmp_path: Path):
    forget(library, 1)
    first = archive(library, preserved(library))["leaves.sha512"]
    entry = library._shelf.entries(1, 2)[0]
    assert first[64:128] == preserved_leaf(entry, ()) == hashlib.sha512(b"\x00" + entry).digest()
    assert findings(tmp_path) == set()
    forget(library, 2)
    assert findings(tmp_path) == set(), "what was preserved of them before stays provable"
    speak(library, hand, 7)
    second = archive(library, preserved(library))["leaves.sha512"]
    assert second.startswith(first) and len(second) == 7 * 64
    assert findings(tmp_path) == set()


def test_an_empty_log_has_nothing_to_preserve(library: Library):
    assert refused(library) == "input.argument"


def test_nobody_who_asks_chooses_the_authority_and_without_one_nothing_is_begun(library: Library, hand: Hand):
    library.preservations.authority = None
    with pytest.raises(AuthorityUnnamed):
        library.works.preserve(PreservationRequest(reason=REASON))
    assert library.works.list() == []
    assert not library.preservations.list().ready
    assert "authority.unnamed" in [one.outcome for one in library.inspection.find(AuditQuery())]


def test_a_process_that_knows_no_authority_leaves_the_work_to_one_that_does(library: Library, hand: Hand):
    work = library.works.preserve(PreservationRequest(reason=REASON))
    known, library.preservations.authority = library.preservations.authority, None
    assert not Workshop(library).do(work.id)
    assert library.works.show(work.id).state == "waiting"
    library.preservations.authority = TimeAuthority("http://127.0.0.1:9/", known.roots)
    assert Workshop(library).do(work.id)
    assert library.works.show(work.id).state == "failed"
    library.preservations.authority = None
    with pytest.raises(AuthorityUnnamed):
        library.works.restart(work.id)
    library.preservations.authority = known
    assert Workshop(library).do(library.works.restart(work.id).id)
    assert library.works.show(work.id).state == "done"


@pytest.mark.parametrize("duty", ["reader", "registrar", "hr"])
def test_it_takes_a_scope_of_its_own(library: Library, hand: Hand, duty: Duty):
    for ask in (
        lambda by: library.works.preserve(PreservationRequest(reason=REASON), asker=by),
        lambda by: library.preservations.list(asker=by),
        lambda by: library.preservations.show(1, asker=by),
    ):
        with pytest.raises(ScopeMissing):
            ask(asker(duty))


def test_the_trail_says_who_had_it_done_and_why(library: Library, hand: Hand):
    officer = asker("privacy-officer")
    work = preserve(library, by=officer)
    assert work.state == "done"
    library.audit.flush()
    lines = [one.entry for one in library.audit.entries(limit=1000) if one.entry.asker == officer.id]
    assert {"works.preservation", "log.preserve", "works.preservation.ended"} <= {one.verb for one in lines}


# ── what is refused ──


def _refuses(authority: Authority, query: bytes) -> tuple[int, bytes]:
    """Ask openssl for a hash that it does not date."""
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha1"}), "hashed_message": bytes(20)}
    )
    return 200, authority.stamped(changed(query, "message_imprint", imprint))


def _wrong_imprint(authority: Authority, query: bytes) -> tuple[int, bytes]:
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha512"}), "hashed_message": bytes(64)}
    )
    return 200, authority.stamped(changed(query, "message_imprint", imprint))


def _flipped(authority: Authority, query: bytes) -> tuple[int, bytes]:
    """Change the last byte, which is of the signature."""
    answer = authority.stamped(query)
    return 200, answer[:-1] + bytes([answer[-1] ^ 1])


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        (lambda authority, query: (500, b"broken"), "authority.refused"),
        (lambda authority, query: (302, b""), "authority.refused"),
        (lambda authority, query: (200, b"x" * (stamping.MAX_ANSWER + 1)), "authority.refused"),
        (_refuses, "authority.refused"),
        (lambda authority, query: (200, b""), "timestamp.malformed"),
        (lambda authority, query: (200, b"<html>captive portal</html>"), "timestamp.malformed"),
        (lambda authority, query: (200, authority.stamped(query)[:-9]), "timestamp.malformed"),
        (lambda authority, query: (200, authority.stamped(changed(query, "nonce", 1))), "timestamp.mismatch"),
        (lambda authority, query: (200, authority.stamped(changed(query, "nonce", None))), "timestamp.mismatch"),
        (_wrong_imprint, "timestamp.mismatch"),
        (lambda authority, query: (200, authority.stamped(changed(query, "cert_req", False))), "timestamp.untrusted"),
        (_flipped, "timestamp.signature"),
    ],
    ids=[
        "500", "redirect", "too much", "a refusal", "nothing", "a page", "cut off", "another's nonce", "no nonce",
        "another's hash", "no certificate", "changed signature",
    ],
)  # fmt: skip
def test_an_answer_that_is_none_keeps_nothing_and_says_what_to_do(
    library: Library, hand: Hand, authority: Authority, replies, code: str
):
    authority.replies = replies
    assert refused(library) == code


def test_an_authority_that_is_not_there_or_does_not_answer_is_told_apart_from_one_that_refuses(
    library: Library, hand: Hand, authority: Authority, monkeypatch: pytest.MonkeyPatch
):
    library.preservations.authority = TimeAuthority("http://127.0.0.1:9/", authority.named.roots)
    assert refused(library) == "authority.unreachable"
    late = threading.Event()
    authority.replies = lambda authority, query: (int(late.wait(60)) and 200, b"")
    library.preservations.authority = authority.named
    monkeypatch.setattr(stamping, "DEADLINE", 0.2)
    try:
        assert refused(library) == "authority.unreachable"
    finally:
        late.set()


@pytest.mark.parametrize(
    "certified",
    [
        {"lasts": dt.timedelta(hours=-1)},
        {"began": dt.timedelta(hours=-1)},
        {"purposes": (ExtendedKeyUsageOID.CODE_SIGNING,)},
        {"purposes": (ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING)},
        {"purposes": (ExtendedKeyUsageOID.TIME_STAMPING,), "critical": False},
    ],
    ids=["ended", "not yet", "for another thing", "for other things too", "not said with weight"],
)
def test_a_certificate_that_does_not_hold_dates_nothing(
    library: Library, hand: Hand, authority: Authority, certified: dict
):
    authority.replies = lambda authority, query: (200, authority.stamped_unfit(query))
    preserved(library)
    authority.certify(**certified)
    assert refused(library) == "timestamp.untrusted"


def test_an_authority_under_another_root_dates_nothing(library: Library, hand: Hand, tmp_path: Path):
    with running(tmp_path / "stranger") as stranger:
        named = library.preservations.authority
        assert named is not None
        library.preservations.authority = TimeAuthority(stranger.url, named.roots)
        assert refused(library) == "timestamp.untrusted"


def test_a_clock_that_is_far_from_the_authoritys_is_told(library: Library, hand: Hand, clock: LyingClock):
    clock.ahead += DAY
    assert refused(library) == "timestamp.apart"


# ── what a check finds ──


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE preserved_leaf SET hashes = {other}", "ledger.preservation-broken"),
        ("DELETE FROM preserved_leaf", "ledger.preservation-broken"),
        ("DELETE FROM preservation WHERE number = 1", "ledger.preservation-broken"),
        ("UPDATE preservation SET sealed = {other}", "store.damaged"),
        ("UPDATE preservation SET size = 5 WHERE number = 1", "store.damaged"),
    ],
)
def test_a_check_finds_what_was_changed(
    library: Library, hand: Hand, tmp_path: Path, engine: str, damage: str, code: str
):
    preserved(library)
    preserved(library)
    other = "zeroblob(384)" if engine == "sqlite" else "decode(repeat('00', 384), 'hex')"
    with library._engine.writing() as session:
        session.execute(damage.format(other=other))
    assert (code, "preservation 1") in findings(tmp_path)


def test_a_check_finds_a_log_that_was_written_anew_under_its_own_keys(library: Library, hand: Hand, tmp_path: Path):
    preserved(library)
    with library._engine.writing() as session:
        session.execute("UPDATE log_entry SET digest = ? WHERE idx = 2", (bytes(32),))
    assert ("ledger.preservation-broken", "preservation 1") in findings(tmp_path)
    work = preserve(library)
    assert work.problem is not None and work.problem.code == "ledger.preservation-broken"


def test_a_check_finds_a_statement_that_is_not_the_one_that_was_preserved(
    library: Library, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    honest = library._archive.files
    monkeypatch.setattr(library._archive, "files", lambda kept: (*honest(kept), b"one more"))
    preserved(library)
    assert {code for code, _ in findings(tmp_path)} == {"ledger.preservation-broken"}


def test_a_preservation_that_came_too_late_is_told(library: Library, hand: Hand, authority: Authority, tmp_path: Path):
    for seconds in SOON:
        authority.certify(lasts=dt.timedelta(seconds=seconds))
        if preserve(library).state == "done":
            break
    ends = library.preservations.list().preservations[0].ends
    while dt.datetime.now(dt.UTC) <= dt.datetime.fromisoformat(ends) + dt.timedelta(seconds=1):
        time.sleep(0.1)
    assert findings(tmp_path) == set()
    authority.certify()
    preserved(library)
    assert findings(tmp_path) == {("timestamp.late", "preservation 2")}


# ── in the middle ──


def test_two_at_once_keep_one(library: Library, hand: Hand):
    works = [library.works.preserve(PreservationRequest(reason=REASON)) for _ in range(2)]
    draft = library.preservations.prepare(lambda done, total: None)
    assert Workshop(library).do(works[0].id)
    authority = library.preservations.authority
    assert authority is not None
    token, said = stamping.stamp(authority, draft.note.imprint, library.preservations.now())
    with pytest.raises(EconsentError) as caught:
        library.preservations.keep(draft, draft.dated(token, said, authority), intent=Intent(reason=REASON))
    assert caught.value.code == "library.changed-meanwhile"
    assert len(library.preservations.list().preservations) == 1


def test_a_process_that_stops_while_the_authority_is_asked_keeps_nothing_and_it_is_begun_again(
    library: Library, hand: Hand, authority: Authority
):
    work = library.works.preserve(PreservationRequest(reason=REASON))
    shop = Workshop(library)

    def stopping(authority: Authority, query: bytes) -> tuple[int, bytes]:
        shop._stopping.set()
        return 200, authority.stamped(query)

    authority.replies = stopping
    shop.do(work.id)
    assert library.works.show(work.id).state == "interrupted"
    assert library.preservations.list().preservations == ()
    authority.replies = Authority.replies
    library.works.restart(work.id)
    assert Workshop(library).do(work.id)
    assert library.works.show(work.id).state == "done"
    assert len(library.preservations.list().preservations) == 1


# ── when it is due ──


def test_it_is_due_when_the_certificate_is_about_to_end_or_the_log_has_grown_for_long(
    library: Library, hand: Hand, authority: Authority, clock: LyingClock
):
    assert not library.preservations.is_due(), "whoever never began is not reminded"
    authority.certify(lasts=dt.timedelta(days=5 * 365))
    preserved(library)
    clock.ahead += 400 * DAY
    assert not library.preservations.is_due()
    speak(library, hand, 8)
    assert library.preservations.is_due()
    library.preservations.months = 0
    assert not library.preservations.is_due()
    clock.ahead += (4 * 365 - 400 - 2) * DAY
    assert not library.preservations.is_due()
    assert needs(library, "admin") == needs(library, "privacy-officer") == {}
    clock.ahead += 4 * DAY
    assert library.preservations.is_due()
    assert needs(library, "admin") == needs(library, "privacy-officer") == {"log.preservation": 1}
    assert needs(library, "registrar") == {}


def test_under_a_short_certificate_it_is_due_in_the_second_half_of_its_time(
    library: Library, hand: Hand, authority: Authority, clock: LyingClock
):
    authority.certify(lasts=dt.timedelta(days=100))
    preserved(library)
    clock.ahead += 49 * DAY
    assert not library.preservations.is_due()
    clock.ahead += 2 * DAY
    assert library.preservations.is_due()


def needs(library: Library, duty: Duty) -> dict[str, int]:
    found = library.attention.needs(asker=asker(duty)).needs
    return {one.code: one.count for one in found if one.code == "log.preservation"}


# ── the note ──


def test_a_note_has_one_spelling(library: Library, hand: Hand):
    preserved(library)
    text = library.preservations.show(1).note
    assert parse_preservation(text).text == text
    wrong = [text[:-1], text + "\n", text.replace("size 6", "size 06"), text.upper(), text.replace("none", "0" * 128)]
    wrong += [text.replace("number 1", "number 2"), text.replace("size 6", "size 0"), text.replace("\n", "\r\n")]
    for other in wrong:
        with pytest.raises(PreservationMalformed):
            parse_preservation(other)


def test_it_is_there_when_the_library_is_opened_again(engine: str, library: Library, hand: Hand, tmp_path: Path):
    preserved(library)
    listed = library.preservations.list().preservations
    with open_library(tmp_path) as again:
        assert again.preservations.list().preservations == listed
        assert not again.preservations.list().ready
