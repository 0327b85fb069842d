"""Letting trust money go: to the client, or as the house's fee; and putting the house's own money in.

What is above the limit of whoever asks waits until somebody else approves it; nothing is in the books before.
"""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, may, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import Book
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.operations.repeating import BY_HAND, FRESH, IS_ANOTHER, Asked, LooksRepeated
from goodstanding.ledger.operations.reversal import mirror
from goodstanding.ledger.posting import remitted
from goodstanding.money.amount import Amount
from goodstanding.payments.models import Remittance
from goodstanding.payments.models.bank import BankAccount
from goodstanding.payments.trust.queries.balances import faults_of_account, refuse_short, trust_free
from goodstanding.payments.trust.remitting import Kind, RemittanceKnown, RemittanceRefused, faults
from goodstanding.receivables.future import is_future


@transaction.atomic
def remit(
    client_id: int,
    amount: Amount,
    *,
    kind: Kind = "to client",
    bank_account_id: int,
    remitted_date: date,
    reason: str,
    reference: str = "",
    asked: Asked = BY_HAND,
    by: Actor,
    at: datetime,
) -> int:
    """Record that trust money goes, or that the house covers a client, and return the remittance's number.

    Within the actor's limit it is in the books at once; above, it waits for `approve`. Raises RemittanceRefused,
    RemittanceKnown, LooksRepeated, PermissionRefused. Locks the client's book.
    """
    require(by, "trust.remit", client_id=client_id, amount=Amount.zero(amount.currency))
    book = _held_book(client_id, amount.currency)
    account = BankAccount.objects.filter(id=bank_account_id).first()
    found = faults(amount, kind=kind, reason=reason, is_to_come=is_future(remitted_date, at=at), day=remitted_date)
    found += faults_of_account(bank_account_id, client_id=client_id, currency=amount.currency)
    if account is not None and not account.is_trust:
        found.append(f"{account.name} is no trust account.")
    if found:
        raise RemittanceRefused(" ".join(found))
    row = Remittance(
        client_id=client_id, bank_account_id=bank_account_id, kind=kind, amount_minor=amount.minor,
        currency=amount.currency, remitted_date=remitted_date, reference=reference, reason=reason,
        source_key=asked.source_key or None, asked_by=by.name, asked_at=at, entry_id=allot(),
    )  # fmt: skip
    _refuse_repeat(row, is_another=asked.is_another)
    _refuse_beyond(row, book)
    if may(by, "trust.remit", client_id=client_id, amount=amount):
        _post(row, book, by=by, at=at, entry_id=row.entry_id)
    row.save(force_insert=True)
    _tell("trust.remitted" if row.transaction_id else "trust.remittance_asked", row, by=by, at=at)
    return row.id


@transaction.atomic
def approve(remittance_id: int, *, by: Actor, at: datetime) -> None:
    """Approve a remittance that somebody else asked for, and post it. Raises RemittanceRefused."""
    row, book = _held_waiting(remittance_id, by=by)
    if row.asked_by == by.name:
        raise RemittanceRefused("Whoever asked for a remittance does not approve it; somebody else has to.")
    entry_id = allot()
    _post(row, book, by=by, at=at, entry_id=entry_id)
    row.save(update_fields=["transaction", "approved_by", "approved_at"])
    _tell("trust.remittance_approved", row, by=by, at=at, entry_id=entry_id)


@transaction.atomic
def decline(remittance_id: int, *, by: Actor, at: datetime) -> None:
    """Decline a remittance that waits; nothing comes into the books. Raises RemittanceRefused."""
    row, _ = _held_waiting(remittance_id, by=by)
    row.declined_at = at
    row.save(update_fields=["declined_at"])
    _tell("trust.remittance_declined", row, by=by, at=at, entry_id=allot())


@transaction.atomic
def take_back(remittance_id: int, *, reason: str, effective_date: date, by: Actor, at: datetime) -> int:
    """A remittance came back, or was entered in error: take it back to the cent; return the reversal's transaction.

    Raises RemittanceRefused, TrustShort where a cover is needed, and ReversalRefused.
    """
    row = Remittance.objects.select_related("transaction").filter(id=remittance_id).first()
    if row is None or row.transaction is None:
        raise RemittanceRefused(f"There is no remittance {remittance_id} in the books.")
    require(by, "trust.approve", client_id=row.client_id)
    book = _held_book(row.client_id, row.currency)
    if is_future(effective_date, at=at):
        raise RemittanceRefused(f"{effective_date} is still to come.")
    entry_id = allot()
    number = mirror(row.transaction, reason=reason, effective_date=effective_date, at=at, entry_id=entry_id)
    if row.kind == "cover":
        refuse_short(book, from_date=effective_date)
    _tell("trust.remittance_taken_back", row, by=by, at=at, entry_id=entry_id, reason=reason)
    return number


def _held_book(client_id: int, currency: str) -> Book:
    """Return the book of a client, locked, so that two remittances never count the same money."""
    book = Book.objects.select_for_update(no_key=True).filter(client_id=client_id, currency=currency).first()
    if book is None:
        raise RemittanceRefused(f"Client {client_id} has no book in {currency}.")
    return book


def _refuse_repeat(row: Remittance, *, is_another: bool) -> None:
    if row.source_key is not None:
        known = Remittance.objects.filter(client_id=row.client_id, source_key=row.source_key).first()
        if known is not None:
            raise RemittanceKnown(f"{row.source_key!r} was asked for already, as remittance {known.pk}.")
    elif not is_another:
        alike = Remittance.objects.filter(
            client_id=row.client_id, bank_account_id=row.bank_account_id, kind=row.kind, amount_minor=row.amount_minor,
            currency=row.currency, remitted_date=row.remitted_date, asked_at__gt=row.asked_at - FRESH,
            declined_at=None, transaction__reversed_by=None,
        ).order_by("-id").first()  # fmt: skip
        if alike is not None:
            money = Amount(row.amount_minor, row.currency)
            raise LooksRepeated(
                f"{money} ({row.kind}) on {row.remitted_date} was asked for less than a day ago, as remittance "
                f"{alike.pk}. {IS_ANOTHER}"
            )


def _held_waiting(remittance_id: int, *, by: Actor) -> tuple[Remittance, Book]:
    row = Remittance.objects.select_for_update(of=("self",)).filter(id=remittance_id).first()
    if row is None:
        raise RemittanceRefused(f"There is no remittance {remittance_id}.")
    require(by, "trust.approve", client_id=row.client_id)
    if row.approved_at is not None or row.declined_at is not None:
        raise RemittanceRefused(f"Remittance {remittance_id} was decided already.")
    return row, _held_book(row.client_id, row.currency)


def _post(row: Remittance, book: Book, *, by: Actor, at: datetime, entry_id: int) -> None:
    lines = remitted(-row.amount_minor if row.kind == "cover" else row.amount_minor)
    entry = Entry("remittance", row.remitted_date, lines, reference=row.reference, reason=row.reason)
    _refuse_beyond(row, book)
    row.transaction_id = enter(entry, book=book, at=at, entry_id=entry_id)
    row.approved_by, row.approved_at = by.name, at


def _refuse_beyond(row: Remittance, book: Book) -> None:
    free = Amount(trust_free(book, from_date=row.remitted_date), row.currency)
    if row.kind != "cover" and row.amount_minor > free.minor:
        raise RemittanceRefused(f"Only {free} of this client's trust money is there from {row.remitted_date} on.")


def _tell(
    kind: str, row: Remittance, *, by: Actor, at: datetime, entry_id: int | None = None, reason: str = ""
) -> None:
    facts = {
        "remittance": row.id,
        "kind": row.kind,
        "amount": Amount(row.amount_minor, row.currency).decimal_string(),
        "currency": row.currency,
        "bank_account": row.bank_account_id,
        "remitted_date": row.remitted_date.isoformat(),
        "reason": reason or row.reason,
        "asked_by": row.asked_by,
        "transaction": row.transaction_id,
    }
    subjects = [f"client:{row.client_id}"]
    append(kind, by=by.name, at=at, subjects=subjects, facts=facts, entry_id=entry_id or row.entry_id)
