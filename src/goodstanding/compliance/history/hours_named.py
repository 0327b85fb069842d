"""The hours a person named as inconvenient or convenient, and when they next leave or enter them.

They belong to the person and hold for every debt, on the person's own clock, until the day they end by their terms.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars import wall_clock
from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.pairing import paired
from goodstanding.factsheet.sheet import NOTHING, Truth, Words, spread

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
WEEK = 7
THURSDAY = 3
"""The weekday of the first of January 1970."""
SEARCHES = 32
"""Windows named one after the other are left one after the other; more than these in a row never end."""


def named_hours(sense: str, view: View, *, told_to: str = "") -> Truth:
    """Say which acts fall within hours of that sense (inconvenient or convenient) that their person named.

    `told_to` leaves out hours that were told to somebody else; where nobody is named they count.
    """
    acts, windows = _pairs(sense, view)
    if told_to:
        given: Any = view.brief.windows.column("given_to")
        other = np.array([word != told_to for word in given.words] + [False], bool)
        fine = ~spread(other[given.codes], view.brief.windows.length)[windows]
        acts, windows = acts[fine], windows[fine]
    within = np.zeros(view.length, bool)
    within[acts[_inside(view, view.whole("at")[acts], acts, windows)]] = True
    return Truth(within, ~within)


def named_any(sense: str, view: View) -> Truth:
    """Say which acts' persons named hours of that sense at all."""
    named = np.zeros(view.length, bool)
    named[_pairs(sense, view)[0]] = True
    return Truth(named, ~named)


def same_hours(earlier: str, view: View) -> Truth:
    """Say which acts fall, on the same day, within the inconvenient hours an earlier instant fell in."""
    acts, windows = _pairs("inconvenient", view)
    now, then = view.whole("at")[acts], view.whole(earlier)[acts]
    known = np.where(then == NOTHING, now, then)
    one_day = _wall(view, now, acts)[0] // wall_clock.DAY == _wall(view, known, acts)[0] // wall_clock.DAY
    both_in = _inside(view, now, acts, windows) & _inside(view, known, acts, windows)
    within = np.zeros(view.length, bool)
    within[acts[both_in & one_day & (then != NOTHING)]] = True
    return Truth(within, ~within)


def leave_hours(view: View, at: Whole) -> Whole:
    """Return, for instants of the acts of a view, the first instants outside every inconvenient window."""
    acts, windows = _pairs("inconvenient", view)
    now = at.copy()
    for _ in range(SEARCHES):
        inside = _inside(view, now[acts], acts, windows)
        if not inside.any():
            return now
        ends = _end_of(view, now[acts[inside]], acts[inside], windows[inside])
        np.maximum.at(now, acts[inside], ends)
    return now


def _pairs(sense: str, view: View) -> tuple[Whole, Whole]:
    sheet = view.brief.windows
    senses: Any = sheet.column("sense")
    listed = np.array([word == sense for word in senses.words] + [False], bool)
    windows = np.flatnonzero(spread(listed[senses.codes], sheet.length))
    if not len(windows):
        return np.empty(0, np.int64), windows
    named, acts = paired(sheet.whole("subject")[windows], view.whole("subject"))
    windows = windows[named]
    told = sheet.whole("at")[windows]
    stated = (told == NOTHING) | (told <= view.whole("at")[acts])
    return acts[stated], windows[stated]


def _wall(view: View, at: Whole, acts: Whole) -> tuple[Whole, Whole]:
    zones = view.column("home_zone")
    assert isinstance(zones, Words), "The zone is a column of words."
    codes = spread(zones.codes, view.length)[acts]
    walls = at.copy()
    for code, zone in enumerate(zones.words):
        here = codes == code
        if here.any():
            walls[here] = wall_clock.wall(at[here], zone)
    return walls, codes.astype(np.int64)


def _inside(view: View, at: Whole, acts: Whole, windows: Whole) -> Flags:
    if not len(acts):
        return np.zeros(0, bool)
    sheet = view.brief.windows
    walls, _ = _wall(view, at, acts)
    day, second = walls // wall_clock.DAY, walls % wall_clock.DAY
    weekday = (day + THURSDAY) % WEEK
    until = sheet.whole("until")[windows]
    on_day = (sheet.whole("weekdays")[windows] >> weekday) & 1 == 1
    in_hours = (second >= sheet.whole("opens")[windows]) & (second < sheet.whole("closes")[windows])
    inside: Flags = on_day & in_hours & ((until == NOTHING) | (day <= until))
    return inside


def _end_of(view: View, at: Whole, acts: Whole, windows: Whole) -> Whole:
    walls, codes = _wall(view, at, acts)
    ends = walls // wall_clock.DAY * wall_clock.DAY + view.brief.windows.whole("closes")[windows]
    zones = view.column("home_zone")
    assert isinstance(zones, Words), "The zone is a column of words."
    found = np.empty(len(at), np.int64)
    for code, zone in enumerate(zones.words):
        here = codes == code
        if here.any():
            found[here] = wall_clock.instant_of(ends[here], zone)
    return np.maximum(found, at + 1)
