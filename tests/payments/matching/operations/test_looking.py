"""Looking at lines that wait, on real books."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.disputes.queries import disputed_among, disputed_items
from goodstanding.evidence.models import Entry, EntryRows
from goodstanding.payments.matching.operations.applying import apply_line
from goodstanding.payments.matching.operations.chunking import Wanted, apply_chunk
from goodstanding.payments.matching.operations.looking import SurenessRefused
from goodstanding.payments.matching.operations.undoing import undo_match
from goodstanding.payments.matching.suggestion import Share, Suggestion
from goodstanding.payments.models import Receipt as ReceiptRow
from goodstanding.payments.models import ReceiptReversal
from goodstanding.payments.models.bank import LineMatch
from goodstanding.payments.models.matching import LineSuggestion
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from tests.payments.matching.operations.bank_book import (
    bank_account,
    bank_line,
    check_books,
    item_id,
    look_now,
    postings,
)
from tests.receivables.cast import AUDITOR, NOON, SUPERVISOR, Book, day, item, open_book, open_minor, place, usd
from tests.receivables.cast import unapplied_minor as unapplied

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_balance() -> Iterator[None]:
    yield
    check_books()


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1001", 10_000), item("INV-1002", 2_000, due=50))


@pytest.fixture
def account_id() -> int:
    return bank_account()


def test_sure_lines_are_applied_in_one_go_with_one_entry_and_told_row_by_row(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 10_000, "INV-1001 thank you")
    bank_line(account_id, 2_000, "INV 1002")
    before = Entry.objects.count()
    figures = look_now()
    assert (figures.lines, figures.applied, figures.refused) == (2, 2, [])
    assert (open_minor(debt_id), unapplied(debt_id)) == (0, 0)
    match = LineMatch.objects.get(line_id=line)
    assert match.receipt is not None
    assert (match.kind, match.receipt.bank_account_id, match.receipt.entry_id) == (
        "receipt",
        account_id,
        match.entry_id,
    )
    assert Entry.objects.count() == before + 1
    assert Entry.objects.get(id=match.entry_id).kind == "payments.lines_matched"
    assert EntryRows.objects.filter(entry_id=match.entry_id).exists()


def test_looking_again_changes_nothing(debt_id: int, account_id: int) -> None:
    bank_line(account_id, 10_000, "INV-1001")
    bank_line(account_id, 50, "hello")
    look_now()
    before, entries = postings(), Entry.objects.count()
    figures = look_now()
    assert (figures.applied, figures.nothing, postings(), Entry.objects.count()) == (0, 1, before, entries)


def test_many_at_once_come_to_the_same_books_as_one_by_one(book: Book, account_id: int) -> None:
    debts = [
        place(book, item(f"INV-{n}001", 5_000), item(f"INV-{n}002", 2_000, due=60), reference=f"DEBT-{n}000")
        for n in range(1, 5)
    ]
    open_dispute(debts[0], item_id=item_id("INV-1001"), opened_date=day(1), by=SUPERVISOR, at=NOON)
    bank_line(account_id, 3_000, "INV-1001")
    bank_line(account_id, 1_000, "DEBT-1000", on=45)
    bank_line(account_id, 1_000, "DEBT-1000", on=45)
    bank_line(account_id, 7_000, "INV-2002 INV-2001")
    bank_line(account_id, 9_000, "INV-3001 INV-3002 INV-4002")
    bank_line(account_id, 1_200, "INV-4001", on=41)
    bank_line(account_id, 300, "DEBT-4000", on=42)
    look_now(apply=False)
    best = [
        (row.line_id, row.told)
        for row in LineSuggestion.objects.filter(place=1).order_by("line__booked_date", "line_id")
    ]
    assert len(best) == 7
    with transaction.atomic():
        for line_id, told in best:
            shares = [Share(debt, minor, tuple(items)) for debt, minor, items in told["shares"]]
            apply_line(line_id, shares, disputed=disputed_items, is_directed=told["directed"], by=SUPERVISOR, at=NOON)
        singly, flags = postings(), ReceiptRow.objects.filter(repeats__isnull=False).count()
        check_books()
        transaction.set_rollback(True)
    assert look_now().applied == 7
    assert postings() == singly
    assert ReceiptRow.objects.filter(repeats__isnull=False).count() == flags == 1


def test_what_is_in_dispute_gets_money_only_where_the_payer_names_it(debt_id: int, account_id: int) -> None:
    open_dispute(debt_id, opened_date=day(1), by=SUPERVISOR, at=NOON)
    unnamed = bank_line(account_id, 10_000, "D-1", party_account="DE99")
    bank_line(account_id, 2_000, "INV-1002")
    figures = look_now()
    assert (figures.applied, open_minor(debt_id)) == (1, 10_000)
    assert not LineMatch.objects.filter(line_id=unnamed).exists()


def test_a_line_whose_item_was_paid_meanwhile_stays_and_says_so(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 2_000, "INV-1002")
    record(debt_id, Receipt(usd(12_000), day(39)), by=SUPERVISOR, at=NOON)
    wanted = Wanted(line, 2_000, Suggestion("exact", (Share(debt_id, 2_000, (item_id("INV-1002"),)),), 985_000, ()))
    done = apply_chunk([wanted], disputed_among=disputed_among, by=SUPERVISOR, at=NOON)
    assert (done.applied, list(done.refused), unapplied(debt_id)) == ([], [line], 0)
    assert "would lie unapplied" in done.refused[line]


def test_a_line_that_somebody_was_faster_with_is_passed_over(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 2_000, "INV-1002")
    wanted = Wanted(line, 2_000, Suggestion("exact", (Share(debt_id, 2_000, ()),), 985_000, ()))
    assert apply_chunk([wanted], disputed_among=disputed_among, by=SUPERVISOR, at=NOON).applied == [line]
    again = apply_chunk([wanted], disputed_among=disputed_among, by=SUPERVISOR, at=NOON)
    assert (again.gone, again.applied, ReceiptRow.objects.count()) == ([line], [], 1)


def test_a_match_that_was_undone_is_not_made_again_by_itself(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 10_000, "INV-1001")
    look_now()
    match = LineMatch.objects.get()
    undo_match(match.pk, reason="Another debtor.", by=SUPERVISOR, at=NOON)
    assert open_minor(debt_id) == 12_000
    figures = look_now()
    assert (figures.applied, figures.suggested, open_minor(debt_id)) == (0, 1, 12_000)
    apply_line(line, [Share(debt_id, 10_000)], disputed=disputed_items, by=SUPERVISOR, at=NOON)
    assert open_minor(debt_id) == 2_000


def test_nothing_is_applied_to_a_debt_that_was_withdrawn(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 10_000, "INV-1001")
    withdraw_debt(debt_id, effective_date=day(2), reason="Sold.", by=SUPERVISOR, at=NOON)
    assert look_now().applied == 0
    wanted = Wanted(line, 10_000, Suggestion("exact", (Share(debt_id, 10_000, ()),), 985_000, ()))
    done = apply_chunk([wanted], disputed_among=disputed_among, by=SUPERVISOR, at=NOON)
    assert "withdrawn" in done.refused[line]


def test_an_account_of_one_client_pays_no_other_clients_debts(debt_id: int, book: Book) -> None:
    stranger = open_book("Other Utilities")
    own, theirs = bank_account("Own", client=book.client_id), bank_account("Theirs", client=stranger.client_id)
    bank_line(theirs, 10_000, "INV-1001")
    assert look_now().applied == 0
    bank_line(own, 10_000, "INV-1001")
    assert look_now().applied == 1


def test_a_returned_line_takes_its_receipt_back_by_the_same_split(debt_id: int, account_id: int) -> None:
    bank_line(account_id, 10_000, "INV-1001", end_to_end="E2E-77")
    look_now()
    bank_line(account_id, -10_000, "R01", on=43, end_to_end="E2E-77", return_code="R01")
    figures = look_now()
    assert (figures.returned, open_minor(debt_id), ReceiptReversal.objects.count()) == (1, 12_000, 1)
    assert look_now().lines == 0


def test_our_own_money_that_comes_back_is_never_applied_by_itself(debt_id: int, account_id: int) -> None:
    bank_line(account_id, 10_000, "INV-1001", return_code="AC04")
    figures = look_now()
    assert (figures.applied, figures.suggested) == (0, 1)


def test_a_line_from_before_the_debt_stays_and_the_look_says_why(debt_id: int, account_id: int) -> None:
    bank_line(account_id, 10_000, "INV-1001", on=-30)
    figures = look_now()
    assert (figures.applied, len(figures.refused)) == (0, 1)
    assert "not open on the line's day" in LineSuggestion.objects.get(place=1).told["evidence"][-1]


def test_only_suggesting_leaves_the_books_alone(debt_id: int, account_id: int) -> None:
    bank_line(account_id, 10_000, "INV-1001")
    before = postings()
    figures = look_now(apply=False)
    assert (figures.suggested, postings(), LineSuggestion.objects.count() > 0) == (1, before, True)


def test_two_lines_for_one_item_pay_it_once(debt_id: int, account_id: int) -> None:
    bank_line(account_id, 2_000, "INV-1002", on=40)
    bank_line(account_id, 2_000, "INV-1002", on=41)
    figures = look_now()
    assert (figures.applied, unapplied(debt_id), open_minor(debt_id)) == (1, 0, 10_000)


@pytest.mark.parametrize("sure_ppm", [0, 899_999, 1_000_001])
def test_a_house_may_not_apply_by_guessing(sure_ppm: int) -> None:
    with pytest.raises(SurenessRefused):
        look_now(sure_ppm=sure_ppm)


def test_an_auditor_may_not_look() -> None:
    with pytest.raises(PermissionRefused):
        look_now(by=AUDITOR)
