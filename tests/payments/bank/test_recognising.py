"""Which entries are in the books already."""

from datetime import date

from goodstanding.payments.bank.recognising import (
    KnownLine,
    KnownStatement,
    fingerprints,
    gaps,
    recognise,
    same_account,
)
from goodstanding.payments.bank.statement import BankEntry, BankStatement

DAY = date(2026, 11, 20)


def entry(minor: int, *, reference: str = "", text: str = "", who: str = "", e2e: str = "") -> BankEntry:
    return BankEntry(1, DAY, DAY, minor, "EUR", text=text, bank_reference=reference, party_account=who, end_to_end=e2e)


def line(number: int, minor: int, *, of: int = 1, form: str = "camt", reference: str = "", text: str = "",
         who: str = "", e2e: str = "") -> KnownLine:  # fmt: skip
    return KnownLine(number, of, DAY, minor, "EUR", form, text, reference, e2e, who)


def told(*entries: BankEntry, opening: int | None = None, closing: int | None = None) -> BankStatement:
    return BankStatement("DE02", "EUR", "S", DAY, DAY, opening, closing, entries)


def known(number: int, opening: int | None, closing: int | None, *, on: date = DAY) -> KnownStatement:
    return KnownStatement(number, f"K{number}", "", on, on, opening, closing)


def test_a_reference_decides() -> None:
    found = recognise(
        told(entry(10, reference="A"), entry(10, reference="B")), form="camt", lines=[line(1, 10, reference="B")],
        statements=[known(1, None, None)],
    )  # fmt: skip
    assert [one.bank_reference for one in found.fresh] == ["A"]


def test_two_formats_tell_the_same_entry_in_other_words() -> None:
    found = recognise(
        told(entry(10, text="INV 17 thanks", e2e="E1")), form="mt940",
        lines=[line(1, 10, text="INV 17", reference="X", e2e="E1")], statements=[known(1, None, None)],
    )  # fmt: skip
    assert (found.fresh, found.known) == ((), 1)


def test_what_both_tell_otherwise_are_two_payments() -> None:
    found = recognise(
        told(entry(10, who="DE1")), form="mt940", lines=[line(1, 10, who="DE2")], statements=[known(1, None, None)]
    )
    assert len(found.fresh) == 1


def test_each_known_line_answers_for_one_entry_only() -> None:
    found = recognise(told(entry(10), entry(10)), form="camt", lines=[line(1, 10)], statements=[known(1, None, None)])
    assert (len(found.fresh), found.known) == (1, 1)


def test_a_statement_that_follows_on_tells_other_money() -> None:
    found = recognise(
        told(entry(10, text="FEE"), opening=100, closing=110), form="mt940",
        lines=[line(1, 10, text="FEE", form="mt940")],
        statements=[known(1, 90, 100)],
    )  # fmt: skip
    assert (len(found.fresh), found.faults) == (1, ())


def test_a_statement_told_again_is_known() -> None:
    found = recognise(
        told(entry(10, text="FEE"), opening=90, closing=100), form="camt",
        lines=[line(1, 10, text="fee", form="mt940")],
        statements=[known(1, 90, 100)],
    )  # fmt: skip
    assert (found.fresh, found.known, found.faults) == ((), 1, ())


def test_lines_of_reports_that_the_statement_does_not_tell_are_named() -> None:
    found = recognise(
        told(entry(10), opening=90, closing=100), form="camt", lines=[line(1, 4), line(2, 6)],
        statements=[known(1, None, None)],
    )  # fmt: skip
    assert found.faults == ("2 lines that earlier files told for its days are not in it: bank lines 1, 2.",)


def test_entries_of_days_that_are_closed_are_named() -> None:
    found = recognise(told(entry(7)), form="camt", lines=[line(1, 10)], statements=[known(1, 90, 100)])
    assert found.faults == (
        "1 entries are of days whose statement is in the books and does not tell them, the first of 2026-11-20.",
    )


def test_pending_entries_do_not_count() -> None:
    found = recognise(told(entry(7)._replace(is_pending=True)), form="camt", lines=[], statements=[])
    assert (found.fresh, found.pending) == ((), 1)


def test_equal_entries_have_fingerprints_of_their_own() -> None:
    first, second = fingerprints([entry(10), entry(10)], [])
    assert first != second
    assert fingerprints([entry(10)], [line(1, 10)]) == [second]


def test_a_gap_is_named_on_either_side() -> None:
    before, after = known(1, 0, 90, on=date(2026, 11, 19)), known(2, 120, 130, on=date(2026, 11, 21))
    assert gaps(told(opening=90, closing=120), [before, after], written=str) == []
    sentences = gaps(told(opening=91, closing=121), [before, after], written=str)
    assert [sentence[:17] for sentence in sentences] == ["It opens with 91,", "It closes with 12"]
    assert all("may be missing" in sentence for sentence in sentences)
    assert gaps(told(), [before, after], written=str) == []


def test_banks_write_accounts_in_their_own_way() -> None:
    assert same_account("DE02 1203 0000 0000 2020 51", "DE02120300000000202051")
    assert not same_account("", "DE02")
    assert not same_account("12345", "345")
    assert not same_account("x", "")
