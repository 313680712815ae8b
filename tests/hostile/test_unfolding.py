"""A small file, well sealed by somebody, that would unfold into more than a reader's memory."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from econsent.document.check import open_document
from econsent.document.containers import verify
from econsent.document.seal import Attachment, Properties, seal
from econsent.errors import CertificateForeign
from tests.builders import make_library
from tests.hand import Hand

UNFOLDED = 100 * 1024 * 1024


@pytest.fixture(scope="module")
def unfolding(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A document sealed by a station of another library."""
    pages = io.BytesIO()
    canvas = Canvas(pages)
    canvas.drawString(100, 100, "1")
    canvas.save()
    attachment = Attachment("statement.jws", "application/jose", "Source", "", bytes(UNFOLDED))
    made = Properties("title", "kk", dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    with make_library(tmp_path_factory.mktemp("stranger")) as stranger:
        return seal(pages.getvalue(), made, [attachment], Hand.enrol(stranger).signer)


def test_a_strangers_document_is_not_unfolded(unfolding: bytes, tmp_path: Path):
    assert len(unfolding) < UNFOLDED // 100
    with make_library(tmp_path) as library:
        root = library.root_pem.encode()
    tracemalloc.start()
    try:
        with pytest.raises(CertificateForeign):
            verify(unfolding, roots=[root])
        assert tracemalloc.get_traced_memory()[1] < UNFOLDED // 10
    finally:
        tracemalloc.stop()


def test_with_an_empty_list_of_roots_nobody_is_trusted(unfolding: bytes):
    with pytest.raises(CertificateForeign):
        open_document(unfolding, roots=())
