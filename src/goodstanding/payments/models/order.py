"""Tables of debits ordered from our own bank by files: mandates with their sealed details, files, the order book."""

from django.db import models
from django.db.models import Q

from goodstanding.payments.models.gateway import GatewaySetting, Mandate


class BankMandate(models.Model):
    """The bank details of a mandate that we hold ourselves, sealed under its person's own key. Only added."""

    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="bank", primary_key=True)
    scheme = models.TextField()
    sealed_details = models.BinaryField()
    entry_class = models.TextField(blank=True, default="", db_default="")
    """PPD, CCD, WEB or TEL under NACHA: how the payer gave their word."""
    signed_date = models.DateField()
    replaces = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="replaced_by", null=True)
    """The mandate that a notice of change made out of date."""
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scheme__in=["nacha", "sepa"]), name="a_bank_mandate_is_of_a_scheme"),
        ]

    def __str__(self) -> str:
        return f"bank details of mandate {self.pk}"


class DebitFile(models.Model):
    """A file of debits: all that it takes to make the same bytes again, and what they hash to."""

    scheme = models.TextField()
    setting = models.ForeignKey(GatewaySetting, on_delete=models.PROTECT, related_name="+")
    settles_date = models.DateField()
    made_at = models.DateTimeField()
    modifier = models.CharField(max_length=1, blank=True, default="", db_default="")
    first_trace = models.PositiveIntegerField(null=True)
    message = models.TextField(blank=True, default="", db_default="")
    count = models.PositiveIntegerField()
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.TextField(blank=True, default="", db_default="")
    written_at = models.DateTimeField(null=True)
    """When it was whole on disk; absent where somebody was cut off before."""
    by = models.TextField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"file of debits {self.pk}"


class Debit(models.Model):
    """One line of the order book. It waits, stands in one file, was set aside, or came back."""

    key = models.TextField(unique=True)
    """The key of its payment at this provider."""
    reference = models.TextField(unique=True)
    mandate = models.ForeignKey(BankMandate, on_delete=models.PROTECT, related_name="debits")
    scheme = models.TextField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    what = models.TextField()
    ordered_at = models.DateTimeField()
    file = models.ForeignKey(DebitFile, on_delete=models.PROTECT, related_name="debits", null=True)
    trace = models.TextField(blank=True, default="", db_default="", db_index=True)
    """Its number in an American file, which a return names."""
    sequence = models.TextField(blank=True, default="", db_default="")
    """FRST or RCUR in a SEPA file."""
    set_aside_reason = models.TextField(blank=True, default="", db_default="")
    returned_code = models.TextField(blank=True, default="", db_default="")
    returned_date = models.DateField(null=True)
    return_reason = models.TextField(blank=True, default="", db_default="")
    ends_mandate = models.BooleanField(default=False, db_default=False)
    """Whether what it came back with forbids to take anything more by its mandate."""
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_debit_is_above_zero"),
            models.CheckConstraint(
                condition=Q(set_aside_reason="") | Q(file=None), name="a_debit_set_aside_is_in_no_file"
            ),
            models.CheckConstraint(
                condition=Q(returned_date=None) | Q(file__isnull=False), name="a_debit_left_to_come_back"
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "id"], condition=Q(file=None, set_aside_reason=""), name="debit_that_waits"),
        ]

    def __str__(self) -> str:
        return f"debit {self.reference}"
