"""Codes of deductions."""

import doctest

import pytest

from goodstanding.payments.matching import deduction as nouns
from goodstanding.payments.matching.deduction import DeductionUnknown, deduction, deductions, outcome


def test_its_examples_hold() -> None:
    assert doctest.testmod(nouns).failed == 0


def test_every_code_says_what_it_means() -> None:
    assert {"discount", "freight", "damaged", "tax"} <= set(deductions())
    assert all(one.meaning for one in deductions().values())


@pytest.mark.parametrize(
    "rest, is_disputed, became", [(50, False, "written off"), (51, False, "disputed"), (50, True, "disputed")]
)
def test_at_most_the_tolerance_is_let_go_and_nothing_in_dispute(rest: int, is_disputed: bool, became: str) -> None:
    assert outcome(deduction("discount"), rest, tolerance_minor=50, is_disputed=is_disputed) == became


def test_an_unknown_code_is_refused_with_those_there_are() -> None:
    with pytest.raises(DeductionUnknown, match="freight"):
        deduction("whatever")
