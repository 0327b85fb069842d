"""One payment of a person over several of their debts: one receipt for each, all or none."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.sharing import Claim, How, SharingRefused, share_out
from goodstanding.receivables.models import Debt, Liable
from goodstanding.receivables.operations.held_debt import held_debt
from goodstanding.receivables.queries.items import payable


@transaction.atomic
def split_payment(
    receipt: Receipt,
    *,
    debt_ids: Sequence[int],
    how: How,
    directed: Mapping[int, int] | None = None,
    disputed: Mapping[int, Collection[int]] | None = None,
    by: Actor,
    at: datetime,
) -> dict[int, int]:
    """Share a payment out over debts of one person and return the receipt of each debt that got some of it.

    `directed` are minor units by debt, as the payer directs; `disputed` are items in dispute, by debt: a debt of which
    everything open is in dispute gets only what is directed to it. Raises SharingRefused, and what `record` raises.
    """
    _refuse_strangers(debt_ids)
    shunned = disputed or {}
    claims = []
    # Locked in one order for everybody, so that two payments over the same debts never wait for each other.
    for debt_id in sorted(set(debt_ids)):
        debt = held_debt(debt_id, permission="receipts.record", by=by, even_withdrawn=True)
        if debt.currency != receipt.amount.currency:
            raise SharingRefused(f"The payment is in {receipt.amount.currency}, debt {debt_id} in {debt.currency}.")
        if debt.withdrawn_at is None:
            there = payable(debt_id, lines_of(debt_id), from_date=receipt.received_date)
            claims += [
                Claim(debt_id, line.due_date, line.open_minor)
                for line in there.open_lines
                if line.item_id not in shunned.get(debt_id, ())
            ]
    # Whoever directs money to a debt of which everything is in dispute means just that.
    meant = set(directed or {}) - {claim.debt_id for claim in claims}
    shares = share_out(receipt.amount.minor, debt_ids, claims, how=how, directed=directed or {})
    return {
        debt_id: record(
            debt_id,
            receipt._replace(
                amount=Amount(minor, receipt.amount.currency),
                source_key=f"{receipt.source_key}/{debt_id}" if receipt.source_key else "",
            ),
            disputed_items=() if debt_id in meant else shunned.get(debt_id, ()),
            by=by,
            at=at,
        )
        for debt_id, minor in shares.items()
    }


def _refuse_strangers(debt_ids: Sequence[int]) -> None:
    """Raise SharingRefused unless one person is behind all the debts, as debtor or liable."""
    people = [
        {
            *Debt.objects.filter(pk=debt_id, debtor__isnull=False).values_list("debtor_id", flat=True),
            *Liable.objects.filter(debt_id=debt_id).values_list("person_id", flat=True),
        }
        for debt_id in debt_ids
    ]
    if len(debt_ids) > 1 and not set.intersection(*people):
        raise SharingRefused("These debts are not those of one person; record a payment for each.")
