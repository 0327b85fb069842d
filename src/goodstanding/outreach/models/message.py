"""Tables of messages, what was learned of them, and what exactly was sent; migration 0006 keeps what is only added."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goodstanding.outreach.contact import CHANNELS
from goodstanding.outreach.message.life import ATTEMPTED, KEPT_BACK, MARKS, TOLD

STATES = [*ATTEMPTED, *KEPT_BACK, *TOLD]
ORIGINS = ["night", "person", "reply", "arrangement"]


class Message(models.Model):
    """One thing said to one person through one channel. Numbers of people and debts are plain (decision 0013)."""

    key = models.TextField(unique=True)
    """"act:17" for an act of the night; for the others whatever makes the same wish the same message."""
    origin = models.TextField()
    """What asked for it: a night, a person of the house, an answer to a reply, something agreed."""
    channel = models.TextField()
    person_id = models.BigIntegerField()
    client_id = models.BigIntegerField()
    contact_point_id = models.BigIntegerField(null=True)
    debt_ids = ArrayField(models.BigIntegerField())
    lines = models.JSONField()
    """The lines of the order (DeliveryLine), as JSON."""
    template = models.TextField(blank=True)
    language = models.TextField(blank=True)
    tone = models.TextField(blank=True, default="", db_default="")
    purpose = models.TextField(blank=True, default="", db_default="")
    fields = models.JSONField(default=dict)
    """Merge fields that whoever asked for it gave along, such as those of a promise."""
    strategy = models.TextField(blank=True, default="", db_default="")
    edition = models.PositiveIntegerField(default=0, db_default=0)
    step = models.TextField(blank=True, default="", db_default="")
    is_optional = models.BooleanField(default=False, db_default=False)
    """Nobody has to get it: it offers a way out in one click."""
    answers_id = models.BigIntegerField(null=True)
    """The earlier message of the same conversation that it follows; mail programs show them as one."""
    again_of_id = models.BigIntegerField(null=True)
    """The dead message in whose place a person sends this one."""
    planned_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    """The first instant at which it is too late."""
    state = models.TextField(default="planned", db_default="planned")
    attempt = models.PositiveIntegerField(default=0, db_default=0)
    state_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """When the worker looks at it next: its time, or the time of its next try."""
    reason = models.TextField(blank=True, default="", db_default="")
    """Why it stands where it stands, as a sentence; "cause: sentence" where it was withheld."""
    provider = models.TextField(blank=True, default="", db_default="")
    reference = models.TextField(blank=True, default="", db_default="")
    """The provider's own name for it."""
    subject = models.TextField(blank=True, default="", db_default="")
    text = models.TextField(blank=True, default="", db_default="")
    """What it said, as plain text, once it was rendered to be sent."""
    cost_minor = models.BigIntegerField(null=True)
    cost_currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    segments = models.PositiveIntegerField(null=True)
    by = models.TextField()
    made_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_message_stands_in_a_known_state"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="a_message_goes_by_a_known_channel"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="a_message_is_asked_for_by_somebody"),
            models.CheckConstraint(condition=Q(not_before__lt=F("not_after")), name="a_message_has_time_to_go"),
        ]
        indexes = [
            models.Index(
                fields=["channel", "due_at"],
                condition=Q(state__in=["planned", "approved", "put_off"]),
                name="message_that_waits",
            ),
            models.Index(
                fields=["state", "state_at"],
                condition=Q(state__in=["handed_over", "unknown", "failed", "refused", "bounced"]),
                name="message_to_look_at",
            ),
            models.Index(fields=["person_id", "made_at"], name="message_by_person"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="message_by_its_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}: {self.state}"


class MessageEvent(models.Model):
    """Something was learned of a message. Rows are only added; the same event of a provider is held once."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="events")
    word = models.TextField()
    """A state, or a mark."""
    attempt = models.PositiveIntegerField(default=0, db_default=0)
    source = models.TextField()
    """"worker", "user:7", "provider:mailgun", "look-up"."""
    source_key = models.TextField(unique=True)
    """What makes it the same event when it is told again."""
    reference = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")
    happened_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(word__in=[*STATES, *MARKS]), name="an_event_says_a_known_word"),
        ]
        indexes = [models.Index(fields=["message", "id"], name="event_by_message")]

    def __str__(self) -> str:
        return f"{self.word} ({self.source})"


class MessageCopy(models.Model):
    """A part of what was sent, byte for byte. Rows are only added."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="copies")
    attempt = models.PositiveIntegerField()
    part = models.TextField()
    """"mail" (the whole message as it went), "text", "letter", "spoken", or an attachment's file name."""
    media_type = models.TextField()
    sha256 = models.TextField()
    size = models.BigIntegerField()
    content = models.BinaryField(null=True)
    place = models.TextField(blank=True, default="", db_default="")
    """Where the bytes lie in the data folder, if not here: "file" or "archive.zip#name"."""
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "attempt", "part"], name="a_part_of_an_attempt_is_kept_once"),
            models.CheckConstraint(
                condition=Q(content__isnull=True, place__gt="") | Q(content__isnull=False, place=""),
                name="a_copy_lies_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} of message {self.message_id}"
