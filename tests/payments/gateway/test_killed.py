"""Collecting is killed at every commit, every line of the journal and every word to the provider.

The provider is a process of its own; its log on the disk is the judge: no payment doubled, none lost. A sample of the
points by default; every one of them, many times, with GOODSTANDING_LONG=1.
"""

import os
import random
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from goodstanding.evidence.queries import verify_database
from goodstanding.payments.gateway import journal
from goodstanding.payments.gateway.operations.collecting import collect
from goodstanding.payments.gateway.operations.refunding import refund_payment
from goodstanding.payments.models.gateway import Payment, Refund
from goodstanding.wire.line import Line
from tests.forking import in_child, kill_self
from tests.payments.fake_gateway.running import Running, fake_gateway
from tests.payments.gateway.till import Till, standing_minor
from tests.receivables.cast import SUPERVISOR, open_book, usd
from tests.workbench.served import copied_database

LONG = os.environ.get("GOODSTANDING_LONG") == "1"
POINTS = 10_000 if LONG else 4
ROUNDS = 5 if LONG else 1


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with fake_gateway(tmp_path_factory.mktemp("gateway")) as found:
        yield found


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let rows be committed, in a copy of the test database."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def till(
    committed: None, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Till]:  # fmt: skip
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    with django_db_blocker.unblock():
        yield Till(running, minor=100_000_000, book=open_book(f"Larch Utilities {tmp_path.name}"))
        connection.close()


def on_points(notice: Callable[[], None]) -> None:
    """Call something before and after every commit, every writing of the journal, and every word to the provider."""
    for place, name in ((BaseDatabaseWrapper, "_commit"), (journal, "write"), (Line, "ask")):
        setattr(place, name, _noticed(getattr(place, name), notice))


def _noticed(real: Callable[..., object], notice: Callable[[], None]) -> Callable[..., object]:
    def step(*words: object, **named: object) -> object:
        notice()
        done = real(*words, **named)
        notice()
        return done

    return step


def killed_at(number: int, deed: Callable[[], object]) -> bool:
    """Do something in a forked process that dies at its n-th point; False where it has not so many."""

    def die() -> None:
        seen = [0]

        def notice() -> None:
            seen[0] += 1
            if seen[0] == number:
                kill_self()

        on_points(notice)
        deed()

    connection.close()
    status = in_child(die)
    assert status in {0, signal.SIGKILL}, status
    return status != 0


def trials(deed: Callable[[], object], begin: Callable[[str], None]) -> Iterator[str]:
    """Kill a deed at a sample of its points, with a payment of its own each time; yields the name of each trial."""
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    order = list(range(1, 60))
    dice.shuffle(order)
    for turn in range(ROUNDS):
        done, last = 0, 60
        for number in order:
            if done >= POINTS:
                break
            if number >= last:
                continue
            name = f"point {number} in turn {turn}, seed {seed}"
            begin(name)
            if killed_at(number, deed):
                done += 1
            else:
                last = number  # It has not so many points.
            yield name


def settle(till: Till) -> None:
    """Let a worker that lives see to what a dead one left: at once, and when what was cut off is looked at."""
    for ahead in (0, 70, 300, 3_000):
        till.later = till.later.__class__(seconds=till.later.total_seconds() + ahead)
        till.see_to_due()


@pytest.mark.parametrize("minor", [10_000, 10_003, 10_004])
def test_a_collection_that_dies_is_taken_once_and_stands_once(till: Till, running: Running, minor: int) -> None:
    mandate = till.bank_mandate()
    wanted: list[str] = []

    def begin(name: str) -> None:
        wanted.append(name)

    def deed() -> None:
        due = partial(collect, mandate, debt_id=till.debt_id, amount=usd(minor), key=wanted[-1], what="Instalment")
        due(due_date=till.now().date(), by=SUPERVISOR, at=till.now())
        till.see_to_due()

    for name in trials(deed, begin):
        deed()
        settle(till)
        row = Payment.objects.get(key=name)
        taken = [one for one in running.taken("charge") if one["key"] == row.provider_key]
        assert (row.state, len(taken)) == ("paid", 1), name
    total = len(wanted) * minor
    assert standing_minor(till.debt_id) == total
    ours = set(Payment.objects.filter(debt_id=till.debt_id).values_list("provider_key", flat=True))
    assert sum(one["amount_minor"] for one in running.taken("charge") if one["key"] in ours) == total
    assert verify_database([]).is_sound


def test_a_refund_that_dies_goes_out_once_and_is_booked_once(till: Till, running: Running) -> None:
    number = till.paid(5_000_000)
    wanted: list[str] = []

    def deed() -> None:
        refund_payment(number, usd(1_100), reason="A part.", key=wanted[-1], by=SUPERVISOR, at=till.now())
        till.see_to_due()

    for name in trials(deed, wanted.append):
        deed()
        settle(till)
        row = Refund.objects.get(key=name)
        assert (row.state, row.booked_id is not None) == ("pending", True), name
    gone = [one for one in running.taken("refund") if one["payment"] == till.of(number).reference]
    assert len(gone) == len(wanted)
    assert till.open == 100_000_000 - 5_000_000 + 1_100 * len(wanted)


def test_following_that_dies_records_once(till: Till, running: Running) -> None:
    numbers: list[int] = []

    def begin(_name: str) -> None:
        numbers.append(till.page(10_000))
        running.act(till.of(numbers[-1]).reference)

    for name in trials(lambda: till.see_to(numbers[-1]), begin):
        till.see_to(numbers[-1])
        assert till.of(numbers[-1]).state == "paid", name
    assert standing_minor(till.debt_id) == 10_000 * len(numbers)


@pytest.mark.django_db
def test_a_database_that_was_put_back_asks_nobody_twice(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the journal knows and the books do not is looked up under the key that left, and never asked again."""
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    till = Till(running)
    mandate = till.bank_mandate()
    number = till.collected(10_000, mandate, key="plan:1:1")
    first = Payment.objects.get(pk=number)
    # A backup from before: the same wish comes to the same key, in a payment that was never handed over.
    Payment.objects.filter(pk=number).update(
        state="planned", attempt=0, provider_key="gs-another", reference="", payment_reference="", receipt=None,
        receipts_made=0, paid_minor=None, paid_currency="", next_at=till.now(),
    )  # fmt: skip
    till.see_to_due()
    assert Payment.objects.get(pk=number).provider_key == first.provider_key
    assert len([one for one in running.taken("charge") if one["amount_minor"] == 10_000 and one["key"] in {
        first.provider_key, "gs-another"}]) == 1  # fmt: skip
