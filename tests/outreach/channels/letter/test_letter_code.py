"""Letter codes: written, read again, and what is wrong with those that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.letter import letter_code as code

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = st.integers(0, 10**12)
KEYS = st.text(min_size=1, max_size=20)


@given(NUMBERS, KEYS)
def test_a_code_is_read_as_it_was_written(number: int, key: str) -> None:
    found = code.read(code.written(number, key))
    assert found.message_id == number
    assert found.fits(key)


@given(NUMBERS, KEYS, st.data())
def test_every_single_wrong_character_is_noticed(number: int, key: str, data: st.DataObject) -> None:
    right = code.written(number, key)
    place = data.draw(st.integers(0, len(right) - 1))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != right[place]]))
    with pytest.raises(code.CodeRefused):
        code.read(right[:place] + wrong + right[place + 1 :])


def test_a_code_of_another_key_does_not_fit() -> None:
    assert not code.read(code.written(17, "act:17")).fits("act:18")


def test_it_may_be_typed_with_blanks_and_in_small_letters() -> None:
    right = code.written(17, "act:9")
    for typed in (right.lower(), f" {code.spaced(right)}\n", " ".join(right)):
        assert code.read(typed) == code.read(right)


def test_a_known_check_character() -> None:
    # The example of ISO/IEC 7064 for MOD 37,36.
    assert code.check_character("A12425GABC1234002") == "M"


@pytest.mark.parametrize(
    "typed", ["", "L", "17", "LABC", "Ｌ17LCU6", "L17LCUC L17LCUC", "L" + "9" * 400, "=cmd|1", "L17HZ6"]
)
def test_what_is_no_code_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(code.CodeRefused, match=r"no letter code\. One reads like L17-LCUC\.$"):
        code.read(typed)


def test_a_wrong_check_character_is_said() -> None:
    with pytest.raises(code.CodeRefused, match="last character does not fit"):
        code.read("L17LCUD")
