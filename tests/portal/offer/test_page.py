"""The page of an offer: what it shows, what it does, and what it never tells."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.settlement.operations.offering import Proposed, make_offer
from goodstanding.arrangements.settlement.operations.saying import withdraw
from goodstanding.arrangements.settlement.queries import bids_on, offer_of
from goodstanding.money.amount import Amount
from goodstanding.portal.offer.queries import offer_token
from tests.arrangements.settlement.cast import debt, with_floor

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer_id() -> int:
    book, debt_id = debt()
    with_floor(book, share_ppm=612_300)
    return make_offer(debt_id, Proposed(Amount(80_000, "USD")), by=OPERATOR, at=timezone.now())


def address(offer_id: int) -> str:
    return f"/offer/{offer_token(offer_id)}/"


def post(client: Client, offer_id: int, **fields: object) -> str:
    answer = client.post(address(offer_id), {"confirm": "yes", **fields})
    assert answer.status_code == 303
    return str(re.findall(r"done=(\w+)", answer["Location"])[0])


def test_it_shows_the_offer_in_both_languages_and_never_the_floor(client: Client, offer_id: int) -> None:
    for language, word in (("en", "An offer to settle"), ("es", "Una oferta para saldar")):
        shown = client.get(address(offer_id), {"lang": language}).content.decode()
        assert word in shown and "USD 800.00" in shown and "USD 200.00" in shown
        assert "612" not in shown and "<script" not in shown
        assert shown.count('name="choice"') == 3 and "checked" not in shown


def test_looking_changes_nothing(client: Client, offer_id: int) -> None:
    for query in ({}, {"choice": "accept", "confirm": "yes"}, {"done": "done_accepted"}):
        assert client.get(address(offer_id), query).status_code == 200
    assert client.head(address(offer_id)).status_code == 200
    assert client.put(address(offer_id)).status_code == 405
    assert offer_of(offer_id, at=timezone.now()).state == "open"


def test_it_acts_only_when_confirmed(client: Client, offer_id: int) -> None:
    assert post(client, offer_id, choice="accept", offer=offer_id, confirm="") == "choose"
    assert post(client, offer_id, choice="else") == "choose"
    assert offer_of(offer_id, at=timezone.now()).state == "open"


def test_accepting_twice_is_accepting_once(client: Client, offer_id: int) -> None:
    assert post(client, offer_id, choice="accept", offer=offer_id) == "done_accepted"
    again = client.post(address(offer_id), {"choice": "accept", "offer": offer_id, "confirm": "yes"})
    assert again.status_code == 409 and "Nothing was done twice" in again.content.decode()
    shown = client.get(address(offer_id)).content.decode()
    assert "/pay/" in shown and 'name="choice"' not in shown


def test_declining_is_final(client: Client, offer_id: int) -> None:
    assert post(client, offer_id, choice="decline") == "done_declined"
    assert post(client, offer_id, choice="accept", offer=offer_id) == "not_done"
    assert "You declined this offer." in client.get(address(offer_id)).content.decode()


def test_a_bid_is_countered_and_a_counter_accepted(client: Client, offer_id: int) -> None:
    form = "a" * 22
    for _ in range(2):
        assert post(client, offer_id, choice="bid", amount="500.00", payments=1, form=form) == "done_countered"
    assert len(bids_on(offer_id)) == 1
    shown = client.get(address(offer_id)).content.decode()
    assert "USD 780.00" in shown and "612" not in shown
    counter = re.findall(r'name="offer" value="(\d+)"', shown)[-1]
    assert post(client, offer_id, choice="accept", offer=counter) == "done_accepted"
    assert offer_of(offer_id, at=timezone.now()).state == "superseded"


@pytest.mark.parametrize(("amount", "answer"), [("750.00", "accepted"), ("300", "escalated"), ("5", "refused")])
def test_bids_are_answered_at_once(client: Client, offer_id: int, amount: str, answer: str) -> None:
    assert post(client, offer_id, choice="bid", amount=amount, payments=1, form="b" * 22) == f"done_{answer}"


@pytest.mark.parametrize(
    "fields",
    [{"amount": "much"}, {"amount": "0"}, {"amount": "-5"}, {"payments": "0"}, {"payments": "x"}, {"form": "x"}],
)
def test_a_bid_that_is_none_is_told_so(client: Client, offer_id: int, fields: dict[str, str]) -> None:
    assert (
        post(client, offer_id, **{"choice": "bid", "amount": "500", "payments": 1, "form": "c" * 22} | fields)
        == "bad_amount"
    )
    assert not bids_on(offer_id)


def test_links_that_open_nothing(client: Client, offer_id: int) -> None:
    token = offer_token(offer_id)
    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), offer_token(offer_id + 1), "x"):
        assert client.get(f"/offer/{wrong}/").status_code == 404
    withdraw(offer_id, reason="an error", by=OPERATOR, at=timezone.now())
    assert "withdrawn" in client.get(address(offer_id)).content.decode()


def test_an_offer_that_waits_for_approval_is_not_shown(client: Client) -> None:
    book, debt_id = debt()
    with_floor(book, share_ppm=900_000)
    day = timezone.now().date() + timedelta(days=3)
    low = make_offer(debt_id, Proposed(Amount(80_000, "USD"), expires_date=day), by=OPERATOR, at=timezone.now())
    assert client.get(address(low)).status_code == 404


def test_another_debts_offer_cannot_be_accepted_here(client: Client, offer_id: int) -> None:
    assert post(client, offer_id, choice="accept", offer=offer_id + 1_000) == "not_done"
    assert post(client, offer_id, choice="accept", offer="١") == "not_done"
