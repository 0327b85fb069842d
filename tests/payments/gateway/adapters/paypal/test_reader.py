"""Posts of PayPal: PayPal is asked, with the body as it came; and they say where to look."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.paypal.making import make_reader
from goodstanding.payments.gateway.adapters.paypal.reader import PayPalReader
from goodstanding.payments.gateway.port import Post, PostRefused
from tests.payments.gateway.adapters.fake_paypal import FakePayPal
from tests.payments.gateway.adapters.fake_server import NOON
from tests.payments.gateway.adapters.street import setting

HEADERS = {
    "paypal-auth-algo": "SHA256withRSA", "paypal-cert-url": "https://api.paypal.com/v1/notifications/certs/CERT-1",
    "paypal-transmission-id": "T-1", "paypal-transmission-sig": "c2ln",
    "paypal-transmission-time": "2026-03-02T12:00:00Z",
}  # fmt: skip


@pytest.fixture
def fake() -> Iterator[FakePayPal]:
    opened = FakePayPal()
    yield opened
    opened.close()


def reader(fake: FakePayPal) -> PayPalReader:
    return make_reader(setting("paypal", fake.address), Path())


def post(kind: str = "CHECKOUT.ORDER.APPROVED", **it: Any) -> Post:
    told = {"id": "WH-1", "event_type": kind, "create_time": "2026-03-02T11:59:00Z", "resource": it or {"id": "ORDER1"}}
    # Written as nobody else would write it again: two spaces, and a letter as it is.
    return Post("/", HEADERS, json.dumps(told, ensure_ascii=False, separators=(" ,  ", ":")).encode(), NOON)


def test_a_post_that_paypal_calls_its_own_is_accepted(fake: FakePayPal) -> None:
    told = post(id="ORDER1", note="é")
    fake.posts["T-1"] = told.body
    assert reader(fake).accept(told) == reader(fake).accept(told)


def test_a_post_that_paypal_does_not_know_or_another_body_is_forged(fake: FakePayPal) -> None:
    told = post()
    for known in ({}, {"T-1": told.body + b" "}, {"T-2": told.body}):
        fake.posts = known
        with pytest.raises(PostRefused) as refused:
            reader(fake).accept(told)
        assert refused.value.is_forged


@pytest.mark.parametrize("name", HEADERS)
def test_what_cannot_be_a_post_is_refused_without_asking(fake: FakePayPal, name: str) -> None:
    for value in ("", "é", "x" * 1001):
        with pytest.raises(PostRefused):
            reader(fake).accept(replace(post(), headers=HEADERS | {name: value}))
    assert not fake.asks


@pytest.mark.parametrize(
    "address", ["https://evil.example/x.paypal.com", "http://api.paypal.com/c", "https://paypal.com.evil.example/", "https://[1"]
)  # fmt: skip
def test_a_certificate_elsewhere_is_none(fake: FakePayPal, address: str) -> None:
    with pytest.raises(PostRefused):
        reader(fake).accept(replace(post(), headers=HEADERS | {"paypal-cert-url": address}))
    assert not fake.asks


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"a": 1}\xff', '{"a": 1}'.encode("utf-16")])
def test_what_is_no_json_object_is_refused_without_asking(fake: FakePayPal, body: bytes) -> None:
    with pytest.raises(PostRefused):
        reader(fake).accept(replace(post(), body=body))
    assert not fake.asks


def test_where_paypal_cannot_be_asked_the_post_must_come_again() -> None:
    with pytest.raises(PostRefused, match="could not be asked") as refused:
        make_reader(setting("paypal"), Path()).accept(post())
    assert not refused.value.is_forged


@pytest.mark.parametrize(
    ("kind", "it", "told"),
    [
        ("CHECKOUT.ORDER.APPROVED", {"id": "O1", "purchase_units": [{"custom_id": "k"}]}, ("payment", "O1", "k")),
        ("PAYMENT.CAPTURE.COMPLETED", {"id": "C1", "custom_id": "k"}, ("payment", "C1", "k")),
        ("PAYMENT.CAPTURE.REFUNDED", {"id": "R1", "custom_id": "r", "links": [{"rel": "up", "href": "https://x/captures/C1"}]},
         ("refund", "C1", "r")),
        ("PAYMENT.REFUND.FAILED", {"id": "R1"}, ("refund", "R1", "")),
        ("CUSTOMER.DISPUTE.CREATED", {"dispute_id": "D1", "disputed_transactions": [{"seller_transaction_id": "C1"}]},
         ("dispute", "C1", "")),
        ("CUSTOMER.DISPUTE.RESOLVED", {"dispute_id": "D1"}, ("dispute", "D1", "")),
        ("VAULT.PAYMENT-TOKEN.DELETED", {"id": "V1"}, ("mandate", "V1", "")),
        ("BILLING.PLAN.CREATED", {"id": "P1"}, ("other", "P1", "")),
    ],
)  # fmt: skip
def test_a_post_says_where_to_look(kind: str, it: dict[str, Any], told: tuple[str, str, str]) -> None:
    (telling,) = make_reader(setting("paypal"), Path()).read(post(kind, **it))
    assert (telling.subject, telling.reference, telling.key) == told
    assert (telling.event, telling.says) == ("WH-1", kind)


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"id": "1"}', b'{"id": "1", "event_type": "X", "resource": 5}'])
def test_what_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(PostRefused):
        make_reader(setting("paypal"), Path()).read(replace(post(), body=body))
