"""Writing the receipts of a chunk of bank lines: their transactions, the receipts, and the matches, by COPY."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import psycopg
import pyarrow as pa

from goodstanding.access.permission import Actor
from goodstanding.database import bulk_table, rows
from goodstanding.ledger.operations import bulk as ledger
from goodstanding.ledger.posting import Line
from goodstanding.payments.matching.suggestion import Share
from goodstanding.payments.models import Receipt as ReceiptRow
from goodstanding.payments.models.bank import BankLine
from goodstanding.payments.operations import bulk as payments
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Debt

_AT = pa.timestamp("us", "UTC")
Alike = tuple[int, int, date, str, str]


class Booked(NamedTuple):
    """So much of a line for a debt, with the lines of its transaction."""

    line: BankLine
    share: Share
    lines: tuple[Line, ...]
    receipt: Receipt
    confidence_ppm: int
    evidence: tuple[str, ...]


class Stamp(NamedTuple):
    """Who does it, when, and the evidence entry that will say so."""

    by: Actor
    at: datetime
    entry_id: int


def book_receipts(
    cursor: psycopg.Cursor[Any], booked: Sequence[Booked], *, debts: dict[int, Debt], stamp: Stamp
) -> None:
    """Part of a deed: write receipts, whose debts and lines are held, and which matches made them."""
    transactions = bulk_table.allot(cursor, ledger.TRANSACTIONS, len(booked)).to_pylist()
    numbers = bulk_table.allot(cursor, payments.RECEIPTS, len(booked)).to_pylist()
    books = [debts[one.share.debt_id].account.book_id for one in booked]
    days = [one.receipt.received_date for one in booked]
    same: dict[str, tuple[Any, list[Any]]] = {
        "recorded_at": (_AT, [stamp.at] * len(booked)),
        "entry_id": (pa.int64(), [stamp.entry_id] * len(booked)),
    }
    heads = _table({
        "id": (pa.int64(), transactions), "book_id": (pa.int64(), books),
        "kind": (pa.string(), ["receipt"] * len(booked)), "effective_date": (pa.date32(), days),
        "reference": (pa.string(), [one.receipt.reference for one in booked]), **same,
    })  # fmt: skip
    ledger.post(cursor, heads, _postings(booked, transactions, books, stamp=stamp))
    payments.record(cursor, _table({
        "id": (pa.int64(), numbers),
        "client_id": (pa.int64(), [debts[one.share.debt_id].client_id for one in booked]),
        "debt_id": (pa.int64(), [one.share.debt_id for one in booked]),
        "amount_minor": (pa.int64(), [one.share.amount_minor for one in booked]),
        "currency": (pa.string(), [one.line.currency for one in booked]),
        "received_date": (pa.date32(), days),
        "method": (pa.string(), [one.receipt.method for one in booked]),
        "reference": (pa.string(), [one.receipt.reference for one in booked]),
        "source_key": (pa.string(), [one.receipt.source_key for one in booked]),
        "repeats_id": (pa.int64(), _repeats(booked, numbers)),
        "transaction_id": (pa.int64(), transactions),
        "bank_account_id": (pa.int64(), [one.line.account_id for one in booked]),
        **same,
    }))  # fmt: skip
    _match(cursor, booked, numbers, stamp=stamp)


def tell(booked: Iterable[Booked]) -> list[tuple[str, bytes]]:
    """Return what was matched, as the rows of an evidence entry."""
    return [
        (
            f"bank_line:{one.line.pk}/debt:{one.share.debt_id}",
            json.dumps([
                one.share.amount_minor, list(one.share.item_ids), one.confidence_ppm, list(one.evidence),
                [[line.head, line.component, line.item_id, line.amount_minor] for line in one.lines],
            ], ensure_ascii=True, separators=(",", ":")).encode(),
        )
        for one in booked
    ]  # fmt: skip


def _postings(booked: Sequence[Booked], transactions: list[int], books: list[int], *, stamp: Stamp) -> pa.Table:
    flat = [
        (number, book, line, one.receipt.received_date)
        for one, number, book in zip(booked, transactions, books, strict=True)
        for line in one.lines
    ]
    return _table({
        "transaction_id": (pa.int64(), [number for number, _, _, _ in flat]),
        "book_id": (pa.int64(), [book for _, book, _, _ in flat]),
        "account_id": (pa.int64(), [line.account_id for _, _, line, _ in flat]),
        "item_id": (pa.int64(), [line.item_id for _, _, line, _ in flat]),
        "head": (pa.string(), [line.head for _, _, line, _ in flat]),
        "component": (pa.string(), [line.component for _, _, line, _ in flat]),
        "amount_minor": (pa.int64(), [line.amount_minor for _, _, line, _ in flat]),
        "effective_date": (pa.date32(), [day for _, _, _, day in flat]),
        "recorded_at": (_AT, [stamp.at] * len(flat)),
    })  # fmt: skip


def _match(cursor: psycopg.Cursor[Any], booked: Sequence[Booked], numbers: list[int], *, stamp: Stamp) -> None:
    table = _table({
        "line_id": (pa.int64(), [one.line.pk for one in booked]),
        "kind": (pa.string(), ["receipt"] * len(booked)),
        "receipt_id": (pa.int64(), numbers),
        "debt_id": (pa.int64(), [one.share.debt_id for one in booked]),
        "amount_minor": (pa.int64(), [one.share.amount_minor for one in booked]),
        "confidence_ppm": (pa.int64(), [one.confidence_ppm for one in booked]),
        "evidence": (pa.string(), [json.dumps(list(one.evidence)) for one in booked]),
        "by": (pa.string(), [stamp.by.name] * len(booked)),
        "at": (_AT, [stamp.at] * len(booked)),
        "entry_id": (pa.int64(), [stamp.entry_id] * len(booked)),
    })  # fmt: skip
    rows.copy_in(cursor, "payments_linematch", table.column_names, table)


def _repeats(booked: Sequence[Booked], numbers: list[int]) -> list[int | None]:
    """Return for each receipt the first that stands and cannot be told from it, if any."""
    debts, days = {one.share.debt_id for one in booked}, {one.receipt.received_date for one in booked}
    known = ReceiptRow.objects.filter(debt_id__in=debts, received_date__in=days, reversal=None).order_by("-id")
    first: dict[Alike, int] = {
        (debt_id, minor, day, method, reference): number
        for number, debt_id, minor, day, method, reference in known.values_list(
            "id", "debt_id", "amount_minor", "received_date", "method", "reference"
        )
    }
    found: list[int | None] = []
    for one, number in zip(booked, numbers, strict=True):
        told = one.receipt
        key = (one.share.debt_id, told.amount.minor, told.received_date, told.method, told.reference)
        found.append(first.get(key))
        first.setdefault(key, number)
    return found


def _table(columns: dict[str, tuple[Any, list[Any]]]) -> pa.Table:
    return pa.table({name: pa.array(values, kind) for name, (kind, values) in columns.items()})
