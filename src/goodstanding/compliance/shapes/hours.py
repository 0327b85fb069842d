"""Between local hours: only while the clocks of every place a person may be in show an open hour.

`open` lists the hours by weekday; `closed_on` names a calendar on whose holidays nothing is open; `zone` fixes one
zone for everybody (a law that speaks of Eastern time). Hours a person named are left out of what is open, or let in,
where the rule says so. A place that is not known is refused: no hour can be told there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars import wall_clock, workday_table
from goodstanding.calendars.business_day import UnknownCalendar
from goodstanding.compliance.expression.kleene import both
from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.typed import Expression, expect
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history import hours_named
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.form import Deciding, Form, written
from goodstanding.factsheet.sheet import NOTHING, Truth, Words, members, spread

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEARCHES = 64
"""So many closed stretches one after the other are left before an hour counts as never open."""


@dataclass(frozen=True, slots=True)
class Open:
    """Hours of some weekdays; `opens` inclusive, `closes` exclusive, in seconds of the day."""

    on: Flags
    """For each weekday from Monday, whether the hours are of that day."""
    opens: Expression
    closes: Expression


class Hours(Deciding):
    """Decides by the clock, and tells when the clock next allows it."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """Closed where any of the person's clocks shows a closed hour; unknown where no place is known."""
        now = view.whole("at")
        opened, placed = open_at(rule, view, now), _placed(rule, view)
        closed = Truth(~opened & placed, opened & placed)
        if rule.options["named"] != "left_out":
            return closed
        inside = hours_named.named_hours("inconvenient", view)
        return Truth(closed.yes | inside.yes, both(Truth(closed.no, closed.yes), Truth(inside.no, inside.yes)).yes)

    def reopens(self, rule: Rule, view: View) -> Whole:
        """Return the first instant from the act's own on at which every clock is open."""
        return next_open(rule, view, view.whole("at"))


def open_at(rule: Rule, view: View, at: Whole) -> Flags:
    """Say where the clocks of all of a person's places are open at given instants."""
    opened = np.ones(view.length, bool)
    for rows, zones in _by_place(rule, view):
        for zone in zones:
            opened[rows] &= _zone_open(rule, view, at[rows], zone)
    return opened


def next_open(rule: Rule, view: View, at: Whole) -> Whole:
    """Return the first instants, not before the given ones, at which the rule lets an act happen, or NOTHING."""
    now = at.copy()
    for _ in range(SEARCHES):
        before = now.copy()
        for rows, zones in _by_place(rule, view):
            for zone in zones:
                now[rows] = _zone_next(rule, view, now[rows], zone)
        if rule.options["named"] == "left_out":
            now = hours_named.leave_hours(view, now)
        if (now == before).all():
            return np.where(_placed(rule, view), now, NOTHING)
    return np.where(now == before, now, NOTHING)


def _by_place(rule: Rule, view: View) -> list[tuple[Whole, list[str]]]:
    fixed = rule.options["zone"]
    if fixed is not None:
        return [(np.arange(view.length), [str(view.values[fixed])])]
    zones = view.column("zones")
    assert isinstance(zones, Words), "Places are a column of sets of words."
    codes = spread(zones.codes, view.length)
    present = np.unique(codes)
    return [(np.flatnonzero(codes == code), members(zones.words[code])) for code in present if code >= 0]


def _placed(rule: Rule, view: View) -> Flags:
    if rule.options["zone"] is not None:
        return np.ones(view.length, bool)
    zones = view.column("zones")
    assert isinstance(zones, Words), "Places are a column of sets of words."
    known = np.array([bool(word) for word in zones.words] + [False], bool)
    return spread(known[zones.codes], view.length)


def _zone_open(rule: Rule, view: View, at: Whole, zone: str) -> Flags:
    walls = wall_clock.wall(at, zone)
    day, second = walls // wall_clock.DAY, walls % wall_clock.DAY
    weekday = (day + hours_named.THURSDAY) % hours_named.WEEK
    opened = np.zeros(len(at), bool)
    for one in rule.options["open"]:
        opens, closes = _hours(one, view)
        opened |= one.on[weekday] & (second >= opens) & (second < closes)
    return opened & ~_holiday(rule, view, day)


def _zone_next(rule: Rule, view: View, at: Whole, zone: str) -> Whole:
    """Return the next open instant of one zone, within the rest of this day and the days of a week and a half."""
    walls = wall_clock.wall(at, zone)
    today = walls // wall_clock.DAY
    best = np.where(_zone_open(rule, view, at, zone), at, NOTHING)
    for ahead in range(11):
        todo = np.flatnonzero(best == NOTHING)
        if not len(todo):
            break
        day = today[todo] + ahead
        weekday = (day + hours_named.THURSDAY) % hours_named.WEEK
        shut = _holiday(rule, view, day)
        for one in sorted(rule.options["open"], key=lambda one: _hours(one, view)[0]):
            opening = wall_clock.instant_of(day * wall_clock.DAY + _hours(one, view)[0], zone)
            fits = one.on[weekday] & ~shut & (opening > at[todo]) & (best[todo] == NOTHING)
            best[todo[fits]] = opening[fits]
    return np.where(best == NOTHING, at, best)


def _hours(one: Open, view: View) -> tuple[int, int]:
    return int(one.opens.run(view)), int(one.closes.run(view))


def _holiday(rule: Rule, view: View, day: Whole) -> Flags:
    calendar = rule.options["closed_on"]
    if calendar is None:
        return np.zeros(len(day), bool)
    return workday_table.is_holiday(day, calendar=str(view.values.get(calendar, calendar)))


def _prepare(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    if "open" not in raw:
        raise LawbookRefused(f"{where} lacks open.")
    named = raw.get("named_hours", "ignored")
    if named not in ("ignored", "left_out"):
        raise LawbookRefused(f"{where}: named_hours is ignored or left_out, not {named!r}.")
    return {
        "open": [_open(one, scope, f"{where}: open") for one in raw["open"]],
        "zone": _value_name(raw["zone"], scope, where) if "zone" in raw else None,
        "closed_on": _calendar(str(raw["closed_on"]), scope, where) if "closed_on" in raw else None,
        "named": named,
    }


def _value_name(written_name: str, scope: Scope, where: str) -> str:
    name = str(written_name).removeprefix(":")
    if name not in scope.values:
        raise LawbookRefused(f"{where}: The rule has no value called {name!r}.")
    return name


def _calendar(name: str, scope: Scope, where: str) -> str:
    if name.startswith(":"):
        return _value_name(name, scope, where)
    try:
        workday_table.is_open(np.zeros(1, np.int64), calendar=name)
    except UnknownCalendar as error:
        raise LawbookRefused(f"{where}: {error}") from error
    return name


def _open(raw: Mapping[str, Any], scope: Scope, place: str) -> Open:
    days = raw.get("days", list(WEEKDAYS))
    if set(raw) - {"days", "opens", "closes"} or not set(days) <= set(WEEKDAYS):
        raise LawbookRefused(f"{place} says days (of {', '.join(WEEKDAYS)}), opens and closes, and nothing else.")
    if not {"opens", "closes"} <= set(raw):
        raise LawbookRefused(f"{place} lacks opens or closes.")
    hours = [expect(written(str(raw[key]), scope, place), "number") for key in ("opens", "closes")]
    return Open(np.array([day in days for day in WEEKDAYS], bool), *hours)


HOURS = Form("Between local hours.", ("open", "zone", "closed_on", "named_hours"), _prepare, Hours)
