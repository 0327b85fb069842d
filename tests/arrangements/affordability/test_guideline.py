"""Guidelines that somebody loaded: hints, by the size of the household. The figures here are made up."""

import pytest

from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.arrangements.affordability.guideline import GuidelinesRefused, hints, read

TEXT = "currency: GBP\ngroups: {personal: {first_adult: '40', further_adult: '30', child: '20'}}"


def test_a_group_above_what_is_usual_is_named() -> None:
    lines, family = [Line("clothing", 11_000, "monthly")], Household(2, 2)
    assert hints(read(TEXT), lines, family, currency="GBP") == []
    (one,) = hints(read(TEXT), [lines[0]._replace(amount_minor=11_001)], family, currency="GBP")
    assert (one.group, one.month_minor, one.usual_minor) == ("personal", 11_001, 11_000)


def test_another_currency_is_not_compared() -> None:
    assert hints(read(TEXT), [Line("clothing", 10**9, "weekly")], Household(), currency="USD") == []


@pytest.mark.parametrize(
    "text", ["1", "currency: GBP", "currency: GBP\ngroups: {yachts: {first_adult: 1}}",
             "currency: GBP\ngroups: {personal: {child: 1}}",
             "currency: GBP\ngroups: {personal: {first_adult: 1, dog: 2}}"],
)  # fmt: skip
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(GuidelinesRefused):
        read(text)
