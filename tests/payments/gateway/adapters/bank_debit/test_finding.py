"""Finding what a bank debit provider has, page by page."""

from collections.abc import Iterator
from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.bank_debit.finding import Books, stamp
from goodstanding.payments.gateway.port import CannotTell
from tests.payments.gateway.adapters.fake_server import NOON
from tests.payments.gateway.adapters.street import Street, charge_ask, page_ask, street


@pytest.fixture
def bank() -> Iterator[Street]:
    with street("bank_debit") as opened:
        yield opened


def books(each: Street) -> Books:
    gateway: Any = each.gateway
    found = gateway.books
    assert isinstance(found, Books)
    return found


def test_payments_and_pages_are_found_by_our_key_on_any_page(bank: Street) -> None:
    mandate = bank.fake.mandate()
    made = [bank.gateway.charge(charge_ask(mandate, key=f"pay:{one}")).reference for one in range(5)]
    page = bank.gateway.open_page(page_ask(key="page:1"))
    assert books(bank).reference_of("pay:4", asked_at=NOON) == made[4]
    assert books(bank).reference_of("page:1", asked_at=NOON) == page.reference
    assert books(bank).reference_of("", asked_at=NOON) == ""
    assert len(books(bank).listed("payments", {"mandate": mandate})) == 5
    assert books(bank).listed("payments", {"mandate": "MD9"}) == []


def test_a_mandate_comes_with_its_bank(bank: Street) -> None:
    found = books(bank).mandate(bank.fake.mandate("sepa_core"))
    assert found is not None
    assert (found.kind, found.label, found.customer_reference) == ("sepa", "Sample Bank ending 42", "CU1")
    assert books(bank).mandate("") is None
    with pytest.raises(CannotTell):
        books(bank).mandate("MD9")


def test_instants_are_written_in_utc() -> None:
    assert stamp(NOON) == "2026-03-02T12:00:00.000Z"
