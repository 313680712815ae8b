"""A form is released over HTTP as in process, and a station on the wire takes it over."""

from __future__ import annotations

import httpx
import pytest

from econsent import errors
from econsent.library import Library
from econsent.remote import Remote
from econsent.station import Station
from tests.builders import WHY
from tests.own import draft


def test_a_form_is_released_over_http_as_in_process(library: Library, remote: Remote):
    made = remote.forms.release(draft(), intent=WHY)
    assert library.forms.release(draft()) == made
    assert remote.forms.manifest() == library.forms.manifest()
    for digest in made.files.values():
        assert remote.forms.file(digest) == library.forms.file(digest)
    with pytest.raises(errors.FormRefused) as caught:
        remote.forms.release(draft(en=("at any time", "sometimes")), intent=WHY)
    assert caught.value.path == "en#withdraw"
    for files in ({}, {"../kk.md": b""}, {"kk.md": b"x" * 200_000}):
        with pytest.raises(errors.ArgumentInvalid):
            remote.forms.release(files, intent=WHY)


def test_a_kiosk_on_the_wire_takes_released_forms_over(library: Library, kiosk: Station):
    made = library.forms.release(draft())
    assert kiosk.sync().forms == (f"{made.form}/{made.version}",)
    assert kiosk.catalogue.latest(made.form).version == made.version


def test_without_a_token_forms_are_read_and_not_released(library: Library, url: str):
    made = library.forms.release(draft())
    with Remote(url) as nobody:
        assert nobody.forms.manifest() == library.forms.manifest()
        with pytest.raises(errors.AccessDenied):
            nobody.forms.release(draft(said="Другое."))
    digest = next(iter(made.files.values()))
    assert "immutable" in httpx.get(f"{url}/v1/forms/{digest}").headers["cache-control"]
    unknown = httpx.get(f"{url}/v1/forms/{'0' * 64}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "forms.missing-file")
