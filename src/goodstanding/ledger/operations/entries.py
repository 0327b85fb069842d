"""Posting an entry."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger import journal
from goodstanding.ledger.balance import lacking_from
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.levelling import NotLevel, level
from goodstanding.ledger.models import Book
from goodstanding.ledger.operations.books import hold_account
from goodstanding.ledger.queries import lines_of
from goodstanding.refusal import Refusal


class EntryRefused(Refusal):
    """The entry is not one that the books can take; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[journal.Fault]) -> None:
        """Say all of it in one text."""
        self.faults = list(faults)
        super().__init__(" ".join(dict.fromkeys(fault.what for fault in self.faults)))


class KindRefused(Refusal):
    """This kind of transaction belongs to a deed of its own."""


KINDS_BY_HAND = ("interest", "fee", "cost", "credit note", "adjustment", "refund")
"""What may be posted line by line; the other kinds are made by placing, paying, applying, writing off and reversing."""


# One statement for a transaction and its lines: half the time of two, and this is on the way of every payment.
_ENTER = """
    WITH made AS (
        INSERT INTO ledger_transaction (book_id, effective_date, recorded_at, kind, reference, reason, entry_id)
        VALUES (%(book)s, %(day)s, %(at)s, %(kind)s, %(reference)s, %(reason)s, %(entry)s) RETURNING id
    )
    INSERT INTO ledger_posting (transaction_id, book_id, effective_date, recorded_at,
        account_id, item_id, head, component, amount_minor)
    SELECT made.id, %(book)s, %(day)s, %(at)s, line.account_id, line.item_id, line.head, line.component,
        line.amount_minor
    FROM made, unnest(%(accounts)s::bigint[], %(items)s::bigint[], %(heads)s::text[], %(components)s::text[],
        %(amounts)s::bigint[]) WITH ORDINALITY
        AS line (account_id, item_id, head, component, amount_minor, place)
    ORDER BY line.place
    RETURNING transaction_id
"""


@transaction.atomic
def post(entry: Entry, *, account_id: int, by: Actor, at: datetime, portfolio_id: int | None = None) -> int:
    """Post an entry on the account of a debt and return the transaction's number.

    `portfolio_id` is the debt's, which the ledger cannot know. Raises EntryRefused, KindRefused, NoSuchAccount, and
    NotLevel where an item would be paid beyond what it is worth, or more be used than was received. Locks the account.
    """
    account = hold_account(account_id)
    require(by, "ledger.post", client_id=account.book.client_id, portfolio_id=portfolio_id)
    if entry.kind not in KINDS_BY_HAND:
        raise KindRefused(f"A transaction of kind {entry.kind!r} is not posted by hand.")
    if any(line.account_id not in {None, account_id} for line in entry.lines):
        raise EntryRefused([journal.Fault("entry", "The lines name the account of another debt.")])
    entry_id = allot()
    number = enter(entry, book=account.book, at=at, entry_id=entry_id)
    lines = lines_of(account_id)
    before = [line for line in lines if line.transaction_id != number]
    if level(lines) or lacking_from(lines, from_date=date.min) > lacking_from(before, from_date=date.min):
        raise NotLevel("More would be taken off an item than is open on it, or more be used than was received.")
    append(
        "ledger.posted",
        by=by.name,
        at=at,
        subjects=[f"debt:{account_id}", f"client:{account.book.client_id}"],
        facts=told(entry) | {"transaction": number, "currency": account.book.currency},
        entry_id=entry_id,
    )
    return number


def enter(entry: Entry, *, book: Book, at: datetime, entry_id: int) -> int:
    """Part of a deed: write an entry into a book and return the transaction's number.

    Raises EntryRefused with all that is wrong with the entry.
    """
    found = journal.faults(entry)
    if found:
        raise EntryRefused(found)
    assert connection.in_atomic_block, "An entry is written in the transaction of the deed."
    said: dict[str, Any] = {
        "book": book.id,
        "day": entry.effective_date,
        "at": at,
        "kind": entry.kind,
        "reference": entry.reference,
        "reason": entry.reason,
        "entry": entry_id,
        "accounts": [line.account_id for line in entry.lines],
        "items": [line.item_id for line in entry.lines],
        "heads": [line.head for line in entry.lines],
        "components": [line.component for line in entry.lines],
        "amounts": [line.amount_minor for line in entry.lines],
    }
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, said)
        number: int = cursor.fetchone()[0]
    return number


def told(entry: Entry) -> dict[str, object]:
    """Return an entry as an evidence entry tells it."""
    return {
        "kind": entry.kind,
        "effective_date": entry.effective_date.isoformat(),
        "reference": entry.reference,
        "reason": entry.reason,
        "lines": [[line.head, line.component, line.item_id, line.amount_minor] for line in entry.lines],
    }
