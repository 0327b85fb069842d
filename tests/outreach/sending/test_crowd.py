"""Four senders at once, paused, killed and restored: nothing is doubled, and nothing leaves where nothing may.

The provider is a process of its own, and its log is the judge.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.evidence.queries import verify_database
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations import guarding
from goodstanding.outreach.sending.operations.pausing import is_paused, last_word, pause_sending, resume_sending
from tests.forking import ended, forked, in_child
from tests.outreach.fake_provider.running import Running, fake_provider
from tests.outreach.sending.text_street import (
    Hesitant,
    Neighbour,
    counted,
    due_now,
    logged,
    neighbours,
    now,
    recover,
    send,
    texts,
    wait_until,
)
from tests.workbench.served import copied_database

PEOPLE = 40
"""So few that one sender could do it alone, so many that four get into each other's way."""


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Neighbour]]:
    """People with numbers, in a copy of the test database, whose rows are committed."""
    with django_db_blocker.unblock(), copied_database():
        yield neighbours(PEOPLE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that goes with the database; the journal in it knows what the database knows."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with fake_provider(tmp_path, callbacks={"statuses": []}) as one:
        yield one


def asked(people: list[Neighbour], name: str) -> list[str]:
    """Ask for a text to each, and let go of the connection, so that children begin with one of their own."""
    keys = [one.ask(f"{name}:{one.debt}") for one in people]
    connection.close()
    return keys


def work_on(running: Running, folder: Path, *, pace_s: float = 0, seconds: float = 60) -> None:
    """Send what is due again and again, until nothing is or the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        provider = Hesitant(texts(running), before=lambda _one: time.sleep(pace_s))
        done = send(running, folder, provider=provider)
        if done.stopped != "paused" and not Message.objects.filter(state__in=["approved", "put_off"]).exists():
            return
        time.sleep(0.1)


def crowd(running: Running, folder: Path, count: int, *, pace_s: float = 0, seconds: float = 60) -> list[int]:
    """Let so many senders work side by side, each a process of its own; return their numbers."""
    return [forked(lambda: work_on(running, folder, pace_s=pace_s, seconds=seconds)) for _ in range(count)]


def states(keys: list[str]) -> Counter[str]:
    found = Counter(Message.objects.filter(key__in=keys).values_list("state", flat=True))
    connection.close()
    return found


@pytest.mark.parametrize("count", [2, 4])
def test_several_senders_send_each_text_once(
    people: list[Neighbour], folder: Path, running: Running, count: int
) -> None:
    keys = [key for name in ("one", "two") for key in asked(people, f"crowd of {count}, {name}")]
    assert [ended(child) for child in crowd(running, folder, count)] == [0] * count
    assert counted(running) == Counter(keys)
    assert states(keys) == {"accepted": len(keys)}


def test_nothing_leaves_five_seconds_after_a_pause_and_it_outlives_whoever_dies(
    people: list[Neighbour], folder: Path, running: Running
) -> None:
    keys = asked(people, "pause")
    children = crowd(running, folder, 4, pace_s=0.25, seconds=8)
    wait_until(lambda: len(logged(running)) >= PEOPLE // 4)
    pause_sending("A wrong text went out.", by=OPERATOR, at=now())
    connection.close()
    paused_at = time.time()
    time.sleep(1)
    os.kill(children[0], signal.SIGKILL)
    assert [ended(child) for child in children] == [signal.SIGKILL, 0, 0, 0]
    late = [at - paused_at for _, at in logged(running) if at > paused_at + 5]
    left = len(logged(running))
    assert late == [] and PEOPLE // 4 <= left < PEOPLE
    assert in_child(lambda: recover(running, folder)) == 0
    assert len(logged(running)) == left and is_paused(), "A new program is paused as well."
    resume_sending("It was mended.", by=OPERATOR, at=now())
    connection.close()
    assert in_child(lambda: recover(running, folder)) == 0
    assert counted(running) == Counter(keys)
    assert states(keys) == {"accepted": PEOPLE}


def test_an_older_database_sends_nothing_until_what_left_is_known(
    people: list[Neighbour], folder: Path, running: Running
) -> None:
    """The database is copied, half of what is due leaves, the copy is put in its place, and more is asked for."""
    keys = asked(people, "restored")
    with copied_database():
        # What is sent here is sent from a copy; the original is as old as a backup is, and is put back by leaving.
        assert in_child(lambda: ended_early(running, folder)) == 0
        assert 0 < len(logged(running)) < PEOPLE
        later = [one.ask(f"after the backup:{one.debt}") for one in people[:5]]
        connection.close()
        assert in_child(lambda: send_all(running, folder)) == 0
    before = counted(running)
    assert set(later) <= set(before) and max(before.values()) == 1
    assert states(keys) == {"approved": PEOPLE}
    for _ in range(2):
        assert [ended(child) for child in crowd(running, folder, 4, seconds=1)] == [0] * 4
        assert in_child(lambda: recover(running, folder, rounds=1)) == 0
    assert counted(running) == before, "Nothing leaves before it is reconciled."
    word = last_word()
    assert word is not None and word.is_guard
    found = guarding.reconcile(folder, provider_of=lambda _channel: texts(running), by=OPERATOR, at=now())
    assert Counter(one.word for one in found)["not in the books"] == len(later)
    connection.close()
    assert in_child(lambda: recover(running, folder)) == 0
    assert counted(running) == Counter(keys + later)
    assert states(keys) == {"accepted": PEOPLE}
    assert verify_database().is_sound


def ended_early(running: Running, folder: Path) -> None:
    send(running, folder, limit=PEOPLE // 2)


def send_all(running: Running, folder: Path) -> None:
    due_now(now())
    send(running, folder)


@pytest.mark.django_db
def test_a_neighbour_is_texted(tmp_path: Path, running: Running) -> None:
    (one,) = neighbours(1, name="House of one")
    key = one.ask()
    send(running, tmp_path)
    assert list(counted(running)) == [key]
