"""Table of budgets: each a version, only ever added."""

from django.db import models
from django.db.models import F, Q

from goodstanding.parties.models import Person


class Budget(models.Model):
    """What a person said of a month, and the surplus it came to; the version recorded last counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    taken_date = models.DateField()
    valid_until = models.DateField()
    """The last day on which it counts without being looked at again."""
    channel = models.TextField()
    adviser = models.TextField(blank=True, default="", db_default="")
    """The debt adviser it came from, where it did."""
    income_minor = models.BigIntegerField(null=True)
    costs_minor = models.BigIntegerField(null=True)
    savings_minor = models.BigIntegerField(null=True)
    """The three are kept only with consent; without it nothing but the result is."""
    debts_minor = models.BigIntegerField(default=0, db_default=0)
    """Agreed payments on debts elsewhere, a month."""
    surplus_minor = models.BigIntegerField()
    is_provisional = models.BooleanField(default=False, db_default=False)
    has_consent = models.BooleanField()
    """The person agreed that the lines are kept."""
    sealed_lines = models.BinaryField(null=True)
    """Lines and household, sealed with the person's own key; absent without consent."""
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("taken_date")), name="a_budget_is_valid_from_the_day_it_was_taken"
            ),
            models.CheckConstraint(
                condition=Q(has_consent=True)
                | Q(sealed_lines=None, income_minor=None, costs_minor=None, savings_minor=None),
                name="without_consent_only_the_result_of_a_budget_is_kept",
            ),
            models.CheckConstraint(condition=Q(debts_minor__gte=0), name="payments_elsewhere_are_not_negative"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="budget_of_a_person")]

    def __str__(self) -> str:
        return f"budget {self.pk}"
