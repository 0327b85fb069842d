"""What a message is worth, which team would call, and who of all gets one of the day's calls.

For the decision, and for the night once every chunk is decided. The worth of a message is what is owed on it times the
chance of being paid, less what its first channel costs. Calls go by worth; amounts in different currencies are never
compared: within a currency calls are ranked, and across currencies the better share of its rank goes first.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from goodstanding.calendars import wall_clock
from goodstanding.strategy.decide.clause import cases, holds, value, word
from goodstanding.strategy.document.document import WHOLE_PPM, Document, Team

SLOT = pa.schema(
    [("act_id", pa.int64()), ("team", pa.string()), ("hour_at", pa.timestamp("us", tz="UTC")), ("place", pa.int64())]
)
"""A call's place in an hour of a team; places are numbered from 1."""
HOUR = 3_600
_EPOCH = date(1970, 1, 1)
_RANKED = """
    SELECT act_id, team, epoch(not_before)::BIGINT AS opens, epoch(not_after)::BIGINT AS closes FROM (
        SELECT *, row_number() OVER ranked * 2 - 1 AS turn, count(*) OVER (PARTITION BY team, currency) AS many,
        FROM calls WINDOW ranked AS (PARTITION BY team, currency ORDER BY value_minor DESC, act_id)
    )
    ORDER BY turn / many, currency, act_id
"""


def chance(document: Document) -> str:
    """Return the chance of being paid in whole ppm, from 0 to WHOLE_PPM; 0 where it is not known."""
    told = value(document.capacity.chance_ppm)
    return f"coalesce(floor(least(greatest({told}, 0), {WHOLE_PPM})), 0)::BIGINT"


def team(document: Document) -> str:
    """Return the first team that covers a row, empty where none does."""
    return cases([(holds(one.covers), word(one.name)) for one in document.capacity.teams], otherwise="''")


class Hour(NamedTuple):
    """An hour in which a team calls: whole seconds since 1970, the last exclusive, and how many calls it takes."""

    opens: int
    closes: int
    calls: int


def hours(one: Team, *, day: date) -> list[Hour]:
    """Return the hours a team works on a day, by its own clock.

    Hours are what passes, not what the clock shows: of a night that loses an hour there is one less. The last one
    may be shorter and takes its share of calls, rounded down.
    """
    days = (day - _EPOCH).days * wall_clock.DAY
    shown = np.array([days + at.hour * HOUR + at.minute * 60 + at.second for at in (one.opens, one.closes)], np.int64)
    begin, end = (int(instant) for instant in wall_clock.instant_of(shown, one.timezone))
    found = []
    for opens in range(begin, end, HOUR):
        closes = min(opens + HOUR, end)
        found.append(Hour(opens, closes, one.calls_per_hour * (closes - opens) // HOUR))
    return found


def allot_calls(calls: pa.Table, teams: Sequence[Team], *, day: date, given: pa.Table | None = None) -> pa.Table:
    """Return the calls that get a place (SLOT), in order of acts.

    `calls` has act_id, team, value_minor, currency, not_before and not_after (the first instant at which it is too
    late). A call takes the earliest hour of its team that lies wholly between the two and has a place left. Places that
    were `given` before (SLOT) are taken.
    """
    with duckdb.connect(config={"threads": 1}) as duck:
        duck.register("calls", calls)
        ranked = duck.execute(_RANKED).fetchall()
    rooms = {one.name: hours(one, day=day) for one in teams}
    free = _free(rooms, given if given is not None else SLOT.empty_table())
    placed = sorted(_placed(ranked, rooms, free))
    acts, names, instants, places = zip(*placed, strict=True) if placed else ((), (), (), ())
    at = pa.array([instant * 1_000_000 for instant in instants], pa.int64()).cast(SLOT.field("hour_at").type)
    return pa.table([pa.array(acts, pa.int64()), pa.array(names, pa.string()), at, pa.array(places, pa.int64())], SLOT)


def _free(rooms: dict[str, list[Hour]], given: pa.Table) -> dict[str, list[list[int]]]:
    """Return the places that are free in every hour of every team, the lowest last."""
    taken = {(one["team"], int(one["hour_at"].timestamp()), one["place"]) for one in given.to_pylist()}
    return {
        name: [
            [place for place in range(hour.calls, 0, -1) if (name, hour.opens, place) not in taken] for hour in listed
        ]
        for name, listed in rooms.items()
    }


def _placed(
    ranked: Sequence[tuple[int, str, int, int]], rooms: dict[str, list[Hour]], free: dict[str, list[list[int]]]
) -> Iterator[tuple[int, str, int, int]]:
    """Give each call its hour and place, in turn.

    Hours only ever fill up, so that for every span of time the first hour with room only moves on.
    """
    waiting: dict[tuple[str, int, int], list[int]] = {}
    for act, name, opens, closes in ranked:
        listed = rooms.get(name, [])
        span = (name, opens, closes)
        if span not in waiting:
            within = [number for number, hour in enumerate(listed) if hour.opens >= opens and hour.closes <= closes]
            waiting[span] = within[::-1]
        fit = waiting[span]
        while fit and not free[name][fit[-1]]:
            fit.pop()
        if fit:
            yield act, name, listed[fit[-1]].opens, free[name][fit[-1]].pop()
