"""Where a call stands: one line on which it only moves forward, in whatever order the provider tells of it.

For the operations on calls and for whoever reads what a provider posts.
"""

from collections.abc import Mapping
from typing import Literal

from goodstanding.refusal import Refusal

State = Literal["shown", "asked", "unknown", "placed", "dialled", "answered", "ended", "skipped", "refused", "done"]

LINE: Mapping[State, int] = {
    "shown": 0, "asked": 1, "unknown": 2, "placed": 3, "dialled": 4, "answered": 5, "ended": 6,
    "skipped": 7, "refused": 7, "done": 8,
}  # fmt: skip

_PLACES: Mapping[str, int] = dict(LINE.items())

MEANINGS: Mapping[State, str] = {
    "shown": "Somebody has the account in front of them and has not dialled.",
    "asked": "The provider is being asked for it this moment.",
    "unknown": "Nobody can tell whether the provider has it; it is looked up before anything else happens.",
    "placed": "The provider calls the collector first.",
    "dialled": "The person's number was called.",
    "answered": "Somebody or something answered.",
    "ended": "It is over, and nobody has said yet what became of it.",
    "skipped": "The collector left it for later; nobody was called.",
    "refused": "It was not dialled: the law, the books or the provider refused it.",
    "done": "It is said what became of it.",
}
"""What each state means, in one sentence."""

OPEN: tuple[State, ...] = ("shown", "asked", "unknown", "placed", "dialled", "answered", "ended")
"""Nobody is called again while a call to them stands here."""
IN_FLIGHT: tuple[State, ...] = ("asked", "unknown", "placed", "dialled")
"""A line that somebody may answer any moment."""
LEFT: tuple[State, ...] = ("unknown", "placed", "dialled", "answered", "ended")
"""The provider was asked, so it needs an outcome."""
NEVER_LEFT: tuple[State, ...] = ("skipped", "refused")


def moves(now: str, told: str) -> bool:
    """Say whether what is told takes a call forward.

    >>> moves("dialled", "answered"), moves("ended", "answered")
    (True, False)
    """
    return _PLACES[told] > _PLACES[now]


class CallRefused(Refusal):
    """The call, campaign or seat cannot be used like this; the sentence says why."""


class NoSuchCall(Refusal):
    """There is no such call or campaign, or it is not theirs to see."""


class NotCalled(CallRefused):
    """The number was not called: the law, the books or the provider stood against it. It is on record."""
