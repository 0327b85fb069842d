"""Tables of hardship: cases and what was said of them, programmes, their funds, and what was granted."""

from django.db import models
from django.db.models import F, Q

from goodstanding.arrangements.hardship.case import KINDS, SEEN_BY, WORDS
from goodstanding.arrangements.hardship.programme import DEEDS
from goodstanding.parties.models import Person
from goodstanding.receivables.models import Client, Debt


class HardshipCase(models.Model):
    """Somebody cannot pay as they should, and why, as far as they agreed that it is kept. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    severity = models.PositiveSmallIntegerField(null=True)
    source = models.TextField()
    channel = models.TextField()
    opened_date = models.DateField()
    review_date = models.DateField()
    """The day on which somebody looks at it again, unless a word moves it."""
    has_consent = models.BooleanField()
    seen_by = models.TextField()
    proof_required = models.BooleanField(default=False, db_default=False)
    sealed_note = models.BinaryField(null=True)
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="a_hardship_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(seen_by__in=SEEN_BY), name="it_is_said_who_sees_a_hardship"),
            models.CheckConstraint(
                condition=Q(severity=None) | Q(severity__gte=1, severity__lte=10), name="severity_is_one_to_ten"
            ),
            models.CheckConstraint(
                condition=Q(has_consent=True) | Q(kind="not kept", severity=None, sealed_note=None),
                name="without_consent_no_reason_of_a_hardship_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(review_date__gte=F("opened_date")), name="a_hardship_is_reviewed_after_it_is_opened"
            ),
        ]

    def __str__(self) -> str:
        return f"hardship {self.pk}"


class HardshipWord(models.Model):
    """What was said of a case later: a review, a proof, a note, its end. Only added."""

    case = models.ForeignKey(HardshipCase, on_delete=models.PROTECT, related_name="words")
    what = models.TextField()
    day = models.DateField()
    review_date = models.DateField(null=True)
    outcome = models.TextField(blank=True, default="", db_default="")
    sealed_note = models.BinaryField(null=True)
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=WORDS), name="a_word_on_a_hardship_is_known"),
            models.UniqueConstraint(fields=["case"], condition=Q(what="closed"), name="a_hardship_is_closed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.day}"


class ProgrammeCatalogue(models.Model):
    """A catalogue of programmes as somebody put it in force; the last one counts."""

    document = models.TextField()
    sha256 = models.TextField()
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"catalogue {self.pk}"


class ProgrammeFund(models.Model):
    """What a programme may give in a period: so much money, so many grants, or both."""

    programme = models.TextField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    from_date = models.DateField()
    until_date = models.DateField()
    amount_minor = models.BigIntegerField(null=True)
    grants_most = models.PositiveIntegerField(null=True)
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="a_fund_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=False) | Q(grants_most__isnull=False), name="a_fund_limits_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.from_date}"


class HardshipGrant(models.Model):
    """What a programme gave on a debt, and by which deed it was done. Never changed; its end is a row of its own."""

    case = models.ForeignKey(HardshipCase, on_delete=models.PROTECT, related_name="grants")
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    programme = models.TextField()
    deed = models.TextField()
    fund = models.ForeignKey(ProgrammeFund, on_delete=models.PROTECT, related_name="grants", null=True)
    starts_date = models.DateField()
    ends_date = models.DateField(null=True)
    amount_minor = models.BigIntegerField(default=0, db_default=0)
    """What it costs: what is written off, or the interest that is not charged as far as it was reckoned."""
    currency = models.CharField(max_length=3)
    hold_id = models.BigIntegerField(null=True)
    freeze_id = models.BigIntegerField(null=True)
    transaction_id = models.BigIntegerField(null=True)
    plan_id = models.BigIntegerField(null=True)
    reason = models.TextField()
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(deed__in=DEEDS), name="a_grant_does_something_known"),
            models.CheckConstraint(
                condition=Q(ends_date=None) | Q(ends_date__gte=F("starts_date")), name="a_grant_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="a_grant_costs_nothing_or_more"),
        ]
        indexes = [models.Index(fields=["debt"], name="grant_on_a_debt")]

    def __str__(self) -> str:
        return f"{self.programme} {self.starts_date}"


class GrantEnd(models.Model):
    """A grant was ended before its day, and from which day on."""

    grant = models.OneToOneField(HardshipGrant, on_delete=models.PROTECT, related_name="end", primary_key=True)
    ended_date = models.DateField()
    reason = models.TextField()
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"end of grant {self.grant_id}"
