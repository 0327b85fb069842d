"""Assembling: the facts of one message from what the books told of everybody at once."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from goodstanding.calendars.reckoned import RECKONED
from goodstanding.money.amount import Amount
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.template.facts.advice import advice_at
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.facts.reading import read
from goodstanding.outreach.template.rendering import speech
from goodstanding.receivables.ageing import days_past_due

ANSWER_DAYS = 14
"""How long somebody is given to answer, where the house does not say `answer_days`."""
_KINDS: Mapping[tuple[str, str], str] = {
    ("en", "invoice"): "Invoice of {}", ("en", "instalment"): "Instalment of {}", ("en", "charge"): "Charge of {}",
    ("es", "invoice"): "Factura del {}", ("es", "instalment"): "Cuota del {}", ("es", "charge"): "Cargo del {}",
}  # fmt: skip
_ACCOUNT = {"en": "Account with {}", "es": "Cuenta con {}"}


class PersonTold(NamedTuple):
    """Who is written to, where they live ("US-CA", "GB" or "") and by which zone, "" where it is not known."""

    name: str
    given_name: str
    place: str
    zone: str


class ItemTold(NamedTuple):
    """An item as issued, and what is open on it in minor units."""

    item_id: int
    reference: str
    kind: str
    issued_date: date
    due_date: date
    amount_minor: int
    open_minor: int


class DebtTold(NamedTuple):
    """A debt, its items that are open or named, and whether anything was ever said about it."""

    reference: str
    client: str
    client_id: int
    original_creditor: str
    was_said: bool
    items: Mapping[int, ItemTold]


@dataclass(frozen=True, slots=True)
class Told:
    """What the books told: people, debts, whether the house collects for others, by client; the house's own words."""

    people: Mapping[int, PersonTold]
    debts: Mapping[int, DebtTold]
    is_collector: Mapping[int, bool]
    house: Mapping[str, Any]


class _Line(NamedTuple):
    """What is open, as a row of a table."""

    reference: str
    description: str
    amount: Amount
    original: Amount
    due_date: date
    client: str


def assemble(
    message: Waiting, lines: Sequence[DeliveryLine], told: Told, *, given: Mapping[str, Any], at: datetime
) -> Facts:
    """Return the facts of a message; `given` are fields that others know, which come before ours.

    Raises TemplateRefused where one of them is no field, or of another type.
    """
    person = told.people.get(message.person_id, PersonTold("", "", "", ""))
    day = at.astimezone(ZoneInfo(person.zone)).date() if person.zone else at.date()
    language = message.language if message.language in _ACCOUNT else "en"
    rows = [row for line in lines for row in _rows(line, told.debts[line.debt_id], language=language, day=day)]
    facts = {
        **_of_house(told.house, day=day),
        **advice_at(person.place),
        "person.name": person.name,
        "person.given_name": person.given_name or person.name,
        "today": day,
        "stop.word": "STOP",
        "message.code": code_of(message),
        "house.is_collector": told.is_collector.get(message.client_id, True),
        **_of_debts([told.debts[line.debt_id] for line in lines]),
        **_of_rows(rows, day=day),
    }
    return read({**facts, **given, **message.fields})


def code_of(message: Waiting) -> str:
    """Return the code of a message: its number, and four characters that nobody can guess who has not its key."""
    digest = hashlib.sha256(message.key.encode()).digest()
    return f"{message.message_id}-{base64.b32encode(digest).decode()[:4]}"


def _of_house(words: Mapping[str, Any], *, day: date) -> dict[str, Any]:
    hours, phone = words.get("hours") or None, words.get("phone") or None
    days = words.get("answer_days")
    return {
        **{f"house.{name}": words.get(name) or None for name in ("name", "address", "email", "website")},
        "house.phone": phone,
        "house.hours": hours,
        "callback.phone": phone,
        "callback.hours": hours,
        "answer_by": min(day + timedelta(days=days if isinstance(days, int) else ANSWER_DAYS), RECKONED.end),
    }


def _of_debts(debts: Sequence[DebtTold]) -> dict[str, Any]:
    if not debts:
        return {"contact.is_first": False}
    first = debts[0]
    return {
        "client.name": first.client,
        "account.reference": first.reference,
        "account.original_creditor": first.original_creditor or None,
        "pay.reference": first.reference,
        # Unless something was said about every one of them, the law's words of a first message are owed.
        "contact.is_first": not all(debt.was_said for debt in debts),
    }


def _of_rows(rows: Sequence[_Line], *, day: date) -> dict[str, Any]:
    """Return what is open in all, in the currency of the first row, and each row."""
    if not rows:
        return {}
    rows = sorted(rows, key=lambda row: (row.due_date, row.reference))
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.amount.currency] = sums.get(row.amount.currency, 0) + row.amount.minor
    currency, *others = sums
    return {
        "total.amount": Amount(sums[currency], currency),
        "total.count": len(rows),
        "total.days_past_due": days_past_due(day, rows[0].due_date),
        "total.due_date": rows[0].due_date,
        "other_currencies": ", ".join(str(Amount(sums[one], one)) for one in others) or None,
        "lines": [
            {
                "reference": row.reference, "description": row.description, "amount": row.amount,
                "original_amount": row.original, "due_date": row.due_date,
                "days_past_due": days_past_due(day, row.due_date), "client": row.client,
            }
            for row in rows
        ],
    }  # fmt: skip


def _rows(line: DeliveryLine, debt: DebtTold, *, language: str, day: date) -> list[_Line]:
    """Return the rows of a line: its item, the open items of its account, or the account where those do not add up."""
    if line.item_id is not None and line.item_id in debt.items:
        item = debt.items[line.item_id]
        return [_row(item, line.balance_minor, line.currency, debt, language=language)]
    items = [item for item in debt.items.values() if item.open_minor > 0]
    if items and sum(item.open_minor for item in items) == line.balance_minor:
        return [_row(item, item.open_minor, line.currency, debt, language=language) for item in items]
    due = min((item.due_date for item in items), default=day)
    original = sum(item.amount_minor for item in items) or line.balance_minor
    description = _ACCOUNT[language].format(debt.client)
    amount = Amount(line.balance_minor, line.currency)
    return [_Line(debt.reference, description, amount, Amount(original, line.currency), due, debt.client)]


def _row(item: ItemTold, open_minor: int, currency: str, debt: DebtTold, *, language: str) -> _Line:
    description = _KINDS[language, item.kind].format(speech.day(item.issued_date, language))
    original = Amount(item.amount_minor, currency)
    return _Line(item.reference, description, Amount(open_minor, currency), original, item.due_date, debt.client)
