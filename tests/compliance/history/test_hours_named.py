"""Hours a person named: on which days and clocks they hold, and when they are left."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from goodstanding.compliance.history.hours_named import leave_hours, named_any, named_hours, same_hours
from goodstanding.compliance.shapes.computed import plain
from tests.compliance.sample import situation, view_of

EVENING = {"days": ["mon", "tue"], "from": "17:00", "to": "20:00"}


def told(*hours: dict[str, Any], at: str = "2026-05-05T18:00:00-04:00", sense: str = "inconvenient") -> dict[str, Any]:
    return situation(given={"preferences": {f"{sense}_times": list(hours)}}, at=at)


def within(*several: dict[str, Any], sense: str = "inconvenient") -> list[object]:
    view = view_of(*several)
    return plain(named_hours(sense, view), "truth", view.length)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-05-05T17:00:00-04:00", True),
        ("2026-05-05T16:59:59-04:00", False),
        ("2026-05-05T19:59:59-04:00", True),
        ("2026-05-05T20:00:00-04:00", False),
        ("2026-05-06T18:00:00-04:00", False),
        ("2026-05-05T15:00:00-07:00", True),
    ],
)
def test_hours_open_inclusively_and_close_exclusively_on_their_days(at: str, *, expected: bool) -> None:
    assert within(told(EVENING, at=at)) == [expected]


def test_hours_end_by_their_terms_and_begin_when_they_were_told() -> None:
    assert within(told({**EVENING, "until": "2026-05-05"}), told({**EVENING, "until": "2026-05-04"})) == [True, False]
    before, after = ({**EVENING, "at": f"2026-05-05T18:00:0{second}-04:00"} for second in (0, 1))
    assert within(told(before), told(after)) == [True, False]


def test_without_days_and_hours_it_is_always() -> None:
    assert within(told({}), told({"days": ["tue"]}), told({"days": ["wed"]})) == [True, True, False]


def test_convenient_and_inconvenient_are_told_apart() -> None:
    case = told(EVENING, sense="convenient")
    assert within(case, sense="convenient") == [True]
    assert within(case) == [False]
    view = view_of(case, told(EVENING), told())
    assert plain(named_any("inconvenient", view), "truth", 3) == [False, True, False]
    assert plain(named_any("convenient", view), "truth", 3) == [True, False, False]


def left(*hours: dict[str, Any], at: str = "2026-05-05T18:00:00-04:00") -> str:
    view = view_of(told(*hours, at=at))
    (then,) = leave_hours(view, np.array(view.whole("at")))
    return datetime.fromtimestamp(int(then), UTC).isoformat()


def test_hours_are_left_at_their_end() -> None:
    assert left(EVENING) == "2026-05-06T00:00:00+00:00"
    assert left(EVENING, at="2026-05-05T16:00:00-04:00") == "2026-05-05T20:00:00+00:00", "Not within: it stays."


def test_hours_one_after_the_other_are_all_left() -> None:
    later = {"days": ["tue"], "from": "19:30", "to": "22:00"}
    assert left(EVENING, later) == "2026-05-06T02:00:00+00:00"


def test_a_named_hour_of_a_night_in_spring_ends_on_the_clock() -> None:
    night = {"days": ["sun"], "from": "00:00", "to": "03:00"}
    assert left(night, at="2026-03-08T01:30:00-05:00") == "2026-03-08T07:00:00+00:00"


def test_hours_told_to_somebody_else_may_be_left_out() -> None:
    suits = [told({**EVENING, **to}, sense="convenient") for to in ({"given_to": "creditor"}, {"given_to": "us"}, {})]
    view = view_of(*suits)
    assert plain(named_hours("convenient", view, told_to="us"), "truth", view.length) == [False, True, True]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("2026-05-05T17:00:00-04:00", True),
        ("2026-05-05T16:59:59-04:00", False),
        ("2026-05-04T18:00:00-04:00", False),
        (None, False),
    ],
)
def test_an_earlier_instant_within_the_same_hours_of_the_day(written: str | None, *, same: bool) -> None:
    history = [{"at": written, "direction": "inbound", "channel": "email", "id": "in1"}] if written else []
    given = {"preferences": {"inconvenient_times": [EVENING]}, "history": history}
    view = view_of(situation(given=given, at="2026-05-05T18:00:00-04:00", in_reply_to="in1"))
    assert plain(same_hours("replied_at", view), "truth", view.length) == [same]
