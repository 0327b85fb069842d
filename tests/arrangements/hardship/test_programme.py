"""Catalogues of programmes: what they may say, and which conditions do not hold."""

from datetime import date
from typing import Any

import pytest

from goodstanding.arrangements.hardship.programme import (
    DEEDS,
    SHIPPED,
    Applicant,
    CatalogueRefused,
    Programme,
    read,
    unmet,
)

DAY = date(2026, 6, 15)
ONE = Applicant("illness", 8, "received", True, 0, 10_000, "GB", date(2026, 6, 1))  # noqa: FBT003  told by place


def programme(again: int | None = None, **conditions: Any) -> Programme:
    return Programme("help", "It helps.", "pause", conditions, 30, again_after_days=again)


def test_what_is_shipped_can_be_read_and_does_everything() -> None:
    found = read(SHIPPED.read_text(encoding="utf-8"))
    assert {one.deed for one in found.values()} == set(DEEDS)
    assert found["write_off"].is_funded


@pytest.mark.parametrize(
    ("wanted", "changed"),
    [
        ({"kinds": ["illness"]}, {"kind": "care"}),
        ({"severity_least": 8}, {"severity": 7}),
        ({"severity_least": 1}, {"severity": None}),
        ({"proof": True}, {"proof": "requested"}),
        ({"budget": True}, {"has_budget": False}),
        ({"surplus_most_minor": 0}, {"surplus_minor": 1}),
        ({"surplus_most_minor": 0}, {"surplus_minor": None}),
        ({"balance_most_minor": 10_000}, {"balance_minor": 10_001}),
        ({"countries": ["GB"]}, {"country": "US"}),
        ({"age_days_least": 14}, {"opened_date": date(2026, 6, 2)}),
    ],
)
def test_every_condition_holds_at_its_limit_and_not_beyond(wanted: dict[str, Any], changed: dict[str, Any]) -> None:
    assert unmet(programme(**wanted), ONE, day=DAY) == []
    assert len(unmet(programme(**wanted), ONE._replace(**changed), day=DAY)) == 1


def test_it_is_given_again_after_its_days() -> None:
    again = programme(again=30)
    assert unmet(again, ONE._replace(last_granted=date(2026, 5, 16)), day=DAY) == []
    assert "from 2026-06-16 on" in unmet(again, ONE._replace(last_granted=date(2026, 5, 17)), day=DAY)[0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[", "not YAML"),
        ("programmes: []", "names"),
        ("programmes: {a: 1}", "says nothing"),
        ("programmes: {a: {says: x, deed: gift}}", "deed is one of"),
        ("programmes: {a: {says: '', deed: reduce}}", "does not say"),
        ("programmes: {a: {says: x, deed: pause}}", "days_most"),
        ("programmes: {a: {says: x, deed: reduce, colour: red}}", "no part"),
        ("programmes: {a: {says: x, deed: reduce, for: [1]}}", "by name"),
        ("programmes: {a: {says: x, deed: reduce, for: {mood: 1}}}", "no condition"),
        ("programmes: {a: {says: x, deed: reduce, for: {proof: 1}}}", "not a bool"),
        ("programmes: {a: {says: x, deed: reduce, for: {severity_least: 11}}}", "1 to 10"),
        ("programmes: {a: {says: x, deed: reduce, for: {kinds: [laziness]}}}", "not a kind"),
    ],
)
def test_a_catalogue_that_says_nonsense_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(CatalogueRefused, match=sentence):
        read(text)
