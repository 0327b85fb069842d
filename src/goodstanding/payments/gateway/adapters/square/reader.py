"""Reads Square's posts: where they say to look, and nothing they say of money.

Source: Square's description of webhooks: a post is signed (HMAC-SHA256) over the address it was sent to and its body,
with the key of the subscription; and of the types of events.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from goodstanding.payments.gateway.adapters.exchange import Row
from goodstanding.payments.gateway.port import Post, PostRefused, Subject, Telling
from goodstanding.wire.answer import inner, instant, json_object, text

SOURCE, SIGNATURE = "square", "x-square-hmacsha256-signature"
BODY_MAX = 1_000_000
SUBJECTS: dict[str, Subject] = {
    "payment": "payment", "order": "payment", "refund": "refund", "dispute": "dispute", "card": "mandate",
    "payout": "payout",
}  # fmt: skip


class SquareReader:
    """Reads the posts of one subscription; `address` is where it was told to post to."""

    source = SOURCE

    def __init__(self, secrets: Sequence[str], *, address: str) -> None:
        self.secrets, self.address = tuple(one for one in secrets if one), address

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest that makes it the same post; raises PostRefused."""
        if len(post.body) > BODY_MAX:
            raise PostRefused("The post is far too long.")
        given = post.headers.get(SIGNATURE, "").encode(errors="replace")
        # An address may have been registered with or without the slash at its end.
        ways = [one.encode() + post.body for one in (self.address, f"{self.address}/")]
        fits = [
            hmac.compare_digest(base64.b64encode(hmac.digest(secret.encode(), one, hashlib.sha256)), given)
            for secret in self.secrets
            for one in ways
        ]
        if not any(fits):
            raise PostRefused("The signature does not fit.", is_forged=True)
        event = text(json_object(post.body) or {}, "event_id")
        return hashlib.sha256(f"square {event}".encode() if event else post.body).hexdigest()

    def read(self, post: Post) -> Sequence[Telling]:
        """Return where an accepted post says to look; raises PostRefused where it cannot be read."""
        event = json_object(post.body)
        if event is None or not text(event, "event_id") or not text(event, "type"):
            raise PostRefused("The post is no event of Square.")
        it = inner(event, "data")
        if not it:
            raise PostRefused("The event is about nothing.")
        at = min(instant(text(event, "created_at")) or post.received_at, post.received_at)
        return [telling_of(text(event, "type"), it, event=text(event, "event_id"), at=at)]


def telling_of(kind: str, it: Row, *, event: str, at: datetime) -> Telling:
    """Return where an event says to look: the payment, wherever it names one.

    Square repeats the reference we gave, which is our key only where the key was short enough to be one.
    """
    subject = SUBJECTS.get(kind.partition(".")[0], "other")
    named = inner(it, "object", kind.partition(".")[0])
    reference = text(it, "id")
    if subject == "refund":
        reference = text(named, "payment_id") or reference
    elif subject == "dispute":
        reference = text(inner(named, "disputed_payment"), "payment_id") or reference
    elif kind.startswith("order."):
        reference = text(inner(it, "object", kind.replace(".", "_")), "order_id") or reference
    elif subject == "payment":
        # A payment of a link is known to us by its order.
        reference = (
            text(named, "order_id") if not text(named, "reference_id") and text(named, "order_id") else reference
        )
    return Telling(subject, reference, event, key=text(named, "reference_id"), says=kind[:100], happened_at=at)
