"""Taking a transaction back, and levelling the account afterwards."""

from datetime import date, datetime

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.levelling import Move, level
from goodstanding.ledger.models import Account, Posting, Transaction
from goodstanding.ledger.operations.books import hold_account
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.posting import Line
from goodstanding.ledger.queries import lines_of
from goodstanding.refusal import Refusal

BELONGS_ELSEWHERE = {
    "charge": "A charge is taken back by changing or withdrawing its item.",
    "receipt": "A receipt is taken back by reversing the receipt.",
    "reversal": "A reversal is not taken back; post anew what should stand.",
}


class ReversalRefused(Refusal):
    """The transaction cannot be taken back, or not like this."""


_MIRROR = """
    WITH made AS (
        INSERT INTO ledger_transaction
            (book_id, kind, effective_date, recorded_at, reference, reason, reverses_id, entry_id)
        SELECT book_id, 'reversal', %(day)s, %(at)s, reference, %(reason)s, id, %(entry)s
        FROM ledger_transaction WHERE id = %(original)s
        RETURNING id
    )
    INSERT INTO ledger_posting (transaction_id, book_id, effective_date, recorded_at,
        account_id, item_id, head, component, amount_minor)
    SELECT made.id, p.book_id, %(day)s, %(at)s, p.account_id, p.item_id, p.head, p.component, -p.amount_minor
    FROM made, ledger_posting AS p WHERE p.transaction_id = %(original)s
    ORDER BY p.id
    RETURNING transaction_id
"""


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
    number = mirror(original, reason=reason, effective_date=effective_date, at=at, entry_id=entry_id)
    followed = level_account(account, reason=reason, at=at, entry_id=entry_id)
    append(
        "ledger.reversed",
        by=by.name,
        at=at,
        subjects=[f"debt:{account.id}", f"client:{account.book.client_id}"],
        facts={
            "transaction": number,
            "reverses": original.id,
            "effective_date": effective_date.isoformat(),
            "reason": reason,
            "transactions_that_followed": followed,
        },
        entry_id=entry_id,
    )
    return number


def mirror(original: Transaction, *, reason: str, effective_date: date, at: datetime, entry_id: int) -> int:
    """Part of a deed: write the exact mirror of a transaction and return its number.

    Raises ReversalRefused if that cannot be.
    """
    if not reason.strip():
        raise ReversalRefused("Say why the transaction is taken back.")
    if effective_date < original.effective_date:
        raise ReversalRefused(f"It happened on {original.effective_date}; it cannot be taken back before that day.")
    if Transaction.objects.filter(reverses=original).exists():
        raise ReversalRefused(f"Transaction {original.id} is reversed already.")
    with connection.cursor() as cursor:
        cursor.execute(
            _MIRROR, {"day": effective_date, "at": at, "reason": reason, "entry": entry_id, "original": original.id}
        )
        number: int = cursor.fetchone()[0]
    return number


def level_account(account: Account, *, reason: str, at: datetime, entry_id: int) -> list[int]:
    """Part of a deed: after a correction, make the moves that have to follow; return the transactions made.

    See ledger.levelling; raises NotLevel. The account is locked by the deed.
    """
    entries = [_entry(move, account_id=account.id, reason=reason) for move in level(lines_of(account.id))]
    return [enter(entry, book=account.book, at=at, entry_id=entry_id) for entry in entries]


def _held(transaction_id: int) -> tuple[Transaction, Account]:
    """Return a transaction with the account it is about, locked."""
    original = Transaction.objects.filter(id=transaction_id).first()
    if original is None:
        raise ReversalRefused(f"There is no transaction {transaction_id}.")
    line = Posting.objects.filter(transaction=original, account__isnull=False).order_by("id").first()
    if line is None or line.account_id is None:
        raise ReversalRefused(f"Transaction {transaction_id} is about no debt.")
    return original, hold_account(line.account_id)


def _entry(move: Move, *, account_id: int, reason: str) -> Entry:
    owed = Line(move.head, move.amount_minor, move.component, move.item_id, account_id)
    unapplied = Line("unapplied", -move.amount_minor, account_id=account_id)
    return Entry("allocation", move.effective_date, (owed, unapplied), reason=reason)
