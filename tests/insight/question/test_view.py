import pytest

from goodstanding.insight.question.view import HELD, Held, View, or_first_date, receivable_lines
from tests.insight.question.asked import DAY, INSTANT


def test_one_client_is_asked_for_by_its_books() -> None:
    assert "book_id = ANY" in View((1, 2), as_of=DAY).lines
    assert "book_id" not in View(None, as_of=DAY).lines


def test_a_client_without_books_is_not_taken_for_all_clients() -> None:
    assert "book_id = ANY" in View((), as_of=DAY).lines
    assert View((), as_of=DAY).parameters["books"] == []


def test_what_was_known_is_asked_for_only_when_it_matters() -> None:
    assert "recorded_at" not in View(None, as_of=DAY).lines
    assert "recorded_at <= " in View(None, as_of=DAY, known_at=INSTANT).lines
    assert View(None, as_of=DAY).seen("item") == "item.withdrawn_at IS NULL"
    assert "item.withdrawn_at > " in View(None, as_of=DAY, known_at=INSTANT).seen("item")


@pytest.mark.parametrize("held", HELD)
def test_lines_come_in_the_order_of_what_carries_them(held: Held) -> None:
    assert receivable_lines(View(None, as_of=DAY), held).endswith("ORDER BY carrier")
    assert receivable_lines(View(None, as_of=DAY), held, by_cut=True).endswith("ORDER BY carrier, cut")


def test_money_without_an_item_has_no_due_date() -> None:
    assert "item.due_date" in or_first_date("due_date", "items")
    assert or_first_date("due_date", "loose") == "owed.first_date"
