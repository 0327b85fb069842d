"""Questions about budgets: the surplus that counts, and the lines of one, for whoever may read them."""

from datetime import date, datetime
from typing import NamedTuple

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.affordability import written
from goodstanding.arrangements.affordability.surplus import Surplus
from goodstanding.arrangements.agreement.queries import is_live
from goodstanding.arrangements.models import Budget, SettlementAcceptance
from goodstanding.arrangements.plan.queries import monthly_taken
from goodstanding.parties import queries as people
from goodstanding.parties import sealing
from goodstanding.parties.models import PersonKey
from goodstanding.refusal import Refusal


class NoSuchBudget(Refusal):
    """There is no budget of this number."""


class BudgetCard(NamedTuple):
    """A budget as it is shown. `written` is absent without consent, and where the person's key was erased."""

    budget_id: int
    person_id: int
    currency: str
    taken_date: date
    valid_until: date
    channel: str
    adviser: str
    surplus_minor: int
    is_provisional: bool
    has_consent: bool
    recorded_by: str
    recorded_at: datetime
    entry_id: int
    written: written.Written | None


def surplus_of(person_id: int, *, at: datetime, except_plan: int | None = None) -> Surplus | None:
    """Return the documented surplus of a month as known at an instant, or None where there is no budget.

    `committed_minor` holds what other plans of the person take of it, but for `except_plan`.
    """
    row = Budget.objects.filter(person_id=person_id, recorded_at__lte=at).order_by("-id").first()
    if row is None:
        return None
    taken = monthly_taken(person_id, currency=row.currency, except_plan=except_plan, at=at)
    taken += settling_monthly(person_id, currency=row.currency, at=at)
    return Surplus(
        budget_id=row.pk,
        surplus_minor=row.surplus_minor,
        currency=row.currency,
        taken_date=row.taken_date,
        valid_until=row.valid_until,
        committed_minor=row.debts_minor + taken,
        is_provisional=row.is_provisional,
    )


def settling_monthly(person_id: int, *, currency: str, at: datetime) -> int:
    """Return what settlements that a person pays in parts take a month, in minor units of a currency."""
    rows = SettlementAcceptance.objects.filter(
        debt__debtor_id=person_id, offer__currency=currency, recorded_at__lte=at
    ).select_related("offer")
    taken = 0
    for row in rows.order_by("id"):
        days = [date.fromisoformat(day) for day, _ in row.offer.parts]
        if len(days) > 1 and max(days) >= at.date() and is_live(row.agreement_id):
            taken += max(minor for _, minor in row.offer.parts)
    return taken


def budgets_of(person_id: int, *, by: Actor, at: datetime) -> list[BudgetCard]:
    """Return every version of a person's budget, the newest first, with its lines where the person agreed to that.

    Raises PermissionRefused.
    """
    rows = Budget.objects.filter(person_id=person_id, recorded_at__lte=at).select_related("person").order_by("-id")
    found = list(rows)
    if found:
        require(by, "budgets.read", client_id=found[0].person.issuer_id)
    return [_card(row) for row in found]


def budget_of(budget_id: int, *, by: Actor) -> BudgetCard:
    """Return one version of a budget; raises NoSuchBudget and PermissionRefused."""
    row = Budget.objects.filter(pk=budget_id).select_related("person").first()
    if row is None:
        raise NoSuchBudget(f"There is no budget {budget_id}.")
    require(by, "budgets.read", client_id=row.person.issuer_id)
    return _card(row)


def _card(row: Budget) -> BudgetCard:
    return BudgetCard(
        row.pk, row.person_id, row.currency, row.taken_date, row.valid_until, row.channel, row.adviser,
        row.surplus_minor, row.is_provisional, row.has_consent, row.recorded_by, row.recorded_at, row.entry_id,
        _lines(row),
    )  # fmt: skip


def _lines(row: Budget) -> written.Written | None:
    key = PersonKey.objects.filter(person_id=row.person_id).first()
    # A key that is younger than the budget is another: the one it was sealed with was erased.
    if row.sealed_lines is None or key is None or key.made_at > row.recorded_at:
        return None
    opened = sealing.unseal(
        bytes(row.sealed_lines), kind=written.SEALED_AS, person_id=row.person_id,
        wrapped_key=bytes(key.wrapped_key), keys=people.installation_keys(),
    )  # fmt: skip
    return written.read(opened)
