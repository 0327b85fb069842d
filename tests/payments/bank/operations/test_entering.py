"""Entering files of the bank."""

import os
import random

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry, EntryRows
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.bank.operations.entering import Entered, enter_bank_file
from goodstanding.payments.bank.operations.weighing import StatementRefused, weigh
from goodstanding.payments.bank.statement import FileRefused
from goodstanding.payments.models.bank import BankFile, BankLine, Statement
from goodstanding.refusal import Refusal
from tests.payments.bank.camt.documents import balance, document, entry, statement
from tests.payments.bank.test_mt940 import ONE
from tests.payments.bank.test_reading import hostile
from tests.receivables.cast import ADMINISTRATOR, AUDITOR, NOON, SUPERVISOR

pytestmark = pytest.mark.django_db
HOSTILE = 10_000 if os.environ.get("GOODSTANDING_LONG") else 150
IBAN = "DE02120300000000202051"
WHERE = f"<IBAN>{IBAN}</IBAN>"
RETOLD = document(
    statement(balance("OPBD", "100.00"), balance("CLBD", "107.50"), entry("10.00"), entry("4.00", "DBIT"),
              entry("1.50").replace("2026-11-20", "2027-01-02"), account=WHERE)
)  # fmt: skip


@pytest.fixture(autouse=True)
def account_id() -> int:
    return open_bank_account("Clients", number=IBAN, currency="EUR", by=ADMINISTRATOR, at=NOON)


def bring_in(data: bytes, *, reason: str = "", account: str = "") -> Entered:
    return enter_bank_file(data, name="one.sta", account=account, taken_reason=reason, by=SUPERVISOR, at=NOON)


def test_a_file_is_entered_with_all_its_lines_and_one_evidence_entry(account_id: int) -> None:
    entered = bring_in(ONE)
    assert (entered.lines, entered.is_known) == (3, False)
    lines = BankLine.objects.order_by("position")
    assert [line.amount_minor for line in lines] == [1000, -400, 150]
    assert (lines[1].return_code, lines[1].is_reversal, lines[0].party_name) == ("AC04", True, "ERIKA MUSTER")
    file = BankFile.objects.get(id=entered.file_id)
    evidence = Entry.objects.get(id=file.entry_id)
    assert (evidence.kind, evidence.subjects) == ("payments.bank_file_entered", [f"bank_account:{account_id}"])
    assert EntryRows.objects.filter(entry_id=file.entry_id).exists()
    assert Statement.objects.get().off_minor == 0


def test_the_same_file_changes_nothing() -> None:
    first, entries = bring_in(ONE), Entry.objects.count
    before = entries()
    again = bring_in(ONE)
    assert (again.file_id, again.is_known, again.lines, BankLine.objects.count()) == (first.file_id, True, 0, 3)
    assert entries() == before


def test_the_same_entries_in_another_format_are_entered_once() -> None:
    bring_in(ONE.replace(b"2611201120RC4,", b"2611201120D4,").replace(b":62F:C261120", b":62F:C261120"))
    entered = bring_in(RETOLD)
    assert (entered.lines, BankLine.objects.count()) == (0, 3)
    assert entered.weighed.statements[0].recognised.known == 3


def test_a_report_of_the_day_and_the_statement_after_it_are_one_telling() -> None:
    report = document(
        statement(entry("10.00"), entry("5.00", standing="PDNG"), account=WHERE), version="camt.052.001.02"
    )
    assert bring_in(report).lines == 1
    assert bring_in(RETOLD).lines == 2
    assert BankLine.objects.count() == 3


def test_a_statement_that_is_off_says_by_how_much_and_is_refused_unless_taken() -> None:
    off = ONE.replace(b"EUR107,50", b"EUR107,75")
    with pytest.raises(StatementRefused, match=r"off by EUR 0\.25"):
        bring_in(off)
    assert not BankFile.objects.exists()
    bring_in(off, reason="The bank knows; letter of 21 November.")
    row = Statement.objects.get()
    assert (row.off_minor, row.taken_reason[:8]) == (25, "The bank")


def test_a_statement_of_nobody_is_refused() -> None:
    for data, why in (
        (ONE.replace(IBAN.encode(), b"DE99"), "is none of ours"),
        (ONE.replace(b"EUR", b"CHF"), "is none of ours"),
        (ONE.replace(b":25:" + IBAN.encode(), b":25:"), "not told"),
    ):
        with pytest.raises(StatementRefused, match=why):
            bring_in(data)
    with pytest.raises(StatementRefused, match="not of"):
        bring_in(ONE.replace(IBAN.encode(), b"DE99"), account="Clients")
    with pytest.raises(StatementRefused, match="no bank account"):
        bring_in(ONE, account="Nowhere")
    with pytest.raises(FileRefused):
        bring_in(b"hello")
    assert not Statement.objects.exists()


def test_a_missing_statement_is_named() -> None:
    bring_in(ONE)
    later = ONE.replace(b"C261119EUR100,00", b"C270110EUR200,00").replace(b"C261120EUR107,50", b"C270112EUR207,50")
    later = later.replace(b":61:2611201120", b":61:2701110111").replace(b":61:2612310102", b":61:2701110111")
    (one,) = weigh(later, name="x").statements
    assert "a statement may be missing between them" in " ".join(one.notices)
    assert bring_in(later).lines == 3


def test_an_auditor_enters_nothing() -> None:
    with pytest.raises(PermissionRefused):
        enter_bank_file(ONE, name="x", by=AUDITOR, at=NOON)


def test_of_hostile_files_each_is_entered_whole_or_not_at_all() -> None:
    chance = random.Random("hostile files")
    refused = 0
    for number in range(HOSTILE):
        data = hostile(RETOLD if number % 2 else ONE, chance)
        before = BankFile.objects.count(), Statement.objects.count(), BankLine.objects.count(), Entry.objects.count()
        try:
            entered = bring_in(data)
        except Refusal as refusal:
            assert len(str(refusal)) > 10
            now = BankFile.objects.count(), Statement.objects.count(), BankLine.objects.count(), Entry.objects.count()
            assert now == before
            refused += 1
            continue
        assert BankLine.objects.count() == before[2] + entered.lines
    assert refused > HOSTILE // 10
