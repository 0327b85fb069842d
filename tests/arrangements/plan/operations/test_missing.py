"""What follows from missed instalments, and how late money mends it."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.arrangements.agreement.operations.signing import sign
from goodstanding.arrangements.agreement.queries import signed
from goodstanding.arrangements.plan.operations.missing import Followed, follow_plans
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.policy.operations import set_policy
from goodstanding.worklists.models import Task
from tests.arrangements.plan.agreed import agree, at_day, bounce, pay
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
JOB = Actor("job:worker", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}))


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def follow(day: date) -> Followed:
    return follow_plans(by=JOB, at=at_day(day))


def test_within_grace_nothing_follows_and_after_it_what_is_missing_comes_at_the_end_once(debt_id: int) -> None:
    plan_id = agree(debt_id)
    assert follow(date(2026, 7, 4)) == Followed()
    assert follow(date(2026, 7, 5)) == Followed(appended=1)
    assert follow(date(2026, 7, 5)) == Followed()
    found = plan_of(plan_id, as_of=date(2026, 7, 5))
    assert [(one.number, one.due_date.month) for one in found.schedule] == [(2, 8), (3, 9), (4, 10), (5, 11)]
    assert found.standing.is_kept


def test_only_what_is_missing_of_it_is_moved(debt_id: int) -> None:
    plan_id = agree(debt_id)
    pay(debt_id, 1_500, on=date(2026, 7, 1))
    follow(date(2026, 7, 5))
    found = plan_of(plan_id, as_of=date(2026, 7, 5))
    assert [one.amount_minor for one in found.schedule] == [1_500, 2_500, 2_500, 2_500, 1_000]
    assert [one.state for one in found.standing.instalments][:2] == ["paid", "upcoming"]


def test_two_in_a_row_end_the_plan_with_a_task_and_money_takes_it_up_again_once(debt_id: int) -> None:
    plan_id = agree(debt_id)
    follow(date(2026, 7, 5))
    assert follow(date(2026, 8, 5)) == Followed(defaulted=1)
    assert plan_of(plan_id, as_of=date(2026, 8, 5)).state == "defaulted"
    assert Task.objects.filter(debt_id=debt_id, kind="exception").count() == 1
    assert follow(date(2026, 8, 6)) == Followed()
    pay(debt_id, 2_500, on=date(2026, 8, 10))
    assert follow(date(2026, 8, 10)) == Followed(reinstated=1)
    assert plan_of(plan_id, as_of=date(2026, 8, 10)).state == "in force"
    follow(date(2026, 9, 5))
    assert follow(date(2026, 10, 5)) == Followed(defaulted=1)
    pay(debt_id, 2_500, on=date(2026, 10, 6))
    assert follow(date(2026, 10, 6)) == Followed()


def test_one_missed_and_one_paid_is_not_two_in_a_row(debt_id: int) -> None:
    plan_id = agree(debt_id)
    follow(date(2026, 7, 5))
    pay(debt_id, 2_500, on=date(2026, 8, 1))
    assert follow(date(2026, 9, 5)) == Followed(appended=1)
    assert plan_of(plan_id, as_of=date(2026, 9, 5)).state == "in force"


def test_catching_up_leaves_the_schedule_and_shows_arrears(book: Book, debt_id: int) -> None:
    set_policy("plan", {"missed": "catch up", "grace_days": 0}, portfolio_id=book.portfolio_id, by=SUPERVISOR, at=NOON)
    plan_id = agree(debt_id)
    assert follow(date(2026, 7, 2)) == Followed()
    assert plan_of(plan_id, as_of=date(2026, 7, 2)).standing.arrears_minor == 2_500
    pay(debt_id, 2_500, on=date(2026, 7, 1), entered=date(2026, 7, 3))
    assert plan_of(plan_id, as_of=date(2026, 7, 2)).standing.arrears_minor == 0
    known = at_day(date(2026, 7, 2))
    assert plan_of(plan_id, as_of=date(2026, 7, 2), known_at=known).standing.arrears_minor == 2_500


def test_a_payment_that_bounces_breaks_the_plan_from_that_day(book: Book, debt_id: int) -> None:
    set_policy("plan", {"missed": "catch up", "grace_days": 0}, portfolio_id=book.portfolio_id, by=SUPERVISOR, at=NOON)
    plan_id = agree(debt_id)
    receipt = pay(debt_id, 2_500, on=date(2026, 7, 1))
    bounce(receipt, on=date(2026, 7, 6))
    assert [plan_of(plan_id, as_of=day).standing.arrears_minor for day in (date(2026, 7, 5), date(2026, 7, 6))] == [
        0, 2_500,
    ]  # fmt: skip


def test_it_is_paid_off_by_the_ledger_alone(debt_id: int) -> None:
    plan_id = agree(debt_id)
    receipt = pay(debt_id, 10_000, on=date(2026, 7, 1))
    assert plan_of(plan_id, as_of=date(2026, 7, 1)).state == "completed"
    bounce(receipt, on=date(2026, 7, 3))
    assert plan_of(plan_id, as_of=date(2026, 7, 3)).state == "in force"


def test_a_plan_that_cannot_be_followed_keeps_no_other_from_it(book: Book, debt_id: int) -> None:
    blocked, other = agree(debt_id), agree(place(book, item("INV-2", 10_000), reference="GF-2"))
    document = signed(edition_of(other)).document
    sign(replace(document, reference=f"plan-{blocked}-2", interest=""), by=SUPERVISOR, at=NOON)
    for _ in range(2):
        follow(date(2026, 7, 5))
    assert [plan_of(number, as_of=date(2026, 7, 5)).version for number in (blocked, other)] == [1, 2]
    (task,) = Task.objects.all()
    assert (task.debt_id, task.kind) == (debt_id, "exception") and f"plan-{blocked}-2" in task.title


def edition_of(plan_id: int) -> int:
    found = plan_of(plan_id, as_of=NOON.date()).agreement
    assert found is not None
    return found.agreement_id


def test_the_job_needs_its_permission() -> None:
    with pytest.raises(PermissionRefused):
        follow_plans(by=COLLECTOR, at=NOON)
