"""What was issued, to how many customers, and how much of it was disputed."""

from datetime import date

from goodstanding.insight.question.view import Question, View

_TO_DATE = "item.issued_date <= %(as_of)s"
_IN_PERIOD = "item.issued_date BETWEEN %(period_start)s AND %(as_of)s"


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


def _on_books(view: View, clients: tuple[int, ...] | None) -> str:
    whose = "" if clients is None else " AND debt.client_id = ANY(%(clients)s)"
    return f"{view.seen('item')} AND {view.seen('debt')}{whose}"


def _issued_if(condition: str) -> str:
    return (
        f"count(*) FILTER (WHERE {condition}), coalesce(sum(item.amount_minor) FILTER (WHERE {condition}), 0)::bigint"
    )
