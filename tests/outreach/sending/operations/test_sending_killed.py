"""Sending is killed at every point, at random instants, and done by several at once: nothing is lost, nothing doubled.

The judge is the provider's own log, which is on disk before it answers. The bigger trial, against a provider in a
process of its own, is another story; this one is about every point there is to die at.
"""

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.provider import Consignment, Found, Outcome
from goodstanding.outreach.message.attempt import read_key
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending import journal
from goodstanding.outreach.sending.operations import answering, sending
from goodstanding.outreach.sending.operations.looking_up import look_up_unknown, sweep_stalled
from goodstanding.outreach.sending.operations.pausing import pause_sending, resume_sending
from tests.forking import ended, forked, in_child, kill_self
from tests.outreach.sending.post_office import NOON, Clock, FileOffice, ask, debtors, send
from tests.receivables.cast import Book
from tests.workbench.served import copied_database

PEOPLE = 15
TRIES = int(os.environ.get("GOODSTANDING_CRASHES", "200" if os.environ.get("GOODSTANDING_LONG") == "1" else "8"))
POINTS = {
    "before it is put down": (answering, "put_down_handed_over", "before"),
    "put down, not in the journal": (answering, "put_down_handed_over", "after"),
    "in the journal, not sent": (journal, "write", "after"),
    "sent, not answered for": (answering, "put_down_outcomes", "before"),
    "answered for": (answering, "put_down_outcomes", "after"),
}
"""Where to die: around which step of a group."""


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[tuple[Book, int]]]:
    """People with debts in a copy of the test database, whose rows are committed."""
    with django_db_blocker.unblock(), copied_database():
        yield debtors(PEOPLE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that goes with the database; the journal in it knows what the database knows."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connection.close()


def planned(people: list[tuple[Book, int]], name: str) -> list[str]:
    """Ask for a message to each, and let go of the connection, so that children begin with one of their own."""
    for book, debt in people:
        ask(book, debt, key=f"{name}:{debt}", not_after=NOON + timedelta(days=5))
    connection.close()
    return [f"{name}:{debt}" for _, debt in people]


def work(folder: Path, office: FileOffice) -> None:
    """Send what is due, as a worker does."""
    send(folder, office)


def recover(folder: Path, office: FileOffice) -> None:
    """Do what the worker does again and again, a little later each time."""
    clock = Clock(NOON + timedelta(minutes=3))
    for _ in range(3):
        sweep_stalled(by=OPERATOR, at=clock())
        look_up_unknown("email", provider=office, by=OPERATOR, now=clock)
        send(folder, office, clock)
        clock.move(minutes=10)


def logged(office: FileOffice) -> Counter[str]:
    """Count how often each message is in the provider's log, whatever the attempt."""
    return Counter(read.message_key for key in office.logged() if (read := read_key(key)) is not None)


def all_accepted(keys: list[str]) -> bool:
    states = set(Message.objects.filter(key__in=keys).values_list("state", flat=True))
    connection.close()
    return states == {"accepted"}


@contextmanager
def dying(place: str, *, group: int) -> Iterator[None]:
    """Die around a step of the group of this number, counted from 1."""
    module, name, when = POINTS[place]
    real = getattr(module, name)
    count = 0

    def step(*words: object, **named: object) -> object:
        nonlocal count
        count += 1
        if count == group and when == "before":
            kill_self()
        done = real(*words, **named)
        if count == group and when == "after":
            kill_self()
        return done

    setattr(module, name, step)
    yield
    setattr(module, name, real)


@pytest.mark.parametrize("group", [1, 2])
@pytest.mark.parametrize("place", POINTS)
def test_whoever_dies_anywhere_loses_and_doubles_nothing(
    people: list[tuple[Book, int]], folder: Path, tmp_path: Path, place: str, group: int
) -> None:
    keys = planned(people, f"{place}:{group}")

    def die() -> None:
        with dying(place, group=group):
            send(folder, FileOffice(tmp_path / "log"))

    assert os.WIFSIGNALED(in_child(die))
    assert in_child(lambda: recover(folder, FileOffice(tmp_path / "log"))) == 0
    assert logged(FileOffice(tmp_path / "log")) == Counter(keys)
    assert all_accepted(keys)


def test_whoever_dies_at_any_instant_loses_and_doubles_nothing(
    people: list[tuple[Book, int]], folder: Path, tmp_path: Path
) -> None:
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    for number in range(TRIES):
        office = FileOffice(tmp_path / f"log {number}")
        keys = planned(people, f"instant:{number}")
        in_child(partial(work, folder, office), kill_after=dice.uniform(0, 0.4))
        assert in_child(partial(recover, folder, office)) == 0
        assert logged(office) == Counter(keys), f"seed {seed}, try {number}"
        assert all_accepted(keys), f"seed {seed}, try {number}"


class Dumb(FileOffice):
    """A provider that cannot be asked, as a mail server."""

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        return super().look_up(consignment, asked_at=asked_at)._replace(word="cannot tell", reference="")


def test_where_the_provider_cannot_be_asked_what_is_unclear_is_shown_and_never_doubled(
    people: list[tuple[Book, int]], folder: Path, tmp_path: Path
) -> None:
    keys = planned(people, "dumb")

    def die() -> None:
        with dying("sent, not answered for", group=1):
            send(folder, Dumb(tmp_path / "log"))

    assert os.WIFSIGNALED(in_child(die))
    assert in_child(lambda: recover(folder, Dumb(tmp_path / "log"))) == 0
    assert max(logged(Dumb(tmp_path / "log")).values()) == 1
    states = Counter(Message.objects.filter(key__in=keys).values_list("state", flat=True))
    Message.objects.filter(state="unknown").update(state="cancelled")
    assert states == {"unknown": sending.GROUP, "accepted": PEOPLE - sending.GROUP}


def test_several_at_once_send_each_once(people: list[tuple[Book, int]], folder: Path, tmp_path: Path) -> None:
    keys = [key for name in ("one", "two", "three") for key in planned(people, f"several {name}")]

    def work_on() -> None:
        clock = Clock()
        for _ in range(6):
            send(folder, FileOffice(tmp_path / "log"), clock)
            clock.move(seconds=3)

    children = [forked(work_on) for _ in range(3)]
    assert [ended(child) for child in children] == [0, 0, 0]
    assert in_child(lambda: recover(folder, FileOffice(tmp_path / "log"))) == 0
    assert logged(FileOffice(tmp_path / "log")) == Counter(keys)
    assert all_accepted(keys)


class Slow(FileOffice):
    """A provider that takes its time."""

    def send(self, consignment: Consignment) -> Outcome:
        done = super().send(consignment)
        time.sleep(0.3)
        return done


def test_nothing_leaves_five_seconds_after_a_pause(
    people: list[tuple[Book, int]], folder: Path, tmp_path: Path
) -> None:
    keys = planned(people, "pause")
    child = forked(lambda: work(folder, Slow(tmp_path / "log")))
    wait_until(lambda: len(Slow(tmp_path / "log").logged()) >= 2)
    pause_sending("Stop!", by=OPERATOR, at=NOON)
    connection.close()
    paused_at = time.monotonic()
    assert ended(child) == 0 and time.monotonic() - paused_at < 5
    left = len(Slow(tmp_path / "log").logged())
    assert left < PEOPLE
    assert in_child(lambda: recover(folder, FileOffice(tmp_path / "log"))) == 0, "A new program is paused as well."
    assert len(Slow(tmp_path / "log").logged()) == left
    resume_sending("Go on.", by=OPERATOR, at=NOON)
    connection.close()
    assert in_child(lambda: recover(folder, FileOffice(tmp_path / "log"))) == 0
    assert logged(FileOffice(tmp_path / "log")) == Counter(keys)


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline, "It does not happen."
        time.sleep(0.02)


@pytest.mark.django_db
def test_every_point_lies_on_the_way_of_a_message(people: list[tuple[Book, int]], folder: Path, tmp_path: Path) -> None:
    """Where nobody dies, each point is passed, in its order; so the trials above died where they say."""
    book, debt = people[0]
    ask(book, debt, key="on the way", not_after=NOON + timedelta(days=5))
    passed: list[str] = []

    def noted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*words: object, **named: object) -> object:
            passed.append(name)
            return real(*words, **named)

        return step

    with pytest.MonkeyPatch.context() as patch:
        for module, name in {(module, name) for module, name, _ in POINTS.values()}:
            patch.setattr(module, name, noted(name, getattr(module, name)))
        # A journal of its own: what is sent here is rolled back.
        send(Path(shutil.copytree(folder, tmp_path / "data")), FileOffice(tmp_path / "log"))
    assert passed == ["put_down_handed_over", "write", "put_down_outcomes"]
