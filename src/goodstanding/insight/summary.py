"""The whole picture of one currency on one page: what was issued, what is open, how old it is, how well it is paid."""

from dataclasses import dataclass
from datetime import date

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
class Summary:
    """One currency. `on_books` has every item whatever its day, `to_date` those issued on or before the as-of day.

    `issued_disputed` tells how many of the items issued in the period were disputed by the as-of day.
    """

    currency: str
    on_books: Issued
    to_date: Issued
    in_period: Issued
    issued_disputed: Disputed
    ageing: Ageing
    figures: PeriodFigures


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """Summaries of all currencies with the question they answer."""

    as_of: date
    period: Period
    blocks: tuple[Summary, ...]
