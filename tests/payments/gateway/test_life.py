"""The states of a payment: whatever the order, the end is the same."""

import itertools
import random

import pytest

from goodstanding.payments.gateway import port
from goodstanding.payments.gateway.life import (
    ATTEMPTED,
    KEPT_BACK,
    MEANINGS,
    TOLD,
    Standing,
    joined,
    moves,
    rank,
    state_of,
)


def test_every_state_stands_on_the_line_and_has_a_meaning() -> None:
    assert {*ATTEMPTED, *KEPT_BACK, *TOLD} == set(MEANINGS)


@pytest.mark.parametrize("states", list(itertools.combinations(["open", "pending", "declined", "paid", "returned"], 3)))
def test_no_order_changes_the_end(states: tuple[str, ...]) -> None:
    ends = set()
    for order in itertools.permutations(Standing(state, 1) for state in states):
        now = Standing("planned")
        for told in order:
            now = told if moves(now, told) else now
        ends.add(now)
    assert ends == {joined(Standing(state, 1) for state in states)}


def test_any_set_of_tellings_comes_to_one_end() -> None:
    dice = random.Random(5)
    told = [Standing(state, attempt) for state in MEANINGS for attempt in (0, 1, 2)]
    for _ in range(200):
        some = dice.sample(told, 6)
        assert rank(joined(some)) == rank(joined(sorted(some * 2, key=lambda _: dice.random())))


def test_a_later_attempt_stands_above_an_earlier_one_and_below_what_is_told() -> None:
    assert moves(Standing("put_off", 1), Standing("handed_over", 2))
    assert not moves(Standing("handed_over", 2), Standing("unknown", 1))
    assert moves(Standing("unknown", 9), Standing("open", 1))


def test_a_standing_with_a_return_is_returned() -> None:
    assert state_of(port.Standing("paid", returned_code="R01")) == "returned"
    assert state_of(port.Standing("paid")) == "paid"
    assert state_of(port.Standing("absent")) is None
