"""Duty within n days: something is owed once something has happened, and by a day.

`owed` says when, `due` by which day (inclusive), `done` what fulfils it. A deed of fulfilment after the day is late,
and refused.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from goodstanding.compliance.expression.kleene import both, where_known
from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.typed import expect
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.shapes.computed import plain
from goodstanding.compliance.shapes.form import Deciding, Form, condition, expression, optional
from goodstanding.factsheet.sheet import NOTHING, Truth


class WithinDays(Deciding):
    """A duty; asked as an act it says whether the act comes in time, asked as a calculation by when it is due."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """Late where the day has passed and nothing fulfilled it."""
        due, today = np.asarray(rule.options["due"].run(view)), view.today()
        late = where_known(today > due, (due != NOTHING) & (today != NOTHING))
        return both(rule.options["owed"].run(view), late)

    def computed(self, rule: Rule, view: View) -> list[dict[str, object]]:
        """Return whether the duty is owed, the day it is due, how far it may be put off, and whether it is done."""
        columns = {
            name: plain(found.run(view), found.sort, view.length) for name, found in rule.options.items() if found
        }
        rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
        return [{key: cell for key, cell in row.items() if cell is not None} for row in rows]


def _prepare(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    later = optional(raw, "extendable_to", scope, where)
    done = optional(raw, "done", scope, where)
    return {
        "owed": condition(raw, "owed", scope, where),
        "due": expect(expression(raw, "due", scope, where), "date"),
        "extendable_to": later and expect(later, "date"),
        "done": done and expect(done, "truth"),
    }


DUTY = Form("Duty within n days.", ("owed", "due", "extendable_to", "done"), _prepare, WithinDays)
