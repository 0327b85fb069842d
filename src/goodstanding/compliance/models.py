"""Tables of what a business adopted: its own policy packs, kept whole, and what sort of collector it is."""

from django.db import models


class PolicyAdopted(models.Model):
    """A policy of the house, a pack of its own, adopted from a day on. Rows are only added; the latest counts."""

    pack = models.TextField()
    files = models.JSONField()
    """Every file of the pack by its path below the pack's folder, as text."""
    edition = models.TextField()
    """The hash over these files."""
    effective_date = models.DateField()
    ended_date = models.DateField(null=True)
    """The last day on which it holds; absent while it does."""
    adopted_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_date__isnull=True) | models.Q(ended_date__gte=models.F("effective_date")),
                name="a_policy_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} from {self.effective_date}"


class CollectorKind(models.Model):
    """What the house is to the law, for one client or for all: a third party, a debt buyer or the creditor itself."""

    client_id = models.BigIntegerField(null=True)
    """The client's number; a plain number, because clients live on a floor above. Absent: every other client."""
    kind = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["third_party", "debt_buyer", "original_creditor"]),
                name="a_house_is_a_known_kind_of_collector",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
