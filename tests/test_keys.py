"""JWS, certificates and chains, beyond the vectors: what a signer makes, a verifier takes, and nothing near it."""

from __future__ import annotations

import base64
import datetime as dt
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent import keys, record
from econsent.errors import (
    CertificateExpired,
    CertificateForeign,
    CertificateInvalid,
    EconsentError,
    JwsMalformed,
    SignatureInvalid,
)
from econsent.instant import SECOND, Interval, to_micros
from econsent.signing.file_key import FileKey
from econsent.signing.jws import sign_compact
from tests.vectors.making.world import ENROLLED, LIBRARY, NAMESAKE, ORDER, OTHER, b64, ec_key

DEVICE = FileKey(ec_key("library station-1"), LIBRARY.chain)
START = to_micros(ENROLLED - dt.timedelta(minutes=5))
END = to_micros(ENROLLED + dt.timedelta(days=3 * 365))


@given(payload=st.binary(max_size=300))
@settings(max_examples=50, deadline=None)
def test_what_a_signer_makes_a_verifier_takes(payload):
    jws = sign_compact(payload, DEVICE)
    opened = keys.open_jws(jws)
    assert (opened.payload, opened.chain) == (payload, LIBRARY.chain)
    keys.check_signature(jws, opened.chain[0])


@given(data=st.binary(max_size=40))
@settings(max_examples=50, deadline=None)
def test_a_signer_always_gives_the_low_half(data):
    signature = DEVICE.sign(data)
    assert int.from_bytes(signature[32:]) <= ORDER // 2
    assert signature == DEVICE.sign(data)


def test_one_statement_has_one_digest():
    """The other signature that fits the same key and bytes, with s negated, is refused (SPEC 1.6)."""
    jws = sign_compact(b"{}", DEVICE)
    head, _, tail = jws.rpartition(b".")
    raw = base64.urlsafe_b64decode(tail + b"==")
    other = raw[:32] + (ORDER - int.from_bytes(raw[32:])).to_bytes(32)
    twin = head + b"." + base64.urlsafe_b64encode(other).rstrip(b"=")
    assert record.digest(twin) != record.digest(jws)
    with pytest.raises(SignatureInvalid) as caught:
        keys.check_signature(twin, LIBRARY.chain[0])
    assert caught.value.clause == "1.6"


def test_a_jws_larger_than_a_statement_can_be_is_not_even_split():
    with pytest.raises(JwsMalformed) as caught:
        keys.open_jws(b"." * (keys.MAX_JWS + 1))
    assert caught.value.clause == "1.1"


def test_bytes_that_are_not_ascii_are_refused():
    jws = sign_compact(b"{}", DEVICE)
    for place in (0, len(jws) // 2, len(jws) - 1):
        with pytest.raises(JwsMalformed):
            keys.open_jws(jws[:place] + b"\xd0" + jws[place + 1 :])


@pytest.mark.parametrize("text", ["A", "QQ", "QQ=", "QQ==\n", " QQ==", "QR==", "-_==", "QQ==QQ=="])
def test_base64_of_another_spelling_is_refused(text):
    with pytest.raises(JwsMalformed):
        keys.decode_base64(text)


@pytest.mark.parametrize("when", [(START, START), (END, END), (0, START), (END, END + SECOND), (0, END + SECOND)])
def test_a_certificate_holds_for_an_interval_that_meets_its_validity(when):
    keys.check_validity((LIBRARY.chain[0],), Interval(*when))


@pytest.mark.parametrize("when", [(0, START - 1), (END + 1, END + SECOND)])
def test_a_certificate_does_not_hold_a_microsecond_outside(when):
    with pytest.raises(CertificateExpired):
        keys.check_validity((LIBRARY.chain[0],), Interval(*when))


def test_the_right_one_of_many_roots_is_found_in_any_order():
    roots = (NAMESAKE.root.der, OTHER.root.der, LIBRARY.root.der)
    keys.check_chain(LIBRARY.chain, roots)
    keys.check_chain(LIBRARY.chain, roots[::-1])
    with pytest.raises(CertificateForeign):
        keys.check_chain(LIBRARY.chain, roots[:2])


def test_a_refused_chain_is_refused_again():
    """What was answered once is remembered; a refusal must not turn into trust, nor trust leak to another root."""
    keys.check_chain(LIBRARY.chain, (LIBRARY.root.der,))
    for _ in range(2):
        with pytest.raises(CertificateForeign):
            keys.check_chain(LIBRARY.chain, (OTHER.root.der,))


def test_a_chain_names_its_device_and_organisation():
    device = LIBRARY.chain[0]
    assert (keys.common_name(device), keys.controller_bin(device)) == ("station-1", LIBRARY.bin)


def test_the_devices_jwk_is_its_public_key_and_nothing_more():
    jwk = keys.device_jwk(LIBRARY.chain[0])
    numbers = ec_key("library station-1").public_key().public_numbers()
    assert jwk == {
        "kty": "EC",
        "crv": "P-256",
        "x": base64.urlsafe_b64encode(numbers.x.to_bytes(32)).rstrip(b"=").decode(),
        "y": base64.urlsafe_b64encode(numbers.y.to_bytes(32)).rstrip(b"=").decode(),
        "alg": "ES256",
        "use": "sig",
    }


def test_a_note_key_is_no_device_and_a_device_no_note_key():
    note = LIBRARY.note_key("econsent-1", "log")
    with pytest.raises(CertificateInvalid):
        keys.device_jwk(note)
    with pytest.raises(CertificateInvalid):
        keys.ed25519_key(LIBRARY.chain[0])


def test_no_device_is_certified_on_another_curve():
    key = ec.derive_private_key(7, ec.SECP384R1()).public_key()
    with pytest.raises(CertificateInvalid):
        LIBRARY.issuing.issue_device(key, "station-9", ENROLLED, 1)


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_every_byte_of_a_certificate_counts():
    device, issuing = LIBRARY.chain
    for place in range(len(device)):
        broken = device[:place] + bytes([device[place] ^ 1 << place % 8]) + device[place + 1 :]
        with pytest.raises(EconsentError):
            keys.check_chain((broken, issuing), (LIBRARY.root.der,))


def test_a_header_with_a_broken_certificate_says_so():
    signer = SimpleNamespace(chain=(b"not DER", LIBRARY.issuing.der), sign=DEVICE.sign)
    opened = keys.open_jws(sign_compact(b"{}", signer))
    assert opened.chain[0] == b"not DER"
    with pytest.raises(CertificateInvalid):
        keys.check_chain(opened.chain, (LIBRARY.root.der,))


def test_canonical_base64_comes_back():
    assert keys.decode_base64(b64(b"\x00\xff\x10")) == b"\x00\xff\x10"
