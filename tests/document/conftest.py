"""One station, its root, the released forms, and documents issued once for the tests that only read them."""

from __future__ import annotations

import pytest

from econsent.document.issue import Issued, issue
from econsent.forms import Catalogue
from econsent.signing.file_key import FileKey
from tests.document import people


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return people.catalogue()


@pytest.fixture(scope="session")
def station() -> FileKey:
    return people.station()[0]


@pytest.fixture(scope="session")
def root() -> bytes:
    return people.station()[1]


@pytest.fixture(scope="session")
def issued(station, catalogue) -> Issued:
    """A patient's consent in Kazakh, with ink."""
    return issue(people.consent(), people.circumstances(), station, catalogue)


@pytest.fixture(
    params=[
        "consent", "refusal", "representative", "witnessed", "paper", "withdrawal", "notice", "abandonment",
        "correction",
    ]
)  # fmt: skip
def any_kind(request, station, catalogue) -> Issued:
    drafts = {
        "consent": people.consent,
        "refusal": lambda: people.consent("ru", ()),
        "representative": lambda: people.consent("en", ("filming.video",), grantor=people.REPRESENTATIVE),
        "witnessed": lambda: people.consent(signature_class="mark", witness=people.WITNESS),
        "paper": people.on_paper,
        "withdrawal": people.withdrawal,
        "notice": people.notice,
        "abandonment": people.abandonment,
        "correction": people.correction,
    }
    return issue(drafts[request.param](), people.circumstances(), station, catalogue)
