"""An ageing as of a day: open items by days past due, one currency a block, with what is disputed and unapplied.

Bounds of a bucket are inclusive, an item due on the day itself is current, and every block ties to the ledger: its
buckets sum to the open balance, and the open balance less unapplied money is the ledger's balance.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from goodstanding.insight.disputed import Disputed
from goodstanding.insight.metric import percent
from goodstanding.money.amount import Amount
from goodstanding.receivables.ageing import Anchor


class Cell(NamedTuple):
    """Open items of one currency and group that are alike in bucket, in being past due and in being disputed."""

    currency: str
    group: str
    bucket: int
    is_past_due: bool
    is_disputed: bool
    n: int
    minor: int


class Unapplied(NamedTuple):
    """Money received and not set against any item, of one currency and group."""

    currency: str
    group: str
    minor: int


@dataclass(frozen=True, slots=True)
class Line:
    """One bucket: how many items are open in it, and what is open on them."""

    bucket: str
    n: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class Ageing:
    """The open items of one currency as of a day; `group` is empty for the whole, and `groups` are its parts.

    Past due is always counted from the due date, also where the buckets are counted from the invoice date.
    """

    currency: str
    group: str
    lines: tuple[Line, ...]
    past_due_n: int
    past_due: Amount
    disputed: Disputed
    unapplied: Amount
    groups: tuple["Ageing", ...] = ()

    @property
    def open_n(self) -> int:
        """Count the items on which anything is open."""
        return sum(line.n for line in self.lines)

    @property
    def open_balance(self) -> Amount:
        """Sum what is open, unapplied money not taken off."""
        return sum((line.amount for line in self.lines), Amount.zero(self.currency))

    @property
    def current_n(self) -> int:
        """Count the open items that are not past due."""
        return self.open_n - self.past_due_n

    @property
    def current(self) -> Amount:
        """Sum what is open and not past due."""
        return self.open_balance - self.past_due

    @property
    def past_due_share(self) -> Fraction | None:
        """Return what is past due in percent of what is open; None where nothing is."""
        return percent(self.past_due.minor, self.open_balance.minor)

    @property
    def open_disputed(self) -> Amount:
        """Sum what is open on items in dispute."""
        return Amount(self.disputed.disputed_minor, self.currency)

    @property
    def balance(self) -> Amount:
        """Return the ledger's balance: what is open less what is unapplied."""
        return self.open_balance - self.unapplied


@dataclass(frozen=True, slots=True)
class AgeingReport:
    """An ageing with the question it answers: which day, counted from what, in which buckets, grouped by what."""

    as_of: date
    anchor: Anchor
    labels: tuple[str, ...]
    by: str
    blocks: tuple[Ageing, ...]


def gather(
    currencies: Iterable[str], *, cells: Sequence[Cell], unapplied: Sequence[Unapplied], labels: Sequence[str]
) -> tuple[Ageing, ...]:
    """Make one block a currency out of counted cells, in the order given; a currency without cells has nothing open.

    Cells with a group make a block that has that group among its parts; where all groups are empty there are none.
    """
    return tuple(
        _block(
            currency,
            [cell for cell in cells if cell.currency == currency],
            unapplied=[money for money in unapplied if money.currency == currency],
            labels=labels,
        )
        for currency in currencies
    )


def _block(currency: str, cells: list[Cell], *, unapplied: list[Unapplied], labels: Sequence[str]) -> Ageing:
    cells_of, unapplied_of = defaultdict(list), defaultdict(list)
    for cell in cells:
        cells_of[cell.group].append(cell)
    for money in unapplied:
        unapplied_of[money.group].append(money)
    groups = tuple(
        _part((currency, group), cells_of[group], unapplied=unapplied_of[group], labels=labels)
        for group in sorted((cells_of.keys() | unapplied_of.keys()) - {""})
    )
    return _part((currency, ""), cells, unapplied=unapplied, labels=labels, groups=groups)


def _part(
    named: tuple[str, str],
    cells: list[Cell],
    *,
    unapplied: list[Unapplied],
    labels: Sequence[str],
    groups: tuple[Ageing, ...] = (),
) -> Ageing:
    currency, group = named
    counts, minors = [0] * len(labels), [0] * len(labels)
    for cell in cells:
        counts[cell.bucket] += cell.n
        minors[cell.bucket] += cell.minor
    late, contested = [cell for cell in cells if cell.is_past_due], [cell for cell in cells if cell.is_disputed]
    return Ageing(
        currency=currency,
        group=group,
        lines=tuple(
            Line(label, n, Amount(minor, currency)) for label, n, minor in zip(labels, counts, minors, strict=True)
        ),
        past_due_n=sum(cell.n for cell in late),
        past_due=Amount(sum(cell.minor for cell in late), currency),
        disputed=Disputed(
            disputed_n=sum(cell.n for cell in contested),
            disputed_minor=sum(cell.minor for cell in contested),
            all_n=sum(counts),
            all_minor=sum(minors),
        ),
        unapplied=Amount(sum(money.minor for money in unapplied), currency),
        groups=groups,
    )
