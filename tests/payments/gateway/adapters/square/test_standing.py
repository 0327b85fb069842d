"""What payments have come to at Square."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goodstanding.payments.gateway.adapters.square.standing import (
    DISPUTES,
    PAYMENTS,
    REFUNDS,
    dispute_of,
    mandate_of,
    of_payment,
    refund_of,
)
from goodstanding.payments.gateway.port import CannotTell

UTC = ZoneInfo("UTC")
USD = {"amount": 500, "currency": "USD"}
PAYMENT: dict[str, Any] = {"id": "P1", "status": "COMPLETED", "amount_money": USD, "created_at": "2026-03-02T12:00:00Z"}


@pytest.mark.parametrize(("status", "state"), PAYMENTS.items())
def test_every_status_of_a_payment(status: str, state: str) -> None:
    errors = {"card_details": {"errors": [{"code": "CARD_EXPIRED", "detail": "The card is over"}]}}
    told = of_payment(PAYMENT | errors | {"status": status}, refunds=(), disputes=(), zone=UTC)
    assert told.state == state
    assert (told.code, told.reason) == (("CARD_EXPIRED", "The card is over.") if state == "declined" else ("", ""))


@pytest.mark.parametrize("wrong", [{"status": "NEW"}, {"amount_money": {}}, {"id": None}, {"created_at": "soon"}])
def test_what_is_not_understood_is_not_guessed(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotTell):
        of_payment(PAYMENT | wrong, refunds=(), disputes=(), zone=UTC)


def test_the_fee_is_told_where_it_is_known_in_the_same_currency() -> None:
    def fee(*money: dict[str, object]) -> int | None:
        kept = [{"amount_money": one} for one in money]
        return of_payment(PAYMENT | {"processing_fee": kept}, refunds=(), disputes=(), zone=UTC).fee_minor

    assert (fee(), fee({"amount": 5, "currency": "USD"}, {"amount": 7, "currency": "USD"})) == (None, 12)
    assert fee({"amount": 5, "currency": "CAD"}) is None


@pytest.mark.parametrize(("status", "state"), REFUNDS.items())
def test_refunds_have_their_key_in_brackets(status: str, state: str) -> None:
    told = {"id": "R1", "status": status, "amount_money": USD, "created_at": "2026-03-02T12:00:00Z"}
    assert refund_of(told | {"reason": "Paid [twice] [r:1]"}, zone=UTC) == ("R1", state, 500, date(2026, 3, 2), "r:1")
    assert refund_of(told | {"reason": "by hand"}, zone=UTC).key == ""


@pytest.mark.parametrize(("status", "state"), DISPUTES.items())
def test_disputes_hold_the_money_unless_they_are_inquiries(status: str, state: str) -> None:
    told = dispute_of(
        {"dispute_id": "D1", "state": status, "amount_money": USD, "created_at": "2026-03-02T12:00:00Z"}, zone=UTC
    )
    assert told.state == state
    assert told.is_money_withdrawn == (status in {"EVIDENCE_REQUIRED", "PROCESSING", "LOST", "ACCEPTED"})


def test_a_card_on_file_is_a_mandate_while_it_is_enabled() -> None:
    card = {"id": "ccof:1", "card_brand": "AMERICAN_EXPRESS", "last_4": "1005", "exp_month": 12, "exp_year": 2027}
    found = mandate_of(card | {"enabled": True, "customer_id": "U1"})
    assert found is not None
    assert (found.label, found.is_active, found.expires_date) == (
        "American express ending 1005",
        True,
        date(2027, 12, 31),
    )
    off = mandate_of(card)
    assert off is not None
    assert not off.is_active
    assert mandate_of({}) is None
