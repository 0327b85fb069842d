"""Messages on voicemail that tell nothing of a debt (limited-content messages), and nothing else.

For the worker, which hands finished messages over. The text is judged by the lawbook as it will be spoken; whatever
the law does not take for a limited-content message is refused, with the reason. Source: 12 CFR 1006.2(j).
"""

from datetime import UTC

from goodstanding.compliance.disclosure import TextRefused, check_text
from goodstanding.compliance.lawbook.book import Lawbook, shipped
from goodstanding.outreach.channels.call.twilio import TwilioVoicemail
from goodstanding.outreach.channels.provider import Consignment, Outcome

LIMITED = "limited_content"


class LimitedVoicemail(TwilioVoicemail):
    """The adapter; refuses what would say too much."""

    def send(self, consignment: Consignment) -> Outcome:
        """Hand one spoken message over if it is a limited-content message. Raises nothing."""
        wrong = says_too_much(consignment, lawbook=shipped())
        return Outcome("refused", reason=wrong, code="not_limited_content") if wrong else super().send(consignment)


def says_too_much(consignment: Consignment, *, lawbook: Lawbook) -> str:
    """Return why a text is no limited-content message by the law of its last day; empty where it is one."""
    if consignment.not_after is None:
        return "The message has no time by which it must be left, so nobody can say which law holds for it."
    asked_at = consignment.not_after.astimezone(UTC).isoformat()
    given = {"collector": {"type": "third_party", "covered_by_fdcpa": True}, "consumer": {"country": "US"}, "debts": []}
    try:
        found = check_text(
            consignment.text, given, channel="voicemail", stage="initial", message=LIMITED, lawbook=lawbook,
            asked_at=asked_at,
        )  # fmt: skip
    except TextRefused as refusal:
        return str(refusal)
    if found.allowed:
        return ""
    wrong = "; ".join(word.replace("_", " ") for answer in found.answers for word in answer.wrong)
    return f"On a voicemail only a message that tells nothing of a debt may be left. {found.because} {wrong}".strip()
