"""Waits: later each time, never sooner than the provider asked, and at an end."""

from datetime import UTC, datetime, timedelta

from goodstanding.payments.gateway.backing_off import BANK_LOOK, LONGEST, OLD, PAGE_LOOK, next_look, next_try

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


def test_waits_grow_until_the_longest() -> None:
    waits = [next_try(attempt, at=NOON) - NOON for attempt in range(1, 30)]
    assert waits == sorted(waits) and waits[-1] == LONGEST


def test_the_provider_is_not_asked_sooner_than_it_said_and_not_never() -> None:
    assert next_try(1, at=NOON, again_after_s=900) - NOON == timedelta(minutes=15)
    assert next_try(1, at=NOON, again_after_s=10**9) - NOON == timedelta(days=1)


def test_a_page_is_looked_at_soon_and_a_bank_rarely() -> None:
    assert next_look("open", since=NOON, at=NOON) - NOON == PAGE_LOOK
    assert next_look("pending", since=NOON - timedelta(hours=9), at=NOON) - NOON == BANK_LOOK
    assert next_look("open", since=NOON - timedelta(hours=9), at=NOON) - NOON == timedelta(hours=1)
    for state in ("open", "pending", "unknown"):
        assert next_look(state, since=NOON - timedelta(days=9), at=NOON) - NOON == OLD
