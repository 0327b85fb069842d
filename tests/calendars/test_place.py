"""The time where an address is, as far as it tells."""

import zoneinfo
from datetime import UTC, datetime

import pytest

from goodstanding.calendars import place
from goodstanding.calendars.place import (
    CANADA,
    REGIONS,
    SAME_HOURS,
    UNITED_STATES,
    country_code,
    narrowed,
    one_name,
    region_code,
    zones,
)

EAST, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"


def test_every_state_and_district_is_there() -> None:
    assert len(UNITED_STATES) == 50 + 1 + 5
    assert len(CANADA) == 13
    known = zoneinfo.available_timezones()
    assert all(zone in known for table in REGIONS.values() for _, names in table.values() for zone in names)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("NY", (EAST,)),
        ("TX", (CENTRAL, MOUNTAIN)),
        ("FL", (CENTRAL, EAST)),
        ("TN", (CENTRAL, EAST)),
        ("ID", (MOUNTAIN, PACIFIC)),
        ("OR", (MOUNTAIN, PACIFIC)),
        ("AZ", (MOUNTAIN, "America/Phoenix")),
        ("PR", ("America/Puerto_Rico",)),
        ("XX", ()),
    ],
)
def test_the_zones_of_a_state(state: str, expected: tuple[str, ...]) -> None:
    assert zones(country="US", region=state) == expected


def test_a_country_without_a_state_may_be_anywhere_in_it() -> None:
    assert zones(country="DE") == ("Europe/Berlin", "Europe/Busingen")
    assert {EAST, CENTRAL, MOUNTAIN, PACIFIC, "Pacific/Honolulu", "America/Adak"} <= set(zones(country="US"))
    assert zones(country="") == () == zones(country="ZZ")


@pytest.mark.parametrize(("name", "called"), SAME_HOURS.items())
def test_zones_of_one_name_keep_the_same_hours(name: str, called: str) -> None:
    for month in range(1, 13):
        at = datetime(2026, month, 15, 18, tzinfo=UTC)
        assert at.astimezone(zoneinfo.ZoneInfo(name)).hour == at.astimezone(zoneinfo.ZoneInfo(called)).hour


def test_zones_are_called_by_one_name() -> None:
    assert one_name(("America/Detroit", "America/New_York", "America/Boise")) == (MOUNTAIN, EAST)


@pytest.mark.parametrize(
    ("text", "code"),
    [("US", "US"), ("us", "US"), (" United  States ", "US"), ("USA", "US"), ("Deutschland", "DE"), ("Atlantis", ""),
     ("", "")],
)  # fmt: skip
def test_a_country_by_code_or_name(text: str, code: str) -> None:
    assert country_code(text) == code


def test_a_state_by_code_or_name() -> None:
    assert region_code("new  york", country="US") == "NY"
    assert region_code("tx", country="US") == "TX"
    assert region_code("Bavaria", country="DE") == "Bavaria"
    assert region_code("Atlantis", country="US") == "Atlantis"


def test_a_number_narrows_an_address_where_they_agree() -> None:
    assert narrowed((MOUNTAIN,), (CENTRAL, MOUNTAIN)) == (MOUNTAIN,)


def test_where_they_contradict_each_other_either_may_be_true() -> None:
    assert narrowed((EAST,), (PACIFIC,)) == (PACIFIC, EAST)


def test_where_one_is_silent_the_other_counts() -> None:
    assert narrowed((), (PACIFIC,)) == (PACIFIC,) == narrowed((PACIFIC,), ())
    assert narrowed((), ()) == ()


@pytest.mark.parametrize(
    ("state", "code", "expected"),
    [
        ("TX", "79901", ("America/Denver",)),
        ("TX", "75001", ("America/Chicago",)),
        ("TX", "79799", ("America/Chicago",)),
        ("TX", "88510", ("America/Denver",)),
        ("TX", "", ("America/Chicago", "America/Denver")),
        ("FL", "32501", ("America/Chicago",)),
        ("FL", "32401", ("America/Chicago", "America/New_York")),
        ("TN", "37601", ("America/New_York",)),
        ("AZ", "86504", ("America/Denver", "America/Phoenix")),
        ("OH", "43215", ("America/New_York",)),
        ("OH", "79901", ("America/New_York",)),
    ],
)
def test_a_postal_code_narrows_a_state_of_two_hours_and_only_where_it_is_sure(
    state: str, code: str, expected: tuple[str, ...]
) -> None:
    assert place.zones(country="US", region=state, postal_code=code) == expected


def test_a_postal_code_never_names_a_zone_its_state_does_not_keep() -> None:
    for state, beginnings in place.POSTAL_PREFIXES.items():
        named = [prefix for prefixes in beginnings for prefix in prefixes]
        assert len(named) == len(set(named)), f"A beginning stands twice in {state}."
        assert set(beginnings.values()) <= set(place.UNITED_STATES[state][1])
        assert all(len(prefix) == 3 and prefix.isdigit() for prefix in named)


def test_a_postal_code_of_another_country_says_nothing() -> None:
    assert place.zones(country="CA", region="ON", postal_code="79901") == place.zones(country="CA", region="ON")
