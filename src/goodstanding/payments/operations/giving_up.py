"""Writing off what is open on a debt or an item, wholly or in part, the oldest due first."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.ledger.allocation import allocate
from goodstanding.ledger.operations.write_off import WriteOffRefused, write_off
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.future import is_future
from goodstanding.receivables.operations.held_debt import held_debt
from goodstanding.receivables.queries.items import payable


class GivenUp(NamedTuple):
    """A write-off as it was posted."""

    transaction_id: int
    amount: Amount


@transaction.atomic
def write_off_open(
    debt_id: int,
    amount: Amount | None = None,
    *,
    item_id: int | None = None,
    seen: Amount | None = None,
    reason: str,
    effective_date: date,
    by: Actor,
    at: datetime,
) -> GivenUp:
    """Write off an amount of what is open from a day on, all of it where none is named; the oldest due goes first.

    `seen` is what whoever asks saw as open: where it is another amount by now, nothing is done, so that a form sent
    twice is one write-off. Raises WriteOffRefused, NoSuchDebt, DebtWithdrawn, and PermissionRefused above the actor's
    limit. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="accounts.read", by=by)
    if is_future(effective_date, at=at):
        raise WriteOffRefused(f"{effective_date} is still to come.")
    lines = payable(debt_id, lines_of(debt_id), from_date=effective_date).open_lines
    if item_id is not None:
        lines = [line for line in lines if line.item_id == item_id]
    open_ = Amount(sum(line.open_minor for line in lines), debt.currency)
    if seen is not None and seen != open_:
        raise WriteOffRefused(f"{open_} is open there by now, not {seen}; look again before you write off.")
    wanted = open_ if amount is None else amount
    if wanted.currency != debt.currency:
        raise WriteOffRefused(f"The debt is in {debt.currency}, not in {wanted.currency}.")
    if not 0 < wanted.minor <= open_.minor:
        raise WriteOffRefused(
            f"{open_} is open there from {effective_date} on; no more, and not nothing, can be written off."
        )
    number = write_off(
        debt_id, allocate(wanted.minor, lines).parts, reason=reason, effective_date=effective_date, by=by, at=at,
        portfolio_id=debt.portfolio_id,
    )  # fmt: skip
    return GivenUp(number, wanted)
