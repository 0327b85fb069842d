"""Pacing: how many lines a campaign dials now, so that hardly anybody who answers finds nobody there.

For a real campaign and for its simulation, which ask the same function. Two things limit the lines that are out at
once. The first is certain: if every line that is out were answered this moment, the share of abandoned calls of the day
would still be within the limit; so on every day, and over every run of whole days, it is, whatever the chances turn
into. The second is careful: as few people as the day can bear are expected to find nobody. A call belongs to the day on
which it was dialled. How many are allowed comes from the lawbook or from the campaign; no number of a law stands here.
"""

from functools import lru_cache
from math import comb
from typing import NamedTuple

MILLE = 1000
SPENT_AT_ONCE = 20
"""Of what the day could bear, no more than this part is put at stake by one decision."""
LINES_MOST_A_COLLECTOR = 10
SOON_TRUSTED = 0.5
"""Of the collectors expected to be free within a ring, this part is counted on."""
RATE_STEPS = 50
"""Chances are rounded up to one of so many steps, so that what was worked out once serves again."""
DOUBT = 1.65
"""So many standard errors are added to a rate that was seen: it is rarely higher than that."""


class Moment(NamedTuple):
    """What a campaign knows when it decides.

    free, soon  collectors who wait on an open line, and how many are expected to within one ring.
    out  lines that may be answered any moment. A collector who is leaving counts as free until these are over.
    answered, abandoned  of the calls dialled today: those that a person answered, and of these the abandoned ones.
    tried, picked_up  of the lines that ended lately: how many there were, and how many of them anybody answered.
    """

    free: int
    soon: float
    out: int
    answered: int
    abandoned: int
    tried: int
    picked_up: int


def lines_to_dial(moment: Moment, *, most_per_mille: int) -> int:
    """Return how many more lines to dial now; none is always lawful, one a free collector abandons nobody.

    >>> lines_to_dial(Moment(2, 0.0, 0, 0, 0, 0, 0), most_per_mille=30)
    2
    >>> lines_to_dial(Moment(2, 0.0, 2, 0, 0, 0, 0), most_per_mille=30)
    0
    """
    certain = moment.free + sure_excess(moment, most_per_mille=most_per_mille)
    wanted = careful_lines(moment, most_per_mille=most_per_mille)
    total = max(moment.free, min(certain, wanted, LINES_MOST_A_COLLECTOR * max(1, moment.free)))
    return max(0, min(total, certain) - moment.out)


def sure_excess(moment: Moment, *, most_per_mille: int) -> int:
    """Return how many lines may be out beyond the free collectors, even if every one of them is answered.

    The largest w with (abandoned + w) / (answered + w) within the limit, for nobody but those w may be persons.

    >>> [sure_excess(Moment(0, 0.0, 0, answered, 0, 0, 0), most_per_mille=30) for answered in (32, 33)]
    [0, 1]
    """
    borne = most_per_mille * moment.answered - MILLE * moment.abandoned
    return max(0, borne // (MILLE - most_per_mille)) if most_per_mille < MILLE else moment.out + moment.free


def careful_lines(moment: Moment, *, most_per_mille: int) -> int:
    """Return how many lines may be out in all, so that few enough are expected to find nobody."""
    rate = rate_feared(tried=moment.tried, picked_up=moment.picked_up)
    ready = moment.free + int(moment.soon * SOON_TRUSTED)
    left = max(0.0, most_per_mille * moment.answered / MILLE - moment.abandoned)
    lines, stake = moment.free, left / SPENT_AT_ONCE
    while lines < LINES_MOST_A_COLLECTOR * max(1, moment.free):
        expected = abandoned_expected(lines + 1, ready=ready, step=rate)
        if expected > max(stake, most_per_mille / MILLE * (lines + 1) * rate / RATE_STEPS):
            break
        lines += 1
    return lines


def rate_feared(*, tried: int, picked_up: int) -> int:
    """Return the share of lines that may be answered, as a step of RATE_STEPS, rather too high than too low.

    >>> rate_feared(tried=0, picked_up=0), rate_feared(tried=1000, picked_up=100)
    (50, 6)
    """
    if not tried:
        return RATE_STEPS
    share = (picked_up + 1) / (tried + 2)
    feared = share + DOUBT * (share * (1 - share) / tried) ** 0.5
    return min(RATE_STEPS, int(feared * RATE_STEPS) + 1)


@lru_cache(maxsize=65536)
def abandoned_expected(lines: int, *, ready: int, step: int) -> float:
    """Return how many of so many lines are expected to be answered beyond those somebody is ready for.

    >>> abandoned_expected(2, ready=2, step=50), round(abandoned_expected(2, ready=1, step=25), 2)
    (0.0, 0.25)
    """
    chance = step / RATE_STEPS
    return sum(
        (answered - ready) * comb(lines, answered) * chance**answered * (1 - chance) ** (lines - answered)
        for answered in range(ready + 1, lines + 1)
    )


def share_per_mille(*, answered: int, abandoned: int) -> float:
    """Return the share of abandoned calls among those a person answered, in a thousand.

    >>> share_per_mille(answered=1000, abandoned=30), share_per_mille(answered=0, abandoned=0)
    (30.0, 0.0)
    """
    return abandoned * MILLE / answered if answered else 0.0
