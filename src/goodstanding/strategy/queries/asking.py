"""Asking the gate again about acts that are about to be handed over or sent, by the facts of the moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.queries import law_in_force
from goodstanding.factsheet.sheet import NOTHING, Words
from goodstanding.strategy.night.brief.asked import ACT_KINDS, CONTACT, Asked
from goodstanding.strategy.night.brief.books import Books, books_of
from goodstanding.strategy.night.brief.brief import brief_of
from goodstanding.strategy.night.brief.columns import coded
from goodstanding.strategy.night.reading import read_contact_debts, read_people, read_some
from goodstanding.strategy.night.reasons import reasons
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.orders import known_at
from goodstanding.strategy.queries.reading import BooksInUse


def ask_again(acts: Sequence[PendingAct], at: datetime) -> dict[int, str]:
    """Return, by number, a sentence for each act that the law does not permit as things stand at an instant.

    Each is asked about at the instant it is planned for, or at `at` where that is over, by what is known at `at`, and
    by what was learned before the clock was set back to it.
    """
    if not acts:
        return {}
    instants = [max(act.hour_at or act.planned_at, at) for act in acts]
    return {number: told.sentence for number, told in _refused(acts, instants, at=at, purposes=()).items()}


class Refused(NamedTuple):
    """Why the law does not permit an act at an instant, by which rule, and from when on it would."""

    sentence: str
    rule: str
    again_at: datetime | None


def ask_now(acts: Sequence[PendingAct], at: datetime, *, purposes: Sequence[str] = ()) -> dict[int, Refused]:
    """Return, by number, why the law does not permit acts at this very instant, for each that it does not.

    purposes  why each act is done, in their order; "" where nobody says.
    """
    return _refused(acts, [at] * len(acts), at=at, purposes=purposes) if acts else {}


def _refused(
    acts: Sequence[PendingAct], instants: Sequence[datetime], *, at: datetime, purposes: Sequence[str]
) -> dict[int, Refused]:
    known = known_at(at)
    books = _books(acts, known)
    book = law_in_force(day=at.date(), known_at=known)
    asked = _asked(acts, books, instants)
    if any(purposes):
        asked = replace(asked, purpose=_words([purpose or None for purpose in purposes]))
    brief = brief_of(asked, books, lawbook=book)
    judged = judge(brief, book, weigh=False, known_on=(known.date() - EPOCH).days)
    refused = np.flatnonzero(~judged.permitted())
    why = reasons(judged, refused)
    return {
        acts[place].act_id: Refused(
            f"{why.texts[code]} ({why.rules[code]})" if why.rules[code] else why.texts[code],
            why.rules[code],
            _instant(int(judged.next_at[place])),
        )
        for place, code in zip(refused.tolist(), why.code.tolist(), strict=True)
    }


def _instant(seconds: int) -> datetime | None:
    return None if seconds == NOTHING else datetime.fromtimestamp(seconds, UTC)


def _books(acts: Sequence[PendingAct], at: datetime) -> Books:
    """Read what the books say of the people these acts are to, as far as it is known at the instant."""
    in_use = BooksInUse()
    people = pa.array([act.person_id for act in acts], pa.int64())
    # A day later than any act: the brief itself leaves out what an act's own day does not know yet.
    last_day = max(at, *(act.planned_at for act in acts)).date() + timedelta(days=1)
    reading = read_some(in_use, people, day=last_day, known_at=at)
    reading["contact_debt"] = read_contact_debts(in_use, people)
    clients = read_people(in_use, known_at=at)["client"]
    messages = pa.table(
        {
            "message": pa.array(range(len(acts)), pa.int64()),
            "person_id": people,
            "client_id": pa.array([act.client_id for act in acts], pa.int64()),
        }
    )
    debts = [(place, debt) for place, act in enumerate(acts) for debt in sorted({one.debt_id for one in act.lines})]
    lines = pa.table(
        {
            "message": pa.array([place for place, _ in debts], pa.int64()),
            "account_id": pa.array([debt for _, debt in debts], pa.int64()),
        }
    )
    return books_of(messages, lines, reading, known_at=at, clients=clients)


def _asked(acts: Sequence[PendingAct], books: Books, instants: Sequence[datetime]) -> Asked:
    kinds = [ACT_KINDS[act.kind] for act in acts]
    channels = [act.channel if kind == CONTACT else None for act, kind in zip(acts, kinds, strict=True)]
    points = np.array([-1 if act.contact_point_id is None else act.contact_point_id for act in acts], np.int64)
    return Asked(
        message=np.arange(len(acts), dtype=np.int64),
        kind=_words(kinds),
        channel=_words(channels),
        point=books.points.by_number.first(points),
        at=np.array([int(one.timestamp()) for one in instants], np.int64),
    )


def _words(told: Sequence[str | None]) -> Words:
    return coded(pa.array(told, pa.string()))
