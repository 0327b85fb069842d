"""Posts of Square: signed over address and body, and telling where to look."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.square.reader import SquareReader
from goodstanding.payments.gateway.port import Post, PostRefused
from tests.payments.gateway.adapters.fake_server import NOON

ADDRESS = "https://pay.example.com/hooks/payments/square"
READER = SquareReader(("new", "old"), address=ADDRESS)


def post(told: object, *, secret: str = "new", address: str = ADDRESS) -> Post:  # noqa: S107  A test's.
    body = json.dumps(told).encode()
    mac = base64.b64encode(hmac.digest(secret.encode(), address.encode() + body, hashlib.sha256)).decode()
    return Post("/hooks/payments/square/", {"x-square-hmacsha256-signature": mac}, body, NOON)


def event(kind: str, number: str, **named: Any) -> dict[str, Any]:
    return {
        "event_id": "e-1", "type": kind, "created_at": "2026-03-02T11:00:00Z", "data": {"id": number, "object": named}
    }  # fmt: skip


def test_either_key_and_either_way_to_write_the_address_counts() -> None:
    told = event("payment.updated", "P1")
    ways = [post(told), post(told, secret="old"), post(told, address=ADDRESS + "/")]
    assert len({READER.accept(one) for one in ways}) == 1
    assert READER.accept(post(told | {"event_id": "e-2"})) != READER.accept(ways[0])


@pytest.mark.parametrize(
    "wrong", [post({}, secret="other"), post({}, address="https://evil.example/"), post({}, secret="")]
)
def test_what_is_signed_otherwise_is_forged(wrong: Post) -> None:
    with pytest.raises(PostRefused) as refused:
        READER.accept(wrong)
    assert refused.value.is_forged


@pytest.mark.parametrize(
    ("told", "where"),
    [
        (event("payment.updated", "P1", payment={"reference_id": "pay:1"}), ("payment", "P1", "pay:1")),
        (event("payment.updated", "P1", payment={"order_id": "O1"}), ("payment", "O1", "")),
        (event("order.updated", "O1", order_updated={"order_id": "O1"}), ("payment", "O1", "")),
        (event("refund.created", "R1", refund={"payment_id": "P1"}), ("refund", "P1", "")),
        (event("dispute.created", "D1", dispute={"disputed_payment": {"payment_id": "P1"}}), ("dispute", "P1", "")),
        (event("dispute.state.updated", "D1"), ("dispute", "D1", "")),
        (event("card.disabled", "ccof:1", card={}), ("mandate", "ccof:1", "")),
        (event("payout.paid", "PO1", payout={}), ("payout", "PO1", "")),
        (event("inventory.count.updated", "I1"), ("other", "I1", "")),
    ],
)
def test_a_post_says_where_to_look(told: dict[str, Any], where: tuple[str, str, str]) -> None:
    (telling,) = READER.read(post(told))
    assert (telling.subject, telling.reference, telling.key) == where


@pytest.mark.parametrize(
    "told", [{}, [], {"event_id": "e"}, event("", "P1"), {"event_id": "e", "type": "x", "data": 5}]
)
def test_what_is_no_event_is_refused(told: object) -> None:
    with pytest.raises(PostRefused):
        READER.read(post(told))
