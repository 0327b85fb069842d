"""Rounding by name: every division in the project states one of five ways.

All ways treat a debt and the same amount due back alike, so that -x always rounds to the negative of what x rounds to:

| name | between two whole numbers | exactly half way |
|---|---|---|
| half_up | nearest | away from zero |
| half_even | nearest | to the even neighbour |
| half_down | nearest | towards zero |
| up | away from zero | away from zero |
| down | towards zero | towards zero |
"""

import decimal
from decimal import Decimal
from typing import Literal

from goodstanding.refusal import Refusal

Rounding = Literal["half_up", "half_even", "half_down", "up", "down"]

_DECIMAL_NAMES: dict[Rounding, str] = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
}


class RoundingUnknown(Refusal, ValueError):
    """The name is not one of the five ways of rounding."""


def divide(numerator: int, denominator: int, *, rounding: Rounding) -> int:
    """Divide whole numbers exactly and round once; a denominator of zero raises ZeroDivisionError.

    >>> divide(5, 2, rounding="half_up"), divide(-5, 2, rounding="half_up"), divide(5, 2, rounding="half_even")
    (3, -3, 2)
    """
    quotient, remainder = divmod(abs(numerator), abs(denominator))
    if _goes_up(quotient, twice=2 * remainder - abs(denominator), remainder=remainder, rounding=rounding):
        quotient += 1
    return -quotient if (numerator < 0) != (denominator < 0) else quotient


def round_decimal(value: Decimal, *, places: int, rounding: Rounding) -> Decimal:
    """Round a finite decimal to so many places; the result carries exactly that many.

    >>> round_decimal(Decimal("2.345"), places=2, rounding="half_even")
    Decimal('2.34')
    """
    if not value.is_finite():
        raise ValueError(f"{value} cannot be rounded.")
    if rounding not in _DECIMAL_NAMES:
        raise RoundingUnknown(f"{rounding!r} is not a way of rounding.")
    # The default context keeps 28 digits and refuses longer results; money must not depend on its length.
    digits = max(1, value.adjusted() + places + 2)
    step = Decimal(1).scaleb(-places)
    return value.quantize(step, rounding=_DECIMAL_NAMES[rounding], context=decimal.Context(prec=digits))


def ratio(numerator: int, denominator: int, *, places: int = 4) -> str:
    """Write a quotient of whole numbers as a decimal string, rounded half up, for reports.

    A denominator of zero raises ZeroDivisionError: whether that means "none" or "unknown" is for the report to say.

    >>> ratio(2, 3), ratio(-1, 8, places=2), ratio(-1, 1_000_000)
    ('0.6667', '-0.13', '0.0000')
    """
    scaled = divide(numerator * 10**places, denominator, rounding="half_up")
    sign = "-" if scaled < 0 else ""
    whole, fraction = divmod(abs(scaled), 10**places)
    return f"{sign}{whole}.{fraction:0{places}d}" if places else f"{sign}{whole}"


def _goes_up(quotient: int, *, twice: int, remainder: int, rounding: Rounding) -> bool:
    """Say whether the magnitude grows by one; `twice` is below, at or above zero as the rest is to one half."""
    match rounding:
        case "half_up":
            return twice >= 0
        case "half_even":
            return twice > 0 or (twice == 0 and quotient % 2 == 1)
        case "half_down":
            return twice > 0
        case "up":
            return remainder > 0
        case "down":
            return False
    raise RoundingUnknown(f"{rounding!r} is not a way of rounding.")
