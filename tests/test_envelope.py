"""Envelopes: only their library opens them, and only as they were sealed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from econsent.envelope import KEY_ID_BYTES, MAGIC, MAX_ENVELOPE, Contents, EnvelopeKey, open_envelope, seal
from econsent.errors import EnvelopeBroken, EnvelopeError, EnvelopeForeign, EnvelopeMalformed
from tests.vectors.making import hpke
from tests.vectors.making.world import ec_key

KEY = EnvelopeKey.of(ec_key("envelope"))
PUBLIC = KEY.private.public_key()
CONTENTS = Contents(jws=b"a.b.c", evidence=(b"ink", b""), document=b"%PDF-")
HEAD = len(MAGIC) + KEY_ID_BYTES


@given(jws=st.binary(max_size=200), evidence=st.lists(st.binary(max_size=50), max_size=4), document=st.binary())
@settings(max_examples=40, deadline=None)
def test_what_is_sealed_comes_out_as_it_was(jws, evidence, document):
    contents = Contents(jws=jws, evidence=tuple(evidence), document=document)
    assert open_envelope(seal(contents, PUBLIC), KEY) == contents


def test_another_library_cannot_open_it_and_says_why():
    other = EnvelopeKey.of(ec_key("another"))
    with pytest.raises(EnvelopeForeign):
        open_envelope(seal(CONTENTS, PUBLIC), other)


def test_another_key_under_the_right_name_cannot_open_it():
    thief = EnvelopeKey(ec_key("thief"), KEY.id)
    with pytest.raises(EnvelopeBroken):
        open_envelope(seal(CONTENTS, PUBLIC), thief)


def test_the_same_contents_are_never_sealed_into_the_same_bytes():
    one, other = seal(CONTENTS, PUBLIC), seal(CONTENTS, PUBLIC)
    assert one[:HEAD] == other[:HEAD]
    assert one[HEAD : HEAD + 65] != other[HEAD : HEAD + 65]


def test_nothing_of_the_contents_can_be_seen_from_outside():
    contents = Contents(jws=b"a distinctive statement", evidence=(b"a distinctive drawing",), document=b"")
    assert b"distinctive" not in seal(contents, PUBLIC)


def test_it_is_what_the_rfc_says():
    """RFC 9180 written out a second time, in the vectors' own hand, makes what this opens (SPEC 6.3)."""
    head = MAGIC + KEY.id
    plain = b"\x93\xc4\x05a.b.c\x90\xc4\x01x"
    sealed = head + hpke.seal(plain, PUBLIC, ec.derive_private_key(4711, ec.SECP256R1()), head)
    assert open_envelope(sealed, KEY) == Contents(jws=b"a.b.c", evidence=(), document=b"x")


def test_every_byte_counts():
    envelope = seal(CONTENTS, PUBLIC)
    for place in range(len(envelope)):
        broken = envelope[:place] + bytes([envelope[place] ^ 1 << place % 8]) + envelope[place + 1 :]
        with pytest.raises(EnvelopeError):
            open_envelope(broken, KEY)


def test_every_cut_is_noticed():
    envelope = seal(CONTENTS, PUBLIC)
    for length in range(len(envelope)):
        with pytest.raises(EnvelopeError):
            open_envelope(envelope[:length], KEY)


def test_more_than_an_envelope_can_hold_is_not_even_opened():
    with pytest.raises(EnvelopeMalformed) as caught:
        open_envelope(MAGIC + KEY.id + bytes(MAX_ENVELOPE), KEY)
    assert caught.value.clause == "6.1"
