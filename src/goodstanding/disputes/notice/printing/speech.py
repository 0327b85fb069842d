"""Speech: dates, amounts and sentences as the notice says them, in its language.

A sentence becomes runs: pieces of text with how they are printed. Marks are read from our words before values go in,
so nothing that a person or a client is called can change the print.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import NotRequired, TypedDict

from goodstanding.disputes.notice.lettering import placed
from goodstanding.disputes.notice.printing.wording import PRODUCTS, Language
from goodstanding.money.amount import Amount
from goodstanding.receivables.portfolio import DebtType

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_SIGNS = {"USD": "$"}
_UNDERLINED = "_"
_MARKS = ("*", _UNDERLINED, "~")
_PIECES = re.compile(r"([*_~])(?![^{}]*\})")
_WEB = re.compile(r"(https://)?([A-Za-z0-9-]+\.)+[A-Za-z]{2,}(/[A-Za-z0-9._~/-]*)?")
_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_FITS_AN_ARTICLE = re.compile(r"[BCDFGJKLMNPQRSTVWXYZ][a-z]")
"""Words that "a" surely goes before; what is spelled out (MBNA) or silent (Honest) it may not."""


class Run(TypedDict):
    """A piece of a sentence: its text, the marks it is printed with, and where it leads, if anywhere."""

    text: str
    marks: str
    leads_to: NotRequired[str]


def runs(words: str, values: Mapping[str, str], *, links: bool = False) -> list[Run]:
    """Return a sentence as runs, its values filled in; with `links`, underlined addresses lead somewhere.

    >>> runs("*{who} calls.* Once.", {"who": "A*"})
    [{'text': 'A* calls.', 'marks': '*'}, {'text': ' Once.', 'marks': ''}]
    """
    marks = ""
    found: list[Run] = []
    for piece in _PIECES.split(words):
        if piece in _MARKS:
            marks = marks.replace(piece, "") if piece in marks else marks + piece
        elif piece:
            one = Run(text=piece.format_map(values), marks=marks)
            leads_to = address(one["text"]) if links and _UNDERLINED in marks else ""
            found.append(Run(**one, leads_to=leads_to) if leads_to else one)
    assert not marks, f"A mark is left open in {words!r}."
    return found


def plain(sentence: list[Run]) -> str:
    """Return the text of runs."""
    return "".join(run["text"] for run in sentence)


def address(text: str) -> str:
    """Return what a printed web or e-mail address leads to; nothing for what is not plainly one of the two.

    >>> address("www.example.com/dispute"), address("javascript:alert(1)")
    ('https://www.example.com/dispute', '')
    """
    plain_text = text.replace("\u200b", "")
    if _EMAIL.fullmatch(plain_text):
        return f"mailto:{plain_text}"
    if _WEB.fullmatch(plain_text):
        return plain_text if plain_text.startswith("https://") else f"https://{plain_text}"
    return ""


def day(when: date, language: Language) -> str:
    """Write a day.

    >>> day(date(2020, 8, 28), "en"), day(date(2020, 8, 28), "es")
    ('August 28, 2020', '28 de agosto de 2020')
    """
    month = _MONTHS[language][when.month - 1]
    return f"{month} {when.day}, {when.year}" if language == "en" else f"{when.day} de {month} de {when.year}"


def sign(amount: Amount) -> str:
    """Return the sign or the code of an amount's currency."""
    return _SIGNS.get(amount.currency, amount.currency)


def number(amount: Amount) -> str:
    """Write an amount without its currency, grouped; both languages group as the United States do.

    >>> number(Amount(228456, "USD"))
    '2,284.56'
    """
    return str(amount).removeprefix(f"{amount.currency} ")


def product(debt_type: DebtType, brand: str, language: Language) -> str:
    """Say what the debtor had, with the brand where there is one.

    >>> product("card", "Main Street Store", "en"), product("other", "MBX", "en")
    ('a Main Street Store credit card', 'an account (MBX)')
    """
    article, noun = PRODUCTS[language][debt_type]
    if not brand:
        return f"{article} {noun}"
    if language == "en" and _FITS_AN_ARTICLE.match(brand):
        return f"a {placed(brand)} {noun}"
    return f"{article} {noun} ({placed(brand)})"
