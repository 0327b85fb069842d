"""Tables of people who call us: how far they came in the menu, what was said, and how often somebody guessed wrong."""

from django.db import models


class Enquiry(models.Model):
    """One call that came in, and where it stands in the menu."""

    reference = models.TextField(unique=True)
    """The provider's own name for the call."""
    caller = models.TextField()
    """The number it says it comes from; proof of nothing."""
    language = models.TextField(default="en", db_default="en")
    stage = models.TextField(default="welcome", db_default="welcome")
    tries = models.PositiveIntegerField(default=0, db_default=0)
    account = models.TextField(blank=True, default="", db_default="")
    """The account as it was typed, before it is verified."""
    debt_id = models.BigIntegerField(null=True)
    """The account, once it is verified."""
    person_id = models.BigIntegerField(null=True)
    amount_minor = models.BigIntegerField(null=True)
    promised_date = models.DateField(null=True)
    """The amount and the day of a promise, while it is typed."""
    silences = models.PositiveIntegerField(default=0, db_default=0)
    """How often in a row nothing that could be understood was typed."""
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    contact_id = models.BigIntegerField(null=True)
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"enquiry {self.pk}: {self.stage}"


class EnquiryStep(models.Model):
    """One turn of an enquiry: where it stood, what kind of thing was typed, where it went. Rows are only added."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="steps")
    stage = models.TextField()
    typed = models.TextField(blank=True, default="", db_default="")
    """What was typed, except where it could verify somebody: then only how many digits it had."""
    went_to = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.stage} to {self.went_to}"


class VerificationTry(models.Model):
    """Somebody tried to verify an account. Rows are only added; they are what a lock-out is counted from."""

    caller = models.TextField()
    account_digest = models.TextField()
    """A keyed hash of what was typed as the account's number, whether there is such an account or not."""
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["caller", "at"], name="try_by_caller"),
            models.Index(fields=["account_digest", "at"], name="try_by_account"),
        ]

    def __str__(self) -> str:
        return "right" if self.is_right else "wrong"
