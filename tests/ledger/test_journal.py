from dataclasses import replace
from datetime import date

import pytest

from goodstanding.ledger.journal import AMOUNT_MINOR_MAX, Entry, faults
from goodstanding.ledger.posting import Line

GOOD = Entry("charge", date(2026, 1, 31), (Line("receivable", 100, item_id=3, account_id=7), Line("placed", -100)))


def said(entry: Entry) -> str:
    return " ".join(fault.what for fault in faults(entry))


def test_a_good_entry_has_no_faults() -> None:
    assert faults(GOOD) == []


def test_lines_that_do_not_sum_to_zero_are_named_with_the_difference() -> None:
    assert "off by 1 minor units" in said(replace(GOOD, lines=(Line("cash", 100), Line("unapplied", -99))))


def test_one_line_is_not_an_entry() -> None:
    assert "two lines or more" in said(replace(GOOD, lines=(Line("cash", 100),)))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (Line("pocket", 5), "'pocket' is not a head of the books."),  # type: ignore[arg-type]  # What a caller may try.
        (Line("cash", 5, "tips"), "'tips' is not a component."),  # type: ignore[arg-type]  # As above.
        (Line("cash", 0), "A line moves money."),
        (Line("cash", AMOUNT_MINOR_MAX + 1), "The amount is too large for one line."),
        (Line("receivable", 5, item_id=3), "A line about an item names the account of its debt."),
    ],
)
def test_a_bad_line_is_named(line: Line, sentence: str) -> None:
    entry = replace(GOOD, lines=(line, line.mirrored))
    assert next(fault for fault in faults(entry) if fault.what == sentence).where == "line 1"


def test_an_amount_at_the_limit_is_taken() -> None:
    line = Line("cash", AMOUNT_MINOR_MAX)
    assert faults(replace(GOOD, lines=(line, line.mirrored))) == []


def test_kinds_are_known_and_reversals_are_not_typed_in() -> None:
    assert "is not a kind" in said(replace(GOOD, kind="gift"))  # type: ignore[arg-type]  # What a caller may try.
    assert "made from the transaction" in said(replace(GOOD, kind="reversal"))


def test_all_faults_come_together() -> None:
    assert len(faults(Entry("reversal", date(2026, 1, 1), (Line("cash", 0),)))) == 3
