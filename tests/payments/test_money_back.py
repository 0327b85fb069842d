"""Refunds, credit notes, remainders and recoveries, done in a book of their own."""

import json
from datetime import timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Body
from goodstanding.ledger.allocation import Order
from goodstanding.ledger.balance import Balance
from goodstanding.ledger.operations.reversal import reverse as reverse_transaction
from goodstanding.ledger.operations.waiving import waive
from goodstanding.ledger.operations.write_off import WriteOffRefused, write_off
from goodstanding.ledger.posting import Part
from goodstanding.ledger.queries import balance, book_of_account, lines_of, trial_balance
from goodstanding.payments.operations.applying import apply_unapplied
from goodstanding.payments.operations.crediting import CreditNoteRefused, credit_note
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.refunding import RefundKnown, RefundRefused, refund, take_refund_back
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.operations.splitting import split_payment
from goodstanding.payments.operations.tolerating import NotTolerated, let_remainders_go, write_off_remainder
from goodstanding.payments.queries import overpaid, receipts_of, refunds_of
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.sharing import SharingRefused
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.waterfall import (
    AllocationRefused,
    ToleranceRefused,
    end_order,
    set_by_contract,
    set_by_court,
    set_tolerance,
)
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from tests.receivables.cast import (
    AUDITOR,
    COLLECTOR,
    FAR,
    NOON,
    SUPERVISOR,
    Book,
    day,
    item,
    open_book,
    open_minor,
    place,
    unapplied_minor,
    usd,
)

pytestmark = pytest.mark.django_db
PRINCIPAL_LAST = Order(("fees", "interest", "costs", "principal"), items_come_first=False)


@pytest.fixture
def book() -> Book:
    return open_book()


def stands(debt_id: int, number: int = 400) -> Balance:
    return balance(debt_id, as_of=day(number))


def pay(debt_id: int, minor: int, *, on: int = 40) -> int:
    return record(debt_id, Receipt(usd(minor), day(on)), by=SUPERVISOR, at=NOON)


def give_back(receipt_id: int | None, minor: int, *, on: int = 60, debt_id: int | None = None) -> int:
    return refund(
        receipt_id=receipt_id, debt_id=debt_id, amount=usd(minor), refunded_date=day(on), reason="Paid twice.",
        by=SUPERVISOR, at=NOON,
    )  # fmt: skip


def _last_order() -> dict[str, object]:
    told: dict[str, object] = json.loads(bytes(Body.objects.order_by("-entry_id")[0].body))["facts"]["order"]
    return told


def lose(debt_id: int, minor: int, *, on: int = 50) -> int:
    number = Item.objects.filter(debt_id=debt_id).order_by("due_date").values_list("id", flat=True)[0]
    part = Part(number, "principal", minor)
    return write_off(debt_id, [part], reason="Lost.", effective_date=day(on), by=SUPERVISOR, at=NOON)


# Refunds.


def test_an_overpayment_goes_back_and_nothing_else_moves(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    receipt_id = pay(debt_id, 130)
    give_back(receipt_id, 30)
    assert (open_minor(debt_id), unapplied_minor(debt_id), stands(debt_id).under("cash")) == (0, 0, 100)
    assert receipts_of(debt_id)[0].refunded == usd(30)


def test_one_more_opens_what_was_paid_last(book: Book) -> None:
    debt_id = place(book, item("I-1", 100), item("I-2", 50, due=60))
    receipt_id = pay(debt_id, 160)
    give_back(receipt_id, 61)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (51, 0)
    assert open_minor(debt_id, as_of=day(59)) == 0


def test_no_more_goes_back_than_stands(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    receipt_id = pay(debt_id, 100)
    give_back(receipt_id, 60)
    with pytest.raises(RefundRefused, match=r"Only USD 0\.40 of receipt"):
        give_back(receipt_id, 41)
    give_back(receipt_id, 40)
    assert open_minor(debt_id) == 100


def test_a_debts_unapplied_money_goes_back_but_not_what_paid(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    pay(debt_id, 120)
    with pytest.raises(RefundRefused, match=r"Only USD 0\.20 lies unapplied"):
        give_back(None, 21, debt_id=debt_id)
    give_back(None, 20, debt_id=debt_id)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (0, 0)


def test_a_refund_that_came_back_undoes_exactly_its_split(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    receipt_id = pay(debt_id, 130)
    before = stands(debt_id)
    number = give_back(receipt_id, 100)
    take_refund_back(number, reason="The cheque was never cashed.", effective_date=day(70), by=SUPERVISOR, at=NOON)
    after = stands(debt_id)
    assert {key: after.under(*key) for key in before.minor_by_head} == before.minor_by_head
    assert refunds_of(debt_id)[0].taken_back_date == day(70)
    assert refunds_of(debt_id, as_of=day(69))[0].taken_back_date is None
    give_back(receipt_id, 130, on=71)


def test_a_receipt_that_bounces_after_its_refund_leaves_what_the_debtor_owes(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    receipt_id = pay(debt_id, 130)
    give_back(receipt_id, 30)
    reverse(receipt_id, reason="Charged back.", reversed_date=day(70), by=SUPERVISOR, at=NOON)
    after = stands(debt_id)
    assert (after.open_minor, after.unapplied_minor, after.balance_minor, after.under("cash")) == (100, -30, 130, -30)
    pay(debt_id, 130, on=80)
    after = stands(debt_id)
    assert (after.open_minor, after.unapplied_minor, after.under("cash")) == (0, 0, 100)


def test_a_bounce_after_a_refund_takes_back_what_other_money_paid_as_far_as_it_must(book: Book) -> None:
    debt_id = place(book, item("I-1", 100), item("I-2", 50, due=60))
    pay(debt_id, 100, on=35)
    second = pay(debt_id, 150, on=40)
    give_back(None, 100, debt_id=debt_id)
    reverse(second, reason="Bounced.", reversed_date=day(70), by=SUPERVISOR, at=NOON)
    after = stands(debt_id)
    assert (after.open_minor, after.unapplied_minor, after.under("cash")) == (150, 0, 0)


def test_a_refund_on_a_withdrawn_debt_hands_back_what_comes_open(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    receipt_id = pay(debt_id, 60)
    withdraw_debt(debt_id, reason="Recalled.", effective_date=day(45), by=SUPERVISOR, at=NOON)
    give_back(receipt_id, 60)
    assert open_minor(debt_id) == 0


@pytest.mark.parametrize(
    ("minor", "on", "reason", "words"),
    [(0, 60, "x", "above zero"), (10, 60, " ", "why"), (10, 39, "x", "was received on"), (10, 200, "x", "to come")],
)
def test_a_refund_that_cannot_be_is_refused(book: Book, minor: int, on: int, reason: str, words: str) -> None:
    receipt_id = pay(place(book, item("I-1", 100)), 100)
    with pytest.raises(RefundRefused, match=words):
        refund(receipt_id=receipt_id, amount=usd(minor), refunded_date=day(on), reason=reason, by=SUPERVISOR, at=NOON)


def test_a_refund_names_a_receipt_or_a_debt_and_stays_within_limits(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    receipt_id = pay(debt_id, 10_000)
    for asked, words in ((None, "Say which receipt"), (999_999, "There is no receipt")):
        with pytest.raises(RefundRefused, match=words):
            give_back(asked, 10)
    with pytest.raises(RefundRefused, match="is none of debt"):
        give_back(receipt_id, 10, debt_id=debt_id + 1)
    for actor in (AUDITOR, COLLECTOR):
        with pytest.raises(PermissionRefused):
            refund(receipt_id=receipt_id, amount=usd(2_501), refunded_date=day(60), reason="x", by=actor, at=NOON)


def test_a_source_names_a_refund_once(book: Book) -> None:
    receipt_id = pay(place(book, item("I-1", 100)), 100)
    for expected in (False, True):
        try:
            refund(
                receipt_id=receipt_id, amount=usd(10), refunded_date=day(60), reason="x", source_key="re_1",
                by=SUPERVISOR, at=NOON,
            )  # fmt: skip
        except RefundKnown:
            assert expected
        else:
            assert not expected


# Recoveries.


def test_money_on_a_written_off_debt_is_recovered_and_the_rest_lies_there(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    lose(debt_id, 80)
    pay(debt_id, 60, on=55)
    found = stands(debt_id)
    assert (found.open_minor, found.under("recovered"), found.unapplied_minor) == (0, -40, 0)
    pay(debt_id, 50, on=56)
    assert (stands(debt_id).under("recovered"), unapplied_minor(debt_id)) == (-80, 10)
    assert receipts_of(debt_id)[0].recovered == (Part(receipts_of(debt_id)[0].recovered[0].item_id, "principal", 40),)


def test_undoing_a_write_off_frees_what_was_recovered(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    number = lose(debt_id, 80)
    pay(debt_id, 60, on=55)
    reverse_transaction(number, reason="In error.", effective_date=day(57), by=SUPERVISOR, at=NOON)
    assert (stands(debt_id).under("recovered"), open_minor(debt_id), unapplied_minor(debt_id)) == (0, 80, 40)
    assert apply_unapplied(debt_id, effective_date=day(57), by=SUPERVISOR, at=NOON) == 40
    assert (open_minor(debt_id), stands(debt_id, 56).under("recovered")) == (40, -40)


def test_a_bounced_recovery_can_be_recovered_again(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    lose(debt_id, 100)
    reverse(pay(debt_id, 70, on=55), reason="R01", reversed_date=day(58), by=SUPERVISOR, at=NOON)
    assert stands(debt_id).under("recovered") == 0
    pay(debt_id, 100, on=60)
    assert (stands(debt_id).under("recovered"), unapplied_minor(debt_id)) == (-100, 0)


def test_unapplied_money_recovers_what_is_written_off_after_it_came_in(book: Book) -> None:
    debt_id = place(book, item("I-1", 100), item("I-2", 50, issued=50, due=60))
    pay(debt_id, 120, on=20)
    lose_item = Item.objects.get(debt_id=debt_id, reference="I-2").id
    write_off(debt_id, [Part(lose_item, "principal", 50)], reason="x", effective_date=day(55), by=SUPERVISOR, at=NOON)
    assert apply_unapplied(debt_id, effective_date=day(56), by=SUPERVISOR, at=NOON) == 20
    assert stands(debt_id).under("recovered") == -20


def test_a_refund_takes_back_a_recovery_first(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    lose(debt_id, 40)
    receipt_id = pay(debt_id, 90, on=55)
    give_back(receipt_id, 31)
    assert (stands(debt_id).under("recovered"), open_minor(debt_id)) == (0, 1)


# Waivers and credit notes.


@pytest.mark.parametrize(("kind", "head"), [("waiver", "waived"), ("discount", "discounted")])
def test_what_is_forgiven_is_never_recovered(book: Book, kind: str, head: str) -> None:
    debt_id = place(book, item("I-1", 100))
    number = Item.objects.get(debt_id=debt_id).id
    made = waive(
        debt_id, [Part(number, "principal", 30)], kind="waiver" if kind == "waiver" else "discount", reason="Agreed.",
        reference="S-1", effective_date=day(50), by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    pay(debt_id, 80, on=60)
    found = stands(debt_id)
    assert (found.open_minor, found.unapplied_minor, found.under("waived") + found.under("discounted")) == (0, 10, 30)
    assert {
        str(one) for one, minor in trial_balance(book_of_account(debt_id).id, as_of=FAR).items() if minor == 30
    } == {head}
    reverse_transaction(made, reason="Broken.", effective_date=day(70), by=SUPERVISOR, at=NOON)
    assert open_minor(debt_id) == 30


def test_no_more_is_forgiven_than_is_open_nor_above_ones_limit(book: Book) -> None:
    debt_id = place(book, item("I-1", 10_000))
    part = Part(Item.objects.get(debt_id=debt_id).id, "principal", 10_001)
    with pytest.raises(WriteOffRefused, match="More principal would be waived"):
        waive(debt_id, [part], kind="waiver", reason="x", effective_date=day(50), by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused, match="not as much"):
        waive(
            debt_id, [part._replace(amount_minor=2_501)], kind="waiver", reason="x", effective_date=day(50),
            by=COLLECTOR, at=NOON,
        )  # fmt: skip


def test_a_credit_note_frees_what_was_paid_too_much(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    number = Item.objects.get(debt_id=debt_id).id
    pay(debt_id, 80)
    credit_note(number, usd(50), reference="CN-1", reason="Short.", effective_date=day(50), by=SUPERVISOR, at=NOON)
    assert (open_minor(debt_id), unapplied_minor(debt_id)) == (0, 30)
    assert open_minor(debt_id, as_of=day(49)) == 20


@pytest.mark.parametrize(
    ("minor", "reference", "reason", "words"),
    [
        (101, "CN-1", "x", "is worth USD 1.00"),
        (0, "CN-1", "x", "above zero"),
        (10, "", "x", "Say which"),
        (10, "CN-1", " ", "Say which"),
    ],
)
def test_a_credit_note_that_cannot_be_is_refused(
    book: Book, minor: int, reference: str, reason: str, words: str
) -> None:
    debt_id = place(book, item("I-1", 100))
    number = Item.objects.get(debt_id=debt_id).id
    pay(debt_id, 80)
    with pytest.raises(CreditNoteRefused, match=words):
        credit_note(
            number, usd(minor), reference=reference, reason=reason, effective_date=day(50), by=SUPERVISOR, at=NOON
        )


# Tolerance.


def test_a_remainder_within_tolerance_goes_and_one_more_stays(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    set_tolerance(book.portfolio_id, usd(5), effective_date=day(0), by=SUPERVISOR, at=NOON)
    pay(debt_id, 94)
    with pytest.raises(NotTolerated, match=r"USD 0\.06 is left; this portfolio lets USD 0\.05 go"):
        write_off_remainder(debt_id, effective_date=day(45), by=SUPERVISOR, at=NOON)
    pay(debt_id, 1, on=41)
    assert write_off_remainder(debt_id, effective_date=day(45), by=SUPERVISOR, at=NOON) == usd(5)
    assert stands(debt_id).under("written off") == 5


def test_what_is_in_dispute_unpaid_or_above_ones_limit_is_not_let_go(book: Book) -> None:
    set_tolerance(book.portfolio_id, usd(500_000), effective_date=day(0), by=SUPERVISOR, at=NOON)
    debt_id = place(book, item("I-1", 300_000))
    with pytest.raises(NotTolerated, match="Nothing was paid"):
        write_off_remainder(debt_id, effective_date=day(45), by=SUPERVISOR, at=NOON)
    pay(debt_id, 10)
    with pytest.raises(NotTolerated, match="in dispute"):
        write_off_remainder(
            debt_id, effective_date=day(45), disputed_items={Item.objects.get(debt_id=debt_id).id}, by=SUPERVISOR,
            at=NOON,
        )  # fmt: skip
    with pytest.raises(PermissionRefused):
        write_off_remainder(debt_id, effective_date=day(45), by=SUPERVISOR, at=NOON)


def test_the_night_lets_every_remainder_go_once_and_nothing_else(book: Book) -> None:
    set_tolerance(book.portfolio_id, usd(5), effective_date=day(0), by=SUPERVISOR, at=NOON)
    numbers = [place(book, item("I-1", 100), reference=f"D-{number}") for number in range(4)]
    for debt_id, paid in zip(numbers, (95, 94, 96, 100), strict=True):
        pay(debt_id, paid)
    fresh = place(book, item("I-1", 3), reference="D-9")
    disputed = {numbers[2]: {Item.objects.get(debt_id=numbers[2]).id}}

    def night() -> int:
        return let_remainders_go(
            effective_date=day(45), disputed=lambda debt_id, _: disputed.get(debt_id, set()), by=SUPERVISOR, at=NOON
        )

    assert (night(), night()) == (1, 0)
    assert [open_minor(debt_id) for debt_id in (*numbers, fresh)] == [0, 6, 4, 0, 3]


def test_a_tolerance_below_zero_or_twice_a_day_is_refused(book: Book) -> None:
    set_tolerance(book.portfolio_id, usd(5), effective_date=day(0), by=SUPERVISOR, at=NOON)
    for minor, words in ((-1, "zero or above"), (5, "already")):
        with pytest.raises(ToleranceRefused, match=words):
            set_tolerance(book.portfolio_id, usd(minor), effective_date=day(0), by=SUPERVISOR, at=NOON)


# Orders of allocation.


def test_a_court_orders_and_the_evidence_says_so(book: Book) -> None:
    debt_id = place(book, item("I-1", 100), item("I-2", 50, due=60))
    first, second = Item.objects.filter(debt_id=debt_id).order_by("due_date").values_list("id", flat=True)
    set_by_contract(
        book.portfolio_id, PRINCIPAL_LAST, reference="clause 9", effective_date=day(0), by=SUPERVISOR, at=NOON
    )
    pay(debt_id, 10, on=31)
    assert _last_order()["by"] == "contract"
    record(debt_id, Receipt(usd(10), day(32)), named=[second], by=SUPERVISOR, at=NOON)
    assert (_last_order()["by"], open_of(debt_id, second)) == ("direction", 40)
    ruling = set_by_court(debt_id, PRINCIPAL_LAST, reference="12 C 345", effective_date=day(33), by=SUPERVISOR, at=NOON)
    record(debt_id, Receipt(usd(10), day(33)), named=[second], by=SUPERVISOR, at=NOON)
    assert (_last_order()["by"], open_of(debt_id, second), open_of(debt_id, first)) == ("court order", 40, 80)
    end_order(ruling, ends_date=day(34), reason="Vacated.", by=SUPERVISOR, at=NOON)
    record(debt_id, Receipt(usd(10), day(34)), named=[second], by=SUPERVISOR, at=NOON)
    assert open_of(debt_id, second) == 30
    with pytest.raises(AllocationRefused, match="ended already"):
        end_order(ruling, ends_date=day(40), reason="x", by=SUPERVISOR, at=NOON)
    with pytest.raises(AllocationRefused, match="where the order stands"):
        set_by_court(debt_id, PRINCIPAL_LAST, reference=" ", effective_date=day(33), by=SUPERVISOR, at=NOON)


# One payment over several debts.


def test_one_payment_over_debts_is_all_or_nothing(book: Book) -> None:
    old, new = place(book, item("I-1", 100)), place(book, item("I-1", 50, due=60), reference="D-2")
    receipt = Receipt(usd(120), day(40), source_key="bank-1")
    made = split_payment(receipt, debt_ids=[old, new], how="oldest first", by=SUPERVISOR, at=NOON)
    assert (set(made), open_minor(old), open_minor(new)) == ({old, new}, 0, 30)
    disputed = {new: [Item.objects.get(debt_id=new).id]}
    split_payment(
        Receipt(usd(30), day(41)), debt_ids=[old, new], how="oldest first", disputed=disputed, by=SUPERVISOR, at=NOON
    )
    assert (open_minor(new), unapplied_minor(old)) == (30, 30)
    split_payment(
        Receipt(usd(30), day(42)), debt_ids=[old, new], how="direction", directed={new: 30}, disputed=disputed,
        by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    assert open_minor(new) == 0


def test_debts_of_strangers_do_not_share_a_payment(book: Book) -> None:
    other = open_book("Rowan Water")
    mine, theirs = place(book, item("I-1", 100)), place(other, item("I-1", 100))
    with pytest.raises(SharingRefused, match="not those of one person"):
        split_payment(Receipt(usd(10), day(40)), debt_ids=[mine, theirs], how="pro rata", by=SUPERVISOR, at=NOON)


def test_what_lies_unapplied_is_listed_with_its_age_as_of_any_day_and_as_known_then(book: Book) -> None:
    debt_id = place(book, item("I-1", 100))
    pay(debt_id, 130)
    late = NOON + timedelta(days=1)
    record(debt_id, Receipt(usd(5), day(20)), by=SUPERVISOR, at=late)
    (one,) = overpaid(as_of=day(50))
    assert (one.unapplied, one.since_date, one.days) == (usd(35), day(20), 30)
    (before,) = overpaid(as_of=day(50), known_at=NOON)
    assert (before.unapplied, before.since_date) == (usd(30), day(40))
    assert overpaid(as_of=day(19)) == []
    assert overpaid(as_of=day(50), client_id=999_999) == []


def open_of(debt_id: int, item_id: int) -> int:
    return sum(line.amount_minor for line in lines_of(debt_id) if line.head == "receivable" and line.item_id == item_id)
