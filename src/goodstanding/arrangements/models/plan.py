"""Tables of plans: what was agreed, every version of its instalments, what was said of it since, what was collected."""

from django.db import models
from django.db.models import Q

from goodstanding.arrangements.models.agreement import Agreement
from goodstanding.payments.models.gateway import Mandate
from goodstanding.receivables.models import Debt, Portfolio

POLICY_KINDS = ["promise", "plan", "confirming"]
WORDS = [
    "paused", "resumed", "cancelled", "defaulted", "reinstated", "completed", "renegotiated", "autopay",
    "autopay ended",
]  # fmt: skip
CAUSES = ["agreed", "moved", "paused", "resumed", "skipped", "extra", "amount", "appended"]


class ArrangementPolicy(models.Model):
    """What the house agrees to, from a day on: for one portfolio, or for all without one. Only added."""

    kind = models.TextField()
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+", null=True)
    effective_date = models.DateField()
    values = models.JSONField(default=dict)
    """Every value that differs from the kind's defaults, by name."""
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=POLICY_KINDS), name="a_policy_of_arrangements_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.effective_date}"


class Plan(models.Model):
    """A debt is paid in instalments. The row is what was agreed and never changes; see PlanVersion and PlanWord."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    key = models.TextField(unique=True)
    """Whoever sets the same plan up again names it by this, and it is the same."""
    begins_date = models.DateField()
    """The first day on which a payment counts towards it."""
    grace_days = models.PositiveIntegerField(default=0, db_default=0)
    conditions = models.JSONField(default=dict)
    """The policy as it was when the plan was agreed."""
    channel = models.TextField()
    evidence = models.TextField()
    document_hash = models.TextField()
    """SHA-256 of the agreement as it was shown."""
    renegotiates = models.OneToOneField("self", on_delete=models.PROTECT, related_name="renegotiated", null=True)
    restructures = models.PositiveIntegerField(default=0, db_default=0)
    """How many plans came before this one in a row."""
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlanVersion(models.Model):
    """The instalments of a plan from a day on, and why they are as they are; the highest number counts."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    cause = models.TextField()
    reason = models.TextField(blank=True, default="", db_default="")
    touched = models.PositiveIntegerField(null=True)
    """The instalment that the change is about, where it is about one."""
    terms = models.JSONField(default=dict)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="+", null=True)
    """The agreement that was signed with it; the plan keeps it, and no other job does."""
    effective_date = models.DateField()
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_plan_has_one_version_of_a_number"),
            models.CheckConstraint(condition=Q(cause__in=CAUSES), name="a_version_of_a_plan_has_a_known_cause"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"


class PlanInstalment(models.Model):
    """One payment of a version of a plan."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveIntegerField()
    due_date = models.DateField()
    amount_minor = models.BigIntegerField()
    kind = models.TextField(default="regular", db_default="regular")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_version_has_one_instalment_of_a_number"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="an_instalment_of_a_plan_is_about_money"),
        ]

    def __str__(self) -> str:
        return f"instalment {self.number}"


class PlanWord(models.Model):
    """What was said of a plan since it was agreed: paused, resumed, cancelled, a mandate given …"""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="words")
    word = models.TextField()
    starts_date = models.DateField()
    ends_date = models.DateField(null=True)
    """The last day, inclusive, where it has one."""
    reason = models.TextField(blank=True, default="", db_default="")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(word__in=WORDS), name="a_word_about_a_plan_is_a_known_one"),
            models.CheckConstraint(
                condition=Q(mandate__isnull=False) | ~Q(word="autopay"), name="autopay_names_its_mandate"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class PlanCollection(models.Model):
    """An instalment is collected by mandate: one try, under a key of its own, written before anybody is asked."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="collections")
    instalment = models.PositiveIntegerField()
    attempt = models.PositiveIntegerField()
    key = models.TextField(unique=True)
    amount_minor = models.BigIntegerField()
    due_date = models.DateField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "instalment", "attempt"], name="an_instalment_is_tried_once_a_time"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_collection_is_about_money"),
        ]

    def __str__(self) -> str:
        return self.key
