from datetime import UTC, date, datetime

import pytest

from goodstanding.insight import question
from goodstanding.insight.grouping import parse
from goodstanding.insight.question import HELD, View
from goodstanding.receivables.ageing import TRADE, Buckets

DAY = date(2026, 6, 30)
INSTANT = datetime(2026, 7, 1, tzinfo=UTC)


def test_one_client_is_asked_for_by_its_books() -> None:
    assert "book_id = ANY" in View((1, 2), as_of=DAY).lines
    assert "book_id" not in View(None, as_of=DAY).lines


def test_a_client_without_books_is_not_taken_for_all_clients() -> None:
    assert "book_id = ANY" in View((), as_of=DAY).lines


def test_what_was_known_is_asked_for_only_when_it_matters() -> None:
    assert "recorded_at" not in View(None, as_of=DAY).lines
    assert "recorded_at <= " in View(None, as_of=DAY, known_at=INSTANT).lines
    assert View(None, as_of=DAY).seen("item") == "item.withdrawn_at IS NULL"
    assert "item.withdrawn_at > " in View(None, as_of=DAY, known_at=INSTANT).seen("item")


@pytest.mark.parametrize("held", HELD)
def test_nothing_from_outside_is_part_of_the_text(held: question.Held) -> None:
    view = View((7_777,), as_of=DAY, known_at=INSTANT)
    asked = [
        question.open_items(
            view, held=held, buckets=Buckets((45,)), anchor="due date", grouping=parse("attribute:x'y")
        ),
        question.unapplied(view, grouping=parse("attribute:x'y")),
        question.balance_changes(view, held=held, cuts=[DAY]),
        question.charges_by_day(view),
        question.cash_by_day(view),
        question.issued(view, clients=(7_777,), period_start=DAY),
        question.customers(view, clients=(7_777,), period_start=DAY),
    ]
    for each in asked:
        assert not any(word in each.sql for word in ("x'y", "7777", "2026", "45"))


def test_buckets_become_the_days_they_start_on() -> None:
    view = View(None, as_of=DAY)
    asked = question.open_items(view, held="items", buckets=TRADE, anchor="due date")
    assert asked.parameters["starts"] == [1, 31, 61, 91, 121]


def test_a_bucket_beyond_all_days_still_fits_the_database() -> None:
    view = View(None, as_of=DAY)
    asked = question.open_items(view, held="items", buckets=Buckets((30, 10**30)), anchor="due date")
    assert asked.parameters["starts"][-1] < 2**31
