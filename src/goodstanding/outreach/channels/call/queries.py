"""Questions about calls: what the law takes for connected, who has which call, how a campaign stands."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from goodstanding.access.permission import EVERYTHING, Actor, reach
from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.queries import law_in_force
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.outreach.channels.call.making import voice_of
from goodstanding.outreach.channels.call.pacing import share_per_mille
from goodstanding.outreach.channels.call.standing import OPEN, CallRefused, NoSuchCall
from goodstanding.outreach.channels.call.twilio import TwilioVoice
from goodstanding.outreach.channels.queries import setting_of, usable
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.message.life import KEPT_BACK, WAITING
from goodstanding.outreach.models.call import Call, Campaign, CampaignWord, Recording, Seat
from goodstanding.outreach.models.message import Message

COUNTING_RULE = "us.regf.call_count"
"""The rule whose words say which outcomes did not connect."""
DIALLING = "calls.dial"


class Measure(NamedTuple):
    """How the law of a country measures abandoned calls; `citation` says where that stands."""

    abandoned_most_per_mille: int
    window_days: int
    collector_within_s: int
    ring_s: int
    citation: str


class CampaignLine(NamedTuple):
    """How a campaign stands: today's figures, and those of the time the law looks at."""

    campaign_id: int
    name: str
    team: str
    country: str
    is_running: bool
    abandoned_most_per_mille: int
    seats: int
    answered_today: int
    abandoned_today: int
    window_days: int
    answered: int
    abandoned: int

    @property
    def abandoned_per_mille(self) -> float:
        """Return the share of the time the law looks at."""
        return share_per_mille(answered=self.answered, abandoned=self.abandoned)


class Answered(NamedTuple):
    """Calls that a person answered, and of these the abandoned ones."""

    answered: int
    abandoned: int


def not_connected(*, at: datetime) -> frozenset[str]:
    """Return the outcomes that the law in force does not take for a connected call."""
    rule = law_in_force(day=at.date(), known_at=at).rule(COUNTING_RULE)
    entry = rule.values["not_connected"].on((at.date() - EPOCH).days)
    return frozenset(entry.value) if entry is not None and isinstance(entry.value, tuple) else frozenset()


def measure_of(country: str, *, at: datetime) -> Measure:
    """Return how a country's law measures abandoned calls; raises CallRefused where the lawbook holds none."""
    told = {
        "id": "measure",
        "given": {"consumer": {"country": country}},
        "when": {"action": {"kind": "campaign_measure", "at": at.isoformat()}},
    }
    book = law_in_force(day=at.date(), known_at=at)
    found = calculate(with_packs(read([told], asked_at=at.isoformat()), book), book).get(0)
    if found is None:
        raise CallRefused(
            f"The lawbook holds nothing on abandoned calls for {country[:20]!r}; dial those one by one instead."
        )
    numbers = {name: value for name, value in found.value.items() if isinstance(value, int)}
    return Measure(**numbers, citation=found.rule.citation)


def voice(at: datetime) -> TwilioVoice | None:
    """Return the line calls are placed on, or None where collectors dial by hand; raises ChannelRefused."""
    setting = voice_setting(at)
    return None if setting is None else voice_of(setting)


def voice_setting(at: datetime) -> Setting | None:
    """Return how calls are set, or None where no provider is; raises ChannelRefused where it cannot be used."""
    setting = setting_of("call", at=at)
    if setting is not None:
        usable(setting, at=at)
    return setting


def open_call_of(by: Actor) -> Call | None:
    """Return the call somebody has in front of them, if there is one."""
    return Call.objects.filter(by=by.name, state__in=OPEN).order_by("-id").first()


def call_of(call_id: int, *, by: Actor) -> Call:
    """Return a call; raises NoSuchCall, also where the actor may not see it."""
    row = Call.objects.filter(id=call_id).first()
    if row is None or not any(scope.covers("person", client_id=row.client_id, portfolio_id=None)
                              for scope in reach(by, DIALLING)):  # fmt: skip
        raise NoSuchCall(f"There is no call {call_id}.")
    return row


def calls(*, by: Actor, person_id: int | None = None, is_open: bool = False, limit: int = 50) -> Sequence[Call]:
    """Return calls the actor may see, the newest first."""
    found = Call.objects.order_by("-id")
    if EVERYTHING not in reach(by, DIALLING):
        clients = frozenset().union(*(scope.clients for scope in reach(by, DIALLING)))
        found = found.filter(client_id__in=sorted(clients))
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if is_open:
        found = found.filter(state__in=OPEN)
    return list(found[:limit])


def is_running(campaign_id: int) -> bool:
    """Say whether a campaign was started and not stopped since."""
    last = CampaignWord.objects.filter(campaign_id=campaign_id).order_by("-id").first()
    return last is not None and last.word == "started"


def counted(campaign_id: int, *, first: date, last: date) -> Answered:
    """Count the calls dialled from one day through another that a person answered, and the abandoned ones.

    A call that a machine answered counts on neither side; one of which nobody said so yet counts only as abandoned.
    """
    since, until = _start(first), _start(last + timedelta(days=1))
    found = Call.objects.filter(campaign_id=campaign_id, dialled_at__gte=since, dialled_at__lt=until)
    told = found.aggregate(
        abandoned=Count("id", filter=Q(is_abandoned=True)),
        taken=Count("id", filter=Q(is_abandoned=False, taken_at__isnull=False, outcome__in=PERSONS)),
    )
    return Answered(told["abandoned"] + told["taken"], told["abandoned"])


PERSONS = ("spoke", "promised", "callback", "disputes", "stop", "hung up", "somebody else", "wrong person")
"""Outcomes of a call that a person answered."""


def campaign_lines(*, at: datetime) -> list[CampaignLine]:
    """Return how every campaign stands."""
    return [_campaign_line(one, at=at) for one in Campaign.objects.order_by("name")]


def campaign_of(name: str) -> Campaign:
    """Return a campaign by its name; raises NoSuchCall."""
    row = Campaign.objects.filter(name=name).first()
    if row is None:
        raise NoSuchCall(f"There is no campaign {name[:60]!r}.")
    return row


def recordings(*, limit: int = 50) -> Sequence[Recording]:
    """Return recordings that are kept, the newest first."""
    return list(Recording.objects.filter(deleted_at=None).select_related("call").order_by("-made_at", "-id")[:limit])


def spoken_message(key: str) -> tuple[str, str]:
    """Return what a message on voicemail says and in which language; nothing where none of that key left the house."""
    row = Message.objects.filter(key=key, channel="voicemail").exclude(state__in=[*WAITING, *KEPT_BACK]).first()
    return ("", "") if row is None else (row.text, row.language)


def _campaign_line(row: Campaign, *, at: datetime) -> CampaignLine:
    today, days = at.astimezone(UTC).date(), measure_of(row.country, at=at).window_days
    now = counted(row.pk, first=today, last=today)
    window = counted(row.pk, first=today - timedelta(days=days - 1), last=today)
    return CampaignLine(
        row.pk, row.name, row.team, row.country, is_running(row.pk), row.abandoned_most_per_mille,
        Seat.objects.filter(campaign=row).exclude(state="left").count(), *now, days, *window,
    )  # fmt: skip


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
