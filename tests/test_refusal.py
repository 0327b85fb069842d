"""A refusal is a sentence."""

import pytest

from goodstanding.refusal import Refusal


class SampleRefused(Refusal):
    """A child, as every chapter makes them."""


def test_a_refusal_is_told_from_a_defect_and_carries_its_sentence() -> None:
    with pytest.raises(Refusal, match=r"^The door is shut\.$"):
        raise SampleRefused("The door is shut.")
    assert not issubclass(AssertionError, Refusal)
