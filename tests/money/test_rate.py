"""Rates in parts per million."""

import doctest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.money import rate
from goodstanding.money.rate import Rate, RateUnreadable


@pytest.mark.parametrize(
    ("text", "ppm"),
    [
        ("8.5", 85_000),
        ("100", 1_000_000),
        ("0", 0),
        ("0.0001", 1),
        ("-1", -10_000),
        ("+2.25", 22_500),
        ("249.9", 2_499_000),
    ],
)
def test_percentage_is_exact(text: str, ppm: int) -> None:
    assert Rate.percent(text).ppm == ppm


@pytest.mark.parametrize("text", ["", "8,5", "8.5%", "NaN", "1e2", ".5", "5.", " 5"])
def test_malformed_percentage_is_refused(text: str) -> None:
    with pytest.raises(RateUnreadable, match="not a percentage"):
        Rate.percent(text)


def test_fifth_decimal_is_refused() -> None:
    assert Rate.percent("0.1234").ppm == 1234
    with pytest.raises(RateUnreadable, match="more than four decimals"):
        Rate.percent("0.12345")


@pytest.mark.parametrize("ppm", [0.085, True, "1"])
def test_parts_per_million_are_whole(ppm: Any) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        Rate(ppm)


def test_share_of_an_amount_states_its_rounding() -> None:
    half = Rate.percent("50")
    assert half.of(5, "half_up") == 3
    assert half.of(-5, "half_up") == -3
    assert half.of(5, rounding="half_even") == 2
    assert Rate.percent("8.5").of(100_000, "half_up") == 8_500


@given(ppm=st.integers(-(10**9), 10**9))
def test_what_is_written_reads_back(ppm: int) -> None:
    assert Rate.percent(str(Rate(ppm)).removesuffix("%")) == Rate(ppm)


def test_written_without_idle_zeros() -> None:
    assert [str(Rate(ppm)) for ppm in (85_000, 1_000_000, -1, 0)] == ["8.5%", "100%", "-0.0001%", "0%"]


def test_examples_hold() -> None:
    assert doctest.testmod(rate).failed == 0
