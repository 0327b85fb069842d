"""Posts of a bank debit provider: signed, several events in one, and telling where to look."""

import hashlib
import hmac
import json
from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.bank_debit.reader import BankDebitReader
from goodstanding.payments.gateway.port import Post, PostRefused
from tests.payments.gateway.adapters.fake_server import NOON

READER = BankDebitReader(("new", "old"))


def post(told: object, *, secret: str = "new") -> Post:  # noqa: S107  A test's.
    body = json.dumps(told).encode()
    mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Post("/hooks/payments/bank_debit/", {"webhook-signature": mac}, body, NOON)


def event(kind: str, action: str, **links: str) -> dict[str, Any]:
    return {
        "id": "EV1",
        "resource_type": kind,
        "action": action,
        "created_at": "2026-03-02T11:00:00.000Z",
        "links": links,
    }


def test_either_secret_counts_and_no_other() -> None:
    told = {"events": [event("payments", "failed", payment="PM1")]}
    assert READER.accept(post(told)) == READER.accept(post(told, secret="old"))
    for secret in ("other", ""):
        with pytest.raises(PostRefused) as refused:
            READER.accept(post(told, secret=secret))
        assert refused.value.is_forged


@pytest.mark.parametrize(
    ("told", "where"),
    [
        (event("payments", "confirmed", payment="PM1"), ("payment", "PM1")),
        (event("payments", "charged_back", payment="PM1"), ("dispute", "PM1")),
        (event("billing_requests", "fulfilled", billing_request="BRQ1"), ("payment", "BRQ1")),
        (event("refunds", "bounced", refund="RF1"), ("refund", "RF1")),
        (event("refunds", "paid", refund="RF1", payment="PM1"), ("refund", "PM1")),
        (event("mandates", "cancelled", mandate="MD1"), ("mandate", "MD1")),
        (event("payouts", "paid", payout="PO1"), ("payout", "PO1")),
        (event("payments", "failed"), ("other", "")),
        (event("creditors", "updated", creditor="CR1"), ("other", "")),
    ],
)
def test_an_event_says_where_to_look(told: dict[str, Any], where: tuple[str, str]) -> None:
    (telling,) = READER.read(post({"events": [told | {"resource_metadata": {"key": "pay:1"}}]}))
    assert (telling.subject, telling.reference) == where
    assert (telling.event, telling.key) == ("EV1", "pay:1")


def test_several_events_are_several_tellings() -> None:
    told = [event("payments", "confirmed", payment=f"PM{one}") for one in range(3)]
    assert [one.reference for one in READER.read(post({"events": told}))] == ["PM0", "PM1", "PM2"]
    assert READER.read(post({"events": []})) == []


@pytest.mark.parametrize(
    "told", [{}, [], {"events": 5}, {"events": [5]}, {"events": [{}]}, {"events": [event("a", "b")] * 1001}]
)
def test_what_holds_no_events_is_refused(told: object) -> None:
    with pytest.raises(PostRefused):
        READER.read(post(told))
