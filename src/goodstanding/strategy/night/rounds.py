"""The gate asked about the night's messages, round by round over the channels of each, until one may be used.

In every round each message still open asks about its next channel with a usable contact point. Where the gate refuses
but would permit later within the same day's hours, it is asked again about that instant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pyarrow as pa

from goodstanding.compliance.gate import EXCEPTED, Judgement, judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.situation.plain import EPOCH
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.books import Books, books_of
from goodstanding.strategy.night.brief.brief import brief_of
from goodstanding.strategy.night.brief.columns import Flags, Whole
from goodstanding.strategy.night.outcome import Outcome
from goodstanding.strategy.night.plan import Plan, plan_of


@dataclass(frozen=True, slots=True)
class Law:
    """The law to decide by, as announced on a day (days since 1970)."""

    book: Lawbook
    known_on: int


@dataclass(slots=True)
class Place:
    """Where each message stands: which of its channels is asked about, and at which instant.

    `following` gives, for each message and turn, the first turn from there on in which it has something to ask.
    """

    turn: Whole
    at: Whole
    is_put_off: Flags
    following: Whole

    @classmethod
    def begin(cls, plan: Plan) -> "Place":
        """Return where messages stand before anything is asked."""
        many, turns = plan.asks.shape
        ahead = np.where(plan.asks, np.arange(turns), turns)
        following = np.full((many, turns + 1), turns, np.int64)
        following[:, :turns] = np.minimum.accumulate(ahead[:, ::-1], axis=1)[:, ::-1]
        return cls(following[:, 0].copy(), plan.opens.copy(), np.zeros(many, bool), following)

    def put_off(self, rows: Whole, *, until: Whole) -> None:
        """Ask some messages again at a later instant of the day, once for each channel."""
        self.at[rows], self.is_put_off[rows] = until, True

    def go_on(self, rows: Whole, plan: Plan) -> None:
        """Let some messages ask about their next channel, at the beginning of their hours."""
        self.turn[rows] = self.following[rows, self.turn[rows] + 1]
        self.at[rows], self.is_put_off[rows] = plan.opens[rows], False


def ask_gate(
    messages: pa.Table,
    lines: pa.Table,
    reading: Mapping[str, pa.Table],
    *,
    lawbook: Lawbook,
    day: date,
    known_at: datetime,
    clients: pa.Table,
) -> pa.Table:
    """Return what becomes of each message, in the order of messages; see tables.py for the form of every table.

    `reading` holds what is read of the books for a chunk, with the debts of the contacts.
    """
    books = books_of(messages, lines, reading, known_at=known_at, clients=clients)
    plan = plan_of(messages, books, day=(day - EPOCH).days)
    outcome, place = Outcome.begin(plan), Place.begin(plan)
    law = Law(lawbook, (known_at.date() - EPOCH).days)
    while len(rows := np.flatnonzero(outcome.is_open() & (place.turn < plan.turns))):
        asked = plan.asked(rows, place.turn[rows], at=place.at[rows])
        _answer(outcome, plan, place, rows=rows, judged=_judged(asked, books, law))
    return outcome.table(messages)


def _answer(outcome: Outcome, plan: Plan, place: Place, *, rows: Whole, judged: Judgement) -> None:
    """Let messages go that may, put off those whose hour comes later in the day, note what stands against the rest."""
    may = judged.permitted()
    outcome.permit(rows[may], plan, place.turn[rows[may]], at=place.at[rows[may]])
    excepted = np.flatnonzero(may & (judged.state == EXCEPTED))
    outcome.excepted(rows[excepted], judged, excepted)
    in_time = (judged.next_at > place.at[rows]) & (judged.next_at < plan.not_after[rows])
    later = ~may & in_time & ~place.is_put_off[rows]
    refused = np.flatnonzero(~may & ~later)
    outcome.refuse(rows[refused], plan, place.turn[rows[refused]], judged=judged, acts=refused)
    place.put_off(rows[later], until=judged.next_at[later])
    place.go_on(rows[refused], plan)


def _judged(asked: Asked, books: Books, law: Law) -> Judgement:
    return judge(brief_of(asked, books, lawbook=law.book), law.book, weigh=False, known_on=law.known_on)
