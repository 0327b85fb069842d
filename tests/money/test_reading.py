"""Reading amounts: everything that has one meaning, nothing that has two."""

import doctest
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodstanding.money import reading
from goodstanding.money.amount import Amount
from goodstanding.money.currency import EXPONENTS, UnknownCurrency
from goodstanding.money.reading import LENGTH_MAX, AmountUnreadable, NumberFormat, read_amount
from goodstanding.money.rounding import Rounding

FORMATS: tuple[NumberFormat, ...] = get_args(NumberFormat)
MARKS = {
    "1,234.56": (",", "."),
    "1.234,56": (".", ","),
    "1 234,56": (" ", ","),
    "1'234.56": ("'", "."),
    "plain": ("", "."),
}


def written(amount: Amount, *, format: NumberFormat) -> str:  # noqa: A002 -- named as in the code under test.
    grouping, decimal_mark = MARKS[format]
    whole, _, fraction = amount.decimal_string().partition(".")
    text = f"{int(whole):,}".replace(",", grouping)
    text = text if text.startswith("-") or not whole.startswith("-") else f"-{text}"
    return f"{text}{decimal_mark}{fraction}" if fraction else text


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,234.56", "USD", 123456),
        ("1.234,56", "EUR", 123456),
        ("1 234,56", "EUR", 123456),
        ("1\u00a0234,56", "EUR", 123456),
        ("1\u202f234,56 €", "EUR", 123456),
        ("1'234.56", "CHF", 123456),
        ("1\u2019234.56", "CHF", 123456),
        ("1'234,56", "CHF", 123456),
        ("1 234.56", "CAD", 123456),
        ("1,23,456.78", "INR", 12345678),
        ("12,34,567", "INR", 123456700),
        ("1,234,567", "USD", 123456700),
        ("1.234.567", "EUR", 123456700),
        ("1,234.567", "KWD", 1234567),
        ("1.234,567", "KWD", 1234567),
        ("1234,567", "KWD", 1234567),
        ("0.234", "KWD", 234),
        ("0,234", "KWD", 234),
        ("1,23", "EUR", 123),
        ("12.3", "USD", 1230),
        ("12", "USD", 1200),
        (".50", "USD", 50),
        ("007.10", "USD", 710),
        ("5119", "JPY", 5119),
        ("1,234,567", "JPY", 1234567),
        ("  12.30\n", "USD", 1230),
    ],
)
def test_number_with_one_meaning_is_read(text: str, currency: str, minor: int) -> None:
    assert read_amount(text, currency=currency) == Amount(minor, currency)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "123.456", "-1,234", "$1,234", "000,123"])
@pytest.mark.parametrize("currency", ["USD", "CAD"])
def test_thousands_or_decimals_is_refused(text: str, currency: str) -> None:
    with pytest.raises(AmountUnreadable, match="could mean thousands or decimals"):
        read_amount(text, currency=currency)


@pytest.mark.parametrize(
    ("text", "format", "minor"),
    [
        ("1,234", "1,234.56", 123400),
        ("1.234", "1.234,56", 123400),
        ("1 234", "1 234,56", 123400),
        ("1'234", "1'234.56", 123400),
        ("1,23,456", "1,234.56", 12345600),
        ("1234.5", "1,234.56", 123450),
        ("1234,5", "1.234,56", 123450),
        ("1234.5", "plain", 123450),
    ],
)
def test_stated_format_settles_it(text: str, format: NumberFormat, minor: int) -> None:  # noqa: A002 -- as in the code under test.
    assert read_amount(text, currency="USD", format=format) == Amount(minor, "USD")


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("1.234,56", "1,234.56"),
        ("1,234.56", "1.234,56"),
        ("1.234,56", "1 234,56"),
        ("12.34", "1.234,56"),
        ("12,34", "1'234.56"),
        ("1,234.56", "plain"),
        ("1 234", "plain"),
        ("1.23.456,78", "1.234,56"),
    ],
)
def test_other_format_than_the_stated_one_is_refused(text: str, format: NumberFormat) -> None:  # noqa: A002 -- as above.
    with pytest.raises(AmountUnreadable, match="is not written as"):
        read_amount(text, currency="USD", format=format)


@pytest.mark.parametrize(
    "text", ["1,23.45", "12,34.56", "1.23.456,78", "1,2345,678", "1,,234", "1 23", "1.2.3", "1,234 567", "1 ,5"]
)
def test_wrong_grouping_is_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable, match="not grouped"):
        read_amount(text, currency="USD")


@pytest.mark.parametrize(
    "text", ["NaN", "inf", "-Infinity", "1e5", "1E+2", "0x10", "abc", "٣", "12-30", "1/2", "12\n30", "1_000", "9" * 65]
)
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable, match="is not a number"):
        read_amount(text, currency="USD")


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_emptiness_is_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable, match="is empty"):
        read_amount(text, currency="USD")


def test_length_has_a_limit() -> None:
    assert read_amount("9" * LENGTH_MAX, currency="JPY").minor == int("9" * LENGTH_MAX)
    with pytest.raises(AmountUnreadable):
        read_amount("9" * (LENGTH_MAX + 1), currency="JPY")


@pytest.mark.parametrize(
    "text",
    [
        "(12.30)",
        "-12.30",
        "12.30-",
        "\u221212.30",
        "- 12.30",
        "($12.30)",
        "$(12.30)",
        "-$12.30",
        "$-12.30",
        "(12.30) USD",
    ],
)
def test_below_zero_however_it_is_marked(text: str) -> None:
    assert read_amount(text, currency="USD") == Amount(-1230, "USD")


@pytest.mark.parametrize("text", ["(-12.30)", "-12.30-", "--12.30", "+-12.30", "((12.30))", "+12.30-"])
def test_two_signs_are_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable, match="more than one sign"):
        read_amount(text, currency="USD")


@pytest.mark.parametrize("text", ["(12.30", "12.30)", ")12.30(", "12.30()"])
def test_uneven_parentheses_are_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable, match="parentheses"):
        read_amount(text, currency="USD")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("$12.30", "USD", 1230),
        ("$12.30", "CAD", 1230),
        ("US$ 12.30", "USD", 1230),
        ("12,30 €", "EUR", 1230),
        ("USD 12.30", "USD", 1230),
        ("12.30usd", "USD", 1230),
        ("$12.30 USD", "USD", 1230),
        ("+12.30", "USD", 1230),
        ("$.50", "USD", 50),
        ("Rs.500", "INR", 50000),
        ("kr.12", "SEK", 1200),
        ("12 kr.", "DKK", 1200),
        ("¥1234", "JPY", 1234),
    ],
)
def test_currency_beside_the_number_may_agree(text: str, currency: str, minor: int) -> None:
    assert read_amount(text, currency=currency) == Amount(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"), [("€12.30", "USD"), ("12.30 EUR", "USD"), ("C$12.30", "USD"), ("$12", "EUR")]
)
def test_currency_that_contradicts_is_refused(text: str, currency: str) -> None:
    with pytest.raises(AmountUnreadable, match=f"is not in {currency}"):
        read_amount(text, currency=currency)


@pytest.mark.parametrize("text", ["12.30 points", "12%", "USD.50", "12.", "12,-", "~12", "12k", "12 ¢"])
def test_unknown_mark_is_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable, match="which is not a currency"):
        read_amount(text, currency="USD")


@pytest.mark.parametrize("text", ["12.30 CR", "12.30DR", "cr 12.30", "12.30 Dr."])
def test_debit_and_credit_are_refused_unless_stated(text: str) -> None:
    with pytest.raises(AmountUnreadable, match="DR or CR"):
        read_amount(text, currency="USD")


def test_debit_and_credit_are_read_as_stated() -> None:
    assert read_amount("12.30 CR", currency="USD", sides="debit_positive").minor == -1230
    assert read_amount("12.30 DR", currency="USD", sides="debit_positive").minor == 1230
    assert read_amount("12.30 cr.", currency="USD", sides="credit_positive").minor == 1230
    assert read_amount("12.30 dr", currency="USD", sides="credit_positive").minor == -1230
    assert read_amount("12.30", currency="USD", sides="credit_positive").minor == 1230
    with pytest.raises(AmountUnreadable, match="more than one sign"):
        read_amount("-12.30 CR", currency="USD", sides="debit_positive")


@pytest.mark.parametrize(
    ("text", "currency"), [("12.3456", "USD"), ("1234.567", "USD"), ("0.234", "USD"), ("1.5", "JPY")]
)
def test_too_many_decimals_are_refused_without_a_rounding(text: str, currency: str) -> None:
    with pytest.raises(AmountUnreadable, match="no rounding is stated"):
        read_amount(text, currency=currency)


@pytest.mark.parametrize(
    ("rounding", "minors"),
    [
        ("half_up", [1235, -1235]),
        ("half_even", [1234, -1234]),
        ("half_down", [1234, -1234]),
        ("up", [1235, -1235]),
        ("down", [1234, -1234]),
    ],
)
def test_too_many_decimals_are_rounded_as_stated(rounding: Rounding, minors: list[int]) -> None:
    read = [read_amount(text, currency="USD", format="plain", rounding=rounding) for text in ("12.345", "-12.345")]
    assert [amount.minor for amount in read] == minors


def test_zeros_beyond_the_decimals_lose_nothing() -> None:
    assert read_amount("12.3400", currency="USD") == Amount(1234, "USD")
    assert read_amount("12.000", currency="JPY", format="plain") == Amount(12, "JPY")


def test_unknown_currency_is_refused() -> None:
    with pytest.raises(UnknownCurrency):
        read_amount("12.30", currency="ZZZ")


def test_refusal_carries_the_text() -> None:
    with pytest.raises(AmountUnreadable) as refused:
        read_amount("twelve", currency="USD")
    assert refused.value.text == "twelve"
    assert str(refused.value) == "'twelve' is not a number."


@given(
    minor=st.integers(-(10**15), 10**15),
    currency=st.sampled_from(["JPY", "USD", "KWD", "CLF", *sorted(EXPONENTS)]),
    format=st.sampled_from(FORMATS),
)
@example(minor=-5, currency="USD", format="1.234,56")
def test_every_format_reads_back(minor: int, currency: str, format: NumberFormat) -> None:  # noqa: A002 -- as above.
    amount = Amount(minor, currency)
    assert read_amount(written(amount, format=format), currency=currency, format=format) == amount


@given(minor=st.integers(-(10**12), 10**12), format=st.sampled_from(FORMATS))
def test_without_a_format_two_decimals_read_back(minor: int, format: NumberFormat) -> None:  # noqa: A002 -- as above.
    amount = Amount(minor, "USD")
    assert read_amount(written(amount, format=format), currency="USD") == amount


@given(
    text=st.text(st.sampled_from("0123456789.,' -+()$€"), max_size=14),
    currency=st.sampled_from(["USD", "EUR", "KWD", "JPY"]),
)
def test_a_text_read_without_a_format_means_the_same_in_every_format_that_takes_it(text: str, currency: str) -> None:
    try:
        unstated = read_amount(text, currency=currency)
    except AmountUnreadable:
        return
    for each in FORMATS:
        try:
            stated = read_amount(text, currency=currency, format=each)
        except AmountUnreadable:
            continue
        assert stated == unstated or text.lstrip(" -+($€").startswith(("0.", "0,"))


def test_examples_hold() -> None:
    assert doctest.testmod(reading).failed == 0
