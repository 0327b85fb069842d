"""The contact points of the people asked about, and the places their points and addresses tell."""

from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.calendars import place
from goodstanding.factsheet.sheet import BETWEEN, NOTHING, Words, members
from goodstanding.strategy.legal_words import USABLE, WRONG_PERSON, city_of, place_of
from goodstanding.strategy.night.brief.columns import (
    NOWHERE,
    Flags,
    Rows,
    Whole,
    coded,
    is_among,
    mapped,
    named,
    rows_by,
    whole,
    words,
    words_taken,
)  # fmt: skip

UNTOLD_ZONE = "UTC"
"""Whose calendar a person lives by whose place nobody knows."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a database of reassigned numbers said last of each point: days since 1970, its name and its answer."""

    on: Whole
    since: Whole
    database: Words
    answer: Words


@dataclass(frozen=True, slots=True)
class Points:
    """Contact points in order of person (a place among the people) and number."""

    person: Whole
    number: Whole
    name: Words
    kind: Words
    status: Words
    status_at: Whole
    tied_to: Words
    by_person: Rows
    by_number: Rows
    checked: Checked

    def usable(self, kind: str, *, people: int) -> Whole:
        """Return each person's first usable point of a kind, or NOWHERE."""
        fit = np.flatnonzero(is_among(self.kind, (kind,)) & is_among(self.status, USABLE))
        whose, first = np.unique(self.person[fit], return_index=True)
        found = np.full(people, NOWHERE, np.int64)
        found[whose] = fit[first]
        return found

    def named(self, numbers: Whole) -> Words:
        """Return what points are called by their numbers, on a list that begins with the names of these points."""
        place = self.by_number.first(numbers)
        strange = named(np.where(place < 0, numbers, NOTHING))
        codes = np.where(strange.codes >= 0, strange.codes + len(self.name.words), NOWHERE)
        codes[place >= 0] = np.asarray(self.name.codes)[place[place >= 0]]
        return Words(codes.astype(np.int32), (*self.name.words, *strange.words))

    def wrong(self) -> Flags:
        """Say at which points somebody else was reached."""
        return is_among(self.status, (WRONG_PERSON,))


@dataclass(frozen=True, slots=True)
class Places:
    """Where people are, one row a person: the words of their address, and every zone they may live by.

    `ordered` holds, for each code of `home_zone`'s row in `pattern`, the zones as they were found: the first is home.
    """

    state: Words
    country: Words
    postal_code: Words
    city: Words
    zones: Words
    home_zone: Words
    pattern: Whole
    ordered: tuple[tuple[str, ...], ...]
    known: Flags


def points_of(table: pa.Table, people: Rows) -> tuple[Points, pa.Table]:
    """Return the contact points of some people, and their rows in the same order."""
    whose = people.first(whole(table, "person_id"))
    order = np.lexsort((whole(table, "point_id"), whose))
    order = order[whose[order] >= 0]
    table, whose = table.take(pa.array(order)), whose[order]
    number, kind = whole(table, "point_id"), words(table, "kind")
    found = Points(
        whose, number, named(number), kind, words(table, "status"), whole(table, "status_at"),
        _tied_to(words(table, "label"), kind), rows_by(whose), rows_by(number), _checked_of(table),
    )  # fmt: skip
    return found, table


def _checked_of(table: pa.Table) -> Checked:
    return Checked(
        whole(table, "check_on"), whole(table, "check_since"), words(table, "check_database"),
        words(table, "check_answer"),
    )  # fmt: skip


def _tied_to(label: Words, kind: Words) -> Words:
    """Return the place each point is tied to; worked out once for each label and kind."""
    pairs = np.asarray(label.codes, np.int64) * (len(kind.words) + 1) + np.asarray(kind.codes)
    present, first, codes = np.unique(pairs, return_index=True, return_inverse=True)
    sorts = np.asarray(kind.codes)[first].tolist()
    labels = np.asarray(label.codes)[first].tolist()
    told = [place_of(_word(label, one), kind=_word(kind, sort)) for one, sort in zip(labels, sorts, strict=True)]
    index = {word: code for code, word in enumerate(dict.fromkeys(word for word in told if word))}
    table = np.array([index.get(word or "", NOWHERE) for word in told], np.int32)
    return Words(table[codes] if len(present) else np.empty(0, np.int32), tuple(index))


def places_of(points: Points, table: pa.Table, *, people: int) -> Places:
    """Return where people are, by their first address and by the zones of all their points."""
    address = np.flatnonzero(is_among(points.kind, ("address",)))
    whose, first = np.unique(points.person[address], return_index=True)
    home = np.full(people, NOWHERE, np.int64)
    home[whose] = address[first]
    state, country = (
        mapped(words_taken(words(table, name), home), lambda word: word or None) for name in ("region", "country")
    )
    postal_code = words_taken(words(table, "postal_code"), home)
    city = words_taken(mapped(words(table, "locality"), city_of), home)
    pattern, ordered = _candidates(_told_zones(points, table, people), state, country, _beginnings(postal_code))
    zones, homes = _coded_zones(ordered)
    known = np.array([bool(one) for one in ordered], bool)[pattern] if people else np.empty(0, bool)
    return Places(
        state, country, postal_code, city, words_taken(zones, pattern),
        words_taken(homes, pattern), pattern, ordered, known,
    )  # fmt: skip


def _told_zones(points: Points, table: pa.Table, people: int) -> Words:
    """Return for each person the zones of all their points, in order."""
    grouped = (
        pa.table({"person": pa.array(points.person), "zones": pc.fill_null(table.column("zones"), "")})
        .group_by("person", use_threads=False)
        .aggregate([("zones", "list")])
    )
    joined = coded(pc.binary_join(grouped.column("zones_list").combine_chunks(), BETWEEN))
    codes = np.full(people, NOWHERE, np.int32)
    codes[np.asarray(grouped.column("person"), np.int64)] = joined.codes
    return Words(codes, joined.words)


def _candidates(
    told: Words, state: Words, country: Words, postal_code: Words
) -> tuple[Whole, tuple[tuple[str, ...], ...]]:
    """Return which of a few lists of zones each person has, as compliance.situation.person.candidate_zones has it."""
    keys = np.stack([np.asarray(one.codes, np.int64) for one in (told, state, country, postal_code)])
    present, codes = np.unique(keys, axis=1, return_inverse=True)
    lists = [
        _zones(*(_word(one, code) for one, code in zip((told, state, country, postal_code), column, strict=True)))
        for column in present.T.tolist()
    ]
    index: dict[tuple[str, ...], int] = {}
    table = np.array([index.setdefault(one, len(index)) for one in lists], np.int64)
    return (table[codes.ravel()] if len(table) else np.empty(0, np.int64)), tuple(index)


LONGEST = max(map(len, chain.from_iterable(chain.from_iterable(place.POSTAL_PREFIXES.values()))))
"""No more than so many letters of a postal code tell a zone."""


def _beginnings(postal_code: Words) -> Words:
    return mapped(postal_code, lambda word: word[:LONGEST])


def _word(column: Words, code: int) -> str:
    return column.words[code] if code >= 0 else ""


def _zones(told: str, state: str, country: str, postal_code: str) -> tuple[str, ...]:
    found = [zone for zone in members(told) if zone]
    if postal_code or state:
        found += place.zones(country=country or "US", region=state, postal_code=postal_code)
    return tuple(dict.fromkeys(found))


def _coded_zones(ordered: tuple[tuple[str, ...], ...]) -> tuple[Words, Words]:
    """Return for each list of zones the set of them, and the zone that is home."""
    columns = []
    for told in ([BETWEEN.join(sorted(one)) for one in ordered], [one[0] if one else UNTOLD_ZONE for one in ordered]):
        index: dict[str, int] = {}
        codes = np.array([index.setdefault(word, len(index)) for word in told], np.int32)
        columns.append(Words(codes, tuple(index)))
    return columns[0], columns[1]
