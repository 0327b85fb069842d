"""Table of the invoices and credit notes that were issued as documents: what they say, and the PDF byte for byte."""

from django.db import models
from django.db.models import Q

from goodstanding.receivables.invoice.content import KINDS, PROFILES
from goodstanding.receivables.models import Client, Debt, Item


class InvoiceDocument(models.Model):
    """One document about an item. It never changes; the hash of its PDF is in the evidence entry."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    """What an invoice charged, or what a credit note credits."""
    transaction_id = models.BigIntegerField(null=True)
    """The ledger's transaction of a credit note."""
    kind = models.TextField()
    number = models.TextField()
    profile = models.TextField()
    language = models.TextField()
    currency = models.CharField(max_length=3)
    issued_date = models.DateField()
    due_date = models.DateField()
    gross_minor = models.BigIntegerField()
    """The total with tax."""
    due_minor = models.BigIntegerField()
    """What the document asks for: the total without what was paid before."""
    content = models.JSONField()
    """The fields it was made from, as receivables.invoice.reading reads them."""
    pay_link = models.TextField(blank=True, default="", db_default="")
    pdf = models.BinaryField()
    sha256 = models.TextField()
    issued_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="a_client_gives_a_number_to_one_document"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="a_document_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(profile__in=list(PROFILES)), name="a_document_has_a_known_profile"),
            models.CheckConstraint(
                condition=Q(kind="invoice", transaction_id__isnull=True)
                | Q(kind="credit note", transaction_id__isnull=False),
                name="a_credit_note_has_its_transaction",
            ),
            models.CheckConstraint(
                condition=Q(gross_minor__gt=0, due_minor__gte=0), name="a_document_is_worth_something"
            ),
        ]
        indexes = [models.Index(fields=["debt", "id"], name="document_by_debt")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
