"""An early-payment discount: a debt is settled for a little less if it is paid by a day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.agreement.operations.signing import put_down
from goodstanding.arrangements.agreement.terms import Terms, of_discount
from goodstanding.arrangements.models import Agreement
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.arrangements.settlement.policy import WHOLE_PPM
from goodstanding.arrangements.settlement.queries import owed_on
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.money.rounding import divide
from goodstanding.receivables.operations.held_debt import about, held_debt


@transaction.atomic
def offer_discount(debt_id: int, steps: Sequence[tuple[date, int]], *, key: str, by: Actor, at: datetime) -> int:
    """Take something off a debt if it is paid early, and return the number of the agreement that says so.

    `steps` are days, inclusive, with the share of what is owed that is taken off if the rest is paid by then, in parts
    per million: [(the 10th, 20_000)] is 2/10. They are rounded down to the minor unit. Nothing has to be accepted; the
    same key again returns the same agreement. Raises OfferRefused, and PermissionRefused above the actor's limit.
    """
    debt = held_debt(debt_id, permission="settlements.read", by=by)
    known = Agreement.objects.filter(reference=f"discount-{key}").values_list("id", flat=True).first()
    if known is not None:
        return known
    owed = owed_on(debt_id, day=at.date())
    ordered = sorted(steps)
    shares = [ppm for _, ppm in ordered]
    if not ordered or owed <= 0 or any(not 0 < ppm < WHOLE_PPM for ppm in shares):
        raise OfferRefused("A discount takes a share between nothing and the whole off something that is owed.")
    is_in_order = shares == sorted(shares, reverse=True) and len(dict(ordered)) == len(ordered)
    if ordered[0][0] < at.date() or not is_in_order:
        raise OfferRefused("The days of a discount are still to come, and the longer one waits the less is taken off.")
    off = [(day, divide(owed * ppm, WHOLE_PPM, rounding="down")) for day, ppm in ordered]
    if any(not 0 < minor < owed for _, minor in off):
        raise OfferRefused("So little is owed that the discount comes to nothing.")
    most = Amount(off[0][1], debt.currency)
    require(by, "settlements.offer", client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=most)
    entry_id = allot()
    terms = Terms(
        reference=f"discount-{key}", debt_id=debt_id, debtor_id=debt.debtor_id, client_id=debt.client_id,
        currency=debt.currency, begins_date=at.date(), owed_minor=owed, instalments=(),
    )  # fmt: skip
    signed = put_down(of_discount(terms, off), debts=[debt], at=at, entry_id=entry_id)
    append(
        "arrangements.discount_offered",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "agreement": signed.id, "hash": signed.document_hash, "currency": debt.currency,
            "steps": [[day.isoformat(), minor] for day, minor in off],
        },
        entry_id=entry_id,
    )  # fmt: skip
    return signed.id
