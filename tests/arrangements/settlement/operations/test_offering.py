from datetime import date

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.agreement.queries import done_under
from goodstanding.arrangements.models import SettlementOffer
from goodstanding.arrangements.settlement.operations.accepting import accept
from goodstanding.arrangements.settlement.operations.blanket import Rule, offer_to_all
from goodstanding.arrangements.settlement.operations.discounting import offer_discount
from goodstanding.arrangements.settlement.operations.offering import OfferRefused, Proposed, make_offer
from goodstanding.arrangements.settlement.operations.saying import approve, deny
from goodstanding.arrangements.settlement.operations.setting import SettingRefused, set_floor
from goodstanding.arrangements.settlement.queries import floor_of, offer_of
from goodstanding.payments.operations.reversing import reverse
from goodstanding.worklists.models import Task
from tests.arrangements.settlement.cast import (
    ADMINISTRATOR,
    NOON,
    SUPERVISOR,
    debt,
    follow,
    offered,
    on,
    pay,
    usd,
    with_floor,
)
from tests.receivables.cast import AUDITOR, COLLECTOR, item, open_minor, place

pytestmark = pytest.mark.django_db


def test_authority_ends_at_what_may_be_given_up() -> None:
    book, debt_id = debt()
    with_floor(book, share_ppm=100_000)
    assert offered(debt_id, 50_000, by=COLLECTOR)
    with pytest.raises(PermissionRefused, match=r"not as much as USD 500\.01"):
        offered(debt_id, 49_999, by=COLLECTOR)
    with pytest.raises(PermissionRefused):
        offered(debt_id, 90_000, by=AUDITOR)
    assert SettlementOffer.objects.count() == 1


def test_below_the_floor_a_second_person_says_yes() -> None:
    book, debt_id = debt()
    with_floor(book, share_ppm=600_000)
    low = offered(debt_id, 59_999, by=SUPERVISOR)
    assert offer_of(offered(debt_id, 60_000, by=SUPERVISOR), at=NOON).state == "open"
    assert offer_of(low, at=NOON).state == "waiting"
    assert Task.objects.get(kind="approval").closed_at is None
    with pytest.raises(OfferRefused, match="waits for a second person"):
        accept(low, source="x", by=SUPERVISOR, at=NOON)
    with pytest.raises(OfferRefused, match="a second person does"):
        approve(low, reason="hardship", by=SUPERVISOR, at=NOON)
    approve(low, reason="hardship", by=ADMINISTRATOR, at=NOON)
    assert offer_of(low, at=NOON).state == "open"
    assert Task.objects.get(kind="approval").closed_at
    with pytest.raises(OfferRefused, match="open already"):
        deny(low, reason="x", by=ADMINISTRATOR, at=NOON)
    assert accept(low, source="x", by=SUPERVISOR, at=NOON)


def test_what_was_denied_never_stands() -> None:
    _, debt_id = debt()
    low = offered(debt_id, 59_999, by=SUPERVISOR)
    deny(low, reason="too low", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(OfferRefused, match="denied"):
        approve(low, reason="x", by=ADMINISTRATOR, at=NOON)
    assert offer_of(low, at=NOON).state == "denied"


def test_without_a_floor_everything_less_than_owed_waits() -> None:
    _, debt_id = debt()
    assert offer_of(offered(debt_id, 99_999), at=NOON).state == "waiting"


def test_floors_are_dated() -> None:
    book, _ = debt()
    with_floor(book, share_ppm=500_000)
    with_floor(book, share_ppm=700_000, least_minor=40_000, starts=date(2026, 6, 10))
    found = [floor_of(book.portfolio_id, owed_minor=100_000, day=date(2026, 6, number)) for number in (9, 10)]
    assert found == [50_000, 70_000]
    assert floor_of(book.portfolio_id, owed_minor=50_000, day=NOON.date()) == 40_000
    with pytest.raises(SettingRefused):
        with_floor(book, share_ppm=1_000_001)
    with pytest.raises(PermissionRefused):
        set_floor(book.portfolio_id, share_ppm=1, starts_date=NOON.date(), by=COLLECTOR, at=NOON)


def test_what_is_no_offer() -> None:
    book, debt_id = debt()
    with_floor(book)
    for proposed, sentence in (
        (Proposed(usd(100_000)), "less than is owed"),
        (Proposed(usd(0)), "above zero"),
        (Proposed(usd(60_000), payments=7), "at most 6 payments"),
        (Proposed(usd(60_000), expires_date=date(2026, 6, 14)), "still to come"),
    ):
        with pytest.raises(OfferRefused, match=sentence):
            make_offer(debt_id, proposed, by=ADMINISTRATOR, at=NOON)


def test_a_rule_offers_to_all_it_fits_and_once() -> None:
    book, small = debt(minor=1_000)
    large = place(book, item("I-2", 200_000), reference="D-2")
    place(book, item("I-3", 1), reference="D-3")
    with_floor(book)
    rule = Rule("spring", 600_000, owed_most_minor=100_000)
    first = offer_to_all(book.portfolio_id, rule, by=ADMINISTRATOR, at=NOON)
    assert [offer_of(one, at=NOON).debt_id for one in first.offers] == [small]
    assert len(first.refused) == 1, "A cent cannot be settled for less."
    assert offer_to_all(book.portfolio_id, rule, by=ADMINISTRATOR, at=on(1)).offers == first.offers
    late = Rule("late", 600_000, owed_least_minor=100_001, days_past_due_least=500)
    assert not offer_to_all(book.portfolio_id, late, by=ADMINISTRATOR, at=NOON).offers
    wide = offer_to_all(book.portfolio_id, Rule("wide", 600_000, owed_least_minor=100_001), by=ADMINISTRATOR, at=NOON)
    assert [offer_of(one, at=NOON).debt_id for one in wide.offers] == [large]
    with pytest.raises(PermissionRefused):
        offer_to_all(book.portfolio_id, rule, by=COLLECTOR, at=NOON)


def test_a_discount_is_posted_when_paid_in_time_and_lost_when_the_payment_bounces() -> None:
    _, debt_id = debt()
    number = offer_discount(
        debt_id, [(on(10).date(), 20_000), (on(20).date(), 10_000)], key="d", by=SUPERVISOR, at=NOON
    )
    receipt = pay(debt_id, 98_000, day=10)
    assert follow(number, 10) == (1, 0)
    assert open_minor(debt_id) == 0
    assert [one.amount_minor for one in done_under(number)] == [2_000]
    reverse(receipt, reason="R01", reversed_date=on(12).date(), by=SUPERVISOR, at=on(12))
    assert follow(number, 12) == (0, 1)
    assert open_minor(debt_id) == 100_000
    pay(debt_id, 99_000, day=13)
    assert follow(number, 13) == (1, 0)
    assert open_minor(debt_id) == 0


def test_a_day_late_the_discount_is_gone() -> None:
    _, debt_id = debt()
    number = offer_discount(debt_id, [(on(10).date(), 20_000)], key="d", by=SUPERVISOR, at=NOON)
    pay(debt_id, 98_000, day=11)
    assert follow(number, 11) == (0, 0)
    assert open_minor(debt_id) == 2_000
