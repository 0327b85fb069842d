"""Posting an entry."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger import journal
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.levelling import NotLevel, level
from goodstanding.ledger.models import Book, Posting, Transaction
from goodstanding.ledger.operations.books import hold_account
from goodstanding.ledger.posting import Line
from goodstanding.ledger.queries import lines_of
from goodstanding.refusal import Refusal


class EntryRefused(Refusal):
    """The entry is not one that the books can take; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[journal.Fault]) -> None:
        """Say all of it in one text."""
        self.faults = list(faults)
        super().__init__(" ".join(fault.what for fault in self.faults))


class KindRefused(Refusal):
    """This kind of transaction belongs to a deed of its own."""


KINDS_BY_HAND = ("interest", "fee", "cost", "credit note", "adjustment", "refund")
"""What may be posted line by line; the other kinds are made by placing, paying, applying, writing off and reversing."""


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
    posted = enter(entry, book=account.book, at=at, entry_id=entry_id)
    if any(level(lines_of(account_id), from_date=entry.effective_date)):
        raise NotLevel("More would be taken off an item than is open on it, or more be used than was received.")
    append(
        "ledger.posted",
        by=by.name,
        at=at,
        subjects=[f"debt:{account_id}", f"client:{account.book.client_id}"],
        facts=told(entry) | {"transaction": posted.id, "currency": account.book.currency},
        entry_id=entry_id,
    )
    return posted.id


def enter(entry: Entry, *, book: Book, at: datetime, entry_id: int) -> Transaction:
    """Part of a deed: write an entry into a book; raise EntryRefused with all that is wrong with it."""
    found = journal.faults(entry)
    if found:
        raise EntryRefused(found)
    made = Transaction.objects.create(
        book=book,
        kind=entry.kind,
        effective_date=entry.effective_date,
        recorded_at=at,
        reference=entry.reference,
        reason=entry.reason,
        entry_id=entry_id,
    )
    write_lines(entry.lines, made=made)
    return made


def write_lines(lines: Iterable[Line], *, made: Transaction) -> None:
    """Part of a deed: write the lines of a transaction made just now."""
    assert connection.in_atomic_block, "Lines are written in the transaction that made theirs."
    Posting.objects.bulk_create(
        Posting(
            transaction=made,
            book_id=made.book_id,
            account_id=line.account_id,
            item_id=line.item_id,
            head=line.head,
            component=line.component,
            amount_minor=line.amount_minor,
            effective_date=made.effective_date,
            recorded_at=made.recorded_at,
        )
        for line in lines
    )


def told(entry: Entry) -> dict[str, object]:
    """Return an entry as an evidence entry tells it."""
    return {
        "kind": entry.kind,
        "effective_date": entry.effective_date.isoformat(),
        "reference": entry.reference,
        "reason": entry.reason,
        "lines": [[line.head, line.component, line.item_id, line.amount_minor] for line in entry.lines],
    }
