import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.affordability.operations import AboveSurplus
from goodstanding.arrangements.models import SettlementBid
from goodstanding.arrangements.settlement.operations.bidding import Answered, bid
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.arrangements.settlement.queries import bids_on, counters_to, offer_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt
from goodstanding.worklists.models import Task
from tests.arrangements.affordability.cast import with_surplus
from tests.arrangements.settlement.cast import SUPERVISOR, debt, offered, on, usd, with_floor, with_policy
from tests.receivables.cast import AUDITOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer_id() -> int:
    book, debt_id = debt()
    with_floor(book)
    return offered(debt_id, 80_000)


def bidding(offer_id: int, minor: int, *, payments: int = 1, key: str = "") -> Answered:
    return bid(
        offer_id, amount=usd(minor), payments=payments, key=key or f"{minor}-{payments}", source="portal",
        by=SUPERVISOR, at=on(1),
    )  # fmt: skip


def test_a_bid_that_is_good_enough_is_accepted_at_what_was_bid(offer_id: int) -> None:
    answered = bidding(offer_id, 70_000)
    assert answered.word == "accepted" and answered.agreement_id
    assert offer_of(answered.offers[0], at=on(1)).amount == usd(70_000)
    assert offer_of(offer_id, at=on(1)).state == "superseded"


def test_a_bid_of_what_we_ask_accepts_our_own_offer(offer_id: int) -> None:
    answered = bidding(offer_id, 90_000)
    assert answered.offers == (offer_id,)
    assert offer_of(offer_id, at=on(1)).state == "accepted"


def test_a_slip_of_the_pen_agrees_to_nothing(offer_id: int) -> None:
    with pytest.raises(OfferRefused, match="Nothing was agreed"):
        bidding(offer_id, 9_999_999_999_900)
    assert offer_of(offer_id, at=on(1)).state == "open"
    assert not bids_on(offer_id)


def test_counters_are_offers_that_stand_as_long_as_the_first(offer_id: int) -> None:
    assert bidding(offer_id, 50_000, payments=2).word == "countered"
    found = counters_to(offer_id, at=on(1))
    assert {one.expires_date for one in found} == {offer_of(offer_id, at=on(1)).expires_date}
    assert sorted((one.amount.minor, len(one.parts)) for one in found) == [(78_000, 1), (79_000, 2), (81_000, 4)]


def test_every_bid_is_kept_and_the_last_goes_to_a_person(offer_id: int) -> None:
    words = [bidding(offer_id, 50_000 + number).word for number in range(5)]
    assert words == ["countered"] * 4 + ["escalated"]
    assert [one.number for one in bids_on(offer_id)] == [1, 2, 3, 4, 5]
    assert Task.objects.filter(kind="step", closed_at=None).count() == 1
    with pytest.raises(OfferRefused, match="as many bids as we can answer"):
        bidding(offer_id, 60_000)
    # A counter is no way round: it is counted with the offer it began with.
    with pytest.raises(OfferRefused, match="as many bids as we can answer"):
        bidding(counters_to(offer_id, at=on(1))[0].offer_id, 60_000, key="round")


def test_the_same_bid_again_is_the_same_bid(offer_id: int) -> None:
    assert bidding(offer_id, 75_000, key="k") == bidding(offer_id, 75_000, key="k")
    assert SettlementBid.objects.count() == 1


def test_nothing_in_payments_above_the_documented_surplus(offer_id: int) -> None:
    debt_id = offer_of(offer_id, at=on(1)).debt_id
    person_id = Debt.objects.get(account_id=debt_id).debtor_id
    assert person_id is not None
    with_surplus(person_id, 10_000)
    assert bidding(offer_id, 75_000, payments=2).word == "escalated"
    assert [len(one.parts) for one in counters_to(offer_id, at=on(1))] == []
    assert bidding(offer_id, 50_000).word == "countered"
    assert {len(one.parts) for one in counters_to(offer_id, at=on(1))} == {1}
    with pytest.raises(AboveSurplus):
        offered(debt_id, 60_000, payments=3)


def test_what_is_no_bid(offer_id: int) -> None:
    for minor, payments in ((0, 1), (-1, 1), (50_000, 0)):
        with pytest.raises(OfferRefused, match="above zero"):
            bidding(offer_id, minor, payments=payments)
    with pytest.raises(OfferRefused, match="in EUR"):
        bid(offer_id, amount=Amount(5, "EUR"), key="e", source="x", by=SUPERVISOR, at=on(1))
    with pytest.raises(OfferRefused, match="where the bid can be seen"):
        bid(offer_id, amount=usd(5), key="s", source=" ", by=SUPERVISOR, at=on(1))
    with pytest.raises(OfferRefused, match="last day has passed"):
        bid(offer_id, amount=usd(50_000), key="l", source="x", by=SUPERVISOR, at=on(32))
    with pytest.raises(PermissionRefused):
        bid(offer_id, amount=usd(50_000), key="a", source="x", by=AUDITOR, at=on(1))
    assert not SettlementBid.objects.exists()


def test_a_policy_of_the_portfolio_answers() -> None:
    book, debt_id = debt()
    with_floor(book)
    with_policy(book, accept_ppm=500_000, concessions_ppm=[700_000], counter_from_ppm=300_000)
    assert bidding(offered(debt_id, 80_000), 50_000).word == "accepted"
