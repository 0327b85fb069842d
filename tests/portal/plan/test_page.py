"""The page of a plan: agreed to in words that are read, taken up once the provider confirms, ended by the payer."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.plan.operations.authorising import take_up, take_up_all
from goodstanding.arrangements.plan.operations.autopay import Collected, collect_plan
from goodstanding.arrangements.plan.operations.changing import Change, move_instalment
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.evidence.body import read
from goodstanding.evidence.models import Entry
from goodstanding.parties.models import ContactPoint
from goodstanding.payments.gateway.link import token_of
from goodstanding.payments.gateway.operations.mandates import end_mandate, mandate_left_with
from goodstanding.payments.gateway.operations.setting import turn_off
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.queries.payments import payments_of
from goodstanding.payments.gateway.simulator.operations import engine_in
from goodstanding.payments.models.gateway import Mandate
from goodstanding.portal.proof.slip import slip_of
from tests.api.views.test_webhooks import all_tables
from tests.arrangements.plan.agreed import agree
from tests.payments.gateway.till import Till
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, SUPERVISOR

pytestmark = pytest.mark.django_db
LATER = 30


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    return Till(None, minor=10_000)


@pytest.fixture
def plan_id(till: Till) -> int:
    first = till.now().date() + timedelta(days=LATER)
    terms = Terms(10_000, "USD", first, count=4, rhythm=Rhythm("week", roll="none"))
    return agree(till.debt_id, terms, at=till.now())


def plain(till: Till) -> str:
    return f"/pay/{token_of(till.debt_id, at=timezone.now(), secret=settings.SECRET_KEY)}/plan/"


def address(till: Till) -> str:
    return f"{plain(till)}?slip={slip_of(till.debt_id, at=timezone.now(), secret=settings.SECRET_KEY)}"


def visit() -> Client:
    return Client(enforce_csrf_checks=True)


def look(till: Till) -> str:
    return visit().get(address(till)).content.decode()


def fields(text: str) -> dict[str, str]:
    return {"confirm": "yes"} | dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def agreed(till: Till, **others: str) -> str:
    """Agree on the page and return where it leads."""
    answer = visit().post(address(till), fields(look(till)) | others)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def at_provider(till: Till, where: str, act: str = "pay") -> str:
    """Act on the provider's page that a status page leads to, and return the page one comes back to."""
    found = re.search(r'href="(/simulator/[^"]+)"', visit().get(where).content.decode())
    assert found
    back = visit().post(found[1], {"act": act})
    return visit().get(back["Location"].replace("http://testserver", "")).content.decode()


def mandate_of(plan_id: int) -> int | None:
    return plan_of(plan_id, as_of=timezone.now().date()).mandate_id


def test_before_somebody_shows_who_they_are_nothing_is_told_or_done(till: Till, plan_id: int) -> None:
    before = all_tables()
    for answer in (visit().get(plain(till)), visit().post(plain(till), {"choice": "agree", "confirm": "yes"})):
        text = answer.content.decode()
        assert answer.status_code == 200 and 'name="proof"' in text
        assert not [word for word in ("USD", "25.00", "D-1", "Juniper") if word in text]
    assert all_tables() == before
    shown = visit().post(plain(till), {"proof": "D-1"}).content.decode()
    assert "does not match" in shown, "The page of paying shows the reference to anybody."


def test_looking_changes_nothing(till: Till, plan_id: int) -> None:
    before = all_tables()
    for query in ("", "&choice=agree&confirm=yes", "&done=done_ended", "&lang=es"):
        answer = visit().get(address(till) + query)
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
    assert visit().put(address(till)).status_code == 405
    assert all_tables() == before


def test_every_amount_and_day_is_read_before(till: Till, plan_id: int) -> None:
    text = look(till)
    assert text.count("USD 25.00") == 8, "Four of the plan; one now and three later of what is agreed to."
    assert "Nothing is taken by itself before the provider has confirmed it" in text and "checked" not in text
    assert "Deje que las cuotas" in visit().get(f"{address(till)}&lang=es").content.decode()


def test_agreed_paid_and_taken_up_once(till: Till, plan_id: int) -> None:
    where = agreed(till)
    assert mandate_of(plan_id) is None, "Nobody has confirmed anything yet."
    (entry,) = Entry.objects.filter(kind="arrangements.autopay_agreed")
    facts: Any = read(bytes(entry.body.body)).facts
    assert facts["now_minor"] == 2_500 and [minor for _, minor in facts["later"]] == [2_500] * 3
    assert "Your payment has arrived" in at_provider(till, where)
    number = mandate_of(plan_id)
    assert number is not None and number == mandate_left_with(payments_of(till.debt_id)[0].payment_id)
    text = look(till)
    assert "Test card ending 0000" in text and 'value="agree"' not in text and text.count("USD 25.00") == 3
    assert take_up_all(by=OPERATOR, at=timezone.now()) == 0
    assert collect_plan(plan_id, by=OPERATOR, at=timezone.now() + timedelta(days=LATER)) == Collected()
    assert collect_plan(plan_id, by=OPERATOR, at=timezone.now() + timedelta(days=LATER + 7)) == Collected(asked=1)


def test_whoever_does_not_come_back_is_taken_up_by_the_job(till: Till, plan_id: int) -> None:
    agreed(till)
    (payment,) = payments_of(till.debt_id)
    engine_in(settings.DATA_FOLDER).act(payment.reference, "pay")
    assert take_up_all(by=OPERATOR, at=timezone.now()) == 0
    till.see_to(payment.payment_id)
    assert [take_up_all(by=OPERATOR, at=timezone.now()) for _ in range(2)] == [1, 0]
    assert mandate_of(plan_id) is not None


@pytest.mark.parametrize("act", ["decline", "cancel"])
def test_what_the_provider_does_not_confirm_is_no_mandate(till: Till, plan_id: int, act: str) -> None:
    at_provider(till, agreed(till), act)
    assert mandate_of(plan_id) is None and not Mandate.objects.exists()
    assert 'value="agree"' in look(till), "They can try again."


def test_the_payer_ends_it_and_it_is_not_taken_up_again(till: Till, plan_id: int) -> None:
    at_provider(till, agreed(till))
    number = mandate_of(plan_id)
    assert number is not None
    unsure = visit().post(address(till), fields(look(till)) | {"confirm": ""})
    assert "done=choose" in unsure["Location"] and mandate_of(plan_id) == number
    done = visit().post(address(till), fields(look(till)))
    assert "Nothing more is taken" in visit().get(done["Location"]).content.decode()
    mandate = Mandate.objects.get(pk=number)
    assert mandate.ended_at is not None and mandate.ended_by == f"portal:pay:{till.debt_id}"
    engine = engine_in(settings.DATA_FOLDER)
    with engine.held():
        assert engine.ended == {mandate.reference}, "The provider was told."
    (payment,) = payments_of(till.debt_id)
    assert not take_up(payment.payment_id, by=OPERATOR, at=timezone.now()) and mandate_of(plan_id) is None
    assert collect_plan(plan_id, by=OPERATOR, at=timezone.now() + timedelta(days=LATER + 7)) == Collected()
    assert "done=not_done" in visit().post(address(till), {"choice": "end", "confirm": "yes"})["Location"]


def test_a_form_that_is_sent_again_is_one_payment(till: Till, plan_id: int) -> None:
    told = fields(look(till))
    led = {visit().post(address(till), told)["Location"] for _ in range(2)}
    assert len(led) == 1 and len(payments_of(till.debt_id)) == 1


def test_another_form_leads_to_the_page_that_is_open(till: Till, plan_id: int) -> None:
    first, second = fields(look(till)), fields(look(till))
    led = [visit().post(address(till), told)["Location"] for told in (first, second)]
    assert first["form"] != second["form"] and led[0] == led[1] and first["form"] in led[0]
    assert "Your payment has arrived" in at_provider(till, led[1])
    third = visit().post(address(till), second)["Location"]
    assert "done=" in third and len(payments_of(till.debt_id)) == 1, "It is taken by then."


def test_a_payment_that_was_begun_is_shown_though_its_provider_cannot_be_asked(
    till: Till, plan_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = fields(look(till))

    def refuse(*_: object) -> None:
        raise GatewayRefused("The key of the simulator cannot be read.")

    monkeypatch.setattr("goodstanding.portal.plan.operations.look", refuse)
    where = visit().post(address(till), told)["Location"]
    assert f"/{told['form']}/" in where and len(payments_of(till.debt_id)) == 1
    assert visit().get(where).status_code == 200


def test_a_mandate_that_has_ended_is_not_shown_as_taking_anything(till: Till, plan_id: int) -> None:
    at_provider(till, agreed(till))
    assert 'value="end"' in look(till)
    end_mandate(Mandate.objects.get().pk, reason="R07: revoked.", by=SUPERVISOR, at=timezone.now())
    text = look(till)
    assert "Test card ending 0000" not in text and 'value="end"' not in text and 'value="agree"' in text
    before = mandate_of(plan_id)
    at_provider(till, agreed(till))
    assert mandate_of(plan_id) != before and 'value="end"' in look(till)


def test_a_plan_that_changed_meanwhile_is_read_again(till: Till, plan_id: int) -> None:
    told = fields(look(till))
    day = till.now().date() + timedelta(days=LATER + 3)
    move_instalment(plan_id, 1, to_date=day, change_=Change("Payday."), by=COLLECTOR, at=timezone.now())
    moved = plan_of(plan_id, as_of=timezone.now().date()).schedule[1].due_date
    move_instalment(
        plan_id, 2, to_date=moved + timedelta(days=1), change_=Change("Payday."), by=COLLECTOR, at=timezone.now()
    )
    assert "done=changed" in visit().post(address(till), told)["Location"]
    assert not payments_of(till.debt_id)


@pytest.mark.parametrize(("name", "typed"), [("confirm", ""), ("form", "x"), ("form", "a" * 65), ("choice", "else")])
def test_a_form_that_is_not_whole_does_nothing(till: Till, plan_id: int, name: str, typed: str) -> None:
    assert "done=choose" in agreed(till, **{name: typed})
    assert not payments_of(till.debt_id)


def test_nothing_is_offered_where_no_provider_keeps_a_mandate_or_there_is_no_plan(till: Till) -> None:
    assert "There is no plan on this reference" in look(till)
    agree(till.debt_id, Terms(10_000, "USD", till.now().date() + timedelta(days=LATER), count=4), at=till.now())
    assert 'value="agree"' in look(till)
    turn_off("simulator", by=ADMINISTRATOR, at=timezone.now())
    assert 'value="agree"' not in look(till)


def test_the_right_answer_opens_it_and_what_is_wrong_is_counted_for_all_pages(till: Till, plan_id: int) -> None:
    ContactPoint.objects.create(
        person_id=till.book.debtor_id, kind="address", value="1 Elm Street", postal_code="62701", entry_id=1
    )
    led = visit().post(plain(till), {"proof": "62701"})["Location"]
    assert "Your plan" in visit().get(led).content.decode()
    for guess in range(5):
        visit().post(plain(till), {"proof": f"1000{guess}"})
    late = visit().post(plain(till).replace("plan/", ""), {"form": "f" * 22, "part": "all", "proof": "62701"})
    assert "tried too often" in late.content.decode() and not payments_of(till.debt_id)


def test_no_card_is_typed_here(till: Till, plan_id: int) -> None:
    text = look(till).lower()
    assert "<script" not in text and 'type="text"' not in text
