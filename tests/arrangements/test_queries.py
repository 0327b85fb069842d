"""How promises stand as the ledger says, as of any day and as known at any instant."""

from datetime import date, datetime, timedelta

import pytest

from goodstanding.arrangements.operations import record_promise, withdraw_promise
from goodstanding.arrangements.queries import promises_of
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, item, open_book, place, usd

pytestmark = pytest.mark.django_db
MADE, DUE, AFTER = date(2026, 6, 15), date(2026, 6, 20), date(2026, 6, 21)
LATER = NOON + timedelta(days=20)


@pytest.fixture
def debt_id() -> int:
    number = place(open_book(), item("INV-1", 10_000))
    record_promise(
        number, amount=usd(5_000), due_date=DUE, channel="call", evidence="Call note 12.", by=COLLECTOR, at=NOON
    )
    return number


def pay(debt_id: int, minor: int, *, on: date, at: datetime = LATER) -> int:
    return record(debt_id, Receipt(usd(minor), on), by=COLLECTOR, at=at)


def states(debt_id: int, *, known_at: datetime | None = None) -> list[str]:
    """How the only promise stands on the day it was made, on the day it falls due, and on the day after."""
    return [promises_of(debt_id, as_of=day, known_at=known_at)[0].state for day in (MADE, DUE, AFTER)]


def test_without_money_it_is_open_through_its_day_and_broken_after(debt_id: int) -> None:
    assert states(debt_id) == ["open", "open", "broken"]


def test_the_day_before_it_was_made_there_is_none(debt_id: int) -> None:
    assert promises_of(debt_id, as_of=MADE - timedelta(days=1)) == []


def test_money_on_its_day_keeps_it_and_the_day_after_does_not(debt_id: int) -> None:
    pay(debt_id, 5_000, on=AFTER)
    assert states(debt_id) == ["open", "open", "broken"]
    pay(debt_id, 5_000, on=DUE)
    assert states(debt_id) == ["open", "kept", "kept"]


def test_two_payments_keep_it_together(debt_id: int) -> None:
    pay(debt_id, 3_000, on=MADE)
    assert states(debt_id) == ["open", "open", "partly kept"]
    assert promises_of(debt_id, as_of=AFTER)[0].paid == usd(3_000)
    pay(debt_id, 2_000, on=DUE)
    assert states(debt_id) == ["open", "kept", "kept"]


def test_a_payment_entered_late_mends_it(debt_id: int) -> None:
    before = LATER - timedelta(hours=1)
    pay(debt_id, 5_000, on=DUE, at=LATER)
    assert states(debt_id, known_at=before) == ["open", "open", "broken"]
    assert states(debt_id, known_at=LATER) == ["open", "kept", "kept"]


def test_a_payment_taken_back_breaks_it_from_that_day(debt_id: int) -> None:
    receipt = pay(debt_id, 5_000, on=MADE, at=NOON)
    assert states(debt_id) == ["kept", "kept", "kept"]
    reverse(receipt, reason="Bounced.", reversed_date=AFTER, by=SUPERVISOR, at=LATER)
    assert states(debt_id) == ["kept", "kept", "broken"]
    assert states(debt_id, known_at=LATER - timedelta(hours=1)) == ["kept", "kept", "kept"]
    assert promises_of(debt_id, as_of=AFTER)[0].paid == usd(0)


def test_an_earlier_payment_that_bounces_takes_nothing_from_it(debt_id: int) -> None:
    earlier = pay(debt_id, 4_000, on=MADE - timedelta(days=5))
    pay(debt_id, 5_000, on=DUE)
    reverse(earlier, reason="Bounced.", reversed_date=DUE, by=SUPERVISOR, at=LATER)
    assert states(debt_id) == ["open", "kept", "kept"]


def test_a_withdrawn_promise_counts_for_no_day_once_that_is_known(debt_id: int) -> None:
    (one,) = promises_of(debt_id, as_of=DUE)
    withdraw_promise(one.promise_id, reason="In error.", by=COLLECTOR, at=LATER)
    assert states(debt_id) == ["withdrawn"] * 3
    assert promises_of(debt_id, as_of=DUE)[0].withdrawn_reason == "In error."
    assert states(debt_id, known_at=LATER - timedelta(hours=1)) == ["open", "open", "broken"]


def test_what_was_not_known_yet_is_left_out(debt_id: int) -> None:
    assert promises_of(debt_id, as_of=DUE, known_at=NOON - timedelta(seconds=1)) == []


def test_the_newest_comes_first(debt_id: int) -> None:
    record_promise(
        debt_id, amount=usd(100), due_date=date(2026, 7, 9), channel="email", evidence="Message 3.", by=COLLECTOR,
        at=LATER,
    )  # fmt: skip
    assert [one.channel for one in promises_of(debt_id, as_of=LATER.date())] == ["email", "call"]
