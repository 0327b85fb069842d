from datetime import UTC, datetime
from pathlib import Path

from goodstanding.evidence.canonical import canonical
from goodstanding.evidence.row import digest
from goodstanding.ingestion.weighing import chunk_rows
from goodstanding.ingestion.weighing.chunk_rows import WRITTEN_OVER, Stamp, rows_of_chunk
from goodstanding.ingestion.weighing.entry_rows import number_rows
from tests.ingestion.trial import TWO_CUSTOMERS, Trial, weighed
from tests.ingestion.weighing.test_entry_rows import Sequences

NOON = datetime(2026, 6, 1, 12, 30, 15, 123456, tzinfo=UTC)
STAMP = Stamp(client_id=3, entry_id=77, at=NOON)


def numbered(folder: Path, text: str = TWO_CUSTOMERS, *, chunk_rows: int = 2) -> Trial:
    trial = weighed(folder, text, chunk_rows=chunk_rows)
    number_rows(trial.work, allot=Sequences(step=1).allot)
    trial.work.execute("CREATE TABLE book_number AS SELECT 'EUR' AS currency, 5::BIGINT AS id")
    return trial


def test_new_rows_are_complete_and_stamped(tmp_path: Path) -> None:
    trial = numbered(tmp_path)
    (person,) = rows_of_chunk(trial.work, "person", 0, stamp=STAMP).to_pylist()
    assert person == {
        "id": 100, "reference": "0042", "kind": "organisation", "display_name": "Maple Dental",
        "given_name": "", "family_name": "",
        "search_name": "maple dental", "language": "", "country": "", "issuer_id": 3, "recorded_at": NOON,
        "entry_id": 77,
    }  # fmt: skip
    assert rows_of_chunk(trial.work, "item", 0, stamp=STAMP)["amount_minor"].to_pylist() == [125_000, 8_050]
    assert chunk_rows.accounts_of_chunk(trial.work, 1).to_pylist() == [{"id": 101, "book_id": 5}]
    assert chunk_rows.ranges_of_chunk(trial.work, 0) == {
        "person": [100, 100],
        "debt": [100, 100],
        "item": [100, 101],
        "receipt": [100, 100],
    }


def test_charges_balance(tmp_path: Path) -> None:
    trial = numbered(tmp_path)
    transactions = chunk_rows.transactions_of_chunk(trial.work, 0, stamp=STAMP).to_pylist()
    postings = chunk_rows.postings_of_chunk(trial.work, 0, stamp=STAMP).to_pylist()
    assert [(row["id"], row["kind"], row["reference"]) for row in transactions] == [
        (100, "charge", "R-17"),
        (101, "charge", "R-18"),
    ]
    assert sorted((row["transaction_id"], row["head"], row["amount_minor"]) for row in postings) == [
        (100, "placed", -125_000), (100, "receivable", 125_000), (101, "placed", -8_050), (101, "receivable", 8_050),
    ]  # fmt: skip
    assert {(row["account_id"], row["book_id"], row["component"]) for row in postings} == {(100, 5, "principal")}


def test_rows_written_over_say_only_what_the_file_says(tmp_path: Path) -> None:
    trial = numbered(tmp_path)
    trial.work.execute("UPDATE e_person SET state = 'changed', book_entry_id = 66, given_name = NULL")
    (person,) = rows_of_chunk(trial.work, "person", 0, stamp=STAMP, where=WRITTEN_OVER).to_pylist()
    assert (person["display_name"], person["given_name"], person["expected_entry_id"]) == ("Maple Dental", None, 66)
    assert rows_of_chunk(trial.work, "person", 0, stamp=STAMP).num_rows == 0
    trial.work.execute("UPDATE e_item SET is_recharged = true WHERE reference = 'R-18'")
    assert chunk_rows.recharged_items(trial.work, 0).to_pylist() == [{"account_id": 100, "item_id": 101}]


def test_the_digest_of_a_row_is_what_evidence_computes(tmp_path: Path) -> None:
    odd = '0042;"Mäple ""D"" \\ / \x01\x1f\x7f \u2028 \U0001f33f";R-17;31.01.2026;1,00;\n'
    text = TWO_CUSTOMERS.splitlines()[0] + "\n" + odd
    trial = numbered(tmp_path, text)
    keys, digests = chunk_rows.source_rows(trial.work, 0, columns=trial.staged.columns)
    cells = {
        "Customer": "0042",
        "Name": 'Mäple "D" \\ / \x01\x1f\x7f \u2028 \U0001f33f',
        "Invoice": "R-17",
        "Date": "31.01.2026",
        "Amount": "1,00",
        "Paid": "",
    }
    assert keys == ["row:2"]
    assert digests == digest("row:2", canonical(cells))
