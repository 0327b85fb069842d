"""What somebody does on the page of their budget: tell it, or tell it anew."""

from datetime import UTC, datetime

from django.db import transaction

from goodstanding.arrangements.affordability import budget
from goodstanding.arrangements.affordability.operations import Taken, take_budget
from goodstanding.arrangements.affordability.queries import BudgetCard, budget_of
from goodstanding.arrangements.affordability.written import Written
from goodstanding.arrangements.models import Budget
from goodstanding.parties.operations import person
from goodstanding.portal.budget.form import Told
from goodstanding.portal.budget.queries import BudgetPage, visitor

CHANNEL = "portal"


@transaction.atomic
def tell(page: BudgetPage, told: Told, *, at: datetime) -> int:
    """Take what was told as the newest edition of the person's budget and return its number.

    The same form sent twice on a day is one edition; where the lines are not kept, the same is what is left over. Locks
    the person, so that forms at once are looked at one by one. Raises BudgetRefused.
    """
    person.locked(page.person_id)
    # Not asked as of `at`: whoever waited for the lock may have read the clock before the one that went first.
    newest = Budget.objects.filter(person_id=page.person_id).order_by("-id").values_list("pk", flat=True).first()
    card = budget_of(newest, by=visitor(page)) if newest is not None else None
    if card is not None and _is_same(card, page, told, at=at):
        return card.budget_id
    taken = Taken(page.currency, told.lines, told.household, CHANNEL, has_consent=told.has_consent)
    return take_budget(page.person_id, taken, by=visitor(page), at=at)


def _is_same(card: BudgetCard, page: BudgetPage, told: Told, *, at: datetime) -> bool:
    """Say whether an edition is of today, from the same page, and says what was told."""
    kept = (card.taken_date, card.channel, card.currency, card.has_consent)
    if kept != (at.astimezone(UTC).date(), CHANNEL, page.currency, told.has_consent):
        return False
    if told.has_consent:
        return card.written == Written(told.lines, told.household)
    totals = budget.totals_of(told.lines, told.household)
    left = totals.surplus - totals.debts
    return (card.surplus_minor, card.is_provisional) == (left, bool(budget.unsure(told.lines)))
