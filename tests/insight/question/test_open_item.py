import pytest

from goodstanding.insight.grouping import parse
from goodstanding.insight.question.open_item import open_items, unapplied
from goodstanding.insight.question.view import HELD, Held
from goodstanding.receivables.ageing import TRADE, Buckets
from tests.insight.question.asked import FROM_OUTSIDE, VIEW


@pytest.mark.parametrize("held", HELD)
def test_nothing_from_outside_is_part_of_the_text(held: Held) -> None:
    by = parse("attribute:x'y")
    asked = open_items(VIEW, held=held, buckets=Buckets((45,)), anchor="due date", grouping=by)
    assert asked.parameters["attribute"] == "x'y"
    for question in (asked, unapplied(VIEW, grouping=by)):
        assert not any(word in question.sql for word in FROM_OUTSIDE)


def test_buckets_become_the_days_they_start_on() -> None:
    asked = open_items(VIEW, held="items", buckets=TRADE, anchor="due date")
    assert asked.parameters["starts"] == [1, 31, 61, 91, 121]


def test_a_bucket_beyond_all_days_still_fits_the_database() -> None:
    asked = open_items(VIEW, held="items", buckets=Buckets((30, 10**30)), anchor="due date")
    assert asked.parameters["starts"][-1] < 2**31
