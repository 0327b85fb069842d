"""Budgets in the database: versions, consent, what is sealed, and the surplus no plan goes above."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.arrangements.affordability.budget import Line
from goodstanding.arrangements.affordability.operations import (
    AboveSurplus,
    BudgetRefused,
    Taken,
    refuse_above_surplus,
    take_budget,
)
from goodstanding.arrangements.affordability.queries import budget_of, budgets_of, surplus_of
from goodstanding.arrangements.models import Budget
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.parties.operations.identifier import erase_identifiers
from tests.arrangements.affordability.cast import FOOD, RENT, WAGES, taken, with_surplus
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, elsewhere, open_book

pytestmark = pytest.mark.django_db
LEFT = 150_000 - 90_000 - 43_333


@pytest.fixture
def person_id() -> int:
    return open_book().debtor_id


def test_a_budget_is_kept_with_what_is_left(person_id: int) -> None:
    number = take_budget(person_id, taken(), by=COLLECTOR, at=NOON)
    known = surplus_of(person_id, at=NOON)
    assert known is not None
    assert (known.budget_id, known.surplus_minor, known.currency, known.taken_date) == (
        number, LEFT, "USD", NOON.date(),
    )  # fmt: skip
    card = budget_of(number, by=COLLECTOR)
    assert card.written is not None
    assert card.written.lines == (WAGES, RENT, FOOD)
    entry = EvidenceEntry.objects.order_by("position").last()
    assert entry is not None
    assert (entry.id, entry.kind) == (card.entry_id, "arrangements.budget_taken")


def test_the_lines_are_sealed(person_id: int) -> None:
    number = take_budget(person_id, taken(), by=COLLECTOR, at=NOON)
    sealed = bytes(Budget.objects.get(pk=number).sealed_lines or b"")
    assert len(sealed) > 50
    assert b"wages" not in sealed
    assert b"150000" not in sealed


def test_without_consent_nothing_but_the_result_is_kept(person_id: int) -> None:
    lines = (WAGES, RENT, FOOD, Line("other_debts", 5_000, "monthly"))
    number = take_budget(person_id, taken(*lines, has_consent=False), by=COLLECTOR, at=NOON)
    row = Budget.objects.get(pk=number)
    assert (row.sealed_lines, row.income_minor, row.costs_minor, row.savings_minor) == (None, None, None, None)
    assert (row.debts_minor, row.surplus_minor) == (0, LEFT - 5_000)
    assert budget_of(number, by=COLLECTOR).written is None


def test_the_database_itself_keeps_nothing_without_consent(person_id: int) -> None:
    with pytest.raises(DatabaseError, match="without_consent"), transaction.atomic():
        Budget.objects.create(
            person_id=person_id, currency="USD", taken_date=NOON.date(), valid_until=NOON.date(), channel="call",
            surplus_minor=1, income_minor=5, has_consent=False, recorded_by="x", recorded_at=NOON, entry_id=1,
        )  # fmt: skip


def test_the_newest_version_counts_and_the_old_one_stays(person_id: int) -> None:
    with_surplus(person_id, 5_000)
    later = NOON + timedelta(days=3)
    with_surplus(person_id, 8_000, at=later)
    assert [one.surplus_minor for one in budgets_of(person_id, by=COLLECTOR, at=later)] == [8_000, 5_000]
    then, now = surplus_of(person_id, at=NOON), surplus_of(person_id, at=later)
    assert then is not None
    assert now is not None
    assert (then.surplus_minor, now.surplus_minor) == (5_000, 8_000)


@pytest.mark.parametrize(
    "deed", ["UPDATE arrangements_budget SET surplus_minor = 1", "DELETE FROM arrangements_budget"]
)
def test_a_budget_is_never_changed(person_id: int, deed: str) -> None:
    with_surplus(person_id, 5_000)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)


def test_erasing_the_key_erases_the_lines(person_id: int) -> None:
    number = take_budget(person_id, taken(), by=COLLECTOR, at=NOON)
    erase_identifiers(person_id, reason="They asked.", by=OPERATOR, at=NOON)
    assert budget_of(number, by=COLLECTOR).written is None
    later = NOON + timedelta(days=1)
    again = take_budget(person_id, taken(), by=COLLECTOR, at=later)
    assert [one.written is None for one in budgets_of(person_id, by=COLLECTOR, at=later)] == [False, True]
    assert budget_of(again, by=COLLECTOR).written is not None


def test_all_the_surplus_may_be_taken_and_no_cent_more(person_id: int) -> None:
    with_surplus(person_id, 5_000)
    refuse_above_surplus(person_id, 5_000, "USD", at=NOON)
    with pytest.raises(AboveSurplus, match=r"USD 50\.01 a month is above documented surplus"):
        refuse_above_surplus(person_id, 5_001, "USD", at=NOON)


def test_nothing_left_offers_a_pause(person_id: int) -> None:
    with_surplus(person_id, -5_000)
    with pytest.raises(AboveSurplus, match="Offer a pause and free debt advice"):
        refuse_above_surplus(person_id, 1, "USD", at=NOON)


def test_another_currency_cannot_be_compared(person_id: int) -> None:
    with_surplus(person_id, 5_000)
    with pytest.raises(AboveSurplus, match="The budget is in USD and the plan in EUR"):
        refuse_above_surplus(person_id, 1, "EUR", at=NOON)


def test_who_documented_nothing_is_not_limited(person_id: int) -> None:
    refuse_above_surplus(person_id, 10**9, "USD", at=NOON)


def test_a_budget_out_of_date_still_limits(person_id: int) -> None:
    with_surplus(person_id, 5_000)
    with pytest.raises(AboveSurplus):
        refuse_above_surplus(person_id, 5_001, "USD", at=NOON + timedelta(days=400))


def test_all_that_is_wrong_is_said_together(person_id: int) -> None:
    wrong = Taken(
        "USD", (Line("yacht", 1, "monthly"), Line("rent", -1, "daily")), channel="pigeon",
        taken_date=date(2026, 6, 20),
    )  # fmt: skip
    with pytest.raises(BudgetRefused, match=r"yacht.*daily.*zero or more.*income.*still to come.*pigeon"):
        take_budget(person_id, wrong, by=COLLECTOR, at=NOON)
    assert not Budget.objects.exists()


def test_who_may_not_take_or_read_one(person_id: int) -> None:
    with pytest.raises(PermissionRefused):
        take_budget(person_id, taken(), by=AUDITOR, at=NOON)
    with pytest.raises(PermissionRefused):
        take_budget(person_id, taken(), by=elsewhere(COLLECTOR), at=NOON)
    number = take_budget(person_id, taken(), by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        budget_of(number, by=AUDITOR)
    with pytest.raises(PermissionRefused):
        budgets_of(person_id, by=AUDITOR, at=NOON)
