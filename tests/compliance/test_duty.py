"""Must something be done by a date? Each known task is asked of one situation; what is owed comes back by its day."""

from datetime import date
from typing import Any

from goodstanding.compliance.duty import Duty, duties, tasks_of
from tests.compliance.sample import NOON, book, rule, situation, value


def owes(name: str, task: str, days: int, **keys: Any) -> Any:
    """A rule that knows a deadline for a task, from the beginning of a moratorium."""
    values = {"tasks": value([task], unit="words"), "days": value(days)}
    usual = {
        "id": name,
        "asks": "must",
        "shape": "duty",
        "acts": "act_kind = 'deadline' AND act_task IN (:tasks)",
        "owed": "moratorium_type IS NOT NULL",
        "due": "later_by_days(moratorium_started, :days)",
        "values": values,
    }
    return rule(**{**usual, **keys})


BEGUN = situation(given={"moratorium": {"type": "breathing_space", "started": "2026-05-01"}})


def asked(*rules: Any, case: dict[str, Any] = BEGUN) -> list[Duty]:
    return duties(case, book(*rules), asked_at=NOON, packs=False)


def test_what_is_due_first_comes_first() -> None:
    found = asked(owes("late", "answer", 30), owes("soon", "acknowledge", 5))
    assert [(one.task, one.due) for one in found] == [("acknowledge", date(2026, 5, 6)), ("answer", date(2026, 5, 31))]
    assert [(one.rule_id, one.owed, one.done) for one in found] == [("soon", True, False), ("late", True, False)]


def test_it_is_late_the_day_after_and_not_once_done() -> None:
    (one,) = asked(owes("soon", "acknowledge", 5))
    assert [one.is_late(date(2026, 5, day)) for day in (6, 7)] == [False, True]
    (done,) = asked(owes("soon", "acknowledge", 5, done="TRUE"))
    assert (done.done, done.is_late(date(2026, 5, 7))) == (True, False)


def test_how_far_it_may_be_put_off() -> None:
    (one,) = asked(owes("soon", "acknowledge", 5, extendable_to="later_by_days(moratorium_started, 9)"))
    assert (one.due, one.extendable_to) == (date(2026, 5, 6), date(2026, 5, 10))


def test_nothing_is_owed_where_nothing_began() -> None:
    assert not [one for one in asked(owes("soon", "acknowledge", 5), case=situation()) if one.owed]


def test_only_rules_that_ask_must_name_tasks() -> None:
    assert tasks_of(owes("soon", "acknowledge", 5)) == ("acknowledge",)
    assert tasks_of(rule()) == ()
    assert asked(rule()) == []
