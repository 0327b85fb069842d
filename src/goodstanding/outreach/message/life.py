"""The states of a message, and the one a set of events comes to, in whatever order they arrived.

A state of the house (planned, handed over …) belongs to an attempt; what a provider told us of (accepted, delivered …)
stands above every attempt, because it is true of the message whatever we tried meanwhile. The states of one message
form a line, and the furthest event on that line decides: so no order, no repetition and no delay can change the end.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

State = Literal[
    "planned", "approved", "handed_over", "unknown", "put_off", "withheld", "cancelled",
    "accepted", "failed", "refused", "delivered", "bounced",
]  # fmt: skip

MEANINGS: Mapping[State, str] = {
    "planned": "It waits for its time, or for somebody's yes.",
    "approved": "It may go as soon as its time has come.",
    "handed_over": "It is being given to the provider this moment.",
    "unknown": "Nobody can tell whether the provider has it; it is looked up before anything else happens.",
    "put_off": "The provider did not take it now and certainly does not have it; it is tried again later.",
    "withheld": "It was held back before it left: by the law, by what is known of the debt, or it was too late.",
    "cancelled": "Somebody took it back before it left.",
    "accepted": "The provider has it.",
    "failed": "It certainly did not arrive, and trying again cannot help.",
    "refused": "The provider will not carry it.",
    "delivered": "The provider says it arrived.",
    "bounced": "It came back.",
}

ATTEMPTED: Mapping[str, int] = {"planned": 0, "approved": 1, "handed_over": 2, "unknown": 3, "put_off": 4}
"""States of an attempt, in their order. A later attempt stands above every state of an earlier one."""
KEPT_BACK: Mapping[str, int] = {"withheld": 0, "cancelled": 1}
"""States of what never left; above every attempt."""
TOLD: Mapping[str, int] = {"accepted": 0, "failed": 1, "refused": 2, "delivered": 3, "bounced": 4}
"""What became of it outside; above everything of ours."""

MARKS: tuple[str, ...] = ("opened", "clicked", "complained", "unsubscribed", "deferred", "autoresponded")
"""What providers tell besides; a mark changes no state. An opened message proves nothing: machines open mail."""

WAITING: tuple[State, ...] = ("planned", "approved", "put_off")
"""Nothing left the house, and something still may."""
OPEN: tuple[State, ...] = ("planned", "approved", "handed_over", "unknown", "put_off")
DEAD: tuple[State, ...] = ("unknown", "failed", "refused", "bounced")
"""What somebody has to look at."""
LEFT: tuple[State, ...] = ("accepted", "delivered", "bounced")
"""What certainly left the house."""


class Standing(NamedTuple):
    """Where a message stands: its state, and the attempt the state belongs to (the first is 1; 0 before any)."""

    state: State
    attempt: int = 0


def rank(standing: Standing) -> tuple[int, int, int]:
    """Return a standing's place on the line; of two, the higher one is true.

    >>> rank(Standing("handed_over", 2)) > rank(Standing("unknown", 1))
    True
    >>> rank(Standing("delivered", 1)) > rank(Standing("put_off", 3))
    True
    """
    state, attempt = standing
    if state in TOLD:
        return 2, TOLD[state], 0
    if state in KEPT_BACK:
        return 1, KEPT_BACK[state], 0
    return 0, attempt, ATTEMPTED[state]


def joined(standings: Iterable[Standing]) -> Standing:
    """Return what a set of standings comes to; the same for every order and every repetition."""
    return max(standings, key=rank)


def moves(now: Standing, told: Standing) -> bool:
    """Say whether what is told takes a message forward from where it stands now."""
    return rank(told) > rank(now)
