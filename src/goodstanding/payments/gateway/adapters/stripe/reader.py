"""Reads Stripe's posts: where they say to look, and nothing they say of money.

Source: Stripe's descriptions of webhooks, their signatures (scheme v1) and types of events. A post is signed over its
time and its body with the secret of the endpoint; two secrets may count while one takes the place of another.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from goodstanding.payments.gateway.adapters.exchange import Row
from goodstanding.payments.gateway.port import Post, PostRefused, Subject, Telling
from goodstanding.wire.answer import inner, instant_of_seconds, json_object, text, whole

SOURCE, SIGNATURE = "stripe", "stripe-signature"
BODY_MAX = 1_000_000
SIGNATURES_MAX = 20


class StripeReader:
    """Reads the posts of one endpoint. `tolerance_s` is how old, or how far ahead, a signature may be."""

    source = SOURCE

    def __init__(self, secrets: Sequence[str], *, tolerance_s: int) -> None:
        self.secrets, self.tolerance_s = tuple(one for one in secrets if one), tolerance_s

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest that makes it the same post; raises PostRefused."""
        if len(post.body) > BODY_MAX:
            raise PostRefused("The post is far too long.")
        stamp, given = signed_parts(post.headers.get(SIGNATURE, ""))
        at = instant_of_seconds(whole(stamp))
        wanted = [
            hmac.new(one.encode(), stamp.encode() + b"." + post.body, hashlib.sha256).hexdigest()
            for one in self.secrets
        ]
        fits = [hmac.compare_digest(one.encode(), each) for one in wanted for each in given]
        if not any(fits) or at is None:
            raise PostRefused("The signature does not fit.", is_forged=True)
        if abs((post.received_at - at).total_seconds()) > self.tolerance_s:
            raise PostRefused("The signature is too old, or of a time to come.", is_forged=True)
        event = text(json_object(post.body) or {}, "id")
        # A post that is tried again says how many others are still waiting, so its body is not the same.
        return hashlib.sha256(f"stripe {event}".encode() if event else post.body).hexdigest()

    def read(self, post: Post) -> Sequence[Telling]:
        """Return where an accepted post says to look; raises PostRefused where it cannot be read."""
        event = json_object(post.body)
        if event is None or not text(event, "id") or not text(event, "type"):
            raise PostRefused("The post is no event of Stripe.")
        it = inner(event, "data", "object")
        if not it:
            raise PostRefused("The event is about nothing.")
        happened_at = instant_of_seconds(event.get("created")) or post.received_at
        return [telling_of(text(event, "type"), it, event=text(event, "id"), at=min(happened_at, post.received_at))]


def telling_of(kind: str, it: Row, *, event: str, at: datetime) -> Telling:
    """Return where an event says to look. What has a payment leads to the payment, for it is looked up as a whole."""
    subject = subject_of(kind)
    own, payment = text(it, "id"), _number(it, "payment_intent")
    if subject == "mandate":
        own = _number(it, "payment_method") or own
    is_page = kind.startswith("checkout.session.")
    reference = payment if subject in {"payment", "refund", "dispute"} and payment and not is_page else own
    # A refund carries the key of the refund, not of its payment.
    return Telling(subject, reference, event, key=text(inner(it, "metadata"), "key"), says=kind[:100], happened_at=at)


def subject_of(kind: str) -> Subject:
    """Return what a type of event is about.

    >>> subject_of("charge.dispute.created"), subject_of("checkout.session.expired"), subject_of("customer.created")
    ('dispute', 'payment', 'other')
    """
    for start, subject in _SUBJECTS:
        if kind.startswith(start):
            return subject
    return "other"


_SUBJECTS: Sequence[tuple[str, Subject]] = (
    ("charge.dispute.", "dispute"),
    ("charge.refund.", "refund"),
    ("refund.", "refund"),
    ("checkout.session.", "payment"),
    ("payment_intent.", "payment"),
    ("charge.", "payment"),
    ("payout.", "payout"),
    ("mandate.", "mandate"),
    ("payment_method.", "mandate"),
)


def signed_parts(header: str) -> tuple[str, list[bytes]]:
    """Return the time and the signatures of a header, as far as there are any.

    >>> signed_parts("t=12,v1=ab,v0=cd,v1=ef")
    ('12', [b'ab', b'ef'])
    """
    parts = [part.strip().partition("=") for part in header.split(",")[:SIGNATURES_MAX]]
    stamps = [value for name, _, value in parts if name == "t" and value.isascii() and value.isdecimal()]
    given = [value.encode(errors="replace") for name, _, value in parts if name == "v1"]
    return (stamps[0] if len(stamps) == 1 else ""), given


def _number(it: Row, name: str) -> str:
    return text(it, name) or text(inner(it, name), "id")
