"""Tables of nights and what they decided; migration 0002 lets rows of acts only be added.

Numbers of people, clients, debts and items are plain: nothing they point to is ever deleted, and a foreign key would be
asked a million times a night (decision 0013).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

LANES = ["person", "account"]
GRAINS = ["account", "item"]
ACT_KINDS = ["contact", "task", "placement", "legal_referral"]


class Night(models.Model):
    """One run of the night of a business day; it is finished once every part of it is committed."""

    day = models.DateField()
    began_at = models.DateTimeField()
    known_at = models.DateTimeField()
    strategies = models.JSONField(default=list)
    """The editions that ran: strategy, edition, share in ppm, the edition before (or null)."""
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    entry_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["day"], name="night_by_day")]

    def __str__(self) -> str:
        return f"night of {self.day}"


class NightPart(models.Model):
    """A chunk of people (or of accounts nobody is known to owe), decided and committed."""

    night = models.ForeignKey(Night, on_delete=models.PROTECT, related_name="parts")
    lane = models.TextField()
    number = models.BigIntegerField()
    figures = models.JSONField(default=dict)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["night", "lane", "number"], name="a_night_commits_a_part_once"),
            models.CheckConstraint(condition=Q(lane__in=LANES), name="a_part_is_of_people_or_accounts"),
        ]

    def __str__(self) -> str:
        return f"{self.lane} {self.number}"


class SealedSheet(models.Model):
    """A file of facts in the lake. Of the same day, lane, number and grain the newest row counts."""

    day = models.DateField()
    lane = models.TextField()
    number = models.BigIntegerField()
    grain = models.TextField()
    name = models.TextField()
    """The file's path within the lake."""
    sha256 = models.TextField()
    rows = models.BigIntegerField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grain__in=GRAINS), name="a_sheet_is_of_accounts_or_items"),
        ]
        indexes = [models.Index(fields=["day", "lane", "number"], name="sealed_sheet_by_day")]

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """What the night decided to do, and the law permitted: one message, call, task or referral to one person."""

    night_id = models.BigIntegerField()
    day = models.DateField()
    person_id = models.BigIntegerField()
    client_id = models.BigIntegerField()
    kind = models.TextField()
    channel = models.TextField()
    contact_point_id = models.BigIntegerField(null=True)
    strategy = models.TextField()
    edition = models.PositiveIntegerField()
    segment = models.TextField()
    treatment = models.TextField()
    arm = models.TextField(blank=True, default="", db_default="")
    step = models.TextField()
    template = models.TextField(blank=True, default="", db_default="")
    tone = models.TextField(blank=True, default="", db_default="")
    language = models.TextField(blank=True, default="", db_default="")
    approval = models.TextField(blank=True, default="", db_default="")
    offers = models.TextField(blank=True, default="", db_default="")
    team = models.TextField(blank=True, default="", db_default="")
    """Whose call it is."""
    currency = models.CharField(max_length=3)
    balance_minor = models.BigIntegerField()
    """What the lines of the act's currency come to."""
    value_minor = models.BigIntegerField()
    """Expected recovery less cost."""
    planned_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    """The first instant at which it is too late."""
    rule = models.TextField(blank=True, default="", db_default="")
    """The rule of the lawbook that decided, where one had something to say."""
    tried = models.TextField(blank=True, default="", db_default="")
    """Channels asked about before, each with what stood against it: a JSON list."""
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "client_id", "day", "kind"],
                condition=Q(kind__in=["contact", "task"]),
                name="a_person_gets_one_message_of_a_client_a_day",
            ),
            models.CheckConstraint(condition=Q(kind__in=ACT_KINDS), name="an_act_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(not_before__lt=F("not_after")), name="an_act_has_time_to_happen"),
        ]
        indexes = [
            models.Index(fields=["day", "channel"], name="act_by_day"),
            models.Index(fields=["day"], condition=~Q(approval=""), name="act_that_needs_a_yes"),
        ]

    def __str__(self) -> str:
        return f"{self.step} by {self.channel}"


class ActLine(models.Model):
    """An obligation that an act is about; the unique key is what makes a night happen once."""

    act_id = models.BigIntegerField(db_index=True)
    person_id = models.BigIntegerField()
    debt_id = models.BigIntegerField()
    item_id = models.BigIntegerField(null=True)
    strategy = models.TextField()
    treatment = models.TextField()
    step = models.TextField(blank=True, default="", db_default="")
    """The step due for this obligation; empty where it is only listed with the others."""
    day = models.DateField()
    channel = models.TextField()
    currency = models.CharField(max_length=3)
    balance_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "debt_id", Coalesce("item_id", 0), "person_id", "step", "day", "channel",
                name="a_step_is_taken_once_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.step


class Withheld(models.Model):
    """What the night would have done, and why it did not."""

    night_id = models.BigIntegerField()
    day = models.DateField()
    person_id = models.BigIntegerField()
    client_id = models.BigIntegerField()
    kind = models.TextField()
    strategy = models.TextField()
    edition = models.PositiveIntegerField()
    segment = models.TextField()
    treatment = models.TextField()
    arm = models.TextField(blank=True, default="", db_default="")
    step = models.TextField()
    cause = models.TextField()
    """law, pressure, or unreachable."""
    rule = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")
    tried = models.TextField(blank=True, default="", db_default="")
    next_at = models.DateTimeField(null=True)
    debt_ids = ArrayField(models.BigIntegerField())
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            # The hash stands for the debts: of thousands, their numbers fit no row of an index.
            models.UniqueConstraint(
                "person_id",
                "client_id",
                "day",
                "kind",
                "step",
                models.Func(
                    "debt_ids",
                    models.Value(0),
                    function="hash_array_extended",
                    output_field=models.BigIntegerField(),
                ),
                name="an_act_is_withheld_once_a_day",
            ),
        ]
        indexes = [models.Index(fields=["day", "cause"], name="withheld_by_day")]

    def __str__(self) -> str:
        return f"{self.step}: {self.cause}"
