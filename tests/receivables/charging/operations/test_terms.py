"""Terms of a portfolio that is not there; what is allowed is told in test_interest.py."""

import pytest

from goodstanding.ledger.interest.terms import Terms
from goodstanding.receivables.charging.law import NotAllowed
from goodstanding.receivables.charging.operations.terms import adopt_statute, set_portfolio_terms
from goodstanding.receivables.operations.clients import NoSuchPortfolio
from goodstanding.receivables.operations.held_debt import NoSuchDebt
from tests.receivables.cast import NOON, START, SUPERVISOR, open_book, place

pytestmark = pytest.mark.django_db


def test_there_is_no_such_portfolio_or_debt() -> None:
    with pytest.raises(NoSuchPortfolio):
        set_portfolio_terms(999_999, Terms("none"), effective_date=START, by=SUPERVISOR, at=NOON)
    with pytest.raises(NoSuchDebt):
        adopt_statute(999_999, "uk.late_payment_interest", effective_date=START, by=SUPERVISOR, at=NOON)


def test_a_debt_without_items_is_late_with_nothing() -> None:
    debt_id = place(open_book())
    with pytest.raises(NotAllowed, match="no item"):
        adopt_statute(debt_id, "uk.late_payment_interest", effective_date=START, by=SUPERVISOR, at=NOON)
