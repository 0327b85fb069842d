"""The fee of a contract for a payment that came back: once for each, only where allowed, given up where it stands."""

import json
from datetime import date, datetime, timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger.fees.catalogue import Allowed, FeeRefused
from goodstanding.ledger.operations.freezing import freeze_interest
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.ledger.queries import balance
from goodstanding.payments.bank.returns.fee import RETURNED_PAYMENT
from goodstanding.payments.bank.returns.operations import (
    ReturnFeeRefused,
    charge_return_fee,
    charge_return_fees,
    give_up_return_fees,
)
from goodstanding.payments.gateway.operations.collecting import collect
from goodstanding.payments.gateway.operations.following import follow
from goodstanding.payments.gateway.port import Standing
from goodstanding.payments.matching.operations.undoing import take_returned
from goodstanding.payments.models import ReceiptReversal
from goodstanding.payments.models.gateway import Payment
from goodstanding.payments.operations.giving_up import Wanted, write_off_open
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.charging.operations.fees import allow_fee, waive_fee
from tests.payments.gateway.till import WORKER, Till
from tests.payments.matching.operations.bank_book import bank_account, bank_line
from tests.receivables.cast import AUDITOR, FAR, NOON, START, SUPERVISOR, Book, day, usd
from tests.receivables.charging.cast import late_debt, open_trade

pytestmark = pytest.mark.django_db
CLAUSE = Allowed(RETURNED_PAYMENT, START, 2_500, None, None, None, 1, 0, "contract", "Clause 12")


@pytest.fixture
def book() -> Book:
    return open_trade(country="US")


@pytest.fixture
def debt_id(book: Book) -> int:
    return late_debt(book, currency="USD")


def allow(book: Book, fee: Allowed = CLAUSE) -> None:
    allow_fee(book.client_id, fee, currency="USD", by=SUPERVISOR, at=NOON)


def came_back(debt_id: int, reason: str = "Returned: R01", *, on: int = 50, at: datetime = NOON) -> int:
    receipt_id = record(debt_id, Receipt(usd(4_000), day(40)), by=SUPERVISOR, at=NOON)
    reverse(receipt_id, reason=reason, reversed_date=day(on), by=SUPERVISOR, at=at)
    return receipt_id


def came_back_by_bank(debt_id: int, code: str = "R01", *, at: datetime = NOON) -> int:
    """Take a receipt back by a line of the bank, whose code no person has typed."""
    receipt_id = record(debt_id, Receipt(usd(4_000), day(40)), by=SUPERVISOR, at=NOON)
    line = bank_line(bank_account(f"Bank {receipt_id}"), -4_000, on=50, return_code=code)
    take_returned(line, receipt_id, reason="On the statement.", by=SUPERVISOR, at=at)
    return receipt_id


def fees_minor(debt_id: int, *, as_of: date = FAR) -> int:
    return balance(debt_id, as_of=as_of).under("receivable", "fees")


def test_the_contracts_fee_is_charged_on_the_day_it_came_back_and_once(book: Book, debt_id: int) -> None:
    allow(book)
    receipt_id = came_back_by_bank(debt_id)
    made = charge_return_fee(receipt_id, by=SUPERVISOR, at=NOON)
    assert (made.amount, made.rule) == (usd(2_500), "Clause 12")
    assert [fees_minor(debt_id, as_of=day(on)) for on in (49, 50)] == [0, 2_500]
    with pytest.raises(ReturnFeeRefused, match=f"already, as transaction {made.transaction_id}"):
        charge_return_fee(receipt_id, by=SUPERVISOR, at=NOON)
    waive_fee(made.transaction_id, reason="Goodwill.", effective_date=day(51), by=SUPERVISOR, at=NOON)
    assert charge_return_fees(by=SUPERVISOR, at=NOON) == 0, "What was given up is not charged again."
    assert fees_minor(debt_id) == 0


def test_as_often_as_the_contract_says(book: Book, debt_id: int) -> None:
    allow(book)
    charge_return_fee(came_back(debt_id), by=SUPERVISOR, at=NOON)
    with pytest.raises(FeeRefused, match="as often as Clause 12 allows"):
        charge_return_fee(came_back(debt_id, on=60), by=SUPERVISOR, at=NOON)


def test_without_a_clause_it_is_refused_with_the_rule(debt_id: int) -> None:
    with pytest.raises(FeeRefused, match=r"No contract allows a fee 'returned payment'.*1006\.22\(b\)"):
        charge_return_fee(came_back(debt_id), by=SUPERVISOR, at=NOON)
    assert fees_minor(debt_id) == 0


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("Returned: R02", r"R02 \(the account is closed\) costs no fee"),
        ("Returned: R10", r"R10 \(the payer says that it was not authorised\)"),
        ("R06", r"R06 \(our own bank asked for it back\)"),
        ("Entered in error.", "Nothing says why receipt"),
    ],
)
def test_what_was_not_for_want_of_money_costs_nothing(book: Book, debt_id: int, reason: str, sentence: str) -> None:
    allow(book)
    receipt_id = came_back(debt_id, reason)
    with pytest.raises(ReturnFeeRefused, match=sentence):
        charge_return_fee(receipt_id, by=SUPERVISOR, at=NOON)
    assert charge_return_fees(by=SUPERVISOR, at=NOON) == 0


def test_a_code_may_be_said_and_must_be_one(book: Book, debt_id: int) -> None:
    allow(book)
    receipt_id = came_back(debt_id, "The bank's letter of May")
    with pytest.raises(ReturnFeeRefused, match="'soon' is no code of a bank"):
        charge_return_fee(receipt_id, code="soon", by=SUPERVISOR, at=NOON)
    assert charge_return_fee(receipt_id, code="AM04", by=SUPERVISOR, at=NOON).amount == usd(2_500)


def test_what_did_not_come_back_is_frozen_or_not_ones_to_charge_is_refused(book: Book, debt_id: int) -> None:
    allow(book)
    receipt_id = record(debt_id, Receipt(usd(4_000), day(40)), by=SUPERVISOR, at=NOON)
    for number in (receipt_id, 999_999):
        with pytest.raises(ReturnFeeRefused, match=f"no receipt {number} that came back"):
            charge_return_fee(number, by=SUPERVISOR, at=NOON)
    receipt_id = came_back(debt_id)
    with pytest.raises(PermissionRefused):
        charge_return_fee(receipt_id, by=AUDITOR, at=NOON)
    freeze_interest(
        debt_id, starts_date=day(45), ends_date=None, reason="Hardship", reference="", by=SUPERVISOR, at=NOON,
        portfolio_id=book.portfolio_id,
    )  # fmt: skip
    with pytest.raises(FeeRefused, match="frozen"):
        charge_return_fee(receipt_id, by=SUPERVISOR, at=NOON)


def test_the_job_charges_what_came_back_lately_once(book: Book, debt_id: int) -> None:
    allow(book, CLAUSE._replace(most_an_item=None))
    other = late_debt(open_trade(name="Rowan Water", country="US"), currency="USD", reference="D-2")
    came_back_by_bank(other)
    came_back_by_bank(debt_id)
    came_back_by_bank(debt_id, "R02")
    came_back_by_bank(debt_id, at=NOON - timedelta(days=7))
    assert [charge_return_fees(by=SUPERVISOR, at=NOON) for _ in range(2)] == [1, 0]
    assert (fees_minor(debt_id), fees_minor(other)) == (2_500, 0)


@pytest.mark.parametrize("reason", ["Returned: R01", "The bank's R01 was for another debtor.", "Not AM04."])
def test_what_a_person_typed_is_read_by_a_person(book: Book, debt_id: int, reason: str) -> None:
    allow(book)
    receipt_id = came_back(debt_id, reason)
    assert (charge_return_fees(by=SUPERVISOR, at=NOON), fees_minor(debt_id)) == (0, 0)
    assert charge_return_fee(receipt_id, by=SUPERVISOR, at=NOON).amount == usd(2_500)


def test_the_evidence_says_which_receipt_and_by_which_code(book: Book, debt_id: int) -> None:
    allow(book)
    receipt_id = came_back_by_bank(debt_id, "R09")
    charge_return_fees(by=SUPERVISOR, at=NOON)
    entry = EvidenceEntry.objects.filter(kind="receivables.fee_charged").latest("position")
    told = json.loads(bytes(entry.body.body))["facts"]
    assert (told["receipt"], told["code"], told["fee"]) == (receipt_id, "R09", RETURNED_PAYMENT)


def test_a_key_that_a_person_chose_stops_no_job_and_no_fee(book: Book, debt_id: int) -> None:
    allow(book)
    receipt_id = came_back_by_bank(debt_id)
    for name in ("payment:x", "payment:1", f"receipt:{receipt_id}:{receipt_id}"):
        wanted = Wanted(usd(100), asked=Asked(f"{RETURNED_PAYMENT}:{name}"))
        write_off_open(debt_id, wanted, reason="Lost.", effective_date=day(50), by=SUPERVISOR, at=NOON)
    assert give_up_return_fees(by=SUPERVISOR, at=NOON) == 0
    assert (charge_return_fees(by=SUPERVISOR, at=NOON), fees_minor(debt_id)) == (1, 2_500)


def test_the_banks_line_tells_why(book: Book, debt_id: int) -> None:
    allow(book)
    receipt_id = record(debt_id, Receipt(usd(4_000), day(40)), by=SUPERVISOR, at=NOON)
    line = bank_line(bank_account(), -4_000, on=50, return_code="R09")
    take_returned(line, receipt_id, reason="On the statement.", by=SUPERVISOR, at=NOON)
    assert charge_return_fee(receipt_id, by=SUPERVISOR, at=NOON).amount == usd(2_500)


# What a gateway took.


def nothing(_debt_id: int, _day: date) -> tuple[int, ...]:
    return ()


class Taken:
    """A debit of forty dollars through a gateway, whose standing the test tells."""

    def __init__(self) -> None:
        self.till = Till(None)
        self.at = self.till.now()
        self.today = self.at.date()
        self.mandate_id = self.till.bank_mandate()
        self.number = collect(
            self.mandate_id, debt_id=self.till.debt_id, amount=usd(4_000), key="due:1", what="Instalment",
            due_date=self.today, by=SUPERVISOR, at=self.at,
        )  # fmt: skip
        allow_fee(
            self.till.book.client_id, CLAUSE._replace(most_an_item=None), currency="USD", by=SUPERVISOR, at=self.at
        )

    def tell(self, *, code: str = "", number: int | None = None) -> int:
        """Tell that it was paid, or came back with a code, and return the receipt that was made."""
        standing = Standing(
            "paid", "ref", usd(4_000), self.today, returned_code=code, returned_date=self.today if code else None
        )
        follow(number or self.number, standing, disputed=nothing, by=WORKER, at=self.at)
        return Payment.objects.get(pk=number or self.number).receipt_id or 0

    def again(self, number: int, *, key: str) -> int:
        """Present a payment again, and return the number of the new one."""
        second = collect(
            self.mandate_id, debt_id=self.till.debt_id, amount=usd(4_000), key=key, what="Instalment",
            due_date=self.today, by=SUPERVISOR, at=self.at,
        )  # fmt: skip
        Payment.objects.filter(pk=second).update(retry_of_id=number)
        return second

    def dishonour(self, number: int) -> int:
        """The payer's bank was wrong: the return is undone, and the provider has the money again."""
        row = Payment.objects.get(pk=number)
        made = row.receipts_made + 1
        receipt = Receipt(usd(4_000), self.today, source_key=f"gateway:{row.provider}:{row.provider_key}:{made}")
        again = record(self.till.debt_id, receipt, by=SUPERVISOR, at=self.at)
        Payment.objects.filter(pk=row.pk).update(receipt_id=again, receipts_made=made)
        return again

    def charge(self) -> int:
        return charge_return_fees(by=WORKER, at=self.at)

    @property
    def fees(self) -> int:
        return fees_minor(self.till.debt_id)

    @property
    def charged(self) -> int:
        """Return what of fees stands, though a payment that came in has paid it."""
        return -balance(self.till.debt_id, as_of=FAR).under("income", "fees")


def test_a_debit_that_came_back_for_want_of_money_costs_the_fee_once() -> None:
    taken = Taken()
    taken.tell()
    assert taken.charge() == 0
    receipt_id = taken.tell(code="R01")
    assert ReceiptReversal.objects.filter(receipt_id=receipt_id).exists()
    assert [taken.charge(), taken.charge(), taken.fees] == [1, 0, 2_500]


def test_presented_again_it_costs_no_second_fee() -> None:
    taken = Taken()
    taken.tell()
    taken.tell(code="R01")
    taken.charge()
    second = collect(
        taken.mandate_id, debt_id=taken.till.debt_id, amount=usd(4_000), key="due:1:again", what="Instalment",
        due_date=taken.today, by=SUPERVISOR, at=taken.at,
    )  # fmt: skip
    Payment.objects.filter(pk=second).update(retry_of_id=taken.number)
    taken.tell(number=second)
    taken.tell(number=second, code="R01")
    assert (taken.charge(), taken.fees) == (0, 2_500)


def test_what_stands_again_costs_nothing_and_a_fee_that_was_charged_is_given_up() -> None:
    taken = Taken()
    taken.tell()
    first = taken.tell(code="R09")
    taken.charge()
    row = Payment.objects.get(pk=taken.number)
    # The payer's bank was wrong: the return was dishonoured, and the provider has the money again.
    again = record(
        taken.till.debt_id,
        Receipt(usd(4_000), taken.today, source_key=f"gateway:{row.provider}:{row.provider_key}:2"),
        by=SUPERVISOR,
        at=taken.at,
    )
    Payment.objects.filter(pk=row.pk).update(receipt_id=again, receipts_made=2)
    assert [give_up_return_fees(by=WORKER, at=taken.at) for _ in range(2)] == [1, 0]
    assert (taken.charge(), taken.fees) == (0, 0)
    with pytest.raises(ReturnFeeRefused, match="came in after all"):
        charge_return_fee(first, by=WORKER, at=taken.at)


def test_of_several_attempts_the_one_whose_return_caused_the_fee_is_asked() -> None:
    taken = Taken()
    taken.tell()
    taken.tell(code="R02")
    assert taken.charge() == 0
    second = taken.again(taken.number, key="due:1:again")
    taken.tell(number=second)
    taken.tell(number=second, code="R01")
    assert (taken.charge(), taken.charged) == (1, 2_500)
    # That the first stands says nothing of the second, whose return cost the fee.
    taken.dishonour(taken.number)
    assert (give_up_return_fees(by=WORKER, at=taken.at), taken.charged) == (0, 2_500)
    taken.dishonour(second)
    assert (give_up_return_fees(by=WORKER, at=taken.at), taken.charged) == (1, 0)


def test_a_later_attempt_that_came_in_leaves_the_fee_of_the_first() -> None:
    taken = Taken()
    taken.tell()
    taken.tell(code="R01")
    taken.charge()
    taken.tell(number=taken.again(taken.number, key="due:1:again"))
    assert (give_up_return_fees(by=WORKER, at=taken.at), taken.charged) == (0, 2_500)


def test_given_up_and_truly_returned_again_it_costs_the_fee_once_more() -> None:
    taken = Taken()
    taken.tell()
    first = taken.tell(code="R01")
    taken.charge()
    again = taken.dishonour(taken.number)
    assert give_up_return_fees(by=WORKER, at=taken.at) == 1
    reverse(again, reason="It came back in truth.", reversed_date=taken.today, by=SUPERVISOR, at=taken.at)
    assert [taken.charge(), taken.charge(), taken.fees] == [1, 0, 2_500]
    with pytest.raises(ReturnFeeRefused, match=f"it is receipt {again} that came back"):
        charge_return_fee(first, by=WORKER, at=taken.at)
    assert give_up_return_fees(by=WORKER, at=taken.at) == 0


def test_what_a_person_gave_up_is_not_charged_for_a_later_attempt() -> None:
    taken = Taken()
    taken.tell()
    made = charge_return_fee(taken.tell(code="R01"), by=WORKER, at=taken.at)
    waive_fee(made.transaction_id, reason="Goodwill.", effective_date=taken.today, by=SUPERVISOR, at=taken.at)
    second = taken.again(taken.number, key="due:1:again")
    taken.tell(number=second)
    taken.tell(number=second, code="R01")
    assert (taken.charge(), taken.fees) == (0, 0)
