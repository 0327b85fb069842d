"""Reading NACHA files and what came back in them."""

import os
import random

import pytest

from goodstanding.payments.bank.nacha.reading import read_nacha
from goodstanding.payments.bank.returns.codes import meaning
from goodstanding.payments.bank.statement import FileRefused
from tests.payments.bank.nacha.test_writing import ONE, write
from tests.payments.bank.shared_files import folder, rows
from tests.payments.bank.test_reading import hostile

MUTATED = 10_000 if os.environ.get("GOODSTANDING_LONG") else 1_500
WHOLE = write(ONE, ONE._replace(key="P2", batch_class="WEB")).data


def test_every_control_is_checked() -> None:
    for old, new, sentence in (
        (b"0000012345", b"0000012346", "Batch 1 says debits 12345; found 12346."),
        (b"\r\n822500000100021", b"\r\n822500000200021", "Batch 1 says number of entries and addenda 2; found 1."),
        (b"\r\n9000002", b"\r\n9000003", "The file says 3 batches; found 2."),
        (b"6270210", b"6270310", "Batch 1 says entry hash 2100002; found 3100002."),
    ):
        assert sentence in read_nacha(WHOLE.replace(old, new, 1)).faults, sentence


def test_a_file_that_is_cut_off_says_so() -> None:
    lines = WHOLE.splitlines(keepends=True)
    assert list(read_nacha(b"".join(lines[:3])).faults) == [
        "The file has no control record; it may be cut off.",
        "Batch 1 has no control record.",
    ]
    assert "stands before any batch" in read_nacha(lines[2]).faults[0]


def test_other_files_are_refused() -> None:
    for data in (b"", b"hello\nworld", b"9" * 94):
        with pytest.raises(FileRefused):
            read_nacha(data)


def test_mutated_files_do_no_harm() -> None:
    chance = random.Random("nacha")
    for _ in range(MUTATED):
        try:
            file = read_nacha(hostile(WHOLE, chance))
        except FileRefused as refusal:
            assert str(refusal)
            continue
        assert all(len(fault) < 300 for fault in file.faults)
        assert len(file.faults) <= 20


@pytest.mark.shared
def test_files_of_banks_have_the_expected_totals() -> None:
    here = folder("nacha")
    present = [row for row in rows(here / "expected_totals.csv") if (here / row["file"]).exists()]
    assert len(present) > 50
    for row in present:
        file = read_nacha((here / row["file"]).read_bytes())
        _, entry_hash, debit, credit = file.sums()
        assert (debit, credit, entry_hash) == (
            int(row["debit_cents"]), int(row["credit_cents"]), int(row["entry_hash"]),
        ), row["file"]  # fmt: skip
        assert len(file.batches) == int(row["batches"])
        assert sum(len(batch.entries) for batch in file.batches) == int(row["entries"])
        assert sum(batch.addenda for batch in file.batches) == int(row["addenda"])
        assert file.control_debit_minor == int(row["control_debit_cents"])
        assert file.control_credit_minor == int(row["control_credit_cents"])
        assert bool(file.faults) != (row["in_balance"] == "1"), row["file"]


@pytest.mark.shared
def test_returns_of_banks_are_as_expected() -> None:
    here = folder("nacha")
    expected = [row for row in rows(here / "expected_returns.csv") if (here / row["file"]).exists()]
    assert len(expected) > 8
    for name in {row["file"] for row in expected}:
        found = read_nacha((here / name).read_bytes()).returns
        wanted = [row for row in expected if row["file"] == name]
        assert [
            (one.batch_class, one.kind, one.code, one.transaction, one.amount_minor, one.original_trace,
             one.date_of_death, one.original_bank, one.info)
            for one in found
        ] == [
            (row["sec"], row["addenda_type"], row["reason_code"], row["tx_code"], int(row["amount_cents"]),
             row["original_trace"], row["date_of_death"], row["original_rdfi"], row["info"])
            for row in wanted
        ], name  # fmt: skip
        for one in found:
            code = meaning("nacha", one.code)
            assert code.meaning != "A code that is not in our list", one.code
            assert one.is_change == (code.kind == "change")
