"""The functions an expression may call."""

import pytest

from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS
from goodstanding.strategy.document.condition import examine
from goodstanding.strategy.document.expression.function import FUNCTIONS, OF_TREES, WORDS_OF, signature

SAMPLES = {"word": "'ab'", "words": "zones", "number": "score", "date": "placed_date", None: "score"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_can_be_called_as_its_signature_says(name: str) -> None:
    function = FUNCTIONS[name]
    takes = function.takes * 2 if function.is_open else function.takes
    call = f"{name}({', '.join(SAMPLES[kind] for kind in takes)})"
    assert not examine(f"{call} IS NOT NULL").faults
    assert examine(f"{name}() IS NULL").faults


def test_what_the_parser_knows_is_a_function_of_ours() -> None:
    assert {name for name, _ in OF_TREES.values()} <= set(FUNCTIONS)


def test_a_signature_says_what_is_taken() -> None:
    assert signature("includes") == "includes(words, word)"
    assert signature("coalesce") == "coalesce(value, …)"


def test_columns_of_few_words_are_columns_of_words() -> None:
    assert all(ACCOUNT_COLUMNS[name].kind == "word" for name in WORDS_OF)
