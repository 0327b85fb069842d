"""Pausing all sending and letting it go on; resting one channel whose provider cannot be used."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.models.channel import ChannelRest, SendingWord
from goodstanding.outreach.sending.backing_off import rest_until
from goodstanding.refusal import Refusal

GUARD = "restore guard"
"""Who pauses sending where the books seem to be older than what has left the house."""


class SendingRefused(Refusal):
    """Sending cannot be paused or let go on like this; the sentence says why."""


class Word(NamedTuple):
    """The last word that was said of sending."""

    word: str
    reason: str
    by: str
    at: datetime

    @property
    def is_guard(self) -> bool:
        """Say whether it is held until what left is reconciled with the books."""
        return self.word == "paused" and self.by == GUARD


def last_word() -> Word | None:
    """Return the last word about sending, or None where nobody ever said one."""
    row = SendingWord.objects.order_by("-id").values_list("word", "reason", "by", "at").first()
    return Word(*row) if row else None


def is_paused() -> bool:
    """Say whether nothing may leave at this moment."""
    # Asked before every single message, so it goes straight to the database.
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM outreach_sendingword ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
    return row is not None and row[0] == "paused"


@transaction.atomic
def pause_sending(reason: str, *, by: Actor, at: datetime) -> int:
    """Pause all sending at once, on every channel; within five seconds nothing leaves any more."""
    require(by, "sending.pause")
    word = last_word()
    if word is not None and word.word == "paused":
        raise SendingRefused(f"Sending is paused already, by {word.by}: {word.reason}")
    return say("paused", reason, by=by.name, at=at)


@transaction.atomic
def resume_sending(reason: str, *, by: Actor, at: datetime) -> int:
    """Let sending go on. What the guard holds is let go by reconciling only; raises SendingRefused."""
    require(by, "sending.resume")
    word = last_word()
    if word is None or word.word != "paused":
        raise SendingRefused("Sending is not paused.")
    if word.is_guard:
        raise SendingRefused(f"{word.reason} Reconcile first: goodstanding resume-sending --reconcile")
    return say("resumed", reason, by=by.name, at=at)


def say(word: str, reason: str, *, by: str, at: datetime) -> int:
    """Add a word about sending, in the caller's transaction; raises SendingRefused without a reason."""
    if not reason.strip():
        raise SendingRefused("Give the reason: whoever wonders why nothing leaves will read it.")
    entry_id = allot()
    row = SendingWord.objects.create(word=word, reason=reason.strip(), by=by, at=at, entry_id=entry_id)
    append(
        f"outreach.sending_{word}",
        by=by,
        at=at,
        subjects=["sending"],
        facts={"word": row.pk, "reason": row.reason},
        entry_id=entry_id,
    )
    return row.pk


def rests(channel: str, *, at: datetime) -> bool:
    """Say whether a channel rests at an instant."""
    return ChannelRest.objects.filter(channel=channel, until_at__gt=at).exists()


def let_rest(channel: str, reason: str, *, at: datetime) -> datetime:
    """Let a channel rest, the longer the more often in a row, and return until when."""
    row, _ = ChannelRest.objects.select_for_update().get_or_create(channel=channel)
    row.fails += 1
    row.until_at = until_at = rest_until(row.fails, at=at)
    row.reason = reason
    row.save(update_fields=["fails", "until_at", "reason"])
    return until_at


def has_worked(channel: str, *, at: datetime, went: bool) -> None:
    """Note that a worker looked after a channel, and that its provider took something where it did."""
    ChannelRest.objects.update_or_create(channel=channel, defaults={"worked_at": at})
    if went:
        ChannelRest.objects.filter(channel=channel).exclude(fails=0).update(fails=0, until_at=None, reason="")
