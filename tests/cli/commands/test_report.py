"""`goodstanding report …`: what it prints for people, machines and spreadsheets, and that refusals are sentences."""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from typer.testing import CliRunner, Result

from goodstanding.calendars.period import PeriodUnreadable
from goodstanding.cli.commands import report
from goodstanding.cli.commands.report import REPORTS, ReportRefused
from goodstanding.insight.grouping import GroupingRefused
from goodstanding.insight.horizon import DayRefused
from goodstanding.insight.queries import ClientUnknown
from goodstanding.receivables.ageing import BucketsRefused
from goodstanding.receivables.models import Client
from goodstanding.refusal import Refusal
from tests.insight import small_book

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 7, 2, 12, 0, tzinfo=UTC)
OF_THE_BOOK = ("--client", small_book.CLIENT, "--as-of", "2026-06-30")


@pytest.fixture(autouse=True)
def _a_book_and_a_day(db: None) -> Any:
    small_book.load()
    with time_machine.travel(TODAY, tick=False):
        yield


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(report.app, words, catch_exceptions=False)


def told(*words: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(call(*words, "--json").stdout)
    return document


def test_ageing_in_json() -> None:
    answer = told("ageing", *OF_THE_BOOK)
    assert (answer["report"], answer["client"], answer["as_of"]) == ("ageing", small_book.CLIENT, "2026-06-30")
    euros, dollars = answer["blocks"]
    assert (euros["currency"], euros["open_balance"]) == ("EUR", "12.34")
    assert (dollars["open_n"], dollars["open_balance"], dollars["unapplied"]) == (9, "425.00", "7.00")
    assert told("aging", *OF_THE_BOOK) == answer


def test_every_report_prints_for_people() -> None:
    for name in REPORTS:
        text = call(name, *OF_THE_BOOK).stdout
        assert small_book.CLIENT in text
        assert "2026-06-30" in text
    page = call("summary", *OF_THE_BOOK).stdout
    assert "425.00" in page
    assert "countback, actual days" in page
    assert "n/a" in page


def test_the_parts_of_an_ageing_are_printed() -> None:
    words = ("ageing", *OF_THE_BOOK, "--by", "attribute:region")
    assert "=south" in call(*words).stdout
    assert [part["group"] for part in told(*words)["blocks"][1]["groups"]] == ["=south", "north"]
    assert "USD,'=south,>120,1,50.00" in call(*words, "--csv").stdout


def test_options_reach_the_question() -> None:
    words = ("ageing", *OF_THE_BOOK, "--buckets", "30,60", "--anchor", "invoice-date")
    answer = told(*words)
    assert answer["anchor"] == "invoice date"
    assert [line["n"] for line in answer["blocks"][1]["buckets"]] == [0, 2, 2, 5]
    unknown = told("ageing", *OF_THE_BOOK, "--known-at", "2020-01-01T00:00:00+02:00")
    assert unknown["known_at"] == "2019-12-31T22:00:00+00:00"
    assert unknown["blocks"][1]["open_n"] == 0
    assert len(told("monthly", "--months", "3")["blocks"][1]["months"]) == 3


def test_dso_of_a_named_period() -> None:
    answer = told("dso", "--client", small_book.CLIENT, "--period", "2026-06")
    assert (answer["as_of"], answer["period"], answer["blocks"][1]["dso"]) == ("2026-06-30", "2026-06", "141.6667")
    assert told("cei", "--period", "2026-06")["blocks"][1]["cei"] == "20.7317"


def test_today_is_the_default() -> None:
    answer = told("summary", "--client", "LANTERN lane supply")
    assert (answer["as_of"], answer["period"]) == ("2026-07-02", "2026-07-01..2026-07-02")
    assert answer["client"] == small_book.CLIENT


def test_a_sheet_reads_back() -> None:
    lines = list(csv.DictReader(io.StringIO(call("monthly", *OF_THE_BOOK, "--csv").stdout)))
    (june,) = [line for line in lines if line["currency"] == "USD" and line["month"] == "2026-06"]
    assert (june["sales"], june["end"], june["countback"]) == ("90.00", "425.00", "")


def test_daily_sums_every_day() -> None:
    answer = told("daily", "--client", small_book.CLIENT, "--period", "2026-06-29..2026-06-30")
    assert answer["blocks"][1]["sum_of_open"] == "940.00"


def test_a_client_without_books_is_told_so() -> None:
    Client.objects.create(name="Empty Lane", entry_id=0)
    done = call("summary", "--client", "Empty Lane", "--json")
    assert json.loads(done.stdout)["blocks"] == []
    assert done.stderr == "Empty Lane has no books yet: nothing was placed or brought in.\n"
    assert call("monthly", "--client", "Empty Lane", "--csv").stdout == "currency\n"


@pytest.mark.parametrize(
    ("words", "refusal", "sentence"),
    [
        (("weekly",), ReportRefused, "There is no report 'weekly'; there are ageing, aging, dso"),
        (("ageing", "--client", "Nobody"), ClientUnknown, "There is no client 'Nobody'."),
        (("ageing", "--as-of", "2013-02-30"), ReportRefused, "'2013-02-30' is not a day"),
        (("ageing", "--as-of", "2026-07-03"), DayRefused, "2026-07-03 lies in the future"),
        (("dso", "--period", "2026-08"), DayRefused, "has not begun yet"),
        (("dso", "--period", "June"), PeriodUnreadable, "is not a period"),
        (("dso", "--period", "2026-05", "--as-of", "2026-06-30"), DayRefused, "not a day of the period"),
        (("dso", "--as-of", "1899-12-31"), DayRefused, "do not go back"),
        (("ageing", "--buckets", "30,30"), BucketsRefused, "rising order"),
        (("ageing", "--buckets", ""), BucketsRefused, "not a list of days"),
        (("ageing", "--anchor", "today"), ReportRefused, "write due-date or invoice-date"),
        (("ageing", "--by", "moon"), GroupingRefused, "nothing to group by"),
        (("ageing", "--known-at", "2026-07-01T09:00"), ReportRefused, "does not say in which zone"),
        (("ageing", "--known-at", "yesterday"), ReportRefused, "is not an instant"),
        (("monthly", "--months", "0"), ReportRefused, "0 months cannot be shown"),
        (("monthly", "--months", "241"), ReportRefused, "241 months cannot be shown"),
        (("dso", "--by", "client"), ReportRefused, "--by is for ageing; leave it out of dso."),
        (("summary", "--anchor", "due-date"), ReportRefused, "--anchor is for ageing"),
        (("cei", "--buckets", "30"), ReportRefused, "--buckets is for ageing and summary"),
        (("ageing", "--months", "3"), ReportRefused, "--months is for monthly"),
        (("ageing", "--json", "--csv"), ReportRefused, "not both"),
    ],
)
def test_refusals_are_sentences(words: tuple[str, ...], refusal: type[Refusal], sentence: str) -> None:
    with pytest.raises(refusal) as refused:
        call(*words)
    assert sentence in str(refused.value)


def test_the_day_is_read_where_the_machine_stands() -> None:
    assert report.today() == date(2026, 7, 2)
