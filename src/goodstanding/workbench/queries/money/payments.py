"""Gathers payments through gateways for their page and for the page of an account: only what somebody may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goodstanding.access.permission import Actor, may
from goodstanding.payments.gateway.life import MEANINGS, RUNNING
from goodstanding.payments.gateway.payout.queries import PayoutStanding, payouts
from goodstanding.payments.gateway.queries.payments import (
    ChargebackLine,
    PaymentStanding,
    open_chargebacks,
    payments_in,
    payments_of,
)
from goodstanding.receivables.queries.debts import references_of

READING, FOLLOWING = "payments.read", "payments.follow"
LISTED = 100
TONES = {"paid": "good", "returned": "bad", "declined": "caution", "failed": "bad", "unknown": "caution"}


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment as a line shows it."""

    one: PaymentStanding
    reference: str

    @property
    def tone(self) -> str:
        """Return how the mark looks."""
        return TONES.get(self.one.state, "")

    @property
    def meaning(self) -> str:
        """Return what its state means, in a sentence."""
        return next((says for state, says in MEANINGS.items() if state == self.one.state), "")

    @property
    def is_running(self) -> bool:
        """Say whether money may still come of it."""
        return self.one.state in RUNNING


class DisputedLine(NamedTuple):
    """A chargeback as a line shows it."""

    one: ChargebackLine
    reference: str


@dataclass(frozen=True, slots=True)
class PaymentsPage:
    """What the page of payments shows: what waits, what nobody can tell of, what is disputed, and what came last."""

    waiting: tuple[PaymentLine, ...]
    unknown: tuple[PaymentLine, ...]
    latest: tuple[PaymentLine, ...]
    chargebacks: tuple[DisputedLine, ...]
    payouts: tuple[PayoutStanding, ...]


def payments_page(*, by: Actor, today: date) -> PaymentsPage:
    """Return what somebody may see of payments."""
    running = _visible(payments_in([state for state in RUNNING if state != "unknown"], limit=LISTED), by=by)
    over = ["paid", "returned", "declined", "failed", "expired", "cancelled", "withheld"]
    seen = [one for one in open_chargebacks(limit=LISTED) if _sees(one, by=by)]
    called = references_of(one.debt_id for one in seen)
    return PaymentsPage(
        waiting=running,
        unknown=_visible(payments_in(["unknown"], limit=LISTED), by=by),
        latest=_visible(payments_in(over, limit=LISTED), by=by),
        chargebacks=tuple(DisputedLine(one, called.get(one.debt_id, str(one.debt_id))) for one in seen),
        payouts=tuple(payouts(today=today, limit=30)) if may(by, "gateways.set") else (),
    )


def payment_panel(debt_id: int, *, by: Actor) -> tuple[PaymentLine, ...]:
    """Return the payments of an account, as far as somebody may see them."""
    return _visible(payments_of(debt_id), by=by)


def _visible(found: Iterable[PaymentStanding], *, by: Actor) -> tuple[PaymentLine, ...]:
    seen = [one for one in found if _sees(one, by=by)]
    called = references_of(one.debt_id for one in seen)
    return tuple(PaymentLine(one, called.get(one.debt_id, str(one.debt_id))) for one in seen)


def _sees(one: PaymentStanding | ChargebackLine, *, by: Actor) -> bool:
    return may(by, READING, client_id=one.client_id, portfolio_id=one.portfolio_id)
