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
    outcome = Outcome.begin(plan)
    law = Law(lawbook, (known_at.date() - EPOCH).days)
    for turn in range(plan.turns):
        rows = np.flatnonzero(outcome.is_open() & plan.asks[:, turn])
        if len(rows):
            _ask(outcome, plan, books, law, rows=rows, turn=turn)
    return outcome.table(messages)


def _ask(outcome: Outcome, plan: Plan, books: Books, law: Law, *, rows: Whole, turn: int) -> None:
    """Ask about one channel of some messages, and again later in the day where only the hour was wrong."""
    asked = plan.asked(rows, turn)
    judged, may = _judged(asked, books, law)
    excepted = (judged.state == EXCEPTED) & may
    outcome.permit(rows[may], plan, turn, at=asked.at[may])
    outcome.excepted(rows[excepted], judged, np.flatnonzero(excepted))
    later = np.flatnonzero(~may & (judged.next_at > asked.at) & (judged.next_at < plan.not_after[rows]))
    next_at = judged.next_at.copy()
    if len(later):
        again = asked.of(later, at=judged.next_at[later])
        judged_again, may_again = _judged(again, books, law)
        outcome.permit(rows[later[may_again]], plan, turn, at=again.at[may_again])
        next_at[later] = judged_again.next_at
        may[later] = may_again
    refused = np.flatnonzero(~may)
    outcome.refuse(rows[refused], plan, turn, judged=judged, acts=refused, next_at=next_at[refused])


def _judged(asked: Asked, books: Books, law: Law) -> tuple[Judgement, Flags]:
    judged = judge(brief_of(asked, books, lawbook=law.book), law.book, weigh=False, known_on=law.known_on)
    return judged, np.array(judged.permitted(), bool)
