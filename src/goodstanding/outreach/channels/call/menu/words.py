"""What the menu says: its sentences in every language, filled in."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES: Mapping[str, str] = {"1": "en", "2": "es"}
"""Which key chooses which language."""
AFTER_VERIFICATION: tuple[str, ...] = (
    "disclosure", "creditor", "menu", "balance", "nothing_open", "link_asked", "link_refused", "ask_amount", "ask_date",
    "confirm", "promised", "promise_refused", "callback",
)  # fmt: skip
"""Sentences that are said only to somebody who was verified."""


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """Return the sentences of every language, by name."""
    read: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    )
    return read


def sentence(name: str, *, language: str, **fields: object) -> str:
    """Return a sentence with its names filled in; a language that is not written is English.

    >>> sentence("balance", language="es", amount="5.00 USD", reference="D-1")
    'Están pendientes 5.00 USD en la referencia D-1.'
    """
    text = str(words().get(language, words()["en"])[name])
    for field, value in fields.items():
        text = text.replace(f"{{{field}}}", str(value))
    return text


def spoken_day(day: date, *, language: str) -> str:
    """Return a day as it is said.

    >>> spoken_day(date(2026, 3, 5), language="en"), spoken_day(date(2026, 3, 5), language="es")
    ('March 5, 2026', '5 de marzo de 2026')
    """
    told = words().get(language, words()["en"])
    return str(told["date"]).format(month=told["months"][day.month - 1], day=day.day, year=day.year)
