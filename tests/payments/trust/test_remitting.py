from datetime import date

from goodstanding.money.amount import Amount
from goodstanding.payments.trust.remitting import faults

DAY = date(2026, 6, 1)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = faults(Amount(0, "USD"), kind="gift", reason=" ", is_to_come=True, day=DAY)
    assert len(found) == 4
    assert "one of to client, fee, cover" in found[0]


def test_a_remittance_of_one_unit_is_one() -> None:
    assert faults(Amount(1, "USD"), kind="to client", reason="May", is_to_come=False, day=DAY) == []
