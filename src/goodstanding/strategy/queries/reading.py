"""Where the books are, for workers that open them by themselves; and the same questions asked within a transaction."""

from urllib.parse import quote, urlencode

import psycopg
import pyarrow as pa
from django.db import connection, transaction

from goodstanding.database.rows import fetch_table
from goodstanding.strategy.night.reading import Books

DATE = psycopg.adapters.types["date"].oid
DAY_NUMBER = """CASE WHEN isfinite(:day) THEN :day - DATE '1970-01-01'
    WHEN :day IS NOT NULL THEN sign(extract(epoch FROM :day))::integer * 100000000 END AS :day"""
"""Days since 1970; an infinite date is one that lies hundreds of thousands of years away."""


def books_address() -> str:
    """Return the libpq address of the database in use, with its password if it has one: show it to nobody."""
    told = connection.settings_dict
    parts = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    options = {name: value for name, value in told["OPTIONS"].items() if isinstance(value, str)}
    query = {name: str(value) for name, value in (parts | options).items() if value}
    return f"postgresql:///{quote(str(told['NAME']), safe='')}?{urlencode(query, quote_via=quote, safe='')}"


class BooksInUse(Books):
    """The books as the transaction in use sees them, what it wrote itself included."""

    def table(self, question: str) -> pa.Table:
        """Return the answer to a question; dates come as day numbers, so that an impossible one is read like others."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM ({question}) AS answer LIMIT 0")  # noqa: S608  a question of the night's own.
            columns = [(one.name, one.type_code == DATE) for one in cursor.description or ()]
            shown = ", ".join(DAY_NUMBER.replace(":day", name) if is_date else name for name, is_date in columns)
            found = fetch_table(cursor.cursor, f"SELECT {shown} FROM ({question}) AS answer")  # noqa: S608  the same.
        for place, (name, is_date) in enumerate(columns):
            if is_date:
                found = found.set_column(place, name, found[name].cast(pa.int32()).cast(pa.date32()))
        return found
