"""The commands about money: each does its deed, tells it as JSON, and refuses what cannot be in a sentence."""

import json
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import allocation, credit_notes, receipts, refunds, trust, write_offs
from goodstanding.cli.commands.money_words import AnotherKind, ItemUnknown
from goodstanding.cli.day import DayUnreadable
from goodstanding.ledger.allocation import OrderRefused
from goodstanding.ledger.operations.repeating import DeedKnown, LooksRepeated
from goodstanding.ledger.operations.reversal import ReversalRefused
from goodstanding.ledger.operations.write_off import WriteOffRefused
from goodstanding.money.amount import AmountMalformed
from goodstanding.payments.models.bank import BankAccount
from goodstanding.payments.operations.applying import NothingToApply
from goodstanding.payments.operations.crediting import CreditNoteRefused
from goodstanding.payments.operations.recording import ReceiptRefused
from goodstanding.payments.operations.refunding import RefundKnown, RefundRefused
from goodstanding.payments.operations.tolerating import NotTolerated
from goodstanding.payments.sharing import SharingRefused
from goodstanding.payments.trust.queries.reconciling import NoSuchBankAccount
from goodstanding.payments.trust.remitting import RemittanceKnown, RemittanceRefused
from goodstanding.receivables.operations.waterfall import AllocationRefused
from goodstanding.refusal import Refusal
from tests.receivables.cast import NOON, Book, item, open_book, open_minor, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture(autouse=True)
def debt_id(book: Book) -> int:
    return place(book, item("I-1", 10_000), item("I-2", 5_000, due=60), reference="GF-1")


@pytest.fixture
def account() -> BankAccount:
    return BankAccount.objects.create(
        name="Trust", number="DE00555001", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
    )


def call(app: Typer, *words: str) -> Result:
    done = CliRunner().invoke(app, list(words))
    if isinstance(done.exception, Refusal):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done


def told(app: Typer, *words: str) -> Any:
    return json.loads(call(app, *words, "--json").stdout)


def receive(amount: str = "120.00", *words: str) -> Any:
    return told(receipts.app, "record", "GF-1", "--amount", amount, "--date", "2026-03-01", *words)


def test_a_receipt_is_recorded_listed_and_taken_back(debt_id: int) -> None:
    made = receive("160.00", "--item", "I-2", "--reference", "INV 2")
    assert (made["unapplied"], made["parts"][0][2], made["refunded"]) == ("10.00", 5_000, "0.00")
    assert "160.00" in call(receipts.app, "list", "GF-1").stdout
    assert told(receipts.app, "list", "GF-1", "--as-of", "2026-02-28") == []
    assert told(receipts.app, "list", "GF-1", "--known-at", "2020-01-01T00:00Z") == []
    (over,) = told(receipts.app, "overpaid", "--as-of", "2026-03-11")
    assert (over["unapplied"], over["days"], over["reference"]) == ("10.00", 10, "GF-1")
    number = str(made["receipt"])
    assert (
        told(receipts.app, "reverse", number, "--reason", "R01", "--date", "2026-03-05")["receipt"] == made["receipt"]
    )
    assert open_minor(debt_id) == 15_000
    assert "No money lay" in call(receipts.app, "overpaid", "--as-of", "2026-03-11").stdout


def test_money_is_shared_out_over_accounts_of_a_person(book: Book) -> None:
    place(book, item("I-9", 1_000), reference="GF-2")
    words = ("--amount", "60.00", "--direct", "GF-2=10.00", "--how", "direction", "--date", "2026-03-01")
    made = told(receipts.app, "split", "GF-1", "GF-2", *words)
    assert [one["amount"] for one in made["receipts"]] == ["50.00", "10.00"]
    with pytest.raises(SharingRefused, match=r"write ACCOUNT=50\.00"):
        call(receipts.app, "split", "GF-1", "--amount", "60.00", "--direct", "GF-2")


def test_unapplied_money_is_applied(debt_id: int) -> None:
    words = ("--item", "I-2", "--reason", "Lost.", "--date", "2026-02-20")
    lost = told(write_offs.app, "post", "GF-1", *words)
    assert receive("150.00")["recovered"][0][2] == 5_000
    told(write_offs.app, "undo", str(lost["transaction"]), "--reason", "Found.", "--date", "2026-03-01")
    assert open_minor(debt_id) == 5_000
    assert told(receipts.app, "apply", "GF-1", "--date", "2026-03-02")["applied"] == "50.00"
    assert open_minor(debt_id) == 0
    with pytest.raises(NothingToApply):
        call(receipts.app, "apply", "GF-1", "--date", "2026-03-02")


def test_money_is_paid_back_and_comes_back(debt_id: int) -> None:
    receipt = str(receive("160.00")["receipt"])
    words = ("--amount", "20.00", "--reason", "Paid twice.", "--date", "2026-03-03")
    made = told(refunds.app, "pay", "--receipt", receipt, *words)
    assert open_minor(debt_id) == 1_000
    (one,) = told(refunds.app, "list", "--account", "GF-1")
    assert (one["refund_id"], one["amount"]) == (made["refund"], "20.00")
    told(refunds.app, "take-back", str(made["refund"]), "--reason", "Not cashed.", "--date", "2026-03-04")
    assert open_minor(debt_id) == 0
    assert "2026-03-04" in call(refunds.app, "list").stdout
    with pytest.raises(RefundRefused, match=r"There is no receipt 999999\."):
        call(refunds.app, "pay", "--receipt", "999999", "--amount", "1", "--reason", "x")
    for refused in (("--receipt", "999999", *words), ("--account", "GF-1", *words), words):
        with pytest.raises(RefundRefused):
            call(refunds.app, "pay", *refused)


def test_an_item_is_credited_and_the_credit_taken_back(debt_id: int) -> None:
    words = ("--item", "I-1", "--amount", "30.00", "--reference", "CN-1", "--reason", "Short.", "--date", "2026-03-01")
    made = told(credit_notes.app, "add", "GF-1", *words)
    assert open_minor(debt_id) == 12_000
    told(credit_notes.app, "take-back", str(made["transaction"]), "--reason", "Wrong.", "--date", "2026-03-02")
    assert open_minor(debt_id) == 15_000
    with pytest.raises(ItemUnknown, match="Its items: I-1, I-2"):
        call(credit_notes.app, "add", "GF-1", "--item", "I-7", *words[2:])
    with pytest.raises(CreditNoteRefused, match="is no component"):
        call(credit_notes.app, "add", "GF-1", *words, "--component", "soul")


def test_what_is_open_is_written_off_wholly_or_in_part_and_undone(debt_id: int) -> None:
    part = told(write_offs.app, "post", "GF-1", "--amount", "110.00", "--reason", "Lost.", "--date", "2026-03-01")
    assert (part["amount"], open_minor(debt_id)) == ("110.00", 4_000)
    with pytest.raises(WriteOffRefused, match=r"USD 40\.00 is open"):
        call(write_offs.app, "post", "GF-1", "--amount", "40.01", "--reason", "x", "--date", "2026-03-01")
    with pytest.raises(WriteOffRefused, match="2199-01-01 is still to come"):
        call(write_offs.app, "post", "GF-1", "--reason", "x", "--date", "2199-01-01")
    told(write_offs.app, "post", "GF-1", "--item", "I-2", "--reason", "Lost.", "--date", "2026-03-01")
    assert open_minor(debt_id) == 0
    told(write_offs.app, "undo", str(part["transaction"]), "--reason", "Found.", "--date", "2026-03-02")
    assert open_minor(debt_id) == 11_000


def test_what_is_open_is_forgiven_and_opened_again(debt_id: int) -> None:
    made = told(write_offs.app, "waive", "GF-1", "--item", "I-2", "--reason", "Kind.", "--date", "2026-03-01")
    assert (made["amount"], open_minor(debt_id)) == ("50.00", 10_000)
    told(write_offs.app, "undo", str(made["transaction"]), "--reason", "Fraud.", "--date", "2026-03-02")
    assert open_minor(debt_id) == 15_000
    with pytest.raises(WriteOffRefused, match="2199-01-01 is still to come"):
        call(write_offs.app, "waive", "GF-1", "--reason", "x", "--date", "2199-01-01")
    assert "Waived USD 150.00" in call(write_offs.app, "waive", "GF-1", "--reason", "Kind.").stdout


def test_a_command_typed_twice_is_refused_unless_it_is_said_to_be_another(
    book: Book, debt_id: int, account: BankAccount
) -> None:
    receipt = str(receive("170.00")["receipt"])
    day = ("--date", "2026-03-03", "--amount", "5.00", "--reason", "x")
    typed: list[tuple[Typer, tuple[str, ...], type[Refusal]]] = [
        (refunds.app, ("pay", "--receipt", receipt, *day), RefundKnown),
        (trust.app, ("remit", str(book.client_id), "--account", account.name, *day), RemittanceKnown),
        (credit_notes.app, ("add", "GF-1", "--item", "I-1", "--reference", "CN-1", *day), DeedKnown),
    ]
    for app, words, known in typed:
        call(app, *words)
        with pytest.raises(LooksRepeated, match="--again"):
            call(app, *words)
        call(app, *words, "--again")
        call(app, *words, "--key", "memo 7")
        with pytest.raises(known, match="memo 7"):
            call(app, *words, "--key", "memo 7")
    told(receipts.app, "reverse", receipt, "--reason", "R01", "--date", "2026-03-05")
    day = ("--date", "2026-03-06", *day[2:])
    for name in ("post", "waive"):
        call(write_offs.app, name, "GF-1", *day)
        with pytest.raises(LooksRepeated, match="--again"):
            call(write_offs.app, name, "GF-1", *day)
        call(write_offs.app, name, "GF-1", *day, "--key", name)
        with pytest.raises(DeedKnown):
            call(write_offs.app, name, "GF-1", *day, "--key", name)


def test_each_command_takes_back_its_own_kind_only(debt_id: int) -> None:
    words = ("--amount", "5.00", "--reason", "x", "--date", "2026-03-01")
    off = str(told(write_offs.app, "post", "GF-1", *words)["transaction"])
    note = told(credit_notes.app, "add", "GF-1", "--item", "I-1", "--reference", "CN-1", *words)["transaction"]
    with pytest.raises(AnotherKind, match=f"Transaction {off} is a write-off, not a credit note"):
        call(credit_notes.app, "take-back", off, "--reason", "x")
    with pytest.raises(AnotherKind, match=f"Transaction {note} is a credit note, not a write-off or a waiver"):
        call(write_offs.app, "undo", str(note), "--reason", "x")
    with pytest.raises(ReversalRefused, match="There is no transaction 999999"):
        call(write_offs.app, "undo", "999999", "--reason", "x")
    assert open_minor(debt_id) == 14_000


def test_a_remainder_is_let_go_within_the_portfolios_tolerance(book: Book, debt_id: int) -> None:
    receive("149.50")
    with pytest.raises(NotTolerated):
        call(write_offs.app, "remainder", "GF-1", "--date", "2026-03-02")
    words = (str(book.portfolio_id), "--amount", "0.50", "--currency", "USD", "--date", "2026-01-01")
    assert "lets USD 0.50 go" in call(write_offs.app, "tolerance", *words).stdout
    assert told(write_offs.app, "remainder", "GF-1", "--date", "2026-03-02")["amount"] == "0.50"
    assert open_minor(debt_id) == 0


def test_an_order_is_set_shown_and_ended(book: Book) -> None:
    assert told(allocation.app, "show", "GF-1")["binding"]["by"] == "house"
    words = ("--components", "principal,interest,fees,costs", "--date", "2026-01-01")
    told(allocation.app, "set", "--portfolio", str(book.portfolio_id), "--reference", "clause 9", *words)
    court = told(allocation.app, "set", "--account", "GF-1", "--reference", "12 C 3", "--components-first", *words)
    shown = told(allocation.app, "show", "GF-1", "--as-of", "2026-03-01")
    assert (shown["binding"]["by"], shown["binding"]["items_come_first"], len(shown["set"])) == (
        "court order",
        False,
        2,
    )
    told(allocation.app, "end", str(court["order"]), "--reason", "Vacated.", "--date", "2026-02-01")
    assert "clause 9" in call(allocation.app, "show", "GF-1", "--as-of", "2026-03-01").stdout.splitlines()[0]
    with pytest.raises(AllocationRefused, match="not both"):
        call(allocation.app, "set", "--reference", "x", *words)
    with pytest.raises(OrderRefused):
        call(allocation.app, "set", "--account", "GF-1", "--reference", "x", "--components", "soul")


def test_trust_money_is_told_let_go_and_held_against_the_bank(book: Book, account: BankAccount) -> None:
    receive()
    client = str(book.client_id)
    words = ("--amount", "100.00", "--account", "Trust", "--reason", "March", "--date", "2026-03-02")
    made = told(trust.app, "remit", client, *words)
    assert made["state"] == "recorded"
    (one,) = told(trust.app, "balance", "--client", client)
    assert (one["balance"], one["remitted"], one["short"]) == ("20.00", "100.00", False)
    assert "20.00" in call(trust.app, "balance").stdout
    found = told(trust.app, "reconcile", "--account", "Trust")
    assert (found["book"], found["clients"], found["off"]) == ("20.00", "20.00", found["explained"])
    assert "not on the bank" in call(trust.app, "reconcile", "--account", account.number).stdout
    told(trust.app, "take-back", str(made["remittance"]), "--reason", "Back.", "--date", "2026-03-03")
    assert told(trust.app, "balance")[0]["balance"] == "120.00"
    with pytest.raises(RemittanceRefused, match="Only"):
        call(trust.app, "remit", client, "--amount", "120.01", *words[2:])
    with pytest.raises(NoSuchBankAccount, match="Known: Trust"):
        call(trust.app, "reconcile", "--account", "Nowhere")


def test_a_large_remittance_waits_for_somebody_else(book: Book, account: BankAccount) -> None:
    receive("30000.00")
    words = ("--amount", "10000.01", "--account", "Trust", "--reason", "March", "--date", "2026-03-02")
    made = told(trust.app, "remit", str(book.client_id), *words)
    assert made["state"] == "waiting"
    assert [one["remittance"] for one in told(trust.app, "waiting")] == [made["remittance"]]
    with pytest.raises(RemittanceRefused, match="somebody else has to"):
        call(trust.app, "approve", str(made["remittance"]))
    assert "is declined" in call(trust.app, "decline", str(made["remittance"])).stdout
    assert "No remittance waits" in call(trust.app, "waiting").stdout


def test_what_cannot_be_is_refused_in_a_sentence(debt_id: int) -> None:
    with pytest.raises(ReceiptRefused, match="above zero"):
        receive("0.00")
    with pytest.raises(AmountMalformed):
        receive("ten")
    with pytest.raises(DayUnreadable):
        call(receipts.app, "record", "GF-1", "--amount", "1.00", "--date", "soon")
    with pytest.raises(NoSuchBankAccount):
        receive("1.00", "--bank-account", "Nowhere")
    assert open_minor(debt_id) == 15_000
