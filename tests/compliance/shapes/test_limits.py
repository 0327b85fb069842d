"""Limitation as a shape: suit on a time-barred debt is refused, and periods and spans are read plainly."""

from typing import Any

import numpy as np
import pytest

from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.limits import uncounted
from tests.compliance.sample import outcomes, rule, situation, value, view_of

LIMITED: dict[str, Any] = {
    "shape": "limitation",
    "acts": "act_kind = 'file_suit'",
    "of": "consumer_state = 'OH'",
    "periods": [{"claims": ["written"], "years": ":years"}],
    "values": {"years": value(6, unit="years")},
}
SPAN = {"from": "servicemember_from", "to": "servicemember_until"}


def sued(*debts: dict[str, Any], at: str) -> dict[str, Any]:
    named = [{"id": f"d{n}", **debt} for n, debt in enumerate(debts)]
    return situation(given={"debts": named}, kind="file_suit", debts=[one["id"] for one in named], at=at)


CLAIM = {"claim_type": "written", "accrued": "2020-03-10"}


def test_suit_may_be_begun_on_the_last_day_and_not_the_day_after() -> None:
    cases = [sued(CLAIM, at=f"2026-03-{day}T12:00:00-04:00") for day in (10, 11)]
    assert outcomes(rule(**LIMITED), *cases) == ["permitted", "refused"]


def test_one_barred_debt_bars_the_suit_and_an_unknown_one_leaves_it_unknown() -> None:
    at = "2026-03-11T12:00:00-04:00"
    young, unknown = {**CLAIM, "accrued": "2025-01-01"}, {"claim_type": "written", "accrued": None}
    found = outcomes(rule(**LIMITED), sued(young, CLAIM, at=at), sued(young, unknown, at=at), sued(young, at=at))
    assert found == ["refused", "unknown", "permitted"]


def test_of_two_periods_that_fit_the_earlier_end_counts() -> None:
    periods = [{"claims": ["written"], "years": ":years"}, {"years": ":fewer"}]
    both = {**LIMITED, "periods": periods, "values": {**LIMITED["values"], "fewer": value(3, unit="years")}}
    cases = [sued(CLAIM, at=f"2023-03-{day}T12:00:00-04:00") for day in (10, 11)]
    assert outcomes(rule(**both), *cases) == ["permitted", "refused"]


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        ("2026-01-10", "2026-01-12", 3),
        ("2026-01-10", "2026-01-10", 1),
        ("2025-12-01", "2026-01-03", 2),
        ("2026-01-30", "2026-02-05", 2),
        ("2026-01-30", None, 2),
        ("2026-02-01", "2026-02-05", 0),
        ("2025-01-01", "2026-01-01", 0),
        (None, "2026-02-05", 0),
    ],
)
def test_days_that_do_not_count(begins: str | None, ends: str | None, days: int) -> None:
    """From the day after the first of January 2026 up to the thirty-first."""
    given = {"servicemember": {"active_from": begins, "active_to": ends}, "debts": [{"id": "d1"}]}
    debts = view_of(situation(given=given)).debts()
    one = rule(shape="not_counted", asks="compute", of="TRUE", spans=[SPAN])
    assert uncounted(one, debts, np.array([20_454]), np.array([20_484])).tolist() == [days]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"of": None}, "lacks of"),
        ({"periods": None}, "lacks periods"),
        ({"periods": [{"claims": ["verbal"], "years": ":years"}]}, "nothing is called verbal"),
        ({"periods": [{"years": ":years", "till": "x"}]}, "nothing is called till"),
        ({"periods": [{"claims": ["card"]}]}, "lacks years"),
        ({"periods": [{"years": "debt_accrued"}]}, "is a day; here stands a number"),
        ({"restarts": "debt_accrued"}, "here stands a yes or no"),
        ({"shape": "not_counted", "periods": None, "spans": [{"from": "at", "to": "at"}]}, "here stands a day"),
        ({"shape": "not_counted", "periods": None, "spans": [{"from": "debt_accrued"}]}, "lacks to"),
    ],
)
def test_what_is_not_plain_is_refused(keys: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        rule(**{key: one for key, one in {**LIMITED, **keys}.items() if one is not None})
