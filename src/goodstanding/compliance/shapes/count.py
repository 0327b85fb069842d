"""Counted in a window: so many events in so many calendar days, and the next is one too many."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from goodstanding.compliance.expression.functions import day_of
from goodstanding.compliance.expression.kleene import where_known
from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.typed import expect
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history import fact as history
from goodstanding.compliance.history.reading import history_fact
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.form import Deciding, Form, expression, optional
from goodstanding.factsheet.sheet import NOTHING, Truth, Whole, spread


class Count(Deciding):
    """`counts` says what is counted, `most` how many there may be, this act included.

    The window is calendar days, the act's day included, or from the beginning of the calendar week or month (`since`).
    `sooner` is a day before the window's end on which the next act is no longer counted, such as one consented to.
    """

    def breach(self, rule: Rule, view: View) -> Truth:
        """Too many where as many as are allowed have happened already."""
        events = history.found(rule.options["counts"], view)
        many = events.over_acts(events.high - events.low, np.maximum, 0)
        return where_known(many >= np.asarray(rule.options["most"].run(view)), np.bool_(1))

    def reopens(self, rule: Rule, view: View) -> Whole:
        """Return the beginning of the day on which enough of the events have left the window."""
        events = history.found(rule.options["counts"], view)
        most = spread(rule.options["most"].run(view), view.length)
        mine = most if events.owner is None else most[events.owner]
        blocking = events.high - mine
        full = (blocking >= events.low) & (mine > 0)
        at = np.full(len(events.low), NOTHING, np.int64)
        at[full] = view.brief.events.whole("at")[events.order.index[blocking[full]]]
        latest = events.over_acts(at, np.maximum, int(NOTHING))
        if rule.options["next"] is not None:
            return history.day_start(view, np.asarray(rule.options["next"].run(view)))
        days = spread(rule.options["counts"].days.run(view), view.length)
        day = day_of(view, latest, "instant")
        free = np.where(day == NOTHING, NOTHING, day + days)
        return history.day_start(view, np.asarray(self._or_sooner(rule, view, free)))

    @staticmethod
    def _or_sooner(rule: Rule, view: View, days: Whole) -> Whole:
        if rule.options["sooner"] is None:
            return days
        sooner = np.broadcast_to(np.asarray(rule.options["sooner"].run(view)), days.shape)
        first: Whole = np.where((sooner == NOTHING) | (days == NOTHING), days, np.minimum(days, sooner))
        return first


def _prepare(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    if "counts" not in raw or "most" not in raw:
        raise LawbookRefused(f"{where} lacks counts or most.")
    counts = history_fact(raw["counts"], scope, f"{where}: counts")
    if counts.wanted != "count":
        raise LawbookRefused(f"{where}: counts says count, not {counts.wanted}.")
    following = optional(raw, "next", scope, where)
    if counts.days is None and following is None:
        raise LawbookRefused(f"{where}: counts says neither within_days nor, with since, what comes next.")
    return {
        "counts": counts,
        "most": expect(expression(raw, "most", scope, where), "number"),
        "next": following,
        "sooner": optional(raw, "sooner", scope, where),
    }


COUNT = Form("Counted in a window.", ("counts", "most", "next", "sooner"), _prepare, Count)
