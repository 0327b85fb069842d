"""Reads what a Twilio-compatible provider posts about the line of a message on voicemail.

For the inbox. A message was left only where a machine answered and the line was held to its end; where somebody
answered in person they were put through and no message was left.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from goodstanding.outreach.channels.call.outcome import NOT_ASSIGNED, is_machine
from goodstanding.outreach.channels.call.twilio import VOICEMAIL_POSTS
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.channels.twilio.signed_post import accept, read_form
from goodstanding.outreach.inbox.telling import Incoming, Post, PostRefused, Telling

SOURCE = VOICEMAIL_POSTS
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
        return accept(post, public=self.public, tokens=self.tokens, account=self.account)

    def read(self, post: Post) -> tuple[Sequence[Telling], Sequence[Incoming]]:
        """Return what an accepted post says; raises PostRefused where it cannot be read."""
        form = dict(read_form(post))
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


def make_reader(setting: Setting) -> VoicemailReader:
    """Return the reader of a setting."""
    return VoicemailReader(setting)
