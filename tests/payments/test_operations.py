"""Recording, reversing and applying money in the database."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import pytest
from django.db import connection

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger import queries as books
from goodstanding.money.amount import Amount
from goodstanding.payments.models import Receipt as ReceiptRow
from goodstanding.payments.operations.applying import NothingToApply, apply_unapplied
from goodstanding.payments.operations.recording import ReceiptKnown, ReceiptRefused, record
from goodstanding.payments.operations.reversing import ReceiptReversalRefused, reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.held_debt import DebtWithdrawn, NoSuchDebt
from goodstanding.receivables.operations.placing import add_item
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from tests.receivables.cast import (
    AUDITOR,
    COLLECTOR,
    FAR,
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
    usd,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_balance() -> Iterator[None]:
    """Make the check of the commit at the end of every story."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000), item("INV-2", 2_000, issued=20, due=50))


def item_id(debt_id: int, reference: str) -> int:
    return Item.objects.get(debt_id=debt_id, reference=reference).id


def pay(
    debt_id: int,
    minor: int,
    *,
    on: int,
    source_key: str = "",
    named: Sequence[int] = (),
    disputed: Collection[int] = (),
    by: Actor = COLLECTOR,
) -> int:
    receipt = Receipt(usd(minor), day(on), "transfer", "Thank you", source_key)
    return record(debt_id, receipt, named=named, disputed_items=disputed, by=by, at=NOON)


def bounce(receipt_id: int, *, on: int, reason: str = "Bounced.") -> int:
    return reverse(receipt_id, reason=reason, reversed_date=day(on), by=SUPERVISOR, at=NOON)


def apply(debt_id: int, *, on: int, disputed: Collection[int] = ()) -> int:
    return apply_unapplied(debt_id, effective_date=day(on), disputed_items=disputed, by=COLLECTOR, at=NOON)


def open_by_reference(debt_id: int, *, as_of: date = FAR) -> dict[str, int]:
    references = dict(Item.objects.filter(debt_id=debt_id).values_list("id", "reference"))
    found = books.open_by_item([debt_id], as_of=as_of)
    return {references[one.item_id]: one.open_minor for one in found if one.item_id is not None}


# Recording.


def test_a_receipt_pays_the_oldest_first_and_leaves_the_rest_unapplied(debt_id: int) -> None:
    pay(debt_id, 12_500, on=30)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (0, 500)
    assert books.balance(debt_id, as_of=day(30)).under("cash") == 12_500
    told = EvidenceEntry.objects.get(kind="payments.receipt_recorded")
    assert f"debt:{debt_id}" in told.subjects


def test_a_back_dated_receipt_pays_only_what_was_issued_and_stays_open_since(debt_id: int) -> None:
    pay(debt_id, 9_000, on=30)
    pay(debt_id, 2_000, on=10)
    assert open_by_reference(debt_id) == {"INV-2": 2_000}
    assert unapplied_minor(debt_id) == 1_000
    assert [open_minor(debt_id, as_of=day(on)) for on in (9, 10, 29, 30)] == [10_000, 9_000, 11_000, 2_000]


def test_a_payer_may_name_the_item(debt_id: int) -> None:
    pay(debt_id, 2_100, on=30, named=[item_id(debt_id, "INV-2")])
    assert open_by_reference(debt_id) == {"INV-1": 9_900}


def test_money_passes_over_what_is_in_dispute(debt_id: int) -> None:
    pay(debt_id, 3_000, on=30, disputed={item_id(debt_id, "INV-1")})
    assert open_by_reference(debt_id) == {"INV-1": 10_000}
    assert unapplied_minor(debt_id) == 1_000


def test_a_receipt_that_cannot_be_is_refused_with_every_reason(debt_id: int) -> None:
    with pytest.raises(ReceiptRefused) as caught:
        record(debt_id, Receipt(Amount(0, "EUR"), date(2026, 6, 17)), by=COLLECTOR, at=NOON)
    assert str(caught.value).count(".") == 3
    with pytest.raises(NoSuchDebt):
        pay(987654321, 5, on=1)
    assert "cash" not in {line.head for line in books.lines_of(debt_id)}


def test_a_source_names_a_receipt_once(book: Book, debt_id: int) -> None:
    pay(debt_id, 100, on=30, source_key="bank-1")
    with pytest.raises(ReceiptKnown):
        pay(debt_id, 100, on=31, source_key="bank-1")
    other = place(open_book("Heron Clinic"), item("INV-1", 500))
    pay(other, 100, on=30, source_key="bank-1")


def test_a_repeat_is_taken_and_flagged(debt_id: int) -> None:
    first, second, third = pay(debt_id, 100, on=30), pay(debt_id, 100, on=30), pay(debt_id, 100, on=31)
    flagged = dict(ReceiptRow.objects.values_list("id", "repeats_id"))
    assert flagged == {first: None, second: first, third: None}
    bounce(first, on=40)
    assert ReceiptRow.objects.get(id=pay(debt_id, 100, on=30)).repeats_id == second


def test_recording_needs_the_permission(debt_id: int) -> None:
    for actor in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            pay(debt_id, 100, on=30, by=actor)


def test_money_for_a_withdrawn_debt_is_taken_and_lies_unapplied(debt_id: int) -> None:
    withdraw_debt(debt_id, reason="Recalled.", effective_date=day(40), by=SUPERVISOR, at=NOON)
    pay(debt_id, 100, on=41)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (0, 100)


# Reversing.


def test_a_reversal_undoes_exactly_the_split(debt_id: int) -> None:
    number = pay(debt_id, 12_500, on=30)
    bounce(number, on=33)
    assert [open_minor(debt_id, as_of=day(on)) for on in (29, 30, 32, 33)] == [12_000, 0, 0, 12_000]
    assert [unapplied_minor(debt_id, as_of=day(on)) for on in (30, 32, 33)] == [500, 500, 0]


def test_what_the_rest_had_paid_since_is_taken_back_with_it(debt_id: int) -> None:
    number = pay(debt_id, 12_500, on=30)
    add_item(debt_id, item("INV-3", 400, issued=32), by=SUPERVISOR, at=NOON)
    assert apply(debt_id, on=35) == 400
    bounce(number, on=36)
    assert (open_minor(debt_id, as_of=day(35)), unapplied_minor(debt_id, as_of=day(35))) == (0, 100)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (12_400, 0)


def test_money_that_another_receipt_left_stays_applied(debt_id: int) -> None:
    first, second = pay(debt_id, 12_400, on=30), pay(debt_id, 400, on=31)
    add_item(debt_id, item("INV-3", 400, issued=32), by=SUPERVISOR, at=NOON)
    apply(debt_id, on=35)
    bounce(second, on=36)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (0, 0)
    bounce(first, on=37)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (12_400, 0)


def test_a_receipt_is_reversed_once_with_a_reason_on_a_day_that_can_be(debt_id: int) -> None:
    number = pay(debt_id, 500, on=30)
    with pytest.raises(ReceiptReversalRefused, match="Say why"):
        bounce(number, on=31, reason=" ")
    with pytest.raises(ReceiptReversalRefused, match="cannot be reversed before"):
        bounce(number, on=29)
    with pytest.raises(ReceiptReversalRefused, match="still to come"):
        bounce(number, on=400)
    with pytest.raises(ReceiptReversalRefused, match="There is no receipt"):
        bounce(987654321, on=31)
    with pytest.raises(PermissionRefused):
        reverse(number, reason="No.", reversed_date=day(31), by=COLLECTOR, at=NOON)
    bounce(number, on=30)
    with pytest.raises(ReceiptReversalRefused, match="is reversed already"):
        bounce(number, on=31)


def test_a_bounce_on_a_withdrawn_debt_goes_back_to_the_client(debt_id: int) -> None:
    number = pay(debt_id, 3_000, on=30)
    withdraw_debt(debt_id, reason="Recalled.", effective_date=day(40), by=SUPERVISOR, at=NOON)
    bounce(number, on=41)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (0, 0)
    assert books.balance(debt_id, as_of=FAR).under("placed") == 0


# Applying.


def test_unapplied_money_pays_what_comes_later(debt_id: int) -> None:
    pay(debt_id, 12_500, on=30)
    add_item(debt_id, item("INV-3", 700, issued=32), by=SUPERVISOR, at=NOON)
    assert apply(debt_id, on=35) == 500
    assert open_by_reference(debt_id) == {"INV-3": 200}
    assert unapplied_minor(debt_id, as_of=day(34)) == 500


def test_nothing_is_applied_where_nothing_can_be(debt_id: int) -> None:
    with pytest.raises(NothingToApply, match="No money lies unapplied"):
        apply(debt_id, on=35)
    pay(debt_id, 12_500, on=30)
    with pytest.raises(NothingToApply, match="Nothing is open"):
        apply(debt_id, on=35)
    with pytest.raises(NothingToApply, match="No money lies unapplied"):
        apply(debt_id, on=29)
    with pytest.raises(NothingToApply, match="still to come"):
        apply(debt_id, on=400)
    number = add_item(debt_id, item("INV-3", 700, issued=32), by=SUPERVISOR, at=NOON)
    with pytest.raises(NothingToApply, match="Nothing is open"):
        apply(debt_id, on=35, disputed={number})
    with pytest.raises(PermissionRefused):
        apply_unapplied(debt_id, effective_date=day(35), by=AUDITOR, at=NOON)


def test_nothing_is_applied_on_a_withdrawn_debt(debt_id: int) -> None:
    withdraw_debt(debt_id, reason="Recalled.", effective_date=day(40), by=SUPERVISOR, at=NOON)
    with pytest.raises(DebtWithdrawn):
        apply(debt_id, on=41)
