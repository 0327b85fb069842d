"""A payout on the bank's statement: its line says what it is made of, and trust money reconciles but for the fees."""

from datetime import timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.payments.gateway.payout.operations import match_bank_lines
from goodstanding.payments.gateway.payout.queries import payouts
from goodstanding.payments.matching.operations.undoing import set_aside, undo_match
from goodstanding.payments.models.bank import BankAccount, BankLine, LineMatch
from goodstanding.payments.models.gateway import Chargeback, Payment, Payout, PayoutLine, Refund
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.refunding import refund
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.trust.queries.reconciling import reconciliation_of
from tests.payments.gateway.till import WORKER
from tests.payments.matching.operations.bank_book import bank_line
from tests.receivables.cast import AUDITOR, NOON, SUPERVISOR, day, item, open_book, place, usd

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> int:
    return BankAccount.objects.create(
        name="Trust", number="DE00555001", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
    ).pk


def payout(minor: int = 9_680, *, reference: str = "po_1", on: int = 42) -> Payout:
    return Payout.objects.create(
        provider="stripe", reference=reference, amount_minor=minor, currency="USD", arrival_date=day(on), state="paid",
        first_seen_at=NOON, entry_id=1,
    )  # fmt: skip


def paid(name: str, row: Payout, minor: int, *, fee: int) -> Payment:
    """Record a payment of a client of its own, which a payout passes on less a fee."""
    debt_id = place(open_book(name), item("I-1", 50_000))
    receipt = Receipt(usd(minor), day(40), "stripe", source_key=f"gateway:stripe:{name}:1")
    receipt_id = record(debt_id, receipt, by=SUPERVISOR, at=NOON)
    payment = Payment.objects.create(
        key=name, provider_key=name, provider="stripe", how="page", debt_id=debt_id, amount_minor=minor, currency="USD",
        what="x", state="paid", state_at=NOON, receipt_id=receipt_id, receipts_made=1, paid_minor=minor,
        made_at=NOON, by="user:1", entry_id=1,
    )  # fmt: skip
    parts = [("payment", minor, payment), ("fee", -fee, payment)]
    for position, (kind, part_minor, whose) in enumerate(parts, start=row.lines.count()):
        PayoutLine.objects.create(
            payout=row, position=position, kind=kind, reference=name, amount_minor=part_minor, payment=whose
        )
    return payment


def find(times: int = 1) -> list[int]:
    return [match_bank_lines(by=WORKER, at=NOON) for _ in range(times)]


def matches(line_id: int) -> list[tuple[str, int]]:
    found = LineMatch.objects.filter(line_id=line_id, undone_at=None).order_by("id")
    return list(found.values_list("kind", "amount_minor"))


def test_the_banks_line_says_that_it_is_a_payout_and_of_what_once(trust: int) -> None:
    row = payout()
    paid("Alder", row, 6_000, fee=200)
    paid("Birch", row, 4_000, fee=120)
    line_id = bank_line(trust, 9_680, on=43)
    assert find(2) == [1, 0]
    assert matches(line_id) == [("payout", 9_680)]
    assert LineMatch.objects.get(line_id=line_id).evidence == [
        f"Payout po_1 of USD 96.80, which was to arrive on {day(42)}.",
        "It passes on USD 100.00 of payments, and keeps USD 3.20 of the provider's fees.",
    ]
    assert payouts(today=day(60))[0].differences == ()


def test_trust_money_reconciles_but_for_what_the_provider_kept(trust: int) -> None:
    row = payout()
    paid("Alder", row, 6_000, fee=200)
    paid("Birch", row, 4_000, fee=120)
    bank_line(trust, 9_680, on=43)
    before = reconciliation_of(trust, as_of=day(50))
    assert {one.what for one in before.differences} == {"not on the bank", "not in the book"}
    find()
    found = reconciliation_of(trust, as_of=day(50))
    assert [(one.what, one.effect_minor) for one in found.differences] == [("provider's fees", -320)]
    assert found.off_minor == found.explained_minor == -320
    # Until the bank shows it, the receipts are still to come.
    early = reconciliation_of(trust, as_of=day(42))
    assert {one.what for one in early.differences} == {"not on the bank"}
    assert early.off_minor == early.explained_minor == -10_000


def further(row: Payout, kind: str, minor: int, payment: Payment, *, names: str = "") -> None:
    """Add a part to a payout; `names` where the provider names the refund or the chargeback, and not the payment."""
    PayoutLine.objects.create(
        payout=row, position=row.lines.count(), kind=kind, reference=names or payment.key, amount_minor=minor,
        payment=None if names else payment,
    )  # fmt: skip


def again(payment: Payment, minor: int, *, on: int, number: int) -> int:
    """Record what is left of a payment, or came again, as following it does."""
    receipt = Receipt(usd(minor), day(on), "stripe", source_key=f"gateway:stripe:{payment.provider_key}:{number}")
    made = record(payment.debt_id, receipt, by=SUPERVISOR, at=NOON)
    Payment.objects.filter(pk=payment.pk).update(receipt_id=made, receipts_made=number)
    return made


def left_apart(trust: int) -> list[tuple[str, int]]:
    find()
    found = reconciliation_of(trust, as_of=day(50))
    assert found.off_minor == found.explained_minor
    return sorted((one.what, one.effect_minor) for one in found.differences)


@pytest.mark.parametrize("names", ["", "re_1"])
def test_refunds_and_chargebacks_inside_reconcile_but_for_the_fees(trust: int, names: str) -> None:
    row = payout(1_680)
    alder, birch = paid("Alder", row, 6_000, fee=200), paid("Birch", row, 4_000, fee=120)
    asked = Refund.objects.create(
        payment=alder, key="refund:1", amount_minor=2_000, state="arrived", state_at=NOON, reference="re_1",
        made_at=NOON, by="user:1", entry_id=1,
    )  # fmt: skip
    asked.booked_id = refund(
        receipt_id=alder.receipt_id, amount=usd(2_000), refunded_date=day(41), reason="Paid twice.",
        source_key=f"gateway:stripe:Alder:refund:{asked.pk}:1", by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    further(row, "refund", -2_000, alder, names=names)
    assert birch.receipt_id is not None
    reverse(birch.receipt_id, reason="Chargeback.", reversed_date=day(41), by=SUPERVISOR, at=NOON)
    Chargeback.objects.create(
        payment=birch,
        reference="dp_1",
        state="lost",
        amount_minor=4_000,
        is_money_withdrawn=True,
        opened_date=day(41),
        first_seen_at=NOON,
        entry_id=1,
    )
    further(row, "dispute", -4_000, birch, names="dp_1" if names else "")
    further(row, "fee", -2_000, birch)
    bank_line(trust, 1_680, on=43)
    assert left_apart(trust) == [("provider's fees", -2_320)]


def test_a_chargeback_of_a_part_that_was_won_in_a_later_payout_reconciles(trust: int) -> None:
    row = payout(4_300)
    alder = paid("Alder", row, 6_000, fee=200)
    assert alder.receipt_id is not None
    further(row, "dispute", -1_500, alder)
    reverse(alder.receipt_id, reason="Chargeback.", reversed_date=day(41), by=SUPERVISOR, at=NOON)
    second = again(alder, 4_500, on=41, number=2)
    bank_line(trust, 4_300, on=43)
    assert left_apart(trust) == [("provider's fees", -200)]
    won = payout(1_500, reference="po_2", on=45)
    further(won, "dispute", 1_500, alder)
    reverse(second, reason="It was won.", reversed_date=day(45), by=SUPERVISOR, at=NOON)
    again(alder, 6_000, on=45, number=3)
    bank_line(trust, 1_500, on=45)
    assert left_apart(trust) == [("provider's fees", -200)]


def test_what_is_of_no_payment_of_ours_is_not_in_the_book_and_only_the_rest_is_set_aside(trust: int) -> None:
    row = payout(6_800)
    alder = paid("Alder", row, 6_000, fee=200)
    PayoutLine.objects.create(payout=row, position=9, kind="payment", reference="pay_9", amount_minor=1_000)
    bank_line(trust, 6_790, "STRIPE po_1", on=43)
    assert alder.receipt_id
    assert left_apart(trust) == [("not in the book", 1_000), ("provider's fees", -200), ("set aside", -10)]
    said = [one.sentence for one in reconciliation_of(trust, as_of=day(50)).differences if one.what == "set aside"]
    assert said[0].endswith("is a payout; what so much of it is made of is not known.")


def test_receipts_lie_where_their_payout_came_in_though_there_are_several_accounts(trust: int) -> None:
    BankAccount.objects.create(
        name="Second", number="DE00555002", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
    )
    row = payout(5_800)
    paid("Alder", row, 6_000, fee=200)
    bank_line(trust, 5_800, on=43)
    assert "no bank account" in {one.what for one in reconciliation_of(trust, as_of=day(50)).differences}
    find()
    assert [one.what for one in reconciliation_of(trust, as_of=day(50)).differences] == ["provider's fees"]


def test_a_line_that_names_the_payout_is_taken_though_the_bank_shows_less(trust: int) -> None:
    row = payout()
    paid("Alder", row, 10_000, fee=320)
    line_id = bank_line(trust, 9_580, "STRIPE po_1 TRANSFER", on=43)
    bank_line(trust, 9_580, "STRIPE po_12", on=43)
    assert find() == [1]
    assert matches(line_id) == [("payout", 9_580)]
    assert LineMatch.objects.get(line_id=line_id).evidence[-1] == (
        "The bank shows USD 95.80: USD -1.00 is between the two."
    )
    assert "The bank shows USD 95.80 instead of USD 96.80." in payouts(today=day(60))[0].differences
    found = reconciliation_of(trust, as_of=day(50))
    assert sorted((one.what, one.effect_minor) for one in found.differences if one.line_id == line_id) == [
        ("provider's fees", -320), ("set aside", -100),
    ]  # fmt: skip
    assert found.off_minor == found.explained_minor


def test_of_two_alike_lines_none_is_taken_and_none_that_pays_a_debt(trust: int) -> None:
    payout()
    bank_line(trust, 9_680, on=43)
    second = bank_line(trust, 9_680, on=44)
    assert find() == [0]
    set_aside(second, "transfer", reason="Ours.", by=SUPERVISOR, at=NOON)
    assert find(2) == [1, 0]


def test_what_somebody_undid_is_not_matched_again(trust: int) -> None:
    payout()
    line_id = bank_line(trust, 9_680, on=43)
    find()
    undo_match(LineMatch.objects.get(line_id=line_id).pk, reason="Another payout.", by=SUPERVISOR, at=NOON)
    assert (find(), matches(line_id), Payout.objects.get().bank_line_id) == ([0], [], None)
    assert "no line of the bank" in payouts(today=day(60))[0].differences[0]


def test_what_was_found_before_or_set_aside_by_hand_is_told_once(trust: int) -> None:
    earlier, by_hand = bank_line(trust, 9_680, on=43), bank_line(trust, 500, on=43)
    row = payout()
    row.bank_line = BankLine.objects.get(pk=earlier)
    row.save(update_fields=["bank_line"])
    payout(500, reference="po_2")
    set_aside(by_hand, "payout", reason="Stripe.", by=SUPERVISOR, at=NOON)
    assert find(2) == [2, 0]
    assert (matches(earlier), matches(by_hand)) == ([("payout", 9_680)], [("payout", 500)])


def test_only_whoever_follows_payments_may_and_days_apart_are_not_near(trust: int) -> None:
    payout(on=20)
    bank_line(trust, 9_680, on=28)
    assert find() == [0]
    with pytest.raises(PermissionRefused):
        match_bank_lines(by=AUDITOR, at=NOON + timedelta(days=1))
