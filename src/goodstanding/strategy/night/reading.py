"""Reading the books for a chunk: whole columns by ADBC, as they were known at the instant of the order.

For workers of the night on any engine; nothing here knows Django. Where the numbers of a chunk's accounts lie close
together, a range is read and the few strangers in it are dropped; else the debts are joined.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
from adbc_driver_postgresql import dbapi

from goodstanding.strategy.night import questions
from goodstanding.strategy.night.order import PEOPLE_PER_CHUNK, Chunk
from goodstanding.strategy.night.tables import PEOPLE, READING

CLOSE = 3
"""Numbers lie close together where their span is less than so many times their count."""

BEGIN = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL jit = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
    "SET LOCAL work_mem = '64MB'",
    "SET LOCAL enable_hashjoin = off",
    "SET LOCAL enable_mergejoin = off",
)
"""Every core already has a worker of its own, and compiling a question takes longer than answering it.

What is joined to a chunk is looked up by its index, row by row: reading a whole table for every chunk would make a book
of twice the size take four times as long.
"""

Reading = Mapping[str, pa.Table]


class Books(Protocol):
    """Whatever answers a question in SQL with a table."""

    def table(self, question: str) -> pa.Table:
        """Return the answer to a question."""


class OpenBooks:
    """Books that were opened by address."""

    def __init__(self, connection: dbapi.Connection) -> None:
        """Keep the connection the questions go through."""
        self._connection = connection

    def table(self, question: str) -> pa.Table:
        """Return the answer to a question."""
        with self._connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetch_arrow_table()


@contextmanager
def open_books(address: str) -> Iterator[OpenBooks]:
    """Open the books by their libpq address, for reading only and as they are at one instant."""
    with dbapi.connect(address) as connection:
        with connection.cursor() as cursor:
            for statement in BEGIN:
                cursor.execute(statement)
        yield OpenBooks(connection)
        connection.rollback()


def chunks_of(books: Books, *, width: int = PEOPLE_PER_CHUNK) -> list[Chunk]:
    """Return every chunk with a debt in it: people first, then accounts nobody is known to owe."""
    people = books.table(questions.put(questions.PERSON_PARTS, width=str(width)))["number"]
    accounts = books.table(questions.put(questions.ACCOUNT_PARTS, width=str(width)))["number"]
    return [
        *(Chunk("person", number, width) for number in people.to_pylist()),
        *(Chunk("account", number, width) for number in accounts.to_pylist()),
    ]


def read_people(books: Books, *, known_at: datetime) -> dict[str, pa.Table]:
    """Return the clients and portfolios, which every chunk needs; see tables.PEOPLE."""
    known = _instant(known_at)
    clients = books.table(questions.put(questions.CLIENTS, known=known))
    found = {"client": clients, "portfolio": books.table(questions.PORTFOLIOS)}
    return {name: _as(table, PEOPLE[name]).sort_by(PEOPLE[name].names[0]) for name, table in found.items()}


def read_chunk(books: Books, chunk: Chunk, *, day: date, known_at: datetime) -> dict[str, pa.Table]:
    """Return what the books say of a chunk; see tables.READING. `contact_debt` is empty until asked for."""
    return _read(books, _debts_of(chunk), people=_people_of(chunk), times=_times(day, known_at))


def read_some(books: Books, person_ids: pa.Array, *, day: date, known_at: datetime) -> dict[str, pa.Table]:
    """Return what the books say of some people, wherever they are."""
    people = _among(pc.unique(person_ids))
    return _read(books, f"debtor_id {people}", people=people, times=_times(day, known_at))


def read_account(books: Books, account_id: int, *, day: date, known_at: datetime) -> dict[str, pa.Table]:
    """Return what the books say of one account and all others of the same person; empty where there is none."""
    number = int(account_id)
    person = books.table(f"SELECT debtor_id FROM receivables_debt WHERE account_id = {number}")["debtor_id"].to_pylist()  # noqa: S608  a number.
    if person and person[0] is not None:
        return _read(books, f"debtor_id = {person[0]}", people=f"= {person[0]}", times=_times(day, known_at))
    debts = f"debtor_id IS NULL AND account_id = {number}"
    return _read(books, debts, people=None, times=_times(day, known_at))


def read_contact_debts(books: Books, person_ids: pa.Array) -> pa.Table:
    """Return which debts the contacts with some people were about, as far as that was noted."""
    ids = pc.unique(person_ids).drop_null()
    if not len(ids):
        return READING["contact_debt"].empty_table()
    return _as(books.table(questions.put(questions.CONTACT_DEBTS, people=_among(ids))), READING["contact_debt"])


def _read(books: Books, debts: str, *, people: str | None, times: Mapping[str, str]) -> dict[str, pa.Table]:
    found = {"debt": _as(books.table(questions.put(questions.DEBTS, debts=debts, **times)), READING["debt"])}
    for name, question in questions.OF_PEOPLE.items():
        schema = READING[name]
        table = schema.empty_table() if people is None else books.table(questions.put(question, people=people, **times))
        found[name] = _as(table, schema)
    found |= _of_accounts(books, found["debt"]["account_id"], debts=debts, times=times)
    found["contact_debt"] = READING["contact_debt"].empty_table()
    return found


def _of_accounts(books: Books, ids: pa.ChunkedArray, *, debts: str, times: Mapping[str, str]) -> dict[str, pa.Table]:
    if not len(ids):
        return {name: READING[name].empty_table() for name in questions.OF_ACCOUNTS}
    least, most = pc.min_max(ids).as_py().values()
    span = most - least + 1
    close = span < CLOSE * len(ids)
    accounts = f"BETWEEN {least} AND {most}" if close else f"IN (SELECT account_id FROM receivables_debt WHERE {debts})"  # noqa: S608  numbers.
    found = {}
    for name, question in questions.OF_ACCOUNTS.items():
        table = _as(books.table(questions.put(question, accounts=accounts, **times)), READING[name])
        strangers = close and span > len(ids)
        found[name] = table.filter(pc.is_in(table["account_id"], ids.combine_chunks())) if strangers else table
    found["posting"] = _with_causes(books, found["posting"], times=times)
    return found


def _with_causes(books: Books, postings: pa.Table, *, times: Mapping[str, str]) -> pa.Table:
    """Say of money whether it stayed, where some went out again; elsewhere the question is saved."""
    is_cash = pc.equal(postings["head"], "cash")
    out = postings.filter(pc.and_(is_cash, pc.less(postings["amount_minor"], 0)))
    ids = pc.unique(out["account_id"])
    if not len(ids):
        return postings
    told = books.table(questions.put(questions.CAUSES, accounts=_among(ids), **times))
    theirs = pc.and_(is_cash, pc.is_in(postings["account_id"], ids))
    return pa.concat_tables([postings.filter(pc.invert(theirs)), _as(told, READING["posting"])])


def _debts_of(chunk: Chunk) -> str:
    if chunk.lane == "person":
        return f"debtor_id {_people_of(chunk)}"
    return f"debtor_id IS NULL AND account_id >= {chunk.first} AND account_id < {chunk.beyond}"


def _people_of(chunk: Chunk) -> str | None:
    return f"BETWEEN {chunk.first} AND {chunk.beyond - 1}" if chunk.lane == "person" else None


def _times(day: date, known_at: datetime) -> dict[str, str]:
    return {"known": _instant(known_at), "day": f"DATE '{day.isoformat()}'", "day_end": _instant(day_end(day))}


def day_end(day: date) -> datetime:
    """Return the first instant after a day of UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


def _instant(at: datetime) -> str:
    return f"TIMESTAMPTZ '{at.astimezone(UTC).isoformat()}'"


def _among(ids: Iterable[pa.Scalar]) -> str:
    return f"= ANY ('{{{','.join(str(int(one.as_py())) for one in ids)}}}'::bigint[])"


def _as(table: pa.Table, schema: pa.Schema) -> pa.Table:
    for name in schema.names:
        # What a question does not ask for, as the cause of most money, is not known.
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, schema.field(name).type))
    return table.select(schema.names).cast(schema)
