"""Who holds a receipt: what its code shows to anybody, and the copy that takes the person's number as well."""

from __future__ import annotations

import pytest

from econsent import codes, errors
from econsent.exchange import AuditQuery
from econsent.library import Library
from tests.builders import IIN, LyingClock, abandonment, consent, iin
from tests.hand import PAGES, Hand, deposit

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def code(library: Library) -> str:
    hand = Hand.enrol(library)
    said = hand.say(consent(hand))
    deposit(library, [said])
    return codes.write(said.digest[: codes.BYTES])


def test_the_code_shows_where_in_the_log_it_stands_and_nothing_of_the_person(library: Library, code: str):
    found = library.receipts.shown(code)
    assert (found.index, found.size, found.origin) == (0, 1, library.origin)
    assert found.note == library.checkpoint()
    assert found.cosignatures[0].name == library.origin
    assert all(one.dated for one in found.cosignatures)
    assert IIN not in repr(found) and "Әсел" not in repr(found)
    with pytest.raises(errors.StatementUnknown):
        library.receipts.shown("0000-0000-0000-0000")


def test_the_copy_takes_the_number_and_is_noted_as_taken(library: Library, code: str):
    assert library.receipts.copy(code, f" {IIN[:6]} {IIN[6:]}") == PAGES
    [line] = library.inspection.find(AuditQuery(asker="receipt"))
    assert (line.verb, line.outcome, len(line.digests)) == ("receipt.copy", "ok", 1)


def test_a_wrong_number_and_an_unknown_code_hear_the_same(library: Library, code: str):
    heard = set()
    for tried, number in ((code, iin(7)), ("0000-0000-0000-0000", IIN), (code, "nobody's"), (code, "")):
        with pytest.raises(errors.StatementUnknown) as refused:
            library.receipts.copy(tried, number)
        heard.add((refused.value.what, refused.value.remedy))
    assert len(heard) == 1


def test_a_code_tried_in_vain_too_often_is_closed_for_a_while_also_for_the_right_number(
    library: Library, code: str, clock: LyingClock
):
    for _ in range(5):
        with pytest.raises(errors.StatementUnknown):
            library.receipts.copy(code, iin(7))
    with pytest.raises(errors.RateLimited) as limited:
        library.receipts.copy(code, IIN)
    clock.ahead += int(limited.value.retry_after + 1) * 1_000_000
    assert library.receipts.copy(code, IIN) == PAGES


def test_of_what_is_about_nobody_no_copy_is_given_out(library: Library):
    hand = Hand.enrol(library)
    said = hand.say(abandonment(hand))
    deposit(library, [said])
    for number in ("nobody's", "NOBODY'S", ""):
        with pytest.raises(errors.StatementUnknown):
            library.receipts.copy(codes.write(said.digest[: codes.BYTES]), number)
