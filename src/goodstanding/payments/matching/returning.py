"""Which receipt a bank line takes back: the same reference, or the same account and amount a short while before."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from goodstanding.payments.matching.open_item import plain
from goodstanding.payments.matching.suggestion import Suggestion, ranked

WITHIN = timedelta(days=70)
"""Unauthorised debits may come back after sixty days; banks need some more."""
NAMED_PPM, CODED_PPM, PAYER_PPM = 975_000, 960_000, 700_000


class Sent(NamedTuple):
    """Money that came in as a receipt, or that went out again (below zero), with what the bank says of it."""

    receipt_id: int
    amount_minor: int
    currency: str
    booked_date: date
    end_to_end: str = ""
    bank_reference: str = ""
    party_account: str = ""
    is_return: bool = False


def returned(line: Sent, received: Iterable[Sent]) -> list[Suggestion]:
    """Return which receipts a line that went out may take back, the surest first.

    Only a line that the bank calls a return or a reversal can be sure of itself; others may as well be a refund.
    """
    return ranked([found for one in received if (found := _likely(line, one)) is not None])


def _likely(line: Sent, one: Sent) -> Suggestion | None:
    if (one.amount_minor, one.currency) != (-line.amount_minor, line.currency):
        return None
    if not timedelta(0) <= line.booked_date - one.booked_date <= WITHIN:
        return None
    same_reference = any(
        plain(theirs) and plain(theirs) == plain(ours)
        for theirs, ours in ((line.end_to_end, one.end_to_end), (line.bank_reference, one.bank_reference))
    )
    same_payer = bool(plain(line.party_account)) and plain(line.party_account) == plain(one.party_account)
    evidence = [f"The same amount came in on {one.booked_date}."]
    if same_reference:
        evidence.append("It carries the same reference.")
    if same_payer:
        evidence.append("It goes to the bank account it came from.")
    if line.is_return:
        evidence.append("The bank calls it a return.")
    confidence_ppm = PAYER_PPM if same_payer or same_reference else 0
    if line.is_return and (same_reference or same_payer):
        confidence_ppm = NAMED_PPM if same_reference else CODED_PPM
    if not confidence_ppm:
        return None
    return Suggestion("returned", (), confidence_ppm, tuple(evidence), receipt_id=one.receipt_id)
