"""Stopping a channel for a person at once, starting it again, and answering a call for help.

For texts, links that unsubscribe, and calls. What a person asks binds from the commit on: whoever is sending to them
is waited for first, and what waits is taken back in the same transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor, PermissionRefused, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.operations.cancelling import cancel_waiting
from goodstanding.outreach.sending.wanted import MessageRefused, Origin, Wanted
from goodstanding.parties import consent
from goodstanding.parties.models import Consent, ContactPoint
from goodstanding.parties.operations.consent import record_consent
from goodstanding.parties.operations.person import locked
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.parties.queries import consent_facts
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal

EVERY = "all"
CARRIES: Mapping[str, tuple[str, ...]] = {"call": ("call", "voicemail", "ringless_voicemail")}
"""Channels of messages that end with a channel people can say no to, where it is not just that one."""
ANSWERED = ("sms", "email")
"""Channels by which a stop is confirmed, where it came by them."""
ANSWER_WITHIN = timedelta(hours=1)
"""An answer is of use while the person looks at what they wrote; whether the law allows it then is asked anew."""


class OptOutRefused(Refusal, ValueError):
    """A stop or a start cannot be recorded like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """What came of a stop or a start. `is_new` is False where the very event had been told before.

    `unanswered` says why no message confirms it, and is empty where one does.
    """

    is_new: bool
    consent_ids: tuple[int, ...] = ()
    cancelled: int = 0
    confirmation_id: int | None = None
    unanswered: str = ""


@transaction.atomic
def opt_out(
    person_id: int,
    *,
    channel: str,
    contact_point_id: int | None,
    source: str,
    event_key: str,
    by: Actor,
    at: datetime,
    effective_at: datetime | None = None,
    confirms: bool = True,
) -> Stopped:
    """Stop a channel for a person, on one contact point or on all, or every channel ("all"), and say what came of it.

    Consent is withdrawn, what waits is taken back, and one message confirms it where it came by text or mail and had
    not been asked before. A contact point that was withdrawn meanwhile stands for all of them: a stop is never lost
    over what became of the address it was said about. The same `event_key` again changes nothing. Waits while the
    person is being sent something. Raises PermissionRefused, PersonUnknown, ConsentRefused, or OptOutRefused for a
    channel there is none of.
    """
    channels = _channels(channel)
    order_after_sending(person_id)
    owner = locked(person_id)
    require(by, "consents.record", client_id=owner.issuer_id)
    told = _source(source, event_key)
    if Consent.objects.filter(person_id=person_id, decision="withdrawn", source=told).exists():
        return Stopped(is_new=False)
    point = _held_point(person_id, contact_point_id) if channel != EVERY else None
    was_stopped = all(_state(person_id, one, point=point, at=at) == "withdrawn" for one in channels)
    entry_id = allot()
    facts = [
        record_consent(
            person_id, channel=one, decision="withdrawn", source=told, effective_at=min(effective_at or at, at),
            contact_point_id=point, by=by, at=at,
        )
        for one in channels
    ]  # fmt: skip
    cancelled = _take_back(person_id, channels, point=point, by=by, at=at)
    confirmation, unanswered = None, "It had been stopped before." if was_stopped else "It is not confirmed by message."
    if confirms and not was_stopped and channel in ANSWERED:
        confirmation, unanswered = _answer(
            "opt-out-confirmation", owner.issuer_id, person_id, channel=channel, point=point,
            key=f"opt-out:{event_key}", by=by, at=at,
        )  # fmt: skip
    stopped = Stopped(
        is_new=True, consent_ids=tuple(facts), cancelled=cancelled, confirmation_id=confirmation, unanswered=unanswered
    )
    _append("outreach.opted_out", person_id, channel, stopped, point=point, source=told, by=by, at=at,
            entry_id=entry_id)  # fmt: skip
    return stopped


@transaction.atomic
def opt_in(
    person_id: int,
    *,
    channel: str,
    contact_point_id: int | None,
    source: str,
    event_key: str,
    by: Actor,
    at: datetime,
    effective_at: datetime | None = None,
) -> Stopped:
    """Start a channel again for a person, on one contact point or on all: consent is given, and a message confirms it.

    What was taken back stays so. The same `event_key` again changes nothing. Raises as `opt_out` does.
    """
    (one,) = _channels(channel) if channel != EVERY else ("",)
    if not one:
        raise OptOutRefused("Nobody starts every channel at once; say which.")
    order_after_sending(person_id)
    owner = locked(person_id)
    require(by, "consents.record", client_id=owner.issuer_id)
    told = _source(source, event_key)
    if Consent.objects.filter(person_id=person_id, decision="given", source=told).exists():
        return Stopped(is_new=False)
    entry_id = allot()
    fact = record_consent(
        person_id, channel=channel, decision="given", source=told, effective_at=min(effective_at or at, at),
        contact_point_id=contact_point_id, by=by, at=at,
    )  # fmt: skip
    confirmation, unanswered = None, "It is not confirmed by message."
    if channel in ANSWERED:
        confirmation, unanswered = _answer(
            "start-confirmation", owner.issuer_id, person_id, channel=channel, point=contact_point_id,
            key=f"opt-in:{event_key}", by=by, at=at,
        )  # fmt: skip
    started = Stopped(is_new=True, consent_ids=(fact,), confirmation_id=confirmation, unanswered=unanswered)
    _append("outreach.opted_in", person_id, channel, started, point=contact_point_id, source=told, by=by, at=at,
            entry_id=entry_id)  # fmt: skip
    return started


@transaction.atomic
def answer_help(person_id: int, *, contact_point_id: int | None, event_key: str, by: Actor, at: datetime) -> Stopped:
    """Answer a text that asks for help: who writes, and how to reach a person. The same event is answered once."""
    owner = locked(person_id)
    key = f"help:{event_key}"
    is_new = not Message.objects.filter(key=key).exists()
    answer, unanswered = _answer(
        "help-answer", owner.issuer_id, person_id, channel="sms", point=contact_point_id, key=key, by=by, at=at
    )
    return Stopped(is_new, confirmation_id=answer, unanswered=unanswered)


def _channels(channel: str) -> Sequence[str]:
    """Return the channels a stop names; raises OptOutRefused."""
    if channel == EVERY:
        return sorted(consent.CHANNELS)
    if channel not in consent.CHANNELS:
        known = ", ".join([*sorted(consent.CHANNELS), EVERY])
        raise OptOutRefused(f"{channel[:40]!r} is no channel that can be stopped; one of {known} is.")
    return [channel]


def _source(source: str, event_key: str) -> str:
    """Return the source of a consent with the event it was said in, which makes it the same when it is told again."""
    if not source.strip() or not event_key.strip():
        raise OptOutRefused("A stop needs its source and its event: where and when the person said so.")
    return f"{source.strip()} [{event_key.strip()}]"


def _held_point(person_id: int, contact_point_id: int | None) -> int | None:
    """Return a contact point as it was named; None, which is all of them, where theirs was withdrawn meanwhile."""
    gone = ContactPoint.objects.filter(pk=contact_point_id or 0, person_id=person_id, withdrawn_at__isnull=False)
    return None if gone.exists() else contact_point_id


def _state(person_id: int, channel: str, *, point: int | None, at: datetime) -> consent.State:
    facts = consent_facts(person_id)
    return consent.state(facts, channel=channel, at=at, known_at=at, contact_point_id=point)


def _take_back(person_id: int, channels: Sequence[str], *, point: int | None, by: Actor, at: datetime) -> int:
    """Take back what waits on the channels, and return how many messages there were."""
    carried = [each for one in channels for each in CARRIES.get(one, (one,))]
    reason = "The person asked for this to stop."
    return sum(
        cancel_waiting(person_id, channel=one, contact_point_id=point, reason=reason, by=by, at=at) for one in carried
    )


def _answer(
    template: str, client_id: int, person_id: int, *, channel: str, point: int | None, key: str, by: Actor, at: datetime
) -> tuple[int | None, str]:
    """Ask for the message that answers, and return its number, or why there is none."""
    debts = Debt.objects.filter(debtor_id=person_id, client_id=client_id, withdrawn_at=None)
    numbers = list(debts.order_by("account_id").values_list("account_id", flat=True))
    if not numbers:
        return None, "Nothing is held of this person that a message could be about."
    origin: Origin = "reply"
    wanted = Wanted(
        key, origin, channel, person_id, client_id, numbers, template, contact_point_id=point,
        not_after=at + ANSWER_WITHIN,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return ask_for_message(wanted, by=by, at=at), ""
    except (MessageRefused, PermissionRefused) as refusal:
        # A stop counts whether or not it can be answered.
        return None, str(refusal)


def _append(
    kind: str, person_id: int, channel: str, came: Stopped, *, point: int | None, source: str, by: Actor, at: datetime,
    entry_id: int,
) -> None:  # fmt: skip
    append(
        kind,
        by=by.name,
        at=at,
        subjects=[f"person:{person_id}"],
        facts={
            "channel": channel, "contact_point": point, "source": source, "consents": list(came.consent_ids),
            "cancelled": came.cancelled, "confirmation": came.confirmation_id, "unanswered": came.unanswered,
        },
        entry_id=entry_id,
    )  # fmt: skip
