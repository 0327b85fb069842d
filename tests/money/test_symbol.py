"""Signs and abbreviations of currencies."""

import doctest

import pytest

from goodstanding.money import symbol
from goodstanding.money.currency import EXPONENTS
from goodstanding.money.symbol import currencies_meant


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("$", "USD"),
        ("$", "CAD"),
        ("US$", "USD"),
        ("€", "EUR"),
        ("kr", "SEK"),
        ("Rs.", "INR"),
        ("zł", "PLN"),
        ("eur", "EUR"),
    ],
)
def test_symbol_may_stand_for(written: str, code: str) -> None:
    assert code in currencies_meant(written)


@pytest.mark.parametrize("written", ["", "USD.", "points", "%", "k", "¢", "dollars"])
def test_unknown_symbol_means_nothing(written: str) -> None:
    assert currencies_meant(written) == frozenset()


def test_every_code_means_itself_and_every_meaning_is_a_code() -> None:
    assert all(currencies_meant(code) == {code} for code in EXPONENTS)
    assert all(codes <= EXPONENTS.keys() for codes in symbol._MEANINGS.values())


def test_examples_hold() -> None:
    assert doctest.testmod(symbol).failed == 0
