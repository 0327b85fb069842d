"""The jobs: each does its one operation, finds its provider, and says where there is none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from croniter import croniter  # type: ignore[import-untyped]  # It comes without types.
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from goodstanding.outreach.channels.provider import ChannelRefused, Found, Outcome
from goodstanding.outreach.models.channel import ChannelRest
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations.waking import SEND
from goodstanding.timetable import tasks
from goodstanding.worklists.models import Task
from tests.outreach.sending.post_office import NOON, Clock, PostOffice, messages, permits, states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A data folder, a clock that stands, and a law that permits everything."""
    settings.DATA_FOLDER = tmp_path
    standing = Clock()
    monkeypatch.setattr(tasks, "clock", standing)
    monkeypatch.setattr(tasks, "the_house", lambda: House(permits))
    return standing


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    found = PostOffice()

    def provider_of(channel: str, *, at: datetime, data_folder: Path) -> PostOffice:
        assert (channel, at.tzinfo is not None, data_folder.is_dir()) == ("email", True, True)
        return found

    monkeypatch.setattr(tasks, "provider_of", provider_of)
    return found


def test_what_is_due_is_sent_by_the_provider_that_is_set(office: PostOffice) -> None:
    numbers = messages(2, to="person{}@example.com")
    figures = tasks.send_channel("email")
    assert figures is not None and figures.claimed == 2
    assert set(states(*numbers)) == {"accepted"} and "friendly" not in office.taken[0].key
    assert ChannelRest.objects.get(channel="email").worked_at == NOON


def test_where_there_is_no_provider_a_task_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (number,) = messages(1)

    def none(*_words: object, **_named: object) -> PostOffice:
        raise ChannelRefused("No provider is set for e-mail.")

    monkeypatch.setattr(tasks, "provider_of", none)
    assert tasks.send_channel("email") is None and tasks.send_channel("email") is None
    assert tasks.look_up_channel("email") == {}
    assert Task.objects.get(matter="channel:email").title.endswith("No provider is set for e-mail.")
    assert states(number) == ["approved"], "It waits."


def test_a_job_is_asked_for_where_something_is_due(clock: Clock) -> None:
    messages(2)
    before = ProcrastinateJob.objects.count()
    assert tasks.due_channels() == []
    clock.move(seconds=1)
    assert tasks.due_channels() == ["email"]
    tasks.send_all_due(0)
    assert ProcrastinateJob.objects.count() == before + 1
    assert ProcrastinateJob.objects.latest("id").args == {"channel": "email"}
    tasks.send_all_due(0)
    assert ProcrastinateJob.objects.count() == before + 1, "One that waits already is enough."


def test_what_is_unknown_is_looked_up_in_its_time(office: PostOffice, clock: Clock) -> None:
    (number,) = messages(1)
    office.says = lambda _one: Outcome("unknown")
    tasks.send_channel("email")
    office.finds = lambda _one: Found("delivered")
    tasks.look_up(0)
    assert states(number) == ["unknown"]
    clock.move(minutes=2)
    tasks.look_up(0)
    assert states(number) == ["delivered"]


def test_every_job_has_its_name_and_comes_again_and_again() -> None:
    names = set(app.tasks)
    assert {SEND, "goodstanding.send_all_due", "goodstanding.look_up", "goodstanding.read_posts"} <= names
    periodic = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert "goodstanding.send_all_due" in periodic and SEND not in periodic


def test_jobs_of_ten_seconds_come_every_ten_seconds() -> None:
    """The sixth field of such a time is that of the seconds; written first it would be that of the minutes."""
    begun = datetime(2026, 11, 22, 15, 48, 31, tzinfo=UTC)
    times = croniter(tasks.EVERY_TEN_SECONDS, begun)
    assert [times.get_next(datetime).strftime("%M:%S") for _ in range(3)] == ["48:40", "48:50", "49:00"]
