"""Where the books are, for workers that open them by themselves; and the same questions asked within a transaction."""

from urllib.parse import quote, urlencode

import pyarrow as pa
from django.db import connection, transaction

from goodstanding.database.rows import fetch_table
from goodstanding.strategy.night.reading import Books


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
        """Return the answer to a question."""
        with transaction.atomic(), connection.cursor() as cursor:
            return fetch_table(cursor.cursor, question)
