from datetime import timedelta

import pytest

from goodstanding.ledger import queries
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.entries import post
from goodstanding.ledger.operations.reversal import reverse
from goodstanding.ledger.posting import Part, charged
from goodstanding.ledger.queries import NoSuchAccount, OpenAmount
from tests.receivables.cast import NOON, SUPERVISOR, day, item, open_book, place

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def debt_id() -> int:
    """Two items, and a fee on the first that was recorded a day later."""
    number = place(open_book(), item("INV-1", 10_000), item("INV-2", 2_000, issued=20, due=50))
    part = Part(first_item(number), "fees", 500)
    post(Entry("fee", day(10), charged(part, account_id=number)), account_id=number, by=SUPERVISOR, at=LATER)
    return number


def first_item(debt_id: int) -> int:
    found = queries.lines_of(debt_id)[0].item_id
    assert found is not None
    return found


def test_a_balance_is_told_as_of_a_day(debt_id: int) -> None:
    told = [queries.balance(debt_id, as_of=day(on)).open_minor for on in (-1, 0, 9, 10, 19, 20)]
    assert told == [0, 10_000, 10_000, 10_500, 10_500, 12_500]


def test_a_balance_is_told_as_known_at_an_instant(debt_id: int) -> None:
    just_before = LATER - timedelta(microseconds=1)
    assert queries.balance(debt_id, as_of=day(90), known_at=just_before).open_minor == 12_000
    assert queries.balance(debt_id, as_of=day(90), known_at=LATER).open_minor == 12_500
    assert queries.balance(debt_id, as_of=day(90), known_at=NOON - timedelta(seconds=1)).open_minor == 0


def test_open_amounts_are_told_by_item_and_component(debt_id: int) -> None:
    first = first_item(debt_id)
    assert queries.open_by_item([debt_id], as_of=day(10)) == [
        OpenAmount(debt_id, first, "fees", 500),
        OpenAmount(debt_id, first, "principal", 10_000),
    ]
    assert queries.open_by_item([], as_of=day(10)) == []


def test_what_is_settled_is_left_out(debt_id: int) -> None:
    fee = Transaction.objects.get(kind="fee")
    reverse(fee.id, reason="Waived.", effective_date=day(10), by=SUPERVISOR, at=LATER)
    assert [found.component for found in queries.open_by_item([debt_id], as_of=day(10))] == ["principal"]


def test_lines_come_in_the_order_of_their_days(debt_id: int) -> None:
    assert [line.effective_date for line in queries.lines_of(debt_id)] == sorted(
        line.effective_date for line in queries.lines_of(debt_id)
    )
    assert len(queries.lines_of(debt_id, as_of=day(9))) == 2
    assert len(queries.lines_of(debt_id, known_at=NOON)) == 4


def test_a_line_tells_its_transaction_and_what_it_reverses(debt_id: int) -> None:
    fee = Transaction.objects.get(kind="fee")
    number = reverse(fee.id, reason="Waived.", effective_date=day(12), by=SUPERVISOR, at=LATER)
    line = next(line for line in queries.lines_of(debt_id) if line.transaction_id == number)
    assert (line.kind, line.cause, line.reverses_id, line.reason) == ("reversal", "fee", fee.id, "Waived.")


def test_a_book_sums_to_zero(debt_id: int) -> None:
    its_book = queries.book_of_account(debt_id)
    told = queries.trial_balance(its_book.id, as_of=day(90))
    assert told == {"receivable": 12_500, "placed": -12_500}
    assert its_book.currency == "USD"


def test_an_account_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchAccount):
        queries.book_of_account(987654321)


def test_an_account_without_lines_has_no_balance() -> None:
    assert queries.balance(987654321, as_of=day(0)).balance_minor == 0
