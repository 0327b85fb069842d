import pytest

from goodstanding.arrangements.settlement.policy import (
    Policy,
    PolicyRefused,
    asked_minor,
    faults,
    floor_minor,
    read,
    told,
)


def test_the_defaults_are_in_good_order() -> None:
    assert not list(faults(Policy()))
    assert read({}) == read(told(Policy())) == Policy()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"asking_ppm": 600_000}, "fall from one to the next"),
        ({"accept_ppm": 300_000, "concessions_ppm": [500_000]}, "escalate from fall"),
        ({"concessions_ppm": []}, "at least one concession"),
        ({"concessions_ppm": 750_000}, "is a list"),
        ({"instalments_most": 0}, "between 1 and 60"),
        ({"bids_most": 21}, "between 1 and 20"),
        ({"grace_days": -1}, "between 0 and 365"),
        ({"longer_ppm": -1}, "longer_ppm lies"),
        ({"asking_ppm": "80 %"}, "whole number"),
        ({"asking_ppm": True}, "whole number"),
        ({"askng": 1}, "has no askng"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(PolicyRefused, match=sentence):
        read(values)


def test_shares_round_up_and_grow_with_the_payments() -> None:
    assert asked_minor(Policy(), owed_minor=1_001, ppm=500_000, count=1) == 501
    assert asked_minor(Policy(), owed_minor=100_000, ppm=700_000, count=3) == 72_000
    assert asked_minor(Policy(), owed_minor=100, ppm=1_000_000, count=9) == 100


def test_a_floor_is_the_higher_of_share_and_amount_and_never_above_the_debt() -> None:
    assert [floor_minor(owed_minor=owed, ppm=500_000, least_minor=3_000) for owed in (2_000, 5_000, 9_000)] == [
        2_000, 3_000, 4_500,
    ]  # fmt: skip
