"""Rounding: five ways, checked against the standard library's decimals."""

import decimal
import doctest
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.money import rounding as chapter_page
from goodstanding.money.rounding import Rounding, RoundingUnknown, divide, ratio, round_decimal

WAYS: tuple[Rounding, ...] = get_args(Rounding)
ORACLE = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
}
WIDE = decimal.Context(prec=120)
ANY_WAY = st.sampled_from(WAYS)
WHOLE = st.integers(-(10**18), 10**18)
NOT_ZERO = st.integers(-(10**6), 10**6).filter(bool)


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        #             2.5 -2.5 3.5 2.4 -2.4 2.6 -2.6
        ("half_up", [3, -3, 4, 2, -2, 3, -3]),
        ("half_even", [2, -2, 4, 2, -2, 3, -3]),
        ("half_down", [2, -2, 3, 2, -2, 3, -3]),
        ("up", [3, -3, 4, 3, -3, 3, -3]),
        ("down", [2, -2, 3, 2, -2, 2, -2]),
    ],
)
def test_each_way_at_the_half_and_beside_it(way: Rounding, expected: list[int]) -> None:
    assert [divide(tenths, 10, rounding=way) for tenths in (25, -25, 35, 24, -24, 26, -26)] == expected


@pytest.mark.parametrize("way", WAYS)
def test_whole_quotients_are_never_moved(way: Rounding) -> None:
    assert [divide(each, 4, rounding=way) for each in (8, -8, 0)] == [2, -2, 0]


@given(numerator=WHOLE, denominator=NOT_ZERO, way=ANY_WAY)
def test_divide_agrees_with_decimal(numerator: int, denominator: int, way: Rounding) -> None:
    exact = WIDE.divide(Decimal(numerator), Decimal(denominator))
    assert divide(numerator, denominator, rounding=way) == int(exact.quantize(Decimal(1), rounding=ORACLE[way]))


@given(numerator=st.integers(-1000, 1000), denominator=st.sampled_from([2, -2, 4, 10, 20]), way=ANY_WAY)
def test_divide_agrees_with_decimal_where_halves_are_common(numerator: int, denominator: int, way: Rounding) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    assert divide(numerator, denominator, rounding=way) == int(exact.quantize(Decimal(1), rounding=ORACLE[way]))


@given(numerator=WHOLE, denominator=NOT_ZERO, way=ANY_WAY)
def test_due_back_rounds_as_owed(numerator: int, denominator: int, way: Rounding) -> None:
    assert divide(-numerator, denominator, rounding=way) == -divide(numerator, denominator, rounding=way)


def test_nothing_divides_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        divide(1, 0, rounding="half_up")
    with pytest.raises(ZeroDivisionError):
        ratio(1, 0)


def test_unknown_way_is_refused() -> None:
    way: Any = "nearest"
    with pytest.raises(RoundingUnknown):
        divide(1, 2, rounding=way)
    with pytest.raises(RoundingUnknown):
        round_decimal(Decimal("1.5"), places=0, rounding=way)


@given(value=st.decimals(-(10**9), 10**9, places=6), places=st.integers(0, 4), way=ANY_WAY)
def test_round_decimal_agrees_with_whole_division(value: Decimal, places: int, way: Rounding) -> None:
    millionths = int(value.scaleb(6))
    expected = divide(millionths, 10 ** (6 - places), rounding=way)
    rounded = round_decimal(value, places=places, rounding=way)
    assert rounded == Decimal(expected).scaleb(-places)
    assert rounded.as_tuple().exponent == -places


def test_round_decimal_keeps_more_digits_than_the_default_context() -> None:
    long = Decimal("12345678901234567890123456789012345.675")
    assert str(round_decimal(long, places=2, rounding="half_up")) == "12345678901234567890123456789012345.68"
    assert round_decimal(Decimal("0.0004"), places=2, rounding="up") == Decimal("0.01")
    assert round_decimal(Decimal("9.999"), places=2, rounding="half_up") == Decimal("10.00")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_round_decimal_refuses_what_is_not_a_number(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be rounded"):
        round_decimal(Decimal(text), places=2, rounding="half_up")


@pytest.mark.parametrize(
    ("numerator", "denominator", "written"),
    [(262575, 10000, "26.2575"), (1, 3, "0.3333"), (-1, 8, "-0.1250"), (0, 5, "0.0000"), (-1, 10**9, "0.0000")],
)
def test_ratio_is_a_decimal_string(numerator: int, denominator: int, written: str) -> None:
    assert ratio(numerator, denominator) == written


def test_ratio_rounds_halves_away_from_zero() -> None:
    assert [ratio(each, 100_000) for each in (5, -5, 4, -4)] == ["0.0001", "-0.0001", "0.0000", "0.0000"]
    assert [ratio(each, 2, places=0) for each in (1, 3, -1)] == ["1", "2", "-1"]


def test_examples_hold() -> None:
    assert doctest.testmod(chapter_page).failed == 0
