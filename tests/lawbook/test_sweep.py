"""Every quarter of seven years and every pack: whatever is asked, no rule breaks down, and the gate answers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.rule import IN_FORCE
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.situation.reading import read
from goodstanding.compliance.verdict import verdict
from tests.lawbook.shelf import ASKED_AT, RULE_FOLDERS, cases_in

pytestmark = pytest.mark.law
QUARTERS = [datetime(year, month, 1, 15, tzinfo=UTC) for year in range(2021, 2028) for month in (1, 4, 7, 10)]
CASES_OF_A_RULE = 2


def asked(at: datetime) -> Iterator[dict[str, Any]]:
    """Some cases of every rule, moved to one day and put before every pack at once."""
    packs = [pack.id for pack in shipped().packs]
    for folder in RULE_FOLDERS:
        for case in cases_in(folder)[:CASES_OF_A_RULE]:
            action = {**case.situation["when"]["action"], "at": at.isoformat()}
            yield {**case.situation, "given": {**case.situation["given"], "packs": packs}, "when": {"action": action}}


@pytest.mark.parametrize("quarter", QUARTERS, ids=lambda one: f"{one.year}-{one.month:02d}")
def test_no_rule_breaks_down_in_any_quarter(quarter: datetime) -> None:
    brief = read(list(asked(quarter)), asked_at=ASKED_AT)
    judgement = judge(brief, shipped())
    calculate(brief, shipped())
    for act in range(0, len(brief), 50):
        found = verdict(judgement, act)
        assert found.because.strip()
        assert found.allowed is (found.outcome == "permitted")


@pytest.mark.parametrize("pack", shipped().packs, ids=lambda pack: pack.id)
def test_in_every_quarter_a_rule_knows_the_values_it_is_law_by(pack: Any) -> None:
    for rule in pack.rules:
        for quarter in (*QUARTERS, QUARTERS[-1] + timedelta(days=91)):
            day = (quarter.date() - EPOCH).days
            law = rule.values[IN_FORCE].on(day)
            if law is not None and law.value is True:
                gaps = [name for name, value in rule.values.items() if value.on(day) is None]
                assert not gaps, f"{rule.id} is law in {quarter:%Y-%m} and does not know {gaps}."
