"""Receipts over HTTP, for a program without a token: what a code proves, and the document with the person's number."""

from __future__ import annotations

import httpx
import pytest

from econsent import codes, errors
from econsent.library import Library
from econsent.remote import Remote
from tests.builders import IIN, consent, iin
from tests.hand import PAGES, Hand, deposit


@pytest.fixture
def code(library: Library) -> str:
    hand = Hand.enrol(library)
    said = hand.say(consent(hand))
    deposit(library, [said])
    return codes.write(said.digest[: codes.BYTES])


def test_a_program_without_a_token_sees_what_a_receipt_proves_and_fetches_the_document_with_the_number(
    library: Library, url: str, code: str
):
    with Remote(url) as remote:
        assert remote.receipts.shown(code) == library.receipts.shown(code)
        assert remote.receipts.copy(code, IIN) == PAGES
        for tried, number in ((code, iin(7)), (codes.write(bytes(codes.BYTES)), IIN)):
            with pytest.raises(errors.StatementUnknown, match="for this code and this number"):
                remote.receipts.copy(tried, number)
        with pytest.raises(errors.CodeMalformed):
            remote.receipts.shown("no code")


def test_the_number_stands_in_no_address_and_an_answer_is_kept_by_nobody(url: str, code: str):
    answer = httpx.post(f"{url}/v1/receipts/{code}/document", json={"number": IIN})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert httpx.get(f"{url}/v1/receipts/{code}/document?number={IIN}").status_code == 405
