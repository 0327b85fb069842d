"""What was charged and what was collected, day by day."""

from goodstanding.insight.question.view import Question, View


def charges_by_day(view: View) -> Question:
    """Ask what was charged less what was taken back: currency, day, minor units.

    A charge stands under `placed` with the opposite sign. So does what was handed back to the client, which takes
    nothing back of what was once charged: only charges count, and reversals of charges. The few lines that are neither
    are taken off the sum of all, because joining a million charges to their transactions costs much more.
    """
    placed = f"FROM ledger_posting WHERE head = 'placed' AND {view.lines}"
    sql = f"""
        SELECT book.currency, line.effective_date, -sum(line.minor)::bigint
        FROM (
            SELECT book_id, effective_date, sum(amount_minor) AS minor {placed} GROUP BY 1, 2
            UNION ALL
            SELECT line.book_id, line.effective_date, -sum(line.amount_minor)
            FROM ledger_transaction AS made
            LEFT JOIN ledger_transaction AS undone ON undone.id = made.reverses_id
            JOIN (
                SELECT transaction_id, book_id, effective_date, amount_minor {placed}
            ) AS line ON line.transaction_id = made.id
            WHERE made.kind NOT IN ('charge', 'receipt') AND undone.kind IS DISTINCT FROM 'charge'
            GROUP BY 1, 2
        ) AS line JOIN ledger_book AS book ON book.id = line.book_id
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
