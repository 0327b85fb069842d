"""The tables of the log. The database itself refuses to change or delete what is in them (migration 0002).

`Body` is the one exception: it may be deleted, which is how an entry's words are erased, and only after an entry that
says so. The other tables only ever grow.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One thing that happened. Its id is allotted early, its position is given when it is appended."""

    id = models.BigAutoField(primary_key=True)
    position = models.BigIntegerField(unique=True)
    recorded_at = models.DateTimeField()
    at = models.DateTimeField()
    kind = models.TextField()
    actor = models.TextField()
    subjects = ArrayField(models.TextField())
    commitment = models.BinaryField()
    leaf_hash = models.BinaryField()
    rows_count = models.IntegerField(default=0)

    class Meta:
        indexes = [
            GinIndex(fields=["subjects"], name="evidence_entry_subjects", fastupdate=False),
            models.Index(fields=["kind", "position"], name="evidence_entry_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(position__gte=0), name="evidence_positions_count_from_zero"),
            models.CheckConstraint(condition=~Q(kind=""), name="evidence_entry_says_what_happened"),
            models.CheckConstraint(condition=~Q(actor=""), name="evidence_entry_says_who_did_it"),
            models.CheckConstraint(condition=Q(rows_count__gte=0), name="evidence_rows_are_counted"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.id} at position {self.position}: {self.kind}"


class Body(models.Model):
    """What an entry says, with the salt of its commitment. Deleting the row erases the words for good."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="body")
    salt = models.BinaryField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"Body of entry {self.entry_id}"


class EntryRows(models.Model):
    """The rows of a bulk entry: their leaf hashes in one run of 32 bytes each, and their keys, one a line.

    No keys means that a row is called by its place, counted from 0.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="rows")
    keys = models.TextField(null=True)
    leaf_hashes = models.BinaryField()

    def __str__(self) -> str:
        return f"Rows of entry {self.entry_id}"


class Node(models.Model):
    """The hash of one complete subtree over [index << level, (index + 1) << level); level 1 and up."""

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()
    pk = models.CompositePrimaryKey("level", "index")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, index__gte=0), name="evidence_nodes_stand_above_leaves"),
        ]

    def __str__(self) -> str:
        return f"Node {self.index} of level {self.level}"


class Head(models.Model):
    """The one row that says how long the log is; whoever appends holds it until the transaction ends."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    frontier = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1, size__gte=0), name="evidence_has_one_head")]

    def __str__(self) -> str:
        return f"Log of {self.size} entries"
