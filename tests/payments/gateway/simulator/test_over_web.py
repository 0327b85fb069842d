"""The simulator in a process of its own: it answers as the one in this program does, and its silence is told apart."""

from datetime import date
from pathlib import Path

import pytest

from goodstanding.payments.gateway.port import CannotTell, RefundAsk
from goodstanding.payments.gateway.simulator.over_web import WebSimulator
from tests.payments.fake_gateway.running import fake_gateway
from tests.payments.gateway.simulator.engines import charge, now, page
from tests.receivables.cast import usd


def test_it_is_asked_over_the_web_and_its_silence_is_unknown(tmp_path: Path) -> None:
    with fake_gateway(tmp_path) as running:
        here = WebSimulator(running.address)
        assert here.open_page(page("p", 1_000)).address.startswith(running.address)
        assert here.charge(charge("t", 1_003)).word == "unknown"
        assert here.look_up(reference="", key="t", asked_at=now()).state == "paid"
        assert here.look_up(reference="", key="nobody", asked_at=now()).state == "absent"
        reference = here.charge(charge("k", 1_000)).reference
        assert here.refund(RefundAsk("r", usd(10), reference)).word == "taken"
        assert here.look_up_refund(reference="", key="r", payment_reference=reference) is not None
        assert here.look_up_refund(reference="", key="x", payment_reference=reference) is None
        assert here.end_mandate("a/b").word == "taken"
        assert here.payouts(since=date(2026, 1, 1)) == []
    assert here.charge(charge("late", 1_000)).word == "put_off", "Nobody was there to take it."
    assert here.look_up(reference="", key="k", asked_at=now()).state == "cannot tell"
    with pytest.raises(CannotTell):
        here.payouts(since=date(2026, 1, 1))
    here.close()
