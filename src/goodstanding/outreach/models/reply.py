"""Tables of replies: what came in, whom it is from, what it says, and what was done about it. Rows are only added."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from goodstanding.outreach.contact import CHANNELS
from goodstanding.outreach.reply.label import DEEDS, LABELS, WAYS


class Reply(models.Model):
    """A message from a person, as it came in. Numbers of people and debts are plain (decision 0013)."""

    channel = models.TextField()
    event_key = models.TextField(unique=True)
    """What makes it the same message when it comes in again."""
    sender = models.TextField(blank=True)
    receiver = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    answers_reference = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    is_note = models.BooleanField(default=False, db_default=False)
    """Somebody of the house wrote down what a person said; it is no message of theirs."""
    happened_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    by = models.TextField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="a_reply_comes_by_a_known_channel"),
            models.CheckConstraint(
                condition=Q(learned_at__gte=models.F("happened_at")), name="a_reply_is_learned_after_it_happened"
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk} by {self.channel}"


class ReplyMatch(models.Model):
    """Whom a reply is from, and how that was found. The last row of a reply counts.

    `person_id` is absent where nobody was found, or several were: then they stand in `candidates`.
    """

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="matches")
    how = models.TextField()
    person_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    message_id = models.BigIntegerField(null=True)
    """The message of ours that it answers."""
    contact_point_id = models.BigIntegerField(null=True)
    debt_ids = ArrayField(models.BigIntegerField(), default=list)
    candidates = ArrayField(models.BigIntegerField(), default=list)
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(how__in=list(WAYS)), name="a_reply_is_matched_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(person_id=None) | Q(candidates=[]), name="a_matched_reply_has_no_candidates"
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "reply"], name="reply_by_person"),
            models.Index(fields=["message_id"], condition=~Q(message_id=None), name="reply_by_message"),
        ]

    def __str__(self) -> str:
        return f"reply {self.reply_id} from person {self.person_id}"


class ReplyReading(models.Model):
    """What a reply says, according to whom, and the words that show it. The last row of a reply counts."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="readings")
    label = models.TextField()
    scope = models.TextField(blank=True, default="", db_default="")
    """For a stop: "channel" or "all"."""
    confidence = models.FloatField()
    quote = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField()
    quote_end = models.PositiveIntegerField()
    """Where the quote stands in the reply's text, counted in characters; the end is exclusive."""
    rule = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    """Everything that was found besides: label, rule, confidence, quote, start, end."""
    details = models.JSONField(default=dict)
    """Amounts and days that are named: what one click fills in."""
    is_urgent = models.BooleanField(default=False)
    is_sure = models.BooleanField()
    """Whether it stands; otherwise a person decides."""
    by = models.TextField()
    """"rules", "classifier 1a2b3c4d", "user:7"."""
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(label__in=list(LABELS)), name="a_reading_has_a_known_label"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1), name="a_confidence_lies_between_none_and_all"
            ),
            models.CheckConstraint(
                condition=Q(quote_start__lte=models.F("quote_end")), name="a_quote_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.reply_id} is {self.label}"


class ReplyAct(models.Model):
    """What was done because of a reply, with the words it was done for."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="acts")
    deed = models.TextField()
    label = models.TextField()
    facts = models.JSONField(default=dict)
    """Numbers of what was made: the hold, the promise, the consent."""
    quote = models.TextField(blank=True)
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(deed__in=list(DEEDS)), name="a_reply_leads_to_a_known_deed"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} for reply {self.reply_id}"


class MailboxPlace(models.Model):
    """How far a mailbox was read: which validity of its numbers, and the last number. The last row counts."""

    mailbox = models.TextField()
    validity = models.BigIntegerField()
    last_uid = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["mailbox", "-id"], name="place_by_mailbox")]

    def __str__(self) -> str:
        return f"{self.mailbox} {self.last_uid}"
