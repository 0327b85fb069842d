"""Tables of tasks and their closing."""

from django.db import models
from django.db.models import Q

from goodstanding.worklists.task import KINDS


class Task(models.Model):
    """One thing for a person of the house to look at. Whom it is about are plain numbers: they live on floors above."""

    kind = models.TextField()
    matter = models.TextField()
    """What makes it the same task again: "exception:zone unknown:person:7". Stands once among open tasks."""
    title = models.TextField()
    """One sentence: what is the matter."""
    evidence = models.JSONField(default=dict)
    person_id = models.BigIntegerField(null=True)
    debt_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    portfolio_id = models.BigIntegerField(null=True)
    team = models.TextField(blank=True, default="", db_default="")
    priority = models.BigIntegerField(default=0, db_default=0)
    """The higher, the sooner."""
    due_at = models.DateTimeField(null=True)
    opened_date = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(blank=True, default="", db_default="")
    outcome = models.TextField(blank=True, default="", db_default="")
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(closed_at=None), name="a_matter_stands_open_on_a_list_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="a_task_is_of_a_known_kind"),
        ]
        indexes = [
            models.Index(fields=["kind", "-priority", "id"], condition=Q(closed_at=None), name="task_open_by_kind"),
            models.Index(fields=["debt_id"], name="task_by_debt"),
            models.Index(fields=["matter"], name="task_by_matter"),
        ]

    def __str__(self) -> str:
        return self.title
