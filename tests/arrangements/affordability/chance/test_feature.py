"""What is known of a plan, as numbers."""

import pytest

from goodstanding.arrangements.affordability.chance.feature import NAMES, vector
from tests.arrangements.affordability.chance.made import ONE


def test_every_number_lies_within_its_bounds() -> None:
    for one in (ONE, ONE._replace(months=900, arrears_days=9_000, promises_kept=99, promises_broken=99)):
        assert len(vector(one)) == len(NAMES)
        assert all(-1 <= number <= 1 for number in vector(one))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"monthly_minor": 4_000}, {"monthly_minor": 6_000}),
        ({"surplus_minor": 12_000}, {"surplus_minor": 8_000}),
        ({"surplus_minor": 0}, {"surplus_minor": None}),
        ({"promises_kept": 2}, {"promises_kept": 1}),
        ({"promises_broken": 0}, {"promises_broken": 1}),
        ({"months": 6}, {"months": 7}),
        ({"has_mandate": True}, {"has_mandate": False}),
        ({"arrears_days": 10}, {"arrears_days": 11}),
        ({"on_payday": True}, {"on_payday": False}),
    ],
)
def test_what_is_better_is_larger(better: dict[str, int], worse: dict[str, int]) -> None:
    pairs = zip(vector(ONE._replace(**better)), vector(ONE._replace(**worse)), strict=True)  # type: ignore[arg-type]  # Told by name.
    moved = [left - right for left, right in pairs]
    assert min(moved) >= 0
    assert max(moved) > 0
