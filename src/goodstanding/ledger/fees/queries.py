"""Which fees a client's contracts allow, and which were charged on a debt."""

from datetime import datetime
from typing import cast

from django.db.models import F, Q

from goodstanding.ledger.fees.catalogue import Allowed, Charge
from goodstanding.ledger.interest.terms import Basis
from goodstanding.ledger.models import FeeAllowed, Posting


def allowed_fees(
    client_id: int, *, portfolio_id: int | None, currency: str, known_at: datetime | None = None
) -> list[Allowed]:
    """Return the fees allowed on debts of a portfolio, in the order they were told; those of all portfolios first."""
    rows = FeeAllowed.objects.filter(client_id=client_id, currency=currency)
    rows = rows.filter(Q(portfolio_id=None) | Q(portfolio_id=portfolio_id))
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return [
        Allowed(
            row.name,
            row.effective_date,
            row.amount_minor,
            row.rate_ppm,
            row.cap_minor,
            row.most_a_debt,
            row.most_an_item,
            row.days_between,
            cast(Basis, row.basis),
            row.rule,
            row.is_withdrawn,
        )
        for row in rows.order_by(F("portfolio_id").asc(nulls_first=True), "id")
    ]


def charges_of(account_id: int) -> list[Charge]:
    """Return the fees charged on an account that were not taken back; a fee's name is its transaction's reference."""
    lines = Posting.objects.filter(account_id=account_id, head="receivable", component="fees", transaction__kind="fee")
    standing = lines.filter(transaction__reversed_by=None)
    rows = standing.order_by("id").values_list("transaction__reference", "item_id", "effective_date")
    return [Charge(*row) for row in rows]
