"""Limitation: how long after a claim accrued suit may be begun on it.

`of` says whose debts a rule of limitation speaks of, for acts of every kind, because other rules ask whether a debt is
time-barred. `periods` lists how many years which claims have; where several fit, or the sort of claim is not known, the
earliest end counts. `not_counted` is the other shape: spans during which no time runs, and a day before which no period
ends. What both say is worked out before any rule is asked, see `goodstanding.compliance.limitation`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from goodstanding.compliance.expression.functions import day_of
from goodstanding.compliance.expression.of_debts import over_debts
from goodstanding.compliance.expression.reading import Scope, read
from goodstanding.compliance.expression.typed import Expression, expect
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.computed import plain
from goodstanding.compliance.shapes.form import Computing, Deciding, Form, condition, expression
from goodstanding.factsheet.sheet import NOTHING, Truth, Whole, spread

CLAIMS = ("written", "open", "card", "oral")
PERIOD_KEYS = {"claims", "when", "years", "not_after"}


class Limits(Deciding):
    """Refuses suit on a debt that is time-barred; where that is not known, so is the answer."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """Barred where any debt of the act is."""
        found: Truth = rule.options["barred"].run(view)
        return found


class NotCounted(Computing):
    """Tells how many days since accrual do not count."""

    def computed(self, rule: Rule, view: View) -> list[dict[str, object]]:
        """Return the days since accrual that do not count, and the day before which no period ends."""
        debts = view.debts()
        accrued = spread(debts.column("debt_accrued"), debts.length)
        days = np.zeros(view.length, np.int64)
        if debts.owner is not None:
            np.maximum.at(
                days, debts.owner, uncounted(rule, debts, accrued, day_of(debts, debts.whole("at"), "instant"))
            )
        rows: list[dict[str, object]] = [{"days": int(one)} for one in days]
        before = rule.options["not_before"]
        latest = [None] * view.length if before is None else plain(before.run(debts), "date", debts.length)
        for owner, day in zip([] if debts.owner is None else debts.owner.tolist(), latest, strict=False):
            rows[owner] |= {"not_before": day} if day is not None else {}
        return rows


def uncounted(rule: Rule, view: View, first: Whole, last: Whole) -> Whole:
    """Return how many days after the first, up to the last, fall into a span during which no time runs."""
    total = np.zeros(view.length, np.int64)
    for begins, ends in rule.options["spans"]:
        start, stop = (spread(one.run(view), view.length) for one in (begins, ends))
        low = np.maximum(start, first + 1)
        high = np.where(stop == NOTHING, last, np.minimum(stop, last))
        known = (start != NOTHING) & (first != NOTHING) & (high >= low)
        total += np.where(known, high - low + 1, 0)
    return total


def _limitation(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    of_debt = replace(scope, grain="debt")
    if not raw.get("periods"):
        raise LawbookRefused(f"{where} lacks periods.")
    restarts = condition(raw, "restarts", of_debt, where) if "restarts" in raw else None
    return {
        "of": condition(raw, "of", scope, where),
        "periods": [_period(one, of_debt, f"{where}: periods") for one in raw["periods"]],
        "restarts": restarts,
        "barred": over_debts([expect(read("debt_time_barred", of_debt), "truth")], every=False),
    }


def _period(raw: Mapping[str, Any], scope: Scope, place: str) -> dict[str, Any]:
    unknown = (set(raw) - PERIOD_KEYS) | (set(raw.get("claims") or []) - set(CLAIMS))
    if unknown:
        raise LawbookRefused(f"{place}: nothing is called {', '.join(sorted(unknown))}.")
    return {
        "claims": tuple(raw.get("claims") or CLAIMS),
        "when": condition(raw, "when", scope, place) if "when" in raw else None,
        "years": expect(expression(raw, "years", scope, place), "number"),
        "not_after": expect(expression(raw, "not_after", scope, place), "date") if "not_after" in raw else None,
    }


def _not_counted(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    of_debt = replace(scope, grain="debt")
    spans: list[tuple[Expression, Expression]] = [
        (expect(expression(one, "from", of_debt, where), "date"), expect(expression(one, "to", of_debt, where), "date"))
        for one in raw.get("spans") or []
    ]
    before = expect(expression(raw, "not_before", of_debt, where), "date") if "not_before" in raw else None
    return {"of": condition(raw, "of", scope, where), "spans": spans, "not_before": before}


LIMITATION = Form("Limitation of claims.", ("of", "periods", "restarts"), _limitation, Limits)
NOT_COUNTED = Form("Days a limitation leaves out.", ("of", "spans", "not_before"), _not_counted, NotCounted)
