"""Opening a book, and an account in it."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import append
from goodstanding.ledger.models import Account, Book
from goodstanding.ledger.queries import NoSuchAccount
from goodstanding.money.currency import exponent
from goodstanding.refusal import Refusal


class BookIsOpen(Refusal):
    """The client has a book in this currency already."""


@transaction.atomic
def open_book(client_id: int, currency: str, *, by: Actor, at: datetime) -> int:
    """Open the book of a client in a currency and return its number.

    Raises BookIsOpen if there is one, UnknownCurrency for a code that is none.
    """
    require(by, "books.open", client_id=client_id)
    book, is_new = ensure_book(client_id, currency)
    if not is_new:
        raise BookIsOpen(f"This client has a book in {currency} already.")
    append(
        "ledger.book_opened",
        by=by.name,
        at=at,
        subjects=[f"client:{client_id}"],
        facts={"book": book.id, "currency": currency},
    )
    return book.id


def ensure_book(client_id: int, currency: str) -> tuple[Book, bool]:
    """Part of a deed: return the book of a client in a currency, and whether it was opened just now."""
    exponent(currency)
    return Book.objects.get_or_create(client_id=client_id, currency=currency)


def open_account(book: Book) -> Account:
    """Part of a deed: open the account of one debt."""
    return Account.objects.create(book=book)


def hold_account(account_id: int) -> Account:
    """Part of a deed: lock an account until the transaction ends, so that its open amounts stand still meanwhile.

    Raises NoSuchAccount.
    """
    locked = Account.objects.select_for_update(of=("self",), no_key=True).select_related("book")
    account = locked.filter(id=account_id).first()
    if account is None:
        raise NoSuchAccount(f"The books have no account {account_id}.")
    return account
