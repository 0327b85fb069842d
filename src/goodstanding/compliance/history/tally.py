"""Events put in order behind the acts they matter to: how many, which was the last, which the first.

Source of the method: sorting once and looking two ends up answers a million questions in the time of a few.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
ROOM = 2**62
"""Keys stay below this, so that nothing overflows on the way."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Events ordered by whom they matter to and when; `index` gives each one's place in the sheet of events."""

    keys: Whole
    index: Whole
    asked: Whole
    first_second: int
    seconds: int

    def places(self, after: Whole, until: Whole) -> tuple[Whole, Whole]:
        """Return, for each question, where its events begin and end in the order; both instants are inclusive."""
        low = np.clip(after - self.first_second, 0, self.seconds)
        high = np.clip(until - self.first_second + 1, 0, self.seconds)
        return (
            np.searchsorted(self.keys, self.asked * self.seconds + low, side="left"),
            np.searchsorted(self.keys, self.asked * self.seconds + high, side="left"),
        )


def tally(events: Sequence[Whole], at: Whole, index: Whole, questions: Sequence[Whole]) -> Tally:
    """Order events (the columns that say whom they matter to, and their instants) and match questions to them.

    `events` and `questions` hold the same columns in the same order; `index` names each event. Codes are not negative.
    """
    first = int(at.min()) if len(at) else 0
    seconds = int(at.max()) - first + 2 if len(at) else 2
    whose, asked = joined(events, questions, room=ROOM // seconds)
    keys = whose * seconds + (at - first)
    order = np.argsort(keys, kind="stable")
    return Tally(keys[order], index[order], asked, first, seconds)


def joined(events: Sequence[Whole], questions: Sequence[Whole], *, room: int = ROOM) -> tuple[Whole, Whole]:
    """Return one number for the columns of each event and of each question, equal where all columns are equal."""
    mine, theirs = events[0], questions[0]
    for event_column, question_column in zip(events[1:], questions[1:], strict=True):
        width = 1 + max(_highest(event_column), _highest(question_column))
        if (1 + max(_highest(mine), _highest(theirs))) * width >= room:
            mine, theirs = _dense(mine, theirs)
        mine, theirs = mine * width + event_column, theirs * width + question_column
    if 1 + max(_highest(mine), _highest(theirs)) >= room:
        mine, theirs = _dense(mine, theirs)
    return mine, theirs


def _highest(column: Whole) -> int:
    return int(column.max()) if len(column) else 0


def _dense(mine: Whole, theirs: Whole) -> tuple[Whole, Whole]:
    _, codes = np.unique(np.concatenate([mine, theirs]), return_inverse=True)
    return codes[: len(mine)].astype(np.int64), codes[len(mine) :].astype(np.int64)
