"""Instants of a day on the clocks of many people."""

from datetime import UTC, datetime

import numpy as np

from goodstanding.calendars import wall_clock
from goodstanding.factsheet.brief import ACTS, Brief
from goodstanding.factsheet.sheet import Sheet, Words
from goodstanding.strategy.night.brief.columns import Whole


def instant(second: int) -> datetime:
    """Return an instant by its second since 1970."""
    return datetime.fromtimestamp(second, UTC)


def of_day(day: int, second: Whole, zones: Words) -> Whole:
    """Return when the clocks of people's zones show a second of a day (days since 1970), in seconds since 1970.

    A time that spring skips gives the instant of the change; a time that autumn shows twice gives the first.
    """
    found = np.zeros(len(second), np.int64)
    codes = np.asarray(zones.codes)
    for code, zone in enumerate(zones.words):
        here = np.flatnonzero(codes == code)
        if len(here):
            found[here] = wall_clock.instant_of(day * wall_clock.DAY + second[here], zone)
    return found


def days_of(at: Whole, zones: Words) -> Whole:
    """Return the day of each instant on its person's calendar, in days since 1970."""
    return Brief(Sheet(len(at), ACTS, {"at": at, "home_zone": zones})).days()
