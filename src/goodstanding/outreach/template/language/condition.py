"""Conditions: a few words over the fields of the vocabulary, worked out without running anything.

    total.days_past_due > 30 and promise.date is missing

`and`, `or`, `not`, brackets; comparison with a number, a quoted word or a date; `is known`, `is missing`; the name of a
field that is yes or no. What is not known is neither true nor false, and a condition that is not true does not hold.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent

Kind = Literal["text", "number", "amount", "date", "yes_no"]
Constant = str | Decimal | date | bool
Fact = str | int | bool | Amount | date | tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Named:
    """A field that is yes or no."""

    field: str


@dataclass(frozen=True, slots=True)
class Known:
    """A field is known."""

    field: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A field against a constant or another field."""

    field: str
    sign: str
    constant: Constant | None
    other: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    one: "Condition"


@dataclass(frozen=True, slots=True)
class Joined:
    """Both, or either."""

    word: Literal["and", "or"]
    left: "Condition"
    right: "Condition"


_SIGNS: Mapping[str, Callable[..., bool]] = {
    "=": operator.eq, "!=": operator.ne, "<>": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
Condition = Named | Known | Compared | Not | Joined


def holds(condition: Condition, value_of: Callable[[str], Fact]) -> bool:
    """Say whether a condition holds, given what returns a field's value or None; not known is not true."""
    return _truth(condition, value_of) is True


def fields(condition: Condition) -> frozenset[str]:
    """Return the fields that a condition names."""
    if isinstance(condition, Not):
        return fields(condition.one)
    if isinstance(condition, Joined):
        return fields(condition.left) | fields(condition.right)
    other = frozenset({condition.other} if isinstance(condition, Compared) and condition.other else ())
    return other | {condition.field}


def _truth(condition: Condition, value_of: Callable[[str], Fact]) -> bool | None:
    if isinstance(condition, Known):
        return value_of(condition.field) is not None
    if isinstance(condition, Named):
        found = value_of(condition.field)
        return found if isinstance(found, bool) else None
    if isinstance(condition, Compared):
        return _compared(condition, value_of)
    if isinstance(condition, Not):
        one = _truth(condition.one, value_of)
        return None if one is None else not one
    left, right = _truth(condition.left, value_of), _truth(condition.right, value_of)
    decided = condition.word == "or"
    if decided in (left, right):
        return decided
    return None if None in (left, right) else not decided


def _compared(condition: Compared, value_of: Callable[[str], Fact]) -> bool | None:
    left = value_of(condition.field)
    right = value_of(condition.other) if condition.other else condition.constant
    if left is None or right is None:
        return None
    if isinstance(left, Amount) and isinstance(right, Amount):
        return _SIGNS[condition.sign](left.minor, right.minor) if left.currency == right.currency else None
    if isinstance(left, Amount):
        return _SIGNS[condition.sign](Decimal(left.minor).scaleb(-exponent(left.currency)), right)
    if isinstance(left, str) and isinstance(right, str):
        return _SIGNS[condition.sign](left.casefold(), right.casefold())
    if isinstance(left, date) != isinstance(right, date) or isinstance(left, str) != isinstance(right, str):
        return None
    return _SIGNS[condition.sign](left, right)
