"""Local hours of people who may be in several zones, through every clock change of ten years."""

import doctest
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.calendars import local_time
from goodstanding.calendars.local_time import (
    NaiveInstant,
    WindowUnusable,
    ZoneUnknown,
    is_within,
    local_date,
    local_hours,
    next_within,
)

EIGHT, NINE_IN_THE_EVENING, MIDNIGHT = time(8), time(21), time(0)
NEW_YORK, LOS_ANGELES, TOKYO = "America/New_York", "America/Los_Angeles", "Asia/Tokyo"
ZONES = (
    "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", NEW_YORK, "Europe/London", "America/Phoenix",
    LOS_ANGELES, "America/Denver", "America/St_Johns", "America/Santiago", "Africa/Cairo", "Asia/Beirut",
    "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Honolulu",
)  # fmt: skip
GRID = timedelta(minutes=15)
"""Every offset, clock change and window here falls on a quarter of an hour, so stepping by it misses nothing."""
WINDOWS = (
    (EIGHT, NINE_IN_THE_EVENING),
    (time(2, 15), time(2, 45)),  # Inside the hour that Europe and America skip.
    (time(1, 30), time(2)),  # Inside the hour that comes twice.
    (MIDNIGHT, time(1)),  # Where Chile, Egypt and Lebanon change their clocks.
    (time(23), MIDNIGHT),
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # The parts are year, month, day, hour …


def test_window_opens_inclusively_and_closes_exclusively() -> None:
    def asked(at: datetime, **more: Any) -> bool:
        return is_within(at, zones=[NEW_YORK], opens=EIGHT, closes=NINE_IN_THE_EVENING, **more)

    opening, closing, instant = utc(2026, 1, 7, 13), utc(2026, 1, 8, 2), timedelta(microseconds=1)
    assert asked(opening)
    assert not asked(opening - instant)
    assert asked(closing - instant)
    assert not asked(closing)
    assert asked(closing, closes_inclusive=True)
    assert not asked(closing + instant, closes_inclusive=True)


def test_every_zone_must_be_within() -> None:
    at = utc(2026, 1, 7, 15)  # 10:00 in New York, 07:00 in Los Angeles.
    assert is_within(at, zones=[NEW_YORK], opens=EIGHT, closes=NINE_IN_THE_EVENING)
    assert not is_within(at, zones=[NEW_YORK, LOS_ANGELES], opens=EIGHT, closes=NINE_IN_THE_EVENING)


def test_window_that_closes_at_midnight_runs_to_the_end_of_the_day() -> None:
    last = utc(2026, 1, 8, 4, 59)  # 23:59 in New York.
    assert is_within(last, zones=[NEW_YORK], opens=EIGHT, closes=MIDNIGHT)
    assert not is_within(last + timedelta(minutes=1), zones=[NEW_YORK], opens=EIGHT, closes=MIDNIGHT)
    assert is_within(last + timedelta(minutes=1), zones=[NEW_YORK], opens=MIDNIGHT, closes=MIDNIGHT)


def test_no_zone_is_no_hour() -> None:
    at = utc(2026, 1, 7, 15)
    for ask in (
        lambda: local_hours(at, []),
        lambda: is_within(at, zones=[], opens=EIGHT, closes=NINE_IN_THE_EVENING),
        lambda: next_within(at, zones=(), opens=EIGHT, closes=NINE_IN_THE_EVENING),
    ):
        with pytest.raises(ZoneUnknown, match="No time zone is known"):
            ask()


@pytest.mark.parametrize(
    "zone", ["", "Nowhere/Here", "America", "../etc/passwd", "/etc/localtime", "localtime", "Factory"]
)
def test_name_that_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(ZoneUnknown):
        local_date(utc(2026, 1, 7), zone)
    with pytest.raises(ZoneUnknown):
        is_within(utc(2026, 1, 7), zones=[NEW_YORK, zone], opens=EIGHT, closes=NINE_IN_THE_EVENING)


def test_naive_instant_is_refused() -> None:
    naive = datetime(2026, 1, 7, 15)  # noqa: DTZ001 -- what must be refused.
    for ask in (
        lambda: local_hours(naive, [NEW_YORK]),
        lambda: local_date(naive, NEW_YORK),
        lambda: is_within(naive, zones=[NEW_YORK], opens=EIGHT, closes=NINE_IN_THE_EVENING),
        lambda: next_within(naive, zones=[NEW_YORK], opens=EIGHT, closes=NINE_IN_THE_EVENING),
    ):
        with pytest.raises(NaiveInstant, match="carries no zone"):
            ask()


@pytest.mark.parametrize(
    ("opens", "closes", "closes_inclusive"),
    [
        (NINE_IN_THE_EVENING, EIGHT, False),
        (EIGHT, EIGHT, False),
        (EIGHT, MIDNIGHT, True),
        (time(8, tzinfo=UTC), NINE_IN_THE_EVENING, False),
        (EIGHT, time(21, tzinfo=UTC), False),
    ],
)
def test_hours_that_make_no_window_are_refused(opens: time, closes: time, *, closes_inclusive: bool) -> None:
    for ask in (is_within, next_within):
        with pytest.raises(WindowUnusable):
            ask(utc(2026, 1, 7), zones=[NEW_YORK], opens=opens, closes=closes, closes_inclusive=closes_inclusive)


def test_local_hours_keep_the_order_and_name_a_zone_once() -> None:
    hours = local_hours(utc(2026, 7, 1, 12), [TOKYO, NEW_YORK, TOKYO])
    assert [hour.hour for hour in hours] == [21, 8]


def test_day_is_the_one_of_the_place() -> None:
    at = utc(2026, 3, 1, 4, 59)
    assert local_date(at, NEW_YORK) == date(2026, 2, 28)
    assert local_date(at + timedelta(minutes=1), NEW_YORK) == date(2026, 3, 1)


def test_any_aware_instant_is_the_same_instant() -> None:
    at = datetime(2026, 1, 7, 3, tzinfo=ZoneInfo(TOKYO))
    found = next_within(at, zones=[NEW_YORK], opens=EIGHT, closes=NINE_IN_THE_EVENING)
    assert found == at
    assert found.tzinfo is UTC


def test_next_instant_is_now_or_the_next_opening() -> None:
    def asked(at: datetime) -> datetime | None:
        return next_within(at, zones=[NEW_YORK, LOS_ANGELES], opens=EIGHT, closes=NINE_IN_THE_EVENING)

    both_open, one_closes = utc(2026, 1, 7, 16), utc(2026, 1, 8, 2)
    assert asked(both_open) == both_open
    assert asked(both_open - timedelta(microseconds=1)) == both_open
    assert asked(one_closes - timedelta(microseconds=1)) == one_closes - timedelta(microseconds=1)
    assert asked(one_closes) == both_open + timedelta(days=1)


def test_hours_that_never_meet_have_no_next_instant() -> None:
    assert next_within(utc(2026, 1, 7), zones=[NEW_YORK, TOKYO], opens=time(9), closes=time(17)) is None


def test_hours_that_meet_only_while_clocks_differ_are_found() -> None:
    # New York changes its clock three weeks before London; only then is it four hours behind instead of five.
    at = utc(2026, 1, 7)
    found = next_within(at, zones=[NEW_YORK, "Europe/London"], opens=EIGHT, closes=time(12, 30))
    assert found == utc(2026, 3, 8, 12)


def test_skipped_opening_hour_opens_when_the_clock_is_set() -> None:
    before = utc(2026, 3, 8, 6, 30)  # 01:30 in New York; at 02:00 the clock is set to 03:00.
    assert next_within(before, zones=[NEW_YORK], opens=time(2, 30), closes=EIGHT) == utc(2026, 3, 8, 7)
    # A window wholly inside the skipped hour does not come at all that day.
    assert next_within(before, zones=[NEW_YORK], opens=time(2, 15), closes=time(2, 45)) == utc(2026, 3, 9, 6, 15)


def test_repeated_hour_is_within_twice() -> None:
    first, second = utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30)  # 01:30 in New York, twice.
    for at in (first, second):
        assert is_within(at, zones=[NEW_YORK], opens=time(1, 30), closes=time(2))
    after_the_first = utc(2026, 11, 1, 6)
    assert next_within(after_the_first, zones=[NEW_YORK], opens=time(1, 30), closes=time(2)) == second
    # The clock is set back into a window that had already closed.
    assert next_within(utc(2026, 11, 1, 5, 45), zones=[NEW_YORK], opens=MIDNIGHT, closes=time(1, 30)) == after_the_first


@lru_cache(maxsize=len(ZONES))
def clock_changes(zone: str) -> tuple[datetime, ...]:
    """The quarter hours from 2025 to 2035 at which a zone's offset has just changed."""
    place = ZoneInfo(zone)

    def changes(low: datetime, step: timedelta) -> Iterator[datetime]:
        while low.year <= 2035:
            high = low + step
            if low.astimezone(place).utcoffset() != high.astimezone(place).utcoffset():
                yield high
            low = high

    return tuple(
        next(at for quarter in range(1, 97) if (at := day - timedelta(days=1) + GRID * quarter) and differs(at, place))
        for day in changes(utc(2025, 1, 1), timedelta(days=1))
    )


def differs(at: datetime, place: ZoneInfo) -> bool:
    return at.astimezone(place).utcoffset() != (at - GRID).astimezone(place).utcoffset()


def first_on_grid(start: datetime, *, zones: tuple[str, ...], opens: time, closes: time, days: int) -> datetime | None:
    """An independent answer: try every quarter of an hour."""
    places = [ZoneInfo(zone) for zone in zones]
    latest = time.max if closes == MIDNIGHT else (datetime.combine(date.min, closes) - GRID).time()
    for step in range(days * 96):
        at = start + GRID * step
        if all(opens <= at.astimezone(place).time() <= latest for place in places):
            return at
    return None


def test_zones_under_test_change_their_clocks_or_never_do() -> None:
    assert len(clock_changes(NEW_YORK)) == 22
    # Newer editions of the zone data end Morocco's clock changes in September 2026; older ones go on.
    assert len(clock_changes("Africa/Casablanca")) >= 4
    assert clock_changes("America/Phoenix") == ()


@pytest.mark.parametrize("zone", ZONES)
def test_next_instant_is_right_around_every_clock_change(zone: str) -> None:
    starts = [change - timedelta(hours=hours) for change in clock_changes(zone) for hours in (25, 2, 0)]
    for start in starts or [utc(2030, 3, 10)]:
        for opens, closes in WINDOWS:
            found = next_within(start, zones=[zone], opens=opens, closes=closes)
            assert found == first_on_grid(start, zones=(zone,), opens=opens, closes=closes, days=3), (start, opens)


@given(
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    quarters=st.integers(0, 11 * 365 * 96),
    window=st.lists(st.integers(0, 95), min_size=2, max_size=2, unique=True).map(sorted),
)
def test_next_instant_is_right_for_two_zones_at_any_time(
    zones: tuple[str, str], quarters: int, window: list[int]
) -> None:
    start = utc(2025, 1, 1) + GRID * quarters
    opens, closes = (time(quarter // 4, quarter % 4 * 15) for quarter in window)
    found = next_within(start, zones=zones, opens=opens, closes=closes)
    expected = first_on_grid(start, zones=zones, opens=opens, closes=closes, days=3)
    assert found == expected or (expected is None and (found is None or found >= start + timedelta(days=3)))
    if found is not None:
        assert is_within(found, zones=zones, opens=opens, closes=closes)


def test_examples_hold() -> None:
    assert doctest.testmod(local_time).failed == 0
