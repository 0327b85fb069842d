"""After the commit of a stop nothing is handed over to that person, however stops and senders interleave.

Real threads with connections of their own, the law in force, and a provider in a process of its own, whose log says
when it took what. GOODSTANDING_INTERLEAVINGS says how many people are stopped while they are being texted (120; 10,000
in the long run). The seed is printed; the machine's scheduler adds what no seed can.
"""

import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.operations import record_promise
from goodstanding.disputes.operations import contesting
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.operations.opt_out import opt_out
from goodstanding.outreach.sending.house import House, Weighed
from goodstanding.parties.operations.circumstance import record_representation
from goodstanding.parties.operations.contact_point import mark_contact_point
from goodstanding.receivables.operations.holds import place_hold
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from tests.outreach.fake_provider.running import Running, fake_provider
from tests.outreach.sending.text_street import (
    HOUSE,
    Hesitant,
    Neighbour,
    counted,
    due_now,
    logged,
    neighbours,
    now,
    send,
    texts,
    wait_until,
)  # fmt: skip
from tests.receivables.cast import SUPERVISOR, person, usd
from tests.workbench.served import copied_database

IN_ALL = int(os.environ.get("GOODSTANDING_INTERLEAVINGS", "10000" if os.environ.get("GOODSTANDING_LONG") else "120"))
ROUND = 60
SENDERS, STOPPERS = 2, 3
WINDOW_S = 1.2
"""Within so many seconds of its beginning everybody of a round is stopped."""


def _opt_out(one: Neighbour) -> None:
    opt_out(
        one.person, channel="sms", contact_point_id=one.point, source="reply", event_key=f"stop:{one.person}",
        by=OPERATOR, at=now(), confirms=False,
    )  # fmt: skip


def _cease(one: Neighbour) -> None:
    opt_out(
        one.person, channel="all", contact_point_id=None, source="letter", event_key=f"cease:{one.person}",
        by=OPERATOR, at=now(), confirms=False,
    )  # fmt: skip


def _attorney(one: Neighbour) -> None:
    attorney = person(one.book.client_id, f"Attorney {one.person}").id
    record_representation(
        one.person, attorney, role="attorney", source="letter", effective_date=now().date(), by=OPERATOR, at=now()
    )


def _dispute(one: Neighbour) -> None:
    open_dispute(one.debt, opened_date=now().date(), reason="The meter.", by=SUPERVISOR, at=now())


def _promise(one: Neighbour) -> None:
    record_promise(
        one.debt, amount=usd(2_000), due_date=now().date() + timedelta(days=5), channel="call",
        evidence="They said so.", by=SUPERVISOR, at=now(),
    )  # fmt: skip


def _hold(one: Neighbour) -> None:
    place_hold(one.debt, reason="complaint", starts_date=now().date(), by=SUPERVISOR, at=now())


def _wrong_number(one: Neighbour) -> None:
    mark_contact_point(one.point, "wrong person", source="call", by=OPERATOR, at=now())


def _withdrawn(one: Neighbour) -> None:
    withdraw_debt(one.debt, reason="The client took it back.", effective_date=now().date(), by=SUPERVISOR, at=now())


STOPS: dict[str, Callable[[Neighbour], None]] = {
    "opt-out": _opt_out, "cease": _cease, "attorney": _attorney, "dispute": _dispute, "promise": _promise,
    "hold": _hold, "wrong number": _wrong_number,
    "withdrawn": _withdrawn,
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def copied(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the test database, whose rows are committed."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that goes with the database; the journal in it knows what the database knows."""
    return tmp_path_factory.mktemp("data")


@dataclass
class Round:
    """Some people, when which of them is stopped and how, and when each stop was committed."""

    people: list[Neighbour]
    running: Running
    folder: Path
    seed: str
    stopped_at: dict[int, float] = field(default_factory=dict)
    stopped_by: dict[int, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    moving: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Text everybody and stop everybody, all at once, until nothing is under way."""
        dice = random.Random(self.seed)
        names = [name for name in STOPS for _ in range(len(self.people) // len(STOPS) + 1)][: len(self.people)]
        dice.shuffle(names)
        plan = sorted((dice.uniform(0, WINDOW_S), name, place) for place, name in enumerate(names))
        senders = [self.thread(partial(self.send, number)) for number in range(SENDERS)]
        # On a busy machine everybody would be stopped before the first sender had read its messages.
        self.moving.wait(60)
        begun = time.monotonic()
        stoppers = [self.thread(partial(self.stop, plan[first::STOPPERS], begun=begun)) for first in range(STOPPERS)]
        for thread in stoppers:
            thread.join()
        time.sleep(0.2)
        self.over.set()
        for thread in senders:
            thread.join()
        assert not self.faults, self.faults

    def thread(self, do: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                do()
            except Exception as fault:  # noqa: BLE001  What fails in a thread is told by the test.
                self.faults.append(f"{type(fault).__name__}: {fault}")
            finally:
                connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def stop(self, plan: list[tuple[float, str, int]], *, begun: float) -> None:
        for after, name, place in plan:
            time.sleep(max(0.0, begun + after - time.monotonic()))
            STOPS[name](self.people[place])
            self.stopped_at[place], self.stopped_by[place] = time.time(), name

    def send(self, number: int) -> None:
        dice = random.Random(f"{self.seed} {number}")
        house = House(weigh=lambda some, at: _after(dice, HOUSE.weigh(some, at)))

        def hesitate(_one: Consignment) -> None:
            self.moving.set()
            time.sleep(dice.uniform(0, 0.12))

        while not self.over.is_set():
            provider = Hesitant(texts(self.running), before=hesitate)
            send(self.running, self.folder, house=house, provider=provider)
            due_now(now())
            time.sleep(dice.uniform(0, 0.05))


def _after(dice: random.Random, told: Mapping[int, Weighed]) -> Mapping[int, Weighed]:
    """Let a while pass between the law's answer and what follows from it."""
    time.sleep(dice.uniform(0, 0.15))
    return told


def overtaken(trial: Round) -> list[str]:
    """Return what the provider took after the commit of the stop of whoever it was for."""
    places = {f"test:{one.debt}": place for place, one in enumerate(trial.people)}
    return [
        f"{key}: {at - trial.stopped_at[places[key]]:.3f} s after {trial.stopped_by[places[key]]}"
        for key, at in logged(trial.running)
        if key in places and at > trial.stopped_at[places[key]]
    ]


def test_nothing_is_handed_over_after_a_stop(folder: Path, tmp_path: Path) -> None:
    seed = os.environ.get("GOODSTANDING_SEED", str(random.randrange(10**6)))
    sys.stdout.write(f"The seed is {seed}.\n")
    faults = [
        {"what": "message", "share": 0.06, "seed": seed, "do": "429", "retry_after": 0},
        {"what": "message", "share": 0.04, "seed": f"{seed} cut", "do": "accept_then_cut"},
    ]
    left = kept = 0
    with fake_provider(tmp_path, callbacks={"statuses": []}, faults=faults) as running:
        for number in range(-(-IN_ALL // ROUND)):
            trial = Round(neighbours(ROUND, name=f"House {number}"), running, folder, f"{seed} {number}")
            keys = {one.ask() for one in trial.people}
            trial.run()
            assert len(trial.stopped_at) == ROUND
            assert overtaken(trial) == [], f"seed {seed}, round {number}"
            went = keys & counted(running).keys()
            left, kept = left + len(went), kept + ROUND - len(went)
            assert not Message.objects.filter(key__in=keys, state="handed_over").exists()
        assert max(counted(running).values()) == 1
    states = Counter(Message.objects.filter(key__startswith="test:").values_list("state", flat=True))
    sys.stdout.write(f"{left} left before their stop, {kept} never did: {dict(states)}.\n")
    assert left > IN_ALL // 20 and kept > IN_ALL // 20, "A trial in which nobody is in anybody's way shows nothing."


@pytest.mark.parametrize("name", STOPS)
def test_every_stop_waits_for_what_is_under_way(folder: Path, tmp_path: Path, name: str) -> None:
    people = neighbours(2, name=f"House {name}")
    keys = [one.ask() for one in people]
    with fake_provider(tmp_path, callbacks={"statuses": []}) as running:
        STOPS[name](people[1])
        trial = Round(people[:1], running, folder, name)
        waited: list[bool] = []

        def stop_meanwhile(_one: Consignment) -> None:
            thread = trial.thread(lambda: trial.stop([(0, name, 0)], begun=0))
            thread.join(0.3)
            waited.append(thread.is_alive())

        figures = send(running, folder, house=HOUSE, provider=Hesitant(texts(running), before=stop_meanwhile))
        assert figures.handed_over == 1 and waited == [True], (figures, waited)
        wait_until(lambda: len(trial.stopped_at) == 1)
        assert overtaken(trial) == [] and set(counted(running)) == {keys[0]}
    assert Message.objects.get(key=keys[1]).state in {"withheld", "cancelled", "approved"}


def test_the_judge_sees_what_overtakes_a_stop(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a stop does not wait, what leaves after it is found in the log."""
    monkeypatch.setattr(contesting, "order_after_sending", lambda *_people: None)
    (one,) = neighbours(1, name="House of haste")
    one.ask()
    with fake_provider(tmp_path, callbacks={"statuses": []}) as running:
        trial = Round([one], running, folder, "haste")

        def stop_meanwhile(_one: Consignment) -> None:
            trial.thread(lambda: trial.stop([(0, "dispute", 0)], begun=0)).join()

        send(running, folder, house=HOUSE, provider=Hesitant(texts(running), before=stop_meanwhile))
        assert len(overtaken(trial)) == 1


@pytest.mark.django_db
def test_the_law_permits_these_texts_where_nobody_said_stop(tmp_path: Path) -> None:
    (one,) = neighbours(1, name="House of plenty")
    one.ask()
    with fake_provider(tmp_path, callbacks={"statuses": []}) as running:
        figures = send(running, tmp_path, house=HOUSE)
    assert figures.states == {"accepted": 1}, Message.objects.get(key=f"test:{one.debt}").reason
