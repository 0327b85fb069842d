"""Suggestions: what is sure, and what a tie does."""

from goodstanding.payments.matching.suggestion import (
    SHOWN_MOST,
    SURE_LEAST_PPM,
    SURE_PPM,
    Share,
    Suggestion,
    ranked,
    told,
)


def on(debt: int, ppm: int, *why: str) -> Suggestion:
    return Suggestion("exact", (Share(debt, 100, (debt,)),), ppm, why)


def test_sure_from_the_limit_on() -> None:
    assert on(1, SURE_PPM).is_sure
    assert not on(1, SURE_PPM - 1).is_sure


def test_two_that_are_as_likely_are_both_not_sure() -> None:
    found = ranked([on(1, 990_000), on(2, 990_000), on(3, 500_000)])
    assert [one.confidence_ppm < SURE_LEAST_PPM for one in found] == [True] * 3
    assert "Another split fits as well." in found[0].evidence


def test_the_same_split_counts_once_by_its_surest_ground() -> None:
    found = ranked([on(1, 600_000, "Name."), on(1, 985_000, "Reference.")])
    assert [(one.confidence_ppm, one.evidence) for one in found] == [(985_000, ("Reference.",))]


def test_only_the_best_are_shown_in_an_order_of_their_own() -> None:
    many = [on(number, 500_000 + number) for number in range(9)]
    assert ranked(many) == ranked(many[::-1])
    assert len(ranked(many)) == SHOWN_MOST


def test_unsure_says_why_and_is_never_surer_than_before() -> None:
    assert on(1, 990_000).unsure("Doubt.").confidence_ppm < SURE_LEAST_PPM
    assert on(1, 400_000).unsure("Doubt.").confidence_ppm == 400_000
    assert on(1, 990_000).unsure("Doubt.").evidence == ("Doubt.",)


def test_it_is_told_in_plain_values() -> None:
    assert told(on(7, 985_000, "Why."))["shares"] == [[7, 100, [7]]]
