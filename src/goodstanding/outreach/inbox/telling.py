"""What a post says: things learned of our messages, and messages from people.

For every adapter that reads posts, and for whoever applies what they say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from goodstanding.refusal import Refusal


class PostRefused(Refusal, ValueError):
    """A post is not accepted or cannot be read; the sentence says why. `is_forged` where its signature does not fit."""

    def __init__(self, sentence: str, *, is_forged: bool = False) -> None:
        super().__init__(sentence)
        self.is_forged = is_forged


class Telling(NamedTuple):
    """One thing a provider says of a message.

    `word` is a state or a mark of `message.life`. The message is found by `key` (ours, if the provider gives it back)
    or by `reference` (the provider's). `event_key` makes it the same telling when it comes again. `recipient` is the
    address or number it speaks of; `is_point_bad` says that nothing will ever arrive there.
    """

    word: str
    event_key: str
    happened_at: datetime
    key: str = ""
    reference: str = ""
    recipient: str = ""
    reason: str = ""
    is_point_bad: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from a person, as it came in. `sender` and `receiver` are addresses or numbers as they stand there."""

    channel: str
    event_key: str
    happened_at: datetime
    sender: str
    receiver: str
    subject: str = ""
    text: str = ""
    answers_reference: str = ""
    """What it answers: the Message-ID or reference of ours it names."""
    headers: Mapping[str, str] = field(default_factory=dict)


class Post(NamedTuple):
    """A request as it came: the address it was sent to, its headers in lower case, its body, and when we got it."""

    address: str
    headers: Mapping[str, str]
    body: bytes
    received_at: datetime


class Reader(Protocol):
    """Reads the posts of one source."""

    source: str

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest that makes it the same post; raises PostRefused."""
        ...

    def read(self, post: Post) -> tuple[Sequence[Telling], Sequence[Incoming]]:
        """Return what an accepted post says; raises PostRefused where it cannot be read."""
        ...
