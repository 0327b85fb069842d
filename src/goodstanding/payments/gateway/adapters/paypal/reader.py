"""Reads PayPal's posts: where they say to look, and nothing they say of money.

Source: PayPal's descriptions of webhooks and their names, and of Verify Webhook Signature. Whether a post is PayPal's,
PayPal itself is asked, with the body exactly as it came; what cannot be one is refused before that. Where PayPal cannot
be asked, the post is refused and comes again by itself.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from goodstanding.payments.gateway.adapters.exchange import Exchange, Row
from goodstanding.payments.gateway.port import Post, PostRefused, Subject, Telling
from goodstanding.wire.address import is_this_machine
from goodstanding.wire.answer import TAKEN_BELOW, inner, instant, json_object, rows, text, told
from goodstanding.wire.line import NoAnswer

SOURCE = "paypal"
VERIFY = "/v1/notifications/verify-webhook-signature"
BODY_MAX, HEADER_MAX = 1_000_000, 1000
ASKED: Mapping[str, str] = {
    "auth_algo": "paypal-auth-algo", "cert_url": "paypal-cert-url", "transmission_id": "paypal-transmission-id",
    "transmission_sig": "paypal-transmission-sig", "transmission_time": "paypal-transmission-time",
}  # fmt: skip
"""What is asked about a post, and the header it stands in."""


class PayPalReader:
    """Reads the posts of one webhook; `webhook` is its number at PayPal."""

    source = SOURCE

    def __init__(self, exchange: Exchange, *, webhook: str) -> None:
        self.exchange, self.webhook = exchange, webhook

    def accept(self, post: Post) -> str:
        """Have PayPal check the signature; return the digest that makes it the same post. Raises PostRefused."""
        if len(post.body) > BODY_MAX:
            raise PostRefused("The post is far too long.")
        event = json_object(post.body)
        if event is None or not _is_utf8(post.body):
            raise PostRefused("The post is no event of PayPal.")
        given = {name: post.headers.get(header, "") for name, header in ASKED.items()}
        fits = all(one and len(one) <= HEADER_MAX and one.isascii() and one.isprintable() for one in given.values())
        if not fits or not self._is_theirs(given["cert_url"]):
            raise PostRefused("The signature does not fit.", is_forged=True)
        asked = json.dumps({**given, "webhook_id": self.webhook})
        # Written anew, the event would not be what was signed.
        body = asked[:-1].encode() + b', "webhook_event": ' + post.body + b"}"
        answer = self.exchange.ask("POST", VERIFY, body=body, headers={"Content-Type": "application/json"})
        self.exchange.line.close()
        if isinstance(answer, NoAnswer) or answer.status >= TAKEN_BELOW:
            raise PostRefused("PayPal could not be asked whether the post is its own.")
        if text(told(answer) or {}, "verification_status") != "SUCCESS":
            raise PostRefused("The signature does not fit.", is_forged=True)
        number = text(event, "id")
        return hashlib.sha256(f"paypal {number}".encode() if number else post.body).hexdigest()

    def read(self, post: Post) -> Sequence[Telling]:
        """Return where an accepted post says to look; raises PostRefused where it cannot be read."""
        event = json_object(post.body)
        if event is None or not text(event, "id") or not text(event, "event_type"):
            raise PostRefused("The post is no event of PayPal.")
        it = inner(event, "resource")
        if not it:
            raise PostRefused("The event is about nothing.")
        at = min(instant(text(event, "create_time")) or post.received_at, post.received_at)
        return [telling_of(text(event, "event_type"), it, event=text(event, "id"), at=at)]

    def _is_theirs(self, address: str) -> bool:
        """Say whether a certificate lies with PayPal; what PayPal is on this machine may lie there as well."""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            return False
        return (parts.scheme == "https" and host.endswith(".paypal.com")) or is_this_machine(host)


def telling_of(kind: str, it: Row, *, event: str, at: datetime) -> Telling:
    """Return where an event says to look: the payment, wherever it names one."""
    subject, reference, key = subject_of(kind), text(it, "id"), text(it, "custom_id")
    if kind.startswith("CHECKOUT.ORDER."):
        units = rows(it, "purchase_units")
        key = text(units[0], "custom_id") if units else ""
    elif subject == "refund":
        reference = _above(it) or reference
    elif subject == "dispute":
        disputed = rows(it, "disputed_transactions")
        reference = (text(disputed[0], "seller_transaction_id") if disputed else "") or text(it, "dispute_id")
    return Telling(subject, reference, event, key=key, says=kind[:100], happened_at=at)


def subject_of(kind: str) -> Subject:
    """Return what a name of an event is about.

    >>> subject_of("PAYMENT.CAPTURE.REFUNDED"), subject_of("PAYMENT.CAPTURE.DENIED"), subject_of("BILLING.PLAN.CREATED")
    ('refund', 'payment', 'other')
    """
    for start, subject in _SUBJECTS:
        if kind.startswith(start):
            return subject
    return "other"


_SUBJECTS: Sequence[tuple[str, Subject]] = (
    ("PAYMENT.CAPTURE.REFUNDED", "refund"),
    ("PAYMENT.REFUND.", "refund"),
    ("PAYMENT.CAPTURE.", "payment"),
    ("CHECKOUT.ORDER.", "payment"),
    ("CUSTOMER.DISPUTE.", "dispute"),
    ("RISK.DISPUTE.", "dispute"),
    ("VAULT.PAYMENT-TOKEN.", "mandate"),
)


def _above(refund: Row) -> str:
    """Return the number of the payment a refund is of: the end of its link upwards."""
    links = {text(one, "rel"): text(one, "href", most=2000) for one in rows(refund, "links") or ()}
    return links.get("up", "").rstrip("/").rpartition("/")[2][:100]


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except ValueError:
        return False
    return True
