"""Wall clocks in columns agree with single instants, through every clock change of fifteen zones, 2025 to 2035."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from goodstanding.calendars import wall_clock
from goodstanding.calendars.local_time import ZoneUnknown, local_date, local_hours
from goodstanding.calendars.wall_clock import DAY, Seconds
from tests.calendars.test_local_time import ZONES

EPOCH = date(1970, 1, 1)
QUARTER, HOUR = 900, 3600
AROUND = 30 * HOUR


def second(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[misc, arg-type]  # Year, month, day, hour …


FROM, UNTIL = second(2025, 1, 1), second(2036, 1, 1)


def shown(at: int, zone: str) -> int:
    """What the clock on the wall shows, by the other module of this chapter, as wall seconds."""
    (local,) = local_hours(datetime.fromtimestamp(at, UTC), [zone])
    return int(local.replace(tzinfo=UTC).timestamp())


def changes(zone: str) -> Iterator[int]:
    """Every clock change of the eleven years, found by looking at each quarter of an hour of days that change."""
    for start in range(FROM, UNTIL, DAY):
        if shown(start, zone) - start != shown(start + DAY, zone) - start - DAY:
            for at in range(start + QUARTER, start + DAY + QUARTER, QUARTER):
                if shown(at, zone) - at != shown(at - QUARTER, zone) - at + QUARTER:
                    yield at


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_around_each_clock_change_is_that_of_single_instants(zone: str) -> None:
    found = list(changes(zone))
    hours = [at + shift for at in found for shift in range(-AROUND, AROUND, HOUR)]
    edges = [at + shift for at in found for shift in (-1, 0, 1)]
    calm = list(range(FROM, UNTIL, 5 * DAY + HOUR))
    every = [*hours, *edges, *calm]
    instants = np.array(every, np.int64)
    assert wall_clock.wall(instants, zone).tolist() == [shown(at, zone) for at in every]
    days = [(local_date(datetime.fromtimestamp(at, UTC), zone) - EPOCH).days for at in every]
    assert wall_clock.day_of(instants, zone).tolist() == days


@pytest.mark.parametrize("zone", ZONES)
def test_the_instant_of_a_wall_time_is_the_first_that_shows_it_or_later(zone: str) -> None:
    """Skipped times give the change itself, repeated ones the first time round."""
    for change in changes(zone):
        grid = np.arange(change - AROUND, change + AROUND, QUARTER)
        reached = np.maximum.accumulate(np.array([shown(int(at), zone) for at in grid], np.int64))
        asked = np.arange(reached[0], reached[-1] + 1, QUARTER)
        first = grid[np.searchsorted(reached, asked, side="left")]
        assert wall_clock.instant_of(asked, zone).tolist() == first.tolist()


def one(seconds: Seconds) -> str:
    return datetime.fromtimestamp(int(seconds[0]), UTC).isoformat()


def test_a_time_that_spring_skips_gives_the_change_and_one_that_autumn_repeats_the_first() -> None:
    skipped = np.array([second(2026, 3, 8, 2, 30)])
    repeated = np.array([second(2026, 11, 1, 1, 30)])
    assert one(wall_clock.instant_of(skipped, "America/New_York")) == "2026-03-08T07:00:00+00:00"
    assert one(wall_clock.instant_of(repeated, "America/New_York")) == "2026-11-01T05:30:00+00:00"


def test_a_day_begins_where_midnight_is_skipped_at_the_change() -> None:
    """In Chile clocks go from 23:59:59 to 01:00: the day begins at one."""
    day = np.array([(date(2026, 9, 6) - EPOCH).days])
    start = wall_clock.start_of(day, "America/Santiago")
    assert one(start) == "2026-09-06T04:00:00+00:00"
    assert wall_clock.day_of(start, "America/Santiago").tolist() == day.tolist()
    assert wall_clock.day_of(start - 1, "America/Santiago").tolist() == (day - 1).tolist()


def test_a_missing_day_begins_with_the_next() -> None:
    """Samoa skipped the thirtieth of December 2011."""
    days = np.array([(date(2011, 12, 30) - EPOCH).days, (date(2011, 12, 31) - EPOCH).days])
    starts = wall_clock.start_of(days, "Pacific/Apia")
    assert starts[0] == starts[1]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ZoneUnknown, match="is not a time zone"):
        wall_clock.clock(zone)


def test_the_clocks_of_ninety_years_are_read_once() -> None:
    assert wall_clock.clock("Europe/London") is wall_clock.clock("Europe/London")
    assert wall_clock.clock("Asia/Tokyo").changes.tolist()[0] == 0
    assert timedelta(seconds=int(wall_clock.clock("Asia/Tokyo").offsets[-1])) == timedelta(hours=9)
