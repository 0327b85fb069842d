"""Finding what Square has, page by page."""

from collections.abc import Iterator
from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.square.finding import Books, paid_by, stamp
from goodstanding.payments.gateway.port import CannotTell
from tests.payments.gateway.adapters.fake_server import NOON
from tests.payments.gateway.adapters.street import Street, charge_ask, page_ask, refund_ask, street


@pytest.fixture
def square() -> Iterator[Street]:
    with street("square") as opened:
        yield opened


def books(each: Street) -> Books:
    gateway: Any = each.gateway
    found = gateway.books
    assert isinstance(found, Books)
    return found


def test_a_payment_is_found_before_an_order_and_on_any_page(square: Street) -> None:
    made = [square.gateway.charge(charge_ask("ccof:ok", key=f"pay:{one}")).reference for one in range(5)]
    pages = [square.gateway.open_page(page_ask(key=f"page:{one}")).reference for one in range(5)]
    assert books(square).reference_of("pay:4", asked_at=NOON) == made[4]
    assert books(square).reference_of("page:4", asked_at=NOON) == pages[4]
    assert books(square).reference_of("pay:9", asked_at=NOON) == ""
    assert len(books(square).orders("", "Z")) == 5


def test_what_hangs_on_a_payment(square: Street) -> None:
    paid = square.paid()
    for one in range(3):
        square.gateway.refund(refund_ask(paid.reference, key=f"refund:{one}"))
    other = square.paid("pay:2")
    square.dispute(other.reference, "open")
    assert len(books(square).refunds(books(square).payment(paid.reference))) == 3
    assert books(square).disputes(paid.reference) == []
    assert len(books(square).disputes(other.reference)) == 1


def test_a_link_that_nobody_paid_has_no_payment(square: Street) -> None:
    page = square.gateway.open_page(page_ask())
    with pytest.raises(CannotTell):
        books(square).payment_number(page.reference)
    number = square.fake.pay(page.reference)
    assert books(square).payment_number(page.reference) == books(square).payment_number(number) == number


def test_small_things() -> None:
    assert stamp(NOON) == "2026-03-02T12:00:00Z"
    assert paid_by({"tenders": [{"id": "P1"}]}) == "P1"
    assert paid_by({"tenders": [{}]}) == paid_by({}) == paid_by({"tenders": 5}) == ""
