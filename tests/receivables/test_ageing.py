from datetime import date, timedelta

import pytest

from goodstanding.receivables.ageing import BANK, TRADE, Buckets, BucketsRefused, age, days_past_due

JUNE_30 = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("due", "days", "label"),
    [
        (date(2026, 7, 1), 0, "current"),
        (date(2026, 6, 30), 0, "current"),
        (date(2026, 6, 29), 1, "1-30"),
        (date(2026, 5, 31), 30, "1-30"),
        (date(2026, 5, 30), 31, "31-60"),
        (JUNE_30 - timedelta(days=60), 60, "31-60"),
        (JUNE_30 - timedelta(days=61), 61, "61-90"),
        (JUNE_30 - timedelta(days=90), 90, "61-90"),
        (JUNE_30 - timedelta(days=91), 91, "91-120"),
        (JUNE_30 - timedelta(days=120), 120, "91-120"),
        (JUNE_30 - timedelta(days=121), 121, ">120"),
    ],
)
def test_both_ends_of_a_bucket_are_inclusive(due: date, days: int, label: str) -> None:
    assert days_past_due(JUNE_30, due) == days
    assert TRADE.label(days) == label


@pytest.mark.parametrize(("days", "label"), [(29, "1-29"), (30, "30-59"), (59, "30-59"), (60, "60-89"), (120, ">119")])
def test_banks_cut_a_day_earlier(days: int, label: str) -> None:
    assert BANK.label(days) == label


def test_a_report_may_count_from_the_invoice_date() -> None:
    due, issued = date(2026, 6, 30), date(2026, 5, 31)
    assert age(JUNE_30, due=due, issued=issued) == 0
    assert age(JUNE_30, due=due, issued=issued, anchor="invoice date") == 30


def test_ends_are_read_as_people_write_them() -> None:
    assert Buckets.of("7, 14,28").labels == ("current", "1-7", "8-14", "15-28", ">28")
    assert Buckets.of("1").labels == ("current", "1", ">1")


@pytest.mark.parametrize("text", ["", "30,30", "60,30", "0,30", "30,x", "30,,60", "-1,30", "３０"])
def test_ends_that_make_no_buckets_are_refused(text: str) -> None:
    with pytest.raises(BucketsRefused):
        Buckets.of(text)


def test_days_before_today_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(AssertionError):
        TRADE.place(-1)
