"""What interest stands on, as known at an instant: terms, base rates, freezes, and what was charged already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar, cast

from django.db.models import Model, QuerySet

from goodstanding.ledger.interest.base_rate import Change, Fixing, History, history
from goodstanding.ledger.interest.day_count import DayCount
from goodstanding.ledger.interest.freeze import Freeze
from goodstanding.ledger.interest.reckoning import Owed, Step
from goodstanding.ledger.interest.terms import Basis, Begun, Rounded, Start, Terms
from goodstanding.ledger.models import BaseRate, InterestFreeze, InterestFreezeEnd, InterestTerms
from goodstanding.ledger.posting import Posted
from goodstanding.money.rounding import Rounding

RowT = TypeVar("RowT", bound=Model)


class FreezeStanding(NamedTuple):
    """A freeze with the last word on its end; `is_void` where it was taken back before it began."""

    freeze_id: int
    account_id: int
    starts_date: date
    ends_date: date | None
    reason: str
    reference: str
    end_reason: str
    recorded_at: datetime

    @property
    def is_void(self) -> bool:
        """Say whether it never held."""
        return self.ends_date is not None and self.ends_date < self.starts_date


class Told(NamedTuple):
    """Terms as they were told: from which day, by which row, when."""

    terms_id: int
    begun: Begun
    recorded_at: datetime


def terms_of_account(account_id: int, *, known_at: datetime | None = None) -> list[Told]:
    """Return the terms of an account, the earliest first."""
    return _latest(InterestTerms.objects.filter(account_id=account_id), known_at)


def terms_of_portfolio(portfolio_id: int, *, known_at: datetime | None = None) -> list[Told]:
    """Return the terms of interest of a portfolio, the earliest first."""
    return _latest(InterestTerms.objects.filter(portfolio_id=portfolio_id), known_at)


def histories(*, known_at: datetime | None = None) -> dict[str, History]:
    """Return every base rate by its name."""
    found: dict[str, list[Change]] = defaultdict(list)
    rows = _known(BaseRate.objects.all(), known_at).order_by("id")
    for name, day, ppm in rows.values_list("name", "effective_date", "ppm"):
        found[name].append(Change(day, ppm))
    return {name: history(name, changes) for name, changes in found.items()}


def freezes_of(account_ids: Iterable[int], *, known_at: datetime | None = None) -> list[FreezeStanding]:
    """Return the freezes of accounts in the order of their start, those that never held included."""
    return _standings(InterestFreeze.objects.filter(account_id__in=list(account_ids)), known_at)


def freezes_between(first: int, last: int) -> list[FreezeStanding]:
    """Return the freezes of the accounts from a number to another, both included."""
    return _standings(InterestFreeze.objects.filter(account_id__gte=first, account_id__lte=last), None)


def _standings(freezes: QuerySet[InterestFreeze], known_at: datetime | None) -> list[FreezeStanding]:
    rows = list(_known(freezes, known_at))
    ends = _known(InterestFreezeEnd.objects.filter(freeze__in=[row.pk for row in rows]), known_at).order_by("id")
    last = {end.freeze_id: end for end in ends}
    found = [
        FreezeStanding(
            row.pk,
            row.account_id,
            row.starts_date,
            last[row.pk].ends_date if row.pk in last else row.ends_date,
            row.reason,
            row.reference,
            last[row.pk].reason if row.pk in last else "",
            row.recorded_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.account_id, one.starts_date, one.freeze_id))


def holding(standings: Iterable[FreezeStanding]) -> list[Freeze]:
    """Return freezes that held, as interest is reckoned with them."""
    return [Freeze(one.starts_date, one.ends_date) for one in standings if not one.is_void]


class Charged(NamedTuple):
    """What was charged on an item's interest, what of it was given up (waived, written off), and until when."""

    charged_minor: int
    given_up_minor: int
    last_date: date | None


KEPT_CAUSES = frozenset({"interest", "charge", "receipt", "allocation", "refund"})
"""What moves an item's interest without giving it up."""


def owed_of(lines: Sequence[Posted], *, item_id: int, due_date: date) -> Owed:
    """Return an item as interest is reckoned on it, from the lines of its account."""
    mine = [line for line in lines if line.head == "receivable" and line.item_id == item_id]
    principal = _by_day((line.effective_date, line.amount_minor) for line in mine if line.component == "principal")
    taken = _by_day(
        (line.effective_date, -line.amount_minor)
        for line in mine
        if line.component == "interest" and line.cause not in {"interest", "charge"}
    )
    return Owed(item_id, due_date, principal, taken)


def charged_on(lines: Sequence[Posted], *, item_id: int) -> Charged:
    """Return what was charged on an item's interest by all lines of its account."""
    mine = [
        line for line in lines if line.head == "receivable" and line.item_id == item_id and line.component == "interest"
    ]
    charges = [line for line in mine if line.cause == "interest"]
    given_up = -sum(line.amount_minor for line in mine if line.cause not in KEPT_CAUSES)
    return Charged(
        sum(line.amount_minor for line in charges),
        max(0, given_up),
        max((line.effective_date for line in charges), default=None),
    )


def terms_from(row: InterestTerms) -> Terms:
    """Return a row as the terms it tells."""
    return Terms(
        basis=cast(Basis, row.basis),
        rate_ppm=row.rate_ppm,
        base_name=row.base_name,
        fixing=cast(Fixing, row.fixing),
        reference_days=tuple(row.reference_days),
        day_count=cast(DayCount, row.day_count),
        compound_months=row.compound_months,
        starts=cast(Start, row.starts),
        start_date=row.start_date,
        cap_minor=row.cap_minor,
        cap_share_ppm=row.cap_share_ppm,
        rate_max_ppm=row.rate_max_ppm,
        rounding=cast(Rounding, row.rounding),
        rounded=cast(Rounded, row.rounded),
        rule=row.rule,
    )


def _latest(rows: QuerySet[InterestTerms], known_at: datetime | None) -> list[Told]:
    by_day = {row.effective_date: row for row in _known(rows, known_at).order_by("id")}
    return [
        Told(by_day[day].pk, Begun(day, terms_from(by_day[day])), by_day[day].recorded_at) for day in sorted(by_day)
    ]


def _by_day(steps: Iterable[tuple[date, int]]) -> tuple[Step, ...]:
    sums: dict[date, int] = defaultdict(int)
    for day, minor in steps:
        sums[day] += minor
    return tuple(Step(day, sums[day]) for day in sorted(sums) if sums[day])


def _known(rows: QuerySet[RowT], known_at: datetime | None) -> QuerySet[RowT]:
    return rows if known_at is None else rows.filter(recorded_at__lte=known_at)
