from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.signed_number import LONG, read_signed, signed


@given(st.integers(min_value=0, max_value=10**17))
def test_a_number_comes_back_and_only_for_what_it_was_made(number: int) -> None:
    told = signed(number, purpose="a", secret="s")
    assert read_signed(told.upper(), purpose="a", secret="s") == number
    assert read_signed(told, purpose="b", secret="s") is None
    assert read_signed(told, purpose="a", secret="t") is None
    assert read_signed(told, purpose="a", secret="s", length=LONG) is None


@given(st.text())
def test_anything_else_is_nothing(text: str) -> None:
    assert read_signed(text, purpose="a", secret="s") is None


def test_a_number_has_one_way_to_be_written() -> None:
    told = signed(7, purpose="a", secret="s").replace("m7.", "m07.")
    assert read_signed(told, purpose="a", secret="s") is None
