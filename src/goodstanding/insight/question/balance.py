"""How the open balance changes from day to day."""

from datetime import date

from goodstanding.insight.question.view import Held, Question, View, or_first_date, receivable_lines


def balance_changes(view: View, *, held: Held, cuts: list[date]) -> Question:
    """Ask how the open balance changes from cut to cut: currency, cut, count, open minor, current minor.

    A cut is the end of a day; `cuts` rise, and the last one is the view's day. The changes up to a cut sum to what is
    open at it. Every item is told once for each stretch of cuts over which its balance stays the same: it comes in at
    the first one, stops being current at the first cut after its due date, and leaves at the end of the stretch.
    """
    due = or_first_date("due_date", held)
    sql = f"""
        WITH move AS (
            SELECT carrier, cut, min(book_id) AS book_id, min(effective_date) AS first_date, sum(amount_minor) AS minor
            FROM ({receivable_lines(view, held, by_cut=True)}) AS line GROUP BY carrier, cut
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
