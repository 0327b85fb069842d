"""Which words may be said of a plan when."""

from datetime import date

import pytest

from goodstanding.arrangements.plan.life import MOVES, Word, may_say, state

DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "in force"),
        (["paused"], "paused"),
        (["paused", "resumed"], "in force"),
        (["cancelled", "resumed"], "cancelled"),
        (["defaulted", "reinstated"], "in force"),
        (["cancelled", "reinstated"], "cancelled"),
        (["defaulted", "renegotiated"], "renegotiated"),
        (["completed", "cancelled"], "completed"),
        (["autopay"], "in force"),
    ],
)
def test_what_a_plan_is_after_what_was_said(words: list[str], told: str) -> None:
    said = [Word(one, DAY) for one in words]
    assert state(said, day=DAY, is_complete=False) == told
    assert state(said, day=date(2026, 4, 30), is_complete=False) == "in force"


def test_the_ledger_says_whether_it_is_paid_off_and_a_pause_ends_by_itself() -> None:
    assert state([], day=DAY, is_complete=True) == "completed"
    assert state([Word("cancelled", DAY)], day=DAY, is_complete=True) == "cancelled"
    paused = [Word("paused", DAY, date(2026, 5, 10))]
    assert [state(paused, day=date(2026, 5, day), is_complete=False) for day in (10, 11)] == ["paused", "in force"]


def test_a_word_is_said_of_what_it_fits() -> None:
    assert may_say("reinstated", "defaulted")
    assert not may_say("reinstated", "cancelled")
    assert all(not may_say(word, "renegotiated") for word in MOVES)
