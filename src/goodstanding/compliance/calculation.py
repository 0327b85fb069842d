"""Calculations: dates, amounts and answers that a provision computes, and duties with the day they are due."""

from dataclasses import dataclass

import numpy as np

from goodstanding.compliance.expression.view import View
from goodstanding.compliance.in_force import epochs, pack_rows
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import IN_FORCE, Rule
from goodstanding.compliance.limitation import limited
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import spread


@dataclass(frozen=True, slots=True)
class Calculated:
    """What a rule computed for one act."""

    rule: Rule
    level: int
    act: int
    value: dict[str, object]


def calculate(brief: Brief, lawbook: Lawbook, *, known_on: int | None = None) -> dict[int, Calculated]:
    """Return, by act, what the most specific rule that has something to give for it gives."""
    brief = limited(brief, lawbook, known_on=known_on)
    best: dict[int, Calculated] = {}
    for pack in lawbook.packs:
        rows = pack_rows(pack, brief)
        for rule in pack.rules if len(rows) else ():
            if rule.asks not in ("compute", "must"):
                continue
            for acts, values, known in epochs(rule, brief, rows, known_on=known_on):
                if known and values[IN_FORCE] is True:
                    for one in _of_rule(rule, pack.level, View(brief, acts, values, rule.facts)):
                        if one.value and _weight(one) > _weight(best.get(one.act)):
                            best[one.act] = one
    return best


def _weight(one: Calculated | None) -> tuple[int, int]:
    return (one.level, one.rule.prominence) if one else (0, 0)


def _of_rule(rule: Rule, level: int, view: View) -> list[Calculated]:
    speaks = np.flatnonzero(spread(rule.acts.run(view).yes, view.length))
    if not len(speaks):
        return []
    acts = speaks if view.acts is None else view.acts[speaks]
    mine = View(view.brief, acts, view.values, view.facts)
    if rule.binds is not None:
        bound = np.flatnonzero(~spread(rule.binds.run(mine).no, mine.length))
        acts = acts[bound]
        mine = View(view.brief, acts, view.values, view.facts)
    found = rule.decides.computed(rule, mine)
    return [Calculated(rule, level, int(act), value) for act, value in zip(acts, found, strict=True)]
