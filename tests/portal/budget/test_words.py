"""The page of a budget says the same in both languages."""

import re

from goodstanding.arrangements.affordability.frequency import TIMES_A_YEAR
from goodstanding.portal.budget.words import BUDGET_WORDS, OFTEN


def test_both_languages_say_everything_with_the_same_gaps() -> None:
    assert set(BUDGET_WORDS["en"]) == set(BUDGET_WORDS["es"])
    for name, text in BUDGET_WORDS["en"].items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", BUDGET_WORDS["es"][name])), name


def test_every_frequency_has_a_name() -> None:
    assert set(OFTEN["en"]) == set(OFTEN["es"]) == set(TIMES_A_YEAR)
