"""Remittance: trust money that goes to its client or to the house, or the house's own that comes in."""

from datetime import date
from typing import Literal, get_args

from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal

Kind = Literal["to client", "fee", "cover"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class RemittanceRefused(Refusal):
    """The remittance cannot be, is not there, or waits for somebody else; the sentences say why."""


class RemittanceKnown(Refusal):
    """A remittance was asked for by this key before."""


def faults(amount: Amount, *, kind: str, reason: str, is_to_come: bool, day: date) -> list[str]:
    """Return what is wrong with a remittance as it is asked for, as sentences.

    >>> faults(Amount(1, "USD"), kind="fee", reason="May", is_to_come=False, day=date(2026, 6, 1))
    []
    """
    found = [] if kind in KINDS else [f"{kind[:40]!r} is no kind of remittance; it is one of {', '.join(KINDS)}."]
    if amount.minor <= 0:
        found.append("A remittance moves money: its amount is above zero.")
    if not reason.strip():
        found.append("Say what the remittance is for.")
    if is_to_come:
        found.append(f"{day} is still to come.")
    return found
