"""The stages of the menu, and what each turn leads to: what is said next, what is asked for, and what is to be done.

For the operation that keeps a caller's place. Pure: whether somebody is verified, and what became of a deed, is found
out by the operation, which then goes on from here.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

Stage = Literal["welcome", "account", "proof", "menu", "amount", "date", "confirm", "ended"]
Deed = Literal["", "verify", "balance", "link", "promise", "person", "end"]

DIGITS_MAX = 20
_DIGITS = re.compile(r"\d{1,20}", re.ASCII)
ONE_DIGIT: frozenset[Stage] = frozenset({"welcome", "menu", "confirm"})
ASKS: Mapping[Stage, tuple[str, ...]] = {
    "account": ("ask_account",), "proof": ("ask_proof",), "menu": ("menu",), "amount": ("ask_amount",),
    "date": ("ask_date",), "confirm": ("confirm",),
}  # fmt: skip
"""What is said at each stage to ask for something."""
VERIFIED: frozenset[Stage] = frozenset({"menu", "amount", "date", "confirm"})
SILENCES_MOST = 3
WHOLE_DIGITS_MAX = 9
"""Digits of an amount in whole units; nobody owes more by telephone."""
BIRTH, ZIP = 8, 5


class Turn(NamedTuple):
    """Where a caller goes, what is to be done first, and what they are told before they are asked anew."""

    stage: Stage
    deed: Deed = ""
    says: tuple[str, ...] = ()
    typed: str = ""
    """What was typed, where it is one of what the stage asks for."""


class Proof(NamedTuple):
    """What somebody shows to be who they are: a date of birth or a ZIP code."""

    born: date | None = None
    zip_code: str = ""


def read_digits(text: str) -> str:
    """Return what was typed as digits, or nothing where it is anything else.

    >>> read_digits("123#"), read_digits("12a"), read_digits("1" * 21)
    ('123', '', '')
    """
    plain = text.strip().removesuffix("#")
    return plain if _DIGITS.fullmatch(plain) else ""


def turn(stage: Stage, digits: str, *, today: date) -> Turn:
    """Return what follows from digits typed at a stage; nothing typed asks again."""
    if stage == "account":
        return Turn("account", "person") if digits == "0" else _kept("proof", digits, else_at="account")
    if stage == "proof":
        return Turn("proof", "verify", typed=digits) if read_proof(digits) else _again("proof")
    if stage == "menu":
        return _CHOICES.get(digits, _again("menu"))
    if stage == "amount":
        return _kept("date", digits if read_whole(digits) else "", else_at="amount")
    if stage == "date":
        return _kept("confirm", digits if read_day(digits, today=today) else "", else_at="date")
    if stage == "confirm":
        return {"1": Turn("menu", "promise"), "2": Turn("amount")}.get(digits, _again("confirm"))
    return Turn("ended", "end")


_CHOICES: Mapping[str, Turn] = {
    "1": Turn("menu", "balance"),
    "2": Turn("menu", "link"),
    "3": Turn("amount"),
    "0": Turn("menu", "person"),
    "9": Turn("ended", "end"),
}


def read_proof(digits: str) -> Proof | None:
    """Return a date of birth typed as month, day and year, or a ZIP code; None where it is neither.

    >>> read_proof("12311980"), read_proof("04101"), read_proof("13311980")
    (Proof(born=datetime.date(1980, 12, 31), zip_code=''), Proof(born=None, zip_code='04101'), None)
    """
    if len(digits) == ZIP:
        return Proof(zip_code=digits)
    if len(digits) != BIRTH:
        return None
    try:
        return Proof(born=date(int(digits[4:]), int(digits[:2]), int(digits[2:4])))
    except ValueError:
        return None


def read_whole(digits: str) -> int:
    """Return an amount in whole units, or 0 where it is none that could be meant."""
    return int(digits) if digits and len(digits) <= WHOLE_DIGITS_MAX else 0


def read_day(digits: str, *, today: date) -> date | None:
    """Return the next day with this month and day, today included; None where there is none.

    >>> read_day("0301", today=date(2026, 11, 22)), read_day("1122", today=date(2026, 11, 22))
    (datetime.date(2027, 3, 1), datetime.date(2026, 11, 22))
    """
    if len(digits) != 4:  # noqa: PLR2004  Month and day, two digits each.
        return None
    for year in (today.year, today.year + 1):
        try:
            found = date(year, int(digits[:2]), int(digits[2:]))
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _kept(stage: Stage, typed: str, *, else_at: Stage) -> Turn:
    return Turn(stage, typed=typed) if typed else _again(else_at)


def _again(stage: Stage) -> Turn:
    return Turn(stage, says=("not_understood",))
