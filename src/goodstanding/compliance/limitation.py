"""Works out when suit may last be begun on each debt, and so which debts are time-barred, before any rule is asked.

What somebody established about a debt stands: only where nobody said whether it is time-barred does the law of the
person's state answer, from the day the claim accrued. A payment begins the time anew only where a rule says so, and no
rule revives a claim that was barred already. Without an accrual, or without a law for the place, it stays unknown.
"""

from dataclasses import replace

import numpy as np

from goodstanding.calendars import period_table
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.in_force import Whole, epochs
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import IN_FORCE, Rule
from goodstanding.compliance.shapes.limits import CLAIMS, uncounted
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import NOTHING, Flags, Sheet, Truth, Words, spread

CLAIM_OF_TYPE = {"credit_card": "card", "charge_card": "card", "store_card": "card", "open_account": "open"}
"""What a debt's type says of the sort of claim, where nobody named that; of other types it says nothing."""
MONTHS = 12


def limited(brief: Brief, lawbook: Lawbook, *, known_on: int | None = None) -> Brief:
    """Return the brief with the columns `debt_limit_ends`, `debt_time_barred` and `limitation_ends` worked out."""
    accrued = brief.debts.whole("debt_accrued") if len(brief.debt_act) else np.empty(0, np.int64)
    if not (accrued != NOTHING).any():
        return brief
    ends = np.full(brief.debts.length, NOTHING)
    for rule, view in _speaking(brief, lawbook, "limitation", known_on=known_on):
        debts = view.debts()
        rows = np.arange(brief.debts.length) if debts.rows is None else debts.rows
        ends[rows] = _earlier(ends[rows], _end(rule, debts))
    for rule, view in _speaking(brief, lawbook, "not_counted", known_on=known_on):
        _put_off(rule, view.debts(), ends)
    return _with(brief, ends)


def _speaking(brief: Brief, lawbook: Lawbook, shape: str, *, known_on: int | None) -> list[tuple[Rule, View]]:
    found = []
    rules = [rule for pack in lawbook.packs if pack.enabled for rule in pack.rules if rule.shape == shape]
    for rule in rules:
        for rows, values, known in epochs(rule, brief, None, known_on=known_on):
            if not known or values[IN_FORCE] is not True:
                continue
            view = View(brief, np.arange(len(brief)) if rows is None else rows, values, rule.facts)
            spoken = np.flatnonzero(spread(rule.options["of"].run(view).yes, view.length))
            if len(spoken) and view.acts is not None:
                found.append((rule, View(brief, view.acts[spoken], values, rule.facts)))
    return found


def _end(rule: Rule, debts: View) -> Whole:
    accrued = _column(debts, "debt_accrued")
    first = _after(rule, debts, accrued)
    if rule.options["restarts"] is None:
        return first
    paid = _column(debts, "debt_last_payment")
    anew = spread(rule.options["restarts"].run(debts).yes, debts.length)
    in_time = anew & (paid != NOTHING) & (paid > accrued) & (paid <= first)
    if not in_time.any():
        return first
    return np.where(in_time, np.maximum(first, _after(rule, debts, np.where(in_time, paid, accrued))), first)


def _after(rule: Rule, debts: View, begins: Whole) -> Whole:
    """Return the end of the earliest period that fits each debt; the day of accrual itself is not counted."""
    ends = np.full(debts.length, NOTHING)
    for period in rule.options["periods"]:
        fits = _is_claim(debts, period["claims"])
        if period["when"] is not None:
            fits &= ~spread(period["when"].run(debts).no, debts.length)
        years = spread(period["years"].run(debts), debts.length)
        fits &= (begins != NOTHING) & (years != NOTHING)
        end = period_table.later_by_months(np.where(fits, begins, 0), np.where(fits, years, 0) * MONTHS)
        if period["not_after"] is not None:
            end = np.minimum(end, np.asarray(period["not_after"].run(debts)))
        ends = _earlier(ends, np.where(fits, end, NOTHING))
    return ends


def _is_claim(debts: View, claims: tuple[str, ...]) -> Flags:
    """Say which debts are, or for all we know may be, claims of one of these sorts."""
    told, sort = debts.column("debt_claim"), debts.column("debt_type")
    assert isinstance(told, Words) and isinstance(sort, Words), "Sorts of claims and debts are words."
    by_name = np.array([word in claims or word not in CLAIMS for word in told.words] + [True], bool)
    by_type = np.array([CLAIM_OF_TYPE.get(word, claims[0]) in claims for word in sort.words] + [True], bool)
    named = np.array([word in CLAIMS for word in told.words] + [False], bool)
    fits = np.where(named[told.codes], by_name[told.codes], by_type[sort.codes])
    return spread(fits, debts.length).copy()


def _put_off(rule: Rule, debts: View, ends: Whole) -> None:
    """Add the days that do not count, again as long as the time added reaches into more of them."""
    rows = np.arange(len(ends)) if debts.rows is None else debts.rows
    mine, accrued = ends[rows], _column(debts, "debt_accrued")
    later = mine
    for _ in range(4):
        later = np.where(mine == NOTHING, NOTHING, mine + uncounted(rule, debts, accrued, later))
    if rule.options["not_before"] is not None:
        later = np.where(later == NOTHING, NOTHING, np.maximum(later, rule.options["not_before"].run(debts)))
    ends[rows] = later


def _with(brief: Brief, ends: Whole) -> Brief:
    today = brief.days()[brief.debt_act]
    told, known = brief.debts.column("debt_time_barred"), ends != NOTHING
    assert isinstance(told, Truth), "Whether a debt is time-barred is a truth."
    asked = ~(told.yes | told.no) & known
    barred = Truth(told.yes | (asked & (today > ends)), told.no | (asked & (today <= ends)))
    debts = Sheet(brief.debts.length, brief.debts.declared, {
        **brief.debts.cells, "debt_limit_ends": ends, "debt_time_barred": barred,
    })  # fmt: skip
    last = np.full(len(brief), np.iinfo(np.int64).max)
    np.minimum.at(last, brief.debt_act, np.where(known, ends, NOTHING))
    last[last == np.iinfo(np.int64).max] = NOTHING
    acts = Sheet(brief.acts.length, brief.acts.declared, {**brief.acts.cells, "limitation_ends": last})
    return replace(brief, acts=acts, debts=debts)


def _column(debts: View, name: str) -> Whole:
    return spread(debts.column(name), debts.length)


def _earlier(one: Whole, other: Whole) -> Whole:
    return np.where(one == NOTHING, other, np.where(other == NOTHING, one, np.minimum(one, other)))
