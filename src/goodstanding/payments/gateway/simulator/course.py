"""The course of a simulated payment: how it stands on a day, and what its provider would post of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.port import Dispute, MandateStanding, RefundStanding, Standing, Subject
from goodstanding.payments.gateway.simulator.scenario import (
    DECIDED_DAY,
    OPENED_DAY,
    SETTLED_DAY,
    Scenario,
    is_bank_debit,
)

PAGE_DAYS, CENTS = 2, 100
_OTHER = {"USD": "EUR"}


@dataclass(slots=True)
class Refunded:
    """A refund as the simulator took it."""

    key: str
    reference: str
    amount_minor: int
    asked_date: date


@dataclass(slots=True)
class Paid:
    """A payment as the simulator took it, and what its payer did. `acted` is empty while the page waits."""

    key: str
    reference: str
    how: str
    amount_minor: int
    currency: str
    what: str
    scenario: Scenario
    asked_date: date
    back_address: str = ""
    cancel_address: str = ""
    saves: bool = False
    acted: str = ""
    acted_date: date | None = None
    is_confirmed: bool = False
    refunds: list[Refunded] = field(default_factory=list)


class Event(NamedTuple):
    """A post that the provider makes of a payment on a day; `key` makes it the same one."""

    key: str
    subject: Subject
    says: str
    day: date


def standing(paid: Paid, *, today: date) -> Standing:
    """Return all that the provider says of a payment on a day."""
    if paid.acted in {"", "cancel"} or (paid.scenario.name == "three_d_secure" and not paid.is_confirmed):
        return _unpaid(paid, today=today)
    day = paid.acted_date or paid.asked_date
    if paid.acted == "decline" or paid.scenario.name == "declined":
        return Standing("declined", paid.reference, reason="The card has no funds.", code="insufficient_funds")
    if paid.scenario.name == "forged_post":
        return Standing("pending", paid.reference)
    passed = (today - day).days
    if is_bank_debit(paid.scenario) and passed < SETTLED_DAY:
        return Standing("pending", paid.reference)
    is_returned = is_bank_debit(paid.scenario) and passed >= paid.scenario.returned_day
    amount = _amount(paid)
    return Standing(
        "paid",
        paid.reference,
        amount=amount,
        paid_date=day + timedelta(days=SETTLED_DAY if is_bank_debit(paid.scenario) else 0),
        returned_code=paid.scenario.returned_code if is_returned else "",
        returned_date=day + timedelta(days=paid.scenario.returned_day) if is_returned else None,
        fee_minor=fee_of(amount.minor),
        refunds=tuple(refund_standing(paid, one, today=today) for one in paid.refunds),
        disputes=_disputes(paid, day=day, passed=passed),
        mandate=mandate_of(paid) if paid.saves else None,
    )


def refund_standing(paid: Paid, refund: Refunded, *, today: date) -> RefundStanding:
    """Return how a refund stands on a day: on its way the first, arrived or failed the next."""
    is_over = today > refund.asked_date
    fails = paid.scenario.name == "refund_fails"
    return RefundStanding(
        refund.reference, ("failed" if fails else "arrived") if is_over else "pending", refund.amount_minor,
        refund.asked_date, refund.key,
    )  # fmt: skip


def fee_of(amount_minor: int) -> int:
    """Return what the simulator keeps: 2.9 %, rounded down, and 30."""
    return amount_minor * 29 // 1000 + 30


def mandate_of(paid: Paid) -> MandateStanding:
    """Return the mandate a payer left behind; its scenario goes on with it."""
    is_debit = is_bank_debit(paid.scenario)
    label = "Test bank account" if is_debit else "Test card ending 0000"
    reference = f"simm_{paid.reference[4:16]}"
    return MandateStanding(reference, "ach" if is_debit else "card", label, is_active=True, customer_reference="simc")


def events(paid: Paid, *, today: date) -> Sequence[Event]:
    """Return what the provider posts of a payment until a day, in the order it happened."""
    day = paid.acted_date
    if day is None:
        return []
    now = standing(paid, today=today)
    found = [Event(f"{paid.reference}:begun", "payment", "pending", day)]
    if now.state != "pending" or paid.scenario.name == "forged_post":
        told = "paid" if paid.scenario.name == "forged_post" else now.state
        found.append(Event(f"{paid.reference}:{told}", "payment", told, now.paid_date or day))
    if now.returned_date:
        found.append(Event(f"{paid.reference}:returned", "payment", "returned", now.returned_date))
    for one in now.disputes:
        found.append(Event(f"{one.reference}:open", "dispute", "open", one.opened_date))
        if one.state != "open":
            found.append(Event(f"{one.reference}:{one.state}", "dispute", one.state, day + timedelta(DECIDED_DAY)))
    found += [Event(f"{one.reference}:{one.state}", "refund", one.state, one.refunded_date) for one in now.refunds]
    return found


def _unpaid(paid: Paid, *, today: date) -> Standing:
    if paid.acted == "cancel":
        return Standing("cancelled", paid.reference)
    if paid.how == "mandate":
        return Standing("declined", paid.reference, reason="The payer has to confirm.", code="authentication_required")
    is_over = (today - paid.asked_date).days >= PAGE_DAYS
    return Standing("expired" if is_over else "open", paid.reference)


def _amount(paid: Paid) -> Amount:
    if paid.scenario.name == "amount_differs":
        return Amount(max(1, paid.amount_minor - CENTS), paid.currency)
    if paid.scenario.name == "currency_differs":
        return Amount(paid.amount_minor, _OTHER.get(paid.currency, "USD"))
    return Amount(paid.amount_minor, paid.currency)


def _disputes(paid: Paid, *, day: date, passed: int) -> tuple[Dispute, ...]:
    if not paid.scenario.chargeback or passed < OPENED_DAY:
        return ()
    state = "open" if passed < DECIDED_DAY else paid.scenario.chargeback
    until = datetime.combine(day + timedelta(days=DECIDED_DAY), time(0), UTC)
    return (
        Dispute(
            f"simd_{paid.reference[4:16]}", "won" if state == "won" else "lost" if state == "lost" else "open",
            paid.amount_minor, day + timedelta(days=OPENED_DAY), is_money_withdrawn=state != "won",
            reason="The payer says they did not order this.", answer_until=until,
        ),
    )  # fmt: skip
