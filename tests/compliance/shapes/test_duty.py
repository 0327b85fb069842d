"""A duty: in time on the day, late the day after, unknown where nobody knows by when."""

import pytest

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import book, brief_of, outcomes, rule, situation, value

DUTY = {
    "shape": "duty",
    "asks": "must",
    "owed": "moratorium_type IS NOT NULL",
    "due": "later_by_days(moratorium_started, :days)",
    "values": {"days": value(5)},
}


def began(day: str | None, **when: object) -> dict[str, object]:
    return situation(given={"moratorium": {"type": "breathing_space", "started": day}}, **when)


def test_on_the_day_and_the_day_after() -> None:
    cases = [began("2026-04-30"), began("2026-04-29"), began(None), situation()]
    assert outcomes(rule(**DUTY), *cases) == ["permitted", "refused", "unknown", "permitted"]


def test_a_duty_tells_by_when_and_how_far_it_may_be_put_off() -> None:
    more = {"extendable_to": "later_by_days(moratorium_started, 9)", "done": "replies"}
    found = calculate(brief_of(began("2026-04-30", kind="deadline")), book(rule(**DUTY, **more, acts="TRUE")))
    assert found[0].value == {"owed": True, "due": "2026-05-05", "extendable_to": "2026-05-09", "done": False}


def test_who_only_asks_by_when_breaks_nothing() -> None:
    assert outcomes(rule(**{**DUTY, "acts": "TRUE"}), began("2026-01-01", kind="deadline")) == ["unknown"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"owed": None}, "lacks owed"),
        ({"due": None}, "lacks due"),
        ({"due": "at"}, "is an instant; here stands a day"),
        ({"extendable_to": "at"}, "is an instant; here stands a day"),
        ({"done": "this_day()"}, "is a day; here stands a yes or no"),
    ],
)
def test_a_duty_that_is_not_plain_is_refused(keys: dict[str, object], sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        rule(**{key: one for key, one in {**DUTY, **keys}.items() if one is not None})
