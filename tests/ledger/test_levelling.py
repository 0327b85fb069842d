from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.ledger.levelling import Move, NotLevel, level
from goodstanding.ledger.posting import Head, Kind, Posted

AT = datetime(2026, 6, 1, tzinfo=UTC)
START = date(2026, 1, 1)
NOTHING: list[Move] = []


def day(number: int) -> date:
    return START + timedelta(days=number)


def line(
    number: int,
    days: int,
    amount_minor: int,
    *,
    head: Head = "receivable",
    kind: Kind = "charge",
    cause: Kind | None = None,
    item_id: int | None = 1,
    reverses_id: int | None = None,
) -> Posted:
    its_item = item_id if head == "receivable" else None
    return Posted(
        number, kind, cause or kind, day(days), AT, head, "principal", its_item, amount_minor, reverses_id=reverses_id
    )


def receipt(number: int, days: int, *, paid: int, unapplied: int = 0, item_id: int = 1) -> list[Posted]:
    lines = [line(number, days, -paid, kind="receipt", item_id=item_id)] if paid else []
    return lines + ([line(number, days, -unapplied, kind="receipt", head="unapplied")] if unapplied else [])


def application(number: int, days: int, amount: int, *, item_id: int) -> list[Posted]:
    return [
        line(number, days, amount, kind="allocation", head="unapplied"),
        line(number, days, -amount, kind="allocation", item_id=item_id),
    ]


def mirror(lines: list[Posted], number: int, days: int) -> list[Posted]:
    return [
        one._replace(
            transaction_id=number,
            kind="reversal",
            amount_minor=-one.amount_minor,
            effective_date=day(days),
            reverses_id=one.transaction_id,
        )
        for one in lines
    ]


def test_a_level_account_needs_nothing() -> None:
    assert level([line(1, 0, 100), *receipt(2, 5, paid=60, unapplied=0)]) == NOTHING


def test_an_item_lowered_below_what_was_paid_gives_the_rest_to_unapplied_on_that_day() -> None:
    lines = [line(1, 0, 100), *receipt(2, 5, paid=60), *mirror([line(1, 0, 100)], 3, 0), line(4, 0, 50)]
    assert level(lines) == [Move(day(5), 1, "principal", 10)]


def test_an_item_lowered_to_what_was_paid_gives_nothing() -> None:
    lines = [line(1, 0, 100), *receipt(2, 5, paid=60), *mirror([line(1, 0, 100)], 3, 0), line(4, 0, 60)]
    assert level(lines) == NOTHING


def test_money_that_bounced_later_comes_back_from_unapplied() -> None:
    paid = receipt(2, 5, paid=60)
    lines = [line(1, 0, 100), *paid, *mirror(paid, 3, 9), *mirror([line(1, 0, 100)], 4, 0), line(5, 0, 50)]
    assert level(lines) == [Move(day(5), 1, "principal", 10), Move(day(9), 1, "principal", -10)]


def test_a_bounce_takes_back_what_its_rest_had_paid() -> None:
    paid = receipt(2, 5, paid=100, unapplied=40)
    lines = [
        line(1, 0, 100), *paid, line(3, 6, 70, item_id=2), *application(4, 7, 40, item_id=2), *mirror(paid, 5, 9),
    ]  # fmt: skip
    assert level(lines) == [Move(day(9), 2, "principal", 40)]


def test_what_was_applied_after_the_bounce_is_taken_back_on_its_own_day() -> None:
    paid = receipt(2, 5, paid=0, unapplied=40)
    lines = [line(1, 0, 100), *paid, *application(4, 12, 40, item_id=1), *mirror(paid, 5, 9)]
    assert level(lines) == [Move(day(12), 1, "principal", 40)]


def test_the_newest_item_gives_first_and_no_more_than_needed() -> None:
    first, second = receipt(2, 5, paid=0, unapplied=40), receipt(3, 5, paid=0, unapplied=40)
    lines = [
        line(1, 0, 100), line(1, 0, 100, item_id=2), *first, *second, *application(4, 6, 60, item_id=1),
        *application(5, 7, 15, item_id=2), *mirror(first, 6, 9),
    ]  # fmt: skip
    assert level(lines) == [Move(day(9), 1, "principal", 20), Move(day(9), 2, "principal", 15)]


def test_what_a_receipt_itself_paid_is_never_taken_for_another() -> None:
    first, second = receipt(2, 5, paid=0, unapplied=40), receipt(3, 5, paid=70, item_id=2)
    lines = [
        line(1, 0, 100), line(1, 0, 100, item_id=2), *first, *second, *application(4, 6, 40, item_id=1),
        *mirror(first, 6, 9),
    ]  # fmt: skip
    assert level(lines) == [Move(day(9), 1, "principal", 40)]


def test_an_application_reversed_after_the_bounce_is_taken_back_in_between() -> None:
    paid, applied = receipt(2, 5, paid=0, unapplied=40), application(3, 6, 40, item_id=1)
    lines = [line(1, 0, 100), *paid, *applied, *mirror(applied, 4, 20), *mirror(paid, 5, 9)]
    assert level(lines) == [Move(day(9), 1, "principal", 40), Move(day(20), 1, "principal", -40)]


def test_what_was_levelled_is_level() -> None:
    paid, applied = receipt(2, 5, paid=100, unapplied=40), application(4, 7, 40, item_id=2)
    lines = [line(1, 0, 100), *paid, line(3, 6, 70, item_id=2), *applied, *mirror(paid, 5, 9)]
    for move in level(lines):
        owed = line(9, 0, move.amount_minor, kind="allocation", item_id=move.item_id)
        kept = line(9, 0, -move.amount_minor, kind="allocation", head="unapplied")
        lines += [one._replace(effective_date=move.effective_date) for one in (owed, kept)]
    assert level(lines) == NOTHING


def test_an_application_that_was_reversed_already_is_left_alone() -> None:
    paid, applied = receipt(2, 5, paid=0, unapplied=40), application(3, 6, 40, item_id=1)
    lines = [line(1, 0, 100), *paid, *applied, *mirror(applied, 4, 7), *mirror(paid, 5, 9)]
    assert level(lines) == NOTHING


def test_more_written_off_than_the_item_would_be_worth_is_refused() -> None:
    lines = [line(1, 0, 100), line(2, 5, -80, kind="write-off"), *mirror([line(1, 0, 100)], 3, 0)]
    assert level([*lines, line(4, 0, 80)]) == NOTHING
    with pytest.raises(NotLevel):
        level([*lines, line(4, 0, 79)])


def test_money_that_is_missing_altogether_is_refused() -> None:
    with pytest.raises(NotLevel):
        level([line(1, 0, 5, head="unapplied", kind="refund")])
