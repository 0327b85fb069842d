"""Figures, days and texts as banks write them."""

from datetime import date

import pytest

from goodstanding.payments.bank.statement import FileRefused, Unreadable
from goodstanding.payments.bank.written import (
    FAULTS_MOST,
    Faults,
    clean,
    day,
    decoded,
    minor,
    short_day,
    size_within,
)


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [("12.50", "EUR", 1250), ("-12,5", "EUR", -1250), ("8.85000", "EUR", 885), ("2700", "JPY", 2700),
     (",5", "EUR", 50), ("1,234", "KWD", 1234), ("+7", "USD", 700)],
)  # fmt: skip
def test_amounts_are_read_exactly(text: str, currency: str, expected: int) -> None:
    assert minor(text, currency) == expected


@pytest.mark.parametrize(
    ("text", "currency", "why"),
    [("8.851", "EUR", "not rounded"), ("1.5", "JPY", "not rounded"), ("", "EUR", "not an amount"),
     (".", "EUR", "not an amount"), ("1,234.56", "EUR", "not an amount"), ("9" * 40, "EUR", "not an amount"),
     ("9" * 20, "EUR", "ten trillion"), ("1e9", "EUR", "not an amount"), ("१२", "EUR", "not an amount"),
     ("1", "XXQ", "ISO 4217"), ("=1+1", "EUR", "not an amount")],
)  # fmt: skip
def test_what_is_no_exact_amount_is_refused(text: str, currency: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        minor(text, currency)


def test_days_are_read_or_refused() -> None:
    assert day("2026-02-28T23:59:59Z") == date(2026, 2, 28)
    assert short_day("800101") == date(1980, 1, 1)
    assert short_day("791231") == date(2079, 12, 31)
    for text in ("2026-02-30", "0001-01-01", "8130-06-30", "yesterday", "2026", "20261320"):
        with pytest.raises(Unreadable):
            day(text)
    with pytest.raises(Unreadable):
        short_day("26112")


def test_texts_lose_what_no_column_can_hold() -> None:
    assert clean("a\x00b\r\nc") == "a b c"
    assert clean(None) == ""
    assert len(clean("x" * 5_000)) == 1_000


def test_files_are_decoded_by_what_they_are() -> None:
    assert decoded("\ufeffé".encode()) == "é"
    assert decoded("é".encode("utf-16")) == "é"
    assert decoded(b"\xe9\x81") == "é\ufffd"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="empty"):
        size_within(b" \n ")


def test_only_the_first_sentences_are_kept() -> None:
    faults = Faults()
    for number in range(FAULTS_MOST + 5):
        faults.add(f"Fault {number}.")
    assert len(faults.told()) == FAULTS_MOST + 1
    assert faults.told()[-1] == "And 5 more."
