"""Code 128: read again by a reader that knows nothing of how it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.letter import bars

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


@given(st.one_of(PRINTABLE, st.from_regex(r"\AL[0-9]{1,18}[A-Z]{3}[0-9A-Z]\Z")))
def test_what_is_written_is_read_again(text: str) -> None:
    assert read(bars.widths(text)) == text


def test_digits_are_packed_in_pairs() -> None:
    assert len(bars.widths("123456")) < len(bars.widths("ABCDEF"))


def test_a_known_symbol() -> None:
    # "A" by hand: start B (104), A (33), check (104 + 33) mod 103 = 34, stop.
    assert bars.widths("A") == [int(one) for one in "2112141113231311232331112"]


@pytest.mark.parametrize("text", ["", "ü", "a\n"])
def test_what_it_cannot_carry_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        bars.widths(text)


def read(widths: list[int]) -> str:
    """Read Code 128: check character first, then sign after sign."""
    assert sum(widths) % 11 == 2
    assert len(widths) % 6 == 1
    patterns = ["".join(map(str, widths[at : at + 6])) for at in range(0, len(widths) - 7, 6)]
    values = [bars._PATTERNS.index(one) for one in patterns]
    *body, check = values
    assert (body[0] + sum(place * one for place, one in enumerate(body))) % 103 == check
    in_pairs, text = body[0] == 105, ""
    for value in body[1:]:
        if value == (100 if in_pairs else 99):
            in_pairs = not in_pairs
        else:
            text += f"{value:02}" if in_pairs else chr(value + 32)
    return text
