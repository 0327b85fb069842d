"""One payment for several debts: where it may go, where it may not, and how the person wants it divided."""

from typing import Any

import numpy as np

from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.shapes.computed import plain
from goodstanding.factsheet.sheet import NOTHING


def computed(rule: Rule, view: View) -> list[dict[str, object]]:
    """Return the debts a payment may and may not be applied to and, where the person said how, its division."""
    del rule
    debts = view.debts()
    rows: list[dict[str, Any]] = [{"may_apply_to": [], "must_not_apply_to": []} for _ in range(view.length)]
    if debts.owner is None:
        return list(rows)
    disputed: Any = debts.column("debt_disputed")
    held_back = np.broadcast_to(~disputed.no, (debts.length,))
    directed = np.broadcast_to(np.asarray(debts.column("debt_directed"), np.int64), (debts.length,))
    names = plain(debts.column("debt_id"), "text", debts.length)
    written = plain(directed, "amount", debts.length)
    for place, owner in enumerate(debts.owner.tolist()):
        rows[owner]["must_not_apply_to" if held_back[place] else "may_apply_to"].append(names[place])
        if directed[place] != NOTHING and not held_back[place]:
            rows[owner].setdefault("apply", {})[names[place]] = written[place]
    return list(rows)
