"""What each message would ask of the gate: its channels in order, the contact point of each, and the day's hours."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodstanding.factsheet.sheet import Words, members
from goodstanding.strategy.document.document import TASK_CHANNEL
from goodstanding.strategy.legal_words import CHANNEL_KINDS
from goodstanding.strategy.night.brief.asked import ACT_KINDS, CONTACT, Asked
from goodstanding.strategy.night.brief.books import Books
from goodstanding.strategy.night.brief.columns import NOWHERE, Flags, Whole, is_among, mapped, whole, words, words_taken
from goodstanding.strategy.night.brief.instants import of_day

NO_CHANNEL = ""
"""Of a deed that is no contact."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What may be asked: for each message (a row) and turn (a column) the channel and the point, and whether to ask.

    `opens` and `not_after` bound the day's hours on the person's clock, in seconds since 1970.
    """

    kind: Words
    names: tuple[str, ...]
    channel: NDArray[np.int32]
    point: Whole
    number: Whole
    asks: Flags
    is_task: Flags
    placed: Flags
    opens: Whole
    not_after: Whole

    @property
    def turns(self) -> int:
        """How many channels a message may try."""
        return int(self.channel.shape[1])

    def asked(self, rows: Whole, turn: Whole, *, at: Whole) -> Asked:
        """Return what some messages ask, each in a turn and at an instant of its own."""
        channel = self.channel[rows, turn]
        return Asked(
            message=rows,
            kind=words_taken(mapped(self.kind, ACT_KINDS.get), rows),
            channel=Words(np.where(channel == self.names.index(NO_CHANNEL), NOWHERE, channel), self.names),
            point=self.point[rows, turn],
            at=at,
        )


def plan_of(messages: pa.Table, books: Books, *, day: int) -> Plan:
    """Return what messages ask on a day (days since 1970)."""
    kind = words(messages, "kind")
    contact, task = is_among(kind, (CONTACT,)), is_among(kind, (TASK_CHANNEL,))
    names, channel = _channels(words(messages, "channels"), deed=~contact & ~task)
    point = _points(names, channel, books)
    by_task = task | (channel == names.index(TASK_CHANNEL)).any(axis=1)
    asks = (point >= 0) & contact[:, None]
    asks[:, 0] |= ~contact & ~task
    homes = words_taken(books.places.home_zone, books.person)
    number = np.append(books.points.number, NOWHERE)[point]
    return Plan(
        kind, names, channel, point, number, asks, by_task, books.places.known[books.person],
        of_day(day, whole(messages, "opens_second"), homes), of_day(day, whole(messages, "closes_second"), homes),
    )  # fmt: skip


def _channels(orders: Words, *, deed: Flags) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return the names of channels, and for each message those it tries, in order; NOWHERE after the last."""
    listed = [members(word) for word in orders.words]
    index = {NO_CHANNEL: 0, TASK_CHANNEL: 1}
    table = np.full((len(listed) + 1, max([1, *map(len, listed)])), NOWHERE, np.int32)
    for row, order in enumerate(listed):
        table[row, : len(order)] = [index.setdefault(name, len(index)) for name in order]
    channel = table[np.asarray(orders.codes)]
    channel[deed] = NOWHERE
    channel[deed, 0] = 0
    return tuple(index), channel


def _points(names: tuple[str, ...], channel: NDArray[np.int32], books: Books) -> Whole:
    """Return the usable contact point of each message for each of its channels, or NOWHERE."""
    usable = {kind: books.points.usable(kind, people=books.people) for kind in set(CHANNEL_KINDS.values())}
    found = np.full(channel.shape, NOWHERE, np.int64)
    for code, name in enumerate(names):
        if name in CHANNEL_KINDS:
            row, turn = np.nonzero(channel == code)
            found[row, turn] = usable[CHANNEL_KINDS[name]][books.person[row]]
    return found
