"""Barred by a circumstance: while something is so, the act may not happen.

Also "needs a consent" and "needs a licence": there the act is barred while the consent or the licence is not there.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from goodstanding.compliance.expression.kleene import opposite
from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.typed import expect
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history.fact import day_start
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.shapes.form import Deciding, Form, condition, optional
from goodstanding.factsheet.sheet import NOTHING, Truth, Whole, spread


class Barred(Deciding):
    """`when` says when the act is barred; `until` (an instant, or the first free day) from when it no longer is."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """Barred where the circumstance holds."""
        found: Truth = rule.options["when"].run(view)
        return found

    def reopens(self, rule: Rule, view: View) -> Whole:
        """Return the instant, or the beginning of the day, from which the circumstance no longer holds."""
        until = rule.options["until"]
        if until is None:
            return NOTHING
        cells = np.asarray(until.run(view))
        return day_start(view, cells) if until.sort == "date" else spread(cells, view.length)


class Needed(Barred):
    """`given` says when what the act needs is there."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """Barred where what is needed is not there."""
        return opposite(rule.options["when"].run(view))


def _barred(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    until = optional(raw, "until", scope, where)
    return {"when": condition(raw, "when", scope, where), "until": until and expect(until, "date", "instant")}


def _needed(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    until = optional(raw, "until", scope, where)
    return {"when": condition(raw, "given", scope, where), "until": until and expect(until, "date", "instant")}


BARRED = Form("Barred by a circumstance.", ("when", "until"), _barred, Barred)
NEEDS_CONSENT = Form("Needs a consent.", ("given", "until"), _needed, Needed)
NEEDS_LICENCE = Form("Needs a licence.", ("given", "until"), _needed, Needed)
