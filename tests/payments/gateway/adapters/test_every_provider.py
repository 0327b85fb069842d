"""What holds for every provider: nothing is taken twice, or called untaken that may be taken; nothing is raised."""

import re
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.card import holds_card_number
from goodstanding.payments.gateway.adapters.registry import ADAPTERS
from goodstanding.payments.gateway.port import CannotTell, ChargeAsk, PageAsk, RefundAsk
from tests.payments.gateway.adapters.fake_server import NOON
from tests.payments.gateway.adapters.street import (
    PROVIDERS,
    Street,
    charge_ask,
    page_ask,
    refund_ask,
    setting,
    street,
)

CARD = "4242 4242 4242 4242"


def test_a_page_is_opened_once_and_paid_once(each: Street) -> None:
    made = each.gateway.open_page(page_ask())
    assert made.word == "taken"
    assert made.address.startswith("https://")
    assert each.gateway.open_page(page_ask()).reference == made.reference
    assert each.look_up(made.reference).state == "open"
    each.pay_page(made.reference)
    now = each.look_up(made.reference)
    assert (now.state, now.amount) == ("paid", Amount(12_345, "USD"))
    assert now.paid_date is not None
    assert each.look_up(made.reference) == each.look_up(now.reference) == now
    assert each.payments_made() == 1


def test_a_page_that_saves_leaves_a_mandate_by_which_money_can_be_taken(each: Street) -> None:
    made = each.gateway.open_page(page_ask(saves=True))
    each.pay_page(made.reference)
    mandate = each.look_up(made.reference).mandate
    if each.provider == "square":
        assert mandate is None
        assert "save no card" in made.reason
        return
    assert mandate is not None
    assert mandate.is_active
    assert not re.search(r"\d{5}", mandate.label)
    again = ChargeAsk(
        "pay:2", Amount(500, "USD"), "Instalment", mandate.reference, mandate.customer_reference or "cus_1"
    )
    assert each.gateway.charge(again).word in {"paid", "taken"}


def test_a_payment_by_mandate_is_one_however_often_it_is_asked_for(each: Street) -> None:
    ask = charge_ask(each.mandate())
    first, second = each.gateway.charge(ask), each.gateway.charge(ask)
    assert first.word == second.word
    assert first.reference == second.reference
    assert each.payments_made() == 1


def test_a_bank_that_says_no_is_declined_and_nothing_is_paid(each: Street) -> None:
    outcome = each.gateway.charge(charge_ask(each.mandate(is_good=False)))
    assert outcome.word == "declined"
    assert outcome.reason
    if outcome.reference:
        assert each.look_up(outcome.reference).state == "declined"


@pytest.mark.parametrize("fault", ["cut", "half", "garbage", "slow"])
def test_what_was_taken_without_an_answer_is_unknown_and_found_again(fault: str) -> None:
    for provider in PROVIDERS:
        with street(provider, deadline_s="2" if fault == "slow" else "30", settle_s="14400") as each:
            ask = charge_ask(each.mandate())
            each.fake.faults = [fault]
            assert each.gateway.charge(ask).word == "unknown", provider
            each.settled()
            now = each.look_up()
            assert now.state in {"paid", "pending"}, (provider, now)
            assert now.amount == ask.amount
            assert each.payments_made() == 1
            assert each.gateway.charge(ask).reference == now.reference
            assert each.payments_made() == 1


def test_a_page_that_was_made_without_an_answer_is_the_same_page_when_asked_again(each: Street) -> None:
    each.fake.faults = ["cut"]
    assert each.gateway.open_page(page_ask()).word == "unknown"
    again = each.gateway.open_page(page_ask())
    assert again.word == "taken"
    each.pay_page(again.reference)
    each.settled()
    assert each.look_up(again.reference).state == "paid"
    assert each.look_up().state == "paid"


def test_nothing_is_absent_before_it_would_have_shown(each: Street) -> None:
    each.paid("pay:other")
    assert each.look_up(key="pay:lost").state == "cannot tell"
    each.settled()
    each.paid("pay:another")
    assert each.look_up(key="pay:lost").state == "absent"
    assert each.look_up(key="").state in {"absent", "cannot tell"}


def test_whoever_answers_says_at_once_that_what_never_was_is_absent(each: Street) -> None:
    """This is how a setting is checked."""
    asked_at = NOON - timedelta(days=2)
    assert each.gateway.look_up(reference="", key="check-1", asked_at=asked_at).state == "absent"


def test_busy_is_put_off_and_broken_is_unknown(each: Street) -> None:
    ask = charge_ask(each.mandate())
    each.fake.faults = ["limit", "broken"]
    busy = each.gateway.charge(ask)
    assert (busy.word, busy.again_after_s) == ("put_off", 7)
    assert each.gateway.charge(ask).word == "unknown"
    assert each.payments_made() == 0


@pytest.mark.parametrize("provider", PROVIDERS)
def test_who_cannot_be_reached_has_nothing(provider: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    gateway = ADAPTERS[provider].make(setting(provider, address), Path())
    assert gateway.open_page(page_ask()).word == "put_off"
    assert gateway.charge(charge_ask("any")).word == "put_off"
    assert gateway.refund(refund_ask("any")).word == "put_off"
    assert gateway.end_mandate("any").word == "put_off"
    assert gateway.look_up(reference="", key="pay:1", asked_at=NOON).state == "cannot tell"
    with pytest.raises(CannotTell):
        gateway.payouts(since=NOON.date())
    with pytest.raises(CannotTell):
        gateway.look_up_refund(reference="", key="k", payment_reference="any")


def test_a_wrong_key_takes_nothing(each: Street) -> None:
    each.fake.key = "another"
    if each.provider == "paypal":
        each.fake.answer = lambda _ask: (401, {"name": "AUTHENTICATION_FAILURE"})
    assert each.gateway.charge(charge_ask("any")).word == "put_off"
    assert each.look_up("any").state == "cannot tell"


def test_another_amount_than_was_asked_for_is_never_called_paid(each: Street) -> None:
    each.fake.takes_other = 100
    made = each.gateway.charge(charge_ask(each.mandate()))
    assert made.word == "taken"
    each.fake.settle(made.reference)
    now = each.look_up(made.reference)
    if each.provider != "stripe":  # Its fake settles what was asked for.
        assert now.amount != Amount(12_345, "USD")


def test_a_refund_goes_back_once_and_is_found(each: Street) -> None:
    paid = each.paid()
    assert each.gateway.look_up_refund(reference="", key="refund:1", payment_reference=paid.reference) is None
    made = each.gateway.refund(refund_ask(paid.reference))
    assert made.word in {"paid", "taken"}
    again = each.gateway.refund(refund_ask(paid.reference))
    assert (again.word, again.reference) == (made.word, made.reference)
    (standing,) = each.look_up(paid.reference).refunds
    assert (standing.reference, standing.amount_minor) == (made.reference, 345)
    by_key = each.gateway.look_up_refund(reference="", key="refund:1", payment_reference=paid.reference)
    assert by_key is not None
    assert (by_key.reference, by_key.key) == (made.reference, "refund:1")
    assert each.gateway.look_up_refund(reference=made.reference, key="", payment_reference="") is not None
    too_much = each.gateway.refund(refund_ask(paid.reference, key="refund:2", minor=12_345))
    assert too_much.word == "failed"


def test_a_refund_of_a_page_finds_its_payment(each: Street) -> None:
    page = each.gateway.open_page(page_ask())
    assert each.gateway.refund(refund_ask(page.reference)).word == "put_off"
    each.pay_page(page.reference)
    each.look_up(page.reference)
    assert each.gateway.refund(refund_ask(page.reference)).word in {"paid", "taken"}


def test_a_dispute_takes_the_money_and_may_give_it_back(each: Street) -> None:
    paid = each.paid()
    for state, is_gone in (("open", True), ("won", False)) if each.provider != "bank_debit" else (("won", False),):
        if each.provider == "bank_debit":
            each.dispute(paid.reference, "lost")
        each.dispute(paid.reference, state)
        (now,) = each.look_up(paid.reference).disputes
        assert (now.state, now.amount_minor, now.is_money_withdrawn) == (state, 12_345, is_gone)
    each.dispute(paid.reference, "lost")
    standing = each.look_up(paid.reference)
    assert standing.state == "paid"
    assert (standing.disputes[0].state, standing.disputes[0].is_money_withdrawn) == ("lost", True)


def test_payouts_come_to_their_amount_over_several_pages(each: Street) -> None:
    paid = [each.paid(f"pay:{number}").reference for number in range(3)]
    if each.provider == "paypal":
        number = each.fake.pay_out("300.00")
        each.settled()
        (payout,) = each.gateway.payouts(since=NOON.date())
        assert (payout.reference, payout.amount, payout.lines) == (number, Amount(30_000, "USD"), ())
        return
    numbers = [each.fake.pay_out(paid[:1]), each.fake.pay_out(paid), each.fake.pay_out(paid[1:])]
    found = each.gateway.payouts(since=NOON.date())
    assert [one.reference for one in found] == numbers
    for one in found:
        assert sum(line.amount_minor for line in one.lines) == one.amount.minor
        assert one.state == "paid"
    assert [line.reference for line in found[1].lines if line.kind == "payment"] == paid


def test_a_mandate_is_ended_and_stays_ended(each: Street) -> None:
    mandate = each.mandate()
    if each.provider == "stripe":
        each.fake.method(mandate, customer="cus_1")
    elif each.provider == "square":
        each.gateway.charge(charge_ask(mandate))
    assert each.gateway.end_mandate(mandate).word == "taken"
    assert each.gateway.end_mandate(mandate).word == "taken"


def test_numbers_of_cards_are_refused_and_never_asked_for(each: Street) -> None:
    back = "https://pay.example.com/back"
    asks = [
        each.gateway.open_page(PageAsk("k", Amount(1, "USD"), f"card {CARD}", back, back)),
        each.gateway.charge(charge_ask(CARD.replace(" ", ""))),
        each.gateway.refund(RefundAsk("k", Amount(1, "USD"), "any", CARD.replace(" ", "-"))),
    ]
    assert [one.word for one in asks[:2]] == ["failed", "failed"]
    assert asks[2].word in {"failed", "put_off"}
    each.paid()
    each.gateway.open_page(page_ask(key="pay:2", saves=True, email="paula@example.com"))
    each.gateway.payouts(since=NOON.date())
    assert each.fake.asks
    for ask in each.fake.asks:
        told = ask.whole + ask.body.decode() + "".join(ask.headers.values())
        assert not holds_card_number(re.sub(r"[^0-9A-Za-z]", " ", told).replace("%20", " ")), told
        assert not re.search(r"card\[?_?(number|cvc|exp)|\"(number|cvc|cvv|security_code)\"", told)


@pytest.mark.parametrize("key", ["x" * 400, "plan:17/2 é€", "a\r\nHost: evil", "\ud800", "key[1]&x=1"])
def test_any_key_of_ours_is_carried_and_found_again(key: str) -> None:
    for provider in PROVIDERS:
        with street(provider) as each:
            made = each.gateway.charge(charge_ask(each.mandate(), key=key))
            assert made.word in {"paid", "taken"}, (provider, made)
            assert each.gateway.charge(charge_ask(each.mandate(), key=key)).word in {"paid", "taken", "declined"}
            assert each.gateway.charge(charge_ask(each.mandate(), key=f"{key}2")).reference != made.reference
