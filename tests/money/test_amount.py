"""Amounts: exact, and never mixed."""

import doctest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.money import amount
from goodstanding.money.amount import Amount, AmountMalformed, CurrencyMismatch
from goodstanding.money.currency import EXPONENTS, UnknownCurrency
from goodstanding.refusal import Refusal

CODES = st.sampled_from(sorted(EXPONENTS))
MINORS = st.integers(-(10**21), 10**21)


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (511985, "USD", "5119.85"),
        (-5, "USD", "-0.05"),
        (0, "USD", "0.00"),
        (-100, "USD", "-1.00"),
        (1234, "JPY", "1234"),
        (-1, "JPY", "-1"),
        (1234, "KWD", "1.234"),
        (-1, "KWD", "-0.001"),
        (12345, "CLF", "1.2345"),
    ],
)
def test_decimal_string_has_the_decimals_of_its_currency(minor: int, currency: str, written: str) -> None:
    assert Amount(minor, currency).decimal_string() == written


def test_people_read_the_currency_first_and_thousands_apart() -> None:
    assert str(Amount(123456, "USD")) == "USD 1,234.56"
    assert str(Amount(-123456789, "USD")) == "USD -1,234,567.89"
    assert str(Amount(1234567, "JPY")) == "JPY 1,234,567"


@given(minor=MINORS, currency=CODES)
def test_what_is_written_reads_back(minor: int, currency: str) -> None:
    written = Amount(minor, currency)
    assert Amount.of(written.decimal_string(), currency) == written


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("12.34", "USD", 1234), ("12.3", "USD", 1230), ("12", "USD", 1200), ("-0.05", "USD", -5), ("+7", "JPY", 7)],
)
def test_plain_decimal_is_exact(text: str, currency: str, minor: int) -> None:
    assert Amount.of(text, currency) == Amount(minor, currency)


@pytest.mark.parametrize(
    "text", ["", "-", "1,234", "1e5", "NaN", "inf", ".5", "5.", " 5", "5 ", "0x1", "٣", "1_000", "--1"]
)
def test_malformed_decimal_is_refused(text: str) -> None:
    with pytest.raises(AmountMalformed, match="not a plain decimal number"):
        Amount.of(text, "USD")


@pytest.mark.parametrize(
    ("text", "currency"), [("12.345", "USD"), ("12.340", "USD"), ("1.0", "JPY"), ("1.2345", "KWD")]
)
def test_more_decimals_than_the_currency_has_are_refused(text: str, currency: str) -> None:
    with pytest.raises(AmountMalformed, match="more decimals"):
        Amount.of(text, currency)


@pytest.mark.parametrize("minor", [1.0, True, "1", None])
def test_minor_units_other_than_int_are_refused(minor: Any) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        Amount(minor, "USD")


@pytest.mark.parametrize("make", [lambda: Amount(1, "ZZZ"), lambda: Amount.zero("ZZZ"), lambda: Amount.of("1", "ZZZ")])
def test_unknown_currency_is_refused(make: Any) -> None:
    with pytest.raises(UnknownCurrency):
        make()


def test_currencies_never_mix() -> None:
    dollars, euros = Amount(1, "USD"), Amount(1, "EUR")
    for mix in (
        lambda: dollars + euros,
        lambda: dollars - euros,
        lambda: dollars < euros,
        lambda: dollars <= euros,
        lambda: dollars > euros,
        lambda: dollars >= euros,
    ):
        with pytest.raises(CurrencyMismatch, match="USD and EUR"):
            mix()
    assert dollars != euros


def test_mixing_is_a_defect_but_bad_text_is_a_refusal() -> None:
    assert not issubclass(CurrencyMismatch, Refusal)
    assert issubclass(AmountMalformed, Refusal)
    assert issubclass(UnknownCurrency, Refusal)


@given(left=MINORS, right=MINORS, currency=CODES)
def test_arithmetic_is_that_of_whole_numbers(left: int, right: int, currency: str) -> None:
    one, other = Amount(left, currency), Amount(right, currency)
    assert (one + other).minor == left + right
    assert (one - other).minor == left - right
    assert (-one).minor == -left
    assert abs(one).minor == abs(left)
    assert (one < other, one <= other, one > other, one >= other) == (
        left < right,
        left <= right,
        left > right,
        left >= right,
    )


def test_amounts_sum_from_zero_and_sort() -> None:
    amounts = [Amount(3, "USD"), Amount(-1, "USD"), Amount(2, "USD")]
    assert sum(amounts, Amount.zero("USD")) == Amount(4, "USD")
    assert [each.minor for each in sorted(amounts)] == [-1, 2, 3]
    assert Amount.zero("USD").is_zero
    assert not Amount(-1, "USD").is_zero


def test_equal_amounts_are_one_key_and_do_not_change() -> None:
    assert len({Amount(1, "USD"), Amount(1, "USD"), Amount(1, "EUR")}) == 2
    with pytest.raises(AttributeError):
        Amount(1, "USD").minor = 2  # type: ignore[misc]  # What a frozen class must refuse.


def test_examples_hold() -> None:
    assert doctest.testmod(amount).failed == 0
