"""Giving up what is open on a debt or an item, wholly or in part, the oldest due first: written off, or waived."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.ledger.allocation import OpenLine, allocate
from goodstanding.ledger.operations.repeating import BY_HAND, Asked, Deed, keep_key, refuse_repeat
from goodstanding.ledger.operations.waiving import waive
from goodstanding.ledger.operations.write_off import WriteOffRefused, write_off
from goodstanding.ledger.posting import Kind, Part
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.future import is_future
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import held_debt
from goodstanding.receivables.queries.items import payable


class GivenUp(NamedTuple):
    """A write-off or a waiver as it was posted."""

    transaction_id: int
    amount: Amount


class Wanted(NamedTuple):
    """What is to be given up: an amount, or all of it, on one item or on all.

    `seen` is what whoever asks saw as open from `seen_date` on: where it is another amount by now, nothing is done, so
    that a form sent twice is one deed. Without it `asked` tells the deed from one that looks the same.
    """

    amount: Amount | None = None
    item_id: int | None = None
    seen: Amount | None = None
    seen_date: date | None = None
    """The day that the deed counts from, where it is left out."""
    asked: Asked = BY_HAND


Post = Callable[[Debt, tuple[Part, ...]], int]


@transaction.atomic
def write_off_open(
    debt_id: int, wanted: Wanted, *, reason: str, effective_date: date, by: Actor, at: datetime
) -> GivenUp:
    """Write off what is open from a day on, all of it where no amount is named; the oldest due goes first.

    Raises WriteOffRefused, NoSuchDebt, DebtWithdrawn, DeedKnown, LooksRepeated, and PermissionRefused above the actor's
    limit. Locks the debt's account.
    """

    def post(debt: Debt, parts: tuple[Part, ...]) -> int:
        return write_off(
            debt_id, parts, reason=reason, effective_date=effective_date, by=by, at=at, portfolio_id=debt.portfolio_id
        )

    return _give_up(debt_id, wanted, post, kind="write-off", effective_date=effective_date, by=by, at=at)


@transaction.atomic
def waive_open(debt_id: int, wanted: Wanted, *, reason: str, effective_date: date, by: Actor, at: datetime) -> GivenUp:
    """Waive what is open from a day on, by choice: it is forgiven, and what comes in later recovers nothing of it.

    Raises what `write_off_open` raises. Locks the debt's account.
    """

    def post(debt: Debt, parts: tuple[Part, ...]) -> int:
        return waive(
            debt_id, parts, kind="waiver", reason=reason, effective_date=effective_date, by=by, at=at,
            portfolio_id=debt.portfolio_id,
        )  # fmt: skip

    return _give_up(debt_id, wanted, post, kind="waiver", effective_date=effective_date, by=by, at=at)


def _give_up(
    debt_id: int, wanted: Wanted, post: Post, *, kind: Kind, effective_date: date, by: Actor, at: datetime
) -> GivenUp:
    debt = held_debt(debt_id, permission="accounts.read", by=by)
    if is_future(effective_date, at=at):
        raise WriteOffRefused(f"{effective_date} is still to come.")
    lines = _open_lines(debt_id, wanted, from_date=effective_date)
    open_ = Amount(sum(line.open_minor for line in lines), debt.currency)
    amount = open_ if wanted.amount is None else wanted.amount
    if wanted.seen is not None:
        _refuse_unseen(debt, wanted, effective_date=effective_date)
    else:
        # Before the amounts are looked at: a repeat is best told as what it is, whatever is open by now.
        deed = Deed(kind, amount, effective_date, wanted.item_id)
        refuse_repeat(deed, debt.account, asked=wanted.asked, at=at)
    _refuse(amount, open_, effective_date=effective_date)
    number = post(debt, allocate(amount.minor, lines).parts)
    keep_key(wanted.asked, debt.account, kind=kind, transaction_id=number)
    return GivenUp(number, amount)


def _open_lines(debt_id: int, wanted: Wanted, *, from_date: date) -> list[OpenLine]:
    lines = payable(debt_id, lines_of(debt_id), from_date=from_date).open_lines
    return [line for line in lines if wanted.item_id in {None, line.item_id}]


def _refuse_unseen(debt: Debt, wanted: Wanted, *, effective_date: date) -> None:
    lines = _open_lines(debt.pk, wanted, from_date=wanted.seen_date or effective_date)
    open_ = Amount(sum(line.open_minor for line in lines), debt.currency)
    if wanted.seen != open_:
        raise WriteOffRefused(f"{open_} is open there by now, not {wanted.seen}; look again before you give it up.")


def _refuse(amount: Amount, open_: Amount, *, effective_date: date) -> None:
    if amount.currency != open_.currency:
        raise WriteOffRefused(f"The debt is in {open_.currency}, not in {amount.currency}.")
    if not 0 < amount.minor <= open_.minor:
        raise WriteOffRefused(
            f"{open_} is open there from {effective_date} on; no more, and not nothing, can be given up."
        )
