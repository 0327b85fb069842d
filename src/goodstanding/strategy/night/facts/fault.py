"""Rows nobody can reckon with, and which accounts they keep off the sheet; the rest of the night goes on.

For whoever mends the books: each fault has a short cause, which stays the same from night to night, and a sentence.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfoNotFoundError

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from goodstanding.calendars.local_time import ZoneUnknown
from goodstanding.calendars.reckoned import RECKONED, YEARS
from goodstanding.calendars.wall_clock import clock
from goodstanding.factsheet.sheet import members
from goodstanding.strategy.night.tables import EXCEPTION, READING

MOST = 2**63 - 1
"""The most minor units that fit a column of money."""

DATES: Mapping[tuple[str, str], str] = {
    ("debt", "placed_date"): "The account was placed on",
    ("debt", "last_statement_date"): "The last statement was made on",
    ("debt", "charge_off_date"): "The account was charged off on",
    ("debt", "last_payment_date"): "The last payment was made on",
    ("debt", "transaction_date"): "The debt was made on",
    ("debt", "judgment_date"): "Judgment was given on",
    ("item", "issued_date"): "An item was issued on",
    ("item", "due_date"): "An item falls due on",
    ("posting", "effective_date"): "Something was posted on",
    ("dispute", "opened_date"): "A dispute was opened on",
    ("dispute", "closed_date"): "A dispute was closed on",
    ("hold", "starts_date"): "A hold starts on",
    ("hold", "ends_date"): "A hold ends on",
    ("promise", "made_date"): "A promise was made on",
    ("promise", "due_date"): "A promise falls due on",
    ("agreed", "begins_date"): "A plan or a settlement began on",
    ("agreed", "due_date"): "An instalment falls due on",
    ("offer", "expires_date"): "An offer to settle expires on",
    ("circumstance", "effective_date"): "A circumstance of the person began on",
    ("circumstance", "ended_date"): "A circumstance of the person ended on",
    ("representation", "effective_date"): "Somebody began to speak for the person on",
    ("representation", "ended_date"): "Somebody ceased to speak for the person on",
}
"""Dates of the reading, and how a sentence about one begins."""

_CURRENCY = """SELECT account_id, 'currency unknown' AS cause,
        'The account''s currency is ' || coalesce('''' || currency || '''', 'not known') || '.' AS reason
    FROM debt WHERE currency IS NULL OR NOT regexp_full_match(currency, '[A-Z]{3}')"""
_PERSON = """SELECT account_id, 'person unknown' AS cause,
        'The books do not hold person ' || person_id || ', who is said to owe.' AS reason
    FROM debt WHERE person_id IS NOT NULL AND person_id NOT IN (SELECT person_id FROM person)"""
_AMOUNT = """SELECT account_id, 'amount too large' AS cause,
        'The amounts of the account, or of its person, are too large to be added up.' AS reason
    FROM debt WHERE account_id IN (SELECT account_id FROM moved WHERE minor > ?)
        OR person_id IN (
            SELECT person_id FROM moved JOIN debt USING (account_id) GROUP BY person_id HAVING sum(minor) > ?
        )"""
_MOVED = """CREATE TEMP TABLE moved AS SELECT account_id, sum(abs(amount_minor::HUGEINT)) AS minor FROM (
        SELECT account_id, amount_minor FROM posting UNION ALL SELECT account_id, amount_minor FROM promise
    ) GROUP BY account_id"""


def faults(books: DuckDBPyConnection, reading: Mapping[str, pa.Table]) -> pa.Table:
    """Return the faults of a reading that was registered with the books: one row for each account and cause."""
    found = [books.sql(_CURRENCY).to_arrow_table(), books.sql(_PERSON).to_arrow_table()]
    found += [_date_faults(books, *place) for place in DATES if _strays(reading[place[0]][place[1]])]
    if _may_overflow(reading):
        books.execute(_MOVED)
        found.append(books.sql(_AMOUNT, params=[MOST, MOST]).to_arrow_table())
    found += list(_zone_faults(books, reading["point"]))
    found = [one.cast(_SCHEMA) for one in found if one.num_rows]
    if not found:
        return EXCEPTION.empty_table()
    books.register("fault", pa.concat_tables(found))
    return books.sql(
        """SELECT person_id, account_id, client_id, portfolio_id, cause, min(reason) AS reason
        FROM fault JOIN debt USING (account_id)
        GROUP BY ALL ORDER BY account_id, cause"""
    ).to_arrow_table().cast(EXCEPTION)  # fmt: skip


_SCHEMA = pa.schema([("account_id", pa.int64()), ("cause", pa.string()), ("reason", pa.string())])


def without(reading: Mapping[str, pa.Table], exceptions: pa.Table) -> dict[str, pa.Table]:
    """Return a reading without the faulty accounts, and without the people who have no other."""
    accounts = exceptions["account_id"].combine_chunks()
    debts = _left(reading["debt"], "account_id", accounts)
    people = pc.unique(_among(reading["debt"], "account_id", accounts)["person_id"]).drop_null()
    gone = people.filter(pc.invert(pc.is_in(people, debts["person_id"].combine_chunks())))
    found = {"debt": debts}
    for name in READING.keys() - {"debt", "contact_debt"}:
        by, lost = ("account_id", accounts) if "account_id" in READING[name].names else ("person_id", gone)
        found[name] = _left(reading[name], by, lost)
    return found


def _left(table: pa.Table, name: str, gone: pa.Array) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table[name], gone)))


def _among(table: pa.Table, name: str, wanted: pa.Array) -> pa.Table:
    return table.filter(pc.is_in(table[name], wanted))


def _strays(days: pa.ChunkedArray) -> bool:
    first, last = pc.min_max(days.cast(pa.int32())).as_py().values()
    return first is not None and (first < _number(RECKONED.start) or last > _number(RECKONED.end))


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _date_faults(books: DuckDBPyConnection, table: str, column: str) -> pa.Table:
    whose = "account_id" if "account_id" in READING[table].names else "person_id"
    question = """SELECT debt.account_id, 'impossible date' AS cause,
            '{sentence} ' || CASE WHEN abs(one.{column} - DATE '1970-01-01') < 30000000 THEN one.{column}::VARCHAR
                ELSE 'no day at all' END || ', outside the years {years}.' AS reason
        FROM {table} AS one JOIN debt ON debt.{whose} = one.{whose}
        WHERE one.{column} < ? OR one.{column} > ?"""
    words = {"sentence": DATES[table, column], "column": column, "table": table, "whose": whose, "years": YEARS}
    for name, word in words.items():
        question = question.replace(f"{{{name}}}", word)
    return books.sql(question, params=[RECKONED.start, RECKONED.end]).to_arrow_table()


def _may_overflow(reading: Mapping[str, pa.Table]) -> bool:
    """Say whether the amounts could be too much if all of them were the largest."""
    most, rows = 0, 0
    for name in ("posting", "promise"):
        low, high = pc.min_max(reading[name]["amount_minor"]).as_py().values()
        most, rows = max(most, abs(low or 0), abs(high or 0)), rows + reading[name].num_rows
    return most * rows > MOST


def _zone_faults(books: DuckDBPyConnection, points: pa.Table) -> Iterator[pa.Table]:
    """Return the faults of zones that are not in the zone database; a missing zone is no fault of the books."""
    named = pc.unique(points["zones"]).drop_null().to_pylist()
    for word in named:
        for zone in members(word):
            if not is_zone(zone):
                yield books.sql(
                    """SELECT DISTINCT debt.account_id, 'zone unknown' AS cause,
                        'There is no time zone called ' || ? || '.' AS reason
                    FROM point JOIN debt USING (person_id) WHERE point.zones = ?""",
                    params=[zone, word],
                ).to_arrow_table()


def is_zone(zone: str) -> bool:
    """Say whether a time zone is in the zone database."""
    try:
        clock(zone)
    except (ZoneUnknown, ZoneInfoNotFoundError):
        return False
    return True
