"""The states of a message form a line: every order and repetition of events comes to the same end."""

from itertools import permutations
from random import Random

import pytest

from goodstanding.outreach.message.life import (
    ATTEMPTED,
    KEPT_BACK,
    MARKS,
    MEANINGS,
    TOLD,
    WAITING,
    Standing,
    State,
    joined,
    moves,
    rank,
)

ALL: list[State] = list(MEANINGS)


def test_every_state_has_a_meaning_and_one_place() -> None:
    assert set(MEANINGS) == {*ATTEMPTED, *KEPT_BACK, *TOLD}
    assert not set(MARKS) & set(MEANINGS)
    standings = [Standing(state, attempt) for state in ATTEMPTED if state in MEANINGS for attempt in (1, 2, 3)]  # type: ignore[arg-type]  # The keys are states.
    assert len({rank(one) for one in standings}) == len(standings)


@pytest.mark.parametrize("seed", range(40))
def test_all_orders_of_six_events_come_to_one_state(seed: int) -> None:
    chance = Random(seed)
    events = [Standing(chance.choice(ALL), chance.randint(1, 3)) for _ in range(6)]
    ends = set()
    for order in permutations(events):
        now = Standing("planned")
        for told in order * 2:
            if moves(now, told):
                now = told
        ends.add(rank(now))
    assert ends == {rank(joined([Standing("planned"), *events]))}


def test_what_a_provider_told_stands_above_every_attempt() -> None:
    for state in TOLD:
        assert moves(Standing("put_off", 9), Standing(state, 1))  # type: ignore[arg-type]  # The keys are states.
        assert not moves(Standing(state, 1), Standing("approved", 9))  # type: ignore[arg-type]  # As above.


def test_what_was_kept_back_goes_no_more_unless_it_left_all_the_same() -> None:
    for state in WAITING:
        assert moves(Standing(state, 4), Standing("withheld", 0))
        assert not moves(Standing("cancelled", 0), Standing(state, 5))
    assert moves(Standing("withheld"), Standing("delivered", 1))
