"""An amount of money: a whole number of minor units and its currency, exact and never mixed."""

import re
from dataclasses import dataclass
from functools import total_ordering

from goodstanding.money.currency import exponent
from goodstanding.refusal import Refusal

_PLAIN = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?")


class CurrencyMismatch(ValueError):
    """Amounts of two currencies were added, subtracted or compared."""

    def __init__(self, left: str, right: str) -> None:
        """Name both currencies in the sentence."""
        super().__init__(f"Amounts in {left} and {right} cannot be combined.")


class AmountMalformed(Refusal, ValueError):
    """The text is not a plain decimal number that the currency can hold exactly."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Amount:
    """So many minor units of one currency: `Amount(1234, "USD")` is twelve dollars and thirty-four cents.

    Equality across currencies is False; order, sum and difference across currencies raise CurrencyMismatch.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse anything but an int (bool too), and unknown currencies."""
        if type(self.minor) is not int:
            raise TypeError(f"Minor units are whole numbers, not {type(self.minor).__name__}.")
        exponent(self.currency)

    @classmethod
    def zero(cls, currency: str) -> "Amount":
        """Return nothing at all of a currency."""
        return Amount(0, currency)

    @classmethod
    def of(cls, text: str, currency: str) -> "Amount":
        """Read a plain decimal such as "12.34" exactly; refuse more decimals than the currency has.

        >>> Amount.of("12.3", "USD").minor
        1230
        """
        places = exponent(currency)
        match = _PLAIN.fullmatch(text)
        if match is None:
            raise AmountMalformed(f"{text[:40]!r} is not a plain decimal number.")
        sign, whole, fraction = match[1], match[2], match[3] or ""
        if len(fraction) > places:
            raise AmountMalformed(f"{text[:40]!r} has more decimals than {currency}, which has {places}.")
        return Amount(int(f"{sign}{whole}{fraction.ljust(places, '0')}"), currency)

    @property
    def is_zero(self) -> bool:
        """Say whether nothing is owed either way."""
        return self.minor == 0

    def decimal_string(self) -> str:
        """Write the amount for machines, in the decimals of its currency.

        >>> [Amount(-5, code).decimal_string() for code in ("USD", "JPY", "KWD")]
        ['-0.05', '-5', '-0.005']
        """
        return self._written(grouping="")

    def __str__(self) -> str:
        """Write the amount for people: `USD -1,234.56`."""
        return f"{self.currency} {self._written(grouping=',')}"

    def __add__(self, other: "Amount") -> "Amount":
        """Add an amount of the same currency."""
        self._same_currency(other)
        return Amount(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Amount") -> "Amount":
        """Subtract an amount of the same currency."""
        self._same_currency(other)
        return Amount(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Amount":
        """Turn what is owed into what is due back."""
        return Amount(-self.minor, self.currency)

    def __abs__(self) -> "Amount":
        """Drop the sign."""
        return Amount(abs(self.minor), self.currency)

    def __lt__(self, other: "Amount") -> bool:
        """Compare with an amount of the same currency; the other three comparisons follow from this one."""
        self._same_currency(other)
        return self.minor < other.minor

    def _same_currency(self, other: "Amount") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)

    def _written(self, *, grouping: str) -> str:
        places = exponent(self.currency)
        sign = "-" if self.minor < 0 else ""
        whole, fraction = divmod(abs(self.minor), 10**places)
        written = f"{whole:,}".replace(",", grouping)
        return f"{sign}{written}.{fraction:0{places}d}" if places else f"{sign}{written}"
