"""Sharing: one payment of a person over several of their debts: as they direct, the oldest first, or pro rata.

What a debtor directs comes first and exactly; what they left open goes to the oldest. A debt in dispute gets only what
is directed to it. What nothing is open for stays with the first debt that takes money, unapplied.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from goodstanding.money.split import split
from goodstanding.refusal import Refusal

How = Literal["direction", "oldest first", "pro rata"]
HOWS: tuple[How, ...] = get_args(How)


class SharingRefused(Refusal):
    """The payment cannot be shared out like this; the sentence says why."""


class Claim(NamedTuple):
    """So much can be paid on a debt that falls due on a day; in dispute, it takes nothing by itself."""

    debt_id: int
    due_date: date
    open_minor: int


def share_out(
    amount_minor: int,
    debt_ids: Sequence[int],
    claims: Sequence[Claim],
    *,
    how: How,
    directed: Mapping[int, int],
) -> dict[int, int]:
    """Return how many minor units each debt gets, in the order of the debts; what gets nothing is left out.

    Raises SharingRefused where more is directed than came in, to another debt, or nothing is directed at all.

    >>> old, new = Claim(1, date(2026, 1, 1), 70), Claim(2, date(2026, 2, 1), 50)
    >>> share_out(100, [1, 2], [old, new], how="oldest first", directed={})
    {1: 70, 2: 30}
    """
    _refuse(amount_minor, debt_ids, how=how, directed=directed)
    shares = {debt_id: directed.get(debt_id, 0) for debt_id in debt_ids}
    left = [one._replace(open_minor=minor) for one, minor in zip(claims, _open_after(claims, directed), strict=True)]
    rest_minor = amount_minor - sum(shares.values())
    given = _pro_rata(rest_minor, left) if how == "pro rata" else _oldest_first(rest_minor, left)
    for debt_id, minor in given.items():
        shares[debt_id] += minor
    unplaced_minor = amount_minor - sum(shares.values())
    first = next((debt_id for debt_id in debt_ids if shares[debt_id]), debt_ids[0])
    shares[first] += unplaced_minor
    assert sum(shares.values()) == amount_minor, "Nothing of a payment is lost."
    return {debt_id: minor for debt_id, minor in shares.items() if minor}


def _refuse(amount_minor: int, debt_ids: Sequence[int], *, how: str, directed: Mapping[int, int]) -> None:
    if how not in HOWS:
        raise SharingRefused(f"{how[:40]!r} is no way to share; it is one of {', '.join(HOWS)}.")
    if not debt_ids or len(set(debt_ids)) < len(debt_ids):
        raise SharingRefused("Name the debts that the payment is for, each once.")
    if amount_minor <= 0:
        raise SharingRefused("A payment brings money: its amount is above zero.")
    if how == "direction" and not directed:
        raise SharingRefused("Say how much goes to which debt.")
    if set(directed) - set(debt_ids) or any(minor <= 0 for minor in directed.values()):
        raise SharingRefused("What is directed goes to a debt of the payment, and is above zero.")
    if sum(directed.values()) > amount_minor:
        raise SharingRefused("More is directed than came in.")


def _open_after(claims: Sequence[Claim], directed: Mapping[int, int]) -> list[int]:
    """Return what is left open on each claim once what is directed to its debt has paid the oldest of them."""
    left, used = dict(directed), {}
    for place, one in sorted(enumerate(claims), key=lambda pair: (pair[1].due_date, pair[0])):
        paid = min(left.get(one.debt_id, 0), one.open_minor)
        left[one.debt_id] = left.get(one.debt_id, 0) - paid
        used[place] = one.open_minor - paid
    return [used[place] for place in range(len(claims))]


def _oldest_first(amount_minor: int, claims: Sequence[Claim]) -> dict[int, int]:
    given: dict[int, int] = {}
    for one in sorted(claims, key=lambda claim: (claim.due_date, claim.debt_id)):
        minor = min(amount_minor - sum(given.values()), one.open_minor)
        given[one.debt_id] = given.get(one.debt_id, 0) + minor
    return given


def _pro_rata(amount_minor: int, claims: Sequence[Claim]) -> dict[int, int]:
    """Share by what is open, to the last minor unit; never more than is open."""
    open_minor: dict[int, int] = {}
    for one in claims:
        open_minor[one.debt_id] = open_minor.get(one.debt_id, 0) + one.open_minor
    whole = sum(open_minor.values())
    if not whole:
        return {}
    return dict(zip(open_minor, split(min(amount_minor, whole), list(open_minor.values())), strict=True))
