"""Posting, reversing and writing off in the database."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger import queries
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.levelling import NotLevel
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations import books
from goodstanding.ledger.operations.entries import EntryRefused, KindRefused, post
from goodstanding.ledger.operations.reversal import ReversalRefused, reverse
from goodstanding.ledger.operations.write_off import WriteOffRefused, write_off
from goodstanding.ledger.posting import Line, Part, charged
from goodstanding.ledger.queries import NoSuchAccount
from goodstanding.money.currency import UnknownCurrency
from tests.receivables.cast import (
    ADMINISTRATOR,
    AUDITOR,
    COLLECTOR,
    NOON,
    SUPERVISOR,
    Book,
    day,
    elsewhere,
    item,
    open_book,
    open_minor,
    place,
    unapplied_minor,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> Iterator[int]:
    """A debt of one item of 100.00, and at the end of every story the check that the database makes at commit."""
    yield place(book, item("INV-1", 10_000))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def item_id(debt_id: int) -> int:
    found = queries.lines_of(debt_id)[0].item_id
    assert found is not None
    return found


def fee(debt_id: int, minor: int = 500, *, on: int = 40) -> Entry:
    return Entry("fee", day(on), charged(Part(item_id(debt_id), "fees", minor), account_id=debt_id, against="income"))


def test_a_book_is_opened_once() -> None:
    number = books.open_book(77, "KWD", by=SUPERVISOR, at=NOON)
    assert EvidenceEntry.objects.get(kind="ledger.book_opened").subjects == ["client:77"]
    assert books.ensure_book(77, "KWD") == (books.ensure_book(77, "KWD")[0], False)
    assert books.ensure_book(77, "KWD")[0].id == number
    with pytest.raises(books.BookIsOpen):
        books.open_book(77, "KWD", by=SUPERVISOR, at=NOON)
    with pytest.raises(UnknownCurrency):
        books.open_book(77, "XXX", by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        books.open_book(78, "KWD", by=COLLECTOR, at=NOON)


def test_a_fee_is_posted_on_its_item_with_evidence(debt_id: int) -> None:
    number = post(fee(debt_id), account_id=debt_id, by=SUPERVISOR, at=NOON)
    assert queries.balance(debt_id, as_of=day(40)).components == {"principal": 10_000, "fees": 500}
    assert open_minor(debt_id, as_of=day(39)) == 10_000
    told = EvidenceEntry.objects.get(kind="ledger.posted")
    assert f"debt:{debt_id}" in told.subjects
    assert Transaction.objects.get(id=number).entry_id == told.id


def test_a_credit_note_takes_off_what_is_open_and_no_more(debt_id: int) -> None:
    for minor in (4_000, 6_000):
        lines = tuple(line.mirrored for line in charged(Part(item_id(debt_id), "principal", minor), account_id=debt_id))
        post(Entry("credit note", day(10), lines), account_id=debt_id, by=SUPERVISOR, at=NOON)
    assert open_minor(debt_id) == 0
    one = tuple(line.mirrored for line in charged(Part(item_id(debt_id), "principal", 1), account_id=debt_id))
    with pytest.raises(NotLevel):
        post(Entry("credit note", day(10), one), account_id=debt_id, by=SUPERVISOR, at=NOON)


def test_a_refund_gives_back_unapplied_money_and_no_more(debt_id: int) -> None:
    give = (Line("unapplied", 1, account_id=debt_id), Line("cash", -1, account_id=debt_id))
    with pytest.raises(NotLevel):
        post(Entry("refund", day(10), give), account_id=debt_id, by=SUPERVISOR, at=NOON)


def test_an_entry_with_faults_stays_out(debt_id: int) -> None:
    with pytest.raises(EntryRefused) as caught:
        post(
            Entry("fee", day(1), (Line("receivable", 5, account_id=debt_id),)),
            account_id=debt_id,
            by=SUPERVISOR,
            at=NOON,
        )
    assert [fault.where for fault in caught.value.faults] == ["entry", "entry"]


def test_an_entry_on_one_debt_names_no_other(debt_id: int, book: Book) -> None:
    other = place(book, item("INV-2", 100), reference="D-2")
    with pytest.raises(EntryRefused, match="another debt"):
        post(fee(other), account_id=debt_id, by=SUPERVISOR, at=NOON)


@pytest.mark.parametrize("kind", ["charge", "receipt", "allocation", "write-off", "reversal"])
def test_what_has_a_deed_of_its_own_is_not_posted_by_hand(debt_id: int, kind: str) -> None:
    entry = Entry(kind, day(1), fee(debt_id).lines)  # type: ignore[arg-type]  # A parameter is a plain text.
    with pytest.raises(KindRefused):
        post(entry, account_id=debt_id, by=SUPERVISOR, at=NOON)


def test_posting_needs_an_account_and_the_permission(debt_id: int) -> None:
    with pytest.raises(NoSuchAccount):
        post(fee(debt_id), account_id=987654321, by=SUPERVISOR, at=NOON)
    for actor in (COLLECTOR, AUDITOR, elsewhere(SUPERVISOR)):
        with pytest.raises(PermissionRefused):
            post(fee(debt_id), account_id=debt_id, by=actor, at=NOON)


def take_back(number: int, *, on: int = 50, reason: str = "Entered in error.") -> int:
    return reverse(number, reason=reason, effective_date=day(on), by=SUPERVISOR, at=NOON)


def test_a_reversal_leaves_nothing_and_history_stays(debt_id: int) -> None:
    number = post(fee(debt_id), account_id=debt_id, by=SUPERVISOR, at=NOON)
    take_back(number)
    assert [open_minor(debt_id, as_of=day(on)) for on in (39, 40, 49, 50)] == [10_000, 10_500, 10_500, 10_000]
    assert [line.cause for line in queries.lines_of(debt_id) if line.kind == "reversal"] == ["fee", "fee"]


def test_a_transaction_is_reversed_once(debt_id: int) -> None:
    number = post(fee(debt_id), account_id=debt_id, by=SUPERVISOR, at=NOON)
    take_back(number)
    with pytest.raises(ReversalRefused, match="is reversed already"):
        take_back(number)


def test_a_reversal_needs_a_reason_and_a_day_that_is_not_before(debt_id: int) -> None:
    number = post(fee(debt_id), account_id=debt_id, by=SUPERVISOR, at=NOON)
    with pytest.raises(ReversalRefused, match="Say why"):
        take_back(number, reason=" ")
    with pytest.raises(ReversalRefused, match="cannot be taken back before"):
        take_back(number, on=39)
    take_back(number, on=40)


def test_charges_receipts_and_reversals_are_not_reversed_here(debt_id: int) -> None:
    charge = Transaction.objects.get(kind="charge")
    with pytest.raises(ReversalRefused, match="changing or withdrawing its item"):
        take_back(charge.id)
    number = take_back(post(fee(debt_id), account_id=debt_id, by=SUPERVISOR, at=NOON))
    with pytest.raises(ReversalRefused, match="A reversal is not taken back"):
        take_back(number)
    with pytest.raises(ReversalRefused, match="There is no transaction"):
        take_back(987654321)


def test_reversing_needs_the_permission(debt_id: int) -> None:
    number = post(fee(debt_id), account_id=debt_id, by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        reverse(number, reason="No.", effective_date=day(50), by=COLLECTOR, at=NOON)


def give_up(debt_id: int, minor: int, *, on: date | None = None, reason: str = "Too small to pursue.") -> int:
    part = Part(item_id(debt_id), "principal", minor)
    return write_off(debt_id, [part], reason=reason, effective_date=on or day(60), by=SUPERVISOR, at=NOON)


def test_a_write_off_gives_up_at_most_what_is_open(debt_id: int) -> None:
    with pytest.raises(WriteOffRefused, match="than is open"):
        give_up(debt_id, 10_001)
    give_up(debt_id, 10_000)
    assert open_minor(debt_id) == 0
    assert queries.balance(debt_id, as_of=day(60)).under("written off") == 10_000


def test_a_write_off_before_a_later_one_takes_only_what_that_left(debt_id: int) -> None:
    give_up(debt_id, 6_000)
    with pytest.raises(WriteOffRefused):
        give_up(debt_id, 4_001, on=day(5))
    give_up(debt_id, 4_000, on=day(5))
    with pytest.raises(WriteOffRefused):
        give_up(debt_id, 1, on=day(-1))


def test_a_write_off_needs_a_reason_and_parts(debt_id: int) -> None:
    part = Part(item_id(debt_id), "principal", 5)
    with pytest.raises(WriteOffRefused, match="Say why"):
        give_up(debt_id, 5, reason="")
    for parts in ([], [part._replace(amount_minor=0)], [part, part]):
        with pytest.raises(WriteOffRefused):
            write_off(debt_id, parts, reason="Small.", effective_date=day(60), by=SUPERVISOR, at=NOON)


def test_a_collector_writes_off_up_to_a_limit(debt_id: int) -> None:
    part = Part(item_id(debt_id), "principal", 2_500)
    with pytest.raises(PermissionRefused, match="not as much as"):
        write_off(
            debt_id, [part._replace(amount_minor=2_501)], reason="Small.", effective_date=day(60), by=COLLECTOR, at=NOON
        )
    write_off(debt_id, [part], reason="Small.", effective_date=day(60), by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        write_off(debt_id, [part], reason="Small.", effective_date=day(60), by=AUDITOR, at=NOON)


def test_a_write_off_can_be_taken_back(debt_id: int) -> None:
    take_back(give_up(debt_id, 10_000), on=70)
    assert [open_minor(debt_id, as_of=day(on)) for on in (59, 60, 70)] == [10_000, 0, 10_000]
    assert unapplied_minor(debt_id) == 0


def test_a_book_can_be_opened_by_an_administrator() -> None:
    assert books.open_book(79, "JPY", by=ADMINISTRATOR, at=NOON)
