"""Above documented surplus: whichever deed binds a person to pay in parts, in no role and for no reason."""

from dataclasses import replace

import pytest

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.arrangements.affordability.operations import AboveSurplus
from goodstanding.arrangements.affordability.queries import surplus_of
from goodstanding.arrangements.hardship.operations.granting import Asked, GrantRefused, grant
from goodstanding.arrangements.models import Plan, SettlementOffer
from goodstanding.arrangements.plan.operations.changing import Change, change_amount
from goodstanding.arrangements.plan.operations.setting_up import renegotiate_plan
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.settlement.operations.accepting import accept
from tests.arrangements.affordability.cast import with_surplus
from tests.arrangements.hardship.cast import TODAY, ill
from tests.arrangements.plan.agreed import FOUR, agree, monthly
from tests.arrangements.settlement.cast import offered, on, with_floor
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
REFUSED = (AboveSurplus, PlanRefused)
"""Some doors refuse when they show what would be agreed, with the same sentence."""
WHY = Change("It was asked for.", "The boss says so.")


@pytest.fixture
def book() -> Book:
    return open_book()


def debt(book: Book, minor: int = 10_000, reference: str = "D-1") -> int:
    return place(book, item(f"INV-{reference}", minor), reference=reference)


def free(book: Book) -> int:
    known = surplus_of(book.debtor_id, at=NOON)
    assert known is not None
    return known.free_minor


@pytest.mark.parametrize("by", [COLLECTOR, SUPERVISOR, OPERATOR])
def test_a_plan_is_refused_in_every_role_and_with_every_reason(book: Book, by: Actor) -> None:
    debt_id = debt(book)
    with_surplus(book.debtor_id, 2_499)
    with pytest.raises(REFUSED, match=r"USD 25\.00 a month is above documented surplus"):
        agree(debt_id, FOUR, override="The boss says so." if by != COLLECTOR else "", by=by)
    assert not Plan.objects.exists()


def test_a_plan_that_takes_all_of_it_is_agreed_and_the_next_one_refused(book: Book) -> None:
    first, second = debt(book), debt(book, reference="D-2")
    with_surplus(book.debtor_id, 2_500)
    agree(first, FOUR)
    assert free(book) == 0
    with pytest.raises(REFUSED, match="above documented surplus"):
        agree(second, FOUR)


def test_a_plan_may_not_become_dearer_than_that(book: Book) -> None:
    number = agree(debt(book), FOUR)
    with_surplus(book.debtor_id, 3_000)
    with pytest.raises(REFUSED, match="above documented surplus"):
        change_amount(number, amount_minor=3_001, change_=WHY, by=SUPERVISOR, at=NOON)
    assert plan_of(number, as_of=TODAY).monthly_minor == 2_500


def test_nor_be_renegotiated_above_it(book: Book) -> None:
    debt_id = debt(book)
    number = agree(debt_id, FOUR)
    with_surplus(book.debtor_id, 3_000)
    with pytest.raises(REFUSED, match="above documented surplus"):
        renegotiate_plan(
            number, monthly(10_000, 2), key="again", agreed_hash="", channel="call", evidence="Note 2.",
            reason="Faster.", override_reason="The boss says so.", by=SUPERVISOR, at=NOON,
        )  # fmt: skip


def test_a_settlement_in_parts_is_not_offered_above_it(book: Book) -> None:
    debt_id = debt(book, 100_000)
    with_surplus(book.debtor_id, 19_999)
    with pytest.raises(REFUSED, match="above documented surplus"):
        offered(debt_id, payments=3)
    assert not SettlementOffer.objects.exists()


def test_nor_accepted_where_a_budget_came_since(book: Book) -> None:
    with_floor(book)
    offer = offered(debt(book, 100_000), payments=3)
    with_surplus(book.debtor_id, 19_999)
    with pytest.raises(REFUSED, match="above documented surplus"):
        accept(offer, source="portal", by=SUPERVISOR, at=on(1))


def test_a_settlement_in_parts_takes_its_part_of_what_is_left(book: Book) -> None:
    with_floor(book)
    with_surplus(book.debtor_id, 30_000)
    accept(offered(debt(book, 100_000), payments=3), source="portal", by=SUPERVISOR, at=NOON)
    assert free(book) == 10_000
    with pytest.raises(REFUSED, match="above documented surplus"):
        agree(debt(book, 40_004, "D-2"), replace(FOUR, total_minor=40_004))


def test_hardship_lowers_a_plan_to_what_is_left_and_not_to_more(book: Book) -> None:
    debt_id = debt(book)
    number = agree(debt_id, FOUR)
    with_surplus(book.debtor_id, 1_000)
    case = ill(book.debtor_id)
    with pytest.raises(REFUSED, match="above documented surplus"):
        grant(case, debt_id, Asked("lower_instalments", "Ill.", amount_minor=1_001), by=COLLECTOR, at=NOON)
    grant(case, debt_id, Asked("lower_instalments", "Ill.", amount_minor=1_000), by=COLLECTOR, at=NOON)
    found = plan_of(number, as_of=TODAY)
    assert found.monthly_minor == 1_000
    assert sum(one.amount_minor for one in found.schedule) == 10_000


def test_what_is_no_less_lowers_nothing(book: Book) -> None:
    debt_id, case = debt(book), ill(book.debtor_id)
    with_surplus(book.debtor_id, 9_000)
    with pytest.raises(GrantRefused, match="no plan on this debt"):
        grant(case, debt_id, Asked("lower_instalments", "Ill.", amount_minor=1_000), by=COLLECTOR, at=NOON)
    agree(debt_id, FOUR)
    with pytest.raises(GrantRefused, match="say less"):
        grant(case, debt_id, Asked("longer_term", "Ill.", amount_minor=2_500), by=COLLECTOR, at=NOON)


def test_a_pause_lets_the_plan_rest_too(book: Book) -> None:
    debt_id, case = debt(book), ill(book.debtor_id)
    number = agree(debt_id, FOUR)
    grant(case, debt_id, Asked("breathing_room", "Hospital.", days=30), by=COLLECTOR, at=NOON)
    assert plan_of(number, as_of=TODAY).state == "paused"
