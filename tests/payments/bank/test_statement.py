"""A statement between its balances."""

from datetime import date

from goodstanding.payments.bank.statement import BankEntry, BankStatement, FileRefused, Unreadable
from goodstanding.refusal import Refusal

DAY = date(2026, 11, 20)


def entry(amount: int, *, is_pending: bool = False) -> BankEntry:
    return BankEntry(1, DAY, DAY, amount, "EUR", is_pending=is_pending)


def statement(opening: int | None, closing: int | None, *entries: BankEntry) -> BankStatement:
    return BankStatement("DE02", "EUR", "S1", DAY, DAY, opening, closing, entries)


def test_entries_lead_from_opening_to_closing_balance() -> None:
    assert statement(100, 107, entry(10), entry(-3)).off_minor == 0
    assert statement(100, 108, entry(10), entry(-3)).off_minor == 1
    assert statement(100, 106, entry(10), entry(-3)).off_minor == -1


def test_what_is_pending_does_not_count() -> None:
    one = statement(100, 110, entry(10), entry(5, is_pending=True))
    assert (one.moved_minor, one.off_minor) == (10, 0)


def test_without_both_balances_nobody_knows() -> None:
    assert statement(None, 110, entry(10)).off_minor is None
    assert statement(100, None, entry(10)).off_minor is None


def test_refusals_of_files_are_sentences_for_people() -> None:
    assert issubclass(FileRefused, Refusal)
    assert issubclass(Unreadable, Refusal)
