"""When a promise is open, kept or broken, and what keeps one from being recorded."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from goodstanding.arrangements.promise import (
    Payment,
    Promise,
    Proposed,
    broken_from,
    faults,
    paid_minor,
    payments_in,
    state,
)
from goodstanding.ledger.posting import Head, Kind, Posted
from goodstanding.money.amount import Amount

MADE, DUE = date(2026, 5, 1), date(2026, 5, 10)
DAY_BEFORE, DAY_AFTER = date(2026, 5, 9), date(2026, 5, 11)
AT = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
OWED = Amount(10_000, "USD")
HUNDRED = Promise(100, MADE, DUE)


@pytest.mark.parametrize(
    ("payments", "told"),
    [
        pytest.param([], ["open", "open", "broken"], id="nothing came in"),
        pytest.param([Payment(DUE, 100)], ["open", "kept", "kept"], id="on the day"),
        pytest.param([Payment(DAY_AFTER, 100)], ["open", "open", "broken"], id="the day after"),
        pytest.param([Payment(MADE, 100)], ["kept", "kept", "kept"], id="on the day it was made"),
        pytest.param([Payment(date(2026, 4, 30), 100)], ["open", "open", "broken"], id="before it was made"),
        pytest.param([Payment(MADE, 99)], ["open", "open", "partly kept"], id="a cent too little"),
        pytest.param([Payment(MADE, 60), Payment(DUE, 40)], ["open", "kept", "kept"], id="in two payments"),
        pytest.param([Payment(MADE, 250)], ["kept", "kept", "kept"], id="more than was promised"),
        pytest.param([Payment(MADE, 100), Payment(DUE, -1)], ["kept", "open", "partly kept"], id="paid back in part"),
        pytest.param([Payment(MADE, 100, DAY_BEFORE)], ["open", "open", "broken"], id="bounced before the day"),
        pytest.param([Payment(MADE, 100, DAY_AFTER)], ["kept", "kept", "broken"], id="bounced the day after"),
    ],
)
def test_a_promise_is_open_kept_or_broken(payments: Sequence[Payment], told: Sequence[str]) -> None:
    assert [state(HUNDRED, payments, day) for day in (DAY_BEFORE, DUE, DAY_AFTER)] == told


@pytest.mark.parametrize(
    ("payments", "told"),
    [
        pytest.param([Payment(DUE, 95)], ["kept", "kept", "kept"], id="as little as may be"),
        pytest.param([Payment(DUE, 94)], ["open", "open", "partly kept"], id="a cent less than that"),
        pytest.param([Payment(date(2026, 5, 12), 100)], ["open", "kept", "kept"], id="on the last day of grace"),
        pytest.param([Payment(date(2026, 5, 13), 100)], ["open", "open", "broken"], id="the day after it"),
        pytest.param([], ["open", "open", "broken"], id="nothing came in"),
    ],
)
def test_tolerance_and_grace_keep_a_promise(payments: Sequence[Payment], told: Sequence[str]) -> None:
    one = Promise(100, MADE, DUE, tolerance_minor=5, grace_days=2)
    assert [state(one, payments, day) for day in (DAY_AFTER, date(2026, 5, 12), date(2026, 5, 13))] == told
    assert (one.last_date, broken_from(one)) == (date(2026, 5, 12), date(2026, 5, 13))


def test_nothing_keeps_no_promise_however_much_may_be_missing() -> None:
    one = Promise(5, MADE, DUE, tolerance_minor=10)
    assert state(one, [], DAY_AFTER) == "broken"
    assert state(one, [Payment(MADE, 1)], DAY_AFTER) == "kept"


def test_a_payment_taken_back_and_made_again_in_time_keeps_it() -> None:
    assert state(HUNDRED, [Payment(MADE, 100, DAY_BEFORE), Payment(DUE, 100)], DAY_AFTER) == "kept"


def test_what_came_in_is_told_for_a_day() -> None:
    payments = [Payment(MADE, 60), Payment(DUE, 30), Payment(DAY_AFTER, 10)]
    assert [paid_minor(HUNDRED, payments, day) for day in (DAY_BEFORE, DUE, DAY_AFTER)] == [60, 90, 90]


def test_it_counts_as_broken_from_the_day_after() -> None:
    assert broken_from(HUNDRED) == DAY_AFTER


def line(number: int, minor: int, *, on: date, head: Head = "cash", reverses: int | None = None) -> Posted:
    kind: Kind = "receipt" if reverses is None else "reversal"
    return Posted(number, kind, "receipt", on, AT, head, "principal", None, minor, reverses)


def test_payments_are_the_cash_lines_with_the_day_they_were_taken_back() -> None:
    lines = [
        line(1, 100, on=MADE),
        line(1, -100, on=MADE, head="receivable"),
        line(2, 50, on=DUE),
        line(3, -100, on=DAY_AFTER, reverses=1),
        line(3, 100, on=DAY_AFTER, head="receivable", reverses=1),
    ]
    assert payments_in(lines) == [Payment(MADE, 100, DAY_AFTER), Payment(DUE, 50)]


def proposed(
    *, amount: Amount = OWED, made: date = MADE, due: date = DUE, channel: str = "call", evidence: str = "Call note 12."
) -> Proposed:
    return Proposed(amount, made, due, channel, evidence)


def test_a_promise_of_all_that_is_owed_falling_due_at_once_is_taken() -> None:
    assert faults(proposed(due=MADE), owed=OWED, at=AT) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (proposed(amount=Amount(0, "USD")), "A promise is about money: its amount is above zero."),
        (proposed(amount=Amount(-1, "USD")), "A promise is about money: its amount is above zero."),
        (proposed(amount=Amount(10_001, "USD")), "USD 100.01 is more than the USD 100.00 that are owed."),
        (proposed(amount=Amount(10, "EUR")), "The promise is in EUR, the debt in USD."),
        (
            proposed(due=date(2026, 4, 30)),
            "The promise was made on 2026-05-01; it cannot fall due on 2026-04-30, before that.",
        ),
        (proposed(evidence=" "), "Say where the promise can be seen or heard, for instance: call note 12."),
    ],
)
def test_what_cannot_be_promised_is_said_in_a_sentence(wrong: Proposed, sentence: str) -> None:
    assert faults(wrong, owed=OWED, at=AT) == [sentence]


def test_a_promise_is_recorded_once_it_was_made() -> None:
    found = faults(proposed(made=date(2026, 5, 3)), owed=OWED, at=AT)
    assert found == ["2026-05-03 is still to come; a promise is recorded once it was made."]
    assert faults(proposed(made=date(2026, 5, 2)), owed=OWED, at=AT) == []


def test_a_channel_is_one_that_contacts_have() -> None:
    (sentence,) = faults(proposed(channel="pigeon"), owed=OWED, at=AT)
    assert sentence.startswith("'pigeon' is not a channel. It is one of call, ")


def test_everything_wrong_is_said_together() -> None:
    wrong = proposed(amount=Amount(0, "EUR"), due=date(2026, 4, 30), channel="", evidence="")
    assert len(faults(wrong, owed=OWED, at=AT)) == 5
