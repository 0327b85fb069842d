"""Fitting on finished plans: the same every time, never upside down, and only where there are enough."""

import pytest

from goodstanding.arrangements.affordability.chance.feature import NAMES
from goodstanding.arrangements.affordability.chance.fitting import OF_EACH_LEAST, PLANS_LEAST, TooFew, fit
from tests.arrangements.affordability.chance.made import ONE, plans


def test_it_learns_what_was_so_and_is_better_than_the_share() -> None:
    found = fit(plans(1_500))
    weight = dict(zip(NAMES, found.weights, strict=True))
    assert weight["mandate"] > 0.4
    assert weight["room in the budget"] > 0.4
    assert found.brier < found.brier_of_share


def test_no_weight_is_below_zero_whatever_chance_says() -> None:
    for seed in range(8):
        assert min(fit(plans(80, seed=seed)).weights) >= 0


def test_it_is_the_same_every_time() -> None:
    assert fit(plans(200)) == fit(plans(200))


def test_it_is_calibrated_on_plans_it_never_saw() -> None:
    found, others = fit(plans(2_000)), plans(2_000, seed=7)
    for low, high in ((0.0, 0.4), (0.4, 0.6), (0.6, 1.0)):
        mine = [one for one in others if low <= found.chance(one.features) < high]
        said = sum(found.chance(one.features) for one in mine) / len(mine)
        assert abs(said - sum(one.is_kept for one in mine) / len(mine)) < 0.08


def test_too_few_are_not_learned_from() -> None:
    with pytest.raises(TooFew, match="until then a careful band"):
        fit(plans(PLANS_LEAST - 1))
    kept = [one._replace(is_kept=number >= OF_EACH_LEAST - 1) for number, one in enumerate(plans(200))]
    with pytest.raises(TooFew):
        fit(kept)


def test_less_a_month_a_mandate_and_payday_never_lower_it() -> None:
    found = fit(plans(300))
    for better in (
        ONE._replace(monthly_minor=2_000), ONE._replace(has_mandate=True), ONE._replace(on_payday=True),
        ONE._replace(promises_broken=0), ONE._replace(months=3), ONE._replace(arrears_days=0),
    ):  # fmt: skip
        assert found.chance(better) >= found.chance(ONE)
