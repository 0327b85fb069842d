"""Conditions worked out: true, not true, and what is not known."""

from collections.abc import Mapping
from datetime import date

import pytest

from goodstanding.money.amount import Amount
from goodstanding.outreach.template.language.condition import Fact, fields, holds
from goodstanding.outreach.template.language.grammar import read
from tests.outreach.template.language.kinds import KINDS

FACTS: Mapping[str, Fact] = {
    "days": 31, "sum": Amount(10_050, "USD"), "paid": Amount(50, "USD"), "euros": Amount(10_050, "EUR"),
    "word": "Rosa", "due": date(2026, 11, 22), "yes": True, "no": False,
}  # fmt: skip


def so(text: str) -> bool:
    return holds(read(text, kinds=KINDS), FACTS.get)


@pytest.mark.parametrize(
    "text",
    [
        "days > 30", "days >= 31", "days != 30", "days <> 30", "sum = 100.50", "sum > paid", "word = 'rosa'",
        'word = "ROSA"', "due = 2026-11-22", "due < '2026-11-23'", "yes", "not no", "days is known", "gone is missing",
        "not gone is known", "days > 99 or yes", "no or gone > 1 or yes", "(no or yes) and days < 32",
        "not (no and yes)",
    ],
)  # fmt: skip
def test_these_hold(text: str) -> None:
    assert so(text)


@pytest.mark.parametrize(
    "text",
    [
        "days > 31", "days < 31", "no", "gone > 1", "not gone > 1", "gone = 1 or no", "yes and gone < 5",
        "sum = euros", "not sum = euros", "gone is known", "maybe", "not maybe", "word != 'rosa'",
    ],
)  # fmt: skip
def test_these_do_not_for_what_is_not_known_is_never_true(text: str) -> None:
    assert not so(text)


def test_a_condition_names_its_fields() -> None:
    assert fields(read("not (days > 3 and sum > paid) or gone is known", kinds=KINDS)) == {
        "days", "sum", "paid", "gone",
    }  # fmt: skip
