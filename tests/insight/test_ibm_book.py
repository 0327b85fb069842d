"""The reference book of 2,466 invoices, to the cent: its published figures and its 24 months."""

import csv
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from goodstanding.calendars.period import Period, parse
from goodstanding.insight import queries
from goodstanding.insight.grouping import Grouping
from goodstanding.insight.metric import written
from goodstanding.receivables.ageing import Buckets
from tests.insight import ibm_book

pytestmark = [pytest.mark.django_db, pytest.mark.shared]

JUNE_30 = date(2013, 6, 30)


@pytest.fixture(scope="module")
def client_id(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """Load the book once for all tests of this file, and take it back at the end."""
    ibm_book.skip_without_files()
    with django_db_blocker.unblock(), transaction.atomic():
        yield ibm_book.load()
        transaction.set_rollback(True)


def test_june_2013_on_one_page(client_id: int) -> None:
    (block,) = queries.summary(client_id=client_id, as_of=JUNE_30).blocks
    books = block.issued.on_books
    assert (books.items_n, books.customers_n, books.amount.decimal_string()) == (2466, 100, "147703.18")
    aged = block.ageing
    lines = [(line.bucket, line.n, line.amount.decimal_string()) for line in aged.lines]
    assert lines[:3] == [("current", 72, "4284.29"), ("1-30", 12, "835.56"), ("31-60", 0, "0.00")]
    assert (aged.open_n, aged.open_balance.decimal_string()) == (84, "5119.85")
    assert (aged.past_due_n, aged.past_due.decimal_string()) == (12, "835.56")
    assert written(aged.past_due_share) == "16.3200"
    assert (aged.disputed.disputed_n, aged.open_disputed.decimal_string()) == (27, "1806.84")
    assert written(aged.disputed.share_by_amount) == "35.2909"
    june = block.figures
    assert [written(figure) for figure in (june.dso, june.bpdso, june.add, june.cei, june.countback, june.dso_3m)] == [
        "26.2575", "21.9723", "4.2852", "90.1509", "26.2575", "23.1807",
    ]  # fmt: skip
    assert june.collected.decimal_string() == "7648.09"


def test_every_month_of_the_file(client_id: int) -> None:
    (trend,) = queries.monthly(client_id=client_id, as_of=date(2013, 12, 31), months=24)
    with (ibm_book.FOLDER / "expected_monthly.csv").open(newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == 24
    told = [
        {
            "month": str(month.period),
            "begin": month.begin.decimal_string(),
            "sales": month.charged.decimal_string(),
            "collected": month.collected.decimal_string(),
            "end": month.end.decimal_string(),
            "end_current": month.end_current.decimal_string(),
            "end_past_due": month.end_past_due.decimal_string(),
            "open_n": str(month.open_n),
            **{
                name: written(getattr(month, name)) or ""
                for name in ("dso", "bpdso", "add", "cei", "countback", "dso_3m")
            },
        }
        for month in trend.months
    ]
    assert told == expected


def test_every_day_of_the_file(client_id: int) -> None:
    first = min(invoice.issued for invoice in ibm_book.invoices())
    last = max(invoice.settled for invoice in ibm_book.invoices())
    (days,) = queries.daily(client_id=client_id, period=Period(first, last)).values()
    assert sum(day.open_minor for day in days) == 394_375_882
    assert sum(day.past_due_minor for day in days) == 47_350_200
    peak = max(days, key=lambda day: day.open_minor)
    assert (peak.open_minor, peak.day) == (699_715, date(2013, 6, 2))
    latest = max(days, key=lambda day: day.past_due_minor)
    assert (latest.past_due_minor, latest.day) == (134_058, date(2013, 4, 21))


def test_half_a_year(client_id: int) -> None:
    (half,) = queries.figures(client_id=client_id, period=parse("2013-01-01..2013-06-30"))
    assert (half.begin.decimal_string(), half.charged.decimal_string()) == ("5725.06", "39380.52")
    assert (written(half.cei), written(half.dso)) == ("97.9531", "23.5318")


def test_countries(client_id: int) -> None:
    report = queries.ageing(
        client_id=client_id, as_of=JUNE_30, buckets=Buckets((30, 60, 90)), by=Grouping("attribute", "country")
    )
    told = {
        part.group: (part.open_n, part.open_balance.decimal_string(), part.past_due.decimal_string())
        for part in report.blocks[0].groups
    }
    assert told == {
        "391": (21, "1279.92", "49.37"),
        "406": (24, "1681.12", "355.23"),
        "770": (8, "470.43", "101.06"),
        "818": (16, "1041.85", "329.90"),
        "897": (15, "646.53", "0.00"),
    }
    assert report.labels == ("current", "1-30", "31-60", "61-90", ">90")


def test_disputed_over_the_whole_file(client_id: int) -> None:
    (block,) = queries.summary(
        client_id=client_id, as_of=date(2013, 12, 31), period=parse("2012-01-01..2013-12-31")
    ).blocks
    issued = block.issued.disputed
    assert (issued.disputed_n, issued.disputed_minor) == (561, 3_674_612)
    assert (written(issued.share_by_count), written(issued.share_by_amount)) == ("22.7494", "24.8784")
