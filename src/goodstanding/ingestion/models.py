"""Tables of the batches that came in, how far each got, and what it overwrote."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from goodstanding.receivables.models import Client

STATES = ["entering", "entered", "undoing", "undone"]


class Batch(models.Model):
    """One file brought in for one client with one map."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    file_name = models.TextField()
    file_hash = models.TextField()
    map_name = models.TextField()
    map_hash = models.TextField()
    state = models.TextField(default="entering")
    rows = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    summary = models.JSONField(default=dict)
    """Counts of new, changed, unchanged, duplicate and rejected records, and control totals by currency."""
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    begun_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "file_hash", "map_hash"],
                condition=~Q(state="undone"),
                name="a_file_is_brought_in_once_until_undone",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_batch_is_in_a_known_state"),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}: {self.file_name}"


class Chunk(models.Model):
    """Rows of a batch that were entered in one transaction, with one evidence entry."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="chunks")
    number = models.PositiveIntegerField()
    first_row = models.BigIntegerField()
    last_row = models.BigIntegerField()
    counts = models.JSONField(default=dict)
    ranges = models.JSONField(default=dict)
    """Kind of row → first and last number of its new rows; only these were recorded at the instant it was entered."""
    entry_id = models.BigIntegerField(unique=True)
    entered_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)
    undo_entry_id = models.BigIntegerField(null=True)
    """The entry by which the chunk was undone; what it withdrew may come in again."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_chunk_is_entered_once"),
        ]

    def __str__(self) -> str:
        return f"chunk {self.number} of batch {self.batch_id}"


class Overwrite(models.Model):
    """What a row of the books held before a batch changed it, so that the batch can be undone."""

    chunk = models.ForeignKey(Chunk, on_delete=models.PROTECT, related_name="overwrites")
    kind = models.TextField()
    row_id = models.BigIntegerField()
    before = models.JSONField()

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
