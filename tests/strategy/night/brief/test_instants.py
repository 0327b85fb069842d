"""Hours of a day on many clocks, on the days the clocks change."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from goodstanding.factsheet.sheet import Words
from goodstanding.strategy.night.brief.instants import days_of, instant, of_day

NEW_YORK, LONDON = "America/New_York", "Europe/London"
ZONES = Words(np.array([0, 1], np.int32), (NEW_YORK, LONDON))
HOUR = 3_600


def when(day: date, hour: float) -> list[datetime]:
    second = np.full(2, int(hour * HOUR))
    return [instant(one) for one in of_day((day - date(1970, 1, 1)).days, second, ZONES).tolist()]


@pytest.mark.parametrize(
    ("day", "hour", "in_new_york", "in_london"),
    [
        (date(2026, 6, 17), 9, datetime(2026, 6, 17, 13, tzinfo=UTC), datetime(2026, 6, 17, 8, tzinfo=UTC)),
        (date(2026, 6, 17), 0, datetime(2026, 6, 17, 4, tzinfo=UTC), datetime(2026, 6, 16, 23, tzinfo=UTC)),
        (date(2026, 6, 17), 24, datetime(2026, 6, 18, 4, tzinfo=UTC), datetime(2026, 6, 17, 23, tzinfo=UTC)),
        # In New York spring skips the hour from two; half past two is the instant of the change.
        (date(2026, 3, 8), 2.5, datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 3, 8, 2, 30, tzinfo=UTC)),
        (date(2026, 3, 29), 1.5, datetime(2026, 3, 29, 5, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        # Autumn shows half past one twice; the first counts.
        (date(2026, 11, 1), 1.5, datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 1, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_that_of_each_person_s_own_clock(
    day: date, hour: float, in_new_york: datetime, in_london: datetime
) -> None:
    assert when(day, hour) == [in_new_york, in_london]


def test_a_day_is_that_of_each_person_s_own_calendar() -> None:
    at = np.full(2, int(datetime(2026, 6, 17, 3, 30, tzinfo=UTC).timestamp()))
    assert [day - (date(2026, 6, 17) - date(1970, 1, 1)).days for day in days_of(at, ZONES).tolist()] == [-1, 0]
