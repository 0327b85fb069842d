"""Pieces of expressions."""

from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, ITEM_COLUMNS
from goodstanding.strategy.document.expression.piece import KINDS, Piece, agree, common


def test_only_what_can_fail_is_caught() -> None:
    assert Piece("1", "number").safe == "1"
    assert Piece("a * 2", "number", can_fail=True).safe == "TRY(a * 2)"


def test_null_agrees_with_everything_and_other_kinds_only_with_themselves() -> None:
    assert agree("number", "nothing", "number")
    assert not agree("number", "nothing", "word")
    assert common("nothing", "date") == "date"
    assert common("nothing", "nothing") == "nothing"


def test_every_kind_of_column_is_a_kind_of_piece() -> None:
    assert {column.kind for column in [*ACCOUNT_COLUMNS.values(), *ITEM_COLUMNS.values()]} <= set(KINDS)
