"""A rate: a whole number of parts per million, so that 8.5 percent is exactly 85,000."""

import re
from dataclasses import dataclass
from typing import Self

from goodstanding.money.rounding import Rounding, divide
from goodstanding.refusal import Refusal

PPM = 1_000_000
"""Parts in the whole."""

_PPM_PER_PERCENT_PLACES = 4
_PERCENT = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?")


class RateUnreadable(Refusal, ValueError):
    """The text is not a percentage that whole parts per million can hold."""


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """A share of an amount, such as an interest or commission rate, in parts per million; below zero is allowed."""

    ppm: int

    def __post_init__(self) -> None:
        """Refuse anything but an int (bool too)."""
        if type(self.ppm) is not int:
            raise TypeError(f"Parts per million are whole numbers, not {type(self.ppm).__name__}.")

    @classmethod
    def percent(cls, text: str) -> Self:
        """Read a percentage of at most four decimals, such as "8.5"; raise RateUnreadable for anything else.

        >>> Rate.percent("8.5").ppm
        85000
        """
        match = _PERCENT.fullmatch(text)
        if match is None:
            raise RateUnreadable(f"{text[:40]!r} is not a percentage.")
        fraction = match[3] or ""
        if len(fraction) > _PPM_PER_PERCENT_PLACES:
            raise RateUnreadable(f"{text[:40]!r} has more than four decimals.")
        return cls(int(f"{match[1]}{match[2]}{fraction.ljust(_PPM_PER_PERCENT_PLACES, '0')}"))

    def of(self, amount_minor: int, rounding: Rounding) -> int:
        """Return this share of an amount, both in minor units.

        >>> Rate.percent("8.5").of(1_001, "half_up")
        85
        """
        return divide(amount_minor * self.ppm, PPM, rounding=rounding)

    def __str__(self) -> str:
        """Write the rate for people: `8.5%`."""
        sign = "-" if self.ppm < 0 else ""
        whole, fraction = divmod(abs(self.ppm), 10**_PPM_PER_PERCENT_PLACES)
        return f"{sign}{whole}.{fraction:04d}".rstrip("0").rstrip(".") + "%"
