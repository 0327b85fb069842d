"""Who gets one of the day's calls: by worth, within the hours of the team and of the person."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from goodstanding.strategy.decide.capacity import SLOT, allot_calls, hours
from goodstanding.strategy.document.document import Team

DAY = date(2026, 3, 17)
NEW_YORK = ZoneInfo("America/New_York")
CALLS = pa.schema(
    [
        ("act_id", pa.int64()), ("team", pa.string()), ("value_minor", pa.int64()), ("currency", pa.string()),
        ("not_before", pa.timestamp("us", tz="UTC")), ("not_after", pa.timestamp("us", tz="UTC")),
    ]
)  # fmt: skip


def team(name: str = "north", calls: int = 2, opens: int = 9, closes: int = 12, zone: str = "UTC") -> Team:
    return Team(name, calls, time(opens), time(closes), zone)


def at(hour: int, minute: int = 0, *, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def call(act: int, value: int, **told: Any) -> dict[str, Any]:
    plain = {"team": "north", "currency": "USD", "not_before": at(0), "not_after": at(0) + timedelta(days=1)}
    return {"act_id": act, "value_minor": value} | plain | told


def allotted(calls: list[dict[str, Any]], *teams: Team, day: date = DAY) -> list[tuple[int, int, int]]:
    """Return act, hour in UTC and place."""
    found = allot_calls(pa.Table.from_pylist(calls, schema=CALLS), teams or (team(),), day=day)
    assert found.schema == SLOT
    return [(one["act_id"], one["hour_at"].hour, one["place"]) for one in found.to_pylist()]


def test_the_most_valuable_calls_get_the_earliest_hours_and_the_rest_none() -> None:
    calls = [call(act, act * 100) for act in range(1, 9)]
    assert allotted(calls) == [(3, 11, 2), (4, 11, 1), (5, 10, 2), (6, 10, 1), (7, 9, 2), (8, 9, 1)]


def test_of_equal_worth_the_lower_act_goes_first() -> None:
    assert allotted([call(2, 5), call(1, 5)], team(calls=1, closes=10)) == [(1, 9, 1)]


@pytest.mark.parametrize(
    ("not_before", "not_after", "hour"),
    [
        (at(9), at(10), 9), (at(9, 1), at(11), 10), (at(9), at(9, 59), None), (at(9, 1), at(10, 59), None),
        (at(11), at(12), 11), (at(11, 1), at(23), None), (at(0), at(9), None),
    ],
)  # fmt: skip
def test_an_hour_lies_wholly_within_the_hours_of_the_person(
    not_before: datetime, not_after: datetime, hour: int | None
) -> None:
    found = allotted([call(1, 5, not_before=not_before, not_after=not_after)])
    assert found == ([] if hour is None else [(1, hour, 1)])


def test_a_call_that_must_be_late_leaves_the_early_hours_to_others() -> None:
    calls = [call(1, 900, not_before=at(11)), call(2, 800), call(3, 700, not_before=at(11)), call(4, 600)]
    assert allotted(calls, team(calls=1)) == [(1, 11, 1), (2, 9, 1), (4, 10, 1)]


def test_currencies_are_ranked_and_never_compared() -> None:
    dollars = [call(act, 10_000 - act) for act in range(1, 5)]
    yen = [call(act, 100 - act, currency="JPY") for act in range(5, 9)]
    assert [act for act, _, _ in allotted([*dollars, *yen], team(calls=2, closes=11))] == [1, 2, 5, 6]


def test_every_team_has_its_own_room_and_nobody_calls_for_a_team_that_is_not_there() -> None:
    calls = [call(1, 5), call(2, 4, team="south"), call(3, 9, team=""), call(4, 9, team="gone")]
    assert allotted(calls, team(calls=1), team("south", calls=1)) == [(1, 9, 1), (2, 9, 1)]


def test_hours_are_those_of_the_teams_own_clock() -> None:
    (first, *_, last) = hours(team(zone="America/New_York"), day=DAY)
    assert datetime.fromtimestamp(first.opens, NEW_YORK).hour == 9
    assert datetime.fromtimestamp(last.closes, NEW_YORK).hour == 12
    assert allotted([call(1, 5)], team(zone="America/New_York")) == [(1, 13, 1)]
    assert allotted([call(1, 5)], team(zone="America/New_York"), day=date(2026, 1, 13)) == []


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 7), 6), (date(2026, 3, 8), 5), (date(2026, 11, 1), 7)])
def test_a_night_that_changes_the_clock_has_an_hour_less_or_more(day: date, count: int) -> None:
    listed = hours(team(opens=0, closes=6, zone="America/New_York"), day=day)
    assert [one.closes - one.opens for one in listed] == [3600] * count
    assert datetime.fromtimestamp(listed[0].opens, NEW_YORK) == datetime.combine(day, time(0), NEW_YORK)
    assert datetime.fromtimestamp(listed[-1].closes, NEW_YORK) == datetime.combine(day, time(6), NEW_YORK)


def test_an_hour_that_spring_skips_opens_after_the_gap() -> None:
    spring = date(2026, 3, 8)
    (only,) = hours(team(opens=2, closes=4, zone="America/New_York"), day=spring)
    assert datetime.fromtimestamp(only.opens, UTC) == datetime(2026, 3, 8, 7, tzinfo=UTC)
    assert hours(team(opens=2, closes=3, zone="America/New_York"), day=spring) == []


def test_a_broken_hour_takes_its_share_rounded_down() -> None:
    half = Team("north", 5, time(9), time(10, 30), "UTC")
    assert [one.calls for one in hours(half, day=DAY)] == [5, 2]


def test_the_order_of_rows_does_not_matter() -> None:
    dice = Random(3)
    calls = [call(act, dice.randint(1, 50), currency=dice.choice(["USD", "EUR"]), not_before=at(dice.randint(0, 11)))
             for act in range(1, 60)]  # fmt: skip
    first = allotted(calls, team(calls=9))
    dice.shuffle(calls)
    assert allotted(calls, team(calls=9)) == first
    assert len({(hour, place) for _, hour, place in first}) == len(first) <= 27


def test_places_given_before_are_taken() -> None:
    given = pa.Table.from_pylist(
        [
            {"act_id": 90, "team": "north", "hour_at": at(9), "place": 1},
            {"act_id": 91, "team": "north", "hour_at": at(10), "place": 2},
            {"act_id": 92, "team": "south", "hour_at": at(9), "place": 2},
            {"act_id": 93, "team": "north", "hour_at": at(7), "place": 1},
        ],
        schema=SLOT,
    )
    calls = pa.Table.from_pylist([call(act, 9 - act) for act in range(1, 9)], schema=CALLS)
    found = allot_calls(calls, (team(),), day=DAY, given=given).to_pylist()
    assert [(one["act_id"], one["hour_at"].hour, one["place"]) for one in found] == [
        (1, 9, 2), (2, 10, 1), (3, 11, 1), (4, 11, 2),
    ]  # fmt: skip


def test_no_calls_take_no_places() -> None:
    assert allotted([]) == []
    assert allotted([call(1, 5)], team(calls=0)) == []
