"""What the law wants done, and by when: every task a rule knows is asked, and what is owed comes back."""

from datetime import date
from typing import Any

from goodstanding.compliance.duty import Duty, duties, tasks_of
from goodstanding.compliance.lawbook.book import shipped

SPOKE = {
    "at": "2026-05-06T10:00:00-04:00", "direction": "outbound", "channel": "call", "outcome": "conversation",
    "debts": ["d1"], "person": "consumer", "initial_communication": True,
}  # fmt: skip
NOTICE = {"at": "2026-05-08", "event": "validation_notice_sent", "medium": "letter", "disclosed_end": "2026-06-30"}


def owed(*history: dict[str, Any], at: str, country: str = "US") -> list[Duty]:
    given = {
        "consumer": {"id": "c1", "state": "OH", "country": country, "timezone": "America/New_York"},
        "collector": {"type": "third_party", "covered_by_fdcpa": True},
        "debts": [{"id": "d1", "type": "credit_card"}], "history": list(history), "preferences": {},
    }  # fmt: skip
    situation = {"id": "q", "given": given, "when": {"action": {"kind": "contact", "at": at, "debts": ["d1"]}}}
    return duties(situation, shipped(), asked_at=at)


def notice(*history: dict[str, Any], at: str) -> Duty | None:
    return next((one for one in owed(*history, at=at) if one.task == "send_validation_notice"), None)


def test_the_first_talk_makes_the_notice_due_on_the_fifth_day() -> None:
    found = notice(SPOKE, at="2026-05-07T10:00:00-04:00")
    assert found is not None
    assert (found.due, found.owed, found.done) == (date(2026, 5, 11), True, False)
    assert found.rule.startswith("1006.34(a)")
    assert not found.is_late(date(2026, 5, 11))
    assert found.is_late(date(2026, 5, 12))


def test_a_notice_that_was_sent_is_owed_no_more() -> None:
    found = notice(SPOKE, NOTICE, at="2026-05-12T10:00:00-04:00")
    assert found is None or not found.owed or found.done


def test_nothing_is_owed_where_nothing_happened_and_abroad() -> None:
    assert notice(at="2026-05-07T10:00:00-04:00") is None
    assert not [one for one in owed(SPOKE, at="2026-05-07T10:00:00-04:00", country="AU") if one.rule.startswith("1006")]


def test_the_next_due_comes_first() -> None:
    days = [one.due for one in owed(SPOKE, at="2026-05-07T10:00:00-04:00") if one.due]
    assert days == sorted(days)


def test_every_duty_rule_names_its_tasks() -> None:
    assert all(tasks_of(rule) for rule in shipped().rules() if rule.asks == "must")
