"""Facts a rule works out from history: how many events, the last, the first, or what the last one said.

A fact is looked up by person in debt, and further by whom an act reaches, its debt, its account at acquisition or its
number. Windows are whole calendar days of the person, the act's own day included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars import wall_clock
from goodstanding.compliance.expression.typed import Expression
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history.tally import Tally, tally
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import (
    NOTHING,
    Cells,
    Truth,
    Words,
    concatenated,
    default_of,
    spread,
    taken,
    words_present,
)

Whole: TypeAlias = NDArray[np.int64]
By = Literal["person", "debt", "account", "creditor", "contact", "channel", "program", "message"]
Wanted = Literal["count", "any", "latest", "earliest", "take"]
AGES_AGO = -(2**40)


@dataclass(frozen=True, slots=True)
class HistoryFact:
    """One fact: which events, looked up by what, over how long, and what is wanted of them."""

    wanted: Wanted
    condition: Expression
    by: tuple[By, ...] = ()
    days: Expression | None = None
    since: Expression | None = None
    take: str = ""
    also_left_out: Callable[[View, NDArray[np.bool_]], NDArray[np.bool_]] | None = None

    @property
    def by_debt(self) -> bool:
        """Say whether each debt of an act has an answer of its own."""
        return bool(set(OWED) & set(self.by))

    def __call__(self, view: View) -> Cells:
        """Work the fact out for every act of a view, or for every debt where the view is one of debts."""
        return evaluate(self, view)


@dataclass(frozen=True, slots=True)
class Found:
    """The events of each question, in order: where they begin and end, and who asked (the place of the act)."""

    order: Tally
    low: Whole
    high: Whole
    owner: Whole | None
    acts: int

    def over_acts(self, cells: Whole, combine: np.ufunc, empty: int) -> Whole:
        """Bring an answer for each debt of an act down to one for the act."""
        if self.owner is None:
            return cells
        result = np.full(self.acts, empty, np.int64)
        combine.at(result, self.owner, cells)
        return result


def found(fact: HistoryFact, view: View) -> Found:
    """Look the events of a fact up for every act of a view."""
    events = view.events()
    chosen = spread(fact.condition.run(events).yes, events.length)
    if fact.also_left_out is not None:
        chosen = chosen & ~fact.also_left_out(view, chosen)
    index = np.flatnonzero(chosen)
    debts = view if view.grain == "debt" else view.debts() if fact.by_debt else None
    whose, index = _event_columns(fact, view, index)
    asked = _question_columns(fact, view, debts)
    order = tally(whose, view.brief.events.whole("at")[index], index, asked)
    now = debts.whole("at") if debts is not None else view.whole("at")
    low, high = order.places(_beginning(fact, view, debts), now)
    owner = None if debts is None or debts is view else debts.owner
    return Found(order, low, np.maximum(high, low), owner, view.length)


def _beginning(fact: HistoryFact, view: View, debts: View | None) -> Whole:
    start = np.full(view.length, AGES_AGO, np.int64)
    if fact.days is not None:
        start = day_start(view, view.today() - np.asarray(fact.days.run(view)) + 1)
    if fact.since is not None:
        since = spread(fact.since.run(view), view.length)
        start = np.maximum(start, np.where(since == NOTHING, AGES_AGO, since))
    return start if debts is None or debts is view else start[debts.owner]


def day_start(view: View, days: Whole) -> Whole:
    """Return the first instant of a day on each person's own calendar; a day that is not known stays so."""
    zones: Words = view.act_column("home_zone")  # type: ignore[assignment]  # a declared column of words.
    days, codes = spread(days, view.length), spread(zones.codes, view.length)
    starts = np.full(view.length, NOTHING, np.int64)
    for code, zone in words_present(zones, view.length):
        here = (codes == code) & (days != NOTHING)
        starts[here] = wall_clock.start_of(days[here], zone)
    return starts


OWED = ("creditor", "account", "debt")
"""By what a debt's events are told apart, the widest first."""


def _owed(fact: HistoryFact, brief: Brief) -> str:
    """Return the widest way asked for; where nobody filled in creditors, each account counts as one creditor's."""
    asked = next(one for one in OWED if one in fact.by)
    return "account" if asked == "creditor" and not len(brief.creditor_of_event) else asked


def _owed_of_event(fact: HistoryFact, brief: Brief) -> Whole:
    listed = {"creditor": brief.creditor_of_event, "account": brief.account_of_event, "debt": brief.debt_of_event}
    return listed[_owed(fact, brief)]


def _event_columns(fact: HistoryFact, view: View, index: Whole) -> tuple[list[Whole], Whole]:
    brief = view.brief
    columns: list[Whole] = []
    if fact.by_debt:
        wanted = np.zeros(brief.events.length, bool)
        wanted[index] = True
        pairs = np.flatnonzero(wanted[brief.event_of_debt])
        owed = _owed_of_event(fact, brief)
        pairs = _once(pairs, brief, owed)
        columns.append(owed[pairs])
        index = brief.event_of_debt[pairs]
    columns.insert(0, brief.events.whole("subject")[index])
    for name, event_column, act_column in WORD_KEYS:
        if name in fact.by:
            (mine, _), _ = concatenated(_pair(view, event_column, act_column))
            columns.append(spread(mine, brief.events.length)[index].astype(np.int64) + 1)
    return columns, index


def _once(pairs: Whole, brief: Brief, owed: Whole) -> Whole:
    """Leave out pairs that tell the same again: a call about two loans of one account is one call about it."""
    shared = owed[pairs] != brief.debt_of_event[pairs]
    if not shared.any():
        return pairs
    doubtful = np.zeros(brief.events.length, bool)
    doubtful[brief.event_of_debt[pairs[shared]]] = True
    some = doubtful[brief.event_of_debt[pairs]]
    mine = pairs[some]
    _, first = np.unique(np.stack([brief.event_of_debt[mine], owed[mine]]), axis=1, return_index=True)
    return np.concatenate([pairs[~some], mine[np.sort(first)]])


def _question_columns(fact: HistoryFact, view: View, debts: View | None) -> list[Whole]:
    asking = view if debts is None else debts
    columns = [asking.whole("subject")]
    if debts is not None:
        column = debts.column(_owed(fact, view.brief))
        columns.append(spread(column, debts.length))
    for name, event_column, act_column in WORD_KEYS:
        if name in fact.by:
            (_, theirs), _ = concatenated(_pair(view, event_column, act_column))
            across = spread(theirs, len(view.brief)).astype(np.int64) + 1
            mine = across if view.acts is None else across[view.acts]
            columns.append(mine if debts is None else mine[debts.owner])
    return columns


WORD_KEYS = (
    ("person", "person", "act_person"),
    ("contact", "contact", "act_to"),
    ("channel", "channel", "act_channel"),
    ("program", "program", "act_program"),
    ("message", "event_of", "act_id"),
)


def _pair(view: View, event_column: str, act_column: str) -> list[Words]:
    mine, theirs = view.brief.events.column(event_column), view.brief.acts.column(act_column)
    assert isinstance(mine, Words), "Looked up by a column of words."
    assert isinstance(theirs, Words), "Looked up by a column of words."
    return [mine, theirs]


def evaluate(fact: HistoryFact, view: View) -> Cells:
    """Work a fact out for every act of a view."""
    events = found(fact, view)
    many = events.high - events.low
    if fact.wanted == "count":
        return events.over_acts(many, np.maximum, 0)
    if fact.wanted == "any":
        some = events.over_acts(many, np.maximum, 0) > 0
        return Truth(some, ~some)
    return _one_of(fact, view, events)


def _one_of(fact: HistoryFact, view: View, events: Found) -> Cells:
    some = events.high > events.low
    place = events.low if fact.wanted == "earliest" else events.high - 1
    picked = np.full(len(some), -1, np.int64)
    picked[some] = events.order.index[place[some]]
    if events.owner is not None:
        picked = _picked_of_acts(events, picked, view, earliest=fact.wanted == "earliest")
    return cells_at(view, fact.take or "at", picked)


def _picked_of_acts(events: Found, picked: Whole, view: View, *, earliest: bool) -> Whole:
    at = view.brief.events.whole("at")
    result = np.full(events.acts, -1, np.int64)
    assert events.owner is not None, "Only answers by debt are brought together."
    order = np.argsort(np.where(picked >= 0, at[picked] if len(at) else 0, -1), kind="stable")
    order = order[::-1] if earliest else order
    known = order[picked[order] >= 0]
    result[events.owner[known]] = picked[known]
    return result


def cells_at(view: View, column: str, places: Whole) -> Cells:
    """Return a column of events at some places; -1 gives nothing."""
    sheet = view.brief.events
    # Without events there are only the defaults, in no row; one row of them is looked at and then left out.
    cells: Any = sheet.column(column) if sheet.length else default_of(sheet.declared[column])
    missing = places < 0
    if sheet.length == 0 or np.ndim(cells[0] if isinstance(cells, tuple) else cells) == 0:
        cells = _spread(cells, max(sheet.length, 1))
    held = taken(cells, np.where(missing, 0, places))
    if isinstance(held, Truth):
        return Truth(held.yes & ~missing, held.no & ~missing)
    if isinstance(held, Words):
        return Words(np.where(missing, -1, held.codes).astype(np.int32), held.words)
    return np.where(missing, NOTHING, held)


def _spread(cells: Any, length: int) -> Any:
    if isinstance(cells, Truth):
        return Truth(np.full(length, cells.yes), np.full(length, cells.no))
    if isinstance(cells, Words):
        return Words(np.full(length, cells.codes, np.int32), cells.words)
    return np.full(length, cells, np.int64)
