"""Which packs are in force for an act, where nobody names them by hand: those whose own condition holds.

A condition that cannot be decided (the state is not known, say) lets the pack in: more law is the safe side.
"""

from dataclasses import replace

import numpy as np

from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import Sheet, spread, word_sets


def with_packs(brief: Brief, lawbook: Lawbook) -> Brief:
    """Return the brief with the packs in force for each act filled in."""
    chosen: list[list[str]] = [[] for _ in range(len(brief))]
    for pack in lawbook.packs:
        if not pack.enabled:
            continue
        holds = spread(~pack.selects.run(View(brief, None, {})).no, len(brief))
        for act in np.flatnonzero(holds):
            chosen[act].append(pack.id)
    acts = brief.acts
    return replace(brief, acts=Sheet(acts.length, acts.declared, {**acts.cells, "packs": word_sets(chosen)}))
