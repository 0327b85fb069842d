"""The stages of the menu: what each digit leads to, and that nothing else leads anywhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.call.menu.stage import (
    ASKS,
    VERIFIED,
    Stage,
    Turn,
    read_day,
    read_digits,
    read_proof,
    read_whole,
    turn,
)

TODAY = date(2026, 11, 22)
STAGES: list[Stage] = ["account", "proof", "menu", "amount", "date", "confirm"]


@pytest.mark.parametrize(
    ("stage", "digits", "leads_to"),
    [
        ("account", "4711", Turn("proof", typed="4711")),
        ("account", "0", Turn("account", "person")),
        ("proof", "04101", Turn("proof", "verify", typed="04101")),
        ("proof", "12311980", Turn("proof", "verify", typed="12311980")),
        ("menu", "1", Turn("menu", "balance")),
        ("menu", "2", Turn("menu", "link")),
        ("menu", "3", Turn("amount")),
        ("menu", "0", Turn("menu", "person")),
        ("menu", "9", Turn("ended", "end")),
        ("amount", "40", Turn("date", typed="40")),
        ("date", "1201", Turn("confirm", typed="1201")),
        ("confirm", "1", Turn("menu", "promise")),
        ("confirm", "2", Turn("amount")),
        ("ended", "1", Turn("ended", "end")),
    ],
)
def test_what_is_typed_leads_on(stage: Stage, digits: str, leads_to: Turn) -> None:
    assert turn(stage, digits, today=TODAY) == leads_to


@pytest.mark.parametrize(
    ("stage", "digits"),
    [("account", ""), ("proof", "1"), ("proof", "99999999"), ("menu", "7"), ("amount", "0"), ("amount", "9" * 10),
     ("date", "0230"), ("date", "1"), ("confirm", "9")],
)  # fmt: skip
def test_what_is_not_understood_is_asked_again(stage: Stage, digits: str) -> None:
    assert turn(stage, digits, today=TODAY) == Turn(stage, says=("not_understood",))


@given(stage=st.sampled_from(STAGES), digits=st.text(alphabet="0123456789", max_size=20))
def test_nobody_gets_past_the_proof_by_typing(stage: Stage, digits: str) -> None:
    told = turn(stage, digits, today=TODAY)
    assert told.stage in ASKS or told.stage == "ended"
    if stage not in VERIFIED:
        assert told.stage not in VERIFIED


def test_a_day_is_the_next_of_its_kind() -> None:
    assert read_day("1122", today=TODAY) == TODAY
    assert read_day("1121", today=TODAY) == date(2027, 11, 21)
    assert read_day("0229", today=date(2027, 3, 1)) == date(2028, 2, 29)
    assert read_day("0229", today=TODAY) is None


@given(text=st.text())
def test_anything_is_digits_or_nothing(text: str) -> None:
    found = read_digits(text)
    assert found == "" or (found.isascii() and found.isdecimal() and len(found) <= 20)
    read_proof(found)
    assert read_whole(found) < 10**9
