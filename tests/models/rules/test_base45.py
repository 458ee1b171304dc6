import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.base45 import base45, from_base45


@pytest.mark.parametrize(
    ("content", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")]
)
def test_the_examples_of_rfc_9285_hold(content: bytes, text: str) -> None:
    assert base45(content) == text
    assert from_base45(text) == content


@given(st.binary(max_size=300))
def test_whatever_is_written_is_read_again(content: bytes) -> None:
    assert from_base45(base45(content)) == content


@pytest.mark.parametrize("text", ["A", "AAAA", "a00", "GGW", ":::", "::"])
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not base45"):
        from_base45(text)
