"""References with check digits: examples of the standard, and every slip of the pen found."""

import string

import pytest

from goodstanding.receivables.invoice.creditor_reference import is_sound, is_sound_account, reference_of, spaced


def test_the_example_of_the_standard() -> None:
    assert reference_of("539007547034") == "RF18539007547034"
    assert is_sound("RF18 5390 0754 7034") and is_sound("rf18539007547034")


@pytest.mark.parametrize("number", ["1", "LU-2026-118", "A" * 21, "inv 7/3"])
def test_what_is_made_is_sound(number: str) -> None:
    assert is_sound(reference_of(number))


@pytest.mark.parametrize("number", ["", "Ä1", "A" * 22, "#"])
def test_what_cannot_be_a_reference_has_none(number: str) -> None:
    assert reference_of(number) == ""


def test_every_wrong_letter_is_found() -> None:
    reference = reference_of("LU-2026-118")
    # A letter counts for two digits, so only what is mistaken for another of its kind is surely found.
    slips = [
        reference[:at] + other + reference[at + 1 :]
        for at in range(2, len(reference))
        for other in (string.digits if reference[at].isdecimal() else string.ascii_uppercase)
    ]
    assert [slip for slip in slips if is_sound(slip) and slip != reference] == []


@pytest.mark.parametrize("other", ["", "RF", "RF00", "RF181", "18539007547034", "RF18" + "9" * 30])
def test_what_is_none_is_not_sound(other: str) -> None:
    assert not is_sound(other)


def test_accounts() -> None:
    assert is_sound_account("DE89 3704 0044 0532 0130 00") and is_sound_account("GB82WEST12345698765432")
    assert not is_sound_account("DE89370400440532013001") and not is_sound_account("DE89") and not is_sound_account("")


def test_in_groups_of_four() -> None:
    assert spaced("RF18539007547034") == "RF18 5390 0754 7034"
