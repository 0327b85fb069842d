"""A debtor's bid, answered by policy: accepted, countered, handed to a person, or refused.

For the portal, which answers at once. The answer follows from the bid, the policy, what is owed and how many bids came
before, and from nothing else. A higher bid is never answered worse: the better answer comes at the higher amount, and
no counter asks for more because more was bid. The floor decides only whether we may say yes; no figure is made of it.
"""

from typing import Literal, NamedTuple

from goodstanding.arrangements.settlement.policy import Policy, asked_minor

Word = Literal["accepted", "countered", "escalated", "refused"]
WORDS: tuple[Word, ...] = ("refused", "escalated", "countered", "accepted")
"""From the worst answer to the best."""


class Bid(NamedTuple):
    """So many minor units in so many equal payments; `number` counts the bids on an offer, from 1."""

    amount_minor: int
    payments: int
    number: int


class Stakes(NamedTuple):
    """What is owed, what our offer asks for (in so many `payments`), and the client's floor; minor units."""

    owed_minor: int
    offered_minor: int
    payments: int
    floor_minor: int


class Counter(NamedTuple):
    """What we would take instead: `first_minor` in the first payment, or equal payments where it is 0."""

    kind: Literal["more now", "longer", "higher later"]
    amount_minor: int
    payments: int
    first_minor: int = 0


class Answer(NamedTuple):
    """What a bid is answered. `amount_minor` is what it is accepted for: never more than was bid, or than we ask."""

    word: Word
    amount_minor: int = 0
    counters: tuple[Counter, ...] = ()


def answer(bid: Bid, *, policy: Policy, stakes: Stakes) -> Answer:
    """Return the answer to a bid."""
    amount = min(bid.amount_minor, stakes.owed_minor)
    least = acceptable_minor(bid.payments, policy=policy, stakes=stakes)
    if bid.payments <= policy.instalments_most and amount >= least:
        return Answer("accepted", _least(amount, bid, policy=policy, stakes=stakes))
    if amount < _from(policy.escalate_from_ppm, policy=policy, stakes=stakes):
        return Answer("refused")
    if bid.number >= policy.bids_most or amount < _from(policy.counter_from_ppm, policy=policy, stakes=stakes):
        return Answer("escalated")
    counters = _counters(bid, policy=policy, stakes=stakes)
    return Answer("countered", counters=counters) if counters else Answer("escalated")


def acceptable_minor(count: int, *, policy: Policy, stakes: Stakes) -> int:
    """Return the least that is accepted in so many payments: by policy and floor, and never above our own offer."""
    by_policy = asked_minor(policy, owed_minor=stakes.owed_minor, ppm=policy.accept_ppm, count=count)
    least = max(by_policy, stakes.floor_minor)
    return min(least, stakes.offered_minor) if count <= stakes.payments else least


def _least(amount: int, bid: Bid, *, policy: Policy, stakes: Stakes) -> int:
    """Return what a bid is accepted for: whoever bids more than we ask pays what we ask."""
    asked = asked_minor(policy, owed_minor=stakes.owed_minor, ppm=policy.asking_ppm, count=bid.payments)
    asked = max(asked, stakes.floor_minor)
    return min(amount, asked, stakes.offered_minor if bid.payments <= stakes.payments else asked)


def _from(ppm: int, *, policy: Policy, stakes: Stakes) -> int:
    return asked_minor(policy, owed_minor=stakes.owed_minor, ppm=ppm, count=1)


def _counters(bid: Bid, *, policy: Policy, stakes: Stakes) -> tuple[Counter, ...]:
    """Return what we would take instead: more at once, the same pace for longer, or little now and the rest later."""
    ppm = _conceded(bid, policy=policy, stakes=stakes)
    if ppm is None:
        return ()
    found = [Counter("more now", _asked(ppm, 1, policy=policy, stakes=stakes), 1)]
    if policy.instalments_most > 1:
        count = _longest(bid, ppm, policy=policy, stakes=stakes)
        found.append(Counter("longer", _asked(ppm, count, policy=policy, stakes=stakes), count))
        later = _asked(ppm, 2, policy=policy, stakes=stakes)
        first = bid.amount_minor // bid.payments
        if 0 < first < later - first:
            found.append(Counter("higher later", later, 2, first))
    return tuple(found)


def _conceded(bid: Bid, *, policy: Policy, stakes: Stakes) -> int | None:
    """Return the share we come down to for this bid: the last of the policy's own steps that the floor allows.

    Where the floor stands above a step, an earlier one is repeated, so that no figure is made of the floor itself.
    """
    steps = [policy.asking_ppm, *policy.concessions_ppm][: bid.number + 1]
    least = min(stakes.floor_minor, stakes.offered_minor)
    allowed = [ppm for ppm in steps if _asked(ppm, 1, policy=policy, stakes=stakes) >= least]
    return allowed[-1] if allowed else None


def _asked(ppm: int, count: int, *, policy: Policy, stakes: Stakes) -> int:
    """Return what a counter asks for; never more than our own offer in as many payments."""
    asked = asked_minor(policy, owed_minor=stakes.owed_minor, ppm=ppm, count=count)
    return min(asked, stakes.offered_minor) if count <= stakes.payments else asked


def _longest(bid: Bid, ppm: int, *, policy: Policy, stakes: Stakes) -> int:
    """Return the fewest payments that are each no larger than the debtor's own, or as many as may be."""
    for count in range(2, policy.instalments_most):
        if _asked(ppm, count, policy=policy, stakes=stakes) * bid.payments <= bid.amount_minor * count:
            return count
    return policy.instalments_most
