"""Tests of limitation, which is worked out before any rule is asked."""

from typing import Any

import numpy as np
import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.limitation import limited
from goodstanding.compliance.situation.reading import read
from goodstanding.factsheet.sheet import NOTHING, Truth


def _barred(debt: dict[str, Any], *, at: str, **given: Any) -> bool | None:
    situation = {
        "given": {"packs": [], "consumer": {"state": "NC", "country": "US", "zip": "27601"}, **given, "debts": [debt]},
        "when": {"action": {"kind": "contact", "at": at}},
    }
    column = limited(read([situation], asked_at=at), shipped()).debts.column("debt_time_barred")
    assert isinstance(column, Truth)
    yes, no = bool(np.all(column.yes)), bool(np.all(column.no))
    return True if yes else False if no else None


NOON = "T12:00:00-05:00"


@pytest.mark.parametrize(("day", "barred"), [("2026-03-10", False), ("2026-03-11", True)])
def test_the_anniversary_is_the_last_day(day: str, barred: bool) -> None:
    assert _barred({"id": "d1", "type": "credit_card", "accrued": "2023-03-10"}, at=day + NOON) is barred


@pytest.mark.parametrize("told", [True, False])
def test_what_somebody_established_stands(told: bool) -> None:
    assert _barred({"id": "d1", "accrued": "2001-03-10", "time_barred": told}, at="2026-03-10" + NOON) is told


def test_an_unknown_accrual_leaves_it_unknown() -> None:
    assert _barred({"id": "d1", "accrued": None}, at="2026-03-10" + NOON) is None


def test_a_place_without_a_law_leaves_it_unknown() -> None:
    nowhere = {"state": "XX", "country": "ZZ", "timezone": "UTC"}
    assert _barred({"id": "d1", "accrued": "2001-03-10"}, at="2026-03-10" + NOON, consumer=nowhere) is None


def test_western_australia_is_not_washington() -> None:
    perth = {"state": "WA", "country": "AU", "timezone": "Australia/Perth"}
    assert _barred({"id": "d1", "accrued": "2001-03-10"}, at="2026-03-10" + NOON, consumer=perth) is None


@pytest.mark.parametrize(("day", "barred"), [("2026-03-20", False), ("2026-03-21", True)])
def test_days_of_service_do_not_count(day: str, barred: bool) -> None:
    service = {"active_from": "2024-01-01", "active_to": "2024-01-10"}
    debt = {"id": "d1", "type": "credit_card", "accrued": "2023-03-10"}
    assert _barred(debt, at=day + NOON, servicemember=service) is barred


@pytest.mark.parametrize(("day", "barred"), [("2026-05-20", False), ("2026-05-21", True)])
def test_no_period_ends_within_thirty_days_of_a_stay(day: str, barred: bool) -> None:
    debt = {"id": "d1", "type": "credit_card", "accrued": "2023-03-10"}
    assert _barred(debt, at=day + NOON, bankruptcy={"stay_ended_at": "2026-04-20"}) is barred


def test_the_earliest_end_of_an_act_is_told() -> None:
    debts = [{"id": "d1", "accrued": "2023-03-10"}, {"id": "d2", "accrued": "2022-03-10"}]
    situation = {
        "given": {"packs": [], "consumer": {"state": "NC", "country": "US"}, "debts": debts},
        "when": {"action": {"kind": "limitation_ends", "debts": ["d1", "d2"]}},
    }
    brief = limited(read([situation], asked_at="2026-03-10" + NOON), shipped())
    assert brief.acts.whole("limitation_ends")[0] == brief.debts.whole("debt_limit_ends").min() != NOTHING
