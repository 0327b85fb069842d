"""What is Square's own: short keys, links that save no card, and currencies as they are."""

from collections.abc import Iterator

import pytest

from goodstanding.money.amount import Amount
from tests.payments.gateway.adapters.street import Street, charge_ask, page_ask, refund_ask, street


@pytest.fixture
def square() -> Iterator[Street]:
    with street("square") as opened:
        yield opened


def test_what_goes_along_with_an_ask(square: Street) -> None:
    square.gateway.open_page(page_ask(email="paula@example.com"))
    asked = square.fake.asks[-1]
    assert asked.headers["square-version"]
    told = asked.json()
    assert (told["idempotency_key"], told["order"]["reference_id"], told["order"]["location_id"]) == (
        "pay:1",
        "pay:1",
        "L1",
    )
    assert told["pre_populated_data"] == {"buyer_email": "paula@example.com"}


def test_a_long_key_is_shortened_to_what_square_takes_and_found_again(square: Street) -> None:
    key = "plan:" + "17/" * 40
    made = square.gateway.charge(charge_ask("ccof:ok", key=key))
    told = square.fake.asks[-1].json()
    assert len(told["idempotency_key"]) <= 45
    assert len(told["reference_id"]) <= 40
    square.settled()
    assert square.look_up(key=key).reference == made.reference
    refund = f"refund:{key}"
    square.gateway.refund(refund_ask(made.reference, key=refund))
    found = square.gateway.look_up_refund(reference="", key=refund, payment_reference=made.reference)
    assert found is not None
    assert found.key == refund


def test_a_key_that_means_something_else_by_now_is_unknown(square: Street) -> None:
    assert square.gateway.charge(charge_ask("ccof:ok")).word == "paid"
    assert square.gateway.charge(charge_ask("ccof:ok", minor=5)).word == "unknown"
    assert square.payments_made() == 1


@pytest.mark.parametrize("amount", [Amount(500, "JPY"), Amount(1234, "KWD")])
def test_amounts_are_in_the_smallest_unit(square: Street, amount: Amount) -> None:
    made = square.gateway.charge(charge_ask("ccof:ok", minor=amount.minor, currency=amount.currency))
    now = square.look_up(made.reference)
    assert now.amount == amount
    assert now.mandate is not None
    assert (now.mandate.label, now.mandate.is_active) == ("Visa ending 1111", True)


def test_a_card_that_is_only_approved_is_pending(square: Street) -> None:
    made = square.gateway.charge(charge_ask("ccof:later"))
    assert made.word == "taken"
    assert square.look_up(made.reference).state == "pending"


def test_nothing_is_not_asked_for(square: Street) -> None:
    assert square.gateway.charge(charge_ask("ccof:ok", minor=0)).word == "failed"
    assert not square.fake.asks


def test_an_order_that_was_cancelled_is(square: Street) -> None:
    page = square.gateway.open_page(page_ask())
    square.fake.orders[page.reference]["state"] = "CANCELED"
    assert square.look_up(page.reference).state == "cancelled"
