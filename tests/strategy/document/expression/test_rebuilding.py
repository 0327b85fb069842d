"""Rebuilding a parsed expression."""

import sqlglot
from sqlglot import exp

from goodstanding.strategy.document.expression.rebuilding import DEPTH_MAX, Rebuilder


def rebuilder(text: str) -> tuple[Rebuilder, exp.Expr]:
    tree = sqlglot.parse_one(text, read="duckdb")
    return Rebuilder(text, {"score": "number", "on_hold": "yes"}), tree


def test_a_piece_has_its_kind_and_the_columns_are_remembered() -> None:
    made, tree = rebuilder("score + 1")
    assert made.rebuild(tree).kind == "number"
    assert made.named == {"score"}
    assert not made.faults


def test_brackets_follow_the_tree_and_not_the_text() -> None:
    made, tree = rebuilder("on_hold or on_hold and score = 1")
    assert made.rebuild(tree).sql == '("on_hold" OR ("on_hold" AND ("score" = 1)))'


def test_one_mistake_is_told_once() -> None:
    made, tree = rebuilder("(nothing_known + 1) * 2 > 3")
    made.rebuild(tree)
    assert len(made.faults) == 1


def test_depth_has_an_end() -> None:
    made, tree = rebuilder("score > " + "1 + " * (DEPTH_MAX - 5) + "1")
    made.rebuild(tree)
    assert not made.faults
    made, tree = rebuilder("score > " + "1 + " * DEPTH_MAX + "1")
    made.rebuild(tree)
    assert made.faults
