"""Tables of what bank lines may pay, and of what people taught by matching them."""

from django.db import models
from django.db.models import Q

from goodstanding.payments.models.bank import BankLine
from goodstanding.receivables.models import Debt


class LineSuggestion(models.Model):
    """One way to split a line that waits, as it was worked out last; made anew at every look, no part of the books."""

    line = models.ForeignKey(BankLine, on_delete=models.CASCADE, related_name="suggestions")
    place = models.PositiveSmallIntegerField()
    way = models.TextField()
    confidence_ppm = models.PositiveIntegerField()
    told = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "place"], name="a_line_has_one_suggestion_a_place"),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.place} for {self.line_id}"


class PayerRule(models.Model):
    """What comes from a bank account pays a debt: somebody said so by matching a line by hand."""

    payer_account = models.TextField()
    """As it is compared: capitals and digits only."""
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    by = models.TextField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payer_account", "debt"], condition=Q(ended_at=None), name="a_payer_is_taught_a_debt_once"
            ),
        ]

    def __str__(self) -> str:
        return f"payer of debt {self.debt_id}"
