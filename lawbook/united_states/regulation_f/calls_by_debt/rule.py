"""On which debt a call counts: by debt how many calls and conversations, or which debts a call may be counted on."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.compliance.expression.reading import Scope, read_condition
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history import fact as history
from goodstanding.compliance.history.consented import consented_events
from goodstanding.compliance.history.tally import tally
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.shapes.computed import plain
from goodstanding.factsheet.sheet import members

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
PLACED = "direction = 'outbound' AND channel IN (:calls) AND NOT outcome IN (:not_connected) AND NOT wrong_number"
TALKED = "outcome = 'conversation' AND NOT wrong_number"
CONSENT = {"scope": "additional_calls", "days": ":consent_days"}


def computed(rule: Rule, view: View) -> list[dict[str, object]]:
    """Return calls and conversations by debt; where the collector chooses, the calls and the debts to choose from."""
    placed, talked = _chosen(rule, view, PLACED), _chosen(rule, view, TALKED)
    placed &= ~consented_events(CONSENT, view, placed)
    per_debt: Any = view.column("act_per_debt")
    wanted = np.broadcast_to(per_debt.yes, (view.length,))
    tables, choices = _tables(view, placed, talked), _choices(view, placed)
    return [tables[act] if wanted[act] else choices[act] for act in range(view.length)]


def _chosen(rule: Rule, view: View, text: str) -> Flags:
    scope = Scope("event", {name: value.sort for name, value in rule.values.items()}, {})
    events = view.events()
    return np.broadcast_to(read_condition(text, scope).run(events).yes, (events.length,)).copy()


def _since(view: View) -> Whole:
    days = view.values["window_days"]
    assert isinstance(days, int), "The window is a number of days."
    return np.asarray(history.day_start(view, view.today() - days + 1))


def _tables(view: View, placed: Flags, talked: Flags) -> list[dict[str, object]]:
    debts = view.debts()
    rows: list[dict[str, object]] = [{} for _ in range(view.length)]
    if debts.owner is None:
        return rows
    calls = _how_many(view, placed, about_only=True)
    talks = _how_many(view, talked, about_only=False)
    names = plain(debts.column("debt_id"), "text", debts.length)
    for place, owner in enumerate(debts.owner.tolist()):
        rows[owner][str(names[place])] = {"calls": int(calls[place]), "conversations": int(talks[place])}
    return rows


def _how_many(view: View, chosen: Flags, *, about_only: bool) -> Whole:
    """Count events in the window by person and account; `about_only` leaves out debts a call was not made about."""
    brief, debts = view.brief, view.debts()
    assert debts.owner is not None, "Asked where there are debts."
    pairs = np.flatnonzero(chosen[brief.event_of_debt])
    if about_only:
        pairs = pairs[_made_about(view, pairs)]
    events = brief.event_of_debt[pairs]
    whose = [brief.events.whole("subject")[events], brief.account_of_event[pairs]]
    accounts = np.broadcast_to(np.asarray(debts.column("account"), np.int64), (debts.length,))
    order = tally(whose, brief.events.whole("at")[events], events, [debts.whole("subject"), accounts])
    low, high = order.places(_since(view)[debts.owner], debts.whole("at"))
    many: Whole = np.maximum(high - low, 0)
    return many


def _made_about(view: View, pairs: Whole) -> Flags:
    """Say which pairs of a call and a debt are of the call itself, not only of what was spoken of in it."""
    brief = view.brief
    made: Any = view.events().column("placed_for")
    codes = np.broadcast_to(made.codes, (brief.events.length,))[brief.event_of_debt[pairs]]
    numbers = np.broadcast_to(np.asarray(brief.debts.column("debt"), np.int64), (brief.debts.length,))
    names = dict(zip(numbers.tolist(), plain(brief.debts.column("debt_id"), "text", brief.debts.length), strict=True))
    kept = []
    for code, debt in zip(codes.tolist(), brief.debt_of_event[pairs].tolist(), strict=True):
        about = members(made.words[code]) if code >= 0 else []
        kept.append(not about or names.get(debt) in about)
    return np.array(kept, bool)


def _choices(view: View, placed: Flags) -> list[dict[str, object]]:
    """Return the calls to the person in the window, and the debts they were begun for."""
    events, since, now = view.brief.events, _since(view), view.whole("at")
    intended = plain(view.events().column("intended"), "texts", events.length)
    debts = view.debts()
    names = plain(debts.column("debt_id"), "text", debts.length)
    owner = debts.owner if debts.owner is not None else np.empty(0, np.int64)
    found: list[dict[str, object]] = []
    for act, subject in enumerate(view.whole("subject").tolist()):
        mine = placed & (events.whole("subject") == subject) & (events.whole("at") >= since[act])
        rows = np.flatnonzero(mine & (events.whole("at") <= now[act])).tolist()
        begun_for = dict.fromkeys(name for row in rows for name in _listed(intended[row]))
        own = [str(names[place]) for place in np.flatnonzero(owner == act).tolist()]
        listed = [one for one in own if one in begun_for] + [one for one in begun_for if one not in own]
        found.append({"total_calls": len(rows), "may_count_toward_any_one_of": listed or own})
    return found


def _listed(cell: object) -> list[str]:
    return [str(one) for one in cell] if isinstance(cell, list) else []
