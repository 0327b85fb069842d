"""The days that can be reckoned with, at their ends."""

from datetime import date

from goodstanding.calendars.reckoned import RECKONED, YEARS


def test_both_ends_are_inclusive() -> None:
    assert date(1900, 1, 1) in RECKONED and date(1899, 12, 31) not in RECKONED
    assert date(2200, 12, 31) in RECKONED and date(2201, 1, 1) not in RECKONED


def test_the_words_say_the_same() -> None:
    first, last = YEARS.split(" to ")
    assert (RECKONED.start, RECKONED.end) == (date(int(first), 1, 1), date(int(last), 12, 31))
