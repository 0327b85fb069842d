from datetime import date

from goodstanding.calendars.period import Period, month, parse
from goodstanding.insight.collected import DayFlow, Flows, cut
from goodstanding.insight.dso import Charges

FLOWS = Flows(
    [
        DayFlow(date(2026, 3, 1), charged_minor=300, collected_minor=0),
        DayFlow(date(2026, 1, 31), charged_minor=1_000, collected_minor=0),
        DayFlow(date(2026, 2, 1), charged_minor=200, collected_minor=400),
        DayFlow(date(2026, 2, 28), charged_minor=-50, collected_minor=-100),
    ]
)


def test_both_ends_of_a_period_count() -> None:
    assert FLOWS.charged_minor(Period(date(2026, 2, 1), date(2026, 2, 28))) == 150
    assert FLOWS.charged_minor(Period(date(2026, 2, 2), date(2026, 2, 27))) == 0
    assert FLOWS.collected_minor(month(2026, 2)) == 300
    assert FLOWS.charges(parse("2026-Q1")) == Charges(1_450, days=90)


def test_months_go_back_to_the_first_charge_with_their_actual_days() -> None:
    assert FLOWS.months_latest_first(date(2026, 3, 31)) == [
        Charges(300, days=31),
        Charges(150, days=28),
        Charges(1_000, days=31),
    ]


def test_the_latest_month_is_cut_at_the_day() -> None:
    assert FLOWS.months_latest_first(date(2026, 2, 10))[0] == Charges(200, days=10)


def test_a_book_younger_than_three_months_has_fewer() -> None:
    assert len(FLOWS.last_three_months(date(2026, 2, 28))) == 2
    assert len(FLOWS.last_three_months(date(2026, 3, 31))) == 3
    assert len(FLOWS.last_three_months(date(2026, 12, 31))) == 3


def test_before_the_first_charge_there_are_no_months() -> None:
    assert FLOWS.months_latest_first(date(2026, 1, 30)) == []
    assert Flows([]).months_latest_first(date(2026, 1, 30)) == []


def test_a_cut_never_reaches_beyond_the_day() -> None:
    assert cut(month(2026, 2), as_of=date(2026, 2, 10)) == Period(date(2026, 2, 1), date(2026, 2, 10))
    assert cut(month(2026, 2), as_of=date(2026, 3, 10)) == month(2026, 2)
