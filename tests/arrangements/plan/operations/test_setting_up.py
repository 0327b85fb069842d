"""Setting up a plan that was shown: two steps, one key, one policy for every door, and no plan above surplus."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.affordability.budget import Line
from goodstanding.arrangements.affordability.operations import AboveSurplus, Taken, take_budget
from goodstanding.arrangements.models import Plan, PlanVersion
from goodstanding.arrangements.plan.operations.proposing import propose
from goodstanding.arrangements.plan.operations.setting_up import renegotiate_plan, set_up_plan
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import monthly_taken, plan_of, plans_of
from goodstanding.arrangements.policy.operations import set_policy
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger.posting import Part
from goodstanding.receivables.models import Item
from tests.arrangements.plan.agreed import FOUR, TODAY, agree, at_day, monthly, pay
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, Book, elsewhere, item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def test_what_it_costs_and_when_it_ends_is_shown_first_and_nothing_is_written(debt_id: int) -> None:
    shown = propose(debt_id, FOUR, by=COLLECTOR, at=NOON)
    assert (shown.cost.count, shown.cost.last_date) == (4, date(2026, 10, 1))
    assert (shown.cost.total_minor, shown.cost.monthly_minor) == (10_000, 2_500)
    assert (shown.outside_policy, shown.refused, shown.beside) == ((), (), ())
    assert not Plan.objects.exists()


def test_a_plan_is_set_up_as_it_was_shown(debt_id: int) -> None:
    plan_id = agree(debt_id)
    found = plan_of(plan_id, as_of=TODAY)
    assert [(one.number, one.due_date.month, one.amount_minor) for one in found.schedule] == [
        (1, 7, 2_500), (2, 8, 2_500), (3, 9, 2_500), (4, 10, 2_500),
    ]  # fmt: skip
    assert (found.state, found.standing.left_minor, found.standing.arrears_minor) == ("in force", 10_000, 0)
    entry = EvidenceEntry.objects.order_by("position").last()
    assert entry is not None
    assert (entry.kind, entry.id) == ("arrangements.plan_set_up", found.entry_id)
    assert f"plan:{plan_id}" in entry.subjects


def test_another_plan_than_the_one_shown_is_refused(debt_id: int) -> None:
    shown = propose(debt_id, FOUR, by=COLLECTOR, at=NOON)
    with pytest.raises(PlanRefused, match="This is not the plan that was shown"):
        set_up_plan(
            debt_id, monthly(10_000, 5), key="k", agreed_hash=shown.document_hash, channel="call",
            evidence="Call note 12.", by=COLLECTOR, at=NOON,
        )  # fmt: skip


def test_the_same_key_is_the_same_plan_and_a_second_plan_waits(debt_id: int) -> None:
    first = agree(debt_id, key="k")
    assert agree(debt_id, key="k") == first
    with pytest.raises(PlanRefused, match="is open; change it, or renegotiate it"):
        agree(debt_id, key="other")
    assert Plan.objects.count() == 1


def test_the_books_have_their_say(debt_id: int) -> None:
    with pytest.raises(PlanRefused, match=r"USD 100\.01 is more than the USD 100\.00 that are owed\."):
        agree(debt_id, monthly(10_001, 4))
    with pytest.raises(PlanRefused, match="due today or later, not on 2026-06-14"):
        agree(debt_id, replace(FOUR, first_date=date(2026, 6, 14)))
    with pytest.raises(PlanRefused, match="The plan is in EUR, the debt in USD"):
        agree(debt_id, replace(FOUR, currency="EUR"))
    agree(debt_id, replace(FOUR, first_date=TODAY))


def test_money_of_the_day_on_which_a_plan_is_agreed_is_not_counted_twice(debt_id: int) -> None:
    pay(debt_id, 2_000, on=TODAY)
    with pytest.raises(PlanRefused, match="Money came in today already"):
        agree(debt_id, replace(monthly(8_000, 4), first_date=TODAY))
    found = plan_of(agree(debt_id, monthly(8_000, 4)), as_of=date(2026, 7, 2))
    assert (found.standing.paid_minor, found.standing.left_minor) == (0, 8_000)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"instalment_least_minor": 2_501}, r"An instalment is at least USD 25\.01"),
        ({"instalments_most": 3}, "A plan has at most 3 instalments; this one has 4"),
        ({"days_most": 91}, "A plan takes at most 91 days; this one takes 92"),
        ({"down_least_ppm": 100_000}, "down payment of at least 10% of the whole"),
    ],
)
def test_the_policy_holds_at_every_door_and_a_supervisor_may_let_it_pass(
    book: Book, debt_id: int, values: dict[str, int], sentence: str
) -> None:
    set_policy("plan", values, portfolio_id=book.portfolio_id, by=SUPERVISOR, at=NOON)
    with pytest.raises(PlanRefused, match=sentence):
        agree(debt_id)
    with pytest.raises(PlanRefused, match=sentence):
        agree(debt_id, override="The client asked for it.")
    agree(debt_id, override="The client asked for it.", by=SUPERVISOR)


def test_no_plan_is_above_documented_surplus_whoever_asks(book: Book, debt_id: int) -> None:
    lines = [Line("wages", 10_000, "monthly"), Line("rent", 7_501, "monthly")]
    take_budget(book.debtor_id, Taken("USD", lines), by=SUPERVISOR, at=NOON)
    with pytest.raises((PlanRefused, AboveSurplus), match="above documented surplus"):
        agree(debt_id, override="Please.", by=SUPERVISOR)
    agree(debt_id, monthly(10_000, 5))


def test_permissions(debt_id: int) -> None:
    for actor in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            agree(debt_id, by=actor)


def test_a_mandate_must_be_the_debtors(debt_id: int) -> None:
    with pytest.raises(PlanRefused, match="There is no mandate 77 of this person"):
        agree(debt_id, mandate_id=77)


def test_a_plan_is_renegotiated_with_what_is_waived_for_it(debt_id: int) -> None:
    first = agree(debt_id)
    item_id = Item.objects.get(debt_id=debt_id).pk
    terms = monthly(9_000, 6, first=date(2026, 8, 1))
    shown = propose(debt_id, terms, renegotiates_id=first, by=SUPERVISOR, at=NOON)
    second = renegotiate_plan(
        first, terms, key="again", agreed_hash=shown.document_hash, channel="call", evidence="Call note 13.",
        reason="Less income.", waivers=[Part(item_id, "principal", 1_000)], by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    old, new = plan_of(first, as_of=TODAY), plan_of(second, as_of=TODAY)
    assert (old.state, new.state, new.renegotiates_id, new.restructures) == ("renegotiated", "in force", first, 1)
    facts = EvidenceEntry.objects.order_by("position").last()
    assert facts is not None
    assert facts.kind == "arrangements.plan_renegotiated"
    with pytest.raises(PlanRefused, match="is renegotiated, so it is not renegotiated"):
        renegotiate_plan(
            first, terms, key="third", agreed_hash=shown.document_hash, channel="call", evidence="Note.",
            reason="Again.", by=SUPERVISOR, at=NOON,
        )  # fmt: skip


def test_what_plans_take_a_month(book: Book, debt_id: int) -> None:
    agree(debt_id)
    other = place(book, item("INV-2", 6_000), reference="D-2")
    second = agree(other, monthly(6_000, 6))
    assert monthly_taken(book.debtor_id, currency="USD", except_plan=None, at=at_day(date(2026, 6, 16))) == 3_500
    assert monthly_taken(book.debtor_id, currency="USD", except_plan=second, at=at_day(date(2026, 6, 16))) == 2_500
    assert monthly_taken(book.debtor_id, currency="EUR", except_plan=None, at=at_day(date(2026, 6, 16))) == 0


@pytest.mark.parametrize("table", ["plan", "planversion", "planinstalment", "planword", "arrangementpolicy"])
def test_what_was_agreed_stays(debt_id: int, table: str) -> None:
    agree(debt_id)
    for statement in (f"UPDATE arrangements_{table} SET id = id", f"DELETE FROM arrangements_{table}"):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert PlanVersion.objects.count() == 1


def test_plans_are_told_as_known(debt_id: int) -> None:
    agree(debt_id)
    assert plans_of(debt_id, as_of=TODAY, known_at=at_day(TODAY, 11)) == []
    assert len(plans_of(debt_id, as_of=TODAY, known_at=NOON)) == 1
    assert plans_of(debt_id, as_of=date(2026, 6, 14)) == []
