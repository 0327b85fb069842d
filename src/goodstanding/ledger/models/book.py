"""Tables of the books; migration 0002 adds the triggers that keep them balanced and unchanged."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from goodstanding.ledger import posting

HEADS = list(posting.HEADS)
COMPONENTS = list(posting.COMPONENTS)
TRANSACTION_KINDS = list(posting.KINDS)


class Book(models.Model):
    """The books of one client in one currency. The client is a plain number: clients live on a floor above."""

    client_id = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client_id", "currency"], name="a_client_has_one_book_a_currency"),
        ]

    def __str__(self) -> str:
        return f"book {self.pk} ({self.currency})"


class Account(models.Model):
    """The account of one debt in a book; its number is also the debt's number."""

    book = models.ForeignKey(
        Book, on_delete=models.PROTECT, related_name="accounts", db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return f"account {self.pk}"


class Transaction(models.Model):
    """One thing that happened to the money: a set of postings that sums to zero."""

    book = models.ForeignKey(
        Book, on_delete=models.PROTECT, related_name="transactions", db_index=False, db_constraint=False
    )
    kind = models.TextField()
    effective_date = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    reference = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversed_by", null=True, db_constraint=True
    )
    entry_id = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TRANSACTION_KINDS), name="a_transaction_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | ~Q(kind="reversal") & Q(reverses__isnull=True),
                name="a_reversal_names_what_it_reverses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Posting(models.Model):
    """One line of a transaction. Debits are positive, credits negative, in minor units of the book's currency.

    Book, dates and recording are repeated from the transaction, and a trigger keeps them equal, so that a balance
    as of any date reads this table alone. Every line of a transaction about a debt names the debt's account, also the
    lines under "placed" and "cash". The same trigger checks transaction, book and account once a statement, where a
    foreign key would ask a million times; nothing they point to can ever be deleted.
    """

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="postings", db_constraint=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="postings", null=True, db_constraint=False
    )
    item_id = models.BigIntegerField(null=True)
    """The item of the debt that the money concerns; a plain number, because items live on a floor above."""
    head = models.TextField()
    component = models.TextField(default="principal", db_default="principal")
    amount_minor = models.BigIntegerField()
    effective_date = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(head__in=HEADS), name="a_posting_is_under_a_known_head"),
            models.CheckConstraint(condition=Q(component__in=COMPONENTS), name="a_posting_is_of_a_known_component"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="a_posting_moves_money"),
        ]
        indexes = [
            # What lies in trust for a client, day by day: without it every remittance reads the whole book.
            models.Index(
                fields=["book", "effective_date", "head"], include=["amount_minor"],
                condition=Q(head__in=["cash", "trust"]), name="trust_money_by_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.head} {self.amount_minor}"


class DeedKey(models.Model):
    """What makes a deed the same one when somebody asks for it again: its transaction is in the books already."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField()
    """The transaction's kind: a memo may ask for a write-off and for a credit note, by the same number."""
    source_key = models.TextField()
    transaction = models.OneToOneField(Transaction, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "kind", "source_key"], name="a_key_names_a_deed_of_a_kind_once"),
            models.CheckConstraint(condition=~Q(source_key=""), name="a_deed_key_says_something"),
            models.CheckConstraint(condition=~Q(kind=""), name="a_deed_key_says_of_what_kind"),
        ]

    def __str__(self) -> str:
        return self.source_key
