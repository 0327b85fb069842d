from datetime import date

import pytest

from goodstanding.receivables.hold import Hold, is_in_force

HOLD = Hold("complaint", date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 4, 30), False), (date(2026, 5, 1), True), (date(2026, 5, 31), True), (date(2026, 6, 1), False)],
)
def test_both_days_are_inclusive(day: date, holds: bool) -> None:
    assert is_in_force(HOLD, day) is holds


def test_a_hold_without_an_end_goes_on() -> None:
    assert is_in_force(HOLD._replace(ends_date=None), date(2036, 5, 1))


def test_a_released_hold_ends_with_the_day_before() -> None:
    released = HOLD._replace(released_date=date(2026, 5, 10))
    assert is_in_force(released, date(2026, 5, 9))
    assert not is_in_force(released, date(2026, 5, 10))
