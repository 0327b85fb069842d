"""Counted in a window: as many as allowed have happened, and the next is one too many."""

from typing import Any

import pytest

from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import ask, outcomes, rule, situation, value

COUNT: dict[str, Any] = {
    "shape": "count",
    "counts": {"count": "channel = 'call'", "by": ["debt"], "within_days": ":window"},
    "most": ":most",
    "values": {"most": value(2, unit="calls"), "window": value(7)},
}


def called(*days: int, about: tuple[str, ...] = ("d1",), **when: Any) -> dict[str, Any]:
    """Calls on some days of April and May 2026 (1 is the first of May), and one proposed at noon of the fifth."""
    stamps = [f"2026-05-{day:02d}" if day > 0 else f"2026-04-{30 + day:02d}" for day in days]
    history = [{"at": f"{stamp}T10:00:00-04:00", "channel": "call", "debts": list(about)} for stamp in stamps]
    return situation(given={"history": history, "debts": [{"id": "d1"}, {"id": "d2"}]}, **when)


def test_at_the_limit_and_one_fewer() -> None:
    assert outcomes(rule(**COUNT), called(4), called(3, 4), called(2, 3, 4)) == ["permitted", "refused", "refused"]


def test_the_window_is_calendar_days() -> None:
    """Seven days to the fifth of May begin on the twenty-ninth of April."""
    assert outcomes(rule(**COUNT), called(-1, 4), called(-2, 4)) == ["refused", "permitted"]


@pytest.mark.parametrize(
    ("days", "next_at"),
    [
        ((3, 4), "2026-05-10 04:00:00+00:00"),
        ((2, 3, 4), "2026-05-10 04:00:00+00:00"),
        ((4, 4), "2026-05-11 04:00:00+00:00"),
    ],
)
def test_the_next_is_free_when_enough_have_left_the_window(days: tuple[int, ...], next_at: str) -> None:
    assert str(ask(rule(**COUNT), called(*days))[0].next_at) == next_at


def test_none_at_all_never_reopens() -> None:
    none = rule(**{**COUNT, "values": {**COUNT["values"], "most": value(0, unit="calls")}})
    (found,) = ask(none, called())
    assert (found.outcome, found.next_at) == ("refused", None)


def test_an_act_about_two_debts_is_refused_where_one_of_them_is_full() -> None:
    both: dict[str, Any] = {"debts": ["d1", "d2"]}
    assert outcomes(rule(**COUNT), called(3, 4, **both), called(4, **both)) == ["refused", "permitted"]
    assert outcomes(rule(**COUNT), called(3, 4, about=("d2",))) == ["permitted"]


def test_a_window_that_is_no_number_of_days_says_what_comes_next() -> None:
    month = {"count": "channel = 'call'", "since": "portal_from"}
    keys = {**COUNT, "counts": month, "next": "later_by_days(this_day(), 3)"}
    case = called(3, 4)
    case["given"]["portal_session"] = {"from": "2026-05-03T00:00:00-04:00"}
    assert str(ask(rule(**keys), case)[0].next_at) == "2026-05-08 04:00:00+00:00"
    case["given"]["portal_session"] = {"from": "2026-05-04T00:00:00-04:00"}
    assert outcomes(rule(**keys), case) == ["permitted"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"counts": None}, "lacks counts or most"),
        ({"most": None}, "lacks counts or most"),
        ({"counts": {"count": "TRUE"}}, "says neither within_days nor, with since, what comes next"),
        ({"counts": {"any": "TRUE", "within_days": ":window"}}, "counts says count, not any"),
        ({"most": "act_channel"}, "here stands a number"),
    ],
)
def test_a_count_that_is_not_plain_is_refused(keys: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        rule(**{key: one for key, one in {**COUNT, **keys}.items() if one is not None})
