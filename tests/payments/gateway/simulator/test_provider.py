"""The simulator as a gateway: refunds are bounded and idempotent, and an ended mandate takes nothing."""

from pathlib import Path

from goodstanding.payments.gateway.port import RefundAsk
from goodstanding.payments.gateway.simulator.provider import SimulatorGateway
from tests.payments.gateway.simulator.engines import charge, engine, page
from tests.receivables.cast import usd


def test_more_than_was_paid_does_not_go_back(tmp_path: Path) -> None:
    here = SimulatorGateway(engine(tmp_path))
    reference = here.charge(charge("k", 1_000)).reference
    words = [here.refund(RefundAsk(key, usd(600), reference)).word for key in ("r1", "r1", "r2")]
    assert words == ["taken", "taken", "failed"]
    assert here.look_up_refund(reference="", key="r2", payment_reference=reference) is None


def test_an_ended_mandate_takes_nothing(tmp_path: Path) -> None:
    here = SimulatorGateway(engine(tmp_path))
    here.end_mandate("m")
    assert here.charge(charge("k", 1_000)).word == "declined"


def test_its_page_is_our_own(tmp_path: Path) -> None:
    outcome = SimulatorGateway(engine(tmp_path)).open_page(page("k", 1_000))
    assert outcome.address == f"/simulator/{outcome.reference}/"
