"""A thousand malformed answers and posts of each provider: an outcome or a refusal, and never anything else."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest

from goodstanding.payments.gateway.adapters.registry import ADAPTERS
from goodstanding.payments.gateway.port import (
    CannotTell,
    GatewaySetting,
    Outcome,
    OutcomeWord,
    Payout,
    Post,
    PostRefused,
    RefundStanding,
    Standing,
    State,
    Telling,
)
from tests.payments.gateway.adapters.damage import DamagedLine, damaged_bytes
from tests.payments.gateway.adapters.fake_paypal import FakePayPal
from tests.payments.gateway.adapters.fake_server import NOON
from tests.payments.gateway.adapters.street import (
    PROVIDERS,
    Street,
    charge_ask,
    page_ask,
    refund_ask,
    setting,
    street,
)

COUNT = 10_000 if os.environ.get("GOODSTANDING_LONG") else 1000
ROUNDS_MOST = 200
"""A provider with many more payments of one hour has too many to look through, which is right and another test's."""


@pytest.mark.parametrize("provider", PROVIDERS)
def test_damaged_answers_are_outcomes(provider: str) -> None:
    chance, count = Random(17), 0
    while count < COUNT:
        count += _damaged_rounds(provider, chance, most=COUNT - count)


def _damaged_rounds(provider: str, chance: Random, *, most: int) -> int:
    """Go through rounds with a provider that began empty, whose damaged answers are outcomes; return how many."""
    with street(provider) as each:
        gateway: Any = each.gateway
        line = DamagedLine(each.fake, chance)
        gateway.exchange.line = line
        for round_ in range(1, ROUNDS_MOST + 1):
            if line.count >= most:
                break
            line.is_damaging = False
            page = gateway.open_page(page_ask(f"page:{round_}", saves=True))
            each.pay_page(page.reference)
            each.look_up(page.reference, key=f"page:{round_}")
            paid = each.paid(f"pay:{round_}").reference
            refunded = gateway.refund(refund_ask(paid, f"refund:{round_}")).reference
            each.dispute(paid, "lost")
            line.is_damaging = True
            for words in _deeds(each, round_, page.reference, paid, refunded):
                _is_right(words)
    return line.count


def _deeds(each: Street, number: int, page: str, paid: str, refunded: str) -> Sequence[object]:
    gateway = each.gateway
    told: list[object] = [
        gateway.open_page(page_ask(f"page:{number}/2")),
        gateway.charge(charge_ask(each.mandate(), f"pay:{number}/2")),
        gateway.refund(refund_ask(paid, f"refund:{number}/2")),
        gateway.end_mandate("none"),
        gateway.look_up(reference=page, key=f"page:{number}", asked_at=NOON),
        gateway.look_up(reference=paid, key=f"pay:{number}", asked_at=NOON),
    ]
    if number % 10 == 0:  # These go through everything there is.
        told.append(gateway.look_up(reference="", key=f"pay:{number}", asked_at=NOON))
        try:
            told += gateway.payouts(since=NOON.date())
        except CannotTell as fault:
            assert str(fault)
    for reference in (refunded, ""):
        try:
            told.append(gateway.look_up_refund(reference=reference, key=f"refund:{number}", payment_reference=paid))
        except CannotTell as fault:
            assert str(fault)
    return told


def _is_right(told: object) -> None:
    if isinstance(told, Outcome):
        assert told.word in get_args(OutcomeWord)
        assert told.word in {"taken", "paid"} or told.reason
        assert not told.address or told.address.startswith(("https://", "http://127.0.0.1"))
        assert told.again_after_s is None or 0 <= told.again_after_s <= 3600
        json.dumps(told.reason + told.code + told.reference).encode()
    elif isinstance(told, Standing):
        assert told.state in get_args(State)
        assert told.state != "paid" or (told.amount is not None and isinstance(told.paid_date, date))
        assert all(isinstance(one.amount_minor, int) for one in told.refunds)
        assert all(isinstance(one.amount_minor, int) for one in told.disputes)
        (told.reason + told.code + told.reference).encode()
    else:
        assert told is None or isinstance(told, RefundStanding | Payout), told


BODIES: dict[str, list[dict[str, object]]] = {
    "stripe": [
        {"id": "evt_1", "type": kind, "created": 1_772_452_000, "data": {"object": {
            "id": "x_1", "payment_intent": "pi_1", "payment_method": "pm_1", "metadata": {"key": "pay:1"}}}}
        for kind in ("checkout.session.completed", "payment_intent.succeeded", "charge.refunded", "mandate.updated",
                     "charge.dispute.created", "payout.paid", "refund.updated", "customer.created")
    ],
    "paypal": [
        {"id": "WH-1", "event_type": kind, "create_time": "2026-03-02T11:00:00Z", "resource": {
            "id": "X1", "custom_id": "pay:1", "purchase_units": [{"custom_id": "pay:1"}], "dispute_id": "PP-1",
            "disputed_transactions": [{"seller_transaction_id": "CAP1"}],
            "links": [{"rel": "up", "href": "https://api.paypal.com/v2/payments/captures/CAP1"}]}}
        for kind in ("CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED",
                     "CUSTOMER.DISPUTE.CREATED", "VAULT.PAYMENT-TOKEN.DELETED", "BILLING.PLAN.CREATED")
    ],
    "square": [
        {"event_id": "e-1", "type": f"{kind}.updated", "created_at": "2026-03-02T11:00:00Z", "data": {
            "id": "X1", "object": {kind: {"payment_id": "PAY1", "order_id": "O1", "reference_id": "pay:1",
                                          "disputed_payment": {"payment_id": "PAY1"}}}}}
        for kind in ("payment", "order", "refund", "dispute", "card", "payout", "inventory")
    ],
    "bank_debit": [
        {"events": [{"id": "EV1", "resource_type": kind, "action": "failed", "created_at": "2026-03-02T11:00:00Z",
                     "links": {"payment": "PM1", "refund": "RF1", "mandate": "MD1", "billing_request": "BRQ1"},
                     "resource_metadata": {"key": "pay:1"}} for _ in range(2)]}
        for kind in ("payments", "refunds", "mandates", "billing_requests", "payouts", "subscriptions")
    ],
}  # fmt: skip


def signed(provider: str, body: bytes, *, fake: FakePayPal | None = None) -> Post:
    """Return a post as its provider would sign it."""
    at = int(NOON.timestamp())
    if provider == "stripe":
        mac = hmac.new(b"whsec_new", f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {"stripe-signature": f"t={at},v1={mac}"}
    elif provider == "square":
        address = b"https://pay.example.com/hooks/payments/square"
        mac = base64.b64encode(hmac.digest(b"sq_posts", address + body, hashlib.sha256)).decode()
        headers = {"x-square-hmacsha256-signature": mac}
    elif provider == "bank_debit":
        headers = {"webhook-signature": hmac.new(b"gc_posts", body, hashlib.sha256).hexdigest()}
    else:
        headers = {f"paypal-{name}": "x" for name in ("auth-algo", "transmission-sig", "transmission-time")}
        headers |= {"paypal-transmission-id": "T1", "paypal-cert-url": "https://api.paypal.com/certs/1"}
        assert fake is not None
        fake.posts["T1"] = body
    return Post(f"/hooks/payments/{provider}/", headers, body, NOON)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_damaged_posts_are_read_or_refused(provider: str) -> None:
    chance, fake = Random(23), FakePayPal() if provider == "paypal" else None
    reader: Any = ADAPTERS[provider].make_reader(setting(provider), Path())
    if fake is not None:
        reader.exchange.line = DamagedLine(fake, chance)
    accepted = refused = 0
    for number in range(COUNT):
        body = json.dumps(chance.choice(BODIES[provider])).encode()
        body = body if number % 10 == 0 else damaged_bytes(body, chance)
        post = signed(provider, body, fake=fake)
        try:
            assert len(reader.accept(post)) == 64
            for one in reader.read(post):
                assert isinstance(one, Telling)
                assert one.happened_at is None or one.happened_at <= NOON
                (one.reference + one.event + one.key + one.says).encode()
            accepted += 1
        except PostRefused as refusal:
            assert str(refusal)
            refused += 1
    assert accepted >= COUNT // 10
    assert refused >= COUNT // 20
    if fake is not None:
        fake.close()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_damaged_signatures_are_refused(provider: str) -> None:
    chance, fake = Random(29), FakePayPal() if provider == "paypal" else None
    reader: Any = ADAPTERS[provider].make_reader(setting(provider), Path())
    if fake is not None:
        reader.exchange.line = DamagedLine(fake, chance)
    body = json.dumps(BODIES[provider][0]).encode()
    for _ in range(200):
        post = signed(provider, body, fake=fake)
        name = chance.choice(list(post.headers))
        value = post.headers[name]
        place = chance.randrange(len(value))
        turned = value[:place] + chance.choice(["", "é", "\x00", "#", "\ud800"]) + value[place + 1 :]
        if provider == "paypal":
            turned = chance.choice(["", "é", "\x00", "https://evil.example/cert", "x" * 2000])
            name = chance.choice(
                ["paypal-cert-url", "paypal-cert-url"] if turned.startswith("https") else list(post.headers)
            )
            turned = turned if name != "paypal-transmission-id" or turned else ""
        with pytest.raises(PostRefused):
            reader.accept(Post(post.address, {**post.headers, name: turned}, body, NOON))
    if fake is not None:
        fake.close()


@pytest.mark.parametrize("provider", [one for one in PROVIDERS if one != "paypal"])
def test_without_a_secret_nothing_is_accepted(provider: str) -> None:
    made = setting(provider)
    reader = ADAPTERS[provider].make_reader(GatewaySetting(provider, made.options, {}), Path())
    for body in (b"", b"{}", json.dumps(BODIES[provider][0]).encode()):
        with pytest.raises(PostRefused) as refused:
            reader.accept(signed(provider, body))
        assert refused.value.is_forged
