"""Tables of calls: campaigns and their seats, calls and what was learned of them, and recordings.

Numbers of people and debts are plain (decision 0013). What was learned of a call is only added.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from goodstanding.outreach.channels.call.standing import LINE, OPEN

SEAT_STATES = ["waiting", "talking", "wrapping up", "leaving", "left"]
CAMPAIGN_WORDS = ["started", "stopped"]


class Campaign(models.Model):
    """Calls of one team's worklist that are dialled for collectors, never more lines than `abandoned_most` allows."""

    name = models.TextField(unique=True)
    team = models.TextField(blank=True, default="", db_default="")
    """Whose calls of the worklist it makes; empty for those of everybody."""
    country = models.CharField(max_length=2)
    """Whose law on abandoned calls holds."""
    abandoned_most_per_mille = models.PositiveIntegerField()
    """The house's own limit: so many in a thousand calls that a person answered; never above the law's."""
    ring_s = models.PositiveIntegerField()
    """How long a line rings before it is given up."""
    listens_for_machines = models.BooleanField(default=False, db_default=False)
    message = models.TextField()
    """What somebody hears who answers while no collector is free."""
    by = models.TextField()
    made_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class CampaignWord(models.Model):
    """A campaign was started or stopped, and why. The last row counts. Rows are only added."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="words")
    word = models.TextField()
    reason = models.TextField(blank=True, default="", db_default="")
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(word__in=CAMPAIGN_WORDS), name="a_campaign_is_started_or_stopped"),
        ]

    def __str__(self) -> str:
        return self.word


class Seat(models.Model):
    """A collector who takes the calls of a campaign on an open line. It changes as they take calls."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="seats")
    user = models.TextField()
    """The actor's name: "user:7"."""
    phone = models.TextField()
    room = models.TextField(unique=True)
    """The open line the collector waits on, and people are let into."""
    state = models.TextField(default="waiting", db_default="waiting")
    since_at = models.DateTimeField()
    call_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SEAT_STATES), name="a_seat_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["user"], condition=~Q(state="left"), name="a_collector_sits_at_one_seat_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.state}"


class Call(models.Model):
    """One try to reach one person by telephone."""

    key = models.TextField(unique=True)
    """Ours, and no one's to guess: it stands in the addresses the provider asks us at."""
    person_id = models.BigIntegerField()
    client_id = models.BigIntegerField()
    contact_point_id = models.BigIntegerField()
    debt_ids = ArrayField(models.BigIntegerField())
    number = models.TextField()
    """The number as it was called, in E.164."""
    task_id = models.BigIntegerField(null=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="calls", null=True)
    by = models.TextField()
    """Who has it in front of them; for a campaign's call, whoever took it."""
    phone = models.TextField(blank=True, default="", db_default="")
    """The collector's own telephone, which rings first."""
    state = models.TextField(default="shown", db_default="shown")
    shown_at = models.DateTimeField()
    shown_until = models.DateTimeField()
    """Until then nobody else gets the task; afterwards it goes back to the list."""
    asked_at = models.DateTimeField(null=True)
    dialled_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    """When a collector had the line."""
    ended_at = models.DateTimeField(null=True)
    provider = models.TextField(blank=True, default="", db_default="")
    reference = models.TextField(blank=True, default="", db_default="")
    status = models.TextField(blank=True, default="", db_default="")
    """The provider's last word on it."""
    answered_by = models.TextField(blank=True, default="", db_default="")
    sip = models.TextField(blank=True, default="", db_default="")
    is_abandoned = models.BooleanField(default=False, db_default=False)
    """A person answered and no collector was there."""
    outcome = models.TextField(blank=True, default="", db_default="")
    """What became of it, in the collector's words; empty while nobody said."""
    note = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")
    contact_id = models.BigIntegerField(null=True)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(LINE)), name="a_call_stands_in_a_known_state"),
            models.UniqueConstraint(
                fields=["person_id"], condition=Q(state__in=list(OPEN)), name="a_person_is_called_one_call_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(is_abandoned=False) | Q(answered_at__isnull=False),
                name="only_what_was_answered_is_abandoned",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "answered_at"], name="call_answered_by_campaign"),
            models.Index(fields=["person_id", "shown_at"], name="call_by_person"),
            models.Index(fields=["state"], condition=Q(state__in=list(OPEN)), name="call_that_is_open"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}: {self.state}"


class CallEvent(models.Model):
    """Something was learned of a call. Rows are only added; the same event of a provider is held once."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="events")
    word = models.TextField()
    source = models.TextField()
    source_key = models.TextField(unique=True)
    reason = models.TextField(blank=True, default="", db_default="")
    happened_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["call", "id"], name="event_by_call")]

    def __str__(self) -> str:
        return f"{self.word} ({self.source})"


class Recording(models.Model):
    """Where the recording of a call lies at the provider. We keep the link and not the sound."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="recordings", null=True)
    enquiry_id = models.BigIntegerField(null=True)
    reference = models.TextField(unique=True)
    link = models.TextField()
    length_s = models.PositiveIntegerField(default=0, db_default=0)
    made_at = models.DateTimeField()
    keep_until = models.DateField()
    """The last day on which it is kept, inclusive."""
    deleted_at = models.DateTimeField(null=True)
    deleted_reason = models.TextField(blank=True, default="", db_default="")
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.reference
