"""What payments have come to at PayPal."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goodstanding.payments.gateway.adapters.paypal.standing import (
    CAPTURES,
    ENDED,
    OPEN,
    ORDERS,
    REFUNDS,
    Facts,
    captures_of,
    dispute_of,
    mandate_of,
    of_capture,
    of_order,
    refund_of,
)
from goodstanding.payments.gateway.port import CannotTell

UTC = ZoneInfo("UTC")
USD = {"currency_code": "USD", "value": "5.00"}
CAPTURE: dict[str, Any] = {"id": "C1", "status": "COMPLETED", "amount": USD, "create_time": "2026-03-02T12:00:00Z"}


@pytest.mark.parametrize(("status", "state"), CAPTURES.items())
def test_every_status_of_a_capture(status: str, state: str) -> None:
    told = of_capture(Facts(CAPTURE | {"status": status, "status_details": {"reason": "PENDING_REVIEW"}}), zone=UTC)
    assert told.state == state
    assert (told.paid_date == date(2026, 3, 2)) == (state == "paid")
    assert told.code == ("" if state == "paid" else "PENDING_REVIEW")


@pytest.mark.parametrize(("status", "state"), ORDERS.items())
def test_every_status_of_an_order(status: str, state: str) -> None:
    assert of_order({"id": "O1", "status": status}).state == state


@pytest.mark.parametrize("wrong", [{"status": "NEW"}, {"amount": {}}, {"id": ""}, {"create_time": "soon"}])
def test_what_is_not_understood_is_not_guessed(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotTell):
        of_capture(Facts(CAPTURE | wrong), zone=UTC)
    for order in ({"id": "O1", "status": "COMPLETED"}, {}):
        with pytest.raises(CannotTell):
            of_order(order)
    parts: list[dict[str, Any]] = [{}, {"purchase_units": [{}, {}]}]
    for each in parts:
        with pytest.raises(CannotTell):
            captures_of(each)


@pytest.mark.parametrize(("status", "state"), REFUNDS.items())
def test_refunds(status: str, state: str) -> None:
    told = {"id": "R1", "status": status, "amount": USD, "create_time": "2026-03-02T12:00:00Z", "custom_id": "r"}
    assert refund_of(told, zone=UTC) == ("R1", state, 500, date(2026, 3, 2), "r")


DISPUTE = {"dispute_id": "D1", "dispute_amount": USD, "create_time": "2026-03-02T12:00:00Z"}


@pytest.mark.parametrize(("outcome", "state"), ENDED.items())
def test_how_disputes_end(outcome: str, state: str) -> None:
    told = dispute_of(DISPUTE | {"status": "RESOLVED", "dispute_outcome": {"outcome_code": outcome}}, zone=UTC)
    assert (told.state, told.is_money_withdrawn) == (state, state == "lost")


@pytest.mark.parametrize("status", sorted(OPEN))
def test_an_inquiry_holds_nothing_back_and_a_chargeback_does(status: str) -> None:
    asked = dispute_of(DISPUTE | {"status": status, "dispute_life_cycle_stage": "INQUIRY"}, zone=UTC)
    held = dispute_of(DISPUTE | {"status": status, "dispute_life_cycle_stage": "CHARGEBACK"}, zone=UTC)
    assert (asked.state, asked.is_money_withdrawn, held.is_money_withdrawn) == ("open", False, True)


def test_a_dispute_that_ended_somehow_is_not_understood() -> None:
    with pytest.raises(CannotTell):
        dispute_of(DISPUTE | {"status": "RESOLVED"}, zone=UTC)


def test_a_wallet_is_a_mandate_once_it_is_in_the_vault() -> None:
    vault = {"vault": {"id": "V1", "status": "VAULTED", "customer": {"id": "U1"}}}
    card = mandate_of({"payment_source": {"card": {"last_digits": "1234", "attributes": vault}}})
    assert card is not None
    assert (card.kind, card.label, card.customer_reference) == ("card", "Card ending 1234", "U1")
    assert (
        mandate_of({"payment_source": {"paypal": {"attributes": {"vault": {"id": "V1", "status": "APPROVED"}}}}})
        is None
    )
    assert mandate_of({}) is None
