"""A part of a brief: some of its acts with their debts and the histories of their people, as a brief of its own.

A state's law concerns a fiftieth of a country's acts; its rules need not look at everybody's history for that.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.pairing import paired_in_order
from goodstanding.factsheet.sheet import Sheet, taken

Whole = NDArray[np.int64]


class Ordered(NamedTuple):
    """The rows of a sheet in order of their subjects."""

    subjects: Whole
    rows: Whole


def part_of(brief: Brief, acts: Whole) -> Brief:
    """Return a brief of some acts (in rising order); what is about other people is left out."""
    subjects = np.unique(brief.acts.whole("subject")[acts])
    debts = paired_in_order(acts, brief.debt_act, np.arange(len(brief.debt_act)))[1]
    place = np.searchsorted(acts, brief.debt_act[debts])
    events = _of_subjects(brief, brief.events, "events", subjects)
    pairs = _pairs_of(brief, events)
    where = np.searchsorted(events, brief.event_of_debt[pairs])
    return Brief(
        _rows(brief.acts, acts),
        _rows(brief.debts, debts),
        _rows(brief.events, events),
        _rows(brief.consents, _of_subjects(brief, brief.consents, "consents", subjects)),
        _rows(brief.windows, _of_subjects(brief, brief.windows, "windows", subjects)),
        place,
        where,
        brief.debt_of_event[pairs],
        brief.account_of_event[pairs],
        brief.creditor_of_event[pairs] if len(brief.creditor_of_event) else brief.creditor_of_event,
    )


def _rows(sheet: Sheet, rows: Whole) -> Sheet:
    return Sheet(len(rows), sheet.declared, {name: taken(cells, rows) for name, cells in sheet.cells.items()})


def _ordered(brief: Brief, sheet: Sheet, name: str) -> Ordered:
    """Order a sheet by subject once for all parts of a brief."""
    if name not in brief.memory:
        subject = sheet.whole("subject")
        order = np.argsort(subject, kind="stable")
        brief.memory[name] = Ordered(subject[order], order)
    found: Ordered = brief.memory[name]
    return found


def _of_subjects(brief: Brief, sheet: Sheet, name: str, subjects: Whole) -> Whole:
    if not sheet.length:
        return np.empty(0, np.int64)
    ordered = _ordered(brief, sheet, name)
    return np.sort(paired_in_order(subjects, ordered.subjects, ordered.rows)[1])


def _pairs_of(brief: Brief, events: Whole) -> Whole:
    """Return which pairs of event and debt belong to some events."""
    if not len(brief.event_of_debt):
        return np.empty(0, np.int64)
    if "pairs" not in brief.memory:
        order = np.argsort(brief.event_of_debt, kind="stable")
        brief.memory["pairs"] = Ordered(brief.event_of_debt[order], order)
    ordered: Ordered = brief.memory["pairs"]
    return np.sort(paired_in_order(events, ordered.subjects, ordered.rows)[1])
