"""Opening and closing disputes in the database, and asking what is contested."""

from datetime import date

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.disputes.models import Dispute
from goodstanding.disputes.operations.contesting import DisputeRefused, close_dispute, open_dispute
from goodstanding.disputes.queries import disputed_items, of_debt, open_on
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.held_debt import DebtWithdrawn, NoSuchDebt
from goodstanding.receivables.operations.withdrawing import withdraw_debt, withdraw_item
from tests.receivables.cast import (
    AUDITOR,
    COLLECTOR,
    NOON,
    SUPERVISOR,
    Book,
    day,
    elsewhere,
    item,
    open_book,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000), item("INV-2", 2_000))


def items(debt_id: int) -> list[int]:
    return list(Item.objects.filter(debt_id=debt_id).order_by("reference").values_list("id", flat=True))


def contest(debt_id: int, *, on: int = 10, item_id: int | None = None, source_key: str = "") -> int:
    return open_dispute(
        debt_id,
        item_id=item_id,
        opened_date=day(on),
        reason="Not delivered.",
        source_key=source_key,
        by=COLLECTOR,
        at=NOON,
    )


def close(dispute_id: int, *, on: int = 20, outcome: str = "Explained.") -> None:
    close_dispute(dispute_id, closed_date=day(on), outcome=outcome, by=SUPERVISOR, at=NOON)


def test_a_dispute_counts_from_its_opening_until_the_day_before_its_closing(debt_id: int) -> None:
    number = contest(debt_id)
    close(number)
    told = [[one.dispute_id for one in open_on(day(on), debt_ids=[debt_id])] for on in (9, 10, 19, 20)]
    assert told == [[], [number], [number], []]
    assert of_debt(debt_id)[0].outcome == "Explained."
    kinds = EvidenceEntry.objects.order_by("position").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["disputes.opened", "disputes.closed"]


def test_the_items_in_dispute_are_told_for_a_day(debt_id: int) -> None:
    first, second = items(debt_id)
    contest(debt_id, item_id=first)
    assert disputed_items(debt_id, day(10)) == {first}
    contest(debt_id, on=15)
    assert disputed_items(debt_id, day(15)) == {first, second}
    assert disputed_items(debt_id, day(9)) == frozenset()


def test_a_thing_is_in_dispute_once_at_a_time(debt_id: int) -> None:
    number = contest(debt_id)
    for on in (9, 10, 30):
        with pytest.raises(DisputeRefused, match="in dispute already"):
            contest(debt_id, on=on)
    contest(debt_id, item_id=items(debt_id)[0])
    close(number)
    with pytest.raises(DisputeRefused, match="in dispute already"):
        contest(debt_id, on=19)
    contest(debt_id, on=20)


def test_a_source_names_a_dispute_once(debt_id: int) -> None:
    contest(debt_id, source_key="case-1")
    with pytest.raises(DisputeRefused, match="is in the book already"):
        contest(debt_id, item_id=items(debt_id)[0], source_key="case-1")


def test_a_dispute_that_cannot_be_is_refused(book: Book, debt_id: int) -> None:
    other = place(book, item("INV-9", 100), reference="D-2")
    with pytest.raises(DisputeRefused, match="has no item"):
        contest(debt_id, item_id=items(other)[0])
    withdraw_item(items(other)[0], reason="Void.", effective_date=day(0), by=SUPERVISOR, at=NOON)
    with pytest.raises(DisputeRefused, match="has no item"):
        contest(other, item_id=items(other)[0])
    with pytest.raises(DisputeRefused, match="still to come"):
        contest(debt_id, on=400)
    with pytest.raises(NoSuchDebt):
        contest(987654321)
    withdraw_debt(other, reason="Recalled.", effective_date=day(0), by=SUPERVISOR, at=NOON)
    with pytest.raises(DebtWithdrawn):
        contest(other)


def test_a_dispute_is_closed_once_on_a_day_that_can_be(debt_id: int) -> None:
    number = contest(debt_id)
    with pytest.raises(DisputeRefused, match="cannot be closed before"):
        close(number, on=9)
    with pytest.raises(DisputeRefused, match="Say how"):
        close(number, outcome=" ")
    with pytest.raises(DisputeRefused, match="still to come"):
        close(number, on=400)
    with pytest.raises(DisputeRefused, match="There is no dispute"):
        close(987654321)
    close(number, on=10)
    with pytest.raises(DisputeRefused, match="was closed on"):
        close(number)
    assert Dispute.objects.get(id=number).closed_date == date(2026, 1, 11)


def test_opening_and_closing_need_the_permission(debt_id: int) -> None:
    number = contest(debt_id)
    for actor in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            open_dispute(debt_id, opened_date=day(50), by=actor, at=NOON)
    with pytest.raises(PermissionRefused):
        close_dispute(number, closed_date=day(20), outcome="No.", by=COLLECTOR, at=NOON)
