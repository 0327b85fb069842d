from pathlib import Path

from goodstanding.ingestion.weighing import tally
from tests.ingestion.trial import HEADER, INVOICES, TWO_CUSTOMERS, weighed

ROWS = TWO_CUSTOMERS + "0077;Willow Prints;R-19;01.02.2026;99,00;\n0077;Willow Prints;R-20;wrong;99,00;\nTotal;;;;;\n"


def test_rows_and_records_are_counted_and_totalled(tmp_path: Path) -> None:
    trial = weighed(tmp_path, ROWS, by=INVOICES + "skip: Customer = 'Total'\n", chunk_rows=1)
    assert tally.rows_of(trial.work) == {"read": 6, "accepted": 3, "duplicate": 1, "rejected": 1, "left_out": 1}
    counts = tally.counts_by_chunk(trial.work)
    assert set(counts) == {0, 2}
    records = tally.added(counts.values(), kinds=["person", "debt", "item", "receipt"])
    assert records["person"] == {"new": 2, "changed": 0, "unchanged": 0, "duplicate": 1, "rejected": 0}
    assert records["item"]["new"] == 3 and records["item"]["duplicate"] == 1
    assert tally.rejected_by_kind(trial.work, trial.document) == {"person": 1, "debt": 1, "item": 1, "receipt": 0}
    assert tally.control_totals(trial.work) == {
        "EUR": {"items": {"count": 3, "amount": "1429.50"}, "receipts": {"count": 1, "amount": "80.50"}}
    }
    assert tally.repeats(trial.work, trial.document) == {"flagged": 0, "accepted": 0}


def test_currencies_are_never_added(tmp_path: Path) -> None:
    by = (
        INVOICES.replace("currency: EUR", "currency: {column: Paid}")
        .replace("when: Paid <> ''", "when: Paid = '-'")
        .replace("1.234,56", "plain")
    )
    text = (
        HEADER
        + "1;A;R-1;31.01.2026;10.00;USD\n2;B;R-2;31.01.2026;10;JPY\n"
        + "3;C;R-3;31.01.2026;10.000;KWD\n4;D;R-4;31.01.2026;10;XXX\n"
    )
    trial = weighed(tmp_path, text, by=by)
    totals = tally.control_totals(trial.work)
    assert {code: total["items"]["amount"] for code, total in totals.items()} == {
        "JPY": "10",
        "KWD": "10.000",
        "USD": "10.00",
    }
    assert (5, "Paid", "XXX", "This is not the ISO 4217 code of a currency in use.") in trial.rejections()
    assert {row for row, *_ in trial.rejections()} == {5}


def test_repeats_are_flagged_also_in_rejected_rows(tmp_path: Path) -> None:
    by = """
map: 1
dates: "%Y-%m-%d"
currency: USD
records:
  - debt: {reference: {column: D}, portfolio: P, debtor: nobody}
  - receipt: {amount: {column: S}, received_date: {column: T}}
"""
    text = "D,S,T\n1,5,2026-01-02\n1,5,2026-01-02\n1,5,2026-01-02\n1,,2026-01-02\n1,,2026-01-02\n"
    trial = weighed(tmp_path, text, by=by)
    assert tally.repeats(trial.work, trial.document) == {"flagged": 3, "accepted": 2}
