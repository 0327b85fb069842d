"""A chance as it is said."""

from goodstanding.arrangements.affordability.chance.feature import Features
from goodstanding.arrangements.affordability.chance.fitting import fit
from goodstanding.arrangements.affordability.chance.saying import EDGE, Band, band_of, tell
from tests.arrangements.affordability.chance.made import ONE, plans


def test_without_experience_it_says_so_and_gives_a_band() -> None:
    told = tell(ONE, None)
    assert "too few finished plans" in told.comes_from
    assert 0 < told.band.low < told.band.high <= EDGE
    assert told.reasons


def test_with_experience_it_says_from_how_many_plans() -> None:
    told = tell(ONE, fit(plans(300)))
    assert "From 300 finished plans" in told.comes_from
    assert told.band.low == told.band.high


def test_what_would_raise_it_raises_it_the_most_helpful_first() -> None:
    for fitted in (None, fit(plans(300))):
        told = tell(ONE, fitted)
        sums = [sum(change.then) for change in told.raised_by]
        assert sums == sorted(sums, reverse=True)
        assert all(one > sum(told.band) for one in sums)
        assert any("mandate" in change.says for change in told.raised_by)


def test_the_careful_band_never_falls_for_the_better() -> None:
    best = Features(1, 10**9, 9, 0, 1, has_mandate=True, arrears_days=0, on_payday=True)
    worst = Features(10**9, None, 0, 9, 999, has_mandate=False, arrears_days=9_999, on_payday=False)
    assert band_of(worst, None).low >= 0
    assert band_of(best, None).high == EDGE
    assert isinstance(band_of(ONE, None), Band)
    for better in (ONE._replace(has_mandate=True), ONE._replace(monthly_minor=1), ONE._replace(months=1)):
        assert band_of(better, None) >= band_of(ONE, None)


def test_nothing_documented_is_a_reason_against() -> None:
    assert any("nothing is documented" in one for one in tell(ONE._replace(surplus_minor=None), None).reasons)
