"""Wished hours hold on every clock a person may live by."""

from datetime import UTC, datetime

from goodstanding.parties.preference import read_hours
from goodstanding.strategy.hours import by_every_clock, outside

AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
ADAK, ANCHORAGE = "America/Adak", "America/Anchorage"


def hours(text: str, *zones: str) -> list[str]:
    found = by_every_clock(read_hours(text), zones=zones, at=AT)
    return [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in found]


def test_one_clock_or_none_changes_nothing() -> None:
    assert hours("mon-fri 17:00-20:00") == hours("mon-fri 17:00-20:00", ADAK) == ["17:00-20:00"]


def test_of_two_clocks_the_hours_of_both_are_left_as_the_first_shows_them() -> None:
    assert hours("mon-fri 17:00-20:00", ADAK, ANCHORAGE) == ["17:00-19:00"]
    assert hours("mon-fri 17:00-20:00", ANCHORAGE, ADAK) == ["18:00-20:00"]


def test_hours_that_no_moment_has_on_both_clocks_are_none() -> None:
    assert hours("mon-fri 17:00-18:00", ADAK, ANCHORAGE) == []


def test_the_hours_outside_a_window_are_the_rest_of_the_week() -> None:
    found = outside(read_hours("mon-fri 09:00-12:00, mon 14:00-15:00"))
    monday = [(one["from"], one["to"]) for one in found if one["days"] == ["mon"]]
    assert monday == [("00:00", "09:00"), ("12:00", "14:00"), ("15:00", "24:00")]
    assert [(one["from"], one["to"]) for one in found if one["days"] == ["sun"]] == [("00:00", "24:00")]
