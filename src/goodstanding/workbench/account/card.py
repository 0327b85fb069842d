"""The account page as plain values: everything the template shows, worked out, in the order of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goodstanding.money.amount import Amount
from goodstanding.workbench.account.journal import JournalLine
from goodstanding.workbench.account.notice import Notice


@dataclass(frozen=True, slots=True)
class Point:
    """A contact point: whether it still works, what time it is there, and what the debtor said to it."""

    kind: str
    value: str
    label: str
    status: str
    source: str
    local_time: str
    consents: tuple[str, ...]

    @property
    def is_gone(self) -> bool:
        """Say whether nobody is reached by it any more."""
        return self.status in {"invalid", "returned", "disconnected", "wrong person"}


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who owes: their name, how the client knows them, and how they may and wish to be reached."""

    person_id: int
    name: str
    kind: str
    reference: str
    language: str
    country: str
    points: tuple[Point, ...]
    consents: tuple[str, ...]
    preferences: tuple[str, ...]
    identifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item: what was issued, what is open, how late it is, and whether it is in dispute."""

    reference: str
    kind: str
    issued_date: date
    due_date: date
    amount: Amount
    open: Amount
    days_past_due: int
    is_disputed: bool
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One thing in the life of an account; `position` is its place in the evidence log, where it has one."""

    day: date
    kind: str
    text: str
    entry_id: int = 0
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry of the evidence log that concerns the account."""

    position: int
    at: datetime
    recorded_at: datetime
    who: str
    text: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another account of the same debtor."""

    debt_id: int
    reference: str
    client: str
    balance: Amount


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything the page of one account shows as of a day. `debtor` is None where nobody, or nobody visible, owes."""

    debt_id: int
    reference: str
    as_of: date
    today: date
    notices: tuple[Notice, ...]
    debtor: Debtor | None
    debtor_name: str
    facts: tuple[tuple[str, str], ...]
    balance: Amount
    open: Amount
    past_due: Amount
    unapplied: Amount
    components: tuple[tuple[str, Amount], ...]
    oldest_days_past_due: int
    items: tuple[ItemLine, ...]
    journal: tuple[JournalLine, ...]
    journal_n: int
    events: tuple[Event, ...]
    evidence: tuple[Evidence, ...] | None
    liable: tuple[tuple[str, str], ...]
    neighbours: tuple[Neighbour, ...]

    @property
    def is_past(self) -> bool:
        """Say whether the page looks back from an earlier day than today."""
        return self.as_of != self.today

    @property
    def evidence_positions(self) -> frozenset[int]:
        """Tell which entries of the log are shown on the page, so that the timeline can lead there."""
        return frozenset(entry.position for entry in self.evidence or ())

    @property
    def open_n(self) -> int:
        """Count the items on which something is open."""
        return sum(not item.open.is_zero for item in self.items)


def timeline(events: Iterable[Event], *, positions: Mapping[int, int]) -> tuple[Event, ...]:
    """Return the events, the latest first, each with its place in the evidence log."""
    placed = (
        Event(event.day, event.kind, event.text, event.entry_id, positions.get(event.entry_id)) for event in events
    )
    return tuple(sorted(placed, key=lambda event: (event.day, event.position or 0), reverse=True))


def said(channel: str, state: str, *, since: str, where: str = "") -> str:
    """Tell a consent in a sentence.

    >>> said("email", "given", since="3 Jun 2026")
    'E-mail: given, since 3 Jun 2026.'
    """
    name = {"email": "E-mail", "sms": "Text message"}.get(channel, channel.capitalize())
    return f"{name}{f' at {where}' if where else ''}: {state}, since {since}."
