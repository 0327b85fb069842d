"""The interest run: what every debt of the book bears through a day, charged in chunks, two of them side by side.

A chunk is a range of account numbers, one transaction and one evidence entry over the accounts it charged. It locks its
accounts, reads them in four questions, reckons in columns and posts the difference to what was charged before. So a run
that is killed and started again charges what is left, and one that is started twice charges nothing twice. A preview
reads and reckons the same and keeps nothing. It locks only whom it would correct: what is posted on others meanwhile
may be in a part of its figures.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, connections, transaction

from goodstanding.access.permission import EVERYTHING, Actor, PermissionRefused, reach, require
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.queries import law_in_force
from goodstanding.database import bulk_table
from goodstanding.database.lanes import in_lanes
from goodstanding.evidence.operations import allot, append
from goodstanding.evidence.row import digest
from goodstanding.ledger.interest.base_rate import History
from goodstanding.ledger.interest.queries import histories
from goodstanding.ledger.interest.run import compute
from goodstanding.ledger.operations import bulk
from goodstanding.ledger.operations.interest import REFERENCE
from goodstanding.receivables.charging.operations.corrections import correct
from goodstanding.receivables.charging.operations.interest import refuse_future
from goodstanding.receivables.charging.operations.reading import Chunk, Plans, plans_of, read_chunk

CHUNK_DEBTS = 50_000
PREVIEW = 0
"""The entry of what a preview posts, which nobody sees: it is gone before the end of the transaction."""

_CHUNKS = """
    SELECT min(account_id), max(account_id) FROM (
        SELECT account_id, (row_number() OVER (ORDER BY account_id) - 1) / %(size)s AS part FROM receivables_debt
        WHERE %(client)s::bigint IS NULL OR client_id = %(client)s
    ) AS parted GROUP BY part ORDER BY part
"""


class Figures(NamedTuple):
    """What a run, or a chunk of it, found and did; amounts in minor units by currency."""

    debts: int = 0
    charged_debts: int = 0
    corrected_debts: int = 0
    charged_further: int = 0
    """Debts left alone because their interest was charged through a later day already."""
    not_correctable: int = 0
    """Debts whose correction the books refuse; the single charge says why."""
    minor_by_currency: Mapping[str, int] = {}

    def plus(self, other: "Figures") -> "Figures":
        """Add the figures of another chunk."""
        codes = sorted({*self.minor_by_currency, *other.minor_by_currency})
        sums = {code: self.minor_by_currency.get(code, 0) + other.minor_by_currency.get(code, 0) for code in codes}
        return Figures(
            self.debts + other.debts,
            self.charged_debts + other.charged_debts,
            self.corrected_debts + other.corrected_debts,
            self.charged_further + other.charged_further,
            self.not_correctable + other.not_correctable,
            sums,
        )


def run_interest(
    *,
    through_date: date,
    by: Actor,
    at: datetime,
    client_id: int | None = None,
    chunk_debts: int = CHUNK_DEBTS,
    progress: Callable[[int], None] = lambda _: None,
    is_preview: bool = False,
) -> Figures:
    """Charge the interest of every debt of the book, or of one client, through a day; return the figures.

    A preview says what would be charged, and charges nothing. Each chunk is a transaction of its own. Raises
    ChargeRefused and PermissionRefused before anything is written; RateUnknown too, unless another chunk needed no
    such rate and is charged already.
    """
    require(by, "interest.charge", client_id=client_id)
    if client_id is None and EVERYTHING not in reach(by, "interest.charge"):
        raise PermissionRefused("You may charge interest, but not on the whole book; name one of your clients.")
    refuse_future(through_date, at=at)
    ground = Ground(plans_of(client_id), histories(), cache(lambda: law_in_force(day=through_date, known_at=at)))
    orders = [
        Order(first, last, client_id, through_date, by, at) for first, last in _chunks(client_id, size=chunk_debts)
    ]
    figures = Figures()

    def add(_: Order, found: Figures) -> None:
        nonlocal figures
        figures = figures.plus(found)
        progress(figures.debts)

    deed = partial(preview_chunk if is_preview else charge_chunk, ground=ground)
    in_lanes(deed, orders, done=add, are_apart=not connection.in_atomic_block, leave=connections.close_all)
    return figures


class Ground(NamedTuple):
    """What holds for all chunks: plans, base rates, and the law, which is asked only where a debt needs it."""

    plans: Plans
    rates: Mapping[str, History]
    law: Callable[[], Lawbook]


class Order(NamedTuple):
    """Which accounts to charge, from a number to another, both included, through which day, and for whom."""

    first: int
    last: int
    client_id: int | None
    through_date: date
    by: Actor
    at: datetime


@transaction.atomic
def preview_chunk(order: Order, *, ground: Ground) -> Figures:
    """Say what the debts of a range of accounts would be charged, and charge nothing."""
    chunk, changed, further = _changes(order, ground, locked=False)
    rising, falling = _apart(changed)
    # Only the books know which corrections they refuse, so these are posted and taken away again.
    corrected, odd = correct(falling, through_date=order.through_date, at=order.at, entry_id=PREVIEW)
    transaction.set_rollback(True)
    return _figures(chunk, rising, corrected, further=further, odd=odd)


@transaction.atomic
def charge_chunk(order: Order, *, ground: Ground) -> Figures:
    """Charge the debts of a range of accounts: one transaction, and one evidence entry where anything was charged."""
    chunk, changed, further = _changes(order, ground, locked=True)
    if changed.num_rows == 0:
        return Figures(debts=chunk.debts, charged_further=further)
    entry_id = allot()
    rising, falling = _apart(changed)
    _post(rising, order, entry_id)
    corrected, odd = correct(falling, through_date=order.through_date, at=order.at, entry_id=entry_id)
    figures = _figures(chunk, rising, corrected, further=further, odd=odd)
    if figures.charged_debts or figures.corrected_debts:
        _append(pa.concat_tables([rising, corrected]), order, figures, entry_id)
    return figures


def _figures(chunk: Chunk, rising: pa.Table, corrected: pa.Table, *, further: int, odd: int) -> Figures:
    return Figures(
        debts=chunk.debts,
        charged_debts=pc.count_distinct(rising["account_id"]).as_py(),
        corrected_debts=pc.count_distinct(corrected["account_id"]).as_py(),
        charged_further=further,
        not_correctable=odd,
        minor_by_currency=_by_currency(pa.concat_tables([rising, corrected])),
    )


def _chunks(client_id: int | None, *, size: int) -> list[tuple[int, int]]:
    """Return the first and the last account of each chunk."""
    with connection.cursor() as cursor:
        cursor.execute(_CHUNKS, {"client": client_id, "size": size})
        return [(first, last) for first, last in cursor.fetchall()]


def _changes(order: Order, ground: Ground, *, locked: bool) -> tuple[Chunk, pa.Table, int]:
    """Return a range of accounts, what is to be posted on them, and how many are charged further already."""
    cursor = connection.cursor().cursor
    chunk = read_chunk(
        cursor, order.first, order.last, client_id=order.client_id, plans=ground.plans, law=ground.law, locked=locked
    )
    found = compute(chunk.book, histories=ground.rates, through_date=order.through_date)
    return chunk, *_to_post(chunk, found, order.through_date)


def _apart(changed: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return what rises on every item of its account, and the accounts of which something is to be taken back."""
    negative = pc.unique(changed.filter(pc.less(changed["change_minor"], 0))["account_id"])
    is_falling = pc.is_in(changed["account_id"], value_set=negative)
    return changed.filter(pc.invert(is_falling)), changed.filter(is_falling)


def _to_post(chunk: Chunk, found: pa.Table, through_date: date) -> tuple[pa.Table, int]:
    """Return what is to be posted, with book and currency, and how many debts are charged further already."""
    day = (through_date - date(1970, 1, 1)).days
    later = pc.unique(chunk.accounts.filter(pc.greater(chunk.last_days, day)))
    rows = pa.table(
        {**{name: found[name] for name in found.column_names}, "book_id": chunk.books, "currency": chunk.currencies}
    )
    rows = rows.filter(pc.not_equal(rows["change_minor"], 0))
    return rows.filter(pc.invert(pc.is_in(rows["account_id"], value_set=later))), len(later)


def _post(rows: pa.Table, order: Order, entry_id: int) -> None:
    """Post one transaction an account, with two lines an item."""
    if rows.num_rows == 0:
        return
    cursor = connection.cursor().cursor
    accounts = rows.group_by(["account_id", "book_id"], use_threads=False).aggregate([])
    count = accounts.num_rows
    numbers = bulk_table.allot(cursor, bulk.TRANSACTIONS, count)
    day, at = pa.scalar(order.through_date, pa.date32()), pa.scalar(order.at, pa.timestamp("us", "UTC"))
    transactions = pa.table(
        {
            "id": numbers,
            "book_id": accounts["book_id"],
            "kind": pa.repeat("interest", count),
            "effective_date": pa.repeat(day, count),
            "recorded_at": pa.repeat(at, count),
            "reference": pa.repeat(REFERENCE, count),
            "entry_id": pa.repeat(entry_id, count),
        }
    )
    place = pc.index_in(rows["account_id"], value_set=accounts["account_id"].combine_chunks())
    mine, lines = pc.take(numbers, place), rows.num_rows
    shared = {
        "transaction_id": mine,
        "book_id": rows["book_id"],
        "account_id": rows["account_id"],
        "item_id": rows["item_id"],
        "component": pa.repeat("interest", lines),
        "effective_date": pa.repeat(day, lines),
        "recorded_at": pa.repeat(at, lines),
    }
    owed = pa.table({**shared, "head": pa.repeat("receivable", lines), "amount_minor": rows["change_minor"]})
    earned = pa.table({**shared, "head": pa.repeat("income", lines), "amount_minor": pc.negate(rows["change_minor"])})
    bulk.post(cursor, transactions, pa.concat_tables([owed, earned]))


def _append(posted: pa.Table, order: Order, figures: Figures, entry_id: int) -> None:
    rows = list(zip(*(posted[name].to_pylist() for name in ("account_id", "item_id", "change_minor")), strict=True))
    keys = [f"interest:{account}/{item}" for account, item, _ in rows]
    hashes = b"".join([digest(key, b"%d" % row[2]) for key, row in zip(keys, rows, strict=True)])
    append(
        "receivables.interest_run_charged",
        by=order.by.name,
        at=order.at,
        subjects=[] if order.client_id is None else [f"client:{order.client_id}"],
        facts={
            "through_date": order.through_date.isoformat(),
            "first_account": order.first,
            "last_account": order.last,
            "debts": figures.debts,
            "charged_debts": figures.charged_debts,
            "corrected_debts": figures.corrected_debts,
            "minor_by_currency": dict(figures.minor_by_currency),
        },
        rows_hashes=hashes,
        rows_keys=keys,
        entry_id=entry_id,
    )


def _by_currency(posted: pa.Table) -> dict[str, int]:
    sums = posted.group_by("currency").aggregate([("change_minor", "sum")])
    return dict(zip(sums["currency"].to_pylist(), sums["change_minor_sum"].to_pylist(), strict=True))
