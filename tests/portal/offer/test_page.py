"""The page of an offer: what it shows, what it does, and what it never tells."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.settlement.operations.offering import Proposed, make_offer
from goodstanding.arrangements.settlement.operations.saying import withdraw
from goodstanding.arrangements.settlement.queries import bids_on, offer_of
from goodstanding.money.amount import Amount
from goodstanding.outreach.models.enquiry import VerificationTry
from goodstanding.parties.models import ContactPoint
from goodstanding.portal.offer.queries import offer_token
from goodstanding.portal.proof.operations import show_who
from goodstanding.portal.proof.slip import slip_of
from goodstanding.receivables.models import Debt
from tests.arrangements.settlement.cast import debt, with_floor

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer_id() -> int:
    book, debt_id = debt()
    with_floor(book, share_ppm=612_300)
    return make_offer(debt_id, Proposed(Amount(80_000, "USD")), by=OPERATOR, at=timezone.now())


def plain(offer_id: int) -> str:
    return f"/offer/{offer_token(offer_id)}/"


def address(offer_id: int) -> str:
    """Return the page's address for somebody who has shown who they are."""
    now = timezone.now()
    slip = slip_of(offer_of(offer_id, at=now).debt_id, at=now, secret=settings.SECRET_KEY)
    return f"{plain(offer_id)}?slip={slip}"


def post(client: Client, offer_id: int, **fields: object) -> str:
    answer = client.post(address(offer_id), {"confirm": "yes", **fields})
    assert answer.status_code == 303
    return str(re.findall(r"done=(\w+)", answer["Location"])[0])


def test_it_shows_the_offer_in_both_languages_and_never_the_floor(client: Client, offer_id: int) -> None:
    for language, word in (("en", "An offer to settle"), ("es", "Una oferta para saldar")):
        shown = client.get(f"{address(offer_id)}&lang={language}").content.decode()
        assert word in shown and "USD 800.00" in shown and "USD 200.00" in shown
        assert "612" not in shown and "<script" not in shown
        assert shown.count('name="choice"') == 3 and "checked" not in shown


def test_looking_changes_nothing(client: Client, offer_id: int) -> None:
    for query in ("", "&choice=accept&confirm=yes", "&done=done_accepted"):
        assert client.get(address(offer_id) + query).status_code == 200
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
    assert client.get(address(low)).status_code == client.get(plain(low)).status_code == 404


def test_another_debts_offer_cannot_be_accepted_here(client: Client, offer_id: int) -> None:
    assert post(client, offer_id, choice="accept", offer=offer_id + 1_000) == "not_done"
    assert post(client, offer_id, choice="accept", offer="١") == "not_done"


def with_postcode(offer_id: int) -> None:
    debtor = Debt.objects.get(pk=offer_of(offer_id, at=timezone.now()).debt_id).debtor_id
    assert debtor is not None
    ContactPoint.objects.create(
        person_id=debtor, kind="address", value="1 Elm Street", postal_code="62701", entry_id=1
    )  # fmt: skip


def says_nothing(text: str) -> bool:
    told = text.casefold()
    return not [one for one in ("usd", "800", "d-1", "juniper", "larch", "offer", "account", "debt") if one in told]


def test_before_somebody_shows_who_they_are_nothing_tells_of_a_debt(client: Client, offer_id: int) -> None:
    for way in (client.get, client.head):
        assert way(plain(offer_id)).status_code == 200
    shown = client.get(plain(offer_id)).content.decode()
    assert says_nothing(shown) and 'name="proof"' in shown
    deed = client.post(plain(offer_id), {"choice": "accept", "offer": offer_id, "confirm": "yes"})
    assert says_nothing(deed.content.decode()) and "show us again" in deed.content.decode()
    assert offer_of(offer_id, at=timezone.now()).state == "open"
    assert not VerificationTry.objects.exists()


def test_the_right_answer_is_one_step_and_leads_to_the_offer(client: Client, offer_id: int) -> None:
    with_postcode(offer_id)
    answer = client.post(f"{plain(offer_id)}?lang=es", {"proof": "62701"})
    assert answer.status_code == 303 and not answer.cookies
    shown = client.get(answer["Location"])
    assert "Una oferta para saldar" in shown.content.decode() and shown["Referrer-Policy"] == "no-referrer"
    forms = set(re.findall(r'action="([^"]+)"', shown.content.decode()))
    done = client.post(plain(offer_id) + forms.pop().replace("&amp;", "&"), {"choice": "decline", "confirm": "yes"})
    assert "done=done_declined" in done["Location"] and "slip=s" in done["Location"]


def test_guessing_is_over_soon_and_said_so(client: Client, offer_id: int) -> None:
    with_postcode(offer_id)
    for guess in ("10001", "10002", "D-1", "1980-01-01", "nonsense"):
        wrong = client.post(plain(offer_id), {"proof": guess})
        assert wrong.status_code == 200 and "does not match" in wrong.content.decode()
    late = client.post(plain(offer_id), {"proof": "62701"}).content.decode()
    assert "tried too often" in late and says_nothing(late)
    assert VerificationTry.objects.filter(is_right=False).count() == 5
    now, debt_id = timezone.now(), offer_of(offer_id, at=timezone.now()).debt_id
    assert show_who(debt_id, "62701", at=now + timedelta(hours=23)) == "closed"
    assert show_who(debt_id, "62701", at=now + timedelta(hours=25)) == "right"


def test_the_reference_is_an_answer_only_where_the_books_hold_nothing_better(client: Client, offer_id: int) -> None:
    assert client.post(plain(offer_id), {"proof": " d-1 "}).status_code == 303
    with_postcode(offer_id)
    assert "does not match" in client.post(plain(offer_id), {"proof": "D-1"}).content.decode()


def test_a_slip_is_of_one_account_and_for_an_hour(client: Client, offer_id: int) -> None:
    now, debt_id = timezone.now(), offer_of(offer_id, at=timezone.now()).debt_id
    for number, at in ((debt_id + 1, now), (debt_id, now - timedelta(minutes=61))):
        slip = slip_of(number, at=at, secret=settings.SECRET_KEY)
        assert says_nothing(client.get(plain(offer_id), {"slip": slip}).content.decode())
