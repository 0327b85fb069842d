"""Table of what databases of reassigned numbers answered."""

from django.db import models
from django.db.models import F, Q

from goodstanding.outreach.number_check import ANSWERS


class NumberCheck(models.Model):
    """A database was asked whether a number was given up since a day. Rows are only added; the latest asked counts."""

    number = models.TextField()
    """In E.164. It belongs to no person here: whoever holds it, the answer is about the number."""
    database = models.TextField()
    asked_date = models.DateField()
    since_date = models.DateField()
    """The day the question looked back to: of the consent, or of the last text."""
    answer = models.TextField()
    by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=ANSWERS), name="a_check_of_a_number_has_a_known_answer"),
            models.CheckConstraint(condition=Q(since_date__lte=F("asked_date")), name="a_check_of_a_number_looks_back"),
            models.UniqueConstraint(
                fields=["number", "database", "asked_date", "since_date", "answer"], name="an_answer_is_held_once"
            ),
        ]
        indexes = [models.Index(fields=["number", "-asked_date", "-id"], name="check_by_number")]

    def __str__(self) -> str:
        return f"{self.number}: {self.answer}"
