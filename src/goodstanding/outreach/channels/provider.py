"""What is asked of a provider and what it answers, the same for every channel.

For the worker, which hands consignments over, and for every adapter. An adapter sends what it gets and tells the truth
about what it knows: `put_off` and `refused` only where the provider certainly does not have the consignment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from goodstanding.refusal import Refusal

OutcomeWord = Literal["accepted", "refused", "put_off", "failed", "unknown"]
FoundWord = Literal["accepted", "delivered", "bounced", "failed", "refused", "absent", "cannot tell"]


class ChannelRefused(Refusal, ValueError):
    """A channel cannot be set or used like this; the sentence says why."""


class Part(NamedTuple):
    """A file that goes along, or a part of what was sent that is kept."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Consignment:
    """A finished message: what it says, byte for byte, where it goes, and under which key.

    `to` is an e-mail address, a number in E.164, or the lines of a postal address. Only what the channel needs is
    filled: `text` and `html` for mail, `text` for texts and for what is spoken, `pdf` for letters. `page` is the
    letter's typst source, for whoever prints many of them as one. `text_sha256` is of the text without the white space
    around it, where something is looked up of which only that is known.
    """

    key: str
    message_id: int
    attempt: int
    channel: str
    to: str
    to_name: str = ""
    language: str = "en"
    subject: str = ""
    text: str = ""
    html: str = ""
    pdf: bytes = b""
    page: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    not_after: datetime | None = None
    text_sha256: str = ""


class Outcome(NamedTuple):
    """What became of handing a consignment over, as far as the provider said so at once.

    `code` is the provider's own; `again_after_s` is how long it asked us to wait. `sent` is what left, byte for byte,
    to be kept as a copy. `stops` says that no other consignment need be tried now, because the provider cannot be
    reached or refuses us altogether. `is_stopped` says that the person told the provider to stop what comes from us,
    `is_point_bad` that nothing will ever arrive at this address or number.
    """

    word: OutcomeWord
    reference: str = ""
    reason: str = ""
    code: str = ""
    again_after_s: int | None = None
    sent: tuple[Part, ...] = ()
    segments: int | None = None
    cost_minor: int | None = None
    cost_currency: str = ""
    stops: bool = False
    is_stopped: bool = False
    is_point_bad: bool = False


class Found(NamedTuple):
    """What looking a key up at a provider showed. "absent": it certainly never got it. "cannot tell": nobody knows."""

    word: FoundWord
    reference: str = ""
    reason: str = ""


class Provider(Protocol):
    """An adapter of one channel. It may keep a connection open between consignments; `close` ends it."""

    name: str

    def send(self, consignment: Consignment) -> Outcome:
        """Hand one consignment over and say what became of it. Raises nothing: what goes wrong is an outcome."""
        ...

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        """Ask what became of a consignment that was handed over at an instant under its key. Raises nothing."""
        ...

    def close(self) -> None:
        """Let go of connections and finish what is gathered."""
        ...


class BatchProvider(Protocol):
    """A provider that takes many consignments as one, such as a print house: all of a batch are taken, or none is."""

    name: str
    batch: int
    """How many consignments it takes at most at a time."""

    def send_batch(self, consignments: Sequence[Consignment], *, batch_key: str) -> list[Outcome]:
        """Hand consignments over as one batch under its key, and return their outcomes in order. Raises nothing."""
        ...

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        """Ask what became of a consignment of an earlier batch."""
        ...

    def close(self) -> None:
        """Let go of what is held open."""
        ...
