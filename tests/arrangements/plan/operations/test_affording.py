"""A balloon above documented surplus needs to say from what it will be paid, whoever asks."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.arrangements.affordability.budget import Line
from goodstanding.arrangements.affordability.operations import AboveSurplus, Taken, take_budget
from goodstanding.arrangements.plan.operations.changing import Change, change_amount, skip_instalment
from goodstanding.arrangements.plan.operations.proposing import propose
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import plan_of
from tests.arrangements.plan.agreed import FOUR, TODAY, agree, newest_facts
from tests.receivables.cast import NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
BALLOON = replace(FOUR, shape="balloon", amount_minor=1_000)
"""Three of 10.00 and one of 70.00."""
SOURCED = replace(BALLOON, balloon_source="Tax refund in October.")
NEEDS = "The last instalment of USD 70.00 is above documented surplus; say from what it will be paid"


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def document_surplus(book: Book, minor: int) -> None:
    lines = [Line("wages", 50_000 + minor, "monthly"), Line("rent", 50_000, "monthly")]
    take_budget(book.debtor_id, Taken("USD", lines), by=SUPERVISOR, at=NOON)


def test_above_surplus_it_is_refused_without_a_source_and_nobody_overrides_that(book: Book, debt_id: int) -> None:
    document_surplus(book, 6_999)
    assert propose(debt_id, BALLOON, by=SUPERVISOR, at=NOON).refused[0].startswith(NEEDS)
    with pytest.raises(PlanRefused, match=NEEDS):
        agree(debt_id, BALLOON, override="Please.", by=SUPERVISOR)
    with pytest.raises(PlanRefused, match=NEEDS):
        agree(debt_id, replace(BALLOON, balloon_source="  "), by=SUPERVISOR)


def test_with_a_source_it_is_agreed_and_the_source_is_kept(book: Book, debt_id: int) -> None:
    document_surplus(book, 1_000)
    plan_id = agree(debt_id, SOURCED)
    assert plan_of(plan_id, as_of=TODAY).terms.balloon_source == "Tax refund in October."
    assert newest_facts()["balloon_source"] == "Tax refund in October."


def test_within_surplus_or_without_a_budget_nothing_is_asked(book: Book, debt_id: int) -> None:
    assert propose(debt_id, BALLOON, by=SUPERVISOR, at=NOON).refused == ()
    document_surplus(book, 7_000)
    assert propose(debt_id, BALLOON, by=SUPERVISOR, at=NOON).refused == ()
    agree(debt_id, BALLOON)


def test_a_source_does_not_lift_the_months(book: Book, debt_id: int) -> None:
    document_surplus(book, 999)
    with pytest.raises(PlanRefused, match=r"USD 10\.00 a month is above documented surplus"):
        agree(debt_id, SOURCED, by=SUPERVISOR)


def test_a_change_that_makes_the_balloon_larger_asks_again(book: Book, debt_id: int) -> None:
    document_surplus(book, 7_000)
    plan_id = agree(debt_id, BALLOON)
    with pytest.raises(AboveSurplus, match=r"The last instalment of USD 80\.00 is above documented surplus"):
        skip_instalment(plan_id, 3, how="lower", change_=Change("Ill."), by=SUPERVISOR, at=NOON)
    # Put behind the balloon, the instalment makes neither a month nor the balloon dearer.
    found = skip_instalment(plan_id, 3, how="last", change_=Change("Ill."), by=SUPERVISOR, at=NOON)
    assert [one.amount_minor for one in found.schedule] == [1_000, 1_000, 7_000, 1_000]
    assert found.monthly_minor == 1_000


def test_a_smaller_balloon_is_no_reason_to_ask(book: Book, debt_id: int) -> None:
    plan_id = agree(debt_id, BALLOON)
    document_surplus(book, 5_000)
    found = change_amount(plan_id, amount_minor=5_000, change_=Change("More."), by=SUPERVISOR, at=NOON)
    assert [(one.due_date, one.amount_minor) for one in found.schedule] == [
        (date(2026, 7, 1), 5_000), (date(2026, 8, 1), 5_000),
    ]  # fmt: skip
