"""Wording: the few words of a letter's page that do not come from its template, by language.

A letter in a language that is not here gets them in English, as its text does.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Wording(NamedTuple):
    """The words of a page in one language; `page` holds {page} and {pages}."""

    language: str
    page: str
    code: str
    phone: str
    months: tuple[str, ...]
    day: str


WORDINGS: Mapping[str, Wording] = {
    "en": Wording(
        "en", "Page {page} of {pages}", "Letter", "Phone",
        ("January", "February", "March", "April", "May", "June",
         "July", "August", "September", "October", "November", "December"),
        "{month} {day}, {year}",
    ),
    "es": Wording(
        "es", "Página {page} de {pages}", "Carta", "Teléfono",
        ("enero", "febrero", "marzo", "abril", "mayo", "junio",
         "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        "{day} de {month} de {year}",
    ),
}  # fmt: skip


def wording(language: str) -> Wording:
    """Return the words of a language, or of English; "es-MX" is Spanish."""
    return WORDINGS.get(language.partition("-")[0].lower(), WORDINGS["en"])


def day_in_words(day: date, language: str) -> str:
    """Write a day out.

    >>> day_in_words(date(2026, 11, 22), "es")
    '22 de noviembre de 2026'
    """
    words = wording(language)
    return words.day.format(month=words.months[day.month - 1], day=day.day, year=day.year)
