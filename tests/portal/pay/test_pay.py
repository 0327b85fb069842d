"""The page of paying: nothing of the debt is shown, no form pays twice, and no card is ever typed on our pages."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from goodstanding.outreach.models.reply import Reply
from goodstanding.parties.models import ContactPoint
from goodstanding.payments.gateway.link import token_of
from goodstanding.payments.gateway.queries.payments import payments_of
from goodstanding.payments.gateway.simulator.operations import engine_in
from goodstanding.portal.proof.operations import read_proof
from tests.api.views.test_webhooks import all_tables
from tests.payments.gateway.till import FAR, Till
from tests.receivables.cast import open_minor

pytestmark = pytest.mark.django_db
CARD_FIELDS = ("cc-number", "cc-csc", "cc-exp", "cardnumber", "card_number", "cvv", "cvc", "iban", "account_number")


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    return Till(None)


def link(till: Till) -> str:
    return f"/pay/{token_of(till.debt_id, at=datetime.now(UTC), secret=settings.SECRET_KEY)}/"


def visit() -> Client:
    return Client(enforce_csrf_checks=True)


def key_in(text: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', text)
    assert found
    return found[1]


def form(till: Till) -> str:
    return key_in(visit().get(link(till)).content.decode())


def sent(till: Till, key: str, **told: str) -> str:
    """Send the form and return where it leads."""
    answer = visit().post(link(till), {"form": key, "part": "some", **told})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def test_looking_changes_nothing_and_shows_nothing_of_anybody(till: Till) -> None:
    before = all_tables()
    for _ in range(3):
        answer = visit().get(link(till))
        text = answer.content.decode()
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
        assert "D-1" in text and "Juniper" not in text and "10,000" not in text and "Larch" not in text
    assert all_tables() == before


def test_somebody_pays_a_part_and_comes_back_to_a_receipt(till: Till) -> None:
    where = sent(till, form(till), amount="25.00")
    page = visit().get(where).content.decode()
    found = re.search(r'href="(/simulator/[^"]+)"', page)
    assert found
    assert "No real money" in visit().get(found[1]).content.decode()
    back = visit().post(found[1], {"act": "pay"})
    told = visit().get(back["Location"].replace("http://testserver", "")).content.decode()
    assert "Your payment has arrived" in told and "25.00" in told
    assert open_minor(till.debt_id, as_of=FAR) == 1_000_000 - 2_500
    assert "Your payment has arrived" in visit().get(where).content.decode(), "It can be opened again."


def test_a_form_that_is_sent_again_is_one_payment(till: Till) -> None:
    key = form(till)
    assert len({sent(till, key, amount="25.00"), sent(till, key, amount="25.00"), sent(till, key, amount="30")}) == 1
    (only,) = payments_of(till.debt_id)
    engine_in(settings.DATA_FOLDER).act(only.reference, "pay")
    visit().post(sent(till, key, amount="25.00"))
    sent(till, key, amount="25.00")
    assert [one.state for one in payments_of(till.debt_id)] == ["paid"]


def test_going_back_on_the_simulator_pays_once(till: Till) -> None:
    where = sent(till, form(till), amount="25.00")
    address = f"/simulator/{payments_of(till.debt_id)[0].reference}/"
    for act in ("pay", "pay", "cancel"):
        visit().post(address, {"act": act})
    assert "arrived" in visit().get(where).content.decode()
    assert open_minor(till.debt_id, as_of=FAR) == 1_000_000 - 2_500


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"part": "some", "amount": "many"}, "type an amount"),
        ({"part": "some", "amount": "-5"}, "type an amount"),
        ({"part": "some", "amount": "0"}, "type an amount"),
        ({"part": "some", "amount": "9999999.00"}, "smaller"),
        ({"part": "", "amount": "5"}, "choose"),
        ({"part": "all", "proof": "62701"}, "does not match"),
        ({"part": "all", "proof": "' OR 1=1"}, "does not match"),
        ({"part": "all", "amount": "5", "proof": ""}, "does not match"),
    ],
)
def test_what_cannot_be_paid_says_why(till: Till, told: dict[str, str], says: str) -> None:
    answer = visit().post(link(till), {"form": form(till), **told})
    assert answer.status_code == 200 and says in answer.content.decode()
    assert not payments_of(till.debt_id)


def test_whoever_shows_who_they_are_pays_everything_and_guessing_is_over_soon(till: Till) -> None:
    ContactPoint.objects.create(
        person_id=till.book.debtor_id, kind="address", value="1 Elm Street", postal_code="62701",
        entry_id=1,
    )  # fmt: skip
    sent(till, form(till), part="all", proof="62701")
    assert payments_of(till.debt_id)[0].amount.minor == 1_000_000
    for guess in ("10001", "10002", "10003", "10004", "10005"):
        visit().post(link(till), {"form": form(till), "part": "all", "proof": guess})
    late = visit().post(link(till), {"form": form(till), "part": "all", "proof": "62701"})
    assert late.status_code == 200 and len(payments_of(till.debt_id)) == 1
    assert "tried too often" in late.content.decode()


@pytest.mark.parametrize("what", ["not_me", "cannot", "dispute"])
def test_the_other_answers_are_as_near_and_reach_us(till: Till, what: str) -> None:
    text = visit().get(link(till)).content.decode()
    assert f'name="say" value="{what}"' in text
    answer = visit().post(link(till), {"say": what, "text": "Please look."})
    assert answer.status_code == 303 and "done=said" in answer["Location"]
    assert Reply.objects.count() == 1
    visit().post(link(till), {"say": what, "text": "Please look."})
    assert Reply.objects.count() == 1


def test_a_link_that_is_none_or_over_opens_nothing(till: Till) -> None:
    old = token_of(till.debt_id, at=datetime.now(UTC) - timedelta(days=400), secret=settings.SECRET_KEY)
    forged = token_of(till.debt_id, at=datetime.now(UTC), secret="another")
    answers = [visit().get(f"/pay/{token}/") for token in (old, forged, "x", "p1-1.aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert visit().get(f"{link(till)}nothing-was-begun-here/").status_code == 404


def test_no_page_has_a_field_for_a_card_and_nothing_foreign_is_loaded(till: Till) -> None:
    where = sent(till, form(till), amount="25.00")
    for address in (link(till), where, f"/simulator/{payments_of(till.debt_id)[0].reference}/"):
        answer = visit().get(address)
        text = answer.content.decode().lower()
        assert not [name for name in CARD_FIELDS if name in text]
        assert "<script" not in text and "http" not in re.sub(r"http-equiv", "", text)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "form-action 'self'" in policy


def test_spanish_is_spoken(till: Till) -> None:
    assert "¿Cuánto quiere pagar?" in visit().get(f"{link(till)}?lang=es").content.decode()


def test_a_proof_is_a_date_or_a_postcode() -> None:
    assert read_proof("1980-02-03").born is not None  # type: ignore[union-attr]  # It is a proof.
    assert read_proof("sw1a 1aa").zip_code == "SW1A 1AA"  # type: ignore[union-attr]  # It is a proof.
    assert read_proof("") is None and read_proof("Elm Street") is None
