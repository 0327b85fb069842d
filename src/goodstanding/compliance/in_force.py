"""Which law is in force for which act: the packs named for it, and the values of a rule on the act's own day."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars import wall_clock
from goodstanding.compliance.expression.view import Value
from goodstanding.compliance.lawbook.rule import IN_FORCE, Pack, Rule
from goodstanding.compliance.lawbook.value import DatedValue
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import Words, members

Whole: TypeAlias = NDArray[np.int64]


def pack_rows(pack: Pack, brief: Brief) -> Whole:
    """Return the acts for which a pack is in force."""
    packs = brief.acts.column("packs")
    assert isinstance(packs, Words), "Packs are a column of sets of words."
    holds = np.array([pack.id in members(word) for word in packs.words] + [False], bool)
    return np.flatnonzero(np.broadcast_to(holds[packs.codes], (len(brief),)))


def epochs(
    rule: Rule, brief: Brief, rows: Whole | None, *, known_on: int | None
) -> Iterator[tuple[Whole | None, Mapping[str, Value], bool]]:
    """Return acts grouped by what the rule's values are on their day, and whether the law of that day is known."""
    changes = sorted({entry.first_day for value in rule.values.values() for entry in value.as_announced(known_on)})
    days = act_days(brief) if rows is None else act_days(brief)[rows]
    groups = np.searchsorted(np.array(changes, np.int64), days, side="right")
    low, high = (int(groups.min()), int(groups.max())) if len(groups) else (0, -1)
    for group in range(low, high + 1):
        here = np.flatnonzero(groups == group) if low != high else None
        if here is not None and not len(here):
            continue
        acts = rows if here is None else here if rows is None else rows[here]
        yield acts, *_values_on(rule, changes[group - 1] if group else None, known_on)


def _values_on(rule: Rule, day: int | None, known_on: int | None) -> tuple[Mapping[str, Value], bool]:
    if day is None:
        return {name: _first_words(value) for name, value in rule.values.items()}, False
    entries = {name: value.on(day, known_on=known_on) for name, value in rule.values.items()}
    return {name: entry.value if entry else None for name, entry in entries.items()}, entries[IN_FORCE] is not None


def _first_words(value: DatedValue) -> Value:
    """Before the law is known its lists of words still tell which acts it speaks of; numbers and days it has none."""
    first = value.entries[0].value
    return first if isinstance(first, tuple) else None


def act_days(brief: Brief) -> Whole:
    """Return each act's day on its person's own calendar."""
    zones, at = brief.acts.column("home_zone"), brief.acts.whole("at")
    assert isinstance(zones, Words), "The zone is a column of words."
    if not zones.words:
        return at // wall_clock.DAY
    codes = np.broadcast_to(zones.codes, (len(brief),))
    days = at // wall_clock.DAY
    for code, zone in enumerate(zones.words):
        here = codes == code
        if here.any():
            days[here] = wall_clock.day_of(at[here], zone)
    return days
