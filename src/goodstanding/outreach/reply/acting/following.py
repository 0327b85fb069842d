"""What follows at once from a reading: which channels stop, which holds are placed, how urgent its task is.

A stop and an attorney take effect by themselves. What only stops contact until somebody has looked (bankruptcy, death,
another person, danger to a life) is held, and a person confirms. Everything else is proposed.
"""

from collections.abc import Mapping
from typing import NamedTuple

from goodstanding.outreach.reply.label import CONTENT, LEGAL, STOPS_CONTACT
from goodstanding.outreach.reply.reading.reading import Reading

CHANNELS_OF_ALL: tuple[str, ...] = ("email", "sms", "call")
"""Channels that end with a stop of everything; letters are then held until somebody has looked, and after that the law
decides which may still go."""
CHANNEL_OF: Mapping[str, tuple[str, ...]] = {
    "email": ("email",), "sms": ("sms",), "call": ("call",), "voicemail": ("call",), "letter": ("letter",),
    "portal": ("portal",),
}  # fmt: skip
HOLD_REASON: Mapping[str, str] = {
    "attorney": "legal", "bankruptcy": "bankruptcy", "death": "deceased", "wrong_person": "other", "stop": "other",
}  # fmt: skip
URGENT, LEGAL_FIRST, UNDECIDED, ORDINARY = 1000, 500, 300, 100
"""Priorities of tasks: danger to a life, what the law waits for, what nobody could read, everything else."""


class Following(NamedTuple):
    """What is done at once. `stops` are channels, `holds` pairs of label and reason."""

    stops: tuple[str, ...] = ()
    is_cease: bool = False
    is_attorney: bool = False
    holds: tuple[tuple[str, str], ...] = ()
    contents: tuple[str, ...] = ()
    word: str = ""
    """"start" or "help", where a text says nothing else."""


def following(reading: Reading, *, channel: str) -> Following:
    """Return what follows at once from a reading of a reply that came by a channel."""
    sure = reading.sure_labels
    is_cease = "stop" in sure and _goes_all_the_way(reading)
    stops = stopped(reading, channel=channel) if "stop" in sure else ()
    holds = [(label, HOLD_REASON[label]) for label in STOPS_CONTACT if label in sure and label != "stop"]
    if is_cease:
        holds.append(("stop", HOLD_REASON["stop"]))
    if reading.is_urgent:
        holds.append((reading.label, "vulnerability"))
    word = reading.word if channel == "sms" else ""
    return Following(stops, is_cease, "attorney" in sure, tuple(holds), contents(reading, channel=channel), word)


def stopped(reading: Reading, *, channel: str) -> tuple[str, ...]:
    """Return the channels a stop ends: all, those it names, or the one it came by."""
    if _goes_all_the_way(reading):
        return CHANNELS_OF_ALL
    came_by = CHANNEL_OF.get(channel, ())
    named = [one for found in _stops(reading) for one in found]
    # Whoever writes "stop calling" in a text means calls; "stop" alone means where it was written.
    return tuple(dict.fromkeys(named)) or came_by or CHANNELS_OF_ALL


def contents(reading: Reading, *, channel: str) -> tuple[str, ...]:
    """Return the words under which the law counts the reply; only what is sure is counted."""
    words = [CONTENT[label] for label in ("dispute", "refusal") if label in reading.sure_labels]
    if "stop" in reading.sure_labels:
        if _goes_all_the_way(reading):
            words.insert(0, "cease_communication")
        elif channel == "sms":
            words.insert(0, "STOP")
    if reading.word == "start" and channel == "sms":
        words.append("START")
    if not words and reading.is_sure and reading.label in CONTENT:
        words.append(CONTENT[reading.label])
    return tuple(words)


def priority(reading: Reading) -> int:
    """Return how pressing the reply's task is."""
    if reading.is_urgent:
        return URGENT
    if reading.sure_labels & set(STOPS_CONTACT) or reading.label in LEGAL:
        return LEGAL_FIRST
    return ORDINARY if reading.is_sure else UNDECIDED


def needs_nobody(reading: Reading) -> bool:
    """Say whether nobody has to look: a machine answered, or somebody only said thanks."""
    if reading.word in {"start", "help"}:
        return True
    return reading.is_sure and reading.label in {"autoreply", "other"} and not reading.is_urgent


def _goes_all_the_way(reading: Reading) -> bool:
    return reading.scope == "all" or any(one.scope == "all" and one.is_sure for one in reading.findings)


def _stops(reading: Reading) -> list[tuple[str, ...]]:
    main = [reading.channels] if reading.label == "stop" else []
    return main + [one.channels for one in reading.findings if one.label == "stop" and one.is_sure]
