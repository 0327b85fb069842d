"""Whether a plan fits into a surplus."""

from datetime import date

from goodstanding.arrangements.affordability.surplus import Surplus, fault

ONE = Surplus(1, 9_000, "GBP", date(2026, 5, 1), date(2026, 11, 1), committed_minor=4_000)


def test_other_plans_take_their_part() -> None:
    assert ONE.free_minor == 5_000
    assert fault(ONE, monthly_minor=5_000, currency="GBP") is None
    assert fault(ONE, monthly_minor=5_001, currency="GBP") is not None


def test_less_than_nothing_is_nothing() -> None:
    none = ONE._replace(committed_minor=10_000)
    assert none.free_minor == 0
    assert fault(none, monthly_minor=0, currency="GBP") is None
    assert "pause" in (fault(none, monthly_minor=1, currency="GBP") or "")


def test_it_is_due_the_day_after_its_last() -> None:
    assert not ONE.is_due(date(2026, 11, 1))
    assert ONE.is_due(date(2026, 11, 2))
