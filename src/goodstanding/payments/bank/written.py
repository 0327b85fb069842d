"""Figures, days and texts as banks write them, read exactly or refused with a sentence.

For the readers of all formats. Files are hostile until read: every text has a longest length, every figure a largest
value, and nothing is rounded.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from goodstanding.money.currency import EXPONENTS
from goodstanding.payments.bank.statement import FileRefused, Unreadable

AMOUNT_LENGTH_MOST = 30
MINOR_MOST = 10**15
"""Ten trillion with two decimals: no account of ours moves so much, and every column of the books holds it."""
TEXT_LENGTH_MOST = 1_000
FAULTS_MOST = 20
YEARS = range(1980, 2100)
BYTES_MOST = 512 * 1024 * 1024

_AMOUNT = re.compile(r"([+-]?)([0-9]*)(?:[.,]([0-9]*))?")
_LONG_DAY = re.compile(r"[0-9]{8}")
_SHORT_DAY = re.compile(r"[0-9]{6}")
_SPACES = re.compile(r" {2,}")


def minor(text: str, currency: str) -> int:
    """Return an amount in minor units: digits, and a point or a comma before decimals; no grouping.

    Zeros beyond the decimals of the currency lose nothing; any other digit there is refused. Raises Unreadable.

    >>> minor("8.850", "EUR"), minor("-200,29", "EUR"), minor("2700", "JPY")
    (885, -20029, 2700)
    """
    places = EXPONENTS.get(currency)
    if places is None:
        raise Unreadable(f"{clean(currency, 10)!r} is not the ISO 4217 code of a currency in use.")
    units, _, decimals = text.partition(".")
    digits = units + decimals
    if len(decimals) == places and len(text) <= AMOUNT_LENGTH_MOST and digits.isdecimal() and digits.isascii():
        value = int(digits)  # Nearly every amount is written like this.
        return value if value < MINOR_MOST else within(value)
    match = _AMOUNT.fullmatch(text) if len(text) <= AMOUNT_LENGTH_MOST else None
    if match is None or not (match[2] or match[3]):
        raise Unreadable(f"{clean(text, 30)!r} is not an amount.")
    fraction = match[3] or ""
    if len(fraction) > places:
        if fraction[places:].strip("0"):
            raise Unreadable(f"{text} has more than the {places} decimals of {currency}; it is not rounded.")
        fraction = fraction[:places]
    value = int((match[2] or "0") + fraction.ljust(places, "0"))
    return within(-value if match[1] == "-" else value)


def within(value: int) -> int:
    """Return an amount that the books can hold; raises Unreadable."""
    if not -MINOR_MOST < value < MINOR_MOST:
        raise Unreadable("An amount of more than ten trillion cannot be right.")
    return value


@lru_cache(maxsize=4_096)
def day(text: str) -> date:
    """Return the day of an ISO date or instant, or of YYYYMMDD. Raises Unreadable.

    >>> day("2026-11-20T10:15:00+01:00"), day("20261120")
    (datetime.date(2026, 11, 20), datetime.date(2026, 11, 20))
    """
    digits = text[:10].replace("-", "") if text[4:5] == "-" else text[:8]
    if not _LONG_DAY.fullmatch(digits):
        raise Unreadable(f"{clean(text, 30)!r} is not a day.")
    return calendar_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def short_day(text: str) -> date:
    """Return the day of YYMMDD, in the century from 1980 on. Raises Unreadable.

    >>> short_day("991231"), short_day("261120")
    (datetime.date(1999, 12, 31), datetime.date(2026, 11, 20))
    """
    if not _SHORT_DAY.fullmatch(text):
        raise Unreadable(f"{clean(text, 30)!r} is not a day.")
    year = int(text[:2])
    return calendar_day(year + (1900 if year >= YEARS.start % 100 else 2000), int(text[2:4]), int(text[4:]))


def calendar_day(year: int, month: int, of_month: int) -> date:
    """Return a day of the years that can be right. Raises Unreadable."""
    try:
        found = date(year, month, of_month)
    except ValueError as fault:
        raise Unreadable(f"There is no day {year}-{month:02d}-{of_month:02d}.") from fault
    if found.year not in YEARS:
        raise Unreadable(f"The year {year} cannot be right.")
    return found


def clean(text: str | None, length_most: int = TEXT_LENGTH_MOST) -> str:
    r"""Return a text that can be printed, without double spaces, cut where it is too long.

    What only directs how others are shown is left out; any other character that is none becomes a space.

    >>> clean("INV\x00 17\n  tha\u00adnks\u202e ")
    'INV 17 thanks'
    """
    if not text:
        return ""
    # Plain short texts are most of a file: they pass at once.
    if not text.isprintable():
        text = "".join(map(_printed, text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    text = text.strip()
    return text if len(text) <= length_most else text[:length_most].strip()


def _printed(char: str) -> str:
    if char.isprintable():
        return char
    return "" if unicodedata.category(char) == "Cf" else " "


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 where it says so, else Windows-1252, which banks still send.

    >>> decoded("Münster".encode("cp1252"))
    'Münster'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def size_within(data: bytes) -> bytes:
    """Return the file's bytes; raises FileRefused where there are none, or too many."""
    if not data.strip():
        raise FileRefused("The file is empty.")
    if len(data) > BYTES_MOST:
        raise FileRefused(f"The file has {len(data):,} bytes; the most is {BYTES_MOST:,}.")
    return data


class Faults(list[str]):
    """Sentences about a file; only the first are kept, for a broken file could say the same a million times."""

    said = 0

    def add(self, sentence: str) -> None:
        """Take a sentence down."""
        self.said += 1
        if self.said <= FAULTS_MOST:
            self.append(sentence)

    def told(self) -> tuple[str, ...]:
        """Return the sentences, the last one saying how many more there were."""
        more = self.said - FAULTS_MOST
        return (*self, f"And {more:,} more.") if more > 0 else tuple(self)
