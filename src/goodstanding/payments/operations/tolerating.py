"""Letting small remainders go: what is left of a debt after payments, at most its portfolio's tolerance."""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, datetime

from django.db import connection, transaction

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.ledger.operations.write_off import write_off
from goodstanding.ledger.posting import Part
from goodstanding.ledger.queries import balance, lines_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.future import is_future
from goodstanding.receivables.operations.held_debt import DebtWithdrawn, held_debt
from goodstanding.receivables.queries.items import payable
from goodstanding.receivables.queries.waterfall import tolerance_of
from goodstanding.refusal import Refusal

REASON = "tolerance"
# Debts that were paid on and of which so little is open that their portfolio's latest tolerance may let it go.
_SMALL = """
    WITH limits AS (
        SELECT DISTINCT ON (portfolio_id, currency) portfolio_id, currency, amount_minor
        FROM receivables_tolerance WHERE effective_date <= %(day)s
        ORDER BY portfolio_id, currency, effective_date DESC
    )
    SELECT d.account_id FROM limits AS l
    JOIN receivables_debt AS d ON d.portfolio_id = l.portfolio_id AND d.currency = l.currency AND d.withdrawn_at IS NULL
    JOIN ledger_posting AS p ON p.account_id = d.account_id AND p.effective_date <= %(day)s
    WHERE l.amount_minor > 0
    GROUP BY d.account_id, l.amount_minor
    HAVING sum(p.amount_minor) FILTER (WHERE p.head = 'receivable') BETWEEN 1 AND l.amount_minor
        AND sum(p.amount_minor) FILTER (WHERE p.head = 'cash') > 0
    ORDER BY d.account_id
"""


class NotTolerated(Refusal):
    """Nothing is left, more than the portfolio lets go is left, nothing was paid, or it is in dispute."""


@transaction.atomic
def write_off_remainder(
    debt_id: int, *, effective_date: date, disputed_items: Collection[int] = (), by: Actor, at: datetime
) -> Amount:
    """Write off what is left of a debt, with the reason "tolerance", and return it.

    Raises NotTolerated, NoSuchDebt, DebtWithdrawn, and PermissionRefused above the actor's limit for write-offs.
    """
    debt = held_debt(debt_id, permission="accounts.read", by=by)
    if is_future(effective_date, at=at):
        raise NotTolerated(f"{effective_date} is still to come.")
    lines = lines_of(debt_id)
    left = payable(debt_id, lines, from_date=effective_date).open_lines
    rest = Amount(sum(line.open_minor for line in left), debt.currency)
    limit = tolerance_of(debt.portfolio_id, debt.currency, day=effective_date)
    stands = balance(debt_id, as_of=effective_date)
    if not left:
        raise NotTolerated(f"Nothing is open from {effective_date} on.")
    if rest.minor > limit.minor or stands.open_minor > limit.minor:
        raise NotTolerated(f"{rest} is left; this portfolio lets {limit} go.")
    if stands.under("cash") <= 0:
        raise NotTolerated("Nothing was paid on this debt; a whole debt is no remainder.")
    if stands.unapplied_minor > 0:
        raise NotTolerated("Money lies unapplied on this debt; apply it first.")
    if any(line.item_id in disputed_items for line in left):
        raise NotTolerated("What is left is in dispute.")
    parts = [Part(line.item_id, line.component, line.open_minor) for line in left]
    write_off(
        debt_id, parts, reason=REASON, effective_date=effective_date, by=by, at=at, portfolio_id=debt.portfolio_id
    )
    return rest


def let_remainders_go(
    *, effective_date: date, disputed: Callable[[int, date], Collection[int]], by: Actor, at: datetime
) -> int:
    """Write off every remainder that a portfolio lets go, each in a transaction of its own; return how many.

    `disputed` tells the items in dispute of a debt on a day. Safe to do twice and at once: what is gone is not left.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SMALL, {"day": effective_date})
        small = [number for (number,) in cursor.fetchall()]
    gone = 0
    for debt_id in small:
        # What changed since it was looked up, or is above the actor's limit, stays as it is.
        with suppress(NotTolerated, DebtWithdrawn, PermissionRefused):
            write_off_remainder(
                debt_id, effective_date=effective_date, disputed_items=disputed(debt_id, effective_date), by=by, at=at
            )
            gone += 1
    return gone
