"""The states of a payment, and the one a set of tellings comes to, in whatever order they arrived.

A state of ours (planned, handed over …) belongs to an attempt; what the provider said stands above every attempt. The
states form a line and a payment only moves forward on it, so no order, repetition or delay can change the end.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from goodstanding.payments.gateway import port

State = Literal[
    "planned", "handed_over", "unknown", "put_off", "withheld", "open", "pending", "expired", "cancelled",
    "declined", "failed", "paid", "returned",
]  # fmt: skip

MEANINGS: Mapping[State, str] = {
    "planned": "It waits for its day, or to be given to the provider.",
    "handed_over": "It is being given to the provider this moment.",
    "unknown": "Nobody can tell whether the provider has it; it is looked up before anything else happens.",
    "put_off": "The provider certainly did not take it; it is tried again later.",
    "withheld": "It was taken back before it left.",
    "open": "The provider waits for the payer.",
    "pending": "The payer has paid or we have asked; a bank has still to answer.",
    "expired": "The payer did not pay on the page while it was open.",
    "cancelled": "The payer or the provider gave it up.",
    "declined": "The payer's bank or the provider refused it.",
    "failed": "Our own ask was wrong, or it could not be given to the provider at all.",
    "paid": "The provider has the money.",
    "returned": "The payer's bank took the money back.",
}

ATTEMPTED: Mapping[str, int] = {"planned": 0, "handed_over": 1, "unknown": 2, "put_off": 3}
"""States of an attempt, in their order. A later attempt stands above every state of an earlier one."""
KEPT_BACK: Mapping[str, int] = {"withheld": 0}
TOLD: Mapping[str, int] = {
    "open": 0, "pending": 1, "expired": 2, "cancelled": 3, "declined": 4, "failed": 5, "paid": 6, "returned": 7,
}  # fmt: skip
"""What became of it at the provider. A card that was declined may be followed on the same page by one that was not."""

WAITING: tuple[State, ...] = ("planned", "put_off")
"""The provider certainly does not have it, and may be asked."""
RUNNING: tuple[State, ...] = ("planned", "put_off", "handed_over", "unknown", "open", "pending")
"""Money may still come of it."""
CAME_BACK: tuple[State, ...] = ("declined", "returned")
"""What another attempt may follow, where the rules allow it."""
OVER: tuple[State, ...] = ("withheld", "expired", "cancelled", "declined", "failed", "returned")


class Standing(NamedTuple):
    """Where a payment stands: its state, and the attempt the state belongs to (the first is 1; 0 before any)."""

    state: str
    attempt: int = 0


def rank(standing: Standing) -> tuple[int, int, int]:
    """Return a standing's place on the line; of two, the higher one is true.

    >>> rank(Standing("paid", 1)) > rank(Standing("unknown", 2))
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
    """Say whether what is told takes a payment forward from where it stands now."""
    return rank(told) > rank(now)


def state_of(standing: port.Standing) -> str | None:
    """Return the state a provider's standing speaks of; None where it knows nothing of it, or cannot tell."""
    if standing.returned_code or standing.returned_date:
        return "returned"
    return None if standing.state in {"absent", "cannot tell"} else standing.state
