"""Reads what Lob posts of a letter: that it is on its way, that it arrived, that it came back.

Source: Lob's description of webhooks and event types. A post is signed over its time and its body; the time may lie far
back, because Lob tries for days, and a post that comes again is known by the event it tells of.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence

from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.inbox.telling import Incoming, Post, PostRefused, Telling
from goodstanding.wire.answer import inner, instant, json_object, text

SOURCE = "lob"
SIGNATURE, TIMESTAMP = "lob-signature", "lob-signature-timestamp"
BODY_MAX = 1_000_000

WORDS: Mapping[str, tuple[str, str]] = {
    "created": ("accepted", ""), "rendered_pdf": ("accepted", ""), "rendered_thumbnails": ("accepted", ""),
    "mailed": ("accepted", ""), "in_transit": ("accepted", ""), "in_local_area": ("accepted", ""),
    "processed_for_delivery": ("accepted", ""), "pickup_available": ("accepted", ""),
    "re-routed": ("accepted", "The post sends it on to another address."),
    "issue": ("accepted", "The post has difficulties to deliver it."),
    "delivered": ("delivered", ""),
    "returned_to_sender": ("bounced", "It came back: it could not be delivered there."),
    "failed": ("failed", "Lob could not print it."),
    "rejected": ("failed", "Lob could not print it."),
    "deleted": ("failed", "It was cancelled at Lob before it was printed."),
}  # fmt: skip
"""What an event of a letter is to us, and why."""


class LobReader:
    """Reads the posts about letters. The first secret is the key we show Lob; the others sign its posts."""

    source = SOURCE

    def __init__(self, setting: Setting) -> None:
        self.secrets = tuple(one for one in setting.more_secrets if one)

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest that makes it the same post; raises PostRefused."""
        if len(post.body) > BODY_MAX:
            raise PostRefused("The post is far too long.")
        given = post.headers.get(SIGNATURE, "").encode(errors="replace")
        signed = post.headers.get(TIMESTAMP, "").encode(errors="replace") + b"." + post.body
        fits = [
            hmac.compare_digest(hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode(), given)
            for secret in self.secrets
        ]
        if not any(fits):
            raise PostRefused("The signature does not fit.", is_forged=True)
        return hashlib.sha256(post.body).hexdigest()

    def read(self, post: Post) -> tuple[Sequence[Telling], Sequence[Incoming]]:
        """Return what an accepted post says; raises PostRefused where it cannot be read."""
        told = json_object(post.body)
        if told is None:
            raise PostRefused("The post is no event in JSON.")
        kind = text(inner(told, "event_type"), "id")
        family, _, event = kind.partition(".")
        if family != "letter" or event.removeprefix("certified.") not in WORDS:
            raise PostRefused(f"The post says {kind[:60]!r}, which means nothing to us.")
        word, reason = WORDS[event.removeprefix("certified.")]
        letter = inner(told, "body")
        reference = text(told, "reference_id") or text(letter, "id")
        key = text(inner(letter, "metadata"), "key")
        number = text(told, "id")
        if not number or not (reference or key):
            raise PostRefused("The post names no letter.")
        at = min(instant(text(told, "date_created")) or post.received_at, post.received_at)
        return [
            Telling(word, number, at, key=key, reference=reference, reason=reason, is_point_bad=word == "bounced")
        ], []


def make_reader(setting: Setting) -> LobReader:
    """Make the reader of a setting."""
    return LobReader(setting)
