"""Later each time, never all at once, never before the provider said."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.sending.backing_off import FIRST, LONGEST, SPREAD, next_look, next_try, rest_until

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@given(st.integers(min_value=1, max_value=10_000), st.floats(min_value=0, max_value=1))
def test_a_wait_lies_between_the_first_and_the_longest(attempt: int, chance: float) -> None:
    wait = next_try(attempt, at=NOON, chance=chance) - NOON
    assert FIRST * (1 - SPREAD) <= wait <= LONGEST * (1 + SPREAD)


def test_waits_grow_and_spread() -> None:
    waits = [next_try(one, at=NOON, chance=0.5) - NOON for one in range(1, 8)]
    assert waits == sorted(waits) and len(set(waits)) == len(waits)
    assert next_try(3, at=NOON, chance=0.0) < next_try(3, at=NOON, chance=1.0)


def test_what_the_provider_asked_for_is_kept() -> None:
    assert next_try(1, at=NOON, chance=0.5, again_after_s=900) == NOON + timedelta(minutes=15)
    assert next_try(1, at=NOON, chance=0.5, again_after_s=1) == NOON + FIRST


def test_looking_up_grows_rarer() -> None:
    assert next_look(since=NOON, at=NOON) == NOON + timedelta(minutes=1)
    assert next_look(since=NOON, at=NOON + timedelta(days=9)) == NOON + timedelta(days=9, hours=6)


def test_a_channel_rests_longer_each_time() -> None:
    rests = [rest_until(one, at=NOON) for one in range(1, 20)]
    assert rests == sorted(rests) and rests[-1] == NOON + timedelta(minutes=15)
