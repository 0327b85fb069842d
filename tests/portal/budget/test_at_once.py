"""The same form sent several times at the same moment is one edition: over real connections."""

from functools import partial

import pytest
from django.utils import timezone

from goodstanding.arrangements.models import Budget
from goodstanding.portal.budget.form import Told, read_form
from goodstanding.portal.budget.operations import tell
from goodstanding.portal.budget.queries import BudgetPage
from tests.arrangements.settlement.cast import Book, debt
from tests.arrangements.settlement.operations.test_parallel import book, together

__all__ = ["book"]
AT_ONCE = 8


def told(wages: str, *, consent: str = "yes") -> Told:
    return read_form({"amount.wages": wages, "consent": consent}, currency="USD")


@pytest.mark.django_db
def test_one_after_the_other_is_one_edition_too() -> None:
    book_, debt_id = debt()
    page = BudgetPage(debt_id, book_.client_id, book_.debtor_id, "USD")
    assert len({tell(page, told("1500", consent=word), at=timezone.now()) for word in ("", "yes") * 2}) == 4
    assert tell(page, told("1500"), at=timezone.now()) == Budget.objects.latest("pk").pk


@pytest.mark.parametrize("consent", ["yes", ""])
def test_forms_at_once_are_one_edition(book: Book, consent: str) -> None:
    _, debt_id = debt(book, reference=f"budget-{consent or 'no'}")
    page = BudgetPage(debt_id, book.client_id, book.debtor_id, "USD")
    # The clock is read before anybody waits: whoever comes second may have an earlier hour than the first.
    deeds = [partial(tell, page, told("1700", consent=consent), at=timezone.now()) for _ in range(AT_ONCE)]
    numbers = together(*reversed(deeds))
    assert all(isinstance(one, int) for one in numbers), numbers
    assert len(set(numbers)) == 1
    assert Budget.objects.filter(person_id=book.debtor_id, has_consent=bool(consent)).count() == 1
