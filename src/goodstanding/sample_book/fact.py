"""What we learn of people and debts besides bills and money: the things no file of debts has a record for.

For operations/facts.py, which records them. Instants are UTC; nothing lies after `as_of`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from goodstanding.sample_book.cast import Character
from goodstanding.sample_book.chance import dice, happens
from goodstanding.sample_book.debt import Debt
from goodstanding.sample_book.history import History
from goodstanding.sample_book.portfolio import FOUNDING_OWNER
from goodstanding.sample_book.situation import Life, Situation

PERCENT_CONSENT, PERCENT_WITHDRAWN, PERCENT_PREFERENCE = 6.0, 25.0, 4.0
CIRCUMSTANCE_SOURCES: dict[Life, str] = {
    "deceased": "Letter from the family.",
    "bankrupt": "Notice from the court.",
    "service member": "Status report.",
    "minor": "Date of birth at the clinic.",
    "vulnerable": "Call with the person.",
    "incarcerated": "Returned mail.",
}
HOLD_OF_LIFE = {"deceased": "deceased", "bankrupt": "bankruptcy", "vulnerable": "vulnerability"}
HOLD_REASONS = ("payment pending", "client request", "complaint", "legal")
HOURS = ("mon-fri 09:00-12:00", "mon-fri 17:00-20:00", "sat 10:00-13:00")
PERCENT_PROMISE = {"open": 6.0, "broken": 14.0, "kept": 5.0}
SHOWN_PROMISES = {2: "open", 3: "broken", 7: "kept"}
"""Debtors of every book who promised to pay, and what became of it."""
EVIDENCE = ("Call note", "Message", "Note of the portal")
SHOWCASED = 8
"""So many debtors at the beginning of every book have consents and preferences of every kind."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Something about the debtor that changes what may be done."""

    kind: str
    effective_date: date
    source: str


@dataclass(frozen=True, slots=True)
class Consent:
    """The debtor said yes or no to a channel."""

    channel: str
    decision: str
    effective_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Preference:
    """How the debtor wishes to be reached."""

    kind: str
    value: str
    effective_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing is done on the debt for a while; `ends_date` is inclusive."""

    reason: str
    starts_date: date
    ends_date: date | None


@dataclass(frozen=True, slots=True)
class Sale:
    """The debt changed owner before it came to this book's client."""

    from_owner: str
    to_owner: str
    transferred_date: date


@dataclass(frozen=True, slots=True)
class Promise:
    """Somebody said that they would pay so much by a day, inclusive."""

    amount_minor: int
    made_date: date
    due_date: date
    channel: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All there is to know of one debtor and debt."""

    circumstance: Circumstance | None
    attorney_date: date | None
    """Since when an attorney speaks for the debtor."""
    consents: tuple[Consent, ...]
    preferences: tuple[Preference, ...]
    holds: tuple[Hold, ...]
    sale: Sale | None
    recalled_date: date | None
    """When the client took the debt back."""
    promise: Promise | None


def facts(
    number: int, *, seed: int, situation: Situation, debtor: Character, debt: Debt, history: History, as_of: date
) -> Facts:
    """Return what is known of debtor `number` and of the debt."""
    thrown = dice(seed, "facts", number)
    since = as_of - timedelta(days=thrown.randint(2, 90))
    circumstance = None
    if situation.life is not None and situation.life != "attorney":
        circumstance = Circumstance(situation.life, since, CIRCUMSTANCE_SOURCES[situation.life])
    return Facts(
        circumstance,
        attorney_date=since if situation.life == "attorney" else None,
        consents=_consents(thrown, number=number, debtor=debtor, as_of=as_of),
        preferences=_preferences(thrown, number=number, debtor=debtor, as_of=as_of),
        holds=_holds(thrown, situation=situation, since=since, history=history, as_of=as_of),
        sale=_sale(thrown, situation=situation, debt=debt),
        recalled_date=since if "recalled" in situation.twists else None,
        promise=_promise(
            dice(seed, "promise", number), number=number, situation=situation, debt=debt, history=history, as_of=as_of
        ),
    )


def _consents(thrown: Random, *, number: int, debtor: Character, as_of: date) -> tuple[Consent, ...]:
    """Give consent to e-mail or texts, and sometimes take it back."""
    showcased = number <= SHOWCASED
    if not (showcased or happens(thrown, percent=PERCENT_CONSENT)):
        return ()
    channels = [word for word, given in (("email", debtor.reached.email), ("sms", debtor.reached.phone)) if given]
    if not channels:
        return ()
    channel = thrown.choice(channels)
    days = thrown.randint(30, 400)
    found = [Consent(channel, "given", _instant(as_of, days=days), "Form on the client's website.")]
    if number % 2 == 0 if showcased else happens(thrown, percent=PERCENT_WITHDRAWN):
        later = thrown.randint(1, days - 1)
        found.append(Consent(channel, "withdrawn", _instant(as_of, days=later), "Reply to a message."))
    return tuple(found)


def _preferences(thrown: Random, *, number: int, debtor: Character, as_of: date) -> tuple[Preference, ...]:
    """Wish for a channel, for hours, or for the language one speaks."""
    showcased = number <= SHOWCASED
    if not (showcased or happens(thrown, percent=PERCENT_PREFERENCE)):
        return ()
    at = _instant(as_of, days=thrown.randint(1, 200))
    wishes = [
        ("channel", "letter" if not debtor.reached.email else "email"),
        ("hours", thrown.choice(HOURS)),
        ("language", debtor.language),
    ]
    kind, value = wishes[number % len(wishes)] if showcased else thrown.choice(wishes)
    return (Preference(kind, value, at, "Call with the person."),)


def _holds(thrown: Random, *, situation: Situation, since: date, history: History, as_of: date) -> tuple[Hold, ...]:
    """Hold the debt where life, a dispute or somebody asks for it."""
    found: list[Hold] = []
    if situation.life in HOLD_OF_LIFE:
        found.append(Hold(HOLD_OF_LIFE[situation.life], since, None))
    if history.dispute is not None and history.dispute.closed_date is None:
        found.append(Hold("dispute", history.dispute.opened_date, None))
    if "on hold" in situation.twists:
        ends = as_of + timedelta(days=thrown.randint(5, 45))
        found.append(Hold(thrown.choice(HOLD_REASONS), since, ends))
    return tuple(found)


def _sale(thrown: Random, *, situation: Situation, debt: Debt) -> Sale | None:
    """Tell of the sale by the founding owner, on some day before the bill fell due."""
    if "sold before" not in situation.twists:
        return None
    day = debt.items[0].issued_date - timedelta(days=thrown.randint(10, 300))
    return Sale(FOUNDING_OWNER, debt.portfolio.client, day)


def _promise(
    thrown: Random, *, number: int, situation: Situation, debt: Debt, history: History, as_of: date
) -> Promise | None:
    """Promise the oldest unpaid bill and leave it open or break it, or keep one with the last payment."""
    wanted = SHOWN_PROMISES.get(number) or thrown.choice(["open", "broken"] if situation.is_late else ["kept"])
    chosen = number in SHOWN_PROMISES or happens(thrown, percent=PERCENT_PROMISE[wanted])
    if not chosen or situation.twists or situation.life is not None:
        return None
    if wanted == "kept":
        if not history.receipts:
            return None
        last = history.receipts[-1]
        made = last.received_date - timedelta(days=thrown.randint(2, 7))
        due, amount_minor = last.received_date + timedelta(days=thrown.randint(0, 3)), last.amount_minor
    else:
        unpaid = debt.oldest_unpaid
        made = as_of - timedelta(days=thrown.randint(1, 4) if wanted == "open" else thrown.randint(14, 28))
        due = as_of + timedelta(days=thrown.randint(2, 12)) if wanted == "open" else made + timedelta(days=10)
        amount_minor = unpaid.total_minor if unpaid is not None else 0
    amount_minor = min(amount_minor, _owed_minor(debt, history, day=made))
    channel, evidence = thrown.choice(("call", "email", "portal")), f"{thrown.choice(EVIDENCE)} {number}."
    return Promise(amount_minor, made, due, channel, evidence) if amount_minor > 0 else None


def _owed_minor(debt: Debt, history: History, *, day: date) -> int:
    """Return what had been billed and not paid by a day; nobody whose payment bounced promises anything here."""
    billed = sum(item.total_minor for item in debt.items if item.issued_date <= day)
    return billed - sum(one.amount_minor for one in history.receipts if one.received_date <= day)


def _instant(as_of: date, *, days: int) -> datetime:
    """Return three in the afternoon, so many days before."""
    return datetime.combine(as_of - timedelta(days=days), time(15), UTC)
