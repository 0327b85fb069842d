"""Reads the posts of a bank debit provider: where they say to look, and nothing they say of money.

Source: GoCardless's description of webhooks: a post is signed (HMAC-SHA256, in hexadecimal digits) over its body, and
holds several events.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence

from goodstanding.payments.gateway.adapters.exchange import Row
from goodstanding.payments.gateway.port import Post, PostRefused, Subject, Telling
from goodstanding.wire.answer import inner, instant, json_object, rows, text

SOURCE, SIGNATURE = "bank_debit", "webhook-signature"
BODY_MAX, EVENTS_MAX = 2_000_000, 1000
SUBJECTS: Mapping[str, tuple[Subject, tuple[str, ...]]] = {
    "payments": ("payment", ("payment",)),
    "billing_requests": ("payment", ("billing_request",)),
    "refunds": ("refund", ("payment", "refund")),
    "mandates": ("mandate", ("mandate",)),
    "payouts": ("payout", ("payout",)),
}
"""What an event of a kind is about, and which of its links names it, the first that is there."""
CHARGED_BACK = frozenset({"charged_back", "chargeback_cancelled", "chargeback_settled"})


class BankDebitReader:
    """Reads the posts of one endpoint."""

    source = SOURCE

    def __init__(self, secrets: Sequence[str]) -> None:
        self.secrets = tuple(one for one in secrets if one)

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest that makes it the same post; raises PostRefused."""
        if len(post.body) > BODY_MAX:
            raise PostRefused("The post is far too long.")
        given = post.headers.get(SIGNATURE, "").encode(errors="replace")
        fits = [
            hmac.compare_digest(hmac.new(one.encode(), post.body, hashlib.sha256).hexdigest().encode(), given)
            for one in self.secrets
        ]
        if not any(fits):
            raise PostRefused("The signature does not fit.", is_forged=True)
        return hashlib.sha256(post.body).hexdigest()

    def read(self, post: Post) -> Sequence[Telling]:
        """Return where an accepted post says to look, for each of its events; raises PostRefused."""
        events = rows(json_object(post.body), "events")
        if events is None or len(events) > EVENTS_MAX or not all(text(one, "id") for one in events):
            raise PostRefused("The post holds no events of a bank debit provider.")
        return [telling_of(one, post) for one in events]


def telling_of(event: Row, post: Post) -> Telling:
    """Return where an event says to look: the payment, wherever it names one."""
    kind, action, links = text(event, "resource_type"), text(event, "action"), inner(event, "links")
    subject, names = SUBJECTS.get(kind, ("other", ()))
    reference = next((text(links, name) for name in names if text(links, name)), "")
    if kind == "payments" and action in CHARGED_BACK:
        subject = "dispute"
    key = text(inner(event, "resource_metadata"), "key") or text(inner(event, "metadata"), "key")
    at = min(instant(text(event, "created_at")) or post.received_at, post.received_at)
    says = f"{kind} {action}"[:100]
    return Telling(subject if reference else "other", reference, text(event, "id"), key=key, says=says, happened_at=at)
