from datetime import date

from goodstanding.ledger.allocation import OLDEST_FIRST, Order
from goodstanding.receivables.waterfall import Ruling, most_binding

PRINCIPAL_FIRST = Order(("principal", "interest", "fees", "costs"))
COSTS_FIRST = Order(("costs", "fees", "interest", "principal"), items_come_first=False)
MARCH = date(2026, 3, 1)
CONTRACT = Ruling(1, "contract", PRINCIPAL_FIRST, "clause 4", date(2026, 1, 1))
COURT = Ruling(2, "court order", COSTS_FIRST, "12 C 345", MARCH)


def test_without_anybodys_word_the_oldest_is_paid_first() -> None:
    found = most_binding([], day=MARCH)
    assert (found.order, found.binder) == (OLDEST_FIRST, "house")


def test_a_contract_binds_from_its_day_on() -> None:
    assert most_binding([CONTRACT], day=date(2025, 12, 31)).binder == "house"
    assert most_binding([CONTRACT], day=date(2026, 1, 1)).order == PRINCIPAL_FIRST


def test_the_payers_direction_comes_before_the_contract_and_keeps_its_order_within_items() -> None:
    found = most_binding([CONTRACT], day=MARCH, named=[7])
    assert (found.binder, found.named, found.order) == ("direction", (7,), PRINCIPAL_FIRST)
    assert most_binding([CONTRACT], day=MARCH, directed=COSTS_FIRST).order == COSTS_FIRST


def test_a_court_comes_before_the_payer_and_says_so() -> None:
    found = most_binding([CONTRACT, COURT], day=MARCH, named=[7])
    assert (found.binder, found.named, found.order) == ("court order", (), COSTS_FIRST)
    assert "could not be followed" in found.why
    assert "could not be followed" not in most_binding([COURT], day=MARCH).why
    assert most_binding([CONTRACT, COURT], day=date(2026, 2, 28), named=[7]).binder == "direction"


def test_an_order_that_ended_no_longer_binds_from_that_day_on() -> None:
    ended = COURT._replace(ends_date=date(2026, 5, 1))
    assert most_binding([ended], day=date(2026, 4, 30)).binder == "court order"
    assert most_binding([ended], day=date(2026, 5, 1)).binder == "house"


def test_the_latest_that_has_begun_binds() -> None:
    newer = CONTRACT._replace(ruling_id=9, order=COSTS_FIRST, effective_date=date(2026, 2, 1))
    assert most_binding([newer, CONTRACT], day=date(2026, 1, 31)).order == PRINCIPAL_FIRST
    assert most_binding([newer, CONTRACT], day=date(2026, 2, 1)).order == COSTS_FIRST


def test_it_is_told_with_everything_an_auditor_asks() -> None:
    told = most_binding([COURT], day=MARCH).told
    assert told["by"] == "court order"
    assert told["components"] == ["costs", "fees", "interest", "principal"]
    assert told["items_come_first"] is False
