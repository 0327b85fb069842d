"""How numbers, days and instants are written on a page: plainly, exactly and always the same way."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from goodstanding.money.amount import Amount

MINUS = "−"
NOT_AVAILABLE = "n/a"
LONG = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as a page shows it: what it is called, the number, its unit, and which variant of it this is."""

    label: str
    value: str
    unit: str = ""
    note: str = ""

    @property
    def is_long(self) -> bool:
        """Say whether the number needs smaller digits to stand in one line."""
        return len(self.value) >= LONG


def grouped(amount: Amount) -> str:
    """Write an amount without its currency, for columns that name it in their head.

    >>> grouped(Amount(-123456789, "USD"))
    '−1,234,567.89'
    """
    return str(amount).removeprefix(amount.currency).strip().replace("-", MINUS)


def money(amount: Amount | None) -> str:
    """Write an amount with its currency behind it; nothing for no amount.

    >>> money(Amount(5, "KWD"))
    '0.005 KWD'
    """
    return f"{grouped(amount)} {amount.currency}" if amount is not None else ""


def counted(number: int, one: str, *, many: str | None = None) -> str:
    """Write a number with its noun.

    >>> counted(1, "item"), counted(1200, "item")
    ('1 item', '1,200 items')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def at_most(number: int, most: int) -> str:
    """Write a count that was not counted to the end; nothing for none.

    >>> at_most(0, 999), at_most(999, 999), at_most(1000, 999)
    ('', '999', '999+')
    """
    return (f"{most}+" if number > most else str(number)) if number else ""


def rounded(ratio: str | None, *, places: int = 1) -> str:
    """Shorten a decimal string for a page, half up; "n/a" for no number. The exact one stands in the table.

    >>> rounded("26.2575"), rounded(None)
    ('26.3', 'n/a')
    """
    if ratio is None:
        return NOT_AVAILABLE
    sign, digits = (MINUS, ratio[1:]) if ratio.startswith("-") else ("", ratio)
    whole, _, fraction = digits.partition(".")
    scaled = int(whole + fraction[:places].ljust(places, "0"))
    up = int(fraction[places : places + 1] or "0") >= 5  # noqa: PLR2004  Half of ten.
    text = str(scaled + up).rjust(places + 1, "0")
    return f"{sign}{int(text[:-places]):,}.{text[-places:]}" if places else f"{sign}{int(text):,}"


def day(value: date | None) -> str:
    """Write a day as people of every country read it the same way; nothing for no day.

    >>> day(date(2013, 6, 3))
    '3 Jun 2013'
    """
    return f"{value.day} {value:%b %Y}" if value is not None else ""


def instant(value: datetime | None) -> str:
    """Write an instant to the minute, in UTC and saying so; nothing for no instant."""
    if value is None:
        return ""
    moment = value.astimezone(UTC)
    return f"{day(moment.date())}, {moment:%H:%M} UTC"


def month(value: date) -> str:
    """Write a month.

    >>> month(date(2013, 6, 30))
    'Jun 2013'
    """
    return f"{value:%b %Y}"
