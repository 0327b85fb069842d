"""The closed words of an invoice stay those of the standard."""

from typing import get_args

from goodstanding.receivables.invoice.content import CATEGORIES, EXPLAINED, UNITS, Category
from goodstanding.receivables.invoice.printing import wording


def test_every_category_is_named_and_those_without_tax_are_explained() -> None:
    assert set(CATEGORIES) == set(get_args(Category))
    assert set(EXPLAINED) == set(CATEGORIES) - {"S", "Z", ""}


def test_units_have_codes_and_spanish_words() -> None:
    assert len(set(UNITS.values())) == len(UNITS) and set(UNITS) == set(wording.UNITS)
