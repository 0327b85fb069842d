"""Places in the hours of teams are given to calls that can still be made, and to no others."""

from datetime import timedelta

import pyarrow as pa
import pytest

from goodstanding.strategy.document.document import Running
from goodstanding.strategy.document.reading import read
from goodstanding.strategy.models.hand_over import CallSlot, HandOverAnswered
from goodstanding.strategy.night.order import Order
from goodstanding.strategy.operations.capacity import give_places
from tests.strategy.operations.planned import DAY, clock, debtors, plan

pytestmark = pytest.mark.django_db
TEXT = """
strategy: {name}
edition: 1
title: Everybody is called
effective_from: 2010-01-01
segments: [{{name: all, treatment: calls}}]
treatments:
  calls:
    steps: [{{name: call, when: {{days_past_due: 1}}, channels: [call], template: callback-invitation}}]
capacity:
  teams: [{{name: one, calls_per_hour: 1, opens: 09:00, closes: 10:00, timezone: America/New_York}}]
"""


def order(*, stopped: tuple[str, ...] = ()) -> Order:
    running = tuple(Running(read(TEXT.format(name=name)), stopped=name in stopped) for name in ("calling", "other"))
    none = pa.table({})
    return Order(
        day=DAY, known_at=clock(DAY, 1), books="", running=running, templates=frozenset(), clients=none,
        portfolios=none,
    )  # fmt: skip


def calls() -> list[int]:
    """Plan a call that is worth more, by one strategy, and one that is worth less, by another."""
    (first, debt), (second, other) = debtors(2)
    return [
        plan(first, debt, channel="call", team="one", strategy="calling", value_minor=900),
        plan(second, other, channel="call", team="one", strategy="other", value_minor=100),
    ]


def placed() -> list[int]:
    return list(CallSlot.objects.values_list("act_id", flat=True))


def test_the_one_place_goes_to_the_call_worth_most() -> None:
    best, _ = calls()
    assert give_places(order(), entry_id=1) == 1
    assert placed() == [best]


def test_a_call_that_was_answered_for_takes_no_place() -> None:
    best, other = calls()
    at = clock(DAY, 8) + timedelta(minutes=1)
    HandOverAnswered.objects.create(act_id=best, answer="withheld", reason="paid: Paid.", answered_at=at, entry_id=1)
    assert give_places(order(), entry_id=1) == 1
    assert placed() == [other]


def test_a_call_of_a_stopped_strategy_takes_no_place() -> None:
    _, other = calls()
    assert give_places(order(stopped=("calling",)), entry_id=1) == 1
    assert placed() == [other]
