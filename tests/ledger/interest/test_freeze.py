"""Freezes as spans."""

from datetime import date

from goodstanding.ledger.interest.freeze import Freeze, Span, is_frozen, spans

UNTIL = date(2026, 12, 31)


def day(number: int) -> date:
    return date(2026, 1, number)


def test_spans_merge_what_touches_and_leave_out_what_is_empty() -> None:
    freezes = [Freeze(day(20), day(25)), Freeze(day(5), day(9)), Freeze(day(10), day(12)), Freeze(day(6), day(7))]
    assert spans(freezes, until=UNTIL) == [Span(day(5), day(13)), Span(day(20), day(26))]
    assert spans([Freeze(day(9), day(8)), Freeze(UNTIL, None)], until=UNTIL) == []
    assert spans([Freeze(day(1), date.max)], until=date.max) == [Span(day(1), date.max)]


def test_both_days_are_frozen_and_the_neighbours_are_not() -> None:
    within = spans([Freeze(day(5), day(9))], until=UNTIL)
    assert [is_frozen(day(number), within=within) for number in (4, 5, 9, 10)] == [False, True, True, False]
