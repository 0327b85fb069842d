"""The policy of a portfolio: for how much debts may be settled, and how bids are answered without a person.

For supervisors who set one, and for whoever answers. Shares are parts per million of what is owed. What a debtor can
learn by bidding follows from the policy alone, never from the client's floor: offers and counters are its own figures,
and where one would lie below the floor, it is not made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any

from goodstanding.money.rounding import divide
from goodstanding.refusal import Refusal

WHOLE_PPM = 1_000_000
INSTALMENTS_MAX, DAYS_MAX, BIDS_MAX = 60, 365, 20


class PolicyRefused(Refusal, ValueError):
    """A policy that cannot be; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How a portfolio settles.

    asking_ppm         what an offer asks for where nobody names an amount
    accept_ppm         a bid of so much, paid at once, is accepted
    concessions_ppm    what the first, second, … counter asks for, paid at once; the last one is kept
    counter_from_ppm   a bid of so much is countered; below it goes to a person
    escalate_from_ppm  a bid of so much goes to a person; below it is refused
    longer_ppm         so much more is asked for every payment after the first
    """

    asking_ppm: int = 800_000
    accept_ppm: int = 700_000
    concessions_ppm: Sequence[int] = (780_000, 750_000, 720_000)
    counter_from_ppm: int = 400_000
    escalate_from_ppm: int = 200_000
    longer_ppm: int = 10_000
    instalments_most: int = 6
    valid_days: int = 30
    bids_most: int = 5
    grace_days: int = 5
    stood_days: int = 5


def read(values: Mapping[str, Any]) -> Policy:
    """Return the policy of plain values, each one left out being the default; raises PolicyRefused."""
    known = {one.name for one in fields(Policy)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise PolicyRefused(f"A policy has no {', '.join(unknown)}. It has {', '.join(sorted(known))}.")
    for name, value in values.items():
        numbers = value if name == "concessions_ppm" and isinstance(value, list | tuple) else [value]
        if any(type(one) is not int for one in numbers):
            raise PolicyRefused(f"{name} is a whole number" + (" or a list of them." if len(numbers) > 1 else "."))
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    made = Policy(**plain)
    if not isinstance(made.concessions_ppm, tuple):
        raise PolicyRefused("concessions_ppm is a list of whole numbers.")
    found = list(faults(made))
    if found:
        raise PolicyRefused(" ".join(found))
    return made


def told(policy: Policy) -> dict[str, Any]:
    """Return a policy as plain values."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(policy).items()}


def faults(policy: Policy) -> Iterator[str]:
    """Yield everything that keeps a policy from answering bids in good order, as sentences."""
    ladder = [policy.asking_ppm, *policy.concessions_ppm, policy.accept_ppm]
    if not policy.concessions_ppm:
        yield "A policy has at least one concession."
    if not _falls(ladder):
        yield "Asking, concessions and accept fall from one to the next: asking most, accepting least."
    if not _falls([policy.accept_ppm, policy.counter_from_ppm, policy.escalate_from_ppm]):
        yield "Accept, counter from and escalate from fall from one to the next."
    if not 0 < policy.asking_ppm <= WHOLE_PPM or policy.escalate_from_ppm < 0 or policy.accept_ppm <= 0:
        yield "Shares lie between nothing and the whole debt."
    if not 0 <= policy.longer_ppm <= WHOLE_PPM:
        yield "longer_ppm lies between nothing and the whole debt."
    for name, most in (("instalments_most", INSTALMENTS_MAX), ("valid_days", DAYS_MAX), ("bids_most", BIDS_MAX)):
        if not 1 <= getattr(policy, name) <= most:
            yield f"{name} lies between 1 and {most}."
    if not 0 <= policy.grace_days <= DAYS_MAX or not 0 <= policy.stood_days <= DAYS_MAX:
        yield f"grace_days and stood_days lie between 0 and {DAYS_MAX}."


def share_minor(owed_minor: int, ppm: int) -> int:
    """Return a share of what is owed, rounded up to the minor unit, and never more than is owed.

    >>> share_minor(1001, 500_000)
    501
    """
    return min(owed_minor, divide(owed_minor * ppm, WHOLE_PPM, rounding="up"))


def asked_minor(policy: Policy, *, owed_minor: int, ppm: int, count: int) -> int:
    """Return what is asked for in so many payments, where `ppm` is asked for at once."""
    return share_minor(owed_minor, ppm + policy.longer_ppm * (count - 1))


def floor_minor(*, owed_minor: int, ppm: int, least_minor: int) -> int:
    """Return the least a client takes: a share of what is owed and an amount, whichever is more; never above it."""
    return min(owed_minor, max(share_minor(owed_minor, ppm), least_minor))


def _falls(numbers: Iterable[int]) -> bool:
    told = list(numbers)
    return all(one >= other for one, other in pairwise(told))
