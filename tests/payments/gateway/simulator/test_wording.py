"""Asks and answers survive the wire, whatever happens to the payment."""

from datetime import date
from pathlib import Path

import pytest

from goodstanding.payments.gateway.port import RefundAsk
from goodstanding.payments.gateway.simulator import wording
from goodstanding.payments.gateway.simulator.scenario import SCENARIOS
from tests.payments.gateway.simulator.engines import charge, engine, page
from tests.receivables.cast import usd


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_standing_outcome_and_payout_survives(tmp_path: Path, name: str) -> None:
    here = engine(tmp_path)
    outcome = here.open_page(page("k", 10_000 + (SCENARIOS[name].ending or 0)))
    assert wording.outcome_of(wording.told_outcome(outcome)) == outcome
    here.act(here.look_up(reference="", key="k").reference, "pay")
    for days in (0, 3, 10, 30):
        here.pass_days(days)
        standing = here.look_up(reference="", key="k")
        assert wording.standing_of(wording.told_standing(standing)) == standing
    payouts = here.payouts(since=date(2026, 1, 1))
    assert [wording.payout_of(wording.told_payout(one)) for one in payouts] == payouts


def test_asks_survive() -> None:
    assert wording.page_ask(wording.told_ask(page("k", 5))) == page("k", 5)
    assert wording.charge_ask(wording.told_ask(charge("k", 5))) == charge("k", 5)
    ask = RefundAsk("r", usd(1), "p", "A part.")
    assert wording.refund_ask(wording.told_ask(ask)) == ask
