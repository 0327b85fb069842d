"""An order: which chunk of people is to be worked, for which day, by which strategies; and the answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

import pyarrow as pa

from goodstanding.strategy.document.document import Running

Lane = Literal["person", "account"]
PEOPLE_PER_CHUNK = 50_000


class Chunk(NamedTuple):
    """People whose numbers are `number * width` or more and less than `(number + 1) * width`.

    In the lane of accounts the numbers are those of accounts nobody is known to owe. The same number means the same
    people every night.
    """

    lane: Lane
    number: int
    width: int = PEOPLE_PER_CHUNK

    @property
    def first(self) -> int:
        """Return the lowest number in the chunk."""
        return self.number * self.width

    @property
    def beyond(self) -> int:
        """Return the first number after the chunk."""
        return self.first + self.width


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a worker is told. It can be pickled; workers open the books by `books`, a libpq address."""

    day: date
    known_at: datetime
    books: str
    running: tuple[Running, ...]
    templates: frozenset[str]
    """The published templates, as "name/channel/language" and "name/channel/*"."""
    clients: pa.Table
    portfolios: pa.Table
    policies: tuple[Mapping[str, str], ...] = ()
    """The files of each policy the house adopted: path to text."""


@dataclass(slots=True)
class Answer:
    """What was decided for one chunk. Tables follow tables.py; `seconds` are by phase."""

    chunk: Chunk
    accounts: int
    due: int
    sheet: pa.Table
    items: pa.Table
    messages: pa.Table
    lines: pa.Table
    decided: pa.Table
    exceptions: pa.Table
    warnings: pa.Table
    assigned: pa.Table
    seconds: dict[str, float] = field(default_factory=dict)
