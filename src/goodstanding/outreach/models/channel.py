"""Tables of how channels are set, of the word that stops and starts sending, and of what providers told us."""

from django.db import models
from django.db.models import Q


class ChannelSetting(models.Model):
    """How a channel is set from an instant on: which provider, with which options. Rows are only added.

    The channel "house" holds who we say we are. Secrets are not here: `secret_name` names a file of the key folder.
    """

    channel = models.TextField()
    provider = models.TextField()
    options = models.JSONField(default=dict)
    secret_name = models.TextField(blank=True, default="", db_default="")
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.channel}: {self.provider}"


class SendingWord(models.Model):
    """Sending was paused or let go on, and why. The last row counts. Rows are only added."""

    word = models.TextField()
    reason = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(word__in=["paused", "resumed"]), name="sending_is_paused_or_resumed"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_word_about_sending_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return self.word


class ChannelRest(models.Model):
    """A channel rests, because its provider could not be reached or refused everything. One row a channel."""

    channel = models.TextField(unique=True)
    fails = models.PositiveIntegerField(default=0, db_default=0)
    """How often in a row; none where it works."""
    until_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="", db_default="")
    worked_at = models.DateTimeField(null=True)
    """When a worker last looked for something to send, whether or not there was anything."""

    def __str__(self) -> str:
        return f"{self.channel} rests until {self.until_at}"


class InboxEvent(models.Model):
    """What a provider posted to us, as it came; written before it is answered, read afterwards.

    Once it was read, `read_at` and `outcome` say so; nothing else of it ever changes.
    """

    source = models.TextField()
    """Which provider's door it came through: "mailgun", "twilio_text", "imap" …"""
    digest = models.TextField()
    """What makes it the same post when it comes again: a hash of what is signed."""
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True, default="", db_default="")
    """What came of reading it: "applied", "no message of ours", "cannot be read: …"."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="a_post_is_held_once"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(read_at=None), name="inbox_not_read")]

    def __str__(self) -> str:
        return f"{self.source} {self.digest[:12]}"
