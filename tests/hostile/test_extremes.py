"""Values at the end of what a type can hold, and headers that would fill what remembers them."""

from __future__ import annotations

import base64
import secrets

import msgspec
import pytest

from econsent import errors, keys
from econsent.exchange import DepositReply, Question, parse


def test_a_header_of_half_a_megabyte_is_refused_and_not_remembered():
    known = keys._chain_of.cache_info().currsize
    certificate = base64.b64encode(secrets.token_bytes(240_000)).decode()
    header = msgspec.json.encode({"alg": "ES256", "typ": keys.JWS_TYPE, "x5c": [certificate, "AAAA"]})
    jws = base64.urlsafe_b64encode(header).rstrip(b"=") + b".e30.AAAA"
    assert len(jws) < keys.MAX_JWS
    with pytest.raises(errors.JwsMalformed) as refused:
        keys.open_jws(jws)
    assert refused.value.clause == "1.3"
    assert keys._chain_of.cache_info().currsize == known


@pytest.mark.parametrize("time", [-(2**63), -1, 2**63, 2**64 - 1])
def test_a_library_whose_clock_is_beyond_the_calendar_is_not_understood(time: int):
    reply = {"checkpoint": "", "consistency": [], "delivered": [], "refused": [], "time": time}
    assert parse(msgspec.json.encode(reply | {"time": 0}), DepositReply).time == 0
    with pytest.raises(errors.ArgumentInvalid) as refused:
        parse(msgspec.json.encode(reply), DepositReply)
    assert refused.value.path == "time"


def test_what_was_sent_as_the_name_of_a_field_is_not_repeated():
    with pytest.raises(errors.ArgumentInvalid) as refused:
        parse(b'{"900101300126":1}', Question)
    assert "900101300126" not in str(refused.value.as_dict())
