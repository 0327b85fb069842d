"""What is about to go wrong: accounts somebody should look at before it is too late.

For the worklists. One sentence each, with its numbers; the priority is what is owed, in minor units, so that within a
currency the larger comes first.
"""

from datetime import date

import duckdb
import pyarrow as pa

from goodstanding.strategy.decide.clause import on
from goodstanding.strategy.night.tables import WARNING

MISSED_DAYS, NEWS_DAYS, BARRED_DAYS = 7, 30, 90
"""How long a first missed payment, and other news, is warned of, and how long before the end of a limitation."""


def _within(column: str, *, day: date, days: int) -> str:
    return f"{column} <= {on(day)} AND {column} > {on(day)} - {days}"


def causes(day: date) -> dict[str, tuple[str, str]]:
    """Return for every cause when it is warned of and what is said, both in SQL over the sheet."""
    return {
        "slipping payer": (
            "is_slipping",
            (
                "'The last items were paid ' || coalesce(days_late_recent || ' days late, against '"
                " || days_late_average || ' on average.', 'later than those before.')"
            ),
        ),
        "first missed instalment": (
            (
                f"{_within('first_overdue_date', day=day, days=MISSED_DAYS)}"
                " AND coalesce(days_late_average, 0) <= 0 AND coalesce(days_late_recent, 0) <= 0"
            ),
            "'Past due for the first time, since ' || first_overdue_date || '.'",
        ),
        "broken promise": (
            _within("promise_broken_date", day=day, days=NEWS_DAYS),
            "'A promise to pay was broken on ' || promise_broken_date || '; broken so far: ' || promises_broken || '.'",
        ),
        "returned mail": (
            _within("mail_returned_date", day=day, days=NEWS_DAYS),
            "'Mail came back on ' || mail_returned_date || '; usable addresses left: ' || address_points || '.'",
        ),
        "about to become time-barred": (
            f"days_to_limitation >= 0 AND days_to_limitation <= {BARRED_DAYS}",
            (
                "'Suit may be begun until ' || coalesce(limitation_date::VARCHAR, 'a day soon')"
                " || '; days left: ' || days_to_limitation || '.'"
            ),
        ),
    }


def warnings(sheet: pa.Table, *, day: date) -> pa.Table:
    """Return warnings about accounts on which something is owed, in order of account and cause."""
    listed = " UNION ALL ".join(
        f"""
        SELECT person_id, account_id, client_id, portfolio_id, '{cause}' AS cause, {said} AS reason,
            balance_minor AS priority
        FROM sheet WHERE balance_minor > 0 AND {condition}
        """
        for cause, (condition, said) in causes(day).items()
    )
    with duckdb.connect(config={"threads": 1}) as duck:
        duck.register("sheet", sheet)
        found = duck.sql(f"FROM ({listed}) ORDER BY account_id, cause").to_arrow_table()
    return found.select(WARNING.names).cast(WARNING)
