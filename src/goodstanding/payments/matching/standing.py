"""Bank lines, matches and rules as pages and commands show them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from goodstanding.money.amount import Amount


class WaitingLine(NamedTuple):
    """A bank line whose money is not matched, or not all of it; `age_days` since the bank booked it."""

    line_id: int
    account: str
    booked_date: date
    amount: Amount
    left: Amount
    party_name: str
    text: str
    age_days: int
    suggestions: tuple[Mapping[str, Any], ...]
    may_teach: bool = False
    """The bank says from which account it came, so that can be remembered."""


class MatchStanding(NamedTuple):
    """A match as a page shows it."""

    match_id: int
    line_id: int
    kind: str
    debt_id: int | None
    receipt_id: int | None
    amount: Amount
    confidence_ppm: int
    evidence: tuple[str, ...]
    by: str
    undone_reason: str


class RuleStanding(NamedTuple):
    """What somebody taught: money from a payer's bank account pays a debt."""

    rule_id: int
    payer_account: str
    debt_id: int
    debt_reference: str
    by: str
    at: datetime


class Bucket(NamedTuple):
    """Ages in days, both ends inclusive; the last has no end."""

    name: str
    from_days: int
    to_days: int | None


BUCKETS = (
    Bucket("0-7", 0, 7),
    Bucket("8-30", 8, 30),
    Bucket("31-60", 31, 60),
    Bucket("61-90", 61, 90),
    Bucket("91+", 91, None),
)


def bucket_of(age_days: int) -> Bucket:
    """Return the bucket of an age; a line that is booked on a day still to come is as new as can be.

    >>> [bucket_of(days).name for days in (-3, 7, 8, 91)]
    ['0-7', '0-7', '8-30', '91+']
    """
    return next(one for one in BUCKETS if one.to_days is None or age_days <= one.to_days)


class Aged(NamedTuple):
    """So much money that came in lies unapplied on one of our bank accounts since so long."""

    account: str
    bucket: str
    lines: int
    amount: Amount


def aged(waiting: list[tuple[str, int, Amount]]) -> list[Aged]:
    """Return what waits (account, age in days, what is left) by account, currency and age, the youngest first.

    >>> [one.lines for one in aged([("Ours", 3, Amount(5, "USD")), ("Ours", 4, Amount(6, "USD"))])]
    [2]
    """
    found: dict[tuple[str, str, int], list[int]] = {}
    for account, age_days, left in waiting:
        key = (account, left.currency, BUCKETS.index(bucket_of(age_days)))
        found.setdefault(key, []).append(left.minor)
    return [
        Aged(account, BUCKETS[place].name, len(minors), Amount(sum(minors), currency))
        for (account, currency, place), minors in sorted(found.items())
    ]
