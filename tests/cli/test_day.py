"""A day behind `--date`: what is none, and what is too far away, are refused."""

from datetime import date

import pytest

from goodstanding.cli.day import DayUnreadable, read_day


@pytest.mark.parametrize("text", ["1900-01-01", "2028-02-29", "2200-12-31"])
def test_a_day_is_read(text: str) -> None:
    assert read_day(text) == date.fromisoformat(text)


@pytest.mark.parametrize("text", ["soon", "", "2027-02-29", "23.11.2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayUnreadable, match="is no day; write it as 2026-11-23"):
        read_day(text)


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_what_no_night_can_reckon_with_is_refused(text: str) -> None:
    with pytest.raises(DayUnreadable, match=f"{text} is too far away; give a day of the years 1900 to 2200"):
        read_day(text)
