"""The table of confidence."""

import doctest

import pytest

from goodstanding.payments.matching import confidence
from goodstanding.payments.matching.confidence import CONFIDENCE_PPM, OTHER_NAME_PPM, SAME_NAME_PPM, name_says
from goodstanding.payments.matching.suggestion import SURE_LEAST_PPM


def test_its_examples_hold() -> None:
    assert doctest.testmod(confidence).failed == 0


@pytest.mark.parametrize("ground", ["name", "like_name", "shared", "amount"])
def test_what_proves_nothing_is_never_sure_whatever_the_house_asks(ground: confidence.Ground) -> None:
    assert max(CONFIDENCE_PPM[ground].values()) + SAME_NAME_PPM < SURE_LEAST_PPM


def test_the_better_the_amount_fits_the_surer() -> None:
    for ways in CONFIDENCE_PPM.values():
        assert list(ways.values()) == sorted(ways.values(), reverse=True)


@pytest.mark.parametrize(
    "name, change",
    [("jan muster", SAME_NAME_PPM), ("erika muster", 0), ("erika example", OTHER_NAME_PPM), ("王小明", 0), ("", 0)],
)
def test_the_name_of_the_payer_counts_and_another_script_says_nothing(name: str, change: int) -> None:
    assert name_says(frozenset({"jan", "muster"}), name)[0] == change
