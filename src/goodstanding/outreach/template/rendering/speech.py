"""Speech: amounts, days and numbers as each language writes them, and as somebody would say them aloud."""

import re
from collections.abc import Mapping
from datetime import date

from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.outreach.template.facts.facts import Value

HARD_SPACE = "\u00a0"
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio",
           "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
}  # fmt: skip
_COMMA_FOR_DECIMALS = frozenset({"EUR", "ARS", "BOB", "BRL", "CLP", "COP", "CRC", "CUP", "PYG", "UYU", "VES"})
"""Currencies of places where Spanish writes 1.234,50; in the United States, Mexico and others it writes 1,234.50."""
_SPOKEN: Mapping[tuple[str, str], tuple[str, str, str, str]] = {
    ("en", "USD"): ("dollar", "dollars", "cent", "cents"),
    ("en", "CAD"): ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    ("en", "AUD"): ("Australian dollar", "Australian dollars", "cent", "cents"),
    ("en", "EUR"): ("euro", "euros", "cent", "cents"),
    ("en", "GBP"): ("pound", "pounds", "penny", "pence"),
    ("en", "MXN"): ("peso", "pesos", "centavo", "centavos"),
    ("es", "USD"): ("dólar", "dólares", "centavo", "centavos"),
    ("es", "CAD"): ("dólar canadiense", "dólares canadienses", "centavo", "centavos"),
    ("es", "EUR"): ("euro", "euros", "céntimo", "céntimos"),
    ("es", "GBP"): ("libra", "libras", "penique", "peniques"),
    ("es", "MXN"): ("peso", "pesos", "centavo", "centavos"),
}
_AND = {"en": "and", "es": "con"}


def written(value: Value, language: str) -> str:
    """Write a value as the language writes it; an amount and a day are not broken apart at the end of a line.

    >>> written(Amount(123450, "USD"), "en"), written(Amount(123450, "EUR"), "es")
    ('USD\\xa01,234.50', '1.234,50\\xa0EUR')
    """
    if isinstance(value, Amount):
        return amount(value, language)
    if isinstance(value, date):
        return day(value, language).replace(" ", HARD_SPACE)
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)


def amount(value: Amount, language: str) -> str:
    """Write an amount with the code of its currency."""
    number = str(value).removeprefix(f"{value.currency} ")
    if language != "es":
        return f"{value.currency}{HARD_SPACE}{number}"
    if value.currency in _COMMA_FOR_DECIMALS:
        number = number.translate({ord(","): ".", ord("."): ","})
    return f"{number}{HARD_SPACE}{value.currency}"


def day(when: date, language: str) -> str:
    """Write a day.

    >>> day(date(2026, 11, 22), "en"), day(date(2026, 11, 1), "es")
    ('November 22, 2026', '1 de noviembre de 2026')
    """
    month = _MONTHS[language][when.month - 1]
    return f"{month} {when.day}, {when.year}" if language == "en" else f"{when.day} de {month} de {when.year}"


def spoken(value: Value, language: str, *, type_: str) -> str:
    """Write a value as somebody says it aloud.

    >>> spoken(Amount(123450, "USD"), "en", type_="amount"), spoken("+1 217 555 0100", "en", type_="phone")
    ('1,234 dollars and 50 cents', '1, 2 1 7, 5 5 5, 0 1 0 0')
    """
    if isinstance(value, Amount):
        return _said(value, language)
    if type_ == "phone":
        groups = re.findall(r"[0-9]+", str(value))
        return ", ".join(" ".join(group) for group in groups) or str(value)
    if type_ == "link":
        return re.sub(r"^https?://(www\.)?", "", str(value)).rstrip("/")
    return written(value, language).replace(HARD_SPACE, " ")


def _said(value: Amount, language: str) -> str:
    words = _SPOKEN.get((language, value.currency))
    if words is None or value.minor < 0:
        return amount(value, language).replace(HARD_SPACE, " ")
    whole, fraction = divmod(value.minor, 10 ** exponent(value.currency))
    one, many, part, parts = words
    told = f"{whole:,} {one if whole == 1 else many}"
    return f"{told} {_AND[language]} {fraction} {part if fraction == 1 else parts}" if fraction else told
