"""Sentences that say why something is due or not, with their numbers."""

from datetime import date
from typing import Any

import pytest

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.decide.standing import PROMISE, RESTS
from goodstanding.strategy.decide.tracing import sentence
from goodstanding.strategy.document.document import Trigger
from tests.strategy.decide.cast import DAY, account, after, ago, document, step


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "not known"), ("", "empty"), (True, "true"), (False, "false"), (0, "0"), (f"a{BETWEEN}b", "a, b"),
     (date(2026, 1, 2), "2026-01-02")],
)  # fmt: skip
def test_a_value_reads_as_people_say_it(value: object, expected: str) -> None:
    assert sentence.shown(value) == expected


def test_every_rest_has_its_sentence() -> None:
    row = account(hold_reason="fraud", hold_until_date=ago(-3), promise_open=True, promise_due_date=ago(-2),
                  balance_minor=40)  # fmt: skip
    said = [
        sentence.rest(one, document=document(balance_least_minor=50), row=row, strategies=("a", "b")) for one in RESTS
    ]
    assert len(set(said)) == len(RESTS)
    assert all(one[0].isupper() and one.endswith(".") for one in said)
    assert "It is left alone, because USD 0.40 is less than USD 0.50." in said
    assert "It is on hold until 2026-03-20 (fraud)." in said
    assert "A promise to pay is open until 2026-03-19." in said
    assert "The strategies a and b both cover the account, so neither decides about it." in said


@pytest.mark.parametrize(
    ("held", "expected"),
    [({"promise_open": True, "promise_due_date": ago(-2), "promise_grace_date": ago(-5)},
      "A promise to pay is open until 2026-03-22."),
     ({"settlement_open": True}, "A settlement was accepted, and nothing of it is missed."),
     ({"plan_open": True, "plan_next_due_date": ago(-2)},
      "A plan is being kept; its next instalment falls due on 2026-03-19."),
     ({"plan_open": True}, "A plan is being kept.")],
)  # fmt: skip
def test_whoever_keeps_what_was_agreed_is_left_alone(held: dict[str, Any], expected: str) -> None:
    assert sentence.rest(PROMISE, document=None, row=account(**held)) == expected


@pytest.mark.parametrize(
    ("owed", "expected"),
    [(-1, "Nothing is owed on it."), (0, "Nothing is owed on it."),
     (1, "It is left alone, because JPY 1 is less than JPY 1,000.")],
)  # fmt: skip
def test_whoever_owes_nothing_is_told_so(owed: int, expected: str) -> None:
    assert sentence.too_little(owed, least=1000, currency="JPY") == expected


NONE = "No step was taken before."
PAST = " It is 10 days past due."


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (Trigger("before_due", 7), "It is due from 7 days before the due date to the day before it." + PAST),
        (Trigger("past_due", 1), "It is due from 1 day past due." + PAST),
        (Trigger("since_placed", 5), "It is due 5 days after placement. 20 days have passed since placement."),
        (
            Trigger("since_previous", 5),
            "It is due 5 days after the step before it on the ladder, rung 1; the last rung taken is 0. " + NONE,
        ),
        (
            Trigger("end_of_month"),
            "It is due on the last day of a month from 1 day past due; today is 2026-03-17." + PAST,
        ),
        (Trigger("event", event="reply"), "It follows a reply of the person, and none is known."),
    ],
)
def test_a_trigger_says_when_and_how_things_stand(when: Trigger, expected: str) -> None:
    assert sentence.trigger(step("only", 2, when=when), row={**account(), "last_rung": 0}, day=DAY) == expected


def test_an_event_says_when_it_was() -> None:
    row = account(last_reply_date=ago(40), last_step="first", last_step_date=ago(50))
    assert sentence.trigger(after("reply"), row=row, day=DAY) == (
        "It follows a reply of the person within 30 days; the last was on 2026-02-05."
        " The last step, first, was taken on 2026-01-26."
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [(None, "Nothing is open that could be past due."), (-1, "It falls due in 1 day."), (0, "It falls due today."),
     (1, "It is 1 day past due.")],
)  # fmt: skip
def test_days_past_due_in_words(days: int | None, expected: str) -> None:
    assert sentence.past_due(account(days_past_due=days)) == expected


def test_a_wait_says_since_when() -> None:
    row = account(last_step="first", last_step_date=ago(3))
    assert sentence.wait(step("only", 2, wait_days=7), row=row) == (
        "It waits until 7 days after the step before it. The last step, first, was taken on 2026-03-14."
    )
