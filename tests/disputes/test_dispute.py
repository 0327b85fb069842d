from datetime import date

import pytest

from goodstanding.disputes.dispute import Dispute, counts_on, disputed_items, overlap

MAY_1, MAY_9 = date(2026, 5, 1), date(2026, 5, 9)
CLOSED = Dispute(MAY_1, MAY_9)


@pytest.mark.parametrize(
    ("day", "counts"), [(date(2026, 4, 30), False), (MAY_1, True), (date(2026, 5, 8), True), (MAY_9, False)]
)
def test_a_dispute_counts_until_the_day_before_it_was_closed(day: date, counts: bool) -> None:
    assert counts_on(CLOSED, day) is counts


def test_an_open_dispute_goes_on_counting() -> None:
    assert counts_on(Dispute(MAY_1), date(2036, 5, 1))


def test_a_dispute_closed_on_its_first_day_never_counts() -> None:
    assert not counts_on(Dispute(MAY_1, MAY_1), MAY_1)


def test_disputes_of_the_same_thing_overlap_on_a_common_day() -> None:
    assert overlap(CLOSED, Dispute(date(2026, 5, 8)))
    assert overlap(Dispute(date(2026, 4, 1)), CLOSED)
    assert not overlap(CLOSED, Dispute(MAY_9))
    assert not overlap(CLOSED, Dispute(date(2026, 5, 3), date(2026, 5, 3)))


def test_an_item_and_its_whole_debt_are_two_things() -> None:
    assert not overlap(CLOSED, CLOSED._replace(item_id=1))
    assert overlap(CLOSED._replace(item_id=1), CLOSED._replace(item_id=1))


def test_a_disputed_debt_puts_all_its_items_in_dispute() -> None:
    assert disputed_items([Dispute(MAY_1)], MAY_1, items=[1, 2]) == {1, 2}
    assert disputed_items([Dispute(MAY_1)], date(2026, 4, 30), items=[1, 2]) == frozenset()


def test_a_disputed_item_is_in_dispute_alone() -> None:
    assert disputed_items([Dispute(MAY_1, item_id=2), Dispute(MAY_1, item_id=9)], MAY_1, items=[1, 2]) == {2}
