"""Tables of letters: the batches that were given to a print house."""

from django.db import models
from django.db.models import Q


class PrintBatch(models.Model):
    """A batch of letters lies in the folder of a print house, whole. Rows are only added.

    What is in it, letter by letter, stands in its manifest; the hashes say that neither it nor the file to print nor
    the copies were changed since.
    """

    key = models.TextField(unique=True)
    folder = models.TextField()
    letters = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    sheets = models.PositiveIntegerField()
    pdf_sha256 = models.TextField()
    copies_sha256 = models.TextField()
    manifest_sha256 = models.TextField()
    at = models.DateTimeField()
    """When it was put on record, which is shortly after it was made."""
    by = models.TextField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(letters__gt=0), name="a_batch_holds_a_letter")]

    def __str__(self) -> str:
        return f"{self.key}: {self.letters} letters"
