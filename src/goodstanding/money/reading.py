"""Reading amounts as people and other systems write them, refusing whatever could mean two things.

What is read: Western grouping (1,234.56), European (1.234,56), spaced (1 234,56), Swiss (1'234.56), Indian
(1,23,456.78); a sign before or after, or accounting parentheses; a currency sign or code on either side, if it agrees
with the stated currency; "DR" and "CR" only if the file says what they mean.

"1,234" and "1.234" alone could each be a thousand or a little more than one; without a stated format they are refused.
Zeros beyond the decimals of the currency lose nothing and are read; any other digit there needs a stated rounding.
"""

import re
from typing import Literal

from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.money.rounding import Rounding, divide
from goodstanding.money.symbol import currencies_meant
from goodstanding.refusal import Refusal

NumberFormat = Literal["1,234.56", "1.234,56", "1 234,56", "1'234.56", "plain"]
"""How a file writes numbers; grouping may be left out. "1,234.56" also takes Indian grouping."""

Sides = Literal["debit_positive", "credit_positive"]
"""Which of the marks DR and CR means an amount above zero."""

LENGTH_MAX = 64
"""No amount that somebody owes takes more characters than this."""

# Typesetters' spaces, apostrophe and minus count as the ones on a keyboard.
_SAME_CHARACTERS = str.maketrans("\u00a0\u202f\u2009\u2007\u2019\u2212", "    '-")
# From the first digit to the last one; what stands around it is sign and currency. A separator right before the first
# digit belongs to the number ("$.50"), unless a letter stands before it: "Rs.500" is five hundred rupees.
_AROUND = re.compile(r"([^0-9]*?)((?:(?<!\w)[.,])?[0-9](?:[0-9., ']*[0-9])?)([^0-9]*)")
_MARK = re.compile(r"[-+()]|[^-+()\s]+")
_SIDE_SIGNS = {"dr": 1, "cr": -1}
_WITHOUT_GROUPING = str.maketrans("", "", ",. '")
_INDIAN_OR_WESTERN = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"

_FORMATS: dict[NumberFormat, re.Pattern[str]] = {
    "1,234.56": re.compile(rf"([0-9]*|{_INDIAN_OR_WESTERN})(?:\.([0-9]+))?"),
    "1.234,56": re.compile(r"([0-9]*|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?"),
    "1 234,56": re.compile(r"([0-9]*|[0-9]{1,3}(?: [0-9]{3})+)(?:,([0-9]+))?"),
    "1'234.56": re.compile(r"([0-9]*|[0-9]{1,3}(?:'[0-9]{3})+)(?:\.([0-9]+))?"),
    "plain": re.compile(r"([0-9]*)(?:\.([0-9]+))?"),
}
# Without a stated format any shape below may match; two matches that differ in value are an ambiguity.
_SHAPES = (
    *_FORMATS.values(),
    re.compile(r"([0-9]{1,3}(?: [0-9]{3})+)(?:\.([0-9]+))?"),
    re.compile(r"([0-9]{1,3}(?:'[0-9]{3})+)(?:,([0-9]+))?"),
)


class AmountUnreadable(Refusal, ValueError):
    """The text is not an amount, or could be more than one; carries a sentence for the screen and the text itself."""

    def __init__(self, text: str, reason: str) -> None:
        """Put the first characters of the text into the sentence."""
        super().__init__(f"{text[:LENGTH_MAX]!r} {reason}")
        self.text = text


def read_amount(
    text: str,
    *,
    currency: str,
    format: NumberFormat | None = None,  # noqa: A002 -- the word that maps and manuals use.
    rounding: Rounding | None = None,
    sides: Sides | None = None,
) -> Amount:
    """Read one amount in a stated currency, or raise AmountUnreadable saying why it cannot be read for certain.

    >>> read_amount("(1.234,56 €)", currency="EUR")
    Amount(minor=-123456, currency='EUR')
    """
    places = exponent(currency)
    tidy = text.translate(_SAME_CHARACTERS).strip()
    around = _AROUND.fullmatch(tidy) if len(tidy) <= LENGTH_MAX else None
    if around is None:
        raise AmountUnreadable(text, "is not a number." if tidy else "is empty; there is no amount to read.")
    sign = _sign(text, before=around[1], after=around[3], currency=currency, sides=sides)
    whole, fraction = _digits(text, number=around[2], written_as=format)
    fraction = fraction[:places] + fraction[places:].rstrip("0")
    if len(fraction) <= places:
        return Amount(sign * int(whole + fraction.ljust(places, "0")), currency)
    if rounding is None:
        raise AmountUnreadable(text, f"has more than the {places} decimals of {currency}, and no rounding is stated.")
    return Amount(divide(sign * int(whole + fraction), 10 ** (len(fraction) - places), rounding=rounding), currency)


def _digits(text: str, *, number: str, written_as: NumberFormat | None) -> tuple[str, str]:
    """Return the digits before and after the decimal mark, by the stated format or by the only one possible."""
    if written_as is not None:
        match = _FORMATS[written_as].fullmatch(number)
        if match is None:
            raise AmountUnreadable(text, f"is not written as {written_as}.")
        return _parts(match)
    readings = {_parts(match) for shape in _SHAPES if (match := shape.fullmatch(number))}
    if number.startswith(("0.", "0,")):
        # A lone zero is never a group of thousands, so "0.234" has one reading after all.
        readings = {(whole, fraction) for whole, fraction in readings if fraction} or readings
    if not readings:
        raise AmountUnreadable(text, "is not grouped as any known number format is.")
    if len(readings) > 1:
        raise AmountUnreadable(text, "could mean thousands or decimals; state the number format.")
    return readings.pop()


def _parts(match: re.Match[str]) -> tuple[str, str]:
    return match[1].translate(_WITHOUT_GROUPING) or "0", match[2] or ""


def _sign(text: str, *, before: str, after: str, currency: str, sides: Sides | None) -> int:
    """Return 1 or -1 from the marks around the number, after checking that every mark is known and none is doubled."""
    left, right = _MARK.findall(before), _MARK.findall(after)
    parentheses = [mark for mark in left if mark == "("], [mark for mark in right if mark == ")"]
    if len(parentheses[0]) != len(parentheses[1]) or ")" in left or "(" in right:
        raise AmountUnreadable(text, "opens and closes its parentheses unevenly.")
    signs = [-1 for _ in parentheses[0]]
    for mark in left + right:
        if mark in "+-":
            signs.append(-1 if mark == "-" else 1)
        elif mark.casefold().removesuffix(".") in _SIDE_SIGNS:
            signs.append(_side_sign(text, mark=mark, sides=sides))
        elif mark not in "()":
            _check_currency(text, mark=mark, currency=currency)
    if len(signs) > 1:
        raise AmountUnreadable(text, "carries more than one sign.")
    return signs[0] if signs else 1


def _side_sign(text: str, *, mark: str, sides: Sides | None) -> int:
    if sides is None:
        raise AmountUnreadable(text, "is marked DR or CR, and it is not stated which of them is above zero.")
    debit_sign = _SIDE_SIGNS[mark.casefold().removesuffix(".")]
    return debit_sign if sides == "debit_positive" else -debit_sign


def _check_currency(text: str, *, mark: str, currency: str) -> None:
    meant = currencies_meant(mark)
    if not meant:
        raise AmountUnreadable(text, f"has {mark!r} beside the number, which is not a currency.")
    if currency not in meant:
        raise AmountUnreadable(text, f"is not in {currency}, the currency stated for it.")
