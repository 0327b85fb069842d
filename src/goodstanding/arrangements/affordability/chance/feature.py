"""Features: what is known of a plan before it begins, each as a number that speaks for the plan the larger it is."""

from typing import NamedTuple

NAMES: tuple[str, ...] = (
    "room in the budget", "budget is documented", "promises kept", "promises broken", "short term", "mandate",
    "young arrears", "on payday",
)  # fmt: skip
"""What each number of a vector is called. The larger, the better: promises broken are counted below zero."""
TERM_MONTHS_MOST, ARREARS_DAYS_MOST, PROMISES_MOST = 60, 365, 5


class Features(NamedTuple):
    """What is known. `surplus_minor` is what is free a month for this plan, None where nothing is documented."""

    monthly_minor: int
    surplus_minor: int | None
    promises_kept: int
    promises_broken: int
    months: int
    has_mandate: bool
    arrears_days: int
    on_payday: bool


def vector(one: Features) -> tuple[float, ...]:
    """Return the features as numbers between -1 and 1, in the order of NAMES.

    >>> vector(Features(5_000, 10_000, 1, 0, 12, True, 73, False))
    (0.5, 1.0, 0.2, 0.0, 0.8, 1.0, 0.8, 0.0)
    """
    known = one.surplus_minor is not None
    free = max(one.surplus_minor or 0, 0)
    room = max(0.0, 1 - one.monthly_minor / free) if free else 0.0
    return (
        room,
        float(known),
        min(one.promises_kept, PROMISES_MOST) / PROMISES_MOST,
        -min(one.promises_broken, PROMISES_MOST) / PROMISES_MOST,
        1 - min(one.months, TERM_MONTHS_MOST) / TERM_MONTHS_MOST,
        float(one.has_mandate),
        1 - min(one.arrears_days, ARREARS_DAYS_MOST) / ARREARS_DAYS_MOST,
        float(one.on_payday),
    )
