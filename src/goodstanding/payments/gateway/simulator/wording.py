"""Asks and answers of the simulator as JSON, for the simulator that is a process of its own."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.port import (
    ChargeAsk,
    Dispute,
    MandateStanding,
    Outcome,
    PageAsk,
    Payout,
    PayoutLine,
    RefundAsk,
    RefundStanding,
    Standing,
)

Told = dict[str, Any]


def told_ask(ask: PageAsk | ChargeAsk | RefundAsk) -> Told:
    """Return an ask as it is posted."""
    found = asdict(ask)
    found["amount"] = _told_amount(ask.amount)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def page_ask(told: Mapping[str, Any]) -> PageAsk:
    """Read an ask for a page."""
    return PageAsk(told["key"], _amount(told["amount"]), told["what"], told["back_address"], told["cancel_address"],
                   saves=bool(told.get("saves")))  # fmt: skip


def charge_ask(told: Mapping[str, Any]) -> ChargeAsk:
    """Read an ask to charge."""
    return ChargeAsk(told["key"], _amount(told["amount"]), told["what"], told["mandate_reference"])


def refund_ask(told: Mapping[str, Any]) -> RefundAsk:
    """Read an ask to refund."""
    return RefundAsk(told["key"], _amount(told["amount"]), told["payment_reference"], told.get("reason", ""))


def told_outcome(outcome: Outcome) -> Told:
    """Return an outcome as it is answered."""
    return {name: value for name, value in outcome._asdict().items() if value and name != "expires_at"}


def outcome_of(told: Mapping[str, Any]) -> Outcome:
    """Read an outcome."""
    return Outcome(told["word"], told.get("reference", ""), told.get("address", ""), told.get("reason", ""),
                   told.get("code", ""), told.get("again_after_s"))  # fmt: skip


def told_standing(one: Standing) -> Told:
    """Return a standing as it is answered."""
    return {
        "state": one.state,
        "reference": one.reference,
        "amount": _told_amount(one.amount) if one.amount else None,
        "paid_date": _told_day(one.paid_date),
        "reason": one.reason,
        "code": one.code,
        "returned_code": one.returned_code,
        "returned_date": _told_day(one.returned_date),
        "fee_minor": one.fee_minor,
        "refunds": [told_refund(refund) for refund in one.refunds],
        "disputes": [
            dispute._asdict()
            | {"opened_date": _told_day(dispute.opened_date), "answer_until": _told_day(dispute.answer_until)}
            for dispute in one.disputes
        ],
        "mandate": one.mandate._asdict() | {"expires_date": None} if one.mandate else None,
    }


def standing_of(told: Mapping[str, Any]) -> Standing:
    """Read a standing."""
    return Standing(
        told["state"],
        told["reference"],
        amount=_amount(told["amount"]) if told["amount"] else None,
        paid_date=_day(told["paid_date"]),
        reason=told["reason"],
        code=told["code"],
        returned_code=told["returned_code"],
        returned_date=_day(told["returned_date"]),
        fee_minor=told["fee_minor"],
        refunds=tuple(refund_of(one) for one in told["refunds"]),
        disputes=tuple(
            Dispute(**{**one, "opened_date": date.fromisoformat(one["opened_date"]),
                       "answer_until": datetime.fromisoformat(one["answer_until"]) if one["answer_until"] else None})
            for one in told["disputes"]
        ),
        mandate=MandateStanding(**told["mandate"]) if told["mandate"] else None,
    )  # fmt: skip


def told_refund(one: RefundStanding) -> Told:
    """Return the standing of a refund as it is answered."""
    return one._asdict() | {"refunded_date": _told_day(one.refunded_date)}


def refund_of(told: Mapping[str, Any]) -> RefundStanding:
    """Read the standing of a refund."""
    return RefundStanding(**{**told, "refunded_date": date.fromisoformat(told["refunded_date"])})


def told_payout(one: Payout) -> Told:
    """Return a payout as it is answered."""
    return {"reference": one.reference, "amount": _told_amount(one.amount), "arrival_date": _told_day(one.arrival_date),
            "state": one.state, "lines": [line._asdict() for line in one.lines]}  # fmt: skip


def payout_of(told: Mapping[str, Any]) -> Payout:
    """Read a payout."""
    lines = tuple(PayoutLine(**line) for line in told["lines"])
    return Payout(told["reference"], _amount(told["amount"]), date.fromisoformat(told["arrival_date"]), told["state"],
                  lines)  # fmt: skip


def _told_amount(amount: Amount) -> list[object]:
    return [amount.minor, amount.currency]


def _amount(told: list[Any]) -> Amount:
    return Amount(int(told[0]), str(told[1]))


def _told_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
