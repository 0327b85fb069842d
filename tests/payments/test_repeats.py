"""The same command typed twice: with a key it is one deed, without one it is refused until somebody says it is another.

Whoever typed it may have seen the program die, and not know whether the first was done.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.repeating import BY_HAND, FRESH, Asked, DeedKnown, LooksRepeated
from goodstanding.ledger.operations.reversal import reverse as reverse_transaction
from goodstanding.payments.models import PaidBack, Remittance
from goodstanding.payments.models.bank import BankAccount
from goodstanding.payments.operations.crediting import credit_note
from goodstanding.payments.operations.giving_up import Wanted, waive_open, write_off_open
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.refunding import RefundKnown, refund, take_refund_back
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.trust.operations import decline, remit, take_back
from goodstanding.payments.trust.remitting import RemittanceKnown
from goodstanding.receivables.models import Item
from goodstanding.refusal import Refusal
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, NOON, SUPERVISOR, Book, day, item, open_book, place, usd

pytestmark = pytest.mark.django_db
ANOTHER = Asked(is_another=True)
KEYED = Asked("memo 7")
A_DAY_LATER = NOON + FRESH


class Case(NamedTuple):
    """A deed as it is typed, what takes it back, and how many times the books hold it."""

    do: Callable[[Asked, datetime], int]
    undo: Callable[[int], object]
    known: type[Refusal]
    times: Callable[[], int]


class House:
    """A debt of two hundred dollars on two items, three hundred of which came in on a trust account."""

    def __init__(self) -> None:
        self.book: Book = open_book()
        self.debt_id = place(self.book, item("I-1", 10_000), item("I-2", 10_000, due=60))
        self.item_id, self.other_id = Item.objects.order_by("due_date").values_list("id", flat=True)
        self.trust = BankAccount.objects.create(
            name="Trust", number="DE00555001", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
        )

    def write_off(self) -> Case:
        def do(asked: Asked, at: datetime) -> int:
            wanted = Wanted(usd(1_000), asked=asked)
            return write_off_open(
                self.debt_id, wanted, reason="Lost.", effective_date=day(50), by=SUPERVISOR, at=at
            ).transaction_id

        return Case(do, _reverse, DeedKnown, _of_kind("write-off"))

    def waive(self) -> Case:
        def do(asked: Asked, at: datetime) -> int:
            wanted = Wanted(usd(1_000), asked=asked)
            return waive_open(
                self.debt_id, wanted, reason="Kind.", effective_date=day(50), by=SUPERVISOR, at=at
            ).transaction_id

        return Case(do, _reverse, DeedKnown, _of_kind("waiver"))

    def credit(self) -> Case:
        def do(asked: Asked, at: datetime) -> int:
            return credit_note(
                self.item_id, usd(1_000), reference="CN-1", reason="Short.", effective_date=day(50), asked=asked,
                by=SUPERVISOR, at=at,
            )  # fmt: skip

        return Case(do, _reverse, DeedKnown, _of_kind("credit note"))

    def refund(self) -> Case:
        receipt_id = record(self.debt_id, Receipt(usd(30_000), day(40)), by=SUPERVISOR, at=NOON)

        def do(asked: Asked, at: datetime) -> int:
            return refund(
                receipt_id=receipt_id, amount=usd(1_000), refunded_date=day(50), reason="Paid twice.",
                source_key=asked.source_key, is_another=asked.is_another, by=SUPERVISOR, at=at,
            )  # fmt: skip

        def undo(number: int) -> object:
            return take_refund_back(number, reason="x", effective_date=day(51), by=SUPERVISOR, at=NOON)

        return Case(do, undo, RefundKnown, PaidBack.objects.count)

    def remit(self) -> Case:
        record(self.debt_id, Receipt(usd(30_000), day(40)), by=SUPERVISOR, at=NOON)

        def do(asked: Asked, at: datetime) -> int:
            return remit(
                self.book.client_id, usd(1_000), bank_account_id=self.trust.pk, remitted_date=day(60), reason="May",
                asked=asked, by=SUPERVISOR, at=at,
            )  # fmt: skip

        def undo(number: int) -> object:
            return take_back(number, reason="x", effective_date=day(61), by=ADMINISTRATOR, at=NOON)

        return Case(do, undo, RemittanceKnown, Remittance.objects.count)


CASES = (House.write_off, House.waive, House.credit, House.refund, House.remit)


def _reverse(number: int) -> object:
    return reverse_transaction(number, reason="x", effective_date=day(51), by=SUPERVISOR, at=NOON)


def _of_kind(kind: str) -> Callable[[], int]:
    return lambda: Transaction.objects.filter(kind=kind).count()


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(params=CASES, ids=[case.__name__ for case in CASES])
def case(request: pytest.FixtureRequest, house: House) -> Case:
    made: Case = request.param(house)
    return made


def test_the_same_command_within_a_day_is_refused(case: Case) -> None:
    number = case.do(BY_HAND, NOON)
    with pytest.raises(LooksRepeated, match=rf"less than a day ago, as \w+ {number}\. .*say so \(--again\)"):
        case.do(BY_HAND, A_DAY_LATER - timedelta(seconds=1))
    assert case.times() == 1


def test_a_day_later_or_said_to_be_another_it_is_done(case: Case) -> None:
    case.do(BY_HAND, NOON)
    case.do(ANOTHER, NOON)
    case.do(BY_HAND, A_DAY_LATER)
    assert case.times() == 3


def test_a_key_makes_it_one_deed_for_ever(case: Case) -> None:
    number = case.do(KEYED, NOON)
    for asked, at in ((KEYED, NOON), (KEYED, A_DAY_LATER), (KEYED._replace(is_another=True), A_DAY_LATER)):
        with pytest.raises(case.known, match=rf"memo 7.* already, as \w+ {number}\."):
            case.do(asked, at)
    assert case.times() == 1
    case.do(Asked("memo 8"), NOON)
    assert case.times() == 2


def test_what_was_taken_back_may_be_done_again(case: Case) -> None:
    case.undo(case.do(BY_HAND, NOON))
    case.do(BY_HAND, NOON)
    assert case.times() == 2


def test_a_key_is_used_up_though_the_deed_was_taken_back(case: Case) -> None:
    number = case.do(KEYED, NOON)
    case.undo(number)
    with pytest.raises(case.known, match=rf"memo 7.* already, as \w+ {number}\."):
        case.do(KEYED, A_DAY_LATER)
    assert case.times() == 1


def test_a_key_names_one_deed_of_each_kind(house: House) -> None:
    for case in (house.write_off(), house.waive(), house.credit()):
        number = case.do(KEYED, NOON)
        with pytest.raises(DeedKnown, match=rf"already, as transaction {number}\."):
            case.do(KEYED, NOON)
        assert case.times() == 1


def test_a_remittance_that_was_declined_may_be_asked_for_again_and_one_that_waits_may_not(house: House) -> None:
    record(house.debt_id, Receipt(usd(3_000_000), day(40)), by=SUPERVISOR, at=NOON)

    def ask() -> int:
        return remit(
            house.book.client_id, usd(1_200_000), bank_account_id=house.trust.pk, remitted_date=day(60), reason="May",
            by=SUPERVISOR, at=NOON,
        )  # fmt: skip

    number = ask()
    with pytest.raises(LooksRepeated):
        ask()
    decline(number, by=ADMINISTRATOR, at=NOON)
    assert ask() > number


def test_a_remittance_that_was_declined_has_used_up_its_key(house: House) -> None:
    record(house.debt_id, Receipt(usd(3_000_000), day(40)), by=SUPERVISOR, at=NOON)

    def ask() -> int:
        return remit(
            house.book.client_id, usd(1_200_000), bank_account_id=house.trust.pk, remitted_date=day(60), reason="May",
            asked=KEYED, by=SUPERVISOR, at=NOON,
        )  # fmt: skip

    number = ask()
    decline(number, by=ADMINISTRATOR, at=NOON)
    with pytest.raises(RemittanceKnown, match=f"as remittance {number}"):
        ask()


def test_another_item_another_amount_or_another_day_is_another_deed(house: House) -> None:
    for item_id, minor, on in ((house.item_id, 500, 50), (house.other_id, 500, 50), (None, 400, 50), (None, 500, 51)):
        wanted = Wanted(usd(minor), item_id)
        write_off_open(house.debt_id, wanted, reason="Lost.", effective_date=day(on), by=SUPERVISOR, at=NOON)
    with pytest.raises(LooksRepeated):
        write_off_open(house.debt_id, Wanted(usd(500)), reason="Lost.", effective_date=day(50), by=SUPERVISOR, at=NOON)


def test_a_key_names_one_deed_of_a_client_whatever_the_account(house: House) -> None:
    other = place(house.book, item("I-9", 10_000), reference="D-2")
    house.write_off().do(KEYED, NOON)
    for debt_id in (house.debt_id, other):
        with pytest.raises(DeedKnown):
            write_off_open(
                debt_id, Wanted(usd(5), asked=KEYED), reason="x", effective_date=day(50), by=SUPERVISOR, at=NOON
            )
    # Another client's papers may carry the same number.
    stranger = open_book("Rowan Water")
    debt_id = place(stranger, item("I-1", 10_000))
    write_off_open(debt_id, Wanted(usd(5), asked=KEYED), reason="x", effective_date=day(50), by=SUPERVISOR, at=NOON)


def test_nobody_learns_of_a_deed_who_may_not_read_the_account(house: House) -> None:
    house.refund().do(KEYED, NOON)
    with pytest.raises(Refusal) as refused:
        refund(
            debt_id=house.debt_id, amount=usd(1_000_000), refunded_date=day(50), reason="x", source_key="memo 7",
            by=COLLECTOR, at=NOON,
        )  # fmt: skip
    assert "memo 7" not in str(refused.value)
