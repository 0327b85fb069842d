"""How a debit of the order book stands, as the gateway port tells it, and the reference made of its key. Pure."""

import base64
import hashlib
from datetime import date
from typing import NamedTuple

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.port import MandateStanding, Standing

REFERENCE_LENGTH = 15
"""What an American file has room for; under SEPA it is the end-to-end reference."""


class Ordered(NamedTuple):
    """A debit as the order book knows it; days are absent until they are known."""

    reference: str
    amount: Amount
    settles_date: date | None = None
    paid_day: date | None = None
    set_aside_reason: str = ""
    returned_code: str = ""
    returned_date: date | None = None
    return_reason: str = ""
    ended_mandate: MandateStanding | None = None


def reference_of(key: str) -> str:
    """Return the reference of a key: capital letters and digits, the same for the same key.

    >>> reference_of("gs-17-6741f3a0")
    'GSO4DG2LKHCIEMH'
    """
    digest = hashlib.sha256(key.encode()).digest()
    return ("GS" + base64.b32encode(digest).decode("ascii"))[:REFERENCE_LENGTH]


def standing(one: Ordered, *, today: date) -> Standing:
    """Return how a debit stands on a day: pending until its money counts, paid from then on, or returned."""
    if one.set_aside_reason:
        return Standing("cancelled", one.reference, reason=one.set_aside_reason, mandate=one.ended_mandate)
    if one.returned_date is not None:
        # What came back before its day was never there.
        had_settled = one.settles_date is not None and one.settles_date <= one.returned_date
        return Standing(
            "paid" if had_settled else "declined",
            one.reference,
            amount=one.amount if had_settled else None,
            paid_date=one.settles_date if had_settled else None,
            reason=one.return_reason,
            code=one.returned_code,
            returned_code=one.returned_code,
            returned_date=one.returned_date,
            mandate=one.ended_mandate,
        )
    if one.paid_day is None or today < one.paid_day:
        return Standing("pending", one.reference)
    return Standing("paid", one.reference, amount=one.amount, paid_date=one.settles_date)
