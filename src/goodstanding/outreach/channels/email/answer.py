"""What a mail server's answer, or its silence, means for a mail, by the phase of the conversation it came in."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from goodstanding.outreach.channels.provider import Outcome

Phase = Literal["greeting", "encryption", "sign in", "sender", "recipient", "content", "dot"]

BAD_ADDRESS = "bad address"
"""The code of an outcome that says nothing will ever arrive at this address."""
FOR_GOOD = 5
_NO_SUCH_CODES = {550, 551, 553}
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


class Answer(NamedTuple):
    """A reply code of RFC 5321 with its text; the code is 0 where the server said nothing, and the text says why."""

    code: int
    text: str

    @property
    def is_silence(self) -> bool:
        """Say whether the server gave no answer at all."""
        return self.code <= 0

    @property
    def is_for_good(self) -> bool:
        """Say whether the same would be answered again."""
        return self.code // 100 == FOR_GOOD


_TOLD: Mapping[Phase, str] = {
    "greeting": "cannot be reached",
    "encryption": "cannot be spoken to in private",
    "sign in": "does not let us in",
    "sender": "does not take mail from this sender",
    "recipient": "does not take mail for this address",
    "content": "did not take the mail",
    "dot": "did not take the mail",
}


def outcome_of(phase: Phase, answer: Answer, *, server: str) -> Outcome:
    """Return what it means that a conversation ended in a phase with an answer that was no yes.

    >>> outcome_of("dot", Answer(0, "it did not answer in time"), server="mail.example").word
    'unknown'
    >>> outcome_of("recipient", Answer(550, "5.1.1 no such user"), server="mail.example").code
    'bad address'
    """
    said = f"{answer.code} {answer.text}".strip() if answer.code > 0 else answer.text
    reason = f"The mail server {server} {_TOLD[phase]}: {said}."
    code = str(answer.code) if answer.code > 0 else ""
    if phase in {"greeting", "encryption", "sign in"}:
        # None of this is the mail's fault: once the setting or the server is right, the same mail can go.
        return Outcome("put_off", reason=reason, code=code, stops=True)
    if phase == "dot" and answer.is_silence:
        return Outcome(
            "unknown", reason=f"The mail server {server} did not say whether it has the mail: {answer.text}."
        )
    if answer.is_for_good:
        return _refused(phase, answer, reason=reason)
    return Outcome("put_off", reason=reason, code=code, stops=answer.is_silence or answer.code == 421)  # noqa: PLR2004  "Closing", RFC 5321.


def _refused(phase: Phase, answer: Answer, *, reason: str) -> Outcome:
    if phase == "sender":
        return Outcome("refused", reason=reason, code=str(answer.code), stops=True)
    if phase == "recipient":
        is_bad = is_no_such_address(answer)
        return Outcome("failed", reason=reason, code=BAD_ADDRESS if is_bad else str(answer.code), is_point_bad=is_bad)
    return Outcome("refused", reason=reason, code=str(answer.code))


def is_no_such_address(answer: Answer) -> bool:
    """Say whether an answer means that the address is none, and not that the server dislikes us (RFC 3463).

    >>> is_no_such_address(Answer(550, "5.7.1 blocked by policy"))
    False
    """
    enhanced = _ENHANCED.search(answer.text)
    if enhanced:
        return enhanced[0].startswith("5.1.") and enhanced[0] not in {"5.1.7", "5.1.8"}
    return answer.code in _NO_SUCH_CODES
