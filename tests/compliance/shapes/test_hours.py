"""Between local hours: every clock of the person must be open, and the next opening is told."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.calendars.local_time import is_within, next_within
from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.calendars.test_local_time import ZONES
from tests.compliance.sample import ask, outcomes, rule, situation, value


def clock(**times: str) -> dict[str, Any]:
    return {name: value(written, unit="time of day") for name, written in times.items()}


HOURS: dict[str, Any] = {
    "shape": "hours",
    "open": [{"opens": ":opens", "closes": ":closes"}],
    "values": clock(opens="08:00", closes="21:00"),
}


def at(local: str, *zones: str) -> dict[str, Any]:
    contacts = [{"id": f"+{n}", "timezone": zone} for n, zone in enumerate(zones)]
    return situation(
        given={"consumer": {"timezone": zones[0] if zones else None, "state": None, "zip": None, "contacts": contacts}},
        at=local,
    )


EAST, WEST = "America/New_York", "America/Los_Angeles"


def test_hours_open_inclusively_and_close_exclusively() -> None:
    clocks = ("07:59:59", "08:00:00", "20:59:59", "21:00:00")
    found = outcomes(rule(**HOURS), *[at(f"2026-05-05T{one}-04:00", EAST) for one in clocks])
    assert found == ["refused", "permitted", "permitted", "refused"]


def test_every_clock_of_the_person_must_be_open() -> None:
    cases = [at(f"2026-05-05T{one}:00-04:00", EAST, WEST) for one in ("10:59", "11:00", "20:59", "21:00")]
    assert outcomes(rule(**HOURS), *cases) == ["refused", "permitted", "permitted", "refused"]
    assert str(ask(rule(**HOURS), cases[0])[0].next_at) == "2026-05-05 15:00:00+00:00"


def test_where_nobody_knows_the_place_nobody_knows_the_hour() -> None:
    (found,) = ask(rule(**HOURS), at("2026-05-05T12:00:00-04:00"))
    assert (found.outcome, found.next_at) == ("unknown", None)


def test_a_law_may_fix_the_zone() -> None:
    fixed = {**HOURS, "zone": ":zone", "values": {**HOURS["values"], "zone": value(EAST, unit="word")}}
    assert outcomes(rule(**fixed), at("2026-05-05T12:00:00-04:00"), at("2026-05-05T22:00:00-04:00", WEST)) == [
        "permitted",
        "refused",
    ]


WEEK: dict[str, Any] = {
    "shape": "hours",
    "open": [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "opens": ":opens", "closes": ":closes"},
        {"days": ["sat"], "opens": ":later", "closes": ":closes"},
    ],
    "values": clock(opens="08:00", later="10:00", closes="21:00"),
}


@pytest.mark.parametrize(
    ("local", "outcome", "next_at"),
    [
        ("2026-05-08T20:00:00-04:00", "permitted", None),
        ("2026-05-08T21:00:00-04:00", "refused", "2026-05-09 14:00:00+00:00"),
        ("2026-05-09T10:00:00-04:00", "permitted", None),
        ("2026-05-09T09:59:00-04:00", "refused", "2026-05-09 14:00:00+00:00"),
        ("2026-05-10T12:00:00-04:00", "refused", "2026-05-11 12:00:00+00:00"),
    ],
)
def test_each_weekday_has_its_hours(local: str, outcome: str, next_at: str | None) -> None:
    (found,) = ask(rule(**WEEK), at(local, EAST))
    assert (found.outcome, str(found.next_at) if found.next_at else None) == (outcome, next_at)


def test_holidays_are_closed_on_their_day_and_when_they_are_kept() -> None:
    """The fourth of July 2026 is a Saturday; federal offices keep it on the Friday. A plain weekend is no holiday."""
    shut = rule(**{**HOURS, "closed_on": "us_federal"})
    cases = [at(f"2026-07-{day:02d}T12:00:00-04:00", EAST) for day in (2, 3, 4, 5)]
    assert outcomes(shut, *cases) == ["permitted", "refused", "refused", "permitted"]
    assert str(ask(shut, cases[1])[0].next_at) == "2026-07-05 12:00:00+00:00"


def named(local: str, *hours: dict[str, Any]) -> dict[str, Any]:
    return situation(given={"preferences": {"inconvenient_times": list(hours)}}, at=local)


def test_hours_a_person_named_are_left_out() -> None:
    left_out, evening = rule(**HOURS, named_hours="left_out"), {"from": "17:00", "to": "22:00"}
    case = named("2026-05-05T18:00:00-04:00", evening)
    (found,) = ask(left_out, case)
    assert (found.outcome, str(found.next_at)) == ("refused", "2026-05-06 12:00:00+00:00")
    assert outcomes(rule(**HOURS), case) == ["permitted"]


def test_a_person_for_whom_no_hour_is_left_is_never_called() -> None:
    (found,) = ask(rule(**HOURS, named_hours="left_out"), named("2026-05-05T18:00:00-04:00", {}))
    assert (found.outcome, found.next_at) == ("refused", None)


def test_hours_that_never_open_have_no_next_instant() -> None:
    (found,) = ask(
        rule(**{**HOURS, "values": clock(opens="21:00", closes="08:00")}), at("2026-05-05T12:00:00-04:00", EAST)
    )
    assert (found.outcome, found.next_at) == ("refused", None)


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda one: one.replace(microsecond=0)
)


@given(instant=INSTANTS, zones=st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True))
def test_any_instant_in_any_zones_agrees_with_single_instants(instant: datetime, zones: list[str]) -> None:
    """The other module of local hours answers for one instant, and knows nothing of columns."""
    opens, closes = time(8), time(21)
    (found,) = ask(rule(**HOURS), at(instant.isoformat(), *zones))
    assert found.allowed is is_within(instant, zones=zones, opens=opens, closes=closes)
    if not found.allowed:
        later = next_within(instant, zones=zones, opens=opens, closes=closes)
        assert found.next_at == later


@pytest.mark.parametrize("zone", [EAST, "Europe/London", "Australia/Lord_Howe"])
def test_the_next_opening_over_a_change_of_clocks(zone: str) -> None:
    start = datetime(2026, 3, 1, 2, tzinfo=UTC)
    for ahead in range(0, 24 * 60, 7):
        instant = start + timedelta(hours=ahead)
        (found,) = ask(rule(**HOURS), at(instant.isoformat(), zone))
        if not found.allowed:
            assert found.next_at == next_within(instant, zones=[zone], opens=time(8), closes=time(21))


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"open": None}, "lacks open"),
        ({"named_hours": "loved"}, "named_hours is ignored or left_out, not 'loved'"),
        ({"open": [{"opens": ":opens"}]}, "lacks opens or closes"),
        ({"open": [{"opens": ":opens", "closes": ":closes", "days": ["son"]}]}, "says days"),
        ({"open": [{"opens": ":opens", "closes": ":closes", "zone": "x"}]}, "says days"),
        ({"open": [{"opens": ":opens", "closes": "act_channel"}]}, "is a word; here stands a number"),
        ({"zone": ":nowhere"}, "The rule has no value called 'nowhere'"),
        ({"closed_on": "moon"}, "No calendar is called 'moon'"),
    ],
)
def test_hours_that_are_not_plain_are_refused(keys: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        rule(**{key: one for key, one in {**HOURS, **keys}.items() if one is not None})
