"""A book made at random and counted again in plain Python: every balance, on any day, as known at any instant."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from goodstanding.calendars.period import Period
from goodstanding.insight import queries
from goodstanding.insight.ageing import Ageing
from goodstanding.receivables.ageing import Anchor, Buckets, age
from tests.insight.books import RECORDED_AT, writing

pytestmark = pytest.mark.django_db

SEED = 20_260_630
FIRST_DAY = date(2025, 1, 1)
DAYS = 300
SECOND_WRITING_AT = RECORDED_AT + timedelta(days=30)


@dataclass(frozen=True)
class Owed:
    """One invoice as the recount knows it: what was paid, on which day, recorded when; and its dispute if any."""

    client: int
    currency: str
    issued: date
    due: date
    minor: int
    recorded_at: datetime
    paid: tuple[tuple[date, int, datetime], ...]
    disputed: tuple[date, date | None] | None

    def open_minor(self, day: date, *, known_at: datetime | None) -> int:
        if self.issued > day or not is_known(self.recorded_at, known_at):
            return 0
        return self.minor - sum(
            minor for paid_on, minor, recorded_at in self.paid if paid_on <= day and is_known(recorded_at, known_at)
        )

    def is_disputed(self, day: date) -> bool:
        if self.disputed is None:
            return False
        opened, closed = self.disputed
        return opened <= day and (closed is None or day < closed)


@dataclass
class RandomBook:
    """Two clients, two currencies, some hundred invoices."""

    clients: tuple[int, ...]
    owed: list[Owed]


def is_known(recorded_at: datetime, known_at: datetime | None) -> bool:
    return known_at is None or recorded_at <= known_at


@pytest.fixture(scope="module")
def book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[RandomBook]:
    """Write the book once for all tests of this file, and take it back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        chance = random.Random(SEED)
        owed: list[Owed] = []
        for name in ("Amber Mill", "Cobalt Yard"):
            for recorded_at in (RECORDED_AT, SECOND_WRITING_AT):
                owed += write(name, recorded_at=recorded_at, chance=chance)
        yield RandomBook(tuple(sorted({each.client for each in owed})), owed)
        transaction.set_rollback(True)


def write(name: str, *, recorded_at: datetime, chance: random.Random) -> list[Owed]:
    told: list[Owed] = []
    with writing(name, recorded_at=recorded_at) as pen:
        for number in range(6):
            currency = chance.choice(["USD", "JPY"])
            debt = pen.debt(f"{number} of {recorded_at}", currency=currency)
            for item_number in range(12):
                issued = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
                due = issued + timedelta(days=chance.choice([0, 10, 30, 60]))
                minor = chance.randrange(1, 100_000)
                item = pen.item(debt, str(item_number), minor=minor, issued=issued, due=due)
                paid = tuple(split(minor, issued=issued, recorded_at=recorded_at, chance=chance))
                for paid_on, part, _ in paid:
                    pen.receipt(debt, minor=part, day=paid_on, item=item)
                disputed = dispute(issued, chance=chance)
                if disputed:
                    pen.dispute(item, opened=disputed[0], closed=disputed[1])
                told.append(Owed(pen.client.pk, currency, issued, due, minor, recorded_at, paid, disputed))
    return told


def split(
    minor: int, *, issued: date, recorded_at: datetime, chance: random.Random
) -> Iterator[tuple[date, int, datetime]]:
    left = minor
    for _ in range(chance.randrange(4)):
        part = chance.choice([left, chance.randrange(1, left + 1)])
        yield issued + timedelta(days=chance.randrange(120)), part, recorded_at
        left -= part
        if left == 0:
            return


def dispute(issued: date, *, chance: random.Random) -> tuple[date, date | None] | None:
    if chance.random() > 0.3:
        return None
    opened = issued + timedelta(days=chance.randrange(60))
    return opened, chance.choice([None, opened, opened + timedelta(days=chance.randrange(60))])


def recount(
    owed: list[Owed], *, day: date, known_at: datetime | None, buckets: Buckets, anchor: Anchor
) -> list[object]:
    """Return what an ageing of one currency should say."""
    counts, minors = [0] * len(buckets.labels), [0] * len(buckets.labels)
    late_minor = disputed_minor = 0
    for each in owed:
        minor = each.open_minor(day, known_at=known_at)
        if minor:
            place = buckets.place(age(day, due=each.due, issued=each.issued, anchor=anchor))
            counts[place] += 1
            minors[place] += minor
            late_minor += minor if each.due < day else 0
            disputed_minor += minor if each.is_disputed(day) and is_known(each.recorded_at, known_at) else 0
    return [counts, minors, late_minor, disputed_minor]


def told(block: Ageing) -> list[object]:
    counts, minors = [line.n for line in block.lines], [line.amount.minor for line in block.lines]
    return [counts, minors, block.past_due.minor, block.disputed.disputed_minor]


def chosen(book: RandomBook, *, client_id: int | None, currency: str) -> list[Owed]:
    return [each for each in book.owed if each.currency == currency and client_id in {None, each.client}]


@pytest.mark.parametrize("round_number", range(40))
def test_any_ageing_can_be_counted_again(book: RandomBook, round_number: int) -> None:
    chance = random.Random(SEED + round_number)
    day = FIRST_DAY + timedelta(days=chance.randrange(-5, DAYS + 150))
    known_at = chance.choice([None, RECORDED_AT, SECOND_WRITING_AT])
    buckets = chance.choice([Buckets(), Buckets((29, 59, 89, 119)), Buckets((7,))])
    anchor: Anchor = chance.choice(["due date", "invoice date"])
    client_id = chance.choice([None, *book.clients])
    report = queries.ageing(client_id=client_id, as_of=day, known_at=known_at, buckets=buckets, anchor=anchor)
    assert {block.currency for block in report.blocks} == {"JPY", "USD"}
    for block in report.blocks:
        owed = chosen(book, client_id=client_id, currency=block.currency)
        assert told(block) == recount(owed, day=day, known_at=known_at, buckets=buckets, anchor=anchor)
        assert sum(line.amount.minor for line in block.lines) == block.open_balance.minor == block.balance.minor


def test_every_day_can_be_counted_again(book: RandomBook) -> None:
    period = Period(FIRST_DAY, FIRST_DAY + timedelta(days=DAYS + 150))
    for currency, cuts in queries.daily(client_id=None, period=period).items():
        owed = chosen(book, client_id=None, currency=currency)
        assert len(cuts) == period.days
        for cut in cuts:
            minors = [(each.open_minor(cut.day, known_at=None), each.due) for each in owed]
            assert cut.open_n == sum(1 for minor, _ in minors if minor)
            assert cut.open_minor == sum(minor for minor, _ in minors)
            assert cut.past_due_minor == sum(minor for minor, due in minors if due < cut.day)


def test_months_and_ageing_say_the_same(book: RandomBook) -> None:
    for trend in queries.monthly(client_id=book.clients[0], as_of=date(2025, 12, 31), months=14):
        for month in trend.months:
            blocks = queries.ageing(client_id=book.clients[0], as_of=month.period.end).blocks
            (block,) = [each for each in blocks if each.currency == trend.currency]
            assert (month.open_n, month.end, month.end_current) == (block.open_n, block.open_balance, block.current)
            assert month.other.is_zero
            owed = chosen(book, client_id=book.clients[0], currency=trend.currency)
            assert month.charged.minor == sum(each.minor for each in owed if each.issued in month.period)
