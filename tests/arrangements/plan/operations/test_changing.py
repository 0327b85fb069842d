"""Changing a plan: every change is another version, and the ledger says how it stands then."""

from contextlib import nullcontext
from datetime import date

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.plan.change import ChangeRefused
from goodstanding.arrangements.plan.operations.changing import (
    Change,
    change_amount,
    move_instalment,
    pause_plan,
    pay_extra,
    resume_plan,
    skip_instalment,
)
from goodstanding.arrangements.plan.operations.ending import cancel_plan
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of
from tests.arrangements.plan.agreed import agree, at_day, monthly, pay
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, item, open_book, place

pytestmark = pytest.mark.django_db
ASKED = Change("The payday moved.")


@pytest.fixture
def debt_id() -> int:
    return place(open_book(), item("INV-1", 10_000))


@pytest.fixture
def plan_id(debt_id: int) -> int:
    return agree(debt_id)


def told(found: PlanStanding) -> list[tuple[int, str, int]]:
    return [(one.number, one.due_date.strftime("%m-%d"), one.amount_minor) for one in found.schedule]


def test_a_day_is_moved_and_the_version_before_is_still_known(plan_id: int) -> None:
    found = move_instalment(plan_id, 1, to_date=date(2026, 7, 10), change_=ASKED, by=COLLECTOR, at=NOON)
    assert told(found)[0] == (1, "07-10", 2_500)
    assert (found.version, found.cause, found.reason) == (2, "moved", "The payday moved.")
    assert [one["number"] for one in found.versions] == [1, 2]
    later = move_instalment(
        plan_id, 1, to_date=date(2026, 7, 12), change_=ASKED, by=COLLECTOR, at=at_day(date(2026, 6, 20))
    )
    assert told(later)[0] == (1, "07-12", 2_500)
    assert told(plan_of(plan_id, as_of=date(2026, 6, 19)))[0] == (1, "07-10", 2_500)
    assert told(plan_of(plan_id, as_of=date(2026, 6, 25), known_at=NOON))[0] == (1, "07-10", 2_500)


@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        (1, date(2026, 8, 1), "Another instalment falls due on 2026-08-01"),
        (1, date(2026, 6, 14), "2026-06-14 is over"),
        (9, date(2026, 7, 2), "no instalment 9"),
    ],
)
def test_a_day_nobody_can_mean_is_refused(plan_id: int, number: int, day: date, sentence: str) -> None:
    with pytest.raises((PlanRefused, ChangeRefused), match=sentence):
        move_instalment(plan_id, number, to_date=day, change_=ASKED, by=COLLECTOR, at=NOON)


def test_what_is_paid_is_not_moved_and_without_a_reason_nothing_is(debt_id: int, plan_id: int) -> None:
    with pytest.raises(PlanRefused, match="Say why"):
        move_instalment(plan_id, 1, to_date=date(2026, 7, 2), change_=Change(" "), by=COLLECTOR, at=NOON)
    pay(debt_id, 2_500, on=date(2026, 6, 20))
    with pytest.raises(PlanRefused, match="Instalment 1 is paid already"):
        move_instalment(plan_id, 1, to_date=date(2026, 7, 2), change_=ASKED, by=COLLECTOR, at=at_day(date(2026, 6, 21)))


def test_an_instalment_is_skipped_to_the_end_or_shared(plan_id: int) -> None:
    found = skip_instalment(plan_id, 2, how="last", change_=ASKED, by=COLLECTOR, at=NOON)
    assert told(found) == [(1, "07-01", 2_500), (3, "09-01", 2_500), (4, "10-01", 2_500), (5, "11-01", 2_500)]
    found = skip_instalment(plan_id, 3, how="lower", change_=ASKED, by=COLLECTOR, at=NOON)
    assert told(found) == [(1, "07-01", 2_500), (4, "10-01", 3_750), (5, "11-01", 3_750)]
    with pytest.raises(ChangeRefused, match="It is the last instalment"):
        skip_instalment(plan_id, 5, how="lower", change_=ASKED, by=COLLECTOR, at=NOON)


def test_an_extra_payment_lets_the_last_fall_away_or_makes_all_smaller(debt_id: int, plan_id: int) -> None:
    later = at_day(date(2026, 7, 5))
    pay(debt_id, 2_500, on=date(2026, 7, 1))
    pay(debt_id, 3_000, on=date(2026, 7, 5))
    found = pay_extra(
        plan_id, amount_minor=3_000, on_date=date(2026, 7, 5), how="last", change_=ASKED, by=COLLECTOR, at=later
    )
    assert told(found) == [(1, "07-01", 2_500), (5, "07-05", 3_000), (2, "08-01", 2_500), (3, "09-01", 2_000)]
    assert found.standing.left_minor == 4_500
    assert [one.state for one in found.standing.instalments] == ["paid", "paid", "upcoming", "upcoming"]
    pay(debt_id, 1_000, on=date(2026, 7, 6))
    found = pay_extra(
        plan_id, amount_minor=1_000, on_date=date(2026, 7, 6), how="lower", change_=ASKED, by=COLLECTOR,
        at=at_day(date(2026, 7, 6)),
    )  # fmt: skip
    assert told(found)[-2:] == [(2, "08-01", 1_944), (3, "09-01", 1_556)]
    assert found.standing.left_minor == 3_500


def test_an_extra_payment_that_never_came_takes_no_money_from_what_is_paid(debt_id: int, plan_id: int) -> None:
    pay(debt_id, 2_500, on=date(2026, 7, 1))
    pay(debt_id, 2_500, on=date(2026, 7, 3))
    before = plan_of(plan_id, as_of=date(2026, 8, 2))
    assert [one.state for one in before.standing.instalments][:2] == ["paid", "paid"]
    for on_date, today, said in (
        # The second instalment fell due and took what came in: nothing is left that would be extra.
        (date(2026, 7, 3), date(2026, 8, 2), r"USD 0\.00 came in above what fell due by 2026-08-02"),
        (date(2026, 8, 2), date(2026, 8, 2), None),
        # Before it fell due, so much came in above what had, and no more.
        (date(2026, 7, 5), date(2026, 7, 5), r"USD 25\.00 came in above what fell due by 2026-07-05"),
        (date(2026, 7, 20), date(2026, 7, 5), r"USD 25\.00 came in above what fell due by 2026-07-20"),
    ):
        with pytest.raises(PlanRefused, match=said) if said else nullcontext():
            pay_extra(
                plan_id, amount_minor=2_501, on_date=on_date, how="last", change_=ASKED, by=COLLECTOR,
                at=at_day(today),
            )  # fmt: skip
    stands = plan_of(plan_id, as_of=date(2026, 8, 2)).standing
    assert [(one.instalment.number, one.state) for one in stands.instalments][:3] == [
        (1, "paid"), (2, "paid"), (5, "due"),
    ]  # fmt: skip


def test_extra_money_counts_up_to_the_last_cent_of_it(debt_id: int, plan_id: int) -> None:
    pay(debt_id, 4_000, on=date(2026, 7, 1))
    who = {"how": "last", "change_": ASKED, "by": COLLECTOR, "at": at_day(date(2026, 7, 1))}
    with pytest.raises(PlanRefused, match=r"no extra payment of USD 15\.01"):
        pay_extra(plan_id, amount_minor=1_501, on_date=date(2026, 7, 1), **who)  # type: ignore[arg-type]  # By name.
    found = pay_extra(plan_id, amount_minor=1_500, on_date=date(2026, 7, 1), **who)  # type: ignore[arg-type]  # By name.
    assert told(found) == [(1, "07-01", 2_500), (5, "07-01", 1_500), (2, "08-01", 2_500), (3, "09-01", 2_500),
                           (4, "10-01", 1_000)]  # fmt: skip
    assert [one.state for one in found.standing.instalments][:2] == ["paid", "paid"]


def test_another_amount_makes_more_instalments_or_fewer(plan_id: int) -> None:
    found = change_amount(plan_id, amount_minor=3_000, change_=ASKED, by=COLLECTOR, at=NOON)
    assert told(found) == [(1, "07-01", 3_000), (2, "08-01", 3_000), (3, "09-01", 3_000), (4, "10-01", 1_000)]
    found = change_amount(plan_id, amount_minor=1_700, change_=ASKED, by=COLLECTOR, at=NOON)
    assert [amount for _, _, amount in told(found)] == [1_700] * 5 + [1_500]


def test_a_pause_moves_what_falls_due_behind_it_and_ends_by_itself_or_by_a_word(plan_id: int) -> None:
    found = pause_plan(
        plan_id, from_date=date(2026, 6, 20), until_date=date(2026, 8, 15), change_=ASKED, by=COLLECTOR, at=NOON
    )
    assert [day for _, day, _ in told(found)] == ["09-01", "10-01", "11-01", "12-01"]
    assert [plan_of(plan_id, as_of=day).state for day in (date(2026, 8, 15), date(2026, 8, 16))] == [
        "paused", "in force",
    ]  # fmt: skip
    found = resume_plan(plan_id, first_date=date(2026, 7, 1), change_=ASKED, by=COLLECTOR, at=at_day(date(2026, 6, 25)))
    assert found.state == "in force"
    assert [day for _, day, _ in told(found)] == ["07-01", "08-01", "09-01", "10-01"]
    with pytest.raises(PlanRefused, match="no pause to end"):
        resume_plan(plan_id, first_date=date(2026, 7, 2), change_=ASKED, by=COLLECTOR, at=at_day(date(2026, 6, 26)))


def test_a_pause_has_its_bounds(plan_id: int) -> None:
    for first, last, sentence in (
        (date(2026, 6, 14), date(2026, 7, 1), "begins today or later"),
        (date(2026, 6, 16), date(2026, 9, 16), "at most 92 days"),
        (date(2026, 6, 16), date(2026, 6, 30), "Nothing falls due until 2026-06-30"),
    ):
        with pytest.raises((PlanRefused, ChangeRefused), match=sentence):
            pause_plan(plan_id, from_date=first, until_date=last, change_=ASKED, by=COLLECTOR, at=NOON)


def test_a_cancelled_plan_is_not_changed_and_a_change_needs_its_permission(plan_id: int) -> None:
    with pytest.raises(PermissionRefused):
        change_amount(plan_id, amount_minor=3_000, change_=ASKED, by=AUDITOR, at=NOON)
    cancel_plan(plan_id, reason="They asked for it.", by=SUPERVISOR, at=NOON)
    with pytest.raises(PlanRefused, match="is cancelled, so it is not changed"):
        change_amount(plan_id, amount_minor=3_000, change_=ASKED, by=COLLECTOR, at=NOON)
    with pytest.raises(PlanRefused, match="is cancelled, so it is not cancelled"):
        cancel_plan(plan_id, reason="Again.", by=SUPERVISOR, at=NOON)


def test_a_change_stays_within_the_policy(debt_id: int) -> None:
    plan_id = agree(debt_id, monthly(10_000, 4))
    with pytest.raises(PlanRefused, match="at most 120 instalments"):
        change_amount(plan_id, amount_minor=50, change_=ASKED, by=COLLECTOR, at=NOON)
