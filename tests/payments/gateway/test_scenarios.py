"""Every scenario from end to end, with the provider as a process of its own: the books hold what the provider says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.payments.gateway.operations.refunding import refund_payment
from goodstanding.payments.models.gateway import Chargeback, Refund
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from tests.payments.fake_gateway.running import Running, fake_gateway
from tests.payments.gateway.till import Till, standing_minor, tasks_of
from tests.receivables.cast import SUPERVISOR, unapplied_minor, usd

pytestmark = pytest.mark.django_db
OWED = 1_000_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with fake_gateway(tmp_path_factory.mktemp("gateway")) as found:
        yield found


@pytest.fixture
def till(running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    return Till(running)


def test_a_page_that_is_paid_is_a_receipt_of_its_day(till: Till) -> None:
    number = till.paid(10_000)
    paid = till.of(number)
    assert (paid.state, paid.paid, paid.is_receipt_standing) == ("paid", usd(10_000), True)
    assert till.open == OWED - 10_000
    till.sweep()
    till.see_to(number)
    assert standing_minor(till.debt_id) == 10_000


def test_nothing_moves_while_the_payer_is_on_the_page(till: Till) -> None:
    number = till.page(10_000)
    assert till.of(number).state == "open"
    assert till.open == OWED


def test_a_card_that_is_declined_moves_nothing(till: Till) -> None:
    number = till.paid(10_001)
    assert (till.of(number).state, till.of(number).code) == ("declined", "insufficient_funds")
    assert till.open == OWED


def test_three_d_secure_waits_for_the_payer(till: Till) -> None:
    number = till.paid(10_002)
    assert till.of(number).state == "open"
    assert till.running is not None
    till.running.act(till.of(number).reference, "confirm")
    assert till.see_to(number) == "paid"
    assert till.open == OWED - 10_002


def test_a_page_nobody_pays_expires(till: Till) -> None:
    number = till.page(10_000)
    till.pass_days(3)
    assert till.of(number).state == "expired"


def test_a_page_that_is_cancelled_is_over(till: Till) -> None:
    assert till.of(till.paid(10_000, acts=("cancel",))).state == "cancelled"


@pytest.mark.parametrize(("minor", "code", "days"), [(10_011, "R01", 3), (10_012, "R02", 3), (10_013, "R10", 30)])
def test_a_bank_debit_that_comes_back_is_taken_back(till: Till, minor: int, code: str, days: int) -> None:
    number = till.collected(minor, till.bank_mandate())
    assert till.of(number).state == "pending"
    assert till.open == OWED
    till.pass_days(1)
    assert till.of(number).state == "paid"
    assert till.open == OWED - minor
    till.pass_days(days - 1)
    back = till.of(number)
    assert (back.state, back.returned_code, back.is_receipt_standing) == ("returned", code, False)
    assert till.open == OWED
    assert "returned" in tasks_of(number)


@pytest.mark.parametrize(("minor", "end", "left"), [(10_021, "won", 10_021), (10_022, "lost", 0)])
def test_a_chargeback_takes_the_money_until_it_is_won(till: Till, minor: int, end: str, left: int) -> None:
    number = till.paid(minor)
    till.pass_days(5)
    row = Chargeback.objects.get(payment_id=number)
    assert (row.state, standing_minor(till.debt_id)) == ("open", 0)
    assert any(task.startswith("chargeback:") for task in tasks_of(number))
    till.pass_days(10)
    row.refresh_from_db()
    assert (row.state, standing_minor(till.debt_id), OWED - till.open) == (end, left, left)


def test_an_answer_that_never_came_is_looked_up_and_never_asked_again(till: Till) -> None:
    number = till.collected(10_003, till.bank_mandate())
    assert till.of(number).state == "unknown"
    assert till.see_to(number) == "paid"
    assert till.running is not None
    keys = [one["key"] for one in till.running.taken("charge") if one["amount_minor"] == 10_003]
    assert len(keys) == len(set(keys)) == 1
    assert till.open == OWED - 10_003


def test_what_was_put_off_is_tried_again_later(till: Till) -> None:
    number = till.collected(10_004, till.bank_mandate())
    assert till.of(number).state == "put_off"
    assert till.see_to_due().given == 0
    till.later += till.of(number).next_at - till.now()  # type: ignore[operator]  # It has an instant.
    till.see_to_due()
    assert (till.of(number).state, till.of(number).attempt) == ("paid", 2)


def test_an_ask_that_is_wrong_is_for_somebody_to_look_at(till: Till) -> None:
    number = till.collected(10_005, till.bank_mandate())
    assert till.of(number).state == "failed"
    assert tasks_of(number) == ["failed"]


def test_another_amount_is_recorded_as_it_is_and_said(till: Till) -> None:
    number = till.paid(10_051)
    assert till.of(number).paid == usd(9_951)
    assert till.open == OWED - 9_951
    assert tasks_of(number) == ["differs"]


def test_another_currency_is_not_recorded_and_not_lost(till: Till) -> None:
    number = till.paid(10_052)
    assert till.of(number).state == "paid"
    assert till.open == OWED
    assert tasks_of(number) == ["differs"]


def test_a_refund_follows_what_becomes_of_it(till: Till) -> None:
    number = till.paid(10_000)
    refund = refund_payment(number, usd(4_000), reason="Paid twice.", key="r:1", by=SUPERVISOR, at=till.now())
    assert refund == refund_payment(number, usd(4_000), reason="Twice.", key="r:1", by=SUPERVISOR, at=till.now())
    till.see_to_due()
    assert till.open == OWED - 6_000
    till.pass_days(1)
    assert Refund.objects.get(pk=refund).state == "arrived"
    assert till.open == OWED - 6_000


def test_a_refund_that_fails_leaves_the_money_here(till: Till) -> None:
    number = till.paid(10_041)
    refund = refund_payment(number, usd(4_000), reason="Paid twice.", key="r:2", by=SUPERVISOR, at=till.now())
    till.see_to_due()
    assert till.open == OWED - 6_041
    till.pass_days(1)
    assert Refund.objects.get(pk=refund).state == "failed"
    assert till.open == OWED - 10_041
    assert tasks_of(number) == [f"refund:{refund}"]


def test_a_refund_whose_answer_never_came_goes_out_once(till: Till) -> None:
    number = till.paid(10_000)
    refund_payment(number, usd(4_003), reason="Paid twice.", key="r:3", by=SUPERVISOR, at=till.now())
    till.see_to_due()
    till.see_to_due()
    assert till.running is not None
    assert len([one for one in till.running.taken("refund") if one["amount_minor"] == 4_003]) == 1
    assert till.open == OWED - 5_997


def test_a_chargeback_after_a_refund_leaves_no_hole(till: Till) -> None:
    number = till.paid(10_022)
    refund_payment(number, usd(22), reason="A part.", key="r:4", by=SUPERVISOR, at=till.now())
    till.see_to_due()
    till.pass_days(5)
    assert standing_minor(till.debt_id) == 0
    assert till.open == OWED


def test_money_for_a_withdrawn_debt_is_taken_in_and_said(till: Till) -> None:
    number = till.page(10_000)
    withdraw_debt(till.debt_id, reason="Recalled.", effective_date=till.now().date(), by=SUPERVISOR, at=till.now())
    assert till.running is not None
    till.running.act(till.of(number).reference)
    assert till.see_to(number) == "paid"
    assert unapplied_minor(till.debt_id) == 10_000
    assert tasks_of(number) == ["withdrawn"]


def test_money_for_a_disputed_debt_is_taken_in_and_said(till: Till) -> None:
    number = till.page(10_000)
    items = list(Item.objects.filter(debt_id=till.debt_id).values_list("pk", flat=True))
    till.disputed = lambda _debt, _day: items
    assert till.running is not None
    till.running.act(till.of(number).reference)
    assert till.see_to(number) == "paid"
    assert unapplied_minor(till.debt_id) == 10_000
    assert tasks_of(number) == ["disputed"]
