"""A campaign dials: as many lines as its day can bear, each person asked about and held at that very moment."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Avg, F

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.call.operations.asking import draft, refuse_paused, weighed
from goodstanding.outreach.channels.call.operations.campaigning import RUNNING
from goodstanding.outreach.channels.call.operations.keeping import put_down, subjects_of
from goodstanding.outreach.channels.call.operations.saying import put_down_untaken
from goodstanding.outreach.channels.call.outcome import is_machine, told_by_provider
from goodstanding.outreach.channels.call.pacing import Moment, lines_to_dial
from goodstanding.outreach.channels.call.queries import campaign_of, counted, is_running, measure_of
from goodstanding.outreach.channels.call.standing import IN_FLIGHT, OPEN, CallRefused
from goodstanding.outreach.channels.call.twilio import NAME, Placing, TwilioVoice
from goodstanding.outreach.models.call import Call, Campaign, Seat
from goodstanding.outreach.sending.house import Weigh
from goodstanding.outreach.sending.operations.pausing import is_paused
from goodstanding.parties.operations.person_lock import held_people, order_after_sending
from goodstanding.worklists.models import Task

LATELY = 200
"""So many of the last lines tell how many are answered, and how long collectors take."""
AT_ONCE, LOOKED_AT_MOST = 20, 1_000
"""So many tasks are asked about together, and in one round at most."""
ANSWERED_SOON = timedelta(minutes=10)
"""A line that nobody has told us anything of for so long is answered by nobody any more."""


def pace(name: str, *, weigh: Weigh, voice: TwilioVoice, by: Actor, at: datetime) -> dict[str, int]:
    """Dial as many lines as a running campaign may have out now, and return how many were dialled and held.

    Raises PermissionRefused, NoSuchCall, or CallRefused where the campaign is not running, its law is not held, or
    sending is paused.
    """
    require(by, RUNNING)
    campaign = campaign_of(name)
    if not is_running(campaign.pk):
        raise CallRefused(f"The campaign {name!r} is not running.")
    refuse_paused()
    most = min(campaign.abandoned_most_per_mille, measure_of(campaign.country, at=at).abandoned_most_per_mille)
    figures = {"wanted": lines_to_dial(moment_of(campaign, at=at), most_per_mille=most), "dialled": 0, "held": 0}
    figures["wanted"] = max(0, figures["wanted"])
    if figures["wanted"]:
        _dial_some(campaign, figures, weigh=weigh, voice=voice, by=by, at=at)
    _let_leave(campaign, at=at)
    return figures


def moment_of(campaign: Campaign, *, at: datetime) -> Moment:
    """Return what a campaign knows at an instant."""
    day = at.astimezone(UTC).date()
    told = counted(campaign.pk, first=day, last=day)
    seats = Seat.objects.filter(campaign=campaign)
    mine = Call.objects.filter(campaign=campaign)
    lately = list(
        mine.filter(dialled_at__isnull=False)
        .exclude(state__in=IN_FLIGHT)
        .order_by("-id")
        .values_list("answered_at")[:LATELY]
    )
    took = mine.filter(taken_at__isnull=False, state="done").order_by("-id")[:LATELY]
    handling = took.aggregate(mean=Avg(F("ended_at") - F("taken_at")))["mean"]
    talking = seats.filter(state="talking").count()
    soon = talking * campaign.ring_s / max(1.0, handling.total_seconds()) if handling else 0.0
    return Moment(
        free=seats.filter(state__in=("waiting", "leaving"), call_id=None).count(),
        soon=soon,
        out=mine.filter(state__in=IN_FLIGHT, asked_at__gt=at - ANSWERED_SOON).count(),
        answered=told.answered,
        abandoned=told.abandoned,
        tried=len(lately),
        picked_up=sum(answered is not None for (answered,) in lately),
    )


@transaction.atomic
def connect(key: str, *, answered_by: str, by: Actor, at: datetime) -> tuple[str, str]:
    """Say what becomes of a campaign's line that was answered: ("room", its name), ("message", text), ("", "").

    The collector who waited longest gets it. Where nobody is free the call is abandoned: whoever answered hears who
    called, and it is on record. A line is connected once. Waits for what is under way to the person before anything is
    appended, where the contact is recorded at once.
    """
    call = Call.objects.select_for_update().filter(key=key, campaign__isnull=False, state__in=OPEN).first()
    if call is None or call.taken_at is not None:
        return "", ""
    campaign = call.campaign
    assert campaign is not None, "It is a campaign's call."
    fields: dict[str, object] = {"answered_at": call.answered_at or at, "answered_by": answered_by}
    if is_machine(answered_by):
        order_after_sending(call.person_id)
        _answered(call, fields, by=by, at=at)
        put_down_untaken(call, told_by_provider("completed", answered_by=answered_by), name="machine", by=by, at=at)
        return "", ""
    waiting = Seat.objects.select_for_update(skip_locked=True).filter(
        campaign=campaign, state__in=("waiting", "leaving"), call_id=None
    )
    seat = waiting.order_by("-state", "since_at", "id").first()
    if seat is None:
        order_after_sending(call.person_id)
        _answered(call, fields | {"is_abandoned": True}, by=by, at=at)
        put_down_untaken(call, "answered_then_dropped", name="abandoned", by=by, at=at)
        return "message", campaign.message
    _answered(call, fields | {"taken_at": at, "by": seat.user}, by=by, at=at)
    seat.call_id, seat.since_at = call.pk, at
    seat.state = "talking" if seat.state == "waiting" else seat.state
    seat.save(update_fields=["call_id", "since_at", "state"])
    return "room", seat.room


@transaction.atomic
def finish_untaken(key: str, *, by: Actor, at: datetime) -> None:
    """Put down what became of a campaign's line that is over and that no collector ever had."""
    call = (
        Call.objects.select_for_update().filter(key=key, campaign__isnull=False, state="ended", taken_at=None).first()
    )
    if call is None:
        return
    contact = told_by_provider(call.status, answered_by=call.answered_by, sip=call.sip)
    put_down_untaken(call, contact, name=call.status or "nobody said", by=by, at=at)


def _answered(call: Call, fields: dict[str, object], *, by: Actor, at: datetime) -> None:
    put_down(call, "answered", source=NAME, source_key=f"{call.key} connected", fields=fields, by=by, at=at)


def _dial_some(
    campaign: Campaign, figures: dict[str, int], *, weigh: Weigh, voice: TwilioVoice, by: Actor, at: datetime
) -> None:
    """Dial the most pressing who may be called; whoever may not never stands in the way of those behind them."""
    for drafts in _batches(campaign, at=at):
        found = weighed(drafts, weigh=weigh, at=at)
        may_be_called = [one for one in drafts if not found[one.pk].held]
        figures["held"] += len(drafts) - len(may_be_called)
        for one in may_be_called:
            if figures["dialled"] >= figures["wanted"] or is_paused():
                return
            figures["dialled" if _dial(one, campaign, weigh=weigh, voice=voice, by=by, at=at) else "held"] += 1


def _batches(campaign: Campaign, *, at: datetime) -> Iterator[list[Call]]:
    """Yield drafts for the tasks of the campaign's team that are due, the most pressing first, one a person."""
    tasks = Task.objects.filter(kind="call", closed_at=None).exclude(due_at__gt=at)
    if campaign.team:
        tasks = tasks.filter(team=campaign.team)
    seen: set[int] = set()
    rows = list(tasks.order_by("-priority", "id")[:LOOKED_AT_MOST])
    for first in range(0, len(rows), AT_ONCE):
        found: dict[int, Call] = {}
        for task in rows[first : first + AT_ONCE]:
            try:
                one = draft(task, by=f"campaign:{campaign.name}", at=at)
            except CallRefused:
                continue
            if one.person_id not in seen:
                found.setdefault(one.person_id, one)
        seen |= set(found)
        busy = set(Call.objects.filter(person_id__in=found, state__in=OPEN).values_list("person_id", flat=True))
        drafts = [one for number, one in found.items() if number not in busy]
        for place, one in enumerate(drafts, start=1):
            one.pk = -place
        if drafts:
            yield drafts


def _dial(one: Call, campaign: Campaign, *, weigh: Weigh, voice: TwilioVoice, by: Actor, at: datetime) -> bool:
    """Dial one person, held and asked about this moment; say whether a line is out."""
    with held_people([one.person_id]) as held:
        if one.person_id not in held.people:
            return False
        one.pk = -1
        if weighed([one], weigh=weigh, at=at)[-1].held or not _claim(one, campaign, by=by, at=at):
            return False
        account = voice.account
        outcome = voice.place(
            Placing(
                one.number,
                account.page("connect", one.key),
                account.page("person", one.key),
                ring_s=campaign.ring_s,
                listens=campaign.listens_for_machines,
            )
        )
    state = {"accepted": "dialled", "unknown": "unknown"}.get(outcome.word, "refused")
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=one.pk)
        if call.state == "asked":
            put_down(call, state, source=NAME, source_key=f"{call.key} {state}",
                     fields={"reference": outcome.reference, "reason": outcome.reason}, reason=outcome.reason, by=by,
                     at=at)  # fmt: skip
    return state != "refused"


def _claim(one: Call, campaign: Campaign, *, by: Actor, at: datetime) -> bool:
    """Put a call down as asked for; say whether nobody else was faster."""
    one.pk = None
    one.campaign, one.key, one.shown_until, one.state = campaign, secrets.token_urlsafe(18), at, "asked"
    one.asked_at, one.dialled_at, one.provider, one.entry_id = at, at, NAME, allot()
    try:
        with transaction.atomic():
            one.save(force_insert=True)
            append("outreach.call_asked", by=by.name, at=at, subjects=[*subjects_of(one), f"campaign:{campaign.pk}"],
                   facts={"call": one.pk, "task": one.task_id}, entry_id=one.entry_id)  # fmt: skip
    except IntegrityError:
        return False
    return True


def _let_leave(campaign: Campaign, *, at: datetime) -> None:
    """Let collectors go who wait to leave, once no line counts on them."""
    if not Call.objects.filter(campaign=campaign, state__in=IN_FLIGHT, asked_at__gt=at - ANSWERED_SOON).exists():
        Seat.objects.filter(campaign=campaign, state="leaving", call_id=None).update(state="left", since_at=at)
