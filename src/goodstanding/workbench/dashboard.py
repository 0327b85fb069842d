"""The dashboard as plain values: the figures of one currency, its ageing and its months, each with table and picture.

Every figure carries the variant it was computed by, for a DSO without its variant is no figure at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodstanding.insight.ageing import Ageing
from goodstanding.insight.metric import METRICS, written
from goodstanding.insight.summary import Summary
from goodstanding.insight.trend import PeriodFigures
from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.workbench.look.chart import Bar, Point
from goodstanding.workbench.look.figure import NOT_AVAILABLE, Figure, counted, grouped, month, rounded

AGEING_HEAD = ("Bucket", "Items", "Amount", "Share of open")
MONTHS_HEAD = ("Month", "DSO", "Best DSO", "CEI", "Open", "Past due", "Charged", "Collected")
WHOLE_UNITS_FROM = 100_000
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; the first column names the row, the others are figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()


def figures(block: Summary) -> list[Figure]:
    """Return the figures at the head of the dashboard."""
    aged, run = block.ageing, block.figures
    return [
        Figure("Open", grouped(aged.open_balance), aged.currency, counted(aged.open_n, "item")),
        Figure("Past due", grouped(aged.past_due), aged.currency, f"{_percent(aged.past_due_share)} of what is open"),
        Figure("Disputed share", _short(aged.disputed.share_by_amount), "%", "by amount, of open items"),
        Figure("DSO", _short(run.dso), "days", METRICS["dso"].variant),
        Figure("CEI", _short(run.cei), "%", f"{METRICS['cei'].variant}, {month(run.period.end)}"),
        Figure("Collected", grouped(run.collected), aged.currency, f"this month, {METRICS['collected'].variant}"),
    ]


def ageing_table(aged: Ageing, *, plain: bool = False) -> Table:
    """Return the ageing as a table; `plain` writes amounts for machines."""
    shown = Amount.decimal_string if plain else grouped
    whole = aged.open_balance.minor
    rows = tuple(
        (bucket_name(line.bucket), _count(line.n, plain=plain), shown(line.amount), _share(line.amount.minor, whole))
        for line in aged.lines
    )
    foot = ("Open", _count(aged.open_n, plain=plain), shown(aged.open_balance), _share(whole, whole))
    return Table(AGEING_HEAD, rows, foot)


def months_table(months: Sequence[PeriodFigures], *, plain: bool = False) -> Table:
    """Return the months as a table, the latest first on a page and the earliest first for machines."""
    shown = Amount.decimal_string if plain else grouped
    rows = [
        (
            run.period.start.strftime("%Y-%m") if plain else month(run.period.end),
            *(_ratio(ratio, plain=plain) for ratio in (run.dso, run.bpdso, run.cei)),
            shown(run.end), shown(run.end_past_due), shown(run.charged), shown(run.collected),
        )
        for run in months
    ]  # fmt: skip
    return Table(MONTHS_HEAD, tuple(rows if plain else reversed(rows)))


def bars(aged: Ageing) -> list[Bar]:
    """Return the ageing as bars; what is overdue stands out."""
    return [
        Bar(bucket_name(line.bucket), line.amount.minor, compact(line.amount), stands_out=number > 0)
        for number, line in enumerate(aged.lines)
    ]


def points(months: Sequence[PeriodFigures]) -> list[Point]:
    """Return DSO and best possible DSO month by month."""
    found = []
    for name, ratios in (("DSO", [run.dso for run in months]), ("Best possible DSO", [run.bpdso for run in months])):
        for run, ratio in zip(months, ratios, strict=True):
            found.append(Point(f"{run.period.end:%b %y}", name, float(ratio) if ratio is not None else None))
    return found


def said_ageing(aged: Ageing) -> str:
    """Tell the picture of the ageing to whoever cannot see it."""
    parts = (f"{bucket_name(line.bucket)} {grouped(line.amount)}" for line in aged.lines)
    return f"Bars of the open balance in {aged.currency} by days past due: {', '.join(parts)}."


def said_months(months: Sequence[PeriodFigures]) -> str:
    """Tell the picture of the months to whoever cannot see it."""
    last = months[-1]
    return (
        f"Lines of DSO and best possible DSO from {month(months[0].period.end)} to {month(last.period.end)}. "
        f"The last DSO is {_short(last.dso)} days, the last best possible {_short(last.bpdso)} days."
    )


def bucket_name(label: str) -> str:
    """Write the label of a bucket for people.

    >>> bucket_name("current"), bucket_name("1-30"), bucket_name(">120")
    ('Current', '1–30', '>120')
    """
    return label.capitalize().replace("-", "–")


def compact(amount: Amount) -> str:
    """Write an amount so that it fits over a bar: exact while it is short, whole units or millions then.

    >>> compact(Amount(428429, "USD")), compact(Amount(123456789012, "USD"))
    ('4,284.29', '1,234.6 M')
    """
    units = amount.minor * 10**9 // _minor_per_unit(amount)
    if abs(units) >= MILLION * 10**9:
        return f"{rounded(written(Fraction(units, MILLION * 10**9)))} M"
    if abs(units) >= WHOLE_UNITS_FROM * 10**9:
        return rounded(written(Fraction(units, 10**9)), places=0)
    return grouped(amount)


def _minor_per_unit(amount: Amount) -> int:
    return int(10 ** exponent(amount.currency))


def _count(number: int, *, plain: bool) -> str:
    return str(number) if plain else f"{number:,}"


def _share(part: int, whole: int) -> str:
    return _percent(Fraction(100 * part, whole) if whole > 0 else None)


def _percent(ratio: Fraction | None) -> str:
    return f"{_short(ratio)} %" if ratio is not None else NOT_AVAILABLE


def _short(ratio: Fraction | None) -> str:
    return rounded(written(ratio))


def _ratio(ratio: Fraction | None, *, plain: bool) -> str:
    if plain:
        return written(ratio) or ""
    return _short(ratio)
