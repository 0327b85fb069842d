from datetime import date
from fractions import Fraction

import pytest

from goodstanding.calendars.period import Period, month, parse
from goodstanding.insight.collected import DayFlow, Flows
from goodstanding.insight.trend import Change, Cut, figures, running, trend
from goodstanding.money.amount import Amount

DAYS = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_changes_add_up() -> None:
    changes = [Change(2, -1, -700, 0), Change(0, 1, 500, 500), Change(1, 1, 200, -500), Change(1, 0, 0, 0)]
    assert running(DAYS, changes) == (
        Cut(DAYS[0], open_n=1, open_minor=500, current_minor=500),
        Cut(DAYS[1], open_n=2, open_minor=700, current_minor=0),
        Cut(DAYS[2], open_n=1, open_minor=0, current_minor=0),
    )


def test_one_period() -> None:
    flows = Flows([DayFlow(date(2026, 2, 3), charged_minor=1_000, collected_minor=600)])
    told = figures(
        "USD",
        month(2026, 2),
        begin=Cut(DAYS[0], open_n=1, open_minor=200, current_minor=200),
        end=Cut(DAYS[1], open_n=3, open_minor=600, current_minor=400),
        flows=flows,
    )
    assert (told.begin, told.end, told.end_past_due) == (Amount(200, "USD"), Amount(600, "USD"), Amount(200, "USD"))
    assert (told.charged.minor, told.collected.minor, told.open_n) == (1_000, 600, 3)
    assert (told.dso, told.bpdso, told.add) == (Fraction(84, 5), Fraction(56, 5), Fraction(28, 5))
    assert told.cei == told.cei_monthly_average == 75
    assert told.other.minor == 0
    assert told.countback == Fraction(84, 5)
    assert told.dso_3m is None


def test_a_quarter_has_an_average_month() -> None:
    flows = Flows([DayFlow(date(2026, 2, 3), charged_minor=10_890, collected_minor=0)])
    told = figures(
        "USD",
        parse("2026-Q1"),
        begin=Cut(date(2025, 12, 31), open_n=1, open_minor=6_200, current_minor=0),
        end=Cut(DAYS[2], open_n=1, open_minor=6_340, current_minor=3_590),
        flows=flows,
    )
    assert told.cei is not None
    assert told.cei_monthly_average is not None
    assert (round(told.cei, 1), round(told.cei_monthly_average, 1)) == (Fraction("79.6"), Fraction("55.9"))


def test_a_trend_has_one_cut_more_than_periods() -> None:
    cuts = running([date(2025, 12, 31), *DAYS], [])
    periods = [month(2026, 1), month(2026, 2), month(2026, 3)]
    assert [each.period for each in trend("USD", periods, cuts=cuts, flows=Flows([])).months] == periods
    with pytest.raises(AssertionError):
        trend("USD", periods[:2], cuts=cuts, flows=Flows([]))


def test_nothing_charged_leaves_every_ratio_unknown() -> None:
    (told,) = trend(
        "USD", [Period(DAYS[0], DAYS[1])], cuts=running([date(2026, 1, 30), DAYS[1]], []), flows=Flows([])
    ).months
    assert (told.dso, told.bpdso, told.add, told.cei, told.dso_3m) == (None,) * 5
    assert told.countback == 0
