"""Mandates left for plans: each taken up once for whom it is, and none keeps another's from being taken up."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.confirming.operations.agreed import write_about_instalments
from goodstanding.arrangements.plan.operations.authorising import (
    agree_to_autopay,
    offered_authority,
    revoke_autopay,
    take_up,
    take_up_all,
)
from goodstanding.arrangements.plan.operations.ending import end_autopay
from goodstanding.arrangements.plan.operations.missing import Followed, follow_plans
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.outreach.models.message import Message
from goodstanding.parties.models import ContactPoint
from goodstanding.payments.gateway.operations.collecting import ask_for_page
from goodstanding.payments.gateway.operations.following import follow
from goodstanding.payments.gateway.operations.mandates import end_mandate, mandate_left_with
from goodstanding.payments.gateway.port import MandateStanding, Standing
from goodstanding.payments.gateway.queries.counting import mandate_that_counts, mandates_that_count
from goodstanding.payments.models.gateway import Mandate, Payment
from goodstanding.payments.models.order import BankMandate
from goodstanding.receivables.models import Debt
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import close_task
from tests.arrangements.plan.agreed import agree
from tests.payments.gateway.till import WORKER, Till, nothing, now
from tests.receivables.cast import SUPERVISOR, item, person, place, usd

pytestmark = pytest.mark.django_db
LATER = 30


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    return Till(None, minor=10_000)


@pytest.fixture
def plan_id(till: Till) -> int:
    return plan_for(till, till.debt_id)


def plan_for(till: Till, debt_id: int) -> int:
    first = till.now().date() + timedelta(days=LATER)
    return agree(debt_id, Terms(10_000, "USD", first, count=4, rhythm=Rhythm("week", roll="none")), at=till.now())


def begun(plan_id: int, form: str) -> int:
    """Agree to what is read, and return the payment."""
    found = plan_of(plan_id, as_of=today())
    reference = Debt.objects.get(pk=found.debt_id).reference
    offered = offered_authority(found, reference=reference, language="en", at=timezone.now())
    assert offered is not None
    return agree_to_autopay(
        plan_id, agreed_hash=offered.text_hash, form=form, language="en", by=SUPERVISOR, at=timezone.now(),
        back_address="https://collections.example.com/pay/back/",
    )  # fmt: skip


def told(payment_id: int, state: str, *, reference: str = "") -> None:
    """Let the provider say how a payment stands, and which mandate was left with it."""
    kept = MandateStanding(reference, "card", "Visa ending 4242", is_active=True) if reference else None
    row = Payment.objects.get(pk=payment_id)
    standing = Standing(state, f"pay_{payment_id}", usd(row.amount_minor), today(), mandate=kept)  # type: ignore[arg-type]  # One of its words.
    follow(payment_id, standing, disputed=nothing, by=WORKER, at=now())


def today() -> date:
    return timezone.now().date()


def mandate_of(plan_id: int) -> int | None:
    return plan_of(plan_id, as_of=today()).mandate_id


def other_debt(till: Till) -> int:
    return place(till.book, item("I-2", 10_000), reference="D-2")


def stranger(till: Till) -> int:
    return person(till.book.client_id, "Hazel Stranger").pk


def test_whose_debtor_was_corrected_meanwhile_keeps_no_other_from_being_taken_up(till: Till, plan_id: int) -> None:
    other = plan_for(till, other_debt(till))
    first, second = begun(plan_id, "f" * 22), begun(other, "g" * 22)
    told(first, "pending")
    Debt.objects.filter(pk=till.debt_id).update(debtor_id=stranger(till))
    told(first, "paid", reference="m_1")
    told(second, "paid", reference="m_2")
    assert [take_up_all(by=OPERATOR, at=timezone.now()) for _ in range(2)] == [1, 0]
    assert mandate_of(plan_id) is None and mandate_of(other) == Mandate.objects.get(reference="m_2").pk
    (task,) = Task.objects.filter(debt_id=till.debt_id)
    assert "another person" in task.title and f"plan {plan_id}" in task.title
    close_task(task.pk, outcome="They agree anew.", by=SUPERVISOR, at=timezone.now())
    assert take_up_all(by=OPERATOR, at=timezone.now()) == 0
    assert Task.objects.filter(debt_id=till.debt_id).count() == 1, "Whoever closed it knows it."


def test_a_mandate_that_is_kept_for_another_person_was_not_left(till: Till, plan_id: int) -> None:
    Mandate.objects.create(
        provider="simulator", reference="m_1", kind="card", given_at=now(), entry_id=1, person_id=stranger(till)
    )
    number = begun(plan_id, "f" * 22)
    told(number, "paid", reference="m_1")
    assert mandate_left_with(number) is None
    assert take_up_all(by=OPERATOR, at=timezone.now()) == 0 and mandate_of(plan_id) is None


@pytest.mark.parametrize("key", ["plan:987654:autopay:x", "plan:x:autopay:y", "plan:", f"plan:{10**30}:autopay:x"])
def test_a_key_that_names_no_plan_keeps_no_other_from_being_taken_up(till: Till, plan_id: int, key: str) -> None:
    wrong = ask_for_page(
        till.debt_id, usd(100), what="D-1", key=key, saves=True, back_address="https://collections.example.com/b/",
        by=SUPERVISOR, at=timezone.now(),
    )  # fmt: skip
    number = begun(plan_id, "f" * 22)
    told(wrong, "paid", reference="m_1")
    told(number, "paid", reference="m_2")
    assert take_up_all(by=OPERATOR, at=timezone.now()) == 1
    assert mandate_of(plan_id) == Mandate.objects.get(reference="m_2").pk


def test_a_plan_of_another_debt_is_not_given_it(till: Till, plan_id: int) -> None:
    key = f"plan:{plan_id}:autopay:{'f' * 22}"
    wrong = ask_for_page(
        other_debt(till), usd(100), what="D-2", key=key, saves=True, back_address="https://collections.example.com/b/",
        by=SUPERVISOR, at=timezone.now(),
    )  # fmt: skip
    told(wrong, "paid", reference="m_1")
    assert take_up_all(by=OPERATOR, at=timezone.now()) == 0 and mandate_of(plan_id) is None


def test_what_is_next_is_not_agreed_to_and_paid_twice(till: Till, plan_id: int) -> None:
    number = begun(plan_id, "f" * 22)
    assert begun(plan_id, "g" * 22) == number, "Its page is open still."
    told(number, "open")
    assert begun(plan_id, "h" * 22) == number
    for state in ("pending", "unknown"):
        Payment.objects.filter(pk=number).update(state=state)
        with pytest.raises(PlanRefused, match="on its way"):
            begun(plan_id, "i" * 22)
    Payment.objects.filter(pk=number).update(state="declined")
    assert begun(plan_id, "k" * 22) != number and Payment.objects.count() == 2


def test_while_such_a_payment_is_on_its_way_nothing_is_missed(till: Till, plan_id: int) -> None:
    ContactPoint.objects.create(
        person_id=till.book.debtor_id, kind="email", value="j@example.com", search_value="j@example.com", entry_id=1
    )
    number, late = begun(plan_id, "f" * 22), timezone.now() + timedelta(days=LATER + 5)
    told(number, "pending")
    assert follow_plans(by=OPERATOR, at=late) == Followed()
    write_about_instalments(by=OPERATOR, at=late)
    assert not Message.objects.filter(key__endswith="missed-instalment").exists()
    told(number, "declined")
    write_about_instalments(by=OPERATOR, at=late)
    assert Message.objects.filter(key__endswith="missed-instalment").exists()
    assert follow_plans(by=OPERATOR, at=late) == Followed(appended=1)


def test_who_agrees_again_after_the_desk_ended_it_is_taken_up_again(till: Till, plan_id: int) -> None:
    first = begun(plan_id, "f" * 22)
    told(first, "paid", reference="m_1")
    assert take_up(first, by=OPERATOR, at=timezone.now())
    end_autopay(plan_id, reason="They asked.", by=SUPERVISOR, at=timezone.now())
    assert not take_up(first, by=OPERATOR, at=timezone.now())
    again = begun(plan_id, "g" * 22)
    told(again, "paid", reference="m_1")
    assert [take_up(number, by=OPERATOR, at=timezone.now()) for number in (first, again, again)] == [False, True, False]
    assert mandate_of(plan_id) == Mandate.objects.get().pk


def test_where_a_mandate_ended_another_may_be_left_and_takes_its_place(till: Till, plan_id: int) -> None:
    first = begun(plan_id, "f" * 22)
    told(first, "paid", reference="m_1")
    assert take_up(first, by=OPERATOR, at=timezone.now())
    end_mandate(Mandate.objects.get().pk, reason="R02: the account is closed.", by=SUPERVISOR, at=timezone.now())
    again = begun(plan_id, "g" * 22)
    told(again, "paid", reference="m_2")
    assert take_up_all(by=OPERATOR, at=timezone.now()) == 1
    assert mandate_of(plan_id) == Mandate.objects.get(reference="m_2").pk


def test_the_mandate_that_counts_is_the_newest_and_neither_ended_nor_expired(till: Till, plan_id: int) -> None:
    first = Mandate.objects.get(pk=till.bank_mandate())
    assert mandate_that_counts(None, day=today()) is None
    assert mandate_that_counts(first.pk, day=today()) == first
    last = replaced(replaced(first), expires_date=today())
    assert mandates_that_count([first.pk, last.pk, 987654], day=today()) == {first.pk: last, last.pk: last}
    assert mandate_that_counts(first.pk, day=today() + timedelta(days=1)) is None
    last.ended_at = timezone.now()
    last.save()
    assert mandate_that_counts(first.pk, day=today()) is None


def test_who_revokes_ends_the_mandate_that_took_its_place_too(till: Till) -> None:
    first = Mandate.objects.get(pk=till.bank_mandate())
    first_due = till.now().date() + timedelta(days=LATER)
    plan_id = agree(till.debt_id, Terms(10_000, "USD", first_due, count=4), mandate_id=first.pk, at=till.now())
    later = replaced(first)
    assert revoke_autopay(plan_id, reason="They asked.", by=SUPERVISOR, at=timezone.now()) == later.pk
    later.refresh_from_db()
    assert later.ended_at is not None and mandate_of(plan_id) is None


def replaced(old: Mandate, *, expires_date: date | None = None) -> Mandate:
    """Let a bank correct the details of a mandate: another takes its place."""
    old.ended_at = timezone.now()
    old.save()
    row = Mandate.objects.create(
        provider=old.provider, reference=f"{old.reference}+", person_id=old.person_id, kind="ach", given_at=now(),
        entry_id=1, expires_date=expires_date,
    )  # fmt: skip
    BankMandate.objects.create(
        mandate=row, scheme="nacha", sealed_details=b"sealed", signed_date=today(), replaces=old, recorded_at=now(),
        entry_id=1,
    )  # fmt: skip
    return row
