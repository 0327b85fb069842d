"""What is read of the books: as they were known, whichever way the numbers lie, by whatever connection."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.operations.holds import place_hold, release_hold
from goodstanding.strategy.night import reading
from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.night.questions import TAKEN_BACK
from goodstanding.strategy.night.tables import PEOPLE, READING
from goodstanding.strategy.queries.reading import BooksInUse
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, day, item, open_book, person, place, usd
from tests.workbench import cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
LATER = datetime(2040, 1, 1, tzinfo=UTC)
TODAY = NOW.date()
EVERYBODY = Chunk("person", 0, 10**12)


def read(chunk: Chunk = EVERYBODY, *, today: date = TODAY, known_at: datetime = LATER) -> dict[str, pa.Table]:
    return reading.read_chunk(BooksInUse(), chunk, day=today, known_at=known_at)


def test_a_reading_holds_every_table_as_it_is_declared() -> None:
    cast.enter_book(NOW)
    found = read()
    assert {name: table.schema for name, table in found.items()} == READING
    people = reading.read_people(BooksInUse(), known_at=LATER)
    assert {name: table.schema for name, table in people.items()} == PEOPLE
    assert set(people["client"]["collector_kind"].to_pylist()) == {"third_party"}


def test_accounts_nobody_is_known_to_owe_are_a_lane_of_their_own() -> None:
    book = cast.enter_book(NOW)
    assert [chunk.lane for chunk in reading.chunks_of(BooksInUse())] == ["person", "account"]
    alone = read(Chunk("account", 0, 10**12))
    assert alone["debt"]["account_id"].to_pylist() == [book.yen]
    assert alone["item"].num_rows and alone["posting"].num_rows and not alone["point"].num_rows
    assert book.yen not in read()["debt"]["account_id"].to_pylist()


def test_chunks_leap_over_numbers_without_people() -> None:
    book = open_book()
    far = person(book.client_id, "Far Example")
    type(far).objects.filter(id=far.pk).update(id=10_000_000)
    place(book, item("A", 100))
    place(book._replace(debtor_id=10_000_000), item("B", 100), reference="D-2")
    numbers = [chunk.number for chunk in reading.chunks_of(BooksInUse(), width=1_000)]
    assert numbers == [book.debtor_id // 1_000, 10_000]


def test_a_chunk_reads_its_own_people_whichever_way_the_numbers_lie() -> None:
    book = open_book()
    people = [person(book.client_id, f"Example {number}").pk for number in range(4)]
    debts = {
        place(book._replace(debtor_id=people[number % 4]), item(f"I-{number}", 100), reference=f"D-{number}"): number
        % 4
        for number in range(12)
    }
    for number in range(4):
        own = {debt for debt, whose in debts.items() if whose == number}
        found = read(Chunk("person", people[number], 1))
        assert set(found["debt"]["account_id"].to_pylist()) == own
        assert set(found["item"]["account_id"].to_pylist()) == set(found["posting"]["account_id"].to_pylist()) == own


def test_a_reading_is_as_of_a_day_and_as_known_at_an_instant() -> None:
    book = open_book()
    debt_id = place(book, item("INV-1", 10_000))
    record(debt_id, Receipt(usd(600), day(20)), by=COLLECTOR, at=NOON + timedelta(days=1))

    def cash(today: date, known_at: datetime) -> int:
        postings = read(today=today, known_at=known_at)["posting"]
        return int(pc.sum(postings.filter(pc.equal(postings["head"], "cash"))["amount_minor"]).as_py() or 0)

    assert cash(day(20), LATER) == 600 and cash(day(19), LATER) == 0
    assert cash(day(20), NOON + timedelta(days=1)) == 600
    assert cash(day(20), NOON + timedelta(days=1) - timedelta(microseconds=1)) == 0
    assert not read(known_at=NOON - timedelta(microseconds=1))["debt"].num_rows


def test_money_that_came_and_went_again_says_so() -> None:
    book = open_book()
    debt_id = place(book, item("INV-1", 10_000))
    bounced = record(debt_id, Receipt(usd(600), day(20)), by=COLLECTOR, at=NOON)
    record(debt_id, Receipt(usd(700), day(21)), by=COLLECTOR, at=NOON)
    reverse(bounced, reason="It bounced.", reversed_date=day(25), by=SUPERVISOR, at=NOON)

    def causes(today: date) -> list[tuple[int, str | None]]:
        postings = read(today=today)["posting"].to_pylist()
        return sorted((row["amount_minor"], row["cause"]) for row in postings if row["head"] == "cash")

    assert causes(day(24)) == [(600, None), (700, None)]
    assert causes(day(25)) == [(-600, TAKEN_BACK), (600, TAKEN_BACK), (700, "receipt")]


def test_a_hold_is_read_until_it_is_released() -> None:
    debt_id = place(open_book(), item("INV-1", 10_000))
    hold = place_hold(debt_id, reason="complaint", starts_date=day(1), by=SUPERVISOR, at=NOON)
    release_hold(hold, reason="Settled.", by=SUPERVISOR, at=NOON + timedelta(days=1))
    assert read(known_at=NOON + timedelta(days=1) - timedelta(microseconds=1))["hold"].num_rows == 1
    assert read(known_at=NOON + timedelta(days=1))["hold"].num_rows == 0


def test_one_account_is_read_with_all_of_its_person() -> None:
    book = open_book()
    first, second = place(book, item("A", 100)), place(book, item("B", 100), reference="D-2")
    found = reading.read_account(BooksInUse(), second, day=TODAY, known_at=LATER)
    assert set(found["debt"]["account_id"].to_pylist()) == {first, second}
    assert {name: table.schema for name, table in found.items()} == READING
    nobody = reading.read_account(BooksInUse(), 999_999, day=TODAY, known_at=LATER)
    assert not nobody["debt"].num_rows


def test_debts_of_contacts_are_read_for_some_people_only() -> None:
    nothing = reading.read_contact_debts(BooksInUse(), pa.array([], pa.int64()))
    assert nothing.schema == READING["contact_debt"] and not nothing.num_rows
    assert not reading.read_contact_debts(BooksInUse(), pa.array([1, 1, None], pa.int64())).num_rows
