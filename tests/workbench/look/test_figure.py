from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from goodstanding.money.amount import Amount
from goodstanding.workbench.look import figure


def test_amounts_are_grouped_and_keep_the_decimals_of_their_currency() -> None:
    assert figure.grouped(Amount(123456, "USD")) == "1,234.56"
    assert figure.grouped(Amount(123456, "JPY")) == "123,456"
    assert figure.money(Amount(1234, "KWD")) == "1.234 KWD"
    assert figure.money(None) == ""


def test_a_credit_wears_a_real_minus_sign() -> None:
    assert figure.grouped(Amount(-5, "USD")) == "−0.05"


@pytest.mark.parametrize(
    ("ratio", "places", "written"),
    [
        ("26.2575", 1, "26.3"),
        ("26.2499", 1, "26.2"),
        ("9.95", 1, "10.0"),
        ("0.0500", 1, "0.1"),
        ("1234.5", 0, "1,235"),
        ("1234.4", 0, "1,234"),
        ("-0.06", 1, "−0.1"),
        ("7", 2, "7.00"),
    ],
)
def test_ratios_are_shortened_half_up(ratio: str, places: int, written: str) -> None:
    assert figure.rounded(ratio, places=places) == written


def test_no_number_is_said_so() -> None:
    assert figure.rounded(None) == "n/a"


def test_days_and_instants_are_read_the_same_in_every_country() -> None:
    assert figure.day(date(2026, 4, 3)) == "3 Apr 2026"
    assert figure.day(None) == figure.instant(None) == ""
    assert figure.instant(datetime(2026, 4, 3, 0, 30, tzinfo=UTC)) == "3 Apr 2026, 00:30 UTC"
    elsewhere = timezone(timedelta(hours=2))
    assert figure.instant(datetime(2026, 4, 3, 0, 30, tzinfo=elsewhere)) == "2 Apr 2026, 22:30 UTC"
    assert figure.month(date(2026, 4, 3)) == "Apr 2026"


def test_one_is_not_many() -> None:
    assert figure.counted(1, "item") == "1 item"
    assert figure.counted(0, "item") == "0 items"
    assert figure.counted(2, "entry", many="entries") == "2 entries"
