from datetime import date

import pytest

from goodstanding.disputes.notice.check import problems
from goodstanding.disputes.notice.content import Notice, Since
from goodstanding.disputes.notice.draft import Standing, draft
from goodstanding.disputes.notice.itemisation import ItemisationDate, ItemisationDateRefused
from goodstanding.receivables.debt import DebtFacts, ReferenceDate
from tests.disputes.notice.sample import END, NOTICE, SENT, usd

FACTS = DebtFacts(
    last_statement_date=date(2017, 1, 2), charge_off_date=date(2017, 6, 1), judgment_date=date(2018, 1, 1)
)
STANDINGS: dict[ReferenceDate, Standing] = {
    "last statement": Standing(
        "Bank of Before", "123-456-789", usd("2234.56"), Since(usd("75.00"), usd("25.00"), usd("50.00"))
    ),
    "charge-off": Standing("First Imaginary Bank", None, usd("2300.00"), Since(usd("0"), usd("0"), usd("15.44"))),
}


def drafted(reference: ReferenceDate, earlier: ItemisationDate | None = None) -> Notice:
    return draft(
        FACTS,
        reference=reference,
        standings=STANDINGS,
        amount_now=usd("2284.56"),
        collector=NOTICE.collector,
        consumer=NOTICE.consumer,
        obligation=NOTICE.obligation,
        provided_date=SENT,
        minimum_end_date=END,
        earlier=earlier,
        options=NOTICE.options,
    )


def test_plain_facts_make_the_notice() -> None:
    assert drafted("last statement") == NOTICE
    assert problems(drafted("last statement")) == ()


def test_all_of_the_itemisation_comes_from_the_chosen_date() -> None:
    notice = drafted("charge-off")
    assert notice.then.day == ItemisationDate("charge-off", date(2017, 6, 1))
    assert (notice.then.creditor, notice.then.account_number) == ("First Imaginary Bank", None)
    assert problems(notice) == ()


def test_a_date_without_figures_or_another_than_before_is_refused() -> None:
    with pytest.raises(ItemisationDateRefused, match="What was owed"):
        drafted("judgment")
    with pytest.raises(ItemisationDateRefused, match="must keep it"):
        drafted("charge-off", ItemisationDate("last statement", date(2017, 1, 2)))
