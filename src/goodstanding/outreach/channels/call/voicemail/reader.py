"""Reads what a Twilio-compatible provider posts about the line of a message on voicemail.

For the inbox. A message was left only where a machine answered and the line was held to its end; where somebody
answered in person they were put through and no message was left.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from goodstanding.outreach.channels.call.outcome import NOT_ASSIGNED, is_machine
from goodstanding.outreach.channels.call.twilio import VOICEMAIL_POSTS
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.channels.text.signature import is_signed, ways_to_write
from goodstanding.outreach.inbox.telling import Incoming, Post, PostRefused, Telling

SOURCE = VOICEMAIL_POSTS
HEADER = "x-twilio-signature"
FIELDS_MAX, BODY_MAX = 200, 100_000
GOING = frozenset({"queued", "initiated", "ringing", "in-progress", "answered"})
REASONS: Mapping[str, str] = {
    "busy": "The line was busy.",
    "no-answer": "Nobody and nothing answered.",
    "failed": "The call could not be put through.",
    "canceled": "The call was given up.",
}
IN_PERSON = "Somebody answered in person and was put through; no message was left."


class VoicemailReader:
    """Reads the posts about messages on voicemail of one account."""

    source = SOURCE

    def __init__(self, setting: Setting) -> None:
        self.account = str(setting.options.get("account", ""))
        self.public = f"{setting.options.get('public_address', '')}/webhooks/{SOURCE}"
        self.tokens = setting.secrets

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest that makes it the same post; raises PostRefused."""
        form = _form(post)
        addresses = ways_to_write(post.address, public=self.public)
        if not is_signed(post.headers.get(HEADER, ""), addresses=addresses, form=form, tokens=self.tokens):
            raise PostRefused("The signature does not fit.", is_forged=True)
        account = dict(form).get("AccountSid", "")
        if not hmac.compare_digest(account.encode(errors="replace"), self.account.encode()):
            raise PostRefused("The post is about another account.", is_forged=True)
        told = [urlsplit(post.address).query, *(f"{name}={value}" for name, value in sorted(form))]
        return hashlib.sha256("\x00".join(told).encode(errors="replace")).hexdigest()

    def read(self, post: Post) -> tuple[Sequence[Telling], Sequence[Incoming]]:
        """Return what an accepted post says; raises PostRefused where it cannot be read."""
        form = dict(_form(post))
        status, reference = form.get("CallStatus", ""), form.get("CallSid", "")
        if not reference or (status not in GOING and status not in REASONS and status != "completed"):
            raise PostRefused(f"The post says {status[:40]!r} of a call, which means nothing to us.")
        word, reason = _word(form, status)
        told = Telling(
            word,
            f"{reference}:{status}",
            post.received_at,
            key=dict(parse_qsl(urlsplit(post.address).query)).get("key", ""),
            reference=reference,
            recipient=form.get("To", ""),
            reason=reason,
            is_point_bad=status == "failed" and form.get("SipResponseCode", "") in NOT_ASSIGNED,
        )
        return [told], []


def _word(form: Mapping[str, str], status: str) -> tuple[str, str]:
    if status in GOING:
        return "accepted", ""
    if status != "completed":
        return "failed", REASONS[status]
    return ("delivered", "") if is_machine(form.get("AnsweredBy", "").casefold()) else ("failed", IN_PERSON)


def _form(post: Post) -> list[tuple[str, str]]:
    """Return what a post says, name by name; raises PostRefused for what is no form."""
    if len(post.body) > BODY_MAX:
        raise PostRefused("The post is far larger than one about a call.")
    try:
        return parse_qsl(post.body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict")
    except ValueError as fault:
        raise PostRefused("The post is no form.") from fault


def make_reader(setting: Setting) -> VoicemailReader:
    """Return the reader of a setting."""
    return VoicemailReader(setting)
