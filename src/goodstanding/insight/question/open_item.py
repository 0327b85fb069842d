"""What is open on a day, in cells small enough to be counted in Python."""

from dataclasses import dataclass

from goodstanding.insight.grouping import Grouping
from goodstanding.insight.question.view import Held, Question, View, or_first_date, receivable_lines
from goodstanding.receivables.ageing import Anchor, Buckets

NO_GROUP = "none"
"""The group of whatever has no portfolio, or nothing under the attribute."""

_DAYS_MAX = 4_000_000
"""More days than there are between the years 1 and 9999; no bucket needs a later end."""


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
                width_bucket(%(as_of)s::date - {or_first_date(date_column, held)}, %(starts)s::int[]) AS bucket,
                {or_first_date("due_date", held)} < %(as_of)s AS is_past_due,
                {_in_dispute(view, held)} AS is_disputed,
                count(*) AS n, sum(owed.minor) AS minor
            FROM (
                SELECT carrier, min(book_id) AS book_id, min(effective_date) AS first_date, sum(amount_minor) AS minor
                FROM ({receivable_lines(view, held)}) AS line
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


@dataclass(frozen=True, slots=True)
class _Part:
    """The column that tells the parts of an ageing apart, and the join that brings it."""

    column: str
    join: str


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


def _in_dispute(view: View, held: Held) -> str:
    whole_debts = f"SELECT debt_id FROM disputes_dispute AS dispute WHERE item_id IS NULL AND {view.disputed}"  # noqa: S608 -- constants.
    if held == "loose":
        return f"owed.carrier IN ({whole_debts})"
    items = f"SELECT item_id FROM disputes_dispute AS dispute WHERE item_id IS NOT NULL AND {view.disputed}"  # noqa: S608 -- constants.
    return f"coalesce(owed.carrier IN ({items}) OR item.debt_id IN ({whole_debts}), false)"
