from datetime import UTC, datetime

from goodstanding.workbench.account.hours import UNKNOWN, local_time

NOON = datetime(2026, 1, 7, 17, tzinfo=UTC)


def test_one_zone_has_one_time() -> None:
    assert local_time(NOON, ["America/New_York"]) == "12:00 there now."


def test_zones_that_agree_have_one_time() -> None:
    assert local_time(NOON, ["America/New_York", "America/Toronto"]) == "12:00 there now."


def test_several_zones_have_the_earliest_and_the_latest() -> None:
    zones = ["America/Chicago", "America/New_York", "America/Denver"]
    assert local_time(NOON, zones) == "10:00 to 12:00 there now."


def test_zones_on_two_days_name_the_days() -> None:
    assert local_time(NOON, ["Asia/Tokyo", "America/New_York"]) == "Wed 12:00 to Thu 02:00 there now."


def test_an_unknown_zone_is_never_guessed() -> None:
    assert local_time(NOON, []) == local_time(NOON, ["Nowhere/Land"]) == UNKNOWN
