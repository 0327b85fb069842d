"""Tables of money that goes out again: back to who paid it, or on to the client it belongs to."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from goodstanding.ledger.models import Transaction
from goodstanding.payments.models.bank import BankAccount
from goodstanding.payments.models.receipt import Receipt
from goodstanding.receivables.models import Client, Debt


class PaidBack(models.Model):
    """Money paid back to who paid it; how it was taken out of the books stands in its ledger transaction.

    It stands while that transaction is not reversed.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="+", null=True)
    """The receipt that is paid back; absent where money that lay unapplied is."""
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    refunded_date = models.DateField()
    method = models.TextField(blank=True, default="", db_default="")
    reference = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField()
    source_key = models.TextField()
    """What makes the refund the same one when its source names it again."""
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+", null=True)
    transaction = models.OneToOneField(Transaction, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "source_key"], name="a_source_names_a_refund_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_refund_pays_money_back"),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk}"


class Remittance(models.Model):
    """Money of a client that leaves its trust account, or that the house puts in; posted once it is approved."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    """To the client, a fee that the house keeps, or a cover: the house's own money put in for what bounced."""
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    remitted_date = models.DateField()
    reference = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField()
    source_key = models.TextField(null=True)
    """What makes the remittance the same one when it is asked for again; absent where nobody named any."""
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    approved_by = models.TextField(blank=True, default="", db_default="")
    approved_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    transaction = models.OneToOneField(Transaction, on_delete=models.PROTECT, related_name="+", null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["to client", "fee", "cover"]), name="a_remittance_is_of_a_known_kind"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_remittance_moves_money"),
            models.UniqueConstraint(fields=["client", "source_key"], name="a_source_names_a_remittance_once"),
            models.CheckConstraint(
                condition=Q(transaction__isnull=True) | Q(approved_at__isnull=False, declined_at__isnull=True),
                name="a_remittance_is_posted_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"remittance {self.pk}"
