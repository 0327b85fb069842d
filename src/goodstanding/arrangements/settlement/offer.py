"""An offer to settle: its payments, how it stands, and what keeps it from being made or accepted."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from goodstanding.arrangements.agreement.document import Instalment
from goodstanding.arrangements.plan import schedule
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.terms import Terms, TermsRefused

State = Literal["waiting", "denied", "open", "accepted", "withdrawn", "declined", "expired", "superseded"]
Word = Literal["approved", "denied", "withdrawn", "declined"]
WORDS: tuple[Word, ...] = ("approved", "denied", "withdrawn", "declined")
NIGHT = timedelta(hours=12)
"""The last place on earth where a day ends lies twelve hours behind UTC."""
MONTH_DAYS = 31


class Facts(NamedTuple):
    """What decides how an offer stands. `settled` says that another offer on the debt was accepted."""

    words: frozenset[str]
    is_below_floor: bool
    is_accepted: bool
    is_settled: bool
    expires_date: date


def state(facts: Facts, *, at: datetime) -> State:
    """Say how an offer stands at an instant; it is open until its last day is over everywhere.

    >>> from datetime import UTC
    >>> facts = Facts(frozenset(), is_below_floor=False, is_accepted=False, is_settled=False,
    ...               expires_date=date(2026, 6, 30))
    >>> [state(facts, at=datetime(2026, 7, 1, hour, tzinfo=UTC)) for hour in (11, 12)]
    ['open', 'expired']
    """
    if facts.is_accepted:
        return "accepted"
    ended: tuple[State, ...] = ("withdrawn", "declined", "denied")
    for word in ended:
        if word in facts.words:
            return word
    if facts.is_settled:
        return "superseded"
    if is_over(facts.expires_date, at=at):
        return "expired"
    return "waiting" if facts.is_below_floor and "approved" not in facts.words else "open"


def is_over(expires_date: date, *, at: datetime) -> bool:
    """Say whether a last day is over, wherever one is."""
    return (at - NIGHT).date() > expires_date


def payments(
    *, amount_minor: int, currency: str, count: int, first_date: date, first_minor: int = 0
) -> list[Instalment]:
    """Return the payments of an offer, a month apart; the first one may be of its own size. Raises TermsRefused."""
    if first_minor and count > 1:
        rest = payments(
            amount_minor=amount_minor - first_minor, currency=currency, count=count - 1,
            first_date=first_date + timedelta(days=MONTH_DAYS),
        )  # fmt: skip
        return [Instalment(first_date, first_minor), *rest]
    if count == 1:
        return [Instalment(first_date, amount_minor)]
    terms = Terms(amount_minor, currency, first_date, count=count, rhythm=Rhythm(roll="none"))
    return [Instalment(one.due_date, one.amount_minor) for one in schedule.schedule(terms)]


def monthly_minor(parts: Sequence[Instalment]) -> int:
    """Return what the payments take in a month at most, for holding against what somebody can afford."""
    return max(one.amount_minor for one in parts)


def faults(
    parts: Iterable[Instalment], *, owed_minor: int, expires_date: date, count_most: int, today: date
) -> Iterator[str]:
    """Yield everything that keeps an offer from being made, as sentences."""
    ordered = list(parts)
    total = sum(one.amount_minor for one in ordered)
    if owed_minor <= 0:
        yield "Nothing is owed on this debt, so there is nothing to settle."
    elif total >= owed_minor:
        yield "A settlement is for less than is owed."
    if any(one.amount_minor <= 0 for one in ordered):
        yield "Every payment is above zero."
    if len(ordered) > count_most:
        yield f"A settlement is paid in at most {count_most} payments here."
    if expires_date < today:
        yield f"{expires_date} is over; an offer stands until a day that is still to come."
    if ordered and ordered[0].due_date < today:
        yield f"The first payment would fall due on {ordered[0].due_date}, which is over."


__all__ = [
    "WORDS", "Facts", "Instalment", "State", "TermsRefused", "Word", "faults", "is_over", "monthly_minor", "payments",
    "state",
]  # fmt: skip
