"""The sheets of a day: which columns they have, in which order, grouped by idea.

For whoever fills a sheet, seals one, checks a condition against one, or shows one.
"""

from collections.abc import Iterable, Mapping

import pyarrow as pa

from goodstanding.factsheet.column import ColumnRefused
from goodstanding.factsheet.daily.column import DailyColumn
from goodstanding.factsheet.daily.contacting import CHANNELS, CONTACTS
from goodstanding.factsheet.daily.identity import IDENTITY, PLACE
from goodstanding.factsheet.daily.item import ITEM
from goodstanding.factsheet.daily.money import ITEMS, MONEY
from goodstanding.factsheet.daily.paying import AGREEMENTS, PAYMENTS, PROMISES
from goodstanding.factsheet.daily.standing import LAW, SCORE, STANDING
from goodstanding.factsheet.daily.stepping import STEPS
from goodstanding.factsheet.daily.timing import TIMING

IDEAS: Mapping[str, tuple[DailyColumn, ...]] = {
    "Identity": IDENTITY,
    "Place": PLACE,
    "Money": MONEY,
    "Items": ITEMS,
    "Timing": TIMING,
    "Payments": PAYMENTS,
    "Promises": PROMISES,
    "Agreements": AGREEMENTS,
    "Contacts": CONTACTS,
    "Channels": CHANNELS,
    "Standing": STANDING,
    "Law": LAW,
    "Score": SCORE,
    "Steps": STEPS,
}
"""The columns of an account, by idea."""


def by_name(columns: Iterable[DailyColumn]) -> dict[str, DailyColumn]:
    """Return columns by their name; raises ColumnRefused if a name stands twice."""
    found: dict[str, DailyColumn] = {}
    for column in columns:
        if column.name in found:
            raise ColumnRefused(f"The column {column.name} is declared twice.")
        found[column.name] = column
    return found


ACCOUNT_COLUMNS: Mapping[str, DailyColumn] = by_name(column for columns in IDEAS.values() for column in columns)
ITEM_COLUMNS: Mapping[str, DailyColumn] = by_name(ITEM)


def account_schema() -> pa.Schema:
    """Return the Arrow schema of the sheet of accounts: one row for each account and day."""
    return _schema(ACCOUNT_COLUMNS)


def item_schema() -> pa.Schema:
    """Return the Arrow schema of the sheet of items: one row for each open item and day."""
    return _schema(ITEM_COLUMNS)


def _schema(columns: Mapping[str, DailyColumn]) -> pa.Schema:
    return pa.schema([(column.name, column.type) for column in columns.values()])
