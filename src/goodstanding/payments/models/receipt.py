"""Tables of receipts and their reversals."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from goodstanding.ledger.models import Transaction
from goodstanding.receivables.models import Client, Debt


class Receipt(models.Model):
    """Money received for a debt; how it was split stands in its ledger transaction."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    received_date = models.DateField()
    method = models.TextField(blank=True, default="", db_default="")
    reference = models.TextField(blank=True, default="", db_default="")
    source_key = models.TextField()
    """What makes the receipt the same one when its source names it again."""
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    """An earlier receipt that looks exactly the same; accepted, and flagged for a person to look at."""
    bank_account = models.ForeignKey("BankAccount", on_delete=models.PROTECT, related_name="+", null=True)
    """The account of ours it came in on, where its source says so; else payments.trust.queries works it out."""
    transaction = models.OneToOneField(Transaction, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "source_key"], name="a_source_names_a_receipt_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_receipt_brings_money"),
            models.CheckConstraint(condition=~Q(repeats=F("id")), name="a_receipt_does_not_repeat_itself"),
        ]
        indexes = [models.Index(fields=["received_date"], name="receipt_by_date")]

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class ReceiptReversal(models.Model):
    """A receipt was taken back: it bounced, was entered in error, or its import was undone."""

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="reversal")
    reason = models.TextField()
    reversed_date = models.DateField()
    transaction = models.OneToOneField(Transaction, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"reversal of receipt {self.receipt_id}"
