"""Table of promises to pay."""

from django.db import models
from django.db.models import F, Q

from goodstanding.receivables.models import Debt


class Promise(models.Model):
    """Somebody said that they would pay so much on a debt by a day."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    made_date = models.DateField()
    """The first day on which a payment counts towards it."""
    due_date = models.DateField()
    """The last day on which a payment still keeps it, inclusive."""
    channel = models.TextField()
    evidence = models.TextField()
    """Where it can be seen or heard: "call note 12", "portal", a message."""
    tolerance_minor = models.BigIntegerField(default=0, db_default=0)
    """So much may be missing and it is still kept; as the house said on the day it was made."""
    grace_days = models.PositiveIntegerField(default=0, db_default=0)
    """So many days after its day a payment still keeps it."""
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, related_name="superseded", null=True)
    """The promise that it takes the place of."""
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True, default="", db_default="")
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_promise_is_about_money"),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("made_date")), name="a_promise_falls_due_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"
