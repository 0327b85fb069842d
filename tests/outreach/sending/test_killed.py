"""Sending is killed at every commit and every word to a provider, and at random instants, with providers that lie.

The provider of texts and the mail server are processes of their own; what they wrote to the disk is the judge: nothing
twice, and what is not there is in the books as something somebody sees. GOODSTANDING_CRASHES says how many random
instants (4; 200 in the long run), in which every point is tried as well and not a sample of them.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.evidence.queries import verify_database
from goodstanding.outreach.channels.email.smtp import SmtpProvider, SmtpServer
from goodstanding.outreach.channels.provider import Consignment, Outcome
from goodstanding.outreach.inbox.telling import Telling
from goodstanding.outreach.message.attempt import read_key
from goodstanding.outreach.message.life import DEAD, LEFT, MARKS, Standing, joined
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.sending import journal
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations.learning import learn
from goodstanding.outreach.sending.operations.looking_up import look_up_unknown, sweep_stalled
from goodstanding.outreach.sending.operations.sending import send_due
from goodstanding.wire.line import Line
from tests.forking import in_child, kill_self
from tests.guards.checkout import HOME
from tests.outreach.fake_provider.running import Running, fake_provider
from tests.outreach.sending.post_office import ask, debtors, permits, plainly
from tests.outreach.sending.text_street import Neighbour, counted, due_now, neighbours, now, recover, send
from tests.receivables.cast import Book
from tests.workbench.served import copied_database

PEOPLE = 13
"""More than one group, and no whole number of groups."""
LONG = os.environ.get("GOODSTANDING_LONG") == "1"
TRIES = int(os.environ.get("GOODSTANDING_CRASHES", "200" if LONG else "4"))
POINTS = 1_000 if LONG else 6
EARLIER = timedelta(minutes=40)
"""So long ago everything begins, so that time can pass and stay behind the provider's own clock."""
FAULTS = [
    {"what": "message", "share": 0.08, "seed": 1, "do": "accept_then_cut"},
    {"what": "message", "share": 0.08, "seed": 2, "do": "accept_then_500"},
    {"what": "message", "share": 0.08, "seed": 3, "do": "503", "retry_after": 1},
    {"what": "message", "share": 0.04, "seed": 4, "do": "cut"},
    {"what": "message", "share": 0.02, "seed": 5, "do": "accept_then_hang", "for_s": 1.2},
]


@pytest.fixture(scope="module")
def street(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[list[Neighbour], list[tuple[Book, int]]]]:
    """People with numbers and people with addresses, in a copy of the test database, whose rows are committed."""
    with django_db_blocker.unblock(), copied_database():
        yield neighbours(PEOPLE), debtors(PEOPLE, name="Moss Water")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that goes with the database; the journal in it knows what the database knows."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connection.close()


def on_points(notice: Callable[[], None]) -> None:
    """Call something before and after every commit, every writing of the journal, and every word to a provider."""
    for place, name in (
        (BaseDatabaseWrapper, "_commit"), (journal, "write"), (Line, "ask"), (SmtpProvider, "_converse")
    ):  # fmt: skip
        setattr(place, name, _noticed(getattr(place, name), notice))


def _noticed(real: Callable[..., object], notice: Callable[[], None]) -> Callable[..., object]:
    def step(*words: object, **named: object) -> object:
        notice()
        done = real(*words, **named)
        notice()
        return done

    return step


def killed_at(number: int, deed: Callable[[], object]) -> None:
    """Do something in a forked process that dies at its n-th point, if it has so many."""

    def die() -> None:
        seen = [0]

        def notice() -> None:
            seen[0] += 1
            if seen[0] == number:
                kill_self()

        on_points(notice)
        deed()

    assert in_child(die) in {0, signal.SIGKILL}


def points_of(deed: Callable[[], object]) -> int:
    """Do something undisturbed and return how many points it has."""
    ours, theirs = os.pipe()

    def count() -> None:
        seen = [0]
        on_points(lambda: seen.__setitem__(0, seen[0] + 1))
        deed()
        os.write(theirs, str(seen[0]).encode())

    assert in_child(count) == 0
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        return int(pipe.read())


def only(deed: Callable[[], object]) -> None:
    """Do something, whatever it says."""
    deed()


def clock() -> datetime:
    return now() - EARLIER


def trials(deed: Callable[[], object], begin: Callable[[str], object], *, share: int = 1) -> Iterator[str]:
    """Kill a deed at its points and at random instants, with messages of its own each time; yields a trial's name."""
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    begin("undisturbed")
    points = points_of(deed)
    assert points > 20, "Sending has more points than that to die at."
    yield f"undisturbed, seed {seed}"
    for number in sorted(dice.sample(range(1, points + 1), min(points, POINTS // share))):
        begin(f"point {number}")
        killed_at(number, deed)
        yield f"point {number} of {points}, seed {seed}"
    for number in range(TRIES // share):
        begin(f"instant {number}")
        in_child(lambda: only(deed), kill_after=dice.uniform(0, 0.6))
        yield f"instant {number}, seed {seed}"


def is_seen(row: Message) -> bool:
    """Say whether whoever looks can tell what became of a message, or finds it with a reason among the dead letters."""
    return row.state in LEFT or (row.state in DEAD and row.reason != "")


def check_lives(keys: set[str]) -> None:
    """A message stands where its events say, and is seen; the log of the house is sound."""
    for row in Message.objects.filter(key__in=keys):
        events = MessageEvent.objects.filter(message=row).exclude(word__in=MARKS).values_list("word", "attempt")
        assert row.state == joined(Standing(*event) for event in events).state  # type: ignore[arg-type]  # words are states
        assert is_seen(row), f"Nobody sees {row.key}, which is {row.state}."
    assert verify_database().is_sound


def test_texts(street: tuple[list[Neighbour], object], folder: Path, tmp_path: Path) -> None:
    people = street[0]
    keys: set[str] = set()
    with fake_provider(tmp_path, callbacks={"statuses": []}) as running:

        def begin(name: str) -> None:
            keys.update(one.ask(f"{name}:{one.debt}", at=clock() - timedelta(minutes=1)) for one in people)
            connection.close()

        for name in trials(partial(send, running, folder, clock=clock), begin):
            assert in_child(partial(recover, running, folder, rounds=10, first=-37)) == 0, name
            taken = counted(running)
            assert max(taken.values()) == 1, name
            states = dict(Message.objects.filter(key__in=keys).values_list("key", "state"))
            assert {key: state for key, state in states.items() if state != "accepted"} == {}, name
            assert set(taken) == keys, name
            running.script(callbacks={"statuses": []}, faults=FAULTS)
            connection.close()
        told_in_any_order(running, keys)
    check_lives(keys)


def told_in_any_order(running: Running, keys: set[str]) -> None:
    """Let the provider tell of every text, fifty times and in any order; all are delivered in the end."""
    dice = random.Random(3)
    told = [
        Telling(
            event_key=f"{line['sid']}:{word}", reference=line["sid"], key="", word=word, happened_at=now()
        )
        for line in running.accepted()
        for word in ("accepted", "delivered")
    ]  # fmt: skip
    for _ in range(50):
        dice.shuffle(told)
        learn(told[: len(told) // 2], source="twilio", by=OPERATOR, at=now())
    learn(told, source="twilio", by=OPERATOR, at=now())
    assert set(Message.objects.filter(key__in=keys).values_list("state", flat=True)) == {"delivered"}
    assert MessageEvent.objects.filter(source="provider:twilio").count() == len(told)


class Mail(SmtpProvider):
    """The real adapter; its mails carry their key, by which the sink's log tells them apart."""

    def __init__(self, port: int) -> None:
        super().__init__(SmtpServer("127.0.0.1", port, security="none", patience_s=5))

    def send(self, consignment: Consignment) -> Outcome:
        headers = {"From": "accounts@collections.example.com", "X-Key": consignment.key}
        return super().send(replace(consignment, headers=headers))


@contextmanager
def mail_sink(log: Path) -> Iterator[int]:
    """Run the mail server; yields its port."""
    words = ["--log", str(log), "--mute-every", "23", "--busy-every", "11"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.outreach.sending.mail_sink", *words], cwd=HOME, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def mail(port: int, folder: Path, *, rounds: int = 0) -> None:
    """Send the mails that are due, and after that as often again, three minutes later each time."""
    for number in range(rounds + 1):
        later = timedelta(minutes=3 * number)

        def at(later: timedelta = later) -> datetime:
            return clock() + later

        if number:
            sweep_stalled(by=OPERATOR, at=at())
            look_up_unknown("email", provider=Mail(port), by=OPERATOR, now=at)
            due_now(at())
        provider = Mail(port)
        send_due(
            "email", house=House(permits), provider=provider, data_folder=folder, by=OPERATOR, now=at, prepare=plainly
        )
        provider.close()


def test_mails(street: tuple[object, list[tuple[Book, int]]], folder: Path, tmp_path: Path) -> None:
    keys: set[str] = set()
    with mail_sink(tmp_path / "log") as port:

        def begin(name: str) -> None:
            for book, debt in street[1]:
                ask(book, debt, key=f"{name}:{debt}", at=clock() - timedelta(minutes=1))
                keys.add(f"{name}:{debt}")
            connection.close()

        for name in trials(partial(mail, port, folder), begin, share=1 if LONG else 2):
            assert in_child(partial(mail, port, folder, rounds=3)) == 0, name
            taken = Counter(taken_keys(tmp_path / "log"))
            assert max(taken.values()) == 1, name
            states = dict(Message.objects.filter(key__in=keys).values_list("key", "state"))
            # A mail server cannot be asked: what was cut off stays unknown, on the list of whoever can look there.
            assert set(states.values()) <= {"accepted", "unknown"}, (name, states)
            assert {key for key, state in states.items() if state == "accepted"} <= set(taken), name
            connection.close()
    assert Counter(states.values())["accepted"] > len(keys) // 2
    check_lives(keys)


def taken_keys(log: Path) -> list[str]:
    return [read.message_key for line in log.read_text().splitlines() if (read := read_key(json.loads(line)["key"]))]


@pytest.mark.django_db
def test_a_child_dies_where_it_is_told_to(tmp_path: Path) -> None:
    line = journal.Line("key", 1, 1, 1, "sms", "twilio", now().isoformat(), 0)
    assert points_of(lambda: journal.write(tmp_path, [line])) == 2
    killed_at(1, lambda: journal.write(tmp_path / "before", [line]))
    killed_at(2, lambda: journal.write(tmp_path / "after", [line]))
    assert not journal.exists(tmp_path / "before") and journal.exists(tmp_path / "after")
