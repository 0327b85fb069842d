"""Tables of our bank accounts, what the bank said of them, and what its entries were found to pay."""

from django.db import models
from django.db.models import Q

from goodstanding.payments.models.receipt import Receipt
from goodstanding.receivables.models import Client, Debt


class BankAccount(models.Model):
    """An account of ours at a bank. Money of clients lies on trust accounts only."""

    name = models.TextField(unique=True)
    number = models.TextField()
    """IBAN, or the bank's number of it, without spaces."""
    currency = models.CharField(max_length=3)
    is_trust = models.BooleanField(default=False, db_default=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", null=True)
    """The only client whose money comes in here; absent where several clients' does."""
    opened_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "currency"], name="a_bank_account_is_known_once_a_currency"),
        ]

    def __str__(self) -> str:
        return self.name


class BankFile(models.Model):
    """A file of the bank that was entered, known by its content."""

    name = models.TextField()
    format = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    entered_at = models.DateTimeField()
    by = models.TextField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """A statement of one account in a file."""

    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="statements")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statements")
    reference = models.TextField()
    sequence = models.TextField(blank=True, default="", db_default="")
    from_date = models.DateField(null=True)
    to_date = models.DateField(null=True)
    opening_minor = models.BigIntegerField(null=True)
    closing_minor = models.BigIntegerField(null=True)
    off_minor = models.BigIntegerField(null=True)
    """By how much its entries miss the closing balance; somebody took it as it is, with a reason."""
    taken_reason = models.TextField(blank=True, default="", db_default="")
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.reference


class BankLine(models.Model):
    """One entry of a statement. What it pays is told by its matches."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    """What makes it the same entry when the bank tells it again, with a count where several are alike."""
    booked_date = models.DateField()
    value_date = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    text = models.TextField(blank=True, default="", db_default="")
    bank_reference = models.TextField(blank=True, default="", db_default="")
    end_to_end = models.TextField(blank=True, default="", db_default="")
    creditor_reference = models.TextField(blank=True, default="", db_default="")
    party_name = models.TextField(blank=True, default="", db_default="")
    party_account = models.TextField(blank=True, default="", db_default="")
    code = models.TextField(blank=True, default="", db_default="")
    is_reversal = models.BooleanField(default=False, db_default=False)
    return_code = models.TextField(blank=True, default="", db_default="")
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "fingerprint"], name="a_bank_line_is_entered_once"),
        ]
        indexes = [models.Index(fields=["account", "booked_date"], name="bank_line_by_day")]

    def __str__(self) -> str:
        return f"bank line {self.pk}"


class LineMatch(models.Model):
    """So much of a bank line is this receipt, or was set aside as something that is no debtor's money."""

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="matches")
    kind = models.TextField()
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="+", null=True)
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+", null=True)
    amount_minor = models.BigIntegerField()
    confidence_ppm = models.PositiveIntegerField()
    """How sure the match was, in millionths; a person's own is 1,000,000."""
    evidence = models.JSONField(default=list)
    """Sentences that say why."""
    by = models.TextField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(blank=True, default="", db_default="")
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["receipt", "returned", "payout", "transfer", "fee", "remittance", "refund",
                                      "other"]),
                name="a_match_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="receipt") | Q(receipt__isnull=False), name="a_match_with_a_receipt_names_it"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} of {self.line_id}"
