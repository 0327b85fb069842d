import pytest

from goodstanding.insight.presentation import document
from goodstanding.insight.presentation.document import Title
from goodstanding.insight.presentation.sheet import cell, rows
from goodstanding.insight.trend import Cut, Trend
from tests.insight.presentation.test_document import JUNE, TITLE, ageing_report, june


def test_an_ageing_has_a_line_a_bucket() -> None:
    told = rows(document.of_ageing(ageing_report(by="portfolio"), title=TITLE))
    assert told[0] == ["currency", "group", "bucket", "n", "amount"]
    assert ["USD", "", "1-30", "12", "835.56"] in told
    assert ["USD", "North", "1-30", "12", "835.56"] in told
    assert ["USD", "", "open", "84", "5119.85"] in told
    assert ["KWD", "", "unapplied", "", "0.000"] in told


def test_figures_name_their_variant() -> None:
    told = rows(document.of_dso([june()], period=JUNE, title=Title("dso", None, as_of=JUNE.end)))
    assert ["USD", "dso", "simple, end balance", "26.2575"] in told
    assert ["USD", "dso_3m", "three months, end balance", ""] in told
    assert ["USD", "sales", "", "5849.59"] in told


def test_months_and_days_are_lines() -> None:
    months = rows(document.of_monthly([Trend("USD", (june(),))], title=Title("monthly", None, as_of=JUNE.end)))
    assert months[0][:4] == ["currency", "month", "days", "begin"]
    assert months[1][:4] == ["USD", "2013-06", "30", "6918.35"]
    cuts = {"USD": (Cut(JUNE.start, 1, 500, 200),)}
    days = rows(document.of_daily(cuts, period=JUNE, title=Title("daily", None, as_of=JUNE.end)))
    assert days == [
        ["currency", "day", "open_n", "open_balance", "past_due"],
        ["USD", "2013-06-01", "1", "5.00", "3.00"],
    ]


def test_a_report_of_nothing_is_a_head() -> None:
    assert rows(document.of_monthly([], title=Title("monthly", None, as_of=JUNE.end))) == [["currency"]]


@pytest.mark.parametrize("text", ["=1+1", "+1 555 0100", "-x", "@sum", "\t=1", "\r=1", "-"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-0.005", "12.30", "1-30", ">120", "Ash = Birch", ""])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == text
