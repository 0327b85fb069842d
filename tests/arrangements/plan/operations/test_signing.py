"""Every version of a plan is signed as an agreement, in the same transaction, and nothing of it is done twice."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.arrangements.agreement.document import hash_of
from goodstanding.arrangements.agreement.operations.running import KeptByPlan, run_agreement
from goodstanding.arrangements.agreement.operations.signing import SigningRefused, sign
from goodstanding.arrangements.agreement.queries import (
    agreements_moved,
    agreements_of,
    agreements_to_run,
    done_under,
    keeping_plan,
    signed,
)
from goodstanding.arrangements.agreement.wording import text
from goodstanding.arrangements.models import Agreement, AgreementAct, PlanVersion
from goodstanding.arrangements.plan.operations.changing import Change, move_instalment, pay_extra, skip_instalment
from goodstanding.arrangements.plan.operations.missing import follow_plans
from goodstanding.arrangements.plan.operations.proposing import propose
from goodstanding.arrangements.plan.queries import Edition, plan_of
from goodstanding.arrangements.policy.operations import set_policy
from goodstanding.refusal import Refusal
from goodstanding.timetable.tasks import JOB
from goodstanding.worklists.models import Task
from tests.arrangements.plan.agreed import FOUR, TODAY, agree, at_day, newest_facts, pay
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
ASKED = Change("The payday moved.")


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def edition(plan_id: int, day: date = TODAY) -> Edition:
    found = plan_of(plan_id, as_of=day).agreement
    assert found is not None
    return found


def test_what_was_shown_is_signed_and_its_hash_is_in_the_entry_of_the_plan(debt_id: int) -> None:
    shown = propose(debt_id, FOUR, by=COLLECTOR, at=NOON)
    plan_id = agree(debt_id)
    one = edition(plan_id)
    facts = newest_facts()
    assert (facts["agreement"], facts["agreement_hash"]) == (one.agreement_id, one.document_hash)
    assert one.reference == f"plan-{plan_id}"
    row = signed(one.agreement_id)
    assert hash_of(row.document) == one.document_hash == row.document_hash
    assert row.entry_id == plan_of(plan_id, as_of=TODAY).entry_id
    assert text(row.document) == text(shown.agreement)
    assert [(each.due_date, each.amount_minor) for each in row.document.instalments] == [
        (each.due_date, each.amount_minor) for each in shown.instalments
    ]


def test_every_change_signs_the_next_edition_the_houses_own_too(debt_id: int) -> None:
    plan_id = agree(debt_id)
    first = edition(plan_id)
    move_instalment(plan_id, 1, to_date=date(2026, 7, 3), change_=ASKED, by=COLLECTOR, at=NOON)
    second = edition(plan_id)
    assert (second.reference, newest_facts()["agreement_hash"]) == (f"plan-{plan_id}-2", second.document_hash)
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 7, 7)))
    third = edition(plan_id, date(2026, 7, 7))
    assert third.reference == f"plan-{plan_id}-3"
    assert len({first.document_hash, second.document_hash, third.document_hash}) == 3
    assert edition(plan_id, TODAY) == second
    plan_days = [one.due_date for one in plan_of(plan_id, as_of=date(2026, 7, 7)).schedule]
    assert [one.due_date for one in signed(third.agreement_id).document.instalments] == plan_days


def test_a_change_that_is_refused_signs_nothing(debt_id: int) -> None:
    plan_id = agree(debt_id)
    with pytest.raises(Refusal):
        skip_instalment(plan_id, 99, how="last", change_=ASKED, by=COLLECTOR, at=NOON)
    assert (Agreement.objects.count(), PlanVersion.objects.count()) == (1, 1)


def test_the_plan_keeps_it_and_no_job_does_the_same_again(debt_id: int) -> None:
    plan_id = agree(debt_id)
    one = edition(plan_id)
    assert keeping_plan(one.agreement_id) == plan_id
    pay(debt_id, 100, on=date(2026, 7, 1))
    assert agreements_moved(since=NOON) == [] == agreements_to_run(at=at_day(date(2026, 12, 1)))
    assert agreements_of(debt_id) == []
    with pytest.raises(KeptByPlan, match=rf"Plan {plan_id} keeps agreement plan-{plan_id} by itself"):
        run_agreement(one.agreement_id, by=JOB, at=at_day(date(2026, 12, 1)))
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 7, 5)))
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 8, 5)))
    assert plan_of(plan_id, as_of=date(2026, 8, 5)).state == "defaulted"
    # One broken plan, one task; nothing was done under any of its agreements.
    assert Task.objects.filter(debt_id=debt_id).count() == 1
    assert not AgreementAct.objects.exists()
    assert done_under(one.agreement_id) == []


@pytest.mark.parametrize(
    ("values", "clauses"),
    [
        ({}, ["defaulted", "mended", "finished"]),
        ({"reinstatements_most": 0}, ["defaulted", "finished"]),
        ({"missed_most": 0}, ["finished"]),
    ],
)
def test_it_says_what_the_policy_does(book: Book, debt_id: int, values: dict[str, int], clauses: list[str]) -> None:
    set_policy("plan", values, portfolio_id=book.portfolio_id, by=SUPERVISOR, at=NOON)
    document = signed(edition(agree(debt_id)).agreement_id).document
    assert [one.name for one in document.clauses] == clauses
    assert len(text(document)) == len(text(document, language="es")) == 3 + 4 + len(clauses)


def test_what_is_signed_is_what_the_plan_does(debt_id: int) -> None:
    plan_id = agree(debt_id)
    assert said(plan_id, TODAY)[2].endswith("The debt's own interest rests while the plan is open.")
    broken, mended = said(plan_id, TODAY)[7:9]
    assert broken.startswith("1. If 2 payments of the plan are not there 3 days after their days: the agreement")
    assert mended == (
        "2. If all that was due 3 days before is there, no later than 30 days after (1), at most 1 time: what (1) did"
        " is taken back, unless its condition still holds."
    )
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 7, 5)))
    assert "1. If payment 1 of the plan is not there 3 days after its day or 2 payments" in said(plan_id)[7]
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 8, 5)))
    pay(debt_id, 2_500, on=date(2026, 8, 10))
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 8, 10)))
    assert plan_of(plan_id, as_of=date(2026, 8, 10)).state == "in force"
    follow_plans(by=SUPERVISOR, at=at_day(date(2026, 9, 5)))
    found = plan_of(plan_id, as_of=date(2026, 9, 5))
    assert found.cause == "appended" and found.put_off == 1
    document = signed(edition(plan_id, date(2026, 9, 5)).agreement_id).document
    assert [one.name for one in document.clauses] == ["defaulted", "finished"], "It was taken up again already."
    assert "If payment 2 of the plan" in said(plan_id, date(2026, 9, 5))[3 + len(document.instalments)]
    move_instalment(plan_id, found.schedule[-1].number, to_date=date(2027, 1, 5), change_=ASKED, by=COLLECTOR,
                    at=at_day(date(2026, 9, 6)))  # fmt: skip
    again = said(plan_id, date(2026, 9, 6))[3 + len(document.instalments)]
    assert again.startswith("1. If 2 payments"), "What was put off is no run any more."


def test_where_interest_runs_that_is_signed(book: Book, debt_id: int) -> None:
    set_policy("plan", {"interest": "runs"}, portfolio_id=book.portfolio_id, by=SUPERVISOR, at=NOON)
    assert said(agree(debt_id), TODAY)[2].endswith("The debt's own interest runs on beside the plan.")


def test_no_agreement_without_a_plan_says_what_interest_does(debt_id: int) -> None:
    document = signed(edition(agree(debt_id)).agreement_id).document
    with pytest.raises(SigningRefused, match="signed with the plan itself"):
        sign(replace(document, reference="mine"), by=SUPERVISOR, at=NOON)


def said(plan_id: int, day: date = date(2026, 7, 5)) -> list[str]:
    return text(signed(edition(plan_id, day).agreement_id).document)


def test_it_calls_the_account_as_people_do(debt_id: int) -> None:
    document = signed(edition(agree(debt_id)).agreement_id).document
    assert "It is about account GF-1." in text(document, called={debt_id: "GF-1"})[1]
    assert "la cuenta GF-1" in text(document, language="es", called={debt_id: "GF-1"})[1]
    assert f"It is about debt:{debt_id}." in text(document)[1]


def test_payments_of_one_day_are_one(debt_id: int) -> None:
    plan_id = agree(debt_id)
    pay(debt_id, 4_000, on=date(2026, 7, 1))
    pay_extra(
        plan_id, amount_minor=1_500, on_date=date(2026, 7, 1), how="last", change_=ASKED, by=COLLECTOR,
        at=at_day(date(2026, 7, 1)),
    )  # fmt: skip
    document = signed(edition(plan_id, date(2026, 7, 1)).agreement_id).document
    assert [one.amount_minor for one in document.instalments] == [4_000, 2_500, 2_500, 1_000]


def test_a_plan_of_one_payment_and_one_of_six_hundred_and_one_can_be_signed(book: Book, debt_id: int) -> None:
    once = agree(debt_id, replace(FOUR, count=1))
    assert signed(edition(once).agreement_id).document.clauses[0].when.count == 1
    other = place(book, item("INV-2", 10_000), reference="GF-2")
    long = replace(FOUR, count=600, down_minor=100, down_date=TODAY)
    many = agree(other, long, override="The client asked for it.", by=SUPERVISOR)
    assert len(signed(edition(many).agreement_id).document.instalments) == 601


def test_what_could_not_be_read_again_is_not_signed(debt_id: int) -> None:
    document = signed(edition(agree(debt_id)).agreement_id).document
    twice = replace(document, reference="again", instalments=document.instalments[:1] * 2)
    with pytest.raises(SigningRefused, match=r"could not be read again\.[\s\S]*falls due after the one before it"):
        sign(twice, by=SUPERVISOR, at=NOON)
    assert Agreement.objects.count() == 1
