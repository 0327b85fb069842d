"""Tables of what was said of templates, and of the editions a house made of their texts."""

from django.db import models
from django.db.models import Q

from goodstanding.outreach.template.catalogue import STANDINGS


class TemplateStanding(models.Model):
    """A template was published or withdrawn, for a channel and a language or for all of them. Rows are only added."""

    name = models.TextField()
    channel = models.TextField()
    language = models.TextField()
    standing = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=STANDINGS), name="a_template_is_published_or_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.standing}"


class TemplateEdition(models.Model):
    """The text of a template in one language as a house saved it; editions that ship are files. Rows are only added,
    but for who approved it."""

    name = models.TextField()
    language = models.TextField()
    jurisdiction = models.TextField(default="*", db_default="*")
    """A place ("US", "US-CA") whose people get this text, or "*" for everywhere."""
    edition = models.PositiveIntegerField()
    """Counted from the shipped one on, for each name, language and jurisdiction."""
    stage = models.TextField(blank=True, default="", db_default="")
    tone = models.TextField(blank=True, default="", db_default="")
    source = models.TextField()
    """The document, as it was saved."""
    sha256 = models.TextField()
    findings = models.JSONField(default=list)
    """What the check at saving remarked."""
    owner = models.TextField()
    saved_at = models.DateTimeField()
    approved_by = models.TextField(blank=True, default="", db_default="")
    approved_at = models.DateTimeField(null=True)
    starts_date = models.DateField(null=True)
    ends_date = models.DateField(null=True)
    """The last day, inclusive."""
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language", "jurisdiction", "edition"], name="an_edition_of_a_template_is_saved_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=models.F("owner")),
                name="nobody_approves_their_own_template",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.language} {self.edition}"
