"""Addresses taken apart as Lob wants them, or refused."""

import pytest

from goodstanding.outreach.channels.letter.address import AddressRefused
from goodstanding.outreach.channels.letter.lob.parts import parts


def test_an_address_is_taken_apart() -> None:
    assert parts(["Paula Placeholder", "c/o Rosa Sample", "1 Sample St", "Apt 2", "Saint Example, md 21201-0001"]) == {
        "name": "Paula Placeholder", "address_line1": "c/o Rosa Sample", "address_line2": "1 Sample St, Apt 2",
        "address_city": "Saint Example", "address_state": "MD", "address_zip": "21201-0001", "address_country": "US",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["Paula", "Exampleton, MD 21201"], "fewer lines"),
        ([], "fewer lines"),
        (["Paula", "1 Sample Street", "Exampleton"], "place, state and ZIP code"),
        (["Paula", "Calle 1", "06000 Ciudad de México", "MEXICO"], "'MEXICO' is none"),
        (["P" * 41, "1 Sample Street", "Exampleton, MD 21201"], "at most 40 characters"),
        (["P", "1 Sample Street", *["A long line of it"] * 4, "Exampleton, MD 21201"], "at most 64 characters"),
    ],
)
def test_what_lob_does_not_take_is_refused(lines: list[str], why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        parts(lines)
