"""Many who guess at the same moment have no more tries than one: over real connections, each counted for itself."""

from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from goodstanding.outreach.channels.call.operations.verifying import TRIES_A_DAY
from goodstanding.outreach.models.enquiry import VerificationTry
from goodstanding.parties.models import ContactPoint
from goodstanding.portal.proof.operations import show_who
from goodstanding.receivables.models import Debt
from tests.arrangements.settlement.cast import Book, debt
from tests.arrangements.settlement.operations.test_parallel import book, together

__all__ = ["book"]
GUESSES = 16


# Marked for the database so that there is one to copy, also where this file runs alone.
@pytest.mark.django_db
def test_nothing_typed_is_no_try_and_nobody_is_shown_where_nobody_is_known_to_owe() -> None:
    _, debt_id = debt()
    assert show_who(debt_id, "  ", at=timezone.now()) == "wrong"
    Debt.objects.filter(pk=debt_id).update(debtor_id=None)
    assert show_who(debt_id, "D-1", takes_reference=True, at=timezone.now()) == "wrong"
    assert not VerificationTry.objects.exists()


def test_guesses_at_once_are_counted_one_by_one(book: Book) -> None:
    first, second = (debt(book, reference=f"once-{number}")[1] for number in (1, 2))
    ContactPoint.objects.create(
        person_id=book.debtor_id, kind="address", value="1 Elm Street", postal_code="62701", entry_id=1
    )
    now = timezone.now()
    guesses = [partial(show_who, debt_id, f"100{one}", at=now) for one in range(10, 18) for debt_id in (first, second)]
    assert len(guesses) == GUESSES
    assert Counter(together(*guesses)) == {"wrong": TRIES_A_DAY, "closed": GUESSES - TRIES_A_DAY}
    assert VerificationTry.objects.filter(caller="page", is_right=False).count() == TRIES_A_DAY
    assert show_who(second, "62701", at=now) == "closed"
