"""Table of disputes."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from goodstanding.receivables.models import Client, Debt, Item


class Dispute(models.Model):
    """A debt, or one item of it, is contested from a day on."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", null=True)
    """The item in dispute; absent when the whole debt is."""
    opened_date = models.DateField()
    closed_date = models.DateField(null=True)
    """The first day on which it no longer counts."""
    reason = models.TextField(blank=True, default="", db_default="")
    outcome = models.TextField(blank=True, default="", db_default="")
    source_key = models.TextField()
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "source_key"], name="a_source_names_a_dispute_once"),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True) | Q(closed_date__gte=F("opened_date")),
                name="a_dispute_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk}"
