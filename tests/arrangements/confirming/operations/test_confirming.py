"""Receipts at once, confirmations, reminders and a calm word about what was missed: each once."""

from datetime import date, timedelta

import pytest

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.arrangements.confirming.operations.agreed import (
    confirm_plans,
    confirm_promises,
    remind_of_promises,
    write_about_instalments,
)
from goodstanding.arrangements.confirming.operations.receipts import Written, confirm_receipts
from goodstanding.arrangements.operations import record_promise
from goodstanding.arrangements.plan.operations.autopay import collect_plan
from goodstanding.arrangements.plan.operations.changing import Change, move_instalment, pause_plan
from goodstanding.arrangements.policy.operations import set_policy
from goodstanding.outreach.models.message import Message
from goodstanding.parties.models import ContactPoint
from goodstanding.payments.gateway.operations.setting import set_gateway
from goodstanding.payments.models.gateway import Mandate, Payment
from tests.arrangements.plan.agreed import TODAY, agree, at_day, bounce, pay
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place, usd

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    found = open_book()
    ContactPoint.objects.create(
        person_id=found.debtor_id, kind="email", value="juniper@example.com", search_value="juniper@example.com",
        entry_id=1,
    )  # fmt: skip
    return found


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def sent() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("id").values_list("template", "key"))


def test_a_receipt_is_thanked_for_once(debt_id: int) -> None:
    number = pay(debt_id, 2_000, on=TODAY)
    assert confirm_receipts(by=OPERATOR, at=NOON + timedelta(seconds=30)) == Written(1, 0)
    assert confirm_receipts(by=OPERATOR, at=NOON + timedelta(minutes=2)) == Written()
    row = Message.objects.get()
    assert (row.template, row.key, row.origin, row.channel) == ("receipt", f"receipt:{number}", "arrangement", "email")
    assert row.fields == {
        "receipt.amount": "USD 20.00", "receipt.date": "2026-06-15", "receipt.reference": f"R-{number}",
        "receipt.remaining": "USD 80.00",
    }  # fmt: skip


def test_the_last_one_says_that_nothing_is_owed(debt_id: int) -> None:
    number = pay(debt_id, 10_000, on=TODAY)
    assert confirm_receipts(by=OPERATOR, at=NOON + timedelta(seconds=30)) == Written(1, 1)
    assert sent() == [("receipt", f"receipt:{number}"), ("paid-in-full", f"paid-in-full:{number}")]


def test_what_bounced_came_from_elsewhere_or_has_no_address_is_not_thanked_for(book: Book, debt_id: int) -> None:
    bounce(pay(debt_id, 2_000, on=TODAY), on=TODAY)
    pay(debt_id, 2_000, on=TODAY - timedelta(days=8), entered=TODAY)
    pay(debt_id, 2_000, on=TODAY - timedelta(days=7), entered=TODAY)
    assert confirm_receipts(by=OPERATOR, at=NOON + timedelta(seconds=30)) == Written(1, 0)
    ContactPoint.objects.update(status="invalid")
    pay(debt_id, 1_000, on=TODAY)
    assert confirm_receipts(by=OPERATOR, at=NOON + timedelta(minutes=1)) == Written()
    assert len(sent()) == 1


def test_the_house_may_leave_it(book: Book, debt_id: int) -> None:
    set_policy("confirming", {"receipts": False}, portfolio_id=book.portfolio_id, by=SUPERVISOR, at=NOON)
    pay(debt_id, 2_000, on=TODAY)
    assert confirm_receipts(by=OPERATOR, at=NOON + timedelta(minutes=1)) == Written()


def test_a_promise_is_confirmed_and_reminded_of_once(debt_id: int) -> None:
    number = record_promise(
        debt_id, amount=usd(5_000), due_date=date(2026, 6, 25), channel="call", evidence="Call note.", by=COLLECTOR,
        at=NOON,
    )  # fmt: skip
    assert [confirm_promises(by=OPERATOR, at=NOON + timedelta(seconds=one)) for one in (1, 2)] == [1, 0]
    assert [remind_of_promises(by=OPERATOR, at=at_day(day)) for day in (date(2026, 6, 23), date(2026, 6, 24))] == [0, 1]
    assert remind_of_promises(by=OPERATOR, at=at_day(date(2026, 6, 25))) == 0
    assert sent() == [
        ("promise-confirmation", f"promise:{number}:confirmation"), ("promise-reminder", f"promise:{number}:reminder"),
    ]  # fmt: skip


def test_a_promise_that_is_kept_already_is_not_reminded_of(debt_id: int) -> None:
    record_promise(
        debt_id, amount=usd(5_000), due_date=date(2026, 6, 25), channel="call", evidence="Call note.", by=COLLECTOR,
        at=NOON,
    )  # fmt: skip
    pay(debt_id, 5_000, on=date(2026, 6, 20))
    assert remind_of_promises(by=OPERATOR, at=at_day(date(2026, 6, 24))) == 0


def test_every_version_of_a_plan_is_confirmed_once(debt_id: int) -> None:
    plan_id = agree(debt_id)
    assert [confirm_plans(by=OPERATOR, at=NOON + timedelta(seconds=one)) for one in (1, 2)] == [1, 0]
    move_instalment(
        plan_id, 1, to_date=date(2026, 7, 9), change_=Change("Payday."), by=COLLECTOR, at=NOON + timedelta(seconds=3)
    )
    assert confirm_plans(by=OPERATOR, at=NOON + timedelta(seconds=4)) == 1
    told = Message.objects.order_by("-id")[0]
    assert (told.key, told.fields["plan.first_date"]) == (f"plan:{plan_id}:version:2", "2026-07-09")


def test_an_instalment_is_reminded_of_before_its_day_and_missed_after_its_grace(debt_id: int) -> None:
    plan_id = agree(debt_id)
    days = [date(2026, 6, 27), date(2026, 6, 28), date(2026, 6, 29), date(2026, 7, 4), date(2026, 7, 5)]
    assert [write_about_instalments(by=OPERATOR, at=at_day(day)) for day in days] == [0, 1, 0, 0, 1]
    assert [template for template, _ in sent()] == ["instalment-reminder", "missed-instalment"]
    assert all(key.startswith(f"plan:{plan_id}:instalment:1:2026-07-01:") for _, key in sent())
    pay(debt_id, 2_500, on=date(2026, 7, 6))
    assert write_about_instalments(by=OPERATOR, at=at_day(date(2026, 7, 6))) == 0


def test_a_paused_plan_is_left_in_peace(debt_id: int) -> None:
    plan_id = agree(debt_id)
    pause_plan(
        plan_id, from_date=date(2026, 6, 20), until_date=date(2026, 7, 31), change_=Change("Ill."), by=COLLECTOR,
        at=NOON,
    )  # fmt: skip
    assert write_about_instalments(by=OPERATOR, at=at_day(date(2026, 7, 30))) == 0
    assert write_about_instalments(by=OPERATOR, at=at_day(date(2026, 8, 1))) == 1


def test_each_needs_its_permission() -> None:
    for deed in (confirm_receipts, confirm_promises, remind_of_promises, confirm_plans, write_about_instalments):
        with pytest.raises(PermissionRefused):
            deed(by=COLLECTOR, at=NOON)


def test_what_is_collected_is_announced_by_a_notice_of_the_debit(book: Book, debt_id: int) -> None:
    set_gateway("simulator", options={}, secrets={}, by=ADMINISTRATOR, at=NOON)
    mandate = Mandate.objects.create(
        provider="simulator", reference="simm_1", person_id=book.debtor_id, kind="ach", label="Test bank account",
        given_at=NOON, entry_id=1,
    )  # fmt: skip
    plan_id = agree(debt_id, mandate_id=mandate.pk)
    days = [date(2026, 6, 25), date(2026, 6, 28), date(2026, 6, 29)]
    assert sum(write_about_instalments(by=OPERATOR, at=at_day(day)) for day in days) == 1
    assert sent() == [("debit-notice", f"plan:{plan_id}:instalment:1:2026-07-01:debit-notice")]
    (row,) = Message.objects.all()
    assert (row.fields["instalment.amount"], row.fields["instalment.date"]) == ("USD 25.00", "2026-07-01")
    collect_plan(plan_id, by=OPERATOR, at=at_day(date(2026, 7, 1)))
    assert Payment.objects.get().notified_date == row.made_at.date()


def test_where_the_mandate_has_ended_the_instalment_is_reminded_of(book: Book, debt_id: int) -> None:
    set_gateway("simulator", options={}, secrets={}, by=ADMINISTRATOR, at=NOON)
    mandate = Mandate.objects.create(
        provider="simulator", reference="simm_1", person_id=book.debtor_id, kind="card", label="Test card",
        given_at=NOON, expires_date=date(2026, 6, 20), entry_id=1,
    )  # fmt: skip
    plan_id = agree(debt_id, mandate_id=mandate.pk)
    days = [date(2026, 6, 26), date(2026, 6, 28), date(2026, 6, 29)]
    assert [write_about_instalments(by=OPERATOR, at=at_day(day)) for day in days] == [0, 1, 0]
    assert sent() == [("instalment-reminder", f"plan:{plan_id}:instalment:1:2026-07-01:instalment-reminder")]
