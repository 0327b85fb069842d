"""Numbers as they are kept: read back as they were, and refused where they were changed."""

import pytest

from goodstanding.arrangements.affordability.chance.feature import NAMES
from goodstanding.arrangements.affordability.chance.fitted import Fitted, FittedRefused, dumped, loaded
from tests.arrangements.affordability.chance.made import ONE

FITTED = Fitted(tuple(0.1 * number for number in range(len(NAMES))), -0.5, 100, 60, 0.2, 0.24)


def test_what_is_kept_is_read() -> None:
    assert loaded(dumped(FITTED)) == FITTED


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", dumped(FITTED).replace("-0.5", "-0.4"), '{"numbers": 1, "sha256": 2}']
)
def test_what_was_changed_is_refused(text: str) -> None:
    with pytest.raises(FittedRefused):
        loaded(text)


def test_a_chance_lies_between_nothing_and_certainty_and_has_reasons() -> None:
    assert 0 < FITTED.chance(ONE) < 1
    names = [name for name, _ in FITTED.reasons(ONE)]
    assert "promises broken" in names
    assert "mandate" not in names
    parts = [abs(part) for _, part in FITTED.reasons(ONE)]
    assert parts == sorted(parts, reverse=True)
