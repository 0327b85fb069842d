"""What happened with a person before, as the events of a situation: contacts, and numbers that were somebody else's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from goodstanding.outreach.queries import contacts_of
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.strategy.legal_words import WRONG_NUMBER_EVENT, WRONG_PERSON

Told = dict[str, Any]


def name_of(account_id: int) -> str:
    """Return what a debt is called in a situation: by its number, since two clients may use the same reference."""
    return str(account_id)


def wrong_numbers(points: Sequence[ContactPoint], *, known_at: datetime) -> list[Told]:
    """Return, as events, when we learned that a number or address is somebody else's: calls to it then do not count."""
    return [
        {"event": WRONG_NUMBER_EVENT, "to": str(one.pk), "at": one.status_at.isoformat()}
        for one in points
        if one.status == WRONG_PERSON and one.status_at <= known_at
    ]


def history_of(person: Person, *, at: datetime, known_at: datetime) -> list[Told]:
    """Return the contacts with a person up to an instant, as far as they were known, as events."""
    events: list[Told] = [
        {
            "id": f"c{one.id}",
            "at": one.happened_at.isoformat(),
            "known_at": one.learned_at.isoformat(),
            "direction": one.direction,
            "channel": one.channel,
            "outcome": one.outcome or None,
            "content": one.content or None,
            "purpose": one.purpose or None,
            "person": one.reached,
            "to" if one.direction == "outbound" else "from": None
            if one.contact_point_id is None
            else str(one.contact_point_id),
            "debts": [name_of(number) for number in one.debt_ids],
        }
        for one in contacts_of(person.pk, known_at=known_at)
        if one.happened_at <= at
    ]
    return [{key: value for key, value in event.items() if value is not None} for event in events]
