"""Amounts and days that a reply names: what one click fills in, for a person to look at first.

Day and month are read as the language writes them; a day without a year is the next one to come. Words such as
"Friday" or "next week" become the day they mean, counted from the day the reply came.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_AMOUNT = re.compile(
    r"(?P<before>usd|eur|gbp|us\$|[$€£])\s?(?P<one>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?)(?!\d)"
    r"|(?<![\d.,/-])(?P<two>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?)\s?"
    r"(?P<after>dollars?|bucks|usd|eur|euros?|gbp|pounds|dolares|pesos|dlls|[$€£])(?![a-z])"
)
_CURRENCIES = {
    "usd": "USD", "us$": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD", "dolares": "USD",
    "dlls": "USD", "eur": "EUR", "€": "EUR", "euro": "EUR", "euros": "EUR", "gbp": "GBP", "£": "GBP", "pounds": "GBP",
    "pesos": "MXN",
}  # fmt: skip
_MONTHS = {
    "jan": 1, "ene": 1, "feb": 2, "mar": 3, "apr": 4, "abr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "ago": 8,
    "sep": 9, "set": 9, "oct": 10, "nov": 11, "dec": 12, "dic": 12,
}  # fmt: skip
_WEEKDAYS = {
    "monday": 0, "lunes": 0, "tuesday": 1, "martes": 1, "wednesday": 2, "miercoles": 2, "thursday": 3, "jueves": 3,
    "friday": 4, "viernes": 4, "saturday": 5, "sabado": 5, "sunday": 6, "domingo": 6,
}  # fmt: skip
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|set|dic)[a-z]*"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of| de)? {_MONTH}\b(?:,?(?: de| del)? (\d{{4}}))?")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")
_WEEKDAY = re.compile(rf"\b(next |this |on |by |el |este |proximo )?({'|'.join(_WEEKDAYS)})\b")
_NEAR = {
    r"\b(?:today|hoy|tonight)\b": 0,
    r"\b(?:tomorrow|tmrw|tmw|tomorow|(?<!la )manana)\b": 1,
    r"\b(?:next week|la (?:proxima semana|semana que viene))\b": 7,
    r"\b(?:in|en) (?:two|2|dos) (?:weeks|semanas)\b": 14,
}
_DAY_OF_MONTH = re.compile(
    r"\b(?:on|by|before|around|until|the|el|dia|para el)(?: the| dia)? (\d{1,2})(?:st|nd|rd|th)\b"
    r"|\bel (?:dia )?(\d{1,2})\b(?! de\b)"
)
_CENTURY, _MONTHS_A_YEAR = 2000, 12


class Named(NamedTuple):
    """An amount in hundredths with its currency, where one was named."""

    minor: int
    currency: str


def amounts(text: str) -> list[Named]:
    """Return the amounts a plain text names, in their order.

    >>> amounts("i can do $50 on friday and 1,250.50 usd later")
    [Named(minor=5000, currency='USD'), Named(minor=125050, currency='USD')]
    """
    found = []
    for one in _AMOUNT.finditer(text):
        written, sign = one["one"] or one["two"], one["before"] or one["after"]
        found.append(Named(_minor(written), _CURRENCIES.get(sign, "")))
    return list(dict.fromkeys(found))


def days(text: str, *, came_date: date, language: str = "en") -> list[date]:
    """Return the days a plain text names, in their order; only such as are not before the day it came.

    >>> days("friday or dec 3rd", came_date=date(2026, 11, 22))
    [datetime.date(2026, 11, 27), datetime.date(2026, 12, 3)]
    """
    found = sorted(_days(text, came_date=came_date, language=language))
    return list(dict.fromkeys(day for _, day in found if day >= came_date))


def _minor(written: str) -> int:
    """Read a number as people write it: the last mark with two digits behind it is the decimal one."""
    decimal = re.search(r"[.,](\d{1,2})$", written)
    whole = written[: decimal.start()] if decimal else written
    cents = decimal[1].ljust(2, "0") if decimal else "00"
    return int(re.sub(r"[.,]", "", whole)) * 100 + int(cents)


def _days(text: str, *, came_date: date, language: str) -> Iterator[tuple[int, date]]:
    for found in _ISO.finditer(text):
        yield from _told(found.start(), int(found[1]), int(found[2]), int(found[3]))
    for found in _MONTH_FIRST.finditer(text):
        yield from _to_come(found.start(), found[3], _MONTHS[found[1]], int(found[2]), came_date)
    for found in _DAY_FIRST.finditer(text):
        yield from _to_come(found.start(), found[3], _MONTHS[found[2]], int(found[1]), came_date)
    for found in _SLASHED.finditer(text):
        first, second = int(found[1]), int(found[2])
        month, day = (second, first) if language == "es" or first > _MONTHS_A_YEAR else (first, second)
        yield from _to_come(found.start(), found[3], month, day, came_date)
    for found in _WEEKDAY.finditer(text):
        ahead = (_WEEKDAYS[found[2]] - came_date.weekday()) % 7 or 7
        yield found.start(), came_date + timedelta(days=ahead)
    for pattern, ahead in _NEAR.items():
        yield from ((found.start(), came_date + timedelta(days=ahead)) for found in re.finditer(pattern, text))
    for found in _DAY_OF_MONTH.finditer(text):
        yield from _day_of_month(found.start(), int(found[1] or found[2]), came_date)


def _told(place: int, year: int, month: int, day: int) -> Iterator[tuple[int, date]]:
    try:
        yield place, date(year, month, day)
    except ValueError:
        return


def _to_come(place: int, year: str | None, month: int, day: int, came_date: date) -> Iterator[tuple[int, date]]:
    if year is not None:
        number = int(year)
        yield from _told(place, number if number > 99 else number + _CENTURY, month, day)  # noqa: PLR2004  two digits
        return
    for number in (came_date.year, came_date.year + 1):
        found = list(_told(place, number, month, day))
        if found and found[0][1] >= came_date:
            yield found[0]
            return


def _day_of_month(place: int, day: int, came_date: date) -> Iterator[tuple[int, date]]:
    for months in (0, 1):
        total = came_date.month - 1 + months
        found = list(_told(place, came_date.year + total // 12, total % 12 + 1, day))
        if found and found[0][1] >= came_date:
            yield found[0]
            return
