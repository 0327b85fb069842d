"""What the books say in numbers, read from the database; every answer is a frozen value, one block a currency.

For `goodstanding report` and the workbench. Whoever calls asks first whether the actor may read (`reports.read`). All
functions take the client's number, or None for all clients together, the day, and the instant up to which recorded
facts count (`known_at`, an aware datetime; None: all of them). Due dates, portfolios and closing days of disputes are
taken as they stand now, also where `known_at` lies in the past.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Any, NamedTuple

from django.db import connection, transaction

from goodstanding.calendars.period import Period, month_of, months_back
from goodstanding.insight.ageing import AgeingReport, Cell, Unapplied, gather
from goodstanding.insight.collected import DayFlow, Flows, cut
from goodstanding.insight.grouping import Grouping
from goodstanding.insight.horizon import checked
from goodstanding.insight.question import balance, flow, issue, open_item
from goodstanding.insight.question.view import HELD, Question, View
from goodstanding.insight.summary import IssuedOfBook, Summary, SummaryReport
from goodstanding.insight.trend import Change, Cut, PeriodFigures, Trend, running, trend
from goodstanding.ledger.models import Book
from goodstanding.receivables.ageing import TRADE, Anchor, Buckets
from goodstanding.receivables.models import Client
from goodstanding.refusal import Refusal

WORK_MEMORY = "256MB"
"""What one sort may take before it goes to disk: enough for the open items of a million debts."""

ONE_DAY = timedelta(days=1)


class ClientUnknown(Refusal):
    """There is no client of that name."""


class FoundClient(NamedTuple):
    """A client's number and its name as it was opened."""

    id: int
    name: str


def client_named(name: str) -> int:
    """Return the number of the client of that name; see `find_client`."""
    return find_client(name).id


def find_client(name: str) -> FoundClient:
    """Return the client of that name, in any capitals; raise ClientUnknown with the nearest names."""
    number_of = dict(Client.objects.values_list("name", "id"))
    if name in number_of:
        return FoundClient(number_of[name], name)
    alike = [known for known in number_of if known.casefold() == name.strip().casefold()]
    if len(alike) == 1:
        return FoundClient(number_of[alike[0]], alike[0])
    near = get_close_matches(name, number_of, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ClientUnknown(f"There is no client {name[:80]!r}.{hint}")


def ageing(
    *,
    client_id: int | None,
    as_of: date,
    known_at: datetime | None = None,
    buckets: Buckets = TRADE,
    anchor: Anchor = "due date",
    by: Grouping | None = None,
) -> AgeingReport:
    """Sort what is open as of a day into buckets, by currency and, if asked, by portfolio, client or attribute."""
    with reading():
        currencies, view = _view(client_id, as_of=checked(as_of), known_at=known_at)
        asked = [open_item.open_items(view, held=held, buckets=buckets, anchor=anchor, grouping=by) for held in HELD]
        cells = [Cell(*row) for each in asked for row in _rows(each)]
        unapplied = [Unapplied(*row) for row in _rows(open_item.unapplied(view, grouping=by))]
    blocks = gather(currencies, cells=cells, unapplied=unapplied, labels=buckets.labels)
    return AgeingReport(as_of, anchor=anchor, labels=buckets.labels, by=str(by or ""), blocks=blocks)


def daily(*, client_id: int | None, period: Period, known_at: datetime | None = None) -> dict[str, tuple[Cut, ...]]:
    """Tell by currency what was open at the end of every day of a period."""
    days = [checked(period.start) + ONE_DAY * number for number in range(period.days)]
    with reading():
        return _cuts(client_id, days=days, known_at=known_at)


def monthly(
    *, client_id: int | None, as_of: date, months: int = 24, known_at: datetime | None = None
) -> tuple[Trend, ...]:
    """Tell the figures of so many calendar months, oldest first, the last being that of `as_of`, cut there."""
    periods = [cut(period, as_of=as_of) for period in months_back(checked(as_of), months)]
    with reading():
        return _trends(client_id, periods=periods, known_at=known_at)


def figures(*, client_id: int | None, period: Period, known_at: datetime | None = None) -> tuple[PeriodFigures, ...]:
    """Tell DSO, best possible DSO, ADD, countback, CEI and collected of one period, by currency."""
    with reading():
        return tuple(each.months[0] for each in _trends(client_id, periods=[period], known_at=known_at))


def summary(
    *,
    client_id: int | None,
    as_of: date,
    known_at: datetime | None = None,
    period: Period | None = None,
    buckets: Buckets = TRADE,
) -> SummaryReport:
    """Tell everything about a book on one page; the period is that of the month of `as_of` unless named.

    The period has to contain `as_of` and is cut there.
    """
    whole = cut(period or month_of(as_of), as_of=checked(as_of))
    with reading():
        aged = ageing(client_id=client_id, as_of=as_of, known_at=known_at, buckets=buckets)
        figures_of = {each.currency: each for each in figures(client_id=client_id, period=whole, known_at=known_at)}
        _, view = _view(client_id, as_of=as_of, known_at=known_at)
        issued_of = _issued(view, client_id=client_id, period=whole)
    blocks = tuple(
        Summary(
            block.currency,
            issued=issued_of.get(block.currency) or IssuedOfBook.nothing(block.currency),
            ageing=block,
            figures=figures_of[block.currency],
        )
        for block in aged.blocks
    )
    return SummaryReport(as_of, period=whole, blocks=blocks)


@contextmanager
def reading() -> Iterator[None]:
    """Let all questions of one report see the books at one moment, with room for large sorts."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT set_config('work_mem', %s, true)", [WORK_MEMORY])
        yield


def _trends(client_id: int | None, *, periods: Sequence[Period], known_at: datetime | None) -> tuple[Trend, ...]:
    """Work out periods that follow each other without a gap."""
    days = [checked(periods[0].start) - ONE_DAY, *(period.end for period in periods)]
    cuts_of = _cuts(client_id, days=days, known_at=known_at)
    _, view = _view(client_id, as_of=days[-1], known_at=known_at)
    charged = [(currency, DayFlow(day, minor, 0)) for currency, day, minor in _rows(flow.charges_by_day(view))]
    collected = [(currency, DayFlow(day, 0, minor)) for currency, day, minor in _rows(flow.cash_by_day(view))]
    flows_of: dict[str, list[DayFlow]] = defaultdict(list)
    for currency, day_flow in (*charged, *collected):
        flows_of[currency].append(day_flow)
    return tuple(
        trend(currency, periods, cuts=cuts, flows=Flows(flows_of[currency])) for currency, cuts in cuts_of.items()
    )


def _cuts(client_id: int | None, *, days: list[date], known_at: datetime | None) -> dict[str, tuple[Cut, ...]]:
    currencies, view = _view(client_id, as_of=days[-1], known_at=known_at)
    changes: dict[str, list[Change]] = defaultdict(list)
    for held in HELD:
        for currency, *change in _rows(balance.balance_changes(view, held=held, cuts=days)):
            changes[currency].append(Change(*change))
    return {currency: running(days, changes[currency]) for currency in currencies}


def _view(client_id: int | None, *, as_of: date, known_at: datetime | None) -> tuple[list[str], View]:
    """Return the currencies of the books that are looked at, in the order of their codes, and the view on them."""
    assert known_at is None or known_at.tzinfo is not None, "An instant knows its zone."
    books = Book.objects.all() if client_id is None else Book.objects.filter(client_id=client_id)
    currency_of = dict(books.values_list("id", "currency"))
    chosen = None if client_id is None else tuple(sorted(currency_of))
    return sorted(set(currency_of.values())), View(chosen, as_of=as_of, known_at=known_at)


def _issued(view: View, *, client_id: int | None, period: Period) -> dict[str, IssuedOfBook]:
    clients = None if client_id is None else (client_id,)
    customers = _rows(issue.customers(view, clients=clients, period_start=period.start))
    customers_of = {currency: counts for currency, *counts in customers}
    return {
        currency: IssuedOfBook.counted(currency, items_and_minors=numbers, customers=customers_of[currency])
        for currency, *numbers in _rows(issue.issued(view, clients=clients, period_start=period.start))
    }


def _rows(asked: Question) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.parameters)
        return list(cursor)
