"""Before a debt is reported: somebody spoke with the consumer about it, or wrote and waited, and nothing came back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars import wall_clock
from goodstanding.compliance.expression.functions import day_of
from goodstanding.compliance.expression.reading import Scope, read_condition
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history import fact as history
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.factsheet.sheet import NOTHING, Truth, Words

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
SPOKEN = "outcome = 'conversation' AND channel IN (:spoken) AND person IN (:consumers) AND NOT none_discussed"
WRITTEN = (
    "direction = 'outbound' AND channel IN (:written) AND person IN (:consumers) AND NOT outcome IN (:undeliverable)"
    " AND NOT message IN (:not_about_debt)"
)
CAME_BACK = "event IN (:undeliverable)"


def breach(rule: Rule, view: View) -> Truth:
    """Refused where some debt of the act was neither spoken of nor written of in time."""
    debts = view.debts()
    if debts.owner is None:
        return Truth(np.ones(view.length, bool), np.zeros(view.length, bool))
    spoken, ready = _by_debt(rule, view)
    open_to = spoken | ((ready != NOTHING) & (ready <= debts.whole("at")))
    fine = np.ones(view.length, bool)
    np.logical_and.at(fine, debts.owner, open_to)
    fine &= np.bincount(debts.owner, minlength=view.length) > 0
    return Truth(~fine, fine)


def reopens(rule: Rule, view: View) -> Whole:
    """Return when every debt of the act will have waited long enough; NOTHING where one never will."""
    debts = view.debts()
    result = np.full(view.length, NOTHING)
    if debts.owner is None:
        return result
    spoken, ready = _by_debt(rule, view)
    ready = np.where(spoken, debts.whole("at"), ready)
    never = np.zeros(view.length, bool)
    np.logical_or.at(never, debts.owner, ready == NOTHING)
    np.maximum.at(result, debts.owner, ready)
    return np.where(never, NOTHING, result)


def _by_debt(rule: Rule, view: View) -> tuple[Flags, Whole]:
    """Return, by debt, whether it was spoken of, and when the first good letter has waited long enough."""
    period = view.values["period_days"]
    assert isinstance(period, int), "How long to wait is a number of days."
    talks = history.found(_fact(rule, SPOKEN), view)
    letters = history.found(_fact(rule, WRITTEN, left_out=partial(_came_back, rule=rule, period=period)), view)
    some = letters.high > letters.low
    sent = np.full(len(some), NOTHING)
    sent[some] = view.brief.events.whole("at")[letters.order.index[letters.low[some]]]
    debts = view.debts()
    assert debts.owner is not None, "Asked where there are debts."
    monitored: Any = view.column("collector_bounce_mailbox_monitored")
    watched = np.broadcast_to(monitored.yes, (view.length,))[debts.owner]
    days = day_of(debts, sent, "instant")
    ready = np.asarray(history.day_start(debts, np.where(days == NOTHING, NOTHING, days + period)))
    return talks.high > talks.low, np.where(watched, ready, NOTHING)


def _fact(rule: Rule, text: str, *, left_out: Callable[[View, Flags], Flags] | None = None) -> history.HistoryFact:
    scope = Scope("event", {name: value.sort for name, value in rule.values.items()}, {})
    return history.HistoryFact("count", read_condition(text, scope), ("debt",), also_left_out=left_out)


def _came_back(view: View, chosen: Flags, *, rule: Rule, period: int) -> Flags:
    """Say which letters a notice of non-delivery, received within their period, undoes."""
    events = view.events()
    returned = np.flatnonzero(np.broadcast_to(_fact(rule, CAME_BACK).condition.run(events).yes, (events.length,)))
    undone = np.zeros(events.length, bool)
    if not len(returned):
        return undone
    notices: dict[tuple[int, str], list[int]] = {}
    subject, days = view.brief.events.whole("subject"), _event_days(view)
    names, of = _texts(view, "event_id"), _texts(view, "event_of")
    for row in returned.tolist():
        notices.setdefault((int(subject[row]), of(row)), []).append(int(days[row]))
    for row in np.flatnonzero(chosen & np.isin(subject, subject[returned])).tolist():
        undone[row] = _within(notices, int(subject[row]), names(row), int(days[row]), period)
    return undone


def _within(notices: Mapping[tuple[int, str], list[int]], subject: int, name: str, sent: int, period: int) -> bool:
    """Say whether a notice that names the letter, or names none, came within the letter's period."""
    heard = [*(notices.get((subject, name), []) if name else []), *notices.get((subject, ""), [])]
    return any(0 <= day - sent < period for day in heard)


def _texts(view: View, column: str) -> Callable[[int], str]:
    cells: Any = view.events().column(column)
    codes = np.broadcast_to(cells.codes, (view.brief.events.length,))
    return lambda row: cells.words[codes[row]] if codes[row] >= 0 else ""


def _event_days(view: View) -> Whole:
    """Return the day of each event on its person's own calendar."""
    zones, acts = view.brief.acts.column("home_zone"), view.brief.acts.whole("subject")
    assert isinstance(zones, Words), "The zone is a column of words."
    subjects, first = np.unique(acts, return_index=True)
    code_of = np.broadcast_to(zones.codes, (len(acts),))[first]
    whose, at = view.brief.events.whole("subject"), view.brief.events.whole("at")
    codes = code_of[np.minimum(np.searchsorted(subjects, whose), len(subjects) - 1)]
    days = at // wall_clock.DAY
    for code, zone in enumerate(zones.words):
        here = codes == code
        if here.any():
            days[here] = wall_clock.day_of(at[here], zone)
    return np.asarray(days, np.int64)
