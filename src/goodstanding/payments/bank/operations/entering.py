"""Entering a bank's file: all of it in one transaction, with one evidence entry, or nothing."""

from datetime import datetime
from itertools import starmap
from typing import Any, NamedTuple

import psycopg
import pyarrow as pa
from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.database import rows as bulk_rows
from goodstanding.evidence.operations import allot, append
from goodstanding.payments.bank.csv_profile import Profile
from goodstanding.payments.bank.operations.weighing import StatementRefused, Weighed, WeighedStatement, weigh
from goodstanding.payments.bank.recognising import fingerprints
from goodstanding.payments.bank.statement import BankEntry
from goodstanding.payments.models.bank import BankAccount, BankFile, Statement

_TABLE = "payments_bankline"
_COLUMNS = {
    "statement_id": pa.int64(), "account_id": pa.int64(), "position": pa.int32(), "fingerprint": pa.string(),
    "booked_date": pa.date32(), "value_date": pa.date32(), "amount_minor": pa.int64(), "currency": pa.string(),
    "text": pa.string(), "bank_reference": pa.string(), "end_to_end": pa.string(), "creditor_reference": pa.string(),
    "party_name": pa.string(), "party_account": pa.string(), "code": pa.string(), "is_reversal": pa.bool_(),
    "return_code": pa.string(), "entry_id": pa.int64(),
}  # fmt: skip


class Entered(NamedTuple):
    """What became of a file: its number, and how many lines were new; it was `weighed` the moment before."""

    file_id: int
    lines: int
    is_known: bool
    weighed: Weighed


@transaction.atomic
def enter_bank_file(
    data: bytes,
    *,
    name: str,
    account: str = "",
    profile: Profile | None = None,
    taken_reason: str = "",
    by: Actor,
    at: datetime,
) -> Entered:
    """Enter a bank's file; the same file again changes nothing, and an entry told again is entered once.

    What does not agree with itself or with the books is refused with everything that speaks against it, unless a
    person takes it as it is, with a reason. Raises FileRefused, StatementRefused. Locks the accounts of the house.
    """
    require(by, "bank.import")
    # Two files of an account may tell the same entry: whoever enters one waits for whoever enters the other.
    list(BankAccount.objects.select_for_update().order_by("id").values_list("id", flat=True))
    weighed = weigh(data, name=name, account=account, profile=profile)
    if weighed.known_file_id is not None:
        return Entered(weighed.known_file_id, 0, is_known=True, weighed=weighed)
    if weighed.sentences and not taken_reason.strip():
        raise StatementRefused(" ".join(weighed.sentences))
    entry_id = allot()
    file = BankFile.objects.create(
        name=name, format=weighed.format, sha256=weighed.sha256, entered_at=at, by=by.name, entry_id=entry_id
    )
    hashed: list[tuple[str, bytes]] = []
    for one in weighed.statements:
        hashed += _enter(one, file=file, taken_reason=taken_reason, entry_id=entry_id)
    _append(weighed, file=file, taken_reason=taken_reason, hashed=hashed, by=by, at=at)
    return Entered(file.id, weighed.fresh, is_known=False, weighed=weighed)


def _enter(one: WeighedStatement, *, file: BankFile, taken_reason: str, entry_id: int) -> list[tuple[str, bytes]]:
    told = one.statement
    statement = Statement.objects.create(
        file=file,
        account=one.account,
        reference=told.reference,
        sequence=told.sequence,
        from_date=told.from_date,
        to_date=told.to_date,
        opening_minor=told.opening_minor,
        closing_minor=told.closing_minor,
        off_minor=told.off_minor,
        taken_reason=taken_reason if one.faults else "",
        entry_id=entry_id,
    )
    fresh = one.recognised.fresh
    marks = fingerprints(fresh, one.lines)
    _copy(
        [
            (statement.id, one.account.id, entry.position, mark, *_told(entry), entry_id)
            for entry, mark in zip(fresh, marks, strict=True)
        ]
    )
    return [
        (f"{one.account.id}:{mark}", "\x1f".join(map(str, _told(entry))).encode())
        for entry, mark in zip(fresh, marks, strict=True)
    ]


def _told(entry: BankEntry) -> tuple[Any, ...]:
    return (
        entry.booked_date, entry.value_date, entry.amount_minor, entry.currency, entry.text, entry.bank_reference,
        entry.end_to_end, entry.creditor_reference, entry.party_name, entry.party_account, entry.code,
        entry.is_reversal, entry.return_code,
    )  # fmt: skip


def _copy(lines: list[tuple[Any, ...]]) -> None:
    if not lines:
        return
    columns = list(zip(*lines, strict=True))
    arrays = list(starmap(pa.array, zip(columns, _COLUMNS.values(), strict=True)))
    with connection.cursor() as cursor:
        raw: psycopg.Cursor[Any] = cursor.connection.cursor()
        bulk_rows.copy_in(raw, _TABLE, list(_COLUMNS), pa.table(dict(zip(_COLUMNS, arrays, strict=True))))


def _append(
    weighed: Weighed, *, file: BankFile, taken_reason: str, hashed: list[tuple[str, bytes]], by: Actor, at: datetime
) -> None:
    append(
        "payments.bank_file_entered",
        by=by.name,
        at=at,
        subjects=sorted({f"bank_account:{one.account.id}" for one in weighed.statements}),
        facts={
            "file": file.id,
            "name": file.name,
            "format": file.format,
            "sha256": file.sha256,
            "statements": [
                {
                    "account": one.account.id,
                    "reference": one.statement.reference,
                    "opening_minor": one.statement.opening_minor,
                    "closing_minor": one.statement.closing_minor,
                    "off_minor": one.statement.off_minor,
                    "new": len(one.recognised.fresh),
                    "known": one.recognised.known,
                    "pending": one.recognised.pending,
                }
                for one in weighed.statements
            ],
            "faults": list(weighed.sentences),
            "taken_reason": taken_reason,
        },
        rows=hashed,
        entry_id=file.entry_id,
    )
