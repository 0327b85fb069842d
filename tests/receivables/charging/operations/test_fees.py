"""Fees that something allows, fees that nothing does, the fixed sums of the law, and giving a fee up."""

from datetime import date

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.ledger.fees.catalogue import Allowed, FeeRefused
from goodstanding.ledger.operations.freezing import freeze_interest
from goodstanding.ledger.queries import balance
from goodstanding.receivables.charging.law import NotAllowed
from goodstanding.receivables.charging.operations.fees import (
    COMPENSATION,
    allow_fee,
    charge_compensation,
    charge_fee,
    waive_fee,
)
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.clients import NoSuchClient, NoSuchPortfolio
from goodstanding.receivables.operations.held_debt import NoSuchItem
from tests.receivables.cast import AUDITOR, COLLECTOR, FAR, NOON, START, SUPERVISOR, Book, day
from tests.receivables.charging.cast import late_debt, open_trade, pay

pytestmark = pytest.mark.django_db
LATE = Allowed("late fee", START, 1_500, None, None, 2, None, 30, "contract", "Clause 9")


@pytest.fixture
def book() -> Book:
    return open_trade(country="US")


def allow(book: Book, fee: Allowed = LATE, *, portfolio_id: int | None = None) -> int:
    return allow_fee(book.client_id, fee, currency="USD", portfolio_id=portfolio_id, by=SUPERVISOR, at=NOON)


def fees_minor(debt_id: int) -> int:
    return balance(debt_id, as_of=FAR).under("receivable", "fees")


def test_a_fee_that_no_contract_allows_is_refused_with_the_rule(book: Book) -> None:
    debt_id = late_debt(book, currency="USD")
    with pytest.raises(FeeRefused, match=r"1006\.22\(b\)"):
        charge_fee(debt_id, "late fee", effective_date=day(60), by=COLLECTOR, at=NOON)
    allow(book)
    charged = charge_fee(debt_id, "late fee", effective_date=day(60), by=COLLECTOR, at=NOON)
    assert (charged.amount.minor, charged.rule, fees_minor(debt_id)) == (1_500, "Clause 9", 1_500)
    with pytest.raises(FeeRefused, match="No contract"):
        charge_fee(debt_id, "late fee", effective_date=date(2025, 12, 31), by=COLLECTOR, at=NOON)


def test_a_fee_is_charged_as_often_as_allowed_and_a_waived_one_does_not_count(book: Book) -> None:
    debt_id = late_debt(book, currency="USD")
    allow(book)
    first = charge_fee(debt_id, "late fee", effective_date=day(60), by=COLLECTOR, at=NOON)
    with pytest.raises(FeeRefused, match=str(day(90))):
        charge_fee(debt_id, "late fee", effective_date=day(89), by=COLLECTOR, at=NOON)
    charge_fee(debt_id, "late fee", effective_date=day(90), by=COLLECTOR, at=NOON)
    with pytest.raises(FeeRefused, match="as often as Clause 9"):
        charge_fee(debt_id, "late fee", effective_date=day(150), by=COLLECTOR, at=NOON)
    waive_fee(first.transaction_id, reason="goodwill", effective_date=day(150), by=SUPERVISOR, at=NOON)
    charge_fee(debt_id, "late fee", effective_date=day(150), by=COLLECTOR, at=NOON)
    assert fees_minor(debt_id) == 3_000


def test_a_share_of_principal_up_to_a_cap_and_nothing_on_nothing(book: Book) -> None:
    debt_id = late_debt(book, 100_001, currency="USD")
    allow(book, LATE._replace(name="collection", amount_minor=None, rate_ppm=25_000, cap_minor=2_400, days_between=0))
    assert charge_fee(debt_id, "collection", effective_date=day(60), by=COLLECTOR, at=NOON).amount.minor == 2_400
    pay(debt_id, 102_401, on=day(61), currency="USD")
    with pytest.raises(FeeRefused, match="nothing"):
        charge_fee(debt_id, "collection", effective_date=day(62), by=COLLECTOR, at=NOON)


def test_a_portfolio_s_own_fee_comes_before_the_client_s_and_can_be_withdrawn(book: Book) -> None:
    debt_id = late_debt(book, currency="USD")
    allow(book, LATE._replace(amount_minor=700, days_between=0), portfolio_id=book.portfolio_id)
    allow(book)
    assert charge_fee(debt_id, "late fee", effective_date=day(60), by=COLLECTOR, at=NOON).amount.minor == 700
    allow(book, LATE._replace(effective_date=day(70), is_withdrawn=True), portfolio_id=book.portfolio_id)
    with pytest.raises(FeeRefused, match="No contract"):
        charge_fee(debt_id, "late fee", effective_date=day(70), by=COLLECTOR, at=NOON)


def test_what_cannot_be_a_fee_is_refused_with_all_that_is_wrong(book: Book) -> None:
    with pytest.raises(FeeRefused) as refused:
        allow(book, Allowed(" ", START, 5, 5, -1, 0, None, -1, "none", " "))
    for word in ("name", "one of both", "above zero", "once or more", "not what allows", "clause"):
        assert word in str(refused.value)
    with pytest.raises(FeeRefused, match="needs no entry"):
        allow(book, LATE._replace(name=COMPENSATION))
    with pytest.raises(NoSuchPortfolio):
        allow(book, portfolio_id=999_999)
    with pytest.raises(NoSuchClient):
        allow_fee(999_999, LATE, currency="USD", by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        allow_fee(book.client_id, LATE, currency="USD", by=COLLECTOR, at=NOON)
    debt_id = late_debt(book, currency="USD")
    with pytest.raises(NoSuchItem):
        charge_fee(debt_id, "late fee", item_id=999_999, effective_date=day(60), by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        charge_fee(debt_id, "late fee", effective_date=day(60), by=AUDITOR, at=NOON)
    with pytest.raises(FeeRefused, match="no fee"):
        waive_fee(999_999, reason="x", effective_date=day(60), by=SUPERVISOR, at=NOON)


def test_no_fee_while_interest_is_frozen(book: Book) -> None:
    debt_id = late_debt(book, currency="USD")
    allow(book)
    freeze_interest(debt_id, starts_date=day(50), ends_date=day(60), reason="moratorium", by=COLLECTOR, at=NOON)
    with pytest.raises(FeeRefused, match="moratorium"):
        charge_fee(debt_id, "late fee", effective_date=day(60), by=COLLECTOR, at=NOON)
    charge_fee(debt_id, "late fee", effective_date=day(61), by=COLLECTOR, at=NOON)


@pytest.mark.parametrize(
    ("minor", "sum_minor"), [(99_999, 4_000), (100_000, 7_000), (999_999, 7_000), (1_000_000, 10_000)]
)
def test_the_fixed_sum_of_a_late_invoice_in_britain(minor: int, sum_minor: int) -> None:
    """UK-4: 40, 70 and 100 pounds by what the invoice was worth, once, and not before it is late."""
    debt_id = late_debt(open_trade(), minor)
    number = Item.objects.get(debt_id=debt_id).pk
    with pytest.raises(FeeRefused, match="not late"):
        charge_compensation(number, effective_date=day(30), by=COLLECTOR, at=NOON)
    charged = charge_compensation(number, effective_date=day(31), by=COLLECTOR, at=NOON)
    assert (charged.amount.minor, charged.rule) == (sum_minor, "uk.late_payment_compensation")
    with pytest.raises(FeeRefused, match="already"):
        charge_compensation(number, effective_date=day(90), by=COLLECTOR, at=NOON)


def test_the_fixed_sum_in_the_union_and_where_there_is_none() -> None:
    berlin = open_trade(country="DE", name="Linden Werkzeug")
    number = Item.objects.get(debt_id=late_debt(berlin, 5_000, currency="EUR")).pk
    assert str(charge_compensation(number, effective_date=day(31), by=COLLECTOR, at=NOON).amount) == "EUR 40.00"
    other = Item.objects.get(debt_id=late_debt(berlin, 5_000, reference="D-2", currency="USD")).pk
    with pytest.raises(NotAllowed, match="another currency"):
        charge_compensation(other, effective_date=day(31), by=COLLECTOR, at=NOON)
    for country in ("US", ""):
        there = Item.objects.get(debt_id=late_debt(open_trade(country=country, name=f"In {country}"))).pk
        with pytest.raises(NotAllowed):
            charge_compensation(there, effective_date=day(31), by=COLLECTOR, at=NOON)
    with pytest.raises(NoSuchItem):
        charge_compensation(999_999, effective_date=day(31), by=COLLECTOR, at=NOON)
