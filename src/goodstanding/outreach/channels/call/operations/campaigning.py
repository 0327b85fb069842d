"""Campaigns: made within the law's limit, started and stopped, with collectors who take and leave their seats."""

import secrets
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.call.operations.dialling import own_phone
from goodstanding.outreach.channels.call.queries import DIALLING, campaign_of, is_running, measure_of
from goodstanding.outreach.channels.call.standing import CallRefused
from goodstanding.outreach.channels.call.twilio import Placing, TwilioVoice
from goodstanding.outreach.models.call import Campaign, CampaignWord, Seat

RUNNING = "campaigns.run"
NAME_MAX, MESSAGE_MAX = 60, 400


class Wanted(NamedTuple):
    """A campaign as somebody wants it; without numbers the law's own hold."""

    name: str
    country: str
    message: str
    team: str = ""
    abandoned_most_per_mille: int | None = None
    ring_s: int | None = None
    listens_for_machines: bool = False


@transaction.atomic
def make_campaign(wanted: Wanted, *, by: Actor, at: datetime) -> int:
    """Make a campaign and return its number; it dials nobody before it is started.

    Raises PermissionRefused, or CallRefused where its name is taken, nobody would be told who called, the law of its
    country is not held, or it would be looser than that law.
    """
    require(by, RUNNING)
    measure = measure_of(wanted.country, at=at)
    most = (
        measure.abandoned_most_per_mille if wanted.abandoned_most_per_mille is None else wanted.abandoned_most_per_mille
    )
    ring_s = measure.ring_s if wanted.ring_s is None else wanted.ring_s
    if not wanted.name.strip() or len(wanted.name) > NAME_MAX:
        raise CallRefused(f"A campaign has a name of at most {NAME_MAX} characters.")
    if not wanted.message.strip() or len(wanted.message) > MESSAGE_MAX:
        raise CallRefused("Say what somebody hears who answers while nobody is free: who called, and a number.")
    if not 0 <= most <= measure.abandoned_most_per_mille:
        raise CallRefused(
            f"At most {measure.abandoned_most_per_mille} in a thousand answered calls may be abandoned "
            f"({measure.citation}); a campaign may only be stricter."
        )
    if ring_s < measure.ring_s:
        raise CallRefused(
            f"A number rings at least {measure.ring_s} seconds before it is given up ({measure.citation})."
        )
    if Campaign.objects.filter(name=wanted.name.strip()).exists():
        raise CallRefused(f"There is a campaign {wanted.name.strip()!r} already.")
    entry_id = allot()
    row = Campaign.objects.create(
        name=wanted.name.strip(), team=wanted.team.strip(), country=wanted.country, abandoned_most_per_mille=most,
        ring_s=ring_s, listens_for_machines=wanted.listens_for_machines, message=wanted.message.strip(), by=by.name,
        made_at=at, entry_id=entry_id,
    )  # fmt: skip
    facts = {"campaign": row.pk, "name": row.name, "abandoned_most_per_mille": most}
    append("outreach.campaign_made", by=by.name, at=at, subjects=[f"campaign:{row.pk}"], facts=facts, entry_id=entry_id)
    return row.pk


@transaction.atomic
def start_campaign(name: str, *, by: Actor, at: datetime) -> None:
    """Let a campaign dial; raises CallRefused where it does already."""
    _say(name, "started", reason="", by=by, at=at)


@transaction.atomic
def stop_campaign(name: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Let a campaign dial nobody more; lines that are out are still answered for. Raises CallRefused."""
    if not reason.strip():
        raise CallRefused("Say why the campaign is stopped.")
    _say(name, "stopped", reason=reason.strip(), by=by, at=at)


def take_seat(name: str, *, phone: str, voice: TwilioVoice | None, by: Actor, at: datetime) -> int:
    """Call a collector who then waits on the open line for a campaign's calls; return the number of their seat.

    Raises CallRefused without a provider, for a number that is none, or where they sit somewhere already.
    """
    require(by, DIALLING)
    campaign = campaign_of(name)
    if voice is None:
        raise CallRefused("No provider is set for calls; set one with goodstanding channels set call.")
    own = own_phone(phone)
    room = secrets.token_urlsafe(18)
    try:
        with transaction.atomic():
            # Until they have picked up nobody counts on them.
            seat = Seat.objects.create(
                campaign=campaign, user=by.name, phone=own, room=room, state="wrapping up", since_at=at
            )
            append("outreach.seat_taken", by=by.name, at=at, subjects=[f"campaign:{campaign.pk}"],
                   facts={"seat": seat.pk})  # fmt: skip
    except IntegrityError as fault:
        raise CallRefused("You sit at a seat already; leave it first.") from fault
    account = voice.account
    placing = Placing(own, account.page("room", room), account.page("seat", room), ring_s=account.ring_s)
    outcome = voice.place(placing)
    if outcome.word in ("refused", "put_off", "failed"):
        Seat.objects.filter(pk=seat.pk).update(state="left", since_at=at)
        raise CallRefused(outcome.reason)
    return seat.pk


@transaction.atomic
def leave_seat(*, by: Actor, at: datetime) -> str:
    """Leave one's seat, and return how it stands; while lines are out that count on somebody, that is "leaving"."""
    require(by, DIALLING)
    seat = Seat.objects.select_for_update().filter(user=by.name).exclude(state="left").first()
    if seat is None:
        raise CallRefused("You sit at no seat.")
    _move(seat, "leaving" if seat.state in ("waiting", "talking", "leaving") else "left", at=at)
    append("outreach.seat_left", by=by.name, at=at, subjects=[f"campaign:{seat.campaign_id}"],
           facts={"seat": seat.pk, "state": seat.state})  # fmt: skip
    return seat.state


@transaction.atomic
def sit_down(room: str, *, at: datetime) -> bool:
    """Count on a collector who has picked up; say whether there is such a seat."""
    seat = Seat.objects.select_for_update().filter(room=room, state="wrapping up", call_id=None).first()
    if seat is not None:
        _move(seat, "waiting", at=at)
    return seat is not None


@transaction.atomic
def stand_up(room: str, *, at: datetime) -> None:
    """Count no more on a collector whose line is over."""
    seat = Seat.objects.select_for_update().filter(room=room).exclude(state="left").first()
    if seat is not None:
        _move(seat, "left", at=at)


def _say(name: str, word: str, *, reason: str, by: Actor, at: datetime) -> None:
    require(by, RUNNING)
    campaign = Campaign.objects.select_for_update().filter(pk=campaign_of(name).pk).get()
    if is_running(campaign.pk) == (word == "started"):
        raise CallRefused(f"The campaign {name!r} is {'running already' if word == 'started' else 'not running'}.")
    entry_id = allot()
    CampaignWord.objects.create(campaign=campaign, word=word, reason=reason, by=by.name, at=at, entry_id=entry_id)
    append(f"outreach.campaign_{word}", by=by.name, at=at, subjects=[f"campaign:{campaign.pk}"],
           facts={"campaign": campaign.pk, "reason": reason}, entry_id=entry_id)  # fmt: skip


def _move(seat: Seat, state: str, *, at: datetime) -> None:
    seat.state, seat.since_at = state, at
    seat.save(update_fields=["state", "since_at"])
