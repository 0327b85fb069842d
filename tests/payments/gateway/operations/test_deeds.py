"""Deeds of collecting: who may, what is refused with a sentence, what is done once; mandates, retries, settings."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from goodstanding.access.permission import PermissionRefused
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.operations.collecting import PaymentRefused, ask_for_page, collect, withhold
from goodstanding.payments.gateway.operations.following import follow
from goodstanding.payments.gateway.operations.mandates import (
    MandateRefused,
    end_mandate,
    mandate_left_with,
    shown,
    tell_ended,
)
from goodstanding.payments.gateway.operations.refunding import PaymentRefundRefused, refund_payment
from goodstanding.payments.gateway.operations.retrying import retry_collection
from goodstanding.payments.gateway.operations.setting import set_gateway, turn_off
from goodstanding.payments.gateway.payout.operations import fetch_payouts, match_bank_lines
from goodstanding.payments.gateway.payout.queries import payouts
from goodstanding.payments.gateway.port import Dispute, GatewayRefused, MandateStanding, Standing
from goodstanding.payments.gateway.queries.payments import mandates_of, payments_of
from goodstanding.payments.gateway.queries.settings import gateway_lines, gateway_of, key_folder, provider_for_pages
from goodstanding.payments.gateway.retry import RetryRefused
from goodstanding.payments.gateway.simulator.provider import SimulatorGateway
from goodstanding.payments.models import Receipt
from goodstanding.payments.models.gateway import GatewaySetting, Mandate, Payment, PaymentEvent
from goodstanding.payments.operations.reversing import reverse
from goodstanding.receivables.operations.holds import place_hold
from tests.payments.gateway.till import WORKER, Till, nothing, now, standing_minor, tasks_of
from tests.receivables.cast import ADMINISTRATOR, AUDITOR, COLLECTOR, SUPERVISOR, elsewhere, person, usd

pytestmark = pytest.mark.django_db
PAID = Standing("paid", "pay_1", usd(10_000), date(2026, 6, 1))


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    return Till(None)


def simulator() -> SimulatorGateway:
    found = gateway_of("simulator", at=now())
    assert isinstance(found, SimulatorGateway)
    return found


def told(number: int, *standings: Standing) -> None:
    for standing in standings:
        follow(number, standing, disputed=nothing, by=WORKER, at=now())


def test_only_those_who_may_ask_for_money(till: Till) -> None:
    for by in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            ask_for_page(till.debt_id, usd(5), what="x", key="k", back_address="", by=by, at=now())
    with pytest.raises(PermissionRefused):
        follow(till.page(10_000), PAID, disputed=nothing, by=AUDITOR, at=now())
    with pytest.raises(PermissionRefused):
        set_gateway("simulator", options={}, secrets={}, by=SUPERVISOR, at=now())


@pytest.mark.parametrize(
    ("amount", "key", "what", "says"),
    [
        (usd(0), "k", "x", "above zero"),
        (Amount(5, "EUR"), "k", "x", "in USD"),
        (usd(5), "", "x", "has a key"),
        (usd(5), "k" * 201, "x", "has a key"),
        (usd(5), "k", " ", "what the payer pays for"),
    ],
)
def test_what_cannot_be_asked_for_says_why(till: Till, amount: Amount, key: str, what: str, says: str) -> None:
    with pytest.raises(PaymentRefused, match=says):
        ask_for_page(till.debt_id, amount, what=what, key=key, back_address="", by=SUPERVISOR, at=now())


def test_a_key_is_one_payment_and_no_other(till: Till) -> None:
    mandate = till.bank_mandate()
    number = till.collected(10_000, mandate, key="k")
    assert till.collected(10_000, mandate, key="k") == number
    with pytest.raises(PaymentRefused, match="another payment"):
        till.collected(9_000, mandate, key="k")
    assert standing_minor(till.debt_id) == 10_000


def test_the_day_is_waited_for_and_a_planned_payment_can_be_taken_back(till: Till) -> None:
    due = now().date() + timedelta(days=2)
    number = collect(till.bank_mandate(), debt_id=till.debt_id, amount=usd(5_000), key="k", what="x", due_date=due,
                     by=SUPERVISOR, at=now())  # fmt: skip
    till.see_to_due()
    assert till.see_to(number) == "planned"
    with pytest.raises(PaymentRefused, match="Say why"):
        withhold(number, reason=" ", by=SUPERVISOR, at=now())
    assert withhold(number, reason="Paid by cheque.", by=SUPERVISOR, at=now())
    assert not withhold(number, reason="Again.", by=SUPERVISOR, at=now())
    till.later = timedelta(days=3)
    till.see_to_due()
    assert till.of(number).state == "withheld"


def test_a_payment_names_the_mandate_that_was_left_with_it_also_where_it_was_known(till: Till) -> None:
    kept = MandateStanding("mandate_1", "card", "Visa ending 4242", is_active=True)
    first, second, other = till.page(10_000, saves=True), till.page(10_000, saves=True), till.page(10_000)
    assert mandate_left_with(first) is None
    for number in (first, second, other, first):
        standing = Standing("paid", f"pay_{number}", usd(10_000), date(2026, 6, 1), mandate=kept)
        follow(number, standing, disputed=nothing, by=WORKER, at=now())
    (line,) = mandates_of(till.book.debtor_id)
    left = [mandate_left_with(number) for number in (first, second, other)]
    assert left == [line.mandate_id, line.mandate_id, None], "Who did not mean to leave one left none."
    assert PaymentEvent.objects.filter(payment_id=first, word="mandate left").count() == 1


def test_nothing_is_taken_from_whom_nothing_may_be_taken(till: Till) -> None:
    mandate = till.bank_mandate()
    stranger = Mandate.objects.create(provider="simulator", reference="s", kind="ach", given_at=now(), entry_id=1,
                                      person=person(till.book.client_id, "Hazel Stranger"))  # fmt: skip
    for wrong, says in ((stranger.pk, "nothing to do"), (999, "no mandate")):
        with pytest.raises(PaymentRefused, match=says):
            till.collected(5_000, wrong)
    place_hold(till.debt_id, reason="other", note="", starts_date=now().date(), by=SUPERVISOR, at=now())
    assert till.of(till.collected(5_000, mandate)).reason == "The debt is on hold."


def test_ending_a_mandate_takes_back_what_was_planned(till: Till) -> None:
    mandate = till.bank_mandate()
    due = now().date() + timedelta(days=2)
    number = collect(mandate, debt_id=till.debt_id, amount=usd(5_000), key="k", what="x", due_date=due, by=SUPERVISOR,
                     at=now())  # fmt: skip
    end_mandate(mandate, reason="The payer asked.", by=SUPERVISOR, at=now())
    assert till.of(number).state == "withheld" and not mandates_of(till.book.debtor_id)
    assert tell_ended(mandate, gateway=simulator()) == ""
    with pytest.raises(MandateRefused, match="already"):
        end_mandate(mandate, reason="Again.", by=SUPERVISOR, at=now())
    with pytest.raises(PaymentRefused, match="was ended"):
        till.collected(5_000, mandate)
    with pytest.raises(DatabaseError), transaction.atomic():
        Mandate.objects.filter(pk=mandate).update(label="Other")


def test_a_label_shows_no_whole_number() -> None:
    for label in ("Visa 4242424242424242", "Visa 4242 4242 4242 4242", "Visa ending 4242"):
        assert shown(label) == "Visa ending 4242"
    assert shown("") == ""


def test_a_collection_is_tried_again_twice_and_once_only_for_each(till: Till) -> None:
    number = till.collected(10_011, till.bank_mandate())
    for _ in range(2):
        simulator().engine.pass_days(3)
        till.later += timedelta(days=3)
        till.see_to(number)
        assert till.of(number).returned_code == "R01"
        again = retry_collection(number, by=SUPERVISOR, at=till.now())
        assert retry_collection(number, by=SUPERVISOR, at=till.now()) == again
        till.later += timedelta(days=4)
        simulator().engine.pass_days(4)
        till.see_to(again)
        number = again
    simulator().engine.pass_days(3)
    till.later += timedelta(days=3)
    till.see_to(number)
    with pytest.raises(RetryRefused, match="more than 2 times"):
        retry_collection(number, by=SUPERVISOR, at=till.now())


def test_what_stands_is_not_tried_again(till: Till) -> None:
    number = till.collected(10_000, till.bank_mandate())
    with pytest.raises(RetryRefused, match="only what came back"):
        retry_collection(number, by=SUPERVISOR, at=now())
    with pytest.raises(RetryRefused, match="page"):
        retry_collection(till.page(10_000), by=SUPERVISOR, at=now())


def test_whatever_the_order_of_tellings_the_books_come_to_the_same(till: Till) -> None:
    open_ = Dispute("d", "open", 10_000, date(2026, 6, 10), is_money_withdrawn=True)
    late = [
        Standing("open", "pay_1"), Standing("pending", "pay_1"), PAID,
        Standing("paid", "pay_1", usd(10_000), date(2026, 6, 1), disputes=(open_,)),
        Standing("paid", "pay_1", usd(10_000), date(2026, 6, 1), disputes=(open_._replace(state="lost"),)),
    ]  # fmt: skip
    for order in (late, late[::-1], [late[2], late[4], late[3], late[0]], late * 2):
        number = till.page(10_000)
        told(number, *order)
        row = till.of(number)
        assert (row.state, row.is_receipt_standing) == ("paid", False)
    assert standing_minor(till.debt_id) == 0


def test_a_return_stays_whatever_old_tellings_say(till: Till) -> None:
    number = till.page(10_000)
    back = Standing("paid", "pay_1", usd(10_000), date(2026, 6, 1), returned_code="R01", returned_date=date(2026, 6, 4))
    told(number, PAID, back, PAID, Standing("open", "pay_1"), back)
    assert (till.of(number).state, standing_minor(till.debt_id)) == ("returned", 0)
    assert Receipt.objects.filter(debt_id=till.debt_id).count() == 1


def test_what_somebody_reversed_by_hand_is_not_recorded_again(till: Till) -> None:
    number = till.page(10_000)
    told(number, PAID)
    receipt = till.of(number).receipt_id
    assert receipt is not None
    reverse(receipt, reason="Entered in error.", reversed_date=now().date(), by=SUPERVISOR, at=now())
    told(number, PAID)
    assert standing_minor(till.debt_id) == 0 and tasks_of(number) == ["by-hand"]


def test_a_refund_is_at_most_what_is_left(till: Till) -> None:
    number = till.page(10_000)
    with pytest.raises(PaymentRefundRefused, match="nothing to give back"):
        refund_payment(number, usd(1), reason="x", key="r", by=SUPERVISOR, at=now())
    told(number, PAID)
    refund_payment(number, usd(9_000), reason="x", key="r", by=SUPERVISOR, at=now())
    with pytest.raises(PaymentRefundRefused, match=r"Only USD 10\.00"):
        refund_payment(number, usd(1_001), reason="x", key="r2", by=SUPERVISOR, at=now())
    with pytest.raises(PermissionRefused):
        refund_payment(number, usd(1), reason="x", key="r3", by=AUDITOR, at=now())


def test_payouts_are_held_against_receipts_and_named_where_the_bank_is_silent(till: Till) -> None:
    number = till.page(10_000)
    simulator().engine.act(till.of(number).reference, "pay")
    till.see_to(number)
    simulator().engine.pass_days(2)
    at = now() + timedelta(days=2)
    assert fetch_payouts("simulator", gateway=simulator(), by=WORKER, at=at) == 1
    assert fetch_payouts("simulator", gateway=simulator(), by=WORKER, at=at) == 0
    assert match_bank_lines(by=WORKER, at=at) == 0
    (one,) = payouts(today=at.date())
    assert (one.amount, one.differences) == (usd(10_000 - 320), ())
    assert "no line of the bank" in payouts(today=at.date() + timedelta(days=9))[0].differences[0]


def test_settings_are_only_added_and_secrets_are_in_no_table(till: Till) -> None:
    at = now() + timedelta(seconds=1)
    set_gateway("simulator", options={}, secrets={"post_secret": "hush"}, is_for_pages=True, by=ADMINISTRATOR, at=at)
    row = GatewaySetting.objects.latest("id")
    assert (key_folder() / row.secret_name).stat().st_mode & 0o777 == 0o600
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM evidence_body WHERE encode(body, 'escape') LIKE '%hush%'")
        assert cursor.fetchone() == (0,)
    turn_off("simulator", by=ADMINISTRATOR, at=at)
    later = at + timedelta(seconds=1)
    assert provider_for_pages(at=later) is None and gateway_lines(later) == []
    assert gateway_of("simulator", at=later) is not None, "What was begun is followed to its end."
    with pytest.raises(GatewayRefused, match="not set"):
        gateway_of("simulator", at=later, even_off=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        GatewaySetting.objects.filter(pk=row.pk).update(is_on=False)


@pytest.mark.parametrize(
    ("provider", "options", "secrets", "says"),
    [
        ("simulater", {}, {}, "Did you mean simulator"),
        ("simulator", {"adress": "x"}, {}, "no option"),
        ("simulator", {"base_address": "http://10.0.0.1"}, {}, "https"),
        ("simulator", {"base_address": "http://169.254.169.254"}, {}, "https|no machine"),
        ("simulator", {}, {"other": "x"}, "no secret"),
    ],
)
def test_a_setting_that_cannot_be_says_why(
    till: Till, provider: str, options: dict[str, str], secrets: dict[str, str], says: str
) -> None:
    with pytest.raises(GatewayRefused, match=says):
        set_gateway(provider, options=options, secrets=secrets, by=ADMINISTRATOR, at=now())


def test_what_happened_is_only_added_to(till: Till) -> None:
    till.page(10_000)
    for deed in (PaymentEvent.objects.all().delete, lambda: PaymentEvent.objects.update(word="paid")):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            deed()
    assert [one.state for one in payments_of(till.debt_id)] == ["open"]
    assert Payment.objects.get().made_at <= datetime.now(UTC)
