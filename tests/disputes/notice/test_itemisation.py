from datetime import date

import pytest

from goodstanding.disputes.notice.itemisation import ItemisationDate, ItemisationDateRefused, choose, known_on
from goodstanding.receivables.debt import DebtFacts

TODAY = date(2026, 3, 1)
FACTS = DebtFacts(charge_off_date=date(2026, 2, 1), last_payment_date=TODAY)


def test_any_known_date_of_the_five_will_do() -> None:
    assert choose(FACTS, "charge-off", as_of=TODAY) == ItemisationDate("charge-off", date(2026, 2, 1))
    assert choose(FACTS, "last payment", as_of=TODAY).day == TODAY


def test_a_date_that_is_not_known_or_still_to_come_is_refused() -> None:
    with pytest.raises(ItemisationDateRefused, match=r"judgment .* Known are: charge-off, last payment"):
        choose(FACTS, "judgment", as_of=TODAY)
    with pytest.raises(ItemisationDateRefused, match="still to come"):
        choose(FACTS, "last payment", as_of=date(2026, 2, 28))
    with pytest.raises(ItemisationDateRefused, match="None of the five"):
        choose(DebtFacts(), "judgment", as_of=TODAY)


@pytest.mark.law
def test_a_later_notice_keeps_the_date() -> None:
    earlier = choose(FACTS, "charge-off", as_of=TODAY)
    assert choose(FACTS, "charge-off", as_of=TODAY, earlier=earlier) == earlier
    with pytest.raises(ItemisationDateRefused, match="must keep it"):
        choose(FACTS, "last payment", as_of=TODAY, earlier=earlier)
    # The same reference with another day is another date, as with two dates of a transaction.
    with pytest.raises(ItemisationDateRefused, match="must keep it"):
        choose(FACTS, "charge-off", as_of=TODAY, earlier=ItemisationDate("charge-off", date(2026, 1, 31)))


def test_figures_of_another_date_never_stand_in() -> None:
    chosen = choose(FACTS, "charge-off", as_of=TODAY)
    assert known_on({"charge-off": 7, "last payment": 8}, chosen) == 7
    with pytest.raises(ItemisationDateRefused, match="What was owed on the charge-off date"):
        known_on({"last payment": 8}, chosen)
