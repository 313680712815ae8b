"""Codes that people read out and type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econsent import codes
from econsent.errors import CodeMalformed


@given(st.binary(min_size=codes.BYTES, max_size=codes.BYTES))
def test_a_code_is_read_as_it_was_written(value: bytes) -> None:
    assert codes.read(codes.write(value)) == value


@given(st.binary(min_size=codes.BYTES, max_size=codes.BYTES))
def test_a_code_is_read_as_people_type_it(value: bytes) -> None:
    typed = codes.write(value).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert codes.read(typed) == value
    assert codes.hashed(typed) == codes.hashed(codes.write(value))


@given(st.text())
def test_any_text_is_a_code_or_is_refused(text: str) -> None:
    try:
        assert len(codes.read(text)) == codes.BYTES
    except CodeMalformed as error:
        assert error.code == "input.code"


@pytest.mark.parametrize("typed", ["", "7K3P", "UUUU-UUUU-UUUU-UUUU", "7K3P-9QWX-2B4C-D5EF-0"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeMalformed):
        codes.read(typed)
