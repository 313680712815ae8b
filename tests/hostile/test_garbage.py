"""Whatever bytes a stranger sends, a public parser answers with an error of ours."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import econsent
from econsent import exchange, identity, instant, keys, ledger, placement, record, site
from econsent.document import bundle, inkml
from econsent.document.check import open_document
from econsent.envelope import open_envelope
from econsent.errors import EconsentError
from econsent.forms import Catalogue, parse_text
from econsent.store.folder import shipped_forms
from econsent.store.home import der_of
from econsent.verify import open_after, verify_receipt
from tests.vectors.making import payloads
from tests.vectors.making.world import LIBRARY, LOG, compact

pytestmark = pytest.mark.filterwarnings("ignore:Parsed a serial number")

PAYLOAD = compact(payloads.consent())
QUESTION = b'{"person":{"system":"kz.iin","value":"900101300126"},"scope":"filming.video"}'


def text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


PARSERS: dict[str, tuple[Callable[[bytes, object], object], Callable[[object], bytes]]] = {
    "payload": (lambda data, _: record.parse(data), lambda _: PAYLOAD),
    "jws": (lambda data, _: keys.open_jws(data), lambda proven: proven.statement),
    "certificate": (lambda data, _: keys.load_certificate(data), lambda _: LIBRARY.chain[0]),
    "chain": (
        lambda data, proven: keys.check_chain((data, LIBRARY.issuing.der), (LIBRARY.root.der,)),
        lambda _: LIBRARY.chain[0],
    ),
    "certificate in PEM": (lambda data, _: der_of(data), lambda proven: proven.root_pem),
    "base64": (lambda data, _: keys.decode_base64(text(data)), lambda _: base64.b64encode(PAYLOAD)),
    "envelope": (lambda data, proven: open_envelope(data, proven.key), lambda proven: proven.envelope),
    "receipt": (lambda data, proven: verify_receipt(data, proven.trust), lambda proven: proven.receipt),
    "certified checkpoint": (lambda data, proven: open_after(data, proven.trust), lambda proven: proven.checkpoint),
    "note": (
        lambda data, _: ledger.open_checkpoint(data, [ledger.parse_vkey(key) for key in LOG.vkeys]),
        lambda _: LOG.note(2).encode(),
    ),
    "verifier key": (lambda data, _: ledger.parse_vkey(text(data)), lambda _: LOG.vkeys[0].encode()),
    "tile path": (lambda data, _: ledger.parse_tile_path(text(data)), lambda _: b"tile/0/x001/067.p/5"),
    "bundle": (lambda data, _: bundle.unpack(data), lambda proven: proven.bundle),
    "document": (lambda data, _: open_document(data), lambda proven: proven.document),
    "ink": (lambda data, _: inkml.decode(data), lambda proven: proven.evidence),
    "any file": (lambda data, proven: econsent.verify(data, roots=[proven.root_pem]), lambda proven: proven.bundle),
    "any root": (lambda data, proven: econsent.verify(proven.statement, roots=[data]), lambda proven: proven.root_pem),
    "message": (lambda data, _: exchange.parse(data, exchange.Question), lambda _: QUESTION),
    "frames": (lambda data, _: exchange.unpack_frames(data), lambda _: exchange.pack_frames([b"one", b"two"])),
    "IIN": (lambda data, _: identity.parse_iin(text(data)), lambda _: b"900101300126"),
    "BIN": (lambda data, _: identity.parse_bin(text(data)), lambda _: b"100140000122"),
    "moment": (lambda data, _: instant.parse(text(data)), lambda _: b"2026-11-23T10:00:00+05:00"),
    "form text": (lambda data, _: parse_text(data, "text"), lambda _: form_text()),
    "register in TOML": (lambda data, _: site.read([data]), lambda _: register_page("toml")),
    "register in CSV": (lambda data, _: site.read([register_page("toml"), data]), lambda _: register_page("csv")),
    "register that was kept": (
        lambda data, _: site.load(data),
        lambda _: site.dump(site.read([register_page("toml")])),
    ),
    "rule table": (lambda data, _: placement.read(law() | {"order.toml": data}), lambda _: law()["order.toml"]),
    "catalogue": (lambda data, _: Catalogue.from_files({"MANIFEST": data}), lambda _: manifest()),
}


def manifest() -> bytes:
    return (Path(__file__).parents[2] / "forms" / "MANIFEST").read_bytes()


def register_page(form: str) -> bytes:
    page = (Path(__file__).parents[2] / "docs" / "site.md").read_text(encoding="utf-8")
    return page.partition(f"```{form}\n")[2].partition("```")[0].encode()


def law() -> dict[str, bytes]:
    catalogue = Catalogue.from_files(shipped_forms())
    return dict(catalogue.law(placement.ORDER, catalogue.editions(placement.ORDER)[-1]))


def form_text() -> bytes:
    return next((Path(__file__).parents[2] / "forms" / "notice").glob("*/kk.md")).read_bytes()


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_garbage_is_refused_with_an_error_of_ours(proven, name, draw):
    parse, good = PARSERS[name]
    data = good(proven)
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, len(data)))
    garbage = draw.draw(st.binary(max_size=60) | st.text(max_size=30).map(str.encode))
    whole = draw.draw(st.sampled_from([garbage, data[:start] + garbage + data[end:], data[start:end]]))
    with contextlib.suppress(EconsentError):
        parse(whole, proven)


@pytest.mark.parametrize("name", PARSERS)
def test_the_parser_takes_what_is_good(proven, name):
    parse, good = PARSERS[name]
    with contextlib.suppress(EconsentError) if name == "catalogue" else contextlib.nullcontext():
        parse(good(proven), proven)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(field=st.sampled_from(sorted(payloads.consent())), inner=st.booleans(), value=JSON, draw=st.data())
def test_any_json_in_the_place_of_any_field_is_refused_or_right(field, inner, value, draw):
    said = payloads.consent()
    if inner and isinstance(said[field], dict):
        said[field][draw.draw(st.sampled_from(sorted(said[field])))] = value
    else:
        said[field] = value
    with contextlib.suppress(EconsentError):
        record.parse(json.dumps(said).encode())


@pytest.mark.parametrize("depth", [10, 10_000, 60_000])
def test_deep_nesting_is_refused(depth):
    with pytest.raises(EconsentError):
        record.parse(b'{"schema":' + b"[" * depth + b"]" * depth + b"}")
