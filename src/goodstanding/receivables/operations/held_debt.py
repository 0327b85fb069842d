"""Part of every deed on a debt: find it, ask the permission, and hold its account until the transaction ends."""

from goodstanding.access.permission import Actor, require
from goodstanding.receivables.models import Debt, Item
from goodstanding.refusal import Refusal


class NoSuchDebt(Refusal):
    """There is no debt of this number."""


class NoSuchItem(Refusal):
    """There is no item of this number."""


class DebtWithdrawn(Refusal):
    """The debt or the item is no longer part of the book."""


def held_debt(debt_id: int, *, permission: str, by: Actor, even_withdrawn: bool = False) -> Debt:
    """Return a debt whose account is locked; raise NoSuchDebt, PermissionRefused or DebtWithdrawn."""
    # Money and facts of one debt are changed by one deed at a time. The debt's own row is locked with its account's,
    # so that whoever had to wait reads what the deed before left there.
    locked = Debt.objects.select_for_update(of=("self", "account"), no_key=True).select_related("account__book")
    debt = locked.filter(account_id=debt_id).first()
    if debt is None:
        raise NoSuchDebt(f"There is no debt {debt_id}.")
    require(by, permission, client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    if debt.withdrawn_at is not None and not even_withdrawn:
        raise DebtWithdrawn(f"Debt {debt.reference} was withdrawn on {debt.withdrawn_at.date()}.")
    return debt


def held_item(item_id: int, *, permission: str, by: Actor) -> Item:
    """Return an item whose debt is held; raise NoSuchItem, and whatever `held_debt` raises."""
    debt_id = Item.objects.filter(id=item_id).values_list("debt_id", flat=True).first()
    if debt_id is None:
        raise NoSuchItem(f"There is no item {item_id}.")
    debt = held_debt(debt_id, permission=permission, by=by)
    item = Item.objects.get(id=item_id)
    item.debt = debt
    if item.withdrawn_at is not None:
        raise DebtWithdrawn(f"Item {item.reference} was withdrawn on {item.withdrawn_at.date()}.")
    return item


def about(debt: Debt) -> list[str]:
    """Return the subjects of an evidence entry on a debt."""
    debtor = [] if debt.debtor_id is None else [f"person:{debt.debtor_id}"]
    return [f"debt:{debt.pk}", f"client:{debt.client_id}", *debtor]
