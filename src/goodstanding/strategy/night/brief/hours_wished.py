"""Hours outside those the people asked about wish to be reached at, as windows of a brief.

Few people name hours, so that what suits them is worked out one wish at a time; a wish is read once.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from goodstanding.compliance.lawbook.value import read_time
from goodstanding.compliance.shapes.hours import WEEKDAYS
from goodstanding.factsheet.brief import WINDOWS
from goodstanding.factsheet.sheet import NOTHING, Cells, Sheet, Words
from goodstanding.parties.preference import Hours, read_hours
from goodstanding.strategy.hours import by_every_clock, outside
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.columns import (
    MICROSECONDS,
    Rows,
    Whole,
    is_among,
    last_of,
    rows_by,
    whole,
    words,
    words_taken,
)  # fmt: skip
from goodstanding.strategy.night.brief.instants import instant
from goodstanding.strategy.night.brief.points import Places

SENSE, FROM_WHOM = "inconvenient", "consumer"


@dataclass(frozen=True, slots=True)
class Wished:
    """Wishes for hours, by person; `ends` is exclusive, NOTHING for none. Instants are in microseconds."""

    by_person: Rows
    value: Words
    begins: Whole
    ends: Whole
    learned_at: Whole
    uttered: Whole
    """In which order the wishes were first heard of; of two that are alike in all else the first counts."""


def wished_of(table: pa.Table, people: Rows, *, known_at: int) -> Wished:
    """Return the hours some people wish to be reached at, as known at an instant (microseconds)."""
    whose = people.first(whole(table, "person_id"))
    learned = whole(table, "learned_at")
    kept = np.flatnonzero((whose >= 0) & (learned <= known_at) & is_among(words(table, "kind"), ("hours",)))
    kept = kept[np.lexsort((whole(table, "preference_id")[kept], learned[kept]))]
    table, whose, learned = table.take(pa.array(kept)), whose[kept], learned[kept]
    value, begins = words(table, "value"), whole(table, "effective_at")
    heard = np.arange(len(kept))
    rows, first = (last_of(whose, np.asarray(value.codes, np.int64), begins, order) for order in (heard, -heard))
    return Wished(
        rows_by(whose[rows]), words_taken(value, rows), begins[rows], whole(table, "ended_at")[rows], learned[rows],
        heard[first],
    )  # fmt: skip


def windows_of(wished: Wished, asked: Asked, places: Places, *, people: Whole) -> Sheet:
    """Return the hours of the week outside what each act's person wishes; the subject of an act is its place."""
    owner, rows = wished.by_person.all(people)
    at = asked.at[owner] * MICROSECONDS
    holds = (wished.begins[rows] <= at) & ((wished.ends[rows] == NOTHING) | (at < wished.ends[rows]))
    owner, rows = owner[holds], rows[holds]
    rank = np.empty(len(rows), np.int64)
    rank[np.lexsort((-wished.uttered[rows], wished.learned_at[rows], wished.begins[rows]))] = np.arange(len(rows))
    last = last_of(owner, rank)
    return _sheet(_told(wished, asked, places, people=people, acts=owner[last], rows=rows[last]))


Window = tuple[int, int, int, int]
"""Subject, weekdays as bits from Monday, and the first and the last second but one of the day."""


def _told(wished: Wished, asked: Asked, places: Places, *, people: Whole, acts: Whole, rows: Whole) -> list[Window]:
    wishes: dict[str, tuple[Hours, ...]] = {}
    found: dict[tuple[str, int, int], list[tuple[int, int, int]]] = {}
    shut: dict[tuple[Hours, ...], list[tuple[int, int, int]]] = {}
    told = []
    codes = np.asarray(wished.value.codes).tolist()
    for act, row in zip(acts.tolist(), rows.tolist(), strict=True):
        value, pattern = wished.value.words[codes[row]], int(places.pattern[people[act]])
        key = value, pattern, int(asked.at[act])
        if key not in found:
            windows = wishes.setdefault(value, read_hours(value))
            here = tuple(by_every_clock(windows, zones=places.ordered[pattern], at=instant(key[2])))
            found[key] = shut[here] = shut.get(here) or [_window(one) for one in outside(here)]
        told += [(act, *one) for one in found[key]]
    return told


def _window(told: dict[str, Any]) -> tuple[int, int, int]:
    (day,) = told["days"]
    place = "the hours a person named"
    return 1 << WEEKDAYS.index(day), read_time(str(told["from"]), place), read_time(str(told["to"]), place)


def _sheet(told: list[Window]) -> Sheet:
    columns = np.array(told, np.int64).reshape(len(told), 4).T
    one = np.int32(0)
    cells: dict[str, Cells] = dict(zip(("subject", "weekdays", "opens", "closes"), columns, strict=True))
    return Sheet(len(told), WINDOWS, cells | {"sense": Words(one, (SENSE,)), "learned_via": Words(one, (FROM_WHOM,))})
