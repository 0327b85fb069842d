"""Posts of Stripe: signed, in time, and telling where to look."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.stripe.reader import StripeReader, signed_parts, subject_of
from goodstanding.payments.gateway.port import Post, PostRefused
from tests.guards.checkout import HOME
from tests.payments.gateway.adapters.fake_server import NOON, seconds

FOLDER = HOME.parent / "shared" / "data" / "stripe_fixtures"
READER = StripeReader(("whsec_new", "whsec_old"), tolerance_s=300)


def post(told: object, *, secret: str = "whsec_new", late_s: int = 0, more: str = "") -> Post:  # noqa: S107  A test's.
    body, at = json.dumps(told).encode(), seconds(NOON)
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"stripe-signature": f"t={at},v1={mac}{more}"}
    return Post("/hooks/payments/stripe/", headers, body, NOON + timedelta(seconds=late_s))


def event(kind: str, **it: Any) -> dict[str, Any]:
    return {"id": "evt_1", "type": kind, "created": seconds(NOON) - 5, "data": {"object": it}}


def test_either_secret_counts_within_the_tolerance() -> None:
    told = event("payment_intent.succeeded", id="pi_1")
    first = READER.accept(post(told))
    assert first == READER.accept(post(told | {"pending_webhooks": 2}, secret="whsec_old", more=",v1=00,v0=ab"))
    assert READER.accept(post(told, late_s=300)) and READER.accept(post(told, late_s=-300))
    assert READER.accept(post(told | {"id": "evt_2"})) != first


@pytest.mark.parametrize(
    "wrong",
    [post({}, secret="other"), post({}, secret=""), post({}, late_s=301), post({}, late_s=-301)],
)
def test_forged_old_and_early_posts_are_refused(wrong: Post) -> None:
    with pytest.raises(PostRefused) as refused:
        READER.accept(wrong)
    assert refused.value.is_forged


@pytest.mark.parametrize("header", ["", "t=,v1=", "v1=ab", "t=1,t=2,v1=ab", "t=99999999999999999,v1=ab", "t=x,v1=é"])
def test_headers_that_are_none_are_refused(header: str) -> None:
    with pytest.raises(PostRefused):
        READER.accept(Post("/", {"stripe-signature": header}, b"{}", NOON))
    assert signed_parts(header)[0] in {"", "99999999999999999"}


@pytest.mark.parametrize(
    ("kind", "it", "told"),
    [
        ("checkout.session.completed", {"id": "cs_1", "payment_intent": "pi_1"}, ("payment", "cs_1")),
        ("checkout.session.async_payment_failed", {"id": "cs_1"}, ("payment", "cs_1")),
        ("payment_intent.payment_failed", {"id": "pi_1"}, ("payment", "pi_1")),
        ("charge.succeeded", {"id": "ch_1", "payment_intent": "pi_1"}, ("payment", "pi_1")),
        ("charge.refunded", {"id": "ch_1", "payment_intent": {"id": "pi_1"}}, ("payment", "pi_1")),
        ("refund.failed", {"id": "re_1", "payment_intent": "pi_1"}, ("refund", "pi_1")),
        ("charge.dispute.funds_withdrawn", {"id": "dp_1", "payment_intent": "pi_1"}, ("dispute", "pi_1")),
        ("mandate.updated", {"id": "mandate_1", "payment_method": "pm_1"}, ("mandate", "pm_1")),
        ("payment_method.detached", {"id": "pm_1"}, ("mandate", "pm_1")),
        ("payout.paid", {"id": "po_1"}, ("payout", "po_1")),
        ("customer.created", {"id": "cus_1"}, ("other", "cus_1")),
    ],
)
def test_a_post_says_where_to_look(kind: str, it: dict[str, Any], told: tuple[str, str]) -> None:
    (telling,) = READER.read(post(event(kind, metadata={"key": "pay:1"}, **it)))
    assert (telling.subject, telling.reference) == told
    assert (telling.event, telling.key, telling.says) == ("evt_1", "pay:1", kind)
    assert telling.happened_at == NOON - timedelta(seconds=5)


@pytest.mark.parametrize("told", [{}, [], {"id": "evt_1"}, {"id": "evt_1", "type": "x"}, event("x") | {"data": []}])
def test_what_is_no_event_is_refused(told: object) -> None:
    with pytest.raises(PostRefused):
        READER.read(post(told))


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="The reference files of Stripe's events are not beside the checkout.")
def test_every_real_event_is_accepted_and_read() -> None:
    seen = 0
    for file in sorted(FOLDER.glob("*.json")):
        found = json.loads(file.read_text())
        is_event = found.get("object") == "event"
        told = found if is_event else event(f"{found['object']}.updated", **found) if found.get("object") else None
        if told is None:
            continue
        READER.accept(post(told))
        (telling,) = READER.read(post(told))
        assert telling.subject == subject_of(told["type"])
        assert telling.reference or "id" not in told["data"]["object"]
        seen += 1
    assert seen > 50
