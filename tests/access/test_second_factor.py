"""Secrets of second factors open only with the installation's own key."""

import pytest

from goodstanding.access.second_factor import SecondFactorUnreadable, seal, unseal


def test_what_is_sealed_opens_again_and_never_looks_the_same() -> None:
    first, second = (seal("JBSWY3DP", secret="harbour" * 5) for _ in range(2))
    assert first != second and "JBSWY3DP" not in first
    assert unseal(first, secret="harbour" * 5) == "JBSWY3DP"


def test_another_key_or_a_changed_letter_does_not_open_it() -> None:
    sealed = seal("JBSWY3DP", secret="harbour" * 5)
    with pytest.raises(SecondFactorUnreadable, match="bring back"):
        unseal(sealed, secret="meadow" * 6)
    with pytest.raises(SecondFactorUnreadable):
        unseal(sealed[:-5] + "AAAA=", secret="harbour" * 5)
