"""A column is declared once, with its kind and its meaning."""

import pytest

from goodstanding.factsheet import column
from goodstanding.factsheet.brief import ACTS, CONSENTS, DEBTS, EVENTS, WINDOWS
from goodstanding.factsheet.column import Column, ColumnRefused, by_name

SHEETS = {"acts": ACTS, "debts": DEBTS, "events": EVENTS, "consents": CONSENTS, "windows": WINDOWS}


def test_each_kind_has_its_own_word() -> None:
    makers = {
        "text": column.text, "texts": column.texts, "number": column.number, "instant": column.instant,
        "date": column.day, "amount": column.amount,
    }  # fmt: skip
    for kind, make in makers.items():
        assert make("x", "Meaning.", path="a.b") == Column("x", kind, "Meaning.", "a.b")  # type: ignore[arg-type]  # A kind.


def test_a_truth_that_is_missing_is_a_no_unless_it_says_otherwise() -> None:
    assert column.truth("x", "Meaning.").default is False
    assert column.truth("x", "Meaning.", default=None).default is None
    assert column.truth("x", "Meaning.", default=True).default is True


def test_a_name_stands_once() -> None:
    twice = [column.text("x", "One."), column.number("x", "Other.")]
    assert list(by_name(twice[:1])) == ["x"]
    with pytest.raises(ColumnRefused, match="The column x is declared twice"):
        by_name(twice)


@pytest.mark.parametrize("name", SHEETS)
def test_every_column_says_what_it_means_in_a_sentence(name: str) -> None:
    for one in SHEETS[name].values():
        assert one.name.isidentifier(), one.name
        assert one.name.islower(), one.name
        assert one.meaning.endswith((".", "…")), f"{one.name}: {one.meaning}"
