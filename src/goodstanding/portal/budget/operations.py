"""What somebody does on the page of their budget: tell it, or tell it anew."""

from datetime import UTC, datetime

from goodstanding.arrangements.affordability.operations import Taken, take_budget
from goodstanding.arrangements.affordability.written import Written
from goodstanding.portal.budget.form import Told
from goodstanding.portal.budget.queries import BudgetPage, known_of, visitor


def tell(page: BudgetPage, told: Told, *, at: datetime) -> int:
    """Take what was told as the newest edition of the person's budget and return its number.

    The same form sent twice on a day is one edition. Raises BudgetRefused.
    """
    known = known_of(page, at=at)
    today, written = at.astimezone(UTC).date(), Written(told.lines, told.household)
    if told.has_consent and known is not None and (known.card.written, known.card.taken_date) == (written, today):
        return known.card.budget_id
    taken = Taken(page.currency, told.lines, told.household, "portal", has_consent=told.has_consent)
    return take_budget(page.person_id, taken, by=visitor(page), at=at)
