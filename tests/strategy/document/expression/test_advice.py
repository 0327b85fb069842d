"""What is said about what is not offered."""

import pytest
from sqlglot import exp

from goodstanding.strategy.document.expression.advice import NOT_WANTED, advice, called
from goodstanding.strategy.document.expression.piece import Piece


def test_every_piece_of_advice_is_sentences() -> None:
    assert all(word.endswith(".") for pair in NOT_WANTED.values() for word in pair)


def test_a_node_is_called_by_its_words() -> None:
    assert called(exp.JSONExtract()).isupper()
    assert called(exp.Drop()) == "DROP"


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [("5", "word", "5."), ("x", "word", ""), ("1.2.3", "word", "")],
)
def test_a_number_in_quotation_marks_is_unquoted(value: str, kind: str, told: str) -> None:
    pieces = [(exp.column("score"), Piece("score", "number")), (exp.Literal.string(value), Piece(value, "word"))]
    assert advice(pieces).endswith(told)
    assert bool(advice(pieces)) == bool(told)
