"""The questions put to the database, as SQL and its parameters; one pass over the postings each.

For `queries.py`, which asks them. Nothing that comes from outside is ever part of the text.

Why they are written as they are: what is open is told by item, and there may be millions. Lines sorted by item arrive
nearly in order, which makes sorting and grouping them and joining their items in order much cheaper than hashing them.
The planner keeps that order only while no other join comes between, so books, clients and portfolios are joined last,
when few rows are left. Money that no item carries is due on the day it was first posted.
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
    part = _part(grouping, debt="item.debt_id" if has_items else "owed.carrier")
    sql = f"""
        SELECT book.currency, {_named(view, grouping)}, cell.bucket, cell.is_past_due, cell.is_disputed,
            sum(cell.n)::bigint, sum(cell.minor)::bigint
        FROM (
            SELECT owed.book_id, {part.column} AS part,
                width_bucket(%(as_of)s::date - {_or_first_date(date_column, held)}, %(starts)s::int[]) AS bucket,
                {_or_first_date("due_date", held)} < %(as_of)s AS is_past_due,
                {_in_dispute(view, held)} AS is_disputed,
                count(*) AS n, sum(owed.minor) AS minor
            FROM (
                SELECT carrier, min(book_id) AS book_id, min(effective_date) AS first_date, sum(amount_minor) AS minor
                FROM ({_receivable_lines(view, held)}) AS line
                GROUP BY carrier HAVING sum(amount_minor) <> 0
            ) AS owed
            {"LEFT JOIN receivables_item AS item ON item.id = owed.carrier" if has_items else ""}
            {part.join}
            GROUP BY 1, 2, 3, 4, 5
        ) AS cell {_names_of_parts(grouping)}
        GROUP BY 1, 2, 3, 4, 5"""  # noqa: S608 -- every piece is a constant of this page.
    starts = [1, *(min(end, _DAYS_MAX) + 1 for end in buckets.ends)]
    return Question(sql, view.parameters | {"starts": starts, "attribute": grouping.attribute if grouping else ""})


def unapplied(view: View, *, grouping: Grouping | None = None) -> Question:
    """Ask for money not set against any item: currency, group, minor units above zero."""
    part = _part(grouping, debt="line.account_id")
    sql = f"""
        SELECT book.currency, {_named(view, grouping)}, -sum(cell.minor)::bigint
        FROM (
            SELECT line.book_id, {part.column} AS part, sum(line.minor) AS minor
            FROM (
                SELECT book_id, account_id, sum(amount_minor) AS minor FROM ledger_posting
                WHERE head = 'unapplied' AND {view.lines}
                GROUP BY 1, 2 HAVING sum(amount_minor) <> 0
            ) AS line {part.join}
            GROUP BY 1, 2
        ) AS cell {_names_of_parts(grouping)}
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
            SELECT carrier, cut, min(book_id) AS book_id, min(effective_date) AS first_date, sum(amount_minor) AS minor
            FROM ({_receivable_lines(view, held, by_cut=True)}) AS line GROUP BY carrier, cut
        ), stretch AS (
            SELECT carrier, book_id, cut AS begins, lead(cut, 1, %(cuts_n)s) OVER running AS ends,
                sum(minor) OVER running AS minor, first_value(first_date) OVER running AS first_date
            FROM move WINDOW running AS (PARTITION BY carrier ORDER BY cut)
        ), aged AS (
            SELECT owed.book_id, owed.begins, owed.ends,
                least(greatest(width_bucket({due}, %(cuts)s::date[]), owed.begins), owed.ends) AS late,
                count(*) AS n, sum(owed.minor) AS minor
            FROM stretch AS owed
            {"LEFT JOIN receivables_item AS item ON item.id = owed.carrier" if held == "items" else ""}
            WHERE owed.minor <> 0
            GROUP BY 1, 2, 3, 4
        )
        SELECT book.currency, change.cut, sum(change.n)::bigint, sum(change.minor)::bigint, sum(change.current)::bigint
        FROM aged JOIN ledger_book AS book ON book.id = aged.book_id
        CROSS JOIN LATERAL (VALUES
            (begins, n, minor, minor), (late, 0, 0, -minor), (ends, -n, -minor, 0)
        ) AS change (cut, n, minor, current)
        WHERE change.cut < %(cuts_n)s
        GROUP BY 1, 2"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters | {"cuts": cuts, "cuts_n": len(cuts)})


def charges_by_day(view: View) -> Question:
    """Ask what was charged less what was taken back: currency, day, minor units.

    A charge stands under `placed` with the opposite sign. So does what was handed back to the client, which takes
    nothing back of what was once charged: only charges count, and reversals of charges.
    """
    sql = f"""
        SELECT book.currency, line.effective_date, -sum(line.amount_minor)::bigint
        FROM (
            SELECT transaction_id, book_id, effective_date, amount_minor FROM ledger_posting
            WHERE head = 'placed' AND {view.lines}
        ) AS line
        JOIN ledger_transaction AS made ON made.id = line.transaction_id
        JOIN ledger_book AS book ON book.id = line.book_id
        WHERE CASE made.kind WHEN 'charge' THEN true WHEN 'reversal' THEN (
            SELECT undone.kind FROM ledger_transaction AS undone WHERE undone.id = made.reverses_id
        ) = 'charge' ELSE false END
        GROUP BY 1, 2"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters)


def cash_by_day(view: View) -> Question:
    """Ask what money came in less what went out again: currency, day, minor units."""
    sql = f"""
        SELECT book.currency, line.effective_date, sum(line.minor)::bigint
        FROM (
            SELECT book_id, effective_date, sum(amount_minor) AS minor FROM ledger_posting
            WHERE head = 'cash' AND {view.lines} GROUP BY 1, 2
        ) AS line JOIN ledger_book AS book ON book.id = line.book_id
        GROUP BY 1, 2"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters)


def issued(view: View, *, clients: tuple[int, ...] | None, period_start: date) -> Question:
    """Ask what was issued, by currency: items and minor units on the books, to date, in the period, and disputed.

    The last two are of items issued in the period and disputed, at whatever time, by the view's day.
    """
    by_then = f"FROM disputes_dispute AS dispute WHERE dispute.opened_date <= %(as_of)s AND {view.seen('dispute')}"
    contested = f"""(item.id IN (SELECT item_id {by_then} AND item_id IS NOT NULL)
                OR item.debt_id IN (SELECT debt_id {by_then} AND item_id IS NULL))"""
    sql = f"""
        SELECT debt.currency, count(*), sum(item.amount_minor)::bigint,
            {_issued_if(_TO_DATE)}, {_issued_if(_IN_PERIOD)}, {_issued_if(f"{_IN_PERIOD} AND {contested}")}
        FROM receivables_item AS item JOIN receivables_debt AS debt ON debt.account_id = item.debt_id
        WHERE {_on_books(view, clients)}
        GROUP BY 1"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters | {"clients": list(clients or ()), "period_start": period_start})


def customers(view: View, *, clients: tuple[int, ...] | None, period_start: date) -> Question:
    """Ask to how many customers items were issued, by currency: on the books, to date and in the period.

    A customer is a debtor, or a debt whose source does not say who owes.
    """
    sql = f"""
        SELECT currency, count(*), count(*) FILTER (WHERE first_date <= %(as_of)s), count(*) FILTER (WHERE is_recent)
        FROM (
            SELECT debt.currency, coalesce(debt.debtor_id, -debt.account_id) AS customer,
                min(item.issued_date) AS first_date, bool_or({_IN_PERIOD}) AS is_recent
            FROM receivables_item AS item JOIN receivables_debt AS debt ON debt.account_id = item.debt_id
            WHERE {_on_books(view, clients)}
            GROUP BY 1, 2
        ) AS customer
        GROUP BY 1"""  # noqa: S608 -- every piece is a constant of this page.
    return Question(sql, view.parameters | {"clients": list(clients or ()), "period_start": period_start})


@dataclass(frozen=True, slots=True)
class _Part:
    """The column that tells the parts of an ageing apart, and the join that brings it."""

    column: str
    join: str


NO_GROUP = "none"
"""The group of whatever has no portfolio, or nothing under the attribute."""

_TO_DATE = "item.issued_date <= %(as_of)s"
_IN_PERIOD = "item.issued_date BETWEEN %(period_start)s AND %(as_of)s"


def _part(grouping: Grouping | None, *, debt: str) -> _Part:
    """Tell the parts apart by numbers where there are any: names are looked up once they are few."""
    if grouping is None or grouping.kind == "client":
        return _Part("NULL::bigint", "")
    of_debt = f"LEFT JOIN receivables_debt AS debt ON debt.account_id = {debt}"
    return _Part("debt.portfolio_id" if grouping.kind == "portfolio" else "debt.attributes ->> %(attribute)s", of_debt)


def _named(view: View, grouping: Grouping | None) -> str:
    if grouping is None:
        return "''"
    if grouping.kind == "client":
        return "client.name"
    if grouping.kind == "attribute":
        return f"coalesce(nullif(cell.part, ''), '{NO_GROUP}')"
    # Two clients may each have a portfolio of the same name.
    name = "portfolio.name" if view.books is not None else "client.name || ': ' || portfolio.name"
    return f"coalesce({name}, '{NO_GROUP}')"


def _names_of_parts(grouping: Grouping | None) -> str:
    joins = ["JOIN ledger_book AS book ON book.id = cell.book_id"]
    if grouping is not None and grouping.kind in {"client", "portfolio"}:
        joins.append("JOIN receivables_client AS client ON client.id = book.client_id")
    if grouping is not None and grouping.kind == "portfolio":
        joins.append("LEFT JOIN receivables_portfolio AS portfolio ON portfolio.id = cell.part")
    return " ".join(joins)


def _receivable_lines(view: View, held: Held, *, by_cut: bool = False) -> str:
    carrier, which = ("item_id", "item_id IS NOT NULL") if held == "items" else ("account_id", "item_id IS NULL")
    cut, order = (", width_bucket(effective_date - 1, %(cuts)s::date[]) AS cut", ", cut") if by_cut else ("", "")
    return (
        f"SELECT {carrier} AS carrier{cut}, book_id, effective_date, amount_minor FROM ledger_posting"  # noqa: S608
        f" WHERE head = 'receivable' AND {which} AND {view.lines} ORDER BY carrier{order}"
    )


def _or_first_date(column: str, held: Held) -> str:
    return f"coalesce(item.{column}, owed.first_date)" if held == "items" else "owed.first_date"


def _in_dispute(view: View, held: Held) -> str:
    whole_debts = f"SELECT debt_id FROM disputes_dispute AS dispute WHERE item_id IS NULL AND {view.disputed}"  # noqa: S608
    if held == "loose":
        return f"owed.carrier IN ({whole_debts})"
    items = f"SELECT item_id FROM disputes_dispute AS dispute WHERE item_id IS NOT NULL AND {view.disputed}"  # noqa: S608
    return f"coalesce(owed.carrier IN ({items}) OR item.debt_id IN ({whole_debts}), false)"


def _on_books(view: View, clients: tuple[int, ...] | None) -> str:
    whose = "" if clients is None else " AND debt.client_id = ANY(%(clients)s)"
    return f"{view.seen('item')} AND {view.seen('debt')}{whose}"


def _issued_if(condition: str) -> str:
    return (
        f"count(*) FILTER (WHERE {condition}), coalesce(sum(item.amount_minor) FILTER (WHERE {condition}), 0)::bigint"
    )
