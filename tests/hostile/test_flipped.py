"""One changed byte anywhere, and the verifier says which part failed: never a traceback, never "verified"."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import econsent
from econsent.envelope import open_envelope
from econsent.errors import EconsentError
from econsent.verify import verify_statement

pytestmark = pytest.mark.filterwarnings("ignore:Parsed a serial number")

THINGS = {
    "statement": ("keys.", "record.", "identity.", "instant.", "verify.", "input."),
    "evidence": ("verify.evidence", "verify.unknown-file"),
    "receipt": ("ledger.", "keys.certificate-", "verify."),
    "checkpoint": ("ledger.", "keys.certificate-", "verify."),
    "bundle": ("verify.", "document.", "keys.", "record.", "ledger.", "identity.", "instant."),
    "envelope": ("envelope.",),
}
"""What may be changed, and how the codes of its refusal begin."""
STRIDE = {"statement": 41, "evidence": 17, "receipt": 23, "checkpoint": 23, "bundle": 997, "envelope": 499}
"""How far apart the sampled positions lie: a prime, so that every part of a line comes up."""


def check(proven, thing: str, data: bytes) -> None:
    """Check everything there is about the statement, one thing of it changed."""
    if thing == "envelope":
        open_envelope(data, proven.key)
        return
    files = {"statement": proven.statement, "evidence": proven.evidence, "receipt": proven.receipt}
    files |= {"checkpoint": proven.checkpoint}
    if thing == "bundle":
        files = {}
    econsent.verify(*(files | {thing: data}).values(), roots=[proven.root_pem])


def refusal(proven, thing: str, data: bytes) -> EconsentError:
    with pytest.raises(EconsentError) as caught:
        check(proven, thing, data)
    return caught.value


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


@pytest.mark.parametrize("thing", THINGS)
def test_what_nobody_changed_verifies(proven, thing):
    check(proven, thing, getattr(proven, thing))


@pytest.mark.parametrize("thing", THINGS)
def test_one_flipped_bit_is_refused_by_name(proven, thing):
    data = getattr(proven, thing)
    for place in {*range(0, len(data), STRIDE[thing]), len(data) - 1}:
        error = refusal(proven, thing, flipped(data, place, place % 8))
        assert error.code.startswith(THINGS[thing]), (place, error)
        assert thing == "envelope" or error.path, (place, error.code, error)


@pytest.mark.sweep
@pytest.mark.parametrize("bit", range(8))
@pytest.mark.parametrize("thing", THINGS)
def test_every_bit_of_it(proven, thing, bit):
    data = getattr(proven, thing)
    step = 8 if thing in ("bundle", "envelope") else 1  # a bit of every byte there: one check takes milliseconds
    for place in range(bit % step, len(data), step):
        assert refusal(proven, thing, flipped(data, place, bit)).code.startswith(THINGS[thing]), place


@pytest.mark.parametrize("thing", THINGS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_anything_cut_out_put_in_or_exchanged_is_refused(proven, thing, draw):
    data = getattr(proven, thing)
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 40)))
    changed = data[:start] + draw.draw(st.binary(max_size=40)) + data[end:]
    if changed != data:
        assert refusal(proven, thing, changed).code.startswith(THINGS[thing])


@pytest.mark.parametrize("thing", ["statement", "evidence", "receipt", "checkpoint"])
def test_the_bare_procedure_refuses_it_too(proven, thing):
    data = getattr(proven, thing)
    for place in range(0, len(data), STRIDE[thing] * 3):
        parts = {name: getattr(proven, name) for name in ("statement", "evidence", "receipt", "checkpoint")}
        parts[thing] = flipped(data, place, place % 8)
        with pytest.raises(EconsentError) as caught:
            verify_statement(
                parts["statement"],
                proven.trust,
                evidence=[parts["evidence"]],
                receipt=parts["receipt"],
                after=parts["checkpoint"],
            )
        if thing != "statement":
            part = {"evidence": "evidence[0]", "checkpoint": "after"}.get(thing, thing)
            assert caught.value.path.startswith(part), (place, caught.value)
