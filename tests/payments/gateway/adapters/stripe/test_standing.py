"""What payments have come to at Stripe; also the invented-looking but real shapes of the reference files."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goodstanding.payments.gateway.adapters.stripe.standing import (
    DISPUTES,
    REFUNDS,
    STATES,
    dispute_of,
    mandate_of,
    of_intent,
    of_page,
    refund_of,
    state_of,
)
from goodstanding.payments.gateway.port import CannotTell
from tests.guards.checkout import HOME

UTC = ZoneInfo("UTC")
FOLDER = HOME.parent / "shared" / "data" / "stripe_fixtures"
INTENT: dict[str, Any] = {
    "id": "pi_1", "status": "succeeded", "amount": 500, "amount_received": 500, "currency": "usd",
    "created": 1_772_452_800, "latest_charge": {"created": 1_772_452_800, "status": "succeeded"},
}  # fmt: skip


@pytest.mark.parametrize(("status", "state"), STATES.items())
def test_every_status_is_a_state(status: str, state: str) -> None:
    assert state_of({"status": status}) == state


@pytest.mark.parametrize(
    "wrong", [{"status": "new"}, {"amount_received": 0}, {"currency": "xxx"}, {"amount_received": "5"}]
)
def test_what_is_not_understood_is_not_guessed(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotTell):
        of_intent(INTENT | wrong, refunds=(), disputes=(), zone=UTC)


def test_a_page_is_open_until_it_is_over() -> None:
    told = [of_page({"id": "cs_1", "status": one}).state for one in ("open", "complete", "expired")]
    assert told == ["open", "pending", "expired"]
    with pytest.raises(CannotTell):
        of_page({"id": "cs_1", "status": "new"})


@pytest.mark.parametrize(("status", "state"), REFUNDS.items())
def test_refunds(status: str, state: str) -> None:
    told = {
        "id": "re_1",
        "status": status,
        "amount": 5,
        "currency": "usd",
        "created": 1_772_452_800,
        "metadata": {"key": "r"},
    }
    assert refund_of(told, zone=UTC) == ("re_1", state, 5, date(2026, 3, 2), "r")


@pytest.mark.parametrize(("status", "state"), DISPUTES.items())
def test_disputes_hold_the_money_as_the_balance_says(status: str, state: str) -> None:
    told = {"id": "dp_1", "status": status, "amount": 5, "currency": "usd", "created": 1_772_452_800}
    assert dispute_of(told, zone=UTC).state == state
    gone = [{"amount": -5}]
    assert dispute_of(told | {"balance_transactions": gone}, zone=UTC).is_money_withdrawn
    assert not dispute_of(told | {"balance_transactions": [*gone, {"amount": 5}]}, zone=UTC).is_money_withdrawn


def test_a_method_is_a_mandate_only_with_its_customer() -> None:
    card = {"id": "pm_1", "type": "card", "card": {"brand": "visa", "last4": "4242", "exp_month": 2, "exp_year": 2028}}
    assert mandate_of(card | {"customer": None}) is None
    found = mandate_of(card | {"customer": {"id": "cus_1"}})
    assert found is not None
    assert (found.label, found.expires_date, found.customer_reference) == (
        "Visa ending 4242",
        date(2028, 2, 29),
        "cus_1",
    )
    long = mandate_of(card | {"customer": "cus_1", "card": {"brand": "visa", "last4": "4242424242424242"}})
    assert long is not None
    assert long.label == "Visa"


def files(kind: str) -> Iterator[dict[str, Any]]:
    for file in sorted(FOLDER.glob("*.json")):
        told = json.loads(file.read_text())
        if told.get("object") == kind:
            yield told


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="The reference files of Stripe's objects are not beside the checkout.")
def test_the_shapes_of_real_payments_and_disputes_are_read() -> None:
    disputes = [(one["status"], dispute_of(one, zone=UTC)) for one in files("dispute")]
    assert len(disputes) == 3
    for status, told in disputes:
        assert told.state == DISPUTES[status]
        assert told.amount_minor == 1000
        assert told.answer_until is not None
    assert {told.is_money_withdrawn for _, told in disputes} == {True, False}
    charge = next(one for one in files("charge") if one["payment_intent"])
    for intent in files("payment_intent"):
        if intent["status"] == "succeeded":
            now = of_intent(intent | {"latest_charge": charge}, refunds=(), disputes=(), zone=UTC)
            assert now.state == "paid"
            assert now.amount is not None
            assert now.amount.minor == intent["amount"]
    methods = [mandate_of(one) for one in files("payment_method")]
    assert any(one is not None and one.label.endswith("ending 4242") for one in methods)
