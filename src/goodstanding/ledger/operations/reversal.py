"""Taking a transaction back, and levelling the account afterwards."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.journal import Entry, mirrored
from goodstanding.ledger.levelling import Move, level
from goodstanding.ledger.models import Account, Posting, Transaction
from goodstanding.ledger.operations.books import hold_account
from goodstanding.ledger.operations.entries import enter, write_lines
from goodstanding.ledger.posting import Component, Head, Line
from goodstanding.ledger.queries import lines_of
from goodstanding.refusal import Refusal

BELONGS_ELSEWHERE = {
    "charge": "A charge is taken back by changing or withdrawing its item.",
    "receipt": "A receipt is taken back by reversing the receipt.",
    "reversal": "A reversal is not taken back; post anew what should stand.",
}


class ReversalRefused(Refusal):
    """The transaction cannot be taken back, or not like this."""


@transaction.atomic
def reverse(
    transaction_id: int,
    *,
    reason: str,
    effective_date: date,
    by: Actor,
    at: datetime,
    portfolio_id: int | None = None,
) -> int:
    """Take a transaction back to the cent, level its account, and return the reversal's number.

    Raises ReversalRefused for a charge, a receipt or a reversal, for one that is reversed already, without a reason,
    or before it happened; NotLevel where the account could not be level afterwards. Locks the account.
    """
    original, account = _held(transaction_id)
    require(by, "ledger.reverse", client_id=account.book.client_id, portfolio_id=portfolio_id)
    if original.kind in BELONGS_ELSEWHERE:
        raise ReversalRefused(BELONGS_ELSEWHERE[original.kind])
    entry_id = allot()
    made = mirror(original, reason=reason, effective_date=effective_date, at=at, entry_id=entry_id)
    level_account(account, from_date=effective_date, reason=reason, at=at, entry_id=entry_id)
    append(
        "ledger.reversed",
        by=by.name,
        at=at,
        subjects=[f"debt:{account.id}", f"client:{account.book.client_id}"],
        facts={
            "transaction": made.id,
            "reverses": original.id,
            "effective_date": effective_date.isoformat(),
            "reason": reason,
        },
        entry_id=entry_id,
    )
    return made.id


def mirror(original: Transaction, *, reason: str, effective_date: date, at: datetime, entry_id: int) -> Transaction:
    """Part of a deed: write the exact mirror of a transaction; raise ReversalRefused if that cannot be."""
    if not reason.strip():
        raise ReversalRefused("Say why the transaction is taken back.")
    if effective_date < original.effective_date:
        raise ReversalRefused(f"It happened on {original.effective_date}; it cannot be taken back before that day.")
    if Transaction.objects.filter(reverses=original).exists():
        raise ReversalRefused(f"Transaction {original.id} is reversed already.")
    made = Transaction.objects.create(
        book_id=original.book_id,
        kind="reversal",
        effective_date=effective_date,
        recorded_at=at,
        reference=original.reference,
        reason=reason,
        reverses=original,
        entry_id=entry_id,
    )
    lines = Posting.objects.filter(transaction=original).order_by("id")
    write_lines(mirrored(_line(line) for line in lines), made=made)
    return made


def level_account(account: Account, *, from_date: date, reason: str, at: datetime, entry_id: int) -> list[int]:
    """Part of a deed: after a correction, take back and move what has to follow; return the transactions made.

    See ledger.levelling; raises NotLevel. The account is locked by the deed.
    """
    plan = level(lines_of(account.id), from_date=from_date)
    made: list[int] = []
    for transaction_id, day in plan.taken_back.items():
        original = Transaction.objects.get(id=transaction_id)
        made.append(mirror(original, reason=reason, effective_date=day, at=at, entry_id=entry_id).id)
    for move in plan.moves:
        entry = _entry(move, account_id=account.id, reason=reason)
        made.append(enter(entry, book=account.book, at=at, entry_id=entry_id).id)
    return made


def _held(transaction_id: int) -> tuple[Transaction, Account]:
    """Return a transaction with the account it is about, locked."""
    original = Transaction.objects.filter(id=transaction_id).first()
    if original is None:
        raise ReversalRefused(f"There is no transaction {transaction_id}.")
    line = Posting.objects.filter(transaction=original, account__isnull=False).order_by("id").first()
    if line is None or line.account_id is None:
        raise ReversalRefused(f"Transaction {transaction_id} is about no debt.")
    return original, hold_account(line.account_id)


def _line(posting: Posting) -> Line:
    head: Head = posting.head  # type: ignore[assignment]  # A constraint of the table keeps it to the known heads.
    component: Component = posting.component  # type: ignore[assignment]  # As above, to the known components.
    return Line(head, posting.amount_minor, component, posting.item_id, posting.account_id)


def _entry(move: Move, *, account_id: int, reason: str) -> Entry:
    owed = Line("receivable", move.amount_minor, move.component, move.item_id, account_id)
    unapplied = Line("unapplied", -move.amount_minor, account_id=account_id)
    return Entry("allocation", move.effective_date, (owed, unapplied), reason=reason)
