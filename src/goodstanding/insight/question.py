"""The questions put to the database, as SQL and its parameters; one pass over the postings each.

For `queries.py`, which asks them. Nothing that comes from outside is ever part of the text.

Why they are written as they are: what is open is told by item, and a book has as many items as it likes. Lines sorted
by item arrive nearly in order, which makes sorting, grouping and joining them to their items about half as dear as
hashing them (1,000,000 items: 1.6 s against 2.7 s). Money that no item carries is due on the day it was first posted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from goodstanding.insight.grouping import Grouping
from goodstanding.receivables.ageing import Anchor, Buckets

Held = Literal["items", "loose"]
"""What carries the money: items, or no item at all."""

HELD: tuple[Held, ...] = ("items", "loose")

_DAYS_MAX = 4_000_000
"""More days than there are between the years 1 and 9999; no bucket needs a later end."""


@dataclass(frozen=True, slots=True)
class Question:
    """SQL with named parameters, and their values."""

    sql: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """From where the books are looked at: which books (None: all), up to which day, known up to which instant."""

    books: tuple[int, ...] | None
    as_of: date
    known_at: datetime | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """Return the values of the parameters that `lines` and `disputed` use."""
        return {"as_of": self.as_of, "known_at": self.known_at, "books": list(self.books or ())}

    @property
    def lines(self) -> str:
        """Say in SQL which postings count."""
        known = " AND recorded_at <= %(known_at)s" if self.known_at else ""
        books = "" if self.books is None else " AND book_id = ANY(%(books)s)"
        return f"effective_date <= %(as_of)s{known}{books}"

    def seen(self, table: str) -> str:
        """Say in SQL which rows of a table are there: recorded by then, and not withdrawn by then."""
        if self.known_at is None:
            return f"{table}.withdrawn_at IS NULL"
        return (
            f"{table}.recorded_at <= %(known_at)s"
            f" AND ({table}.withdrawn_at IS NULL OR {table}.withdrawn_at > %(known_at)s)"
        )

    @property
    def disputed(self) -> str:
        """Say in SQL which disputes count on the day: opened on it or before, and closed after it if at all."""
        return (
            "dispute.opened_date <= %(as_of)s AND (dispute.closed_date IS NULL OR dispute.closed_date > %(as_of)s)"
            f" AND {self.seen('dispute')}"
        )


def open_items(
    view: View, *, held: Held, buckets: Buckets, anchor: Anchor, grouping: Grouping | None = None
) -> Question:
    """Ask for the cells of an ageing: currency, group, bucket, past due, disputed, count, minor units."""
    date_column = "due_date" if anchor == "due date" else "issued_date"
    has_items = held == "items"
    group, joins = _grouped(view, grouping, debt="item.debt_id" if has_items else "owed.carrier")
    sql = f"""
        SELECT book.currency, {group},
            width_bucket(%(as_of)s::date - {_or_first_date(date_column, held)}, %(starts)s::int[]),
            {_or_first_date("due_date", held)} < %(as_of)s,
            {_in_dispute(view, held)},
            count(*), sum(owed.minor)::bigint
        FROM (
            SELECT carrier, min(book_id) AS book_id, min(effective_date) AS first_date, sum(amount_minor) AS minor
            FROM ({_receivable_lines(view, held)}) AS line
            GROUP BY carrier HAVING sum(amount_minor) <> 0
        ) AS owed
        JOIN ledger_book AS book ON book.id = owed.book_id
        {"LEFT JOIN receivables_item AS item ON item.id = owed.carrier" if has_items else ""}
        {joins}
        GROUP BY 1, 2, 3, 4, 5"""  # noqa: S608 -- every piece is a constant of this page.
    starts = [1, *(min(end, _DAYS_MAX) + 1 for end in buckets.ends)]
    return Question(sql, view.parameters | {"starts": starts, "attribute": grouping.attribute if grouping else ""})


def unapplied(view: View, *, grouping: Grouping | None = None) -> Question:
    """Ask for money not set against any item: currency, group, minor units above zero."""
    group, joins = _grouped(view, grouping, debt="line.account_id")
    sql = f"""
        SELECT book.currency, {group}, -sum(line.minor)::bigint
        FROM (
            SELECT book_id, account_id, sum(amount_minor) AS minor FROM ledger_posting
            WHERE head = 'unapplied' AND {view.lines}
            GROUP BY 1, 2 HAVING sum(amount_minor) <> 0
        ) AS line
        JOIN ledger_book AS book ON book.id = line.book_id
        {joins}
        GROUP BY 1, 2"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters | {"attribute": grouping.attribute if grouping else ""})


def balance_changes(view: View, *, held: Held, cuts: list[date]) -> Question:
    """Ask how the open balance changes from cut to cut: currency, cut, count, open minor, current minor.

    A cut is the end of a day; `cuts` rise, and the last one is the view's day. The changes up to a cut sum to what is
    open at it. Every item is told once for each stretch of cuts over which its balance stays the same: it comes in at
    the first one, stops being current at the first cut after its due date, and leaves at the end of the stretch.
    """
    due = _or_first_date("due_date", held)
    sql = f"""
        WITH move AS (
            SELECT carrier, width_bucket(effective_date - 1, %(cuts)s::date[]) AS cut, min(book_id) AS book_id,
                min(effective_date) AS first_date, sum(amount_minor)::bigint AS minor
            FROM ({_receivable_lines(view, held)}) AS line GROUP BY carrier, cut
        ), stretch AS (
            SELECT carrier, book_id, cut AS begins, lead(cut, 1, %(cuts_n)s) OVER running AS ends,
                sum(minor) OVER running AS minor, first_value(first_date) OVER running AS first_date
            FROM move WINDOW running AS (PARTITION BY carrier ORDER BY cut)
        ), aged AS (
            SELECT owed.book_id, owed.begins, owed.ends, owed.minor,
                least(greatest(width_bucket({due}, %(cuts)s::date[]), begins), ends) AS late
            FROM stretch AS owed
            {"LEFT JOIN receivables_item AS item ON item.id = owed.carrier" if held == "items" else ""}
            WHERE owed.minor <> 0
        )
        SELECT book.currency, change.cut, sum(change.n)::bigint, sum(change.minor)::bigint, sum(change.current)::bigint
        FROM aged JOIN ledger_book AS book ON book.id = aged.book_id
        CROSS JOIN LATERAL (VALUES
            (begins, 1, minor, minor), (late, 0, 0, -minor), (ends, -1, -minor, 0)
        ) AS change (cut, n, minor, current)
        WHERE change.cut < %(cuts_n)s
        GROUP BY 1, 2"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters | {"cuts": cuts, "cuts_n": len(cuts)})


def day_flows(view: View) -> Question:
    """Ask what every day brought: currency, day, charged minor, collected minor.

    A charge stands under `placed` with the opposite sign, and so does its reversal; money in and out is under `cash`.
    """
    sql = f"""
        SELECT book.currency, line.effective_date,
            -sum(line.amount_minor) FILTER (WHERE line.head = 'placed')::bigint,
            sum(line.amount_minor) FILTER (WHERE line.head = 'cash')::bigint
        FROM ledger_posting AS line JOIN ledger_book AS book ON book.id = line.book_id
        WHERE line.head IN ('placed', 'cash') AND {view.lines}
        GROUP BY 1, 2"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters)


def issued(view: View, *, clients: tuple[int, ...] | None, period_start: date) -> Question:
    """Ask what was issued, by currency: items, customers and minor units on the books, to date and in the period.

    Last come the items issued in the period that were disputed by the view's day, and their minor units. A customer is
    a debtor, or a debt whose source does not say who owes.
    """
    whose = "" if clients is None else " AND debt.client_id = ANY(%(clients)s)"
    sql = f"""
        WITH by_debt AS (
            SELECT debt_id, count(*) AS n, sum(amount_minor) AS minor,
                count(*) FILTER (WHERE {_TO_DATE}) AS to_date_n,
                sum(amount_minor) FILTER (WHERE {_TO_DATE}) AS to_date_minor,
                count(*) FILTER (WHERE {_IN_PERIOD}) AS period_n,
                sum(amount_minor) FILTER (WHERE {_IN_PERIOD}) AS period_minor,
                count(*) FILTER (WHERE {_IN_PERIOD} AND {_ever_disputed(view)}) AS disputed_n,
                sum(amount_minor) FILTER (WHERE {_IN_PERIOD} AND {_ever_disputed(view)}) AS disputed_minor
            FROM receivables_item AS item WHERE {view.seen("item")} GROUP BY debt_id
        ), by_customer AS (
            SELECT debt.currency, coalesce(debt.debtor_id, -debt.account_id) AS customer,
                {", ".join(f"sum({column}) AS {column}" for column in _SUMS)}
            FROM by_debt JOIN receivables_debt AS debt ON debt.account_id = by_debt.debt_id
            WHERE {view.seen("debt")}{whose}
            GROUP BY 1, 2
        )
        SELECT currency, {_whole("n")}, count(*), {_whole("minor")},
            {_whole("to_date_n")}, count(*) FILTER (WHERE to_date_n > 0), {_whole("to_date_minor")},
            {_whole("period_n")}, count(*) FILTER (WHERE period_n > 0), {_whole("period_minor")},
            {_whole("disputed_n")}, {_whole("disputed_minor")}
        FROM by_customer GROUP BY currency"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters | {"clients": list(clients or ()), "period_start": period_start})


_TO_DATE = "item.issued_date <= %(as_of)s"
_IN_PERIOD = "item.issued_date BETWEEN %(period_start)s AND %(as_of)s"
_SUMS = ("n", "minor", "to_date_n", "to_date_minor", "period_n", "period_minor", "disputed_n", "disputed_minor")


def _whole(column: str) -> str:
    return f"coalesce(sum({column}), 0)::bigint"


def _receivable_lines(view: View, held: Held) -> str:
    carrier, which = ("item_id", "item_id IS NOT NULL") if held == "items" else ("account_id", "item_id IS NULL")
    return (
        f"SELECT {carrier} AS carrier, book_id, effective_date, amount_minor FROM ledger_posting"  # noqa: S608
        f" WHERE head = 'receivable' AND {which} AND {view.lines} ORDER BY {carrier}"
    )


def _or_first_date(column: str, held: Held) -> str:
    return f"coalesce(item.{column}, owed.first_date)" if held == "items" else "owed.first_date"


def _in_dispute(view: View, held: Held) -> str:
    whole_debts = f"SELECT debt_id FROM disputes_dispute AS dispute WHERE item_id IS NULL AND {view.disputed}"  # noqa: S608
    if held == "loose":
        return f"owed.carrier IN ({whole_debts})"
    items = f"SELECT item_id FROM disputes_dispute AS dispute WHERE item_id IS NOT NULL AND {view.disputed}"  # noqa: S608
    return f"coalesce(owed.carrier IN ({items}) OR item.debt_id IN ({whole_debts}), false)"


def _ever_disputed(view: View) -> str:
    by_then = f"FROM disputes_dispute AS dispute WHERE dispute.opened_date <= %(as_of)s AND {view.seen('dispute')}"
    return (
        f"(item.id IN (SELECT item_id {by_then} AND item_id IS NOT NULL)"
        f" OR item.debt_id IN (SELECT debt_id {by_then} AND item_id IS NULL))"
    )


def _grouped(view: View, grouping: Grouping | None, *, debt: str) -> tuple[str, str]:
    """Return the group's name in SQL and the joins it needs; `debt` is the column that holds the debt's number."""
    if grouping is None:
        return "''", ""
    of_client = "JOIN receivables_client AS client ON client.id = book.client_id"
    if grouping.kind == "client":
        return "client.name", of_client
    of_debt = f"LEFT JOIN receivables_debt AS debt ON debt.account_id = {debt}"
    if grouping.kind == "attribute":
        return f"coalesce(nullif(debt.attributes ->> %(attribute)s, ''), '{NO_GROUP}')", of_debt
    of_portfolio = (
        f"{of_debt} LEFT JOIN receivables_portfolio AS portfolio ON portfolio.id = debt.portfolio_id {of_client}"
    )
    # Two clients may each have a portfolio of the same name.
    name = "portfolio.name" if view.books is not None else "client.name || ': ' || portfolio.name"
    return f"coalesce({name}, '{NO_GROUP}')", of_portfolio


NO_GROUP = "none"
"""The group of whatever has no portfolio, or nothing under the attribute."""
