"""The course of payments: day by day, at the day and the day before."""

from pathlib import Path

import pytest

from goodstanding.payments.gateway.simulator.course import fee_of
from tests.payments.gateway.simulator.engines import charge, engine


@pytest.mark.parametrize(("minor", "day"), [(1_011, 3), (1_012, 3), (1_013, 30)])
def test_a_debit_comes_back_on_its_day_and_not_the_day_before(tmp_path: Path, minor: int, day: int) -> None:
    here = engine(tmp_path)
    here.charge(charge("k", minor))
    assert here.look_up(reference="", key="k").state == "pending"
    here.pass_days(day - 1)
    assert not here.look_up(reference="", key="k").returned_code
    here.pass_days(1)
    assert here.look_up(reference="", key="k").returned_code == {1_011: "R01", 1_012: "R02", 1_013: "R10"}[minor]


@pytest.mark.parametrize(("minor", "end"), [(1_021, "won"), (1_022, "lost")])
def test_a_chargeback_is_open_and_then_over(tmp_path: Path, minor: int, end: str) -> None:
    here = engine(tmp_path)
    here.charge(charge("k", minor))
    found = []
    for days in (4, 1, 9, 1):
        here.pass_days(days)
        found.append([one.state for one in here.look_up(reference="", key="k").disputes])
    assert found == [[], ["open"], ["open"], [end]]


def test_a_fee_is_rounded_down() -> None:
    assert (fee_of(100), fee_of(1_034)) == (32, 59)
