"""The functions that look at every debt of an act and bring what they find down to one answer for the act."""

from typing import Any

import numpy as np

from goodstanding.compliance.expression.typed import WHOLE, Expression, expect
from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.sheet import NOTHING, Truth, spread


def over_debts(arguments: list[Expression], *, every: bool) -> Expression:
    """any_debt(condition), every_debt(condition): asked of each debt of the act; without debts both are no."""
    asked = expect(arguments[0], "truth")

    def run(view: View) -> Truth:
        debts = view.debts()
        yes, no = (spread(part, debts.length) for part in asked.run(debts))
        owner = debts.owner if debts.owner is not None else np.empty(0, np.int64)
        total, holds, fails = (np.bincount(owner, weights, view.length) for weights in (None, yes, no))
        if every:
            return Truth((total > 0) & (holds == total), (total == 0) | (fails > 0))
        return Truth(holds > 0, fails == total)

    return Expression("truth", run, asked.reads)


def of_debt(arguments: list[Expression]) -> Expression:
    """of_debt(what): a day or number of the act's first debt; nothing for an act without debts."""
    asked = expect(arguments[0], *WHOLE)

    def run(view: View) -> Any:
        debts = view.debts()
        cells = spread(asked.run(debts), debts.length)
        owner = debts.owner if debts.owner is not None else np.empty(0, np.int64)
        found = np.full(view.length, NOTHING)
        found[owner[::-1]] = cells[::-1]
        return found

    return Expression(asked.sort, run, asked.reads)


def last_of_debts(arguments: list[Expression]) -> Expression:
    """last_of_debts(what): the latest day or greatest number of an act's debts; nothing where one lacks it."""
    asked = expect(arguments[0], *WHOLE)

    def run(view: View) -> Any:
        debts = view.debts()
        cells = spread(asked.run(debts), debts.length)
        owner = debts.owner if debts.owner is not None else np.empty(0, np.int64)
        found = np.full(view.length, NOTHING)
        np.maximum.at(found, owner, cells)
        found[owner[cells == NOTHING]] = NOTHING
        return found

    return Expression(asked.sort, run, asked.reads)
