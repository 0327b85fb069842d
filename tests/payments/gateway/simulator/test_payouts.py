"""Payouts: two days after the money counted, and as much as their parts."""

from datetime import date
from pathlib import Path

from tests.payments.gateway.simulator.engines import charge, engine


def test_payouts_come_to_the_sum_of_their_parts(tmp_path: Path) -> None:
    here = engine(tmp_path)
    for number, minor in enumerate((10_000, 10_011, 10_021, 10_022, 10_001)):
        here.charge(charge(f"k{number}", minor))
    here.pass_days(1)
    assert here.payouts(since=date(2026, 1, 1)) == []
    here.pass_days(39)
    found = here.payouts(since=date(2026, 1, 1))
    assert found[0].arrival_date == date(2026, 6, 3)
    assert all(one.amount.minor == sum(line.amount_minor for line in one.lines) for one in found)
