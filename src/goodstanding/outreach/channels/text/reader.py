"""Reads what Twilio posts: what became of a text of ours, and texts that people send.

Source: Twilio's descriptions of message status callbacks and of incoming messages. A status comes without its time, so
it counts from when it came. The post is known again by all that is signed, so one that comes fifty times is one.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.channels.text.error import meaning
from goodstanding.outreach.channels.twilio.signed_post import accept, read_form
from goodstanding.outreach.inbox.telling import Incoming, Post, PostRefused, Telling

SOURCE = "twilio_text"

WORDS: Mapping[str, str] = {
    "accepted": "accepted", "scheduled": "accepted", "queued": "accepted", "sending": "accepted", "sent": "accepted",
    "delivered": "delivered", "read": "delivered", "undelivered": "bounced", "failed": "failed", "canceled": "failed",
}  # fmt: skip
"""What a status says of a message."""
INCOMING = frozenset({"received", "receiving"})


class TwilioReader:
    """Reads the posts about texts of one account."""

    source = SOURCE

    def __init__(self, setting: Setting) -> None:
        self.account = str(setting.options.get("account", ""))
        self.public = str(setting.options.get("callback_address", ""))
        self.tokens = setting.secrets

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest that makes it the same post; raises PostRefused."""
        return accept(post, public=self.public, tokens=self.tokens, account=self.account)

    def read(self, post: Post) -> tuple[Sequence[Telling], Sequence[Incoming]]:
        """Return what an accepted post says; raises PostRefused where it cannot be read."""
        form = dict(read_form(post))
        reference = form.get("MessageSid") or form.get("SmsSid", "")
        status = form.get("MessageStatus") or form.get("SmsStatus", "")
        if not reference:
            raise PostRefused("The post names no text.")
        if status in INCOMING or (not status and "Body" in form):
            return [], [_incoming(form, reference, post)]
        if status not in WORDS:
            raise PostRefused(f"The post says {status[:40]!r} of a text, which means nothing to us.")
        return _tellings(form, reference, status, post), []


def _tellings(form: Mapping[str, str], reference: str, status: str, post: Post) -> list[Telling]:
    """Return what a status tells; a person who stopped at the provider has stopped us as well."""
    code = form.get("ErrorCode", "")
    found = meaning(int(code), told=form.get("ErrorMessage", "")) if code.isascii() and code.isdecimal() else None
    key = dict(parse_qsl(urlsplit(post.address).query)).get("key", "")
    event = f"{reference}:{status}:{code}"
    word = "refused" if found is not None and found.word == "refused" and WORDS[status] == "failed" else WORDS[status]
    is_over = word in {"failed", "bounced", "refused"}
    told = Telling(
        word,
        event,
        post.received_at,
        key=key,
        reference=reference,
        recipient=form.get("To", ""),
        reason=found.sentence if found is not None and is_over else "",
        is_point_bad=found is not None and found.is_point_bad and is_over,
    )
    if found is None or not found.is_stopped:
        return [told]
    return [told, told._replace(word="unsubscribed", event_key=f"{event}:stopped")]


def _incoming(form: Mapping[str, str], reference: str, post: Post) -> Incoming:
    """Return a text somebody sent; of pictures it is only said that there were some."""
    sender = form.get("From", "")
    if not sender:
        raise PostRefused("The post does not say who sent the text.")
    count = form.get("NumMedia", "0")
    pieces = [form.get("Body", "")]
    if count.isascii() and count.isdecimal() and int(count[:4]) > 0:
        pieces.append(f"[{int(count[:4])} pictures or files came along; they are with the provider.]")
    kept = {name: form[name] for name in ("OptOutType", "MessagingServiceSid", "NumMedia") if name in form}
    return Incoming(
        "sms",
        event_key=f"twilio:{reference}",
        happened_at=post.received_at,
        sender=sender,
        receiver=form.get("To", ""),
        text="\n".join(piece for piece in pieces if piece),
        headers=kept,
    )


def make_reader(setting: Setting) -> TwilioReader:
    """Return the reader of a setting."""
    return TwilioReader(setting)
