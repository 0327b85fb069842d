"""What a link to somebody's own budget opens, the address of one, and what the house knows of their budget."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from goodstanding.access.permission import Actor, Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.affordability.queries import BudgetCard, budgets_of, surplus_of
from goodstanding.arrangements.affordability.surplus import Surplus
from goodstanding.parties.models import Person
from goodstanding.payments.gateway.link import read_token, token_of
from goodstanding.receivables.models import Debt
from goodstanding.strategy.queries.house.pay_link import public_address

PURPOSE = "budget"
PATH = "/budget/{token}/"


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """The page of the budget of an account's debtor; nothing of the account is shown but its currency."""

    debt_id: int
    client_id: int
    person_id: int
    currency: str


@dataclass(frozen=True, slots=True)
class Known:
    """The newest budget of somebody, and what is left by it."""

    card: BudgetCard
    surplus: Surplus
    is_due: bool


def budget_path(debt_id: int, *, at: datetime) -> str:
    """Return the path of the page; the same for a whole month, and open for about four."""
    return PATH.format(token=token_of(debt_id, at=at, secret=settings.SECRET_KEY, purpose=PURPOSE))


def budget_link(debt_id: int, *, at: datetime) -> str:
    """Return the whole address of the page; empty where nobody said under which address people reach this house."""
    base = public_address(at)
    return f"{base}{budget_path(debt_id, at=at)}" if base else ""


def page_of(token: str, *, at: datetime) -> BudgetPage | None:
    """Return what a token opens, or None: whether it is no token, or of nothing we still hold, nobody is told."""
    link = read_token(token, at=at, secret=settings.SECRET_KEY, purpose=PURPOSE)
    debt = Debt.objects.filter(pk=link.debt_id, withdrawn_at=None).first() if link else None
    if debt is None or debt.debtor_id is None:
        return None
    if not Person.objects.filter(pk=debt.debtor_id, withdrawn_at=None).exists():
        return None
    return BudgetPage(debt.pk, debt.client_id, debt.debtor_id, debt.currency)


def known_of(page: BudgetPage, *, at: datetime) -> Known | None:
    """Return the newest budget of the page's person, or None where there is none."""
    cards = budgets_of(page.person_id, by=visitor(page), at=at)
    surplus = surplus_of(page.person_id, at=at)
    if not cards or surplus is None:
        return None
    return Known(cards[0], surplus, surplus.is_due(at.astimezone(UTC).date()))


def visitor(page: BudgetPage) -> Actor:
    """Return who acts: whoever holds the link and showed who they are, within the client and no further."""
    scope = Scope(clients=frozenset({page.client_id}))
    return Actor(f"portal:budget:{page.debt_id}", frozenset({Role.SUPERVISOR}), scope)
