"""Calls a person agreed to beforehand: how long a consent holds, and what ends it."""

from typing import Any

import pytest

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.history.consented import consented_events
from goodstanding.compliance.history.reading import named_fact
from goodstanding.compliance.shapes.computed import plain
from goodstanding.factsheet.sheet import whole
from tests.compliance.sample import situation, view_of

SPEC = {"scope": "additional_calls", "days": ":consent_days"}
VALUES = {"consent_days": 7}
AGREED = {"at": "2026-05-01T10:00:00-04:00", "given_to": "collector", "scope": "additional_calls"}


def covers(*several: dict[str, Any]) -> list[object]:
    run, sort = named_fact({"consented": SPEC}, Scope(values={"consent_days": "number"}), "here")
    view = view_of(*several, values=VALUES)
    return plain(run(view), sort, view.length)


def told(*consents: dict[str, Any], at: str = "2026-05-05T12:00:00-04:00", **more: Any) -> dict[str, Any]:
    debts = more.pop("debts", ["d1"])
    return situation(
        given={"consents": list(consents), "debts": [{"id": "d1"}, {"id": "d2"}], **more}, at=at, debts=debts
    )


def test_a_consent_holds_seven_calendar_days_of_which_its_own_is_the_first() -> None:
    days = ["2026-05-01T10:00:00-04:00", "2026-05-07T23:59:59-04:00", "2026-05-08T00:00:00-04:00"]
    assert covers(*[told(AGREED, at=day) for day in days]) == [True, True, False]


def test_a_consent_does_not_reach_back() -> None:
    assert covers(told(AGREED, at="2026-05-01T09:59:59-04:00")) == [False]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"given_to": "creditor"}, False),
        ({"scope": "email"}, False),
        ({"revoked_at": "2026-05-05T12:00:00-04:00"}, False),
        ({"revoked_at": "2026-05-05T12:00:01-04:00"}, True),
        ({"debts": ["d1"]}, True),
        ({"debts": ["d2"]}, False),
        ({"debts": ["d2", "d1"]}, True),
        ({"only_on": ["2026-05-05"]}, True),
        ({"only_on": ["2026-05-04", "2026-05-05"]}, True),
        ({"only_on": ["2026-05-04"]}, False),
        ({"until": "2026-05-05"}, True),
        ({"until": "2026-05-04"}, False),
    ],
)
def test_what_a_consent_covers(more: dict[str, Any], *, expected: bool) -> None:
    assert covers(told({**AGREED, **more})) == [expected]


def test_a_conversation_about_the_debt_uses_the_consent_up() -> None:
    def talk(at: str, debt: str = "d1") -> dict[str, Any]:
        return {"at": at, "direction": "outbound", "channel": "call", "outcome": "conversation", "debts": [debt]}

    before, after = talk("2026-05-01T09:00:00-04:00"), talk("2026-05-03T10:00:00-04:00")
    other = talk("2026-05-03T10:00:00-04:00", "d2")
    assert covers(*[told(AGREED, history=[one]) for one in (before, after, other)]) == [True, False, True]


def test_an_act_about_two_debts_needs_consent_for_both() -> None:
    assert covers(told({**AGREED, "debts": ["d1"]}, debts=["d1", "d2"])) == [False]
    assert covers(told({**AGREED, "debts": ["d1", "d2"]}, debts=["d1", "d2"])) == [True]


def test_each_persons_days_are_those_of_their_own_calendar() -> None:
    """At one in the morning in Ohio on the eighth it is still the seventh in California: a batch must not mix them."""
    late = "2026-05-08T01:00:00-04:00"
    east, west = told(AGREED, at=late), told(AGREED, at=late)
    west["given"]["consumer"] = {**west["given"]["consumer"], "timezone": "America/Los_Angeles"}
    assert covers(east, west) == [False, True]
    assert covers(west, east) == [True, False]


def test_events_that_were_agreed_to_are_told_apart() -> None:
    def call(at: str) -> dict[str, Any]:
        return {"at": at, "direction": "outbound", "channel": "call", "outcome": "no_answer", "debts": ["d1"]}

    history = [call("2026-04-30T10:00:00-04:00"), call("2026-05-02T10:00:00-04:00")]
    view = view_of(told(AGREED, history=history), values=VALUES)
    assert consented_events(SPEC, view, whole([1, 1]) == 1).tolist() == [False, True]
    assert consented_events(SPEC, view, whole([1, 0]) == 1).tolist() == [False, False]


def test_where_the_law_does_not_say_how_long_no_consent_holds() -> None:
    run, sort = named_fact({"consented": SPEC}, Scope(values={"consent_days": "number"}), "here")
    view = view_of(told(AGREED), values={"consent_days": None})
    assert plain(run(view), sort, 1) == [False]


def opens(*several: dict[str, Any]) -> list[object]:
    run, sort = named_fact({"consented_from": SPEC}, Scope(values={"consent_days": "number"}), "here")
    view = view_of(*several, values=VALUES)
    return plain(run(view), sort, view.length)


def test_a_consent_that_names_a_day_opens_on_it() -> None:
    named = {**AGREED, "only_on": ["2026-05-06", "2026-05-04"]}
    days = [f"2026-05-0{day}T12:00:00-04:00" for day in (2, 4, 6)]
    assert opens(*[told(named, at=day) for day in days]) == ["2026-05-04", "2026-05-06", None]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, None),
        ({"only_on": ["2026-05-07"]}, "2026-05-07"),
        ({"only_on": ["2026-05-08"]}, None),
        ({"only_on": ["2026-05-07"], "revoked_at": "2026-05-03T12:00:00-04:00"}, None),
        ({"only_on": ["2026-05-07"], "given_to": "creditor"}, None),
        ({"only_on": ["2026-05-07"], "debts": ["d2"]}, None),
    ],
)
def test_from_when_a_consent_will_cover(more: dict[str, Any], expected: str | None) -> None:
    assert opens(told({**AGREED, **more})) == [expected]


def test_a_conversation_takes_the_named_day_away() -> None:
    talk = {"at": "2026-05-02T10:00:00-04:00", "direction": "inbound", "channel": "call", "outcome": "conversation"}
    assert opens(told({**AGREED, "only_on": ["2026-05-07"]}, history=[talk])) == [None]


def test_every_debt_of_a_call_must_be_open() -> None:
    both = [
        {**AGREED, "only_on": ["2026-05-06"], "debts": ["d1"]},
        {**AGREED, "only_on": ["2026-05-07"], "debts": ["d2"]},
    ]
    assert opens(told(*both, debts=["d1", "d2"]), told(both[0], debts=["d1", "d2"]), told()) == [
        "2026-05-07",
        None,
        None,
    ]
