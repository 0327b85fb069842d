"""Trust money in the database: it never leaves for another client, and the three ways agree or say why."""

from datetime import datetime, timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.ledger.models import Posting
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.ledger.operations.reversal import ReversalRefused
from goodstanding.payments.models import Receipt as ReceiptRow
from goodstanding.payments.models.bank import BankAccount, BankFile, BankLine, LineMatch, Statement
from goodstanding.payments.operations.recording import ReceiptRefused, record
from goodstanding.payments.operations.refunding import refund
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.trust.operations import approve, decline, remit, take_back
from goodstanding.payments.trust.queries.balances import TrustBalance, TrustShort, trust_balances
from goodstanding.payments.trust.queries.reconciling import (
    NoSuchBankAccount,
    bank_account_named,
    reconciliation_of,
)
from goodstanding.payments.trust.remitting import Kind, RemittanceRefused
from tests.receivables.cast import (
    ADMINISTRATOR,
    COLLECTOR,
    NOON,
    SUPERVISOR,
    Book,
    day,
    item,
    open_book,
    place,
    usd,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def trust() -> BankAccount:
    return BankAccount.objects.create(
        name="Trust", number="DE00555001", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
    )


def pay(debt_id: int, minor: int, *, on: int = 40, reference: str = "", at: datetime = NOON) -> int:
    return record(debt_id, Receipt(usd(minor), day(on), reference=reference), by=SUPERVISOR, at=at)


def send(
    book: Book, trust: BankAccount, minor: int, *, on: int = 60, kind: Kind = "to client", at: datetime = NOON
) -> int:
    return remit(
        book.client_id, usd(minor), kind=kind, bank_account_id=trust.id, remitted_date=day(on), reason="May",
        asked=Asked(is_another=True), by=SUPERVISOR, at=at,
    )  # fmt: skip


def lies(book: Book, *, on: int = 160, known_at: datetime | None = None) -> TrustBalance:
    return trust_balances(as_of=day(on), known_at=known_at, client_id=book.client_id)[0]


def test_what_lies_there_is_what_came_in_less_what_left(book: Book, trust: BankAccount) -> None:
    receipt_id = pay(place(book, item("I-1", 1_000)), 900)
    refund(receipt_id=receipt_id, amount=usd(50), refunded_date=day(50), reason="x", by=SUPERVISOR, at=NOON)
    send(book, trust, 100, kind="fee")
    send(book, trust, 700)
    found = lies(book)
    assert (found.received, found.fees, found.remitted, found.balance) == (usd(850), usd(100), usd(700), usd(50))
    assert lies(book, on=59).balance == usd(850)
    assert not Posting.objects.filter(head__in=["trust", "remitted"], account__isnull=False).exists()


def test_one_clients_money_never_pays_another_nor_on_any_later_day(book: Book, trust: BankAccount) -> None:
    other = open_book("Rowan Water")
    pay(place(other, item("I-1", 1_000)), 900)
    pay(place(book, item("I-1", 1_000)), 100)
    with pytest.raises(RemittanceRefused, match=r"Only USD 1\.00 of this client's trust money"):
        send(book, trust, 101)
    send(book, trust, 100)
    with pytest.raises(RemittanceRefused, match=r"Only USD 0\.00"):
        send(book, trust, 1, on=45)
    with pytest.raises(RemittanceRefused, match=r"Only USD 0\.00"):
        send(book, trust, 1, on=39)


def test_a_refund_takes_no_other_clients_money(book: Book, trust: BankAccount) -> None:
    receipt_id = pay(place(book, item("I-1", 1_000)), 100)
    send(book, trust, 90)
    refund(receipt_id=receipt_id, amount=usd(10), refunded_date=day(70), reason="x", by=SUPERVISOR, at=NOON)
    with pytest.raises(TrustShort, match=r"short by USD 0\.01"):
        refund(receipt_id=receipt_id, amount=usd(1), refunded_date=day(70), reason="x", by=SUPERVISOR, at=NOON)


def test_what_bounces_after_it_left_is_told_as_short_until_it_is_covered(book: Book, trust: BankAccount) -> None:
    receipt_id = pay(place(book, item("I-1", 1_000)), 100)
    send(book, trust, 80)
    reverse(receipt_id, reason="R01", reversed_date=day(70), by=SUPERVISOR, at=NOON)
    assert (lies(book).is_short, lies(book).balance) == (True, usd(-80))
    assert "client is short" in [one.what for one in reconciliation_of(trust.id, as_of=day(80)).differences]
    cover = send(book, trust, 80, on=70, kind="cover")
    assert (lies(book).is_short, lies(book).balance, lies(book).covered) == (False, usd(0), usd(80))
    with pytest.raises(TrustShort):
        take_back(cover, reason="x", effective_date=day(75), by=SUPERVISOR, at=NOON)


def test_above_the_limit_somebody_else_has_to_say_yes(book: Book, trust: BankAccount) -> None:
    pay(place(book, item("I-1", 5_000_000)), 3_000_000)
    within, above = send(book, trust, 1_000_000), send(book, trust, 1_000_001)
    assert lies(book).remitted == usd(1_000_000)
    for decide in (approve, decline):
        with pytest.raises(PermissionRefused):
            decide(above, by=COLLECTOR, at=LATER)
    with pytest.raises(RemittanceRefused, match="somebody else has to"):
        approve(above, by=SUPERVISOR, at=LATER)
    approve(above, by=ADMINISTRATOR, at=LATER)
    assert lies(book).remitted == usd(2_000_001)
    assert lies(book, known_at=NOON).remitted == usd(1_000_000)
    for number in (within, above):
        with pytest.raises(RemittanceRefused, match="decided already"):
            approve(number, by=ADMINISTRATOR, at=LATER)
    refused = send(book, trust, 999_999)
    assert lies(book).balance == usd(0) and refused


def test_what_is_approved_must_still_be_there(book: Book, trust: BankAccount) -> None:
    pay(place(book, item("I-1", 5_000_000)), 1_500_000)
    waiting, declined = send(book, trust, 1_400_000), send(book, trust, 1_400_000)
    send(book, trust, 200_000)
    with pytest.raises(RemittanceRefused, match="Only"):
        approve(waiting, by=ADMINISTRATOR, at=LATER)
    decline(declined, by=ADMINISTRATOR, at=LATER)
    with pytest.raises(RemittanceRefused, match="in the books"):
        take_back(declined, reason="x", effective_date=day(70), by=ADMINISTRATOR, at=LATER)


def test_a_remittance_that_came_back_is_there_again(book: Book, trust: BankAccount) -> None:
    pay(place(book, item("I-1", 1_000)), 100)
    number = send(book, trust, 80)
    take_back(number, reason="Account closed.", effective_date=day(65), by=SUPERVISOR, at=LATER)
    assert (lies(book, on=64).balance, lies(book).balance, lies(book).remitted) == (usd(20), usd(100), usd(0))
    assert lies(book, known_at=NOON).balance == usd(20)
    with pytest.raises(ReversalRefused, match="reversed already"):
        take_back(number, reason="x", effective_date=day(66), by=SUPERVISOR, at=LATER)


def test_a_remittance_that_cannot_be_is_refused(book: Book, trust: BankAccount) -> None:
    pay(place(book, item("I-1", 1_000)), 100)
    house = BankAccount.objects.create(
        name="House", number="DE00555002", currency="EUR", is_trust=False, opened_at=NOON, entry_id=1
    )
    with pytest.raises(RemittanceRefused) as refusal:
        send(book, house, 0, on=400)
    for words in ("above zero", "to come", "is in EUR", "no trust account"):
        assert words in str(refusal.value)
    with pytest.raises(RemittanceRefused, match="There is no remittance"):
        approve(999_999, by=ADMINISTRATOR, at=NOON)
    with pytest.raises(PermissionRefused):
        remit(
            book.client_id, usd(1), bank_account_id=trust.id, remitted_date=day(60), reason="x", by=COLLECTOR, at=NOON
        )
    with pytest.raises(RemittanceRefused, match="no book"):
        remit(999_999, usd(1), bank_account_id=trust.id, remitted_date=day(60), reason="x", by=SUPERVISOR, at=NOON)


# Reconciliation.


def on_statement(trust: BankAccount, *lines: tuple[int, int, str], closing: int, at: datetime = NOON) -> list[BankLine]:
    file = BankFile.objects.create(
        name="may.sta", format="mt940", sha256=str(BankFile.objects.count()), entered_at=at, by="user:2", entry_id=1
    )
    statement = Statement.objects.create(
        file=file, account=trust, reference="1", from_date=day(30), to_date=day(100), opening_minor=0,
        closing_minor=closing, entry_id=1,
    )  # fmt: skip
    return [
        BankLine.objects.create(
            statement=statement, account=trust, position=place_, fingerprint=f"{file.id}-{place_}",
            booked_date=day(on), value_date=day(on), amount_minor=minor, currency="USD", end_to_end=reference,
            entry_id=1,
        )
        for place_, (on, minor, reference) in enumerate(lines, start=1)
    ]  # fmt: skip


def test_bank_book_and_clients_agree_to_the_cent(book: Book, trust: BankAccount) -> None:
    other = open_book("Rowan Water")
    first = pay(place(book, item("I-1", 1_000)), 900, reference="A")
    pay(place(other, item("I-1", 1_000)), 300, reference="B")
    bounced = pay(place(other, item("I-2", 1_000), reference="D-2"), 40, reference="C")
    reverse(bounced, reason="R01", reversed_date=day(45), by=SUPERVISOR, at=NOON)
    in_error = pay(place(other, item("I-3", 1_000), reference="D-3"), 77, on=41)
    reverse(in_error, reason="Typed in twice.", reversed_date=day(41), by=SUPERVISOR, at=NOON)
    refund(receipt_id=first, amount=usd(50), refunded_date=day(50), reason="x", by=SUPERVISOR, at=NOON)
    send(book, trust, 500)
    on_statement(
        trust, (40, 900, "A"), (40, 300, "B"), (40, 40, "C"), (45, -40, "C"), (50, -50, ""), (60, -500, ""), closing=650
    )
    found = reconciliation_of(trust.id, as_of=day(100))
    assert (found.differences, found.bank_minor, found.book_minor, found.clients_minor) == ((), 650, 650, 650)
    assert reconciliation_of(trust.id, as_of=day(44)).is_reconciled


def test_a_match_says_which_receipt_and_what_is_left_of_a_line_is_named(book: Book, trust: BankAccount) -> None:
    debt_id = place(book, item("I-1", 1_000))
    one, two = pay(debt_id, 300, reference="A"), pay(debt_id, 200, reference="B")
    (line,) = on_statement(trust, (42, 510, "ZZ"), closing=510)
    for receipt_id, minor in ((one, 300), (two, 200)):
        LineMatch.objects.create(
            line=line, kind="receipt", receipt_id=receipt_id, debt_id=debt_id, amount_minor=minor,
            confidence_ppm=1_000_000, by="user:2", at=NOON, entry_id=1,
        )  # fmt: skip
    found = reconciliation_of(trust.id, as_of=day(100))
    assert [(one.what, one.effect_minor) for one in found.differences] == [
        ("wrong date", 0), ("wrong date", 0), ("not in the book", 10),
    ]  # fmt: skip
    assert found.off_minor == found.explained_minor == 10


def test_a_receipt_of_no_known_account_keeps_the_clients_apart_from_the_book(book: Book, trust: BankAccount) -> None:
    BankAccount.objects.create(
        name="Trust 2", number="DE00555003", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
    )
    debt_id = place(book, item("I-1", 1_000))
    pay(debt_id, 300)
    record(debt_id, Receipt(usd(50), day(41)), bank_account_id=trust.id, by=SUPERVISOR, at=NOON)
    found = reconciliation_of(trust.id, as_of=day(100))
    assert [one.what for one in found.differences] == ["not on the bank", "no bank account"]
    assert (found.book_minor, found.clients_minor) == (50, 350)


def test_what_was_learned_later_is_not_in_an_earlier_reconciliation(book: Book, trust: BankAccount) -> None:
    debt_id = place(book, item("I-1", 1_000))
    on_statement(trust, (40, 300, "A"), closing=300)
    pay(debt_id, 300, reference="A", at=LATER)
    assert reconciliation_of(trust.id, as_of=day(100)).is_reconciled
    (one,) = reconciliation_of(trust.id, as_of=day(100), known_at=NOON).differences
    assert one.what == "not in the book"


def test_an_account_that_is_not_there_or_another_clients_is_refused(book: Book, trust: BankAccount) -> None:
    assert bank_account_named("trust").id == bank_account_named(str(trust.id)).id == trust.id
    with pytest.raises(NoSuchBankAccount, match="Known: Trust"):
        bank_account_named("Nowhere")
    with pytest.raises(NoSuchBankAccount):
        reconciliation_of(999_999, as_of=day(100))
    other = open_book("Rowan Water")
    trust.client_id = other.client_id
    trust.save(update_fields=["client_id"])
    debt_id = place(book, item("I-1", 1_000))
    with pytest.raises(ReceiptRefused, match="another client's"):
        record(debt_id, Receipt(usd(50), day(41)), bank_account_id=trust.id, by=SUPERVISOR, at=NOON)
    with pytest.raises(ReceiptRefused, match="no bank account"):
        record(debt_id, Receipt(usd(50), day(41)), bank_account_id=999_999, by=SUPERVISOR, at=NOON)
    assert not ReceiptRow.objects.exists()
