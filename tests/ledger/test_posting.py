from typing import get_args

import pytest

from goodstanding.ledger import posting
from goodstanding.ledger.posting import Line, Part, applied, charged, closed, given_up, received

PARTS = (Part(1, "fees", 5), Part(2, "principal", 30))


def total(lines: tuple[Line, ...]) -> int:
    return sum(line.amount_minor for line in lines)


def test_every_deed_sums_to_zero() -> None:
    assert total(charged(PARTS[0], account_id=7)) == 0
    assert total(received(50, parts=PARTS, account_id=7)) == 0
    assert total(applied(PARTS, account_id=7)) == 0
    assert total(given_up(PARTS, account_id=7, under="written off")) == 0
    assert total(closed(PARTS, account_id=7)) == 0


def test_every_line_names_the_account() -> None:
    for lines in (charged(PARTS[0], account_id=7), received(50, parts=PARTS, account_id=7)):
        assert {line.account_id for line in lines} == {7}


def test_a_charge_stands_against_what_was_placed() -> None:
    assert charged(Part(1, "principal", 100), account_id=7) == (
        Line("receivable", 100, "principal", 1, 7),
        Line("placed", -100, "principal", 1, 7),
    )


def test_a_fee_of_ones_own_stands_against_income() -> None:
    assert charged(Part(1, "fees", 5), account_id=7, against="income")[1].head == "income"


def test_a_receipt_that_pays_everything_leaves_nothing_unapplied() -> None:
    assert [line.head for line in received(35, parts=PARTS, account_id=7)] == ["cash", "receivable", "receivable"]
    assert received(36, parts=PARTS, account_id=7)[-1] == Line("unapplied", -1, account_id=7)


def test_a_receipt_never_pays_more_than_it_brings() -> None:
    with pytest.raises(AssertionError):
        received(34, parts=PARTS, account_id=7)


def test_the_mirror_of_a_mirror_is_the_line() -> None:
    line = Line("cash", 5)
    assert line.mirrored.mirrored == line
    assert line.mirrored.amount_minor == -5


def test_the_closed_sets_are_those_of_the_tables() -> None:
    assert get_args(posting.Head) == posting.HEADS
    assert len(set(posting.KINDS)) == len(posting.KINDS)
