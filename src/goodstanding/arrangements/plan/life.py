"""Life: which words may be said of a plan when, and what a plan is after all that was said.

Whether it was paid off is for the ledger to say; the words say what people decided.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

State = Literal["in force", "paused", "completed", "cancelled", "defaulted", "renegotiated"]
OPEN: frozenset[State] = frozenset({"in force", "paused"})
MOVES: Mapping[str, Mapping[State, State]] = {
    "paused": {"in force": "paused", "paused": "paused"},
    "resumed": {"paused": "in force"},
    "cancelled": {"in force": "cancelled", "paused": "cancelled"},
    "defaulted": {"in force": "defaulted", "paused": "defaulted"},
    "reinstated": {"defaulted": "in force"},
    "completed": {"in force": "completed", "paused": "completed"},
    "renegotiated": {
        "in force": "renegotiated",
        "paused": "renegotiated",
        "defaulted": "renegotiated",
        "cancelled": "renegotiated",
    },
}
"""What each word makes of a plan; a word that is not said of a state changes nothing."""


class Word(NamedTuple):
    """What was said of a plan, from a day on, in the order in which it was said."""

    word: str
    starts_date: date
    ends_date: date | None = None


def state(words: Iterable[Word], *, day: date, is_complete: bool) -> State:
    """Return what a plan is at the end of a day.

    >>> state([Word("paused", date(2026, 5, 1), date(2026, 5, 31))], day=date(2026, 6, 1), is_complete=False)
    'in force'
    """
    found: State = "in force"
    paused_until = None
    for word in words:
        if word.starts_date <= day and found in MOVES.get(word.word, {}):
            found = MOVES[word.word][found]
            paused_until = word.ends_date
    if found == "paused" and paused_until is not None and paused_until < day:
        found = "in force"
    return "completed" if found in OPEN and is_complete else found


def may_say(word: str, now: State) -> bool:
    """Say whether a word may be said of a plan as it is."""
    return now in MOVES.get(word, {})
