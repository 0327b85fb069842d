from datetime import date
from fractions import Fraction

import pytest

from goodstanding.calendars.period import Period
from goodstanding.insight.ageing import Ageing, Line
from goodstanding.insight.disputed import Disputed
from goodstanding.insight.summary import IssuedOfBook, Summary
from goodstanding.insight.trend import PeriodFigures
from goodstanding.money.amount import Amount
from goodstanding.workbench import dashboard


def usd(minor: int) -> Amount:
    return Amount(minor, "USD")


def run(month: int, *, dso: Fraction | None) -> PeriodFigures:
    return PeriodFigures(
        "USD", Period(date(2026, month, 1), date(2026, month, 28)), begin=usd(0), charged=usd(100_00),
        collected=usd(50_00), end=usd(50_00), end_current=usd(20_00), end_past_due=usd(30_00), open_n=2, dso=dso,
        bpdso=Fraction(28, 5), add=None, cei=Fraction(500, 8), cei_monthly_average=None, countback=None, dso_3m=None,
    )  # fmt: skip


AGED = Ageing(
    "USD", "", lines=(Line("current", 1, usd(20_00)), Line("1-30", 1, usd(30_00)), Line(">30", 0, usd(0))),
    past_due_n=1, past_due=usd(30_00), disputed=Disputed(1, 10_00, all_n=2, all_minor=50_00), unapplied=usd(0),
)  # fmt: skip
BLOCK = Summary("USD", IssuedOfBook.nothing("USD"), AGED, run(5, dso=Fraction(14)))


def test_every_figure_says_its_unit_and_its_variant() -> None:
    shown = {figure.label: (figure.value, figure.unit, figure.note) for figure in dashboard.figures(BLOCK)}
    assert shown["Open"] == ("50.00", "USD", "2 items")
    assert shown["Past due"] == ("30.00", "USD", "60.0 % of what is open")
    assert shown["Disputed share"] == ("20.0", "%", "by amount, of open items")
    assert shown["DSO"] == ("14.0", "days", "simple, end balance")
    assert shown["CEI"] == ("62.5", "%", "period, May 2026")
    assert shown["Collected"][0] == "50.00"


def test_the_table_of_the_ageing_sums_to_its_foot() -> None:
    table = dashboard.ageing_table(AGED)
    assert table.rows[0] == ("Current", "1", "20.00", "40.0 %")
    assert table.foot == ("Open", "2", "50.00", "100.0 %")


def test_files_are_written_for_machines_with_all_decimals() -> None:
    months = [run(4, dso=None), run(5, dso=Fraction(2, 3))]
    rows = dashboard.months_table(months, plain=True).rows
    assert [(row[0], row[6], row[1]) for row in rows] == [("2026-04", "100.00", ""), ("2026-05", "100.00", "0.6667")]


def test_the_page_shows_the_latest_month_first_and_says_where_there_is_no_number() -> None:
    rows = dashboard.months_table([run(4, dso=None), run(5, dso=Fraction(14))]).rows
    assert [(row[0], row[1]) for row in rows] == [("May 2026", "14.0"), ("Apr 2026", "n/a")]


def test_what_is_overdue_stands_out_among_the_bars() -> None:
    assert [bar.stands_out for bar in dashboard.bars(AGED)] == [False, True, True]


def test_a_month_without_a_number_leaves_a_gap_in_the_line() -> None:
    points = dashboard.points([run(4, dso=None), run(5, dso=Fraction(14))])
    assert [point.height for point in points if point.line == "DSO"] == [None, 14.0]


def test_pictures_are_told_to_whoever_cannot_see_them() -> None:
    assert "Current 20.00, 1–30 30.00" in dashboard.said_ageing(AGED)
    assert "The last DSO is 14.0 days" in dashboard.said_months([run(4, dso=None), run(5, dso=Fraction(14))])


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Amount(9_999_999, "USD"), "99,999.99"),
        (Amount(10_000_050, "USD"), "100,001"),
        (Amount(99_999_949, "USD"), "999,999"),
        (Amount(100_000_000, "USD"), "1.0 M"),
        (Amount(1_250_000, "JPY"), "1.3 M"),
        (Amount(-123_456_789, "KWD"), "−123,457"),
    ],
)
def test_amounts_over_bars_are_short(amount: Amount, written: str) -> None:
    assert dashboard.compact(amount) == written
