"""What becomes of a call: a collector's keystroke or a provider's word, in the words the law counts by.

For the preview dialer, for campaigns and for whoever reads what a provider posts. Which of these words the law takes
for a call that did not connect stands in the lawbook and is handed in; here no call is left out of any count. What a
provider cannot tell is told by the word that counts.
"""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from goodstanding.outreach.contact import OUTCOMES
from goodstanding.refusal import Refusal

Act = Literal["", "promise", "callback", "dispute", "stop", "again", "other number", "message"]
"""What a collector does next: nothing, record a promise, keep an appointment, open a dispute, try again …"""


class OutcomeRefused(Refusal, ValueError):
    """This is no outcome of a call; the sentence says which there are."""


class Outcome(NamedTuple):
    """One outcome: its key, its name, the word the law counts by, and what follows from it.

    `mark` is what the number is marked as; `content` is what the person said, in the words of a contact.
    """

    key: str
    name: str
    contact: str
    says: str
    act: Act = ""
    mark: str = ""
    content: str = ""

    @property
    def is_conversation(self) -> bool:
        """Say whether people spoke about the debt."""
        return self.contact == "conversation"


ALL: tuple[Outcome, ...] = (
    Outcome("c", "spoke", "conversation", "I spoke with them."),
    Outcome("p", "promised", "conversation", "They promise to pay.", act="promise"),
    Outcome("k", "callback", "conversation", "They want to be called later.", act="callback"),
    Outcome("d", "disputes", "conversation", "They say the debt is not right.", act="dispute", content="dispute"),
    Outcome("s", "stop", "conversation", "They want no more calls.", act="stop"),
    Outcome("h", "hung up", "answered_then_dropped", "Somebody answered and hung up.", act="again"),
    Outcome("t", "somebody else", "answered_then_dropped", "Somebody else answered; I said nothing.", act="again"),
    Outcome(
        "w", "wrong person", "answered_then_dropped", "It is somebody else's number.", act="other number",
        mark="wrong person",
    ),
    Outcome("n", "no answer", "rang_no_answer", "It rang and nobody answered.", act="again"),
    Outcome("v", "voicemail left", "voicemail_left", "I left the short message.", act="again"),
    Outcome("m", "machine", "voicemail_reached_no_message", "A machine answered; I left no message.", act="again"),
    Outcome("f", "voicemail full", "voicemail_full_no_message", "The voicemail is full.", act="again"),
    Outcome("r", "recording", "recorded_message_reached", "A recording or a menu answered.", act="again"),
    Outcome("b", "busy", "busy", "The line was busy.", act="again"),
    Outcome("o", "out of service", "not_in_service", "The number is out of service.", act="other number",
            mark="disconnected"),
)  # fmt: skip
BY_KEY: Mapping[str, Outcome] = {one.key: one for one in ALL}
BY_NAME: Mapping[str, Outcome] = {one.name: one for one in ALL}

STEPS: Mapping[Act, str] = {
    "": "Nothing more to do for this call.",
    "promise": "Record the promise on the account.",
    "callback": "Call them again when they asked for it.",
    "dispute": "Open the dispute on the account.",
    "stop": "They are not called any more; it is on record.",
    "again": "Try again on another day and at another hour.",
    "other number": "Find another number; this one is not used any more.",
    "message": "Send a message instead.",
}
"""What is proposed next, in one sentence."""

NOT_ASSIGNED = frozenset({"404", "410", "484", "604"})
"""SIP answers (RFC 3261) that say: no such number."""
ENGAGED = frozenset({"486", "600"})
COUNTS = "no_answer"
"""The word for a call of which more is not known; it counts."""
HUMAN, FAX = "human", "fax"
_BY_STATUS = {"busy": "busy", "no-answer": "rang_no_answer"}
_MACHINES = ("machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other")

assert all(one.contact in OUTCOMES for one in ALL), "Every outcome is one a contact can have."


def read(text: str) -> Outcome:
    """Return the outcome of a key or a name; raises OutcomeRefused.

    >>> read("b").contact, read("wrong person").key
    ('busy', 'w')
    """
    word = text.strip().casefold()
    found = BY_KEY.get(word) or BY_NAME.get(word)
    if found is None:
        known = ", ".join(f"{one.key} ({one.name})" for one in ALL)
        raise OutcomeRefused(f"{text[:30]!r} is no outcome of a call. There are {known}.")
    return found


def told_by_provider(status: str, *, answered_by: str = "", sip: str = "", was_said: bool = False) -> str:
    """Return the outcome that a provider's last word on a call comes to.

    `status` and `answered_by` are the words of a Twilio-compatible provider, `sip` its SIP response code; `was_said`
    tells that our message was spoken to the end. What cannot be told counts as a call that rang.

    >>> told_by_provider("busy"), told_by_provider("completed", answered_by="machine_start")
    ('busy', 'voicemail_reached_no_message')
    """
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status == "failed":
        return "not_in_service" if sip in NOT_ASSIGNED else "busy" if sip in ENGAGED else COUNTS
    if status != "completed":
        return COUNTS
    if answered_by in _MACHINES:
        return "voicemail_left" if was_said else "voicemail_reached_no_message"
    if answered_by == FAX:
        return "recorded_message_reached"
    return "answered_then_dropped"


def is_machine(answered_by: str) -> bool:
    """Say whether the provider heard a machine; what it is not sure of is taken for a person."""
    return answered_by in _MACHINES or answered_by == FAX


def is_connected(contact_outcome: str, *, not_connected: Collection[str]) -> bool:
    """Say whether the law counts a call, given the outcomes it takes for calls that did not connect.

    >>> is_connected("busy", not_connected={"busy"}), is_connected("rang_no_answer", not_connected={"busy"})
    (False, True)
    """
    return contact_outcome not in not_connected
