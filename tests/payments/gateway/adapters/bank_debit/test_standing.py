"""What bank debits have come to."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from goodstanding.payments.gateway.adapters.bank_debit.standing import (
    PAYMENTS,
    REFUNDS,
    REQUESTS,
    mandate_of,
    of_payment,
    of_request,
    refund_of,
)
from goodstanding.payments.gateway.port import CannotTell, Standing

UTC = ZoneInfo("UTC")
PAYMENT: dict[str, Any] = {
    "id": "PM1",
    "status": "confirmed",
    "amount": 500,
    "currency": "USD",
    "charge_date": "2026-03-05",
}


def event(action: str, day: int, **details: str) -> dict[str, Any]:
    return {"id": f"EV{day}", "action": action, "created_at": f"2026-03-{day:02}T10:00:00.000Z", "details": details}


def standing(payment: dict[str, Any], *events: dict[str, Any]) -> Standing:
    return of_payment(PAYMENT | payment, events, refunds=(), zone=UTC, mandate=None)


@pytest.mark.parametrize(("status", "state"), PAYMENTS.items())
def test_every_status_is_a_state(status: str, state: str) -> None:
    told = standing({"status": status}, *([event("charged_back", 9)] if status == "charged_back" else []))
    assert told.state == state
    assert told.paid_date == (date(2026, 3, 5) if state == "paid" else None)


def test_a_debit_that_failed_after_it_counted_came_back_whatever_the_order_of_events() -> None:
    counted, failed = event("confirmed", 6), event("failed", 9, reason_code="R02", description="Account closed")
    for events in ((counted, failed), (failed, counted)):
        told = standing({"status": "failed"}, *events)
        assert (told.state, told.returned_code, told.returned_date) == ("paid", "R02", date(2026, 3, 9))
    early = standing({"status": "failed"}, failed)
    assert (early.state, early.code, early.returned_date) == ("declined", "R02", None)


def test_a_late_failure_without_a_code_came_back_all_the_same() -> None:
    assert standing({"status": "failed"}, event("paid_out", 6), event("failed", 9)).returned_code == "late failure"


def test_a_chargeback_is_lost_until_it_is_cancelled() -> None:
    raised = event("charged_back", 9, reason_code="R10")
    (lost,) = standing({"status": "charged_back"}, raised).disputes
    (won,) = standing({"status": "paid_out"}, raised, event("chargeback_cancelled", 12)).disputes
    assert (lost.state, lost.is_money_withdrawn, lost.reason, lost.opened_date) == (
        "lost",
        True,
        "R10",
        date(2026, 3, 9),
    )
    assert (won.state, won.is_money_withdrawn) == ("won", False)
    with pytest.raises(CannotTell):
        standing({"status": "charged_back"})


@pytest.mark.parametrize("wrong", [{"status": "new"}, {"amount": -1}, {"currency": ""}, {"id": ""}])
def test_what_is_not_understood_is_not_guessed(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotTell):
        standing(wrong)


@pytest.mark.parametrize(("status", "state"), REQUESTS.items())
def test_pages(status: str, state: str) -> None:
    assert of_request({"id": "BRQ1", "status": status}).state == state
    with pytest.raises(CannotTell):
        of_request({"id": "BRQ1", "status": "new"})


@pytest.mark.parametrize(("status", "state"), REFUNDS.items())
def test_refunds(status: str, state: str) -> None:
    told = {"id": "RF1", "status": status, "amount": 5, "currency": "GBP", "created_at": "2026-03-02T12:00:00Z",
            "metadata": {"key": "r"}}  # fmt: skip
    assert refund_of(told, zone=UTC) == ("RF1", state, 5, date(2026, 3, 2), "r")


def test_a_mandate_shows_the_end_of_its_account_only() -> None:
    mandate = {"id": "MD1", "status": "suspended_by_payer", "scheme": "bacs", "links": {"customer": "CU1"}}
    found = mandate_of(mandate, {"bank_name": "Sample Bank", "account_number_ending": "12345678"})
    assert found is not None
    assert (found.kind, found.label, found.is_active, found.reason) == (
        "bacs",
        "Sample Bank",
        False,
        "suspended by payer",
    )
    assert mandate_of({}, {}) is None
