"""Which law is in force for which act: the packs named for it, and the values of a rule on the act's own day."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.compliance.expression.view import Value
from goodstanding.compliance.lawbook.rule import IN_FORCE, Pack, Rule
from goodstanding.compliance.lawbook.value import DatedValue
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import Words, members, spread

Whole: TypeAlias = NDArray[np.int64]


def pack_rows(pack: Pack, brief: Brief) -> Whole:
    """Return the acts for which a pack is in force."""
    packs = brief.acts.column("packs")
    assert isinstance(packs, Words), "Packs are a column of sets of words."
    if "packs" not in brief.memory:
        brief.memory["packs"] = [frozenset(members(word)) for word in packs.words]
    holds = np.array([pack.id in named for named in brief.memory["packs"]] + [False], bool)
    return np.flatnonzero(spread(holds[packs.codes], len(brief))) if holds.any() else NO_ROWS


NO_ROWS = np.empty(0, np.int64)


def epochs(
    rule: Rule, brief: Brief, rows: Whole | None, *, known_on: int | None
) -> Iterator[tuple[Whole | None, Mapping[str, Value], bool]]:
    """Return acts grouped by what the rule's values are on their day, and whether the law of that day is known."""
    changes = _changes(rule, known_on)
    first, last = _span(brief)
    low, high = bisect_right(changes, first), bisect_right(changes, last)
    if low == high:
        yield rows, *_values_on(rule, changes[low - 1] if low else None, known_on)
        return
    days = brief.days() if rows is None else brief.days()[rows]
    groups = np.searchsorted(np.array(changes, np.int64), days, side="right")
    for group in range(low, high + 1):
        here = np.flatnonzero(groups == group)
        if len(here):
            yield (
                here if rows is None else rows[here],
                *_values_on(rule, changes[group - 1] if group else None, known_on),
            )


def _span(brief: Brief) -> tuple[int, int]:
    """Return the first and the last day of a batch."""
    if "span" not in brief.memory:
        days = brief.days()
        brief.memory["span"] = (int(days.min()), int(days.max())) if len(days) else (0, 0)
    first, last = brief.memory["span"]
    return first, last


def _changes(rule: Rule, known_on: int | None) -> list[int]:
    """Return the days on which a value of a rule changes, as announced on a day."""
    key = ("changes", known_on)
    if key not in rule.memory:
        rule.memory[key] = sorted({e.first_day for value in rule.values.values() for e in value.as_announced(known_on)})
    found: list[int] = rule.memory[key]
    return found


def _values_on(rule: Rule, day: int | None, known_on: int | None) -> tuple[Mapping[str, Value], bool]:
    key = ("values", day, known_on)
    if key not in rule.memory:
        rule.memory[key] = _read_values(rule, day, known_on)
    found: tuple[Mapping[str, Value], bool] = rule.memory[key]
    return found


def _read_values(rule: Rule, day: int | None, known_on: int | None) -> tuple[Mapping[str, Value], bool]:
    if day is None:
        return {name: _first_words(value) for name, value in rule.values.items()}, False
    entries = {name: value.on(day, known_on=known_on) for name, value in rule.values.items()}
    return {name: entry.value if entry else None for name, entry in entries.items()}, entries[IN_FORCE] is not None


def _first_words(value: DatedValue) -> Value:
    """Before the law is known its lists of words still tell which acts it speaks of; numbers and days it has none."""
    first = value.entries[0].value
    return first if isinstance(first, tuple) else None
