"""The debt's own interest rests while a plan is open, so that the plan and the ledger end at zero together."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.arrangements.plan.operations.changing import Change, move_instalment, pause_plan, skip_instalment
from goodstanding.arrangements.plan.operations.ending import cancel_plan, complete_plan
from goodstanding.arrangements.plan.operations.missing import follow_plans
from goodstanding.arrangements.plan.operations.proposing import propose
from goodstanding.arrangements.plan.operations.setting_up import renegotiate_plan
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.arrangements.policy.operations import set_policy
from goodstanding.ledger.interest.queries import freezes_of
from goodstanding.ledger.operations.freezing import freeze_interest
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.charging.operations.interest import charge_debt_interest
from goodstanding.receivables.charging.operations.run import run_interest
from goodstanding.refusal import Refusal
from tests.arrangements.plan.agreed import KEYS, PLAIN, TODAY, agree, at_day
from tests.receivables.cast import NOON, SUPERVISOR, Book
from tests.receivables.charging.cast import interest_minor, late_debt, open_trade

pytestmark = pytest.mark.django_db
FOUR = Terms(100_000, "GBP", date(2026, 7, 1), count=4, rhythm=PLAIN)
BEFORE = TODAY - timedelta(days=1)
LATER = date(2026, 12, 31)
ASKED = Change("They asked.")


@pytest.fixture
def book() -> Book:
    return open_trade(interest_ppm=73_000)


@pytest.fixture
def debt_id(book: Book) -> int:
    """A debt of 1,000.00 at 7.3 percent, 20 pence a day, with what it bore until the day before charged."""
    made = late_debt(book)
    charge(made, BEFORE)
    return made


def charge(debt_id: int, day: date) -> None:
    charge_debt_interest(debt_id, through_date=day, by=SUPERVISOR, at=at_day(day))


def pay(debt_id: int, minor: int, *, on: date) -> int:
    return record(debt_id, Receipt(Amount(minor, "GBP"), on, f"rest:{next(KEYS)}"), by=SUPERVISOR, at=at_day(on))


def owed(debt_id: int, day: date = LATER) -> int:
    return balance(debt_id, as_of=day).balance_minor


def whole(debt_id: int, **more: object) -> Terms:
    return replace(FOUR, total_minor=owed(debt_id), **more)  # type: ignore[arg-type]  # Terms by name.


def rests(debt_id: int) -> list[tuple[date, date | None]]:
    return [(one.starts_date, one.ends_date) for one in freezes_of([debt_id]) if not one.is_void]


def test_paid_as_agreed_the_plan_and_the_ledger_end_at_zero_whatever_is_run(debt_id: int) -> None:
    total = owed(debt_id)
    plan_id = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    for one in plan_of(plan_id, as_of=TODAY).schedule:
        charge(debt_id, one.due_date)
        pay(debt_id, one.amount_minor, on=one.due_date)
        run_interest(through_date=one.due_date, by=SUPERVISOR, at=at_day(one.due_date))
    found = plan_of(plan_id, as_of=LATER)
    assert (found.state, found.standing.left_minor, owed(debt_id)) == ("completed", 0, 0)
    charge(debt_id, LATER)
    assert (owed(debt_id), found.standing.paid_minor) == (0, total)


def test_cancelled_it_runs_again_from_the_next_day_and_the_days_between_stay_without(debt_id: int) -> None:
    before = interest_minor(debt_id)
    plan_id = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    cancel_plan(plan_id, reason="They asked.", by=SUPERVISOR, at=at_day(date(2026, 7, 10)))
    assert rests(debt_id) == [(TODAY, date(2026, 7, 10))]
    charge(debt_id, date(2026, 7, 20))
    assert interest_minor(debt_id) - before == 10 * 20


def test_defaulted_it_runs_taken_up_again_it_rests(debt_id: int) -> None:
    plan_id = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    for day in (date(2026, 7, 5), date(2026, 8, 5)):
        follow_plans(by=SUPERVISOR, at=at_day(day))
    assert plan_of(plan_id, as_of=date(2026, 8, 5)).state == "defaulted"
    assert rests(debt_id) == [(TODAY, date(2026, 8, 5))]
    pay(debt_id, owed(debt_id) // 2, on=date(2026, 8, 10))
    assert follow_plans(by=SUPERVISOR, at=at_day(date(2026, 8, 11))).reinstated == 1
    assert rests(debt_id) == [(TODAY, date(2026, 8, 5)), (date(2026, 8, 11), None)]


def test_a_part_that_is_paid_off_ends_the_rest_on_its_day_and_a_bounce_begins_it_again(debt_id: int) -> None:
    plan_id = agree(debt_id, replace(FOUR, total_minor=40_000), by=SUPERVISOR)
    receipt = pay(debt_id, 40_000, on=date(2026, 7, 1))
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 7, 3)))
    assert rests(debt_id) == [(TODAY, date(2026, 7, 1))]
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 7, 3)))
    assert len(rests(debt_id)) == 1
    reverse(receipt, reason="R01", reversed_date=date(2026, 7, 4), by=SUPERVISOR, at=at_day(date(2026, 7, 4)))
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 7, 4)))
    assert plan_of(plan_id, as_of=date(2026, 7, 4)).state == "in force"
    assert rests(debt_id) == [(TODAY, date(2026, 7, 1)), (date(2026, 7, 2), None)]
    complete_plan(plan_id, reason="Enough came in.", by=SUPERVISOR, at=at_day(date(2026, 7, 5)))
    assert rests(debt_id)[-1] == (date(2026, 7, 2), date(2026, 7, 5))


@pytest.mark.parametrize("is_charged_first", [False, True])
@pytest.mark.parametrize("learned", [date(2026, 10, 2), date(2026, 10, 20)])
def test_when_the_last_payment_bounces_and_comes_again_it_still_ends_at_zero(
    debt_id: int, learned: date, *, is_charged_first: bool
) -> None:
    """The bounce is of the day after the payment; it may be learned of weeks later, when interest was charged again."""
    plan_id = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    charged = interest_charged(debt_id)
    for one in plan_of(plan_id, as_of=TODAY).schedule:
        receipt = pay(debt_id, one.amount_minor, on=one.due_date)
    last = one.due_date
    follow_plans(by=SUPERVISOR, at=at_day(last))
    assert (plan_of(plan_id, as_of=last).state, rests(debt_id)) == ("completed", [(TODAY, last)])
    reverse(receipt, reason="R01", reversed_date=date(2026, 10, 2), by=SUPERVISOR, at=at_day(learned))
    if is_charged_first:
        charge(debt_id, learned)
    follow_plans(by=SUPERVISOR, at=at_day(learned))
    assert rests(debt_id) == [(TODAY, last), (last + timedelta(days=1), None)]
    again = learned + timedelta(days=5)
    run_interest(through_date=again, by=SUPERVISOR, at=at_day(again))
    assert (interest_charged(debt_id), owed(debt_id)) == (charged, one.amount_minor)
    pay(debt_id, plan_of(plan_id, as_of=again).standing.left_minor, on=again)
    follow_plans(by=SUPERVISOR, at=at_day(again))
    charge(debt_id, LATER)
    found = plan_of(plan_id, as_of=LATER)
    assert (found.state, found.standing.left_minor, owed(debt_id)) == ("completed", 0, 0)
    assert interest_charged(debt_id) == charged


def test_a_bounce_that_is_learned_of_on_the_day_of_the_new_payment_ends_at_zero_too(debt_id: int) -> None:
    """Interest was charged for the days between and the money that came again paid it: the next run gives it back."""
    plan_id = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    charged, total = interest_charged(debt_id), owed(debt_id)
    receipt = pay(debt_id, total, on=date(2026, 7, 1))
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 7, 1)))
    learned = date(2026, 7, 20)
    reverse(receipt, reason="R01", reversed_date=date(2026, 7, 2), by=SUPERVISOR, at=at_day(learned))
    charge(debt_id, learned)
    assert interest_charged(debt_id) > charged
    follow_plans(by=SUPERVISOR, at=at_day(learned))
    pay(debt_id, total, on=learned)
    charge(debt_id, LATER)
    follow_plans(by=SUPERVISOR, at=at_day(LATER))
    assert (plan_of(plan_id, as_of=LATER).state, owed(debt_id)) == ("completed", 0)
    assert interest_charged(debt_id) == charged


def test_taken_up_again_by_its_last_payment_a_bounce_goes_back_to_that_day_and_no_further(debt_id: int) -> None:
    agree(debt_id, whole(debt_id), by=SUPERVISOR)
    for day in (date(2026, 7, 5), date(2026, 8, 5)):
        follow_plans(by=SUPERVISOR, at=at_day(day))
    half = owed(debt_id) // 2 + 1
    pay(debt_id, half, on=date(2026, 8, 10))
    receipt = pay(debt_id, owed(debt_id), on=date(2026, 8, 10))
    assert follow_plans(by=SUPERVISOR, at=at_day(date(2026, 8, 10))).reinstated == 1
    learned = date(2026, 8, 20)
    reverse(receipt, reason="R01", reversed_date=date(2026, 8, 12), by=SUPERVISOR, at=at_day(learned))
    follow_plans(by=SUPERVISOR, at=at_day(learned))
    # Between the two it was over by a word, and interest ran.
    assert rests(debt_id) == [(TODAY, date(2026, 8, 5)), (date(2026, 8, 10), None)]


def test_renegotiated_the_rest_goes_on_without_a_day_between(debt_id: int) -> None:
    before = interest_minor(debt_id)
    first = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    day = date(2026, 7, 2)
    terms = whole(debt_id, first_date=date(2026, 8, 1), count=6)
    shown = propose(debt_id, terms, renegotiates_id=first, by=SUPERVISOR, at=at_day(day))
    renegotiate_plan(
        first, terms, key="again", agreed_hash=shown.document_hash, channel="call", evidence="Call note 13.",
        reason="Less income.", by=SUPERVISOR, at=at_day(day),
    )  # fmt: skip
    assert rests(debt_id) == [(TODAY, day), (day, None)]
    charge(debt_id, LATER)
    assert interest_minor(debt_id) == before


def test_where_it_runs_on_the_proposal_says_so_and_nothing_rests(book: Book, debt_id: int) -> None:
    set_policy("plan", {"interest": "runs"}, portfolio_id=book.portfolio_id, by=SUPERVISOR, at=NOON)
    shown = propose(debt_id, whole(debt_id), by=SUPERVISOR, at=NOON)
    (said,) = shown.beside
    assert said.startswith("The debt's own interest runs on beside the plan and is not in it. By contract")
    before, _ = interest_minor(debt_id), agree(debt_id, whole(debt_id), by=SUPERVISOR)
    charge(debt_id, TODAY + timedelta(days=9))
    assert (rests(debt_id), interest_minor(debt_id) - before) == ([], 10 * 20)


def test_interest_that_is_not_charged_yet_is_told_of_before_anybody_agrees(book: Book) -> None:
    debt_id = late_debt(book)
    (said,) = propose(debt_id, FOUR, by=SUPERVISOR, at=NOON).beside
    # From 1 February through 14 June are 134 days at 20 pence.
    assert said.startswith("GBP 26.80 of interest until 2026-06-14 is not charged yet and is not in this plan")
    charge(debt_id, BEFORE)
    assert propose(debt_id, FOUR, by=SUPERVISOR, at=NOON).beside == ()


def test_another_freeze_is_left_alone(debt_id: int) -> None:
    freeze_interest(debt_id, starts_date=TODAY, ends_date=None, reason="Hardship case 1.", by=SUPERVISOR, at=NOON)
    plan_id = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    cancel_plan(plan_id, reason="They asked.", by=SUPERVISOR, at=at_day(date(2026, 7, 10)))
    assert set(rests(debt_id)) == {(TODAY, date(2026, 7, 10)), (TODAY, None)}


def act(deed: str, plan_id: int, debt_id: int, day: date) -> None:
    """Do one deed on a plan, or on its debt."""
    found = plan_of(plan_id, as_of=day)
    coming = found.standing.next_due
    number, at = coming.instalment.number if coming else 0, at_day(day)
    match deed:
        case "pay":
            pay(debt_id, min(found.standing.left_minor, 25_000), on=day)
        case "some":
            pay(debt_id, min(found.standing.left_minor, 7_001), on=day)
        case "move":
            move_instalment(plan_id, number, to_date=day + timedelta(days=2), change_=ASKED, by=SUPERVISOR, at=at)
        case "skip":
            skip_instalment(plan_id, number, how="last", change_=ASKED, by=SUPERVISOR, at=at)
        case "pause":
            until = day + timedelta(days=20)
            pause_plan(plan_id, from_date=day, until_date=until, change_=ASKED, by=SUPERVISOR, at=at)
        case "run":
            charge(debt_id, day)
        case _:
            follow_plans([plan_id], by=SUPERVISOR, at=at)


@settings(max_examples=12, deadline=None)
@given(deeds=st.lists(st.sampled_from(["pay", "some", "move", "skip", "pause", "run", "follow"]), max_size=8))
def test_whatever_is_done_to_an_open_plan_no_interest_joins_it(deeds: Sequence[str]) -> None:
    debt_id = late_debt(open_trade(interest_ppm=73_000, name=f"Trade {next(KEYS)}"))
    charge(debt_id, BEFORE)
    before, total, day = interest_charged(debt_id), owed(debt_id), TODAY
    plan_id = agree(debt_id, whole(debt_id), by=SUPERVISOR)
    for deed in deeds:
        day += timedelta(days=6)
        with suppress(Refusal):
            act(deed, plan_id, debt_id, day)
        if not plan_of(plan_id, as_of=day).is_open:
            break
    charge(debt_id, day)
    stands = plan_of(plan_id, as_of=day).standing
    assert interest_charged(debt_id) == before > 0
    assert owed(debt_id, day) == total - stands.paid_minor == stands.left_minor


def interest_charged(debt_id: int) -> int:
    """Return what of interest was ever charged, paid or not."""
    return -balance(debt_id, as_of=LATER).under("income", "interest")
