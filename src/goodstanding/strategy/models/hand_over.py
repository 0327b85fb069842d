"""Tables of what becomes of acts: the place of a call in the day, somebody's yes or no, and the hand-over."""

from django.db import models
from django.db.models import Q

ANSWERS = ["taken", "refused", "failed", "withheld"]


class CallSlot(models.Model):
    """A call got its place: team, hour, and rank within the hour."""

    act_id = models.BigIntegerField(unique=True)
    day = models.DateField()
    team = models.TextField()
    hour_at = models.DateTimeField()
    place = models.PositiveIntegerField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "team", "hour_at", "place"], name="a_place_in_an_hour_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.hour_at}"


class Approval(models.Model):
    """Somebody said yes or no to an act that needs it, and why."""

    act_id = models.BigIntegerField(unique=True)
    approved = models.BooleanField()
    reason = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_yes_or_no_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return "yes" if self.approved else "no"


class HandOverAsked(models.Model):
    """An act is about to be handed over; without an answer beside it, nobody knows whether it was."""

    act_id = models.BigIntegerField(unique=True)
    key = models.TextField(unique=True)
    asked_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.key


class HandOverAnswered(models.Model):
    """What became of handing an act over."""

    act_id = models.BigIntegerField(unique=True)
    answer = models.TextField()
    reference = models.TextField(blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="", db_default="")
    answered_at = models.DateTimeField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=ANSWERS), name="a_hand_over_has_a_known_answer"),
        ]

    def __str__(self) -> str:
        return self.answer
