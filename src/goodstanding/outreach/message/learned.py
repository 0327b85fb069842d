"""What was learned of a message: a state or a mark, from whom, and what came with it.

For everybody who learns something: the worker, providers' tellings, looking up, and people of the house.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from goodstanding.outreach.channels.provider import Part
from goodstanding.outreach.message.life import LEFT, MARKS, Standing, moves

PLACED = "application/x-place"
"""The media type of a part whose bytes lie in a file of the data folder: its content is the place, a line feed, the
media type, the hash and the size."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What exactly was handed over, and to whom; `parts` are kept byte for byte."""

    provider: str
    subject: str = ""
    text: str = ""
    language: str = ""
    segments: int | None = None
    cost_minor: int | None = None
    cost_currency: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """One thing learned. `source_key` makes it the same when it is told again; `due_at` is for what still waits."""

    message_id: int
    word: str
    attempt: int
    source: str
    source_key: str
    happened_at: datetime
    reference: str = ""
    reason: str = ""
    due_at: datetime | None = None
    sent: Sent | None = None


def is_forward(now: Standing, told: Learned) -> bool:
    """Say whether what was learned changes where the message stands."""
    return told.word not in MARKS and moves(now, Standing(told.word, told.attempt))  # type: ignore[arg-type]  # no mark.


def reached_somebody(before: str, after: str) -> bool:
    """Say whether a change of state is the one by which a contact took place, as far as anybody can tell.

    What nobody can tell counts as well: a law that limits contacts must not be broken by our not knowing.
    """
    counted = ("unknown", *LEFT)
    return after in counted and before not in counted


class Placed(NamedTuple):
    """Where a part lies that is not kept in the database; `sha256` is in hexadecimal."""

    place: str
    media_type: str
    sha256: str
    size: int


def is_placed(part: Part) -> bool:
    """Say whether a part lies in a file of the data folder."""
    return part.media_type == PLACED


def placed(name: str, *, place: str, media_type: str, sha256_hex: str, size: int) -> Part:
    """Return a part whose bytes lie in the data folder, for an adapter that keeps them there itself."""
    return Part(name, PLACED, "\n".join([place, media_type, sha256_hex, str(size)]).encode())


def read_placed(part: Part) -> Placed:
    """Return where a part lies."""
    place, media_type, hashed, size = part.content.decode().split("\n")
    return Placed(place, media_type, hashed, int(size))


def digest(part: Part) -> str:
    """Return the SHA-256 of a part's bytes, in hexadecimal, wherever they lie."""
    return read_placed(part).sha256 if is_placed(part) else sha256(part.content).hexdigest()
