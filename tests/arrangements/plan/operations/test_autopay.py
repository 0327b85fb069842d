"""Collecting instalments by mandate: each once, again as the rules allow, and never what has lost its reason."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.models import PlanCollection
from goodstanding.arrangements.plan.operations.autopay import Collected, collect_due, running_instalments
from goodstanding.arrangements.plan.operations.changing import Change, pause_plan
from goodstanding.arrangements.plan.operations.ending import end_autopay, give_mandate
from goodstanding.arrangements.plan.operations.missing import Followed, follow_plans
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.payments.gateway.operations.setting import set_gateway
from goodstanding.payments.models.gateway import Mandate, Payment
from tests.arrangements.plan.agreed import agree, at_day, pay
from tests.receivables.cast import ADMINISTRATOR, NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def mandate(book: Book) -> Mandate:
    set_gateway("simulator", options={}, secrets={}, by=ADMINISTRATOR, at=NOON)
    return Mandate.objects.create(
        provider="simulator", reference="m-1", person_id=book.debtor_id, kind="ach", given_at=NOON, entry_id=1
    )


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


@pytest.fixture
def plan_id(debt_id: int, mandate: Mandate) -> int:
    return agree(debt_id, mandate_id=mandate.pk)


def collect_on(day: date) -> Collected:
    return collect_due(by=OPERATOR, at=at_day(day))


def came_back(key: str, code: str, *, on: date) -> None:
    Payment.objects.filter(key=key).update(state="returned", returned_code=code, returned_date=on, next_at=None)


def test_an_instalment_is_collected_on_its_day_and_once(plan_id: int) -> None:
    assert collect_on(date(2026, 6, 30)) == Collected()
    assert collect_on(FIRST) == Collected(asked=1)
    assert collect_on(FIRST) == Collected()
    row = Payment.objects.get()
    assert (row.key, row.amount_minor, row.due_date) == (f"plan:{plan_id}:instalment:1:1", 2_500, FIRST)
    assert running_instalments([plan_id]) == {(plan_id, 1)}


def test_while_money_is_on_its_way_nothing_is_missed(plan_id: int) -> None:
    collect_on(FIRST)
    assert follow_plans(by=OPERATOR, at=at_day(date(2026, 7, 6))) == Followed()


def test_what_came_back_is_tried_again_as_the_rules_and_the_policy_allow(plan_id: int) -> None:
    collect_on(FIRST)
    came_back(f"plan:{plan_id}:instalment:1:1", "R01", on=date(2026, 7, 3))
    assert collect_on(date(2026, 7, 7)) == Collected()
    assert collect_on(date(2026, 7, 8)) == Collected(again=1)
    assert collect_on(date(2026, 7, 8)) == Collected()
    again = PlanCollection.objects.get(attempt=2)
    came_back(again.key, "R01", on=date(2026, 7, 10))
    assert collect_on(date(2026, 7, 20)) == Collected()


def test_what_must_not_be_tried_again_is_not(plan_id: int) -> None:
    collect_on(FIRST)
    came_back(f"plan:{plan_id}:instalment:1:1", "R10", on=date(2026, 7, 3))
    assert collect_on(date(2026, 7, 20)) == Collected()
    assert PlanCollection.objects.count() == 1


def test_what_was_paid_otherwise_is_taken_back_before_it_leaves(plan_id: int, debt_id: int) -> None:
    collect_on(FIRST)
    pay(debt_id, 2_500, on=FIRST)
    assert collect_on(FIRST) == Collected(withheld=1)
    assert Payment.objects.get().state == "withheld"


def test_a_dispute_a_pause_and_the_end_of_autopay_stop_it(plan_id: int, debt_id: int) -> None:
    collect_on(FIRST)
    open_dispute(debt_id, opened_date=FIRST, reason="Not mine.", by=SUPERVISOR, at=at_day(FIRST))
    assert collect_on(FIRST) == Collected(withheld=1)
    assert collect_on(SECOND) == Collected()


def test_a_paused_plan_is_not_collected(plan_id: int) -> None:
    pause_plan(
        plan_id,
        from_date=date(2026, 6, 20),
        until_date=date(2026, 7, 15),
        change_=Change("Ill."),
        by=SUPERVISOR,
        at=NOON,
    )
    assert collect_on(FIRST) == Collected()
    assert collect_on(SECOND) == Collected(asked=1)


def test_autopay_is_begun_and_ended_by_a_word(book: Book, debt_id: int, mandate: Mandate) -> None:
    plan_id = agree(debt_id)
    assert collect_on(FIRST) == Collected()
    assert give_mandate(plan_id, mandate.pk, evidence="Portal.", by=SUPERVISOR, at=NOON).mandate_id == mandate.pk
    assert end_autopay(plan_id, reason="They asked.", by=SUPERVISOR, at=NOON).mandate_id is None
    assert collect_on(FIRST) == Collected()
    with pytest.raises(PlanRefused, match="Nothing is collected"):
        end_autopay(plan_id, reason="Again.", by=SUPERVISOR, at=NOON)
    with pytest.raises(PlanRefused, match="no mandate 987654"):
        give_mandate(plan_id, 987654, evidence="Portal.", by=SUPERVISOR, at=NOON)


def test_the_database_keeps_one_try_of_a_number(plan_id: int) -> None:
    collect_on(FIRST)
    row = PlanCollection.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanCollection.objects.create(
            plan_id=plan_id, instalment=1, attempt=1, key="another", amount_minor=1, due_date=FIRST,
            mandate_id=row.mandate_id, recorded_at=NOON, entry_id=1,
        )  # fmt: skip
