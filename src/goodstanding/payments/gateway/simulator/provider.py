"""The simulator as a gateway of this very program."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from goodstanding.payments.gateway.port import (
    Capability,
    ChargeAsk,
    Outcome,
    PageAsk,
    Payout,
    RefundAsk,
    RefundStanding,
    Standing,
)
from goodstanding.payments.gateway.simulator.engine import Engine

CAN: Final[frozenset[Capability]] = frozenset({"page", "mandate", "saves", "bank_debit", "refund", "payouts"})
PAGE = "/simulator/{reference}/"
"""Where its page is served: by the portal, marked as no real money."""


class SimulatorGateway:
    """Answers from the log on this machine."""

    name = "simulator"
    can = CAN

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def open_page(self, ask: PageAsk) -> Outcome:
        """Return a page of our own portal."""
        outcome = self.engine.open_page(ask)
        if outcome.word != "taken":
            return outcome
        return outcome._replace(address=PAGE.format(reference=outcome.reference))

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Take by a mandate."""
        return self.engine.charge(ask)

    def refund(self, ask: RefundAsk) -> Outcome:
        """Give back."""
        return self.engine.refund(ask)

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Say how a payment stands."""
        del asked_at
        return self.engine.look_up(reference=reference, key=key)

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Say how a refund stands."""
        return self.engine.look_up_refund(reference=reference, key=key, payment_reference=payment_reference)

    def end_mandate(self, reference: str) -> Outcome:
        """Forget a mandate."""
        return self.engine.end_mandate(reference)

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Return what was passed on."""
        return self.engine.payouts(since=since)

    def close(self) -> None:
        """Nothing is open between asks."""
