"""The whole picture of one currency on one page: what was issued, what is open, how old it is, how well it is paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from goodstanding.calendars.period import Period
from goodstanding.insight.ageing import Ageing
from goodstanding.insight.disputed import Disputed
from goodstanding.insight.trend import PeriodFigures
from goodstanding.money.amount import Amount


@dataclass(frozen=True, slots=True)
class Issued:
    """Items issued in a run of days, what they were issued for, and to how many customers."""

    items_n: int
    customers_n: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class IssuedOfBook:
    """What was issued in one currency: in all, whatever its day; up to the as-of day; and in the period.

    `disputed` tells how many of the items issued in the period were disputed by the as-of day.
    """

    on_books: Issued
    to_date: Issued
    in_period: Issued
    disputed: Disputed

    @classmethod
    def counted(cls, currency: str, *, items_and_minors: Sequence[int], customers: Sequence[int]) -> Self:
        """Take four pairs of items and minor units (the last one disputed) and three counts of customers."""
        pairs = list(zip(items_and_minors[::2], items_and_minors[1::2], strict=True))
        on_books, to_date, in_period = (
            Issued(items_n, customers_n=customers_n, amount=Amount(minor, currency))
            for (items_n, minor), customers_n in zip(pairs[:3], customers, strict=True)
        )
        disputed_n, disputed_minor = pairs[3]
        disputed = Disputed(disputed_n, disputed_minor, all_n=in_period.items_n, all_minor=in_period.amount.minor)
        return cls(on_books, to_date, in_period=in_period, disputed=disputed)

    @classmethod
    def nothing(cls, currency: str) -> Self:
        """Return what was issued on a book without items."""
        return cls.counted(currency, items_and_minors=[0] * 8, customers=[0] * 3)


@dataclass(frozen=True, slots=True)
class Summary:
    """One currency on one page."""

    currency: str
    issued: IssuedOfBook
    ageing: Ageing
    figures: PeriodFigures


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """Summaries of all currencies with the question they answer."""

    as_of: date
    period: Period
    blocks: tuple[Summary, ...]
