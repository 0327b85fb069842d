"""Assembling: the facts of one message from what the books told of everybody at once."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from goodstanding.calendars.reckoned import RECKONED
from goodstanding.money.amount import Amount
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.template.facts.advice import advice_at
from goodstanding.outreach.template.facts.cleaning import clean
from goodstanding.outreach.template.facts.facts import Facts, Value
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


NOBODY = PersonTold("", "", "", "")


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
    secret: str = ""
    """The installation's own, from which the codes of messages are made."""


class Assembler:
    """Puts facts together message after message; what many share is read once."""

    def __init__(self, told: Told, *, at: datetime) -> None:
        """Begin with what the books told at an instant."""
        self._told, self._at = told, at
        self._house: dict[date, Mapping[str, Value]] = {}
        self._places: dict[str, Mapping[str, Value]] = {}

    def facts(self, message: Waiting, lines: Sequence[DeliveryLine], given: Mapping[str, Any]) -> Facts:
        """Return the facts of a message; `given` are fields that others know, which come before ours.

        Raises TemplateRefused where one of them is no field, or of another type.
        """
        told = self._told
        person = told.people.get(message.person_id, NOBODY)
        day = self._at.astimezone(ZoneInfo(person.zone)).date() if person.zone else self._at.date()
        language = message.language if message.language in _ACCOUNT else "en"
        rows = [row for line in lines for row in _rows(line, told.debts[line.debt_id], language=language, day=day)]
        rows.sort(key=lambda row: (row["line.due_date"], row["line.reference"]))
        values: dict[str, Value] = {
            **self._house_facts(day),
            **self._advice(person.place),
            "person.name": _clean(person.name),
            "person.given_name": _clean(person.given_name) or _clean(person.name),
            "message.code": code_of(message, secret=told.secret),
            "house.is_collector": told.is_collector.get(message.client_id, True),
            **_of_debts([told.debts[line.debt_id] for line in lines]),
            **_of_rows(rows),
        }
        more = read({**given, **message.fields}) if given or message.fields else Facts({})
        series = {"lines": tuple(rows)} if rows else {}
        return Facts({**values, **more.values}, {**series, **more.series})

    def _house_facts(self, day: date) -> Mapping[str, Value]:
        if day not in self._house:
            self._house[day] = read(_of_house(self._told.house, day=day)).values
        return self._house[day]

    def _advice(self, place: str) -> Mapping[str, Value]:
        if place not in self._places:
            self._places[place] = read(advice_at(place)).values
        return self._places[place]


def code_of(message: Waiting, *, secret: str) -> str:
    """Return the code of a message: its number, and characters that nobody can make who has not our secret."""
    digest = hmac.digest(secret.encode(), f"goodstanding code {message.key}".encode(), hashlib.sha256)
    return f"{message.message_id}-{base64.b32encode(digest).decode()[:4]}"


def _of_house(words: Mapping[str, Any], *, day: date) -> dict[str, Any]:
    hours, phone = words.get("hours") or None, words.get("phone") or None
    days = words.get("answer_days")
    return {
        **{f"house.{name}": words.get(name) or None for name in ("name", "address", "email", "website")},
        "house.phone": phone,
        "house.hours": hours,
        "pay.link": words.get("pay_page") or None,
        "callback.phone": phone,
        "callback.person": words.get("contact") or None,
        "callback.hours": hours,
        "today": day,
        "stop.word": "STOP",
        "answer_by": min(day + timedelta(days=days if isinstance(days, int) else ANSWER_DAYS), RECKONED.end),
    }


def _of_debts(debts: Sequence[DebtTold]) -> dict[str, Value]:
    if not debts:
        return {"contact.is_first": False}
    first = debts[0]
    reference, creditor = _clean(first.reference), _clean(first.original_creditor)
    return {
        "client.name": _clean(first.client),
        "account.reference": reference,
        "pay.reference": reference,
        # Unless something was said about every one of them, the law's words of a first message are owed.
        "contact.is_first": not all(debt.was_said for debt in debts),
        **({"account.original_creditor": creditor} if creditor else {}),
    }


def _of_rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, Value]:
    """Return what is open in all, in the currency of the first row; `rows` stand in order of their due dates."""
    if not rows:
        return {}
    sums: dict[str, int] = {}
    for row in rows:
        amount: Amount = row["line.amount"]
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    currency, *others = sums
    more = ", ".join(str(Amount(sums[one], one)) for one in others)
    return {
        "total.amount": Amount(sums[currency], currency),
        "total.count": len(rows),
        "total.days_past_due": rows[0]["line.days_past_due"],
        "total.due_date": rows[0]["line.due_date"],
        **({"other_currencies": more} if more else {}),
    }


def _rows(line: DeliveryLine, debt: DebtTold, *, language: str, day: date) -> list[dict[str, Any]]:
    """Return the rows of a line: its item, the open items of its account, or the account where those do not add up."""
    if line.item_id is not None and line.item_id in debt.items:
        return [_row(debt.items[line.item_id], line.balance_minor, line.currency, debt, language=language, day=day)]
    items = [item for item in debt.items.values() if item.open_minor > 0]
    if items and sum(item.open_minor for item in items) == line.balance_minor:
        return [_row(item, item.open_minor, line.currency, debt, language=language, day=day) for item in items]
    due = min((item.due_date for item in items), default=day)
    minor = sum(item.amount_minor for item in items) or line.balance_minor
    account = ItemTold(0, debt.reference, "account", day, due, minor, line.balance_minor)
    return [_row(account, line.balance_minor, line.currency, debt, language=language, day=day)]


def _row(item: ItemTold, open_minor: int, currency: str, debt: DebtTold, *, language: str, day: date) -> dict[str, Any]:
    return {
        "line.reference": _clean(item.reference),
        "line.description": _described(item.kind, item.issued_date, _clean(debt.client), language),
        "line.amount": Amount(open_minor, currency),
        "line.original_amount": Amount(item.amount_minor, currency),
        "line.due_date": item.due_date,
        "line.days_past_due": days_past_due(day, item.due_date),
        "line.client": _clean(debt.client),
    }


@lru_cache(maxsize=10_000)
def _described(kind: str, issued_date: date, client: str, language: str) -> str:
    if kind == "account":
        return _ACCOUNT[language].format(client)
    return _KINDS[language, kind].format(speech.day(issued_date, language))


_clean = lru_cache(maxsize=50_000)(clean)
