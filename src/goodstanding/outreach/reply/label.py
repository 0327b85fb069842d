"""What a reply can mean, how it can be matched, and what can follow from it."""

from collections.abc import Mapping
from typing import Literal

Label = Literal[
    "stop", "attorney", "dispute", "bankruptcy", "death", "wrong_person", "hardship", "complaint", "refusal", "paid",
    "promise", "callback", "question", "other", "autoreply",
]  # fmt: skip

LABELS: Mapping[str, str] = {
    "stop": "They want to hear no more from us, on this channel or at all.",
    "attorney": "An attorney speaks for them.",
    "dispute": "They say that the debt, or a part of it, is not right, or ask us to prove it.",
    "bankruptcy": "They are bankrupt, or filed for it.",
    "death": "The person has died.",
    "wrong_person": "We reached somebody else.",
    "hardship": "They cannot pay: no work, illness, no money.",
    "complaint": "They complain of how they were treated.",
    "refusal": "They refuse to pay.",
    "paid": "They say that they have paid.",
    "promise": "They say that they will pay, or propose how.",
    "callback": "They ask to be called, or to be called at another time.",
    "question": "They ask something.",
    "other": "Thanks, an acknowledgement, or nothing to act on.",
    "autoreply": "A machine answered.",
}
"""The gravest first: of two that are equally sure the first is the main one."""

LEGAL: tuple[str, ...] = ("stop", "attorney", "dispute", "bankruptcy", "death")
"""What the law attaches something to, so that missing one is worse than finding one too many."""

STOPS_CONTACT: tuple[str, ...] = ("stop", "attorney", "bankruptcy", "death", "wrong_person")
"""What stops contact at once, before anybody has looked."""

CONTENT: Mapping[str, str] = {"dispute": "dispute", "refusal": "refuses_to_pay", "question": "payment_question"}
"""The word under which the law counts a message of a label; for a stop it depends on how far it goes."""

WAYS: Mapping[str, str] = {
    "token": "by the address it was sent to, which only our message to them carried",
    "thread": "by the message of ours that it answers",
    "sender": "by the address or number it came from",
    "reference": "by the account that it names",
    "note": "by whoever wrote it down",
    "portal": "by the page it was written on",
    "person": "by somebody of the house",
    "several": "several people come into question",
    "nobody": "nobody is known by what it says",
}

DEEDS: Mapping[str, str] = {
    "opt_out": "Contact by a channel was stopped.",
    "cease": "All contact was stopped.",
    "opt_in": "Texts were started again.",
    "answer": "A call for help was answered.",
    "attorney": "An attorney was put on record.",
    "hold": "The account was put on hold.",
    "circumstance": "A circumstance was put on record.",
    "wrong_point": "The address or number was marked as another person's.",
    "dispute": "A dispute was opened.",
    "promise": "A promise was recorded.",
    "release": "The hold was released: it was read wrongly.",
    "report": "It was put on a worklist.",
    "settled": "It was settled.",
}
