"""A provider is away for hours or for days: afterwards nothing is too late, nothing at a forbidden hour, nothing twice.

The law in force is asked, by a clock that the test moves; the provider is a process of its own that is killed and begun
again, and its log is the judge of what it took.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.models.channel import ChannelRest
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.looking_up import look_up_unknown, sweep_stalled
from goodstanding.strategy.queries.house.house import the_house
from tests.outreach.fake_provider.running import Running, fake_provider
from tests.outreach.sending.text_street import Hesitant, Neighbour, counted, neighbours, send, texts
from tests.strategy.operations.planned import clock

pytestmark = pytest.mark.django_db
HOME = ZoneInfo("America/New_York")
STEP = timedelta(minutes=45)
OPENS, CLOSES = 8, 21
"""The hours of these people's law, exclusive of the last; written here apart from the lawbook, as a second opinion."""


@dataclass
class Hours:
    """A clock that is moved, and what left at which hour of it."""

    at: datetime
    left: dict[str, datetime]

    def __call__(self) -> datetime:
        return self.at

    def note(self, one: Consignment) -> None:
        self.left[one.key] = self.at


def tomorrow() -> date:
    """Return a Wednesday still to come: debts are known from the moment they are placed."""
    day = datetime.now(UTC).date() + timedelta(days=1)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def work(running: Running, folder: Path, hours: Hours) -> None:
    """Do once what a worker does every few seconds."""
    provider = Hesitant(texts(running), before=hours.note)
    try:
        sweep_stalled(by=OPERATOR, at=hours())
        look_up_unknown("sms", provider=provider, by=OPERATOR, now=hours)
    finally:
        provider.close()
    send(running, folder, house=the_house(), clock=hours, provider=Hesitant(texts(running), before=hours.note))


def planned(people: list[Neighbour], begins: datetime) -> dict[str, datetime]:
    """Ask for a text to each, some of which lose their sense within hours, some within a day, some within a week."""
    dice = random.Random(7)
    ends = {}
    for one in people:
        until = begins + dice.choice([timedelta(hours=4), timedelta(hours=9), timedelta(days=1), timedelta(days=7)])
        ends[one.ask(at=begins, not_before=begins, not_after=until)] = until
    return ends


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with fake_provider(tmp_path, callbacks={"statuses": []}) as one:
        yield one


@pytest.mark.parametrize(("begins_hour", "away"), [(9, 6), (17, 6), (17, 72)])
def test_after_an_outage_nothing_is_dumped_on_people(
    tmp_path: Path, running: Running, begins_hour: int, away: int
) -> None:
    begins = clock(tomorrow(), begins_hour).astimezone(UTC)
    ends = planned(neighbours(24), begins)
    hours = Hours(begins, {})
    port = running.port
    running.kill()
    while hours.at < begins + timedelta(hours=away):
        work(running, tmp_path, hours)
        hours.at += STEP * (away // 6)
    assert counted(running) == Counter() and ChannelRest.objects.get(channel="sms").fails > 1
    hours.left.clear()
    running.start(port)
    while Message.objects.filter(state__in=["approved", "put_off", "unknown", "handed_over"]).exists():
        work(running, tmp_path, hours)
        hours.at += STEP
        assert hours.at < begins + timedelta(days=9), "It does not end."
    assert max(counted(running).values()) == 1 and len(hours.left) == len(counted(running))
    for key, at in hours.left.items():
        message = key.rpartition("/")[0]
        assert at < ends[message], f"{message} is past its time."
        assert OPENS <= at.astimezone(HOME).hour < CLOSES, f"{message} left at {at.astimezone(HOME)}."
    states = dict(Message.objects.values_list("key", "state"))
    back = begins + timedelta(hours=away)
    for message, until in ends.items():
        wanted = "accepted" if message in counted(running) else "withheld"
        assert states[message] == wanted
        assert until > back or states[message] == "withheld", "It was too late when the provider came back."
    assert set(states.values()) == {"accepted", "withheld"}, "Some were in time, and some were not."
