"""Questions about trust money: what lies there for each client, and on which bank account money came in."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Sum

from goodstanding.ledger.balance import free_from
from goodstanding.ledger.models import Book, Posting
from goodstanding.money.amount import Amount
from goodstanding.payments.models import Remittance
from goodstanding.payments.models.bank import BankAccount
from goodstanding.receivables.models import Client
from goodstanding.refusal import Refusal

TRUST_HEADS = ["cash", "trust"]
"""What came in less what was paid back, and what left the trust since: together what lies there."""


class TrustShort(Refusal):
    """The client's own trust money would not be enough on some day."""


class TrustBalance(NamedTuple):
    """What lies in trust for a client in a currency at the end of a day, and what it is made of."""

    client_id: int
    client: str
    received: Amount
    """Receipts that stand, less refunds."""
    remitted: Amount
    fees: Amount
    covered: Amount
    """What the house put in of its own."""
    balance: Amount

    @property
    def is_short(self) -> bool:
        """Say whether something bounced after it had gone on, and the house has not covered it."""
        return self.balance.minor < 0


def trust_balances(
    *, as_of: date, known_at: datetime | None = None, client_id: int | None = None
) -> list[TrustBalance]:
    """Return what lies in trust for every client that has a book, as of a day and as known at an instant."""
    books = Book.objects.order_by("client_id", "currency")
    books = books if client_id is None else books.filter(client_id=client_id)
    names = dict(Client.objects.values_list("id", "name"))
    sums = _sums(as_of=as_of, known_at=known_at)
    gone = _gone(as_of=as_of, known_at=known_at)
    found = []
    for book in books:
        currency, zero = book.currency, Amount.zero(book.currency)
        received = Amount(sums.get((book.id, "cash"), 0), currency)
        moved = Amount(sums.get((book.id, "trust"), 0), currency)
        by_kind = {kind: gone.get((book.id, kind), zero) for kind in ("to client", "fee", "cover")}
        found.append(
            TrustBalance(
                book.client_id, names.get(book.client_id, ""), received, by_kind["to client"], by_kind["fee"],
                by_kind["cover"], received + moved,
            )
        )  # fmt: skip
    return found


def waiting_remittances() -> list[Remittance]:
    """Return the remittances that wait for somebody to decide, the oldest first."""
    return list(Remittance.objects.filter(approved_at=None, declined_at=None).order_by("asked_at", "id"))


def trust_free(book: Book, *, from_date: date) -> int:
    """Return how much of a client's trust money can leave on a day without any later day being short."""
    return free_from(_days(book), day=from_date)


def refuse_short(book: Book, *, from_date: date) -> None:
    """Raise TrustShort where a book's trust money is below zero on a day or a later one; locks the book.

    Where nothing ever left for the client, what may be paid back is known account by account, and nothing is asked.
    """
    left = Remittance.objects.filter(client_id=book.client_id, currency=book.currency, transaction__isnull=False)
    if not left.exists():
        return
    Book.objects.select_for_update(no_key=True).get(id=book.id)
    days = _days(book)
    before = [running for day, running in days if day <= from_date][-1:]
    later = [running for day, running in days if day > from_date]
    short = min([0, *before, *later])
    if short < 0:
        raise TrustShort(
            f"The client's trust money would be short by {Amount(-short, book.currency)}; "
            "let the house put in its own money first."
        )


def account_of(client_id: int, currency: str) -> BankAccount | None:
    """Return the one bank account that money of a client in a currency can have come in on; None where it is unclear.

    The client's own account, else the only trust account in that currency that is nobody's own.
    """
    rows = list(BankAccount.objects.filter(currency=currency, client_id=client_id)[:2])
    if not rows:
        rows = list(BankAccount.objects.filter(currency=currency, client=None, is_trust=True)[:2])
    return rows[0] if len(rows) == 1 else None


def faults_of_account(bank_account_id: int | None, *, client_id: int, currency: str) -> list[str]:
    """Return why money of a client cannot have moved on a bank account, as sentences; nothing where none is named."""
    if bank_account_id is None:
        return []
    account = BankAccount.objects.filter(id=bank_account_id).first()
    if account is None:
        return [f"There is no bank account {bank_account_id}."]
    found = []
    if account.currency != currency:
        found.append(f"Bank account {account.name} is in {account.currency}, the money in {currency}.")
    if account.client_id not in {None, client_id}:
        found.append(f"Bank account {account.name} is another client's.")
    return found


def _days(book: Book) -> list[tuple[date, int]]:
    rows = Posting.objects.filter(book=book, head__in=TRUST_HEADS).values("effective_date")
    sums = rows.annotate(minor=Sum("amount_minor")).order_by("effective_date")
    running, days = 0, []
    for day, minor in sums.values_list("effective_date", "minor"):
        running += minor
        days.append((day, running))
    return days


def _sums(*, as_of: date, known_at: datetime | None) -> dict[tuple[int, str], int]:
    rows = Posting.objects.filter(head__in=TRUST_HEADS, effective_date__lte=as_of)
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    sums = rows.values("book_id", "head").annotate(minor=Sum("amount_minor"))
    return {(book_id, head): minor for book_id, head, minor in sums.values_list("book_id", "head", "minor")}


def _gone(*, as_of: date, known_at: datetime | None) -> dict[tuple[int, str], Amount]:
    """Return what remittances moved, by book and kind; one that was taken back counts until the day it was."""
    rows = Remittance.objects.filter(transaction__isnull=False).select_related("transaction__reversed_by")
    found: dict[tuple[int, str], Amount] = {}
    for row in rows.filter(transaction__effective_date__lte=as_of):
        made = row.transaction
        assert made is not None, "The filter says so."
        back = getattr(made, "reversed_by", None)
        if known_at is not None and made.recorded_at > known_at:
            continue
        if back and back.effective_date <= as_of and (known_at is None or back.recorded_at <= known_at):
            continue
        key = (made.book_id, row.kind)
        found[key] = found.get(key, Amount.zero(row.currency)) + Amount(row.amount_minor, row.currency)
    return found
