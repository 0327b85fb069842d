"""What a Twilio-compatible provider posts about a call, as far as we believe it: which line, what became of it.

For the pages it posts to. There are two lines: the collector's, and that of the person, which is called only when the
collector has picked up, or, in a campaign, at once.
"""

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple

Leg = Literal["collector", "person", "after"]
OVER = ("completed", "busy", "no-answer", "failed", "canceled")
GOING = ("queued", "initiated", "ringing", "in-progress", "answered")
TEXT_MAX = 200


class Heard(NamedTuple):
    """One thing the provider says of a line. `event_key` makes it the same thing when it is said again."""

    leg: Leg
    status: str
    reference: str
    answered_by: str
    sip: str
    happened_at: datetime
    event_key: str

    @property
    def is_over(self) -> bool:
        """Say whether the line is over."""
        return self.status in OVER


def heard(leg: Leg, form: Mapping[str, str], *, at: datetime) -> Heard | None:
    """Return what a post says, or None where it says nothing we know. Nothing is believed to be of the future."""
    status = form.get("DialCallStatus" if leg == "after" else "CallStatus", "").casefold()
    if status not in OVER + GOING:
        return None
    sid = form.get("DialCallSid" if leg == "after" else "CallSid", "")[:TEXT_MAX]
    return Heard(
        leg, "in-progress" if status == "answered" else status, sid, form.get("AnsweredBy", "")[:TEXT_MAX].casefold(),
        form.get("SipResponseCode", "")[:3], min(_instant(form.get("Timestamp", "")) or at, at),
        f"twilio_voice {leg} {sid} {status}",
    )  # fmt: skip


def _instant(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
