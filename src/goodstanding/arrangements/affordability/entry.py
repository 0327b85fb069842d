"""Entry: a budget as somebody writes it, on the command line, in a file of a debt adviser or in a form.

A line is `rent=600.00/monthly`, `wages:partner=450/weekly`, or `gas=?` for "not sure how much". A file is YAML:

    currency: GBP
    household: {adults: 2, children: 1, partner: true}
    adviser: Ash Advice
    consent: true
    taken: 2026-06-10
    lines:
      - {kind: wages, amount: "1500.00", frequency: monthly}
      - {kind: rent, amount: not sure, frequency: not sure}
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import yaml

from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.arrangements.affordability.frequency import NOT_SURE
from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal

UNKNOWN_AMOUNTS = {"", "?", NOT_SURE, "none"}
_KEYS = {"currency", "household", "adviser", "consent", "taken", "valid_until", "channel", "lines"}


class EntryUnreadable(Refusal, ValueError):
    """What was written is no budget; the sentence says where."""


class Written(NamedTuple):
    """A budget as a file has it."""

    currency: str
    lines: tuple[Line, ...]
    household: Household
    adviser: str
    has_consent: bool
    taken_date: date | None
    valid_until: date | None
    channel: str


def read_line(text: str, *, currency: str) -> Line:
    """Return a line that was written in one word; raises EntryUnreadable and AmountMalformed.

    >>> read_line("wages:partner=450/weekly", currency="GBP")[:4]
    ('wages', 45000, 'weekly', True)
    """
    name, equals, told = text.partition("=")
    if not equals:
        raise EntryUnreadable(f"{text[:60]!r} is no line; write it as rent=600.00/monthly, or rent=? for not sure.")
    kind, _, whose = name.strip().partition(":")
    if whose not in ("", "partner"):
        raise EntryUnreadable(f"{whose[:30]!r} is nobody in a budget; write :partner, or nothing.")
    amount, _, frequency = told.strip().partition("/")
    return line_of(
        kind=kind, amount=amount, frequency=frequency or "monthly", of_partner=bool(whose), currency=currency
    )  # fmt: skip


def line_of(
    *, kind: str, amount: str, frequency: str, currency: str, of_partner: bool = False, evidence: str = ""
) -> Line:
    """Return a line of its parts; an amount may be "not sure". Raises AmountMalformed."""
    said = amount.strip()
    minor = None if said.casefold() in UNKNOWN_AMOUNTS else Amount.of(said, currency).minor
    often = frequency.strip().casefold() or NOT_SURE
    return Line(kind.strip(), minor, NOT_SURE if minor is None else often, of_partner, evidence.strip())


def read_file(text: str) -> Written:
    """Return a budget of a file; raises EntryUnreadable and AmountMalformed."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise EntryUnreadable(f"The file is not YAML: {str(fault).splitlines()[0]}.") from fault
    if not isinstance(told, Mapping) or not isinstance(told.get("lines"), list):
        raise EntryUnreadable("A budget has a currency and lines, each with kind, amount and frequency.")
    if unknown := sorted(str(key) for key in set(told) - _KEYS):
        raise EntryUnreadable(f"{unknown[0]!r} is no part of a budget; known are {', '.join(sorted(_KEYS))}.")
    currency = str(told.get("currency") or "")
    if not currency:
        raise EntryUnreadable("Say the currency of the budget.")
    return Written(
        currency=currency,
        lines=tuple(_lines(told["lines"], currency)),
        household=_household(told.get("household") or {}),
        adviser=str(told.get("adviser") or ""),
        has_consent=told.get("consent") is True,
        taken_date=_day(told.get("taken"), "taken"),
        valid_until=_day(told.get("valid_until"), "valid_until"),
        channel=str(told.get("channel") or "letter"),
    )


def _lines(listed: Iterable[Any], currency: str) -> Iterable[Line]:
    for number, one in enumerate(listed, start=1):
        if not isinstance(one, Mapping) or "kind" not in one:
            raise EntryUnreadable(f"Line {number} does not say its kind.")
        yield line_of(
            kind=str(one["kind"]), amount=str(one.get("amount", NOT_SURE)), currency=currency,
            frequency=str(one.get("frequency", NOT_SURE)), of_partner=one.get("partner") is True,
            evidence=str(one.get("evidence") or ""),
        )  # fmt: skip


def _household(told: Any) -> Household:
    if not isinstance(told, Mapping):
        raise EntryUnreadable("household says adults, children and partner.")
    try:
        return Household(int(told.get("adults", 1)), int(told.get("children", 0)), told.get("partner") is True)
    except (TypeError, ValueError) as fault:
        raise EntryUnreadable("adults and children of a household are whole numbers.") from fault


def _day(told: Any, name: str) -> date | None:
    if told is None or isinstance(told, date):
        return told
    try:
        return date.fromisoformat(str(told))
    except ValueError as fault:
        raise EntryUnreadable(f"{name} is a day, as 2026-06-30.") from fault
