"""Camt documents as a whole."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from goodstanding.payments.bank.camt.document import read_camt
from goodstanding.payments.bank.statement import FileRefused
from tests.payments.bank.camt.documents import balance, document, entry, statement
from tests.payments.bank.shared_files import cents, folder, rows

BALANCES = balance("OPBD", "100.00") + balance("CLBD", "112.50")
BOMB = "<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize("version", ["camt.053.001.02", "camt.053.001.08", "camt.052.001.04", "camt.054.001.13"])
def test_a_statement_of_any_version_is_read(version: str) -> None:
    file = read_camt(document(statement(BALANCES, entry("12.50")), version=version))
    (one,) = file.statements
    assert (one.account, one.currency, one.reference, one.off_minor, file.faults) == ("DE02", "EUR", "S1", 0, ())
    assert (one.from_date, one.to_date) == (date(2026, 11, 20), date(2026, 11, 20))


def test_several_statements_keep_their_entries_apart() -> None:
    file = read_camt(document(statement(BALANCES, entry("12.50")), statement(entry("1.00"), entry("2.00"), name="S2")))
    assert [len(one.entries) for one in file.statements] == [1, 2]
    assert [one.off_minor for one in file.statements] == [0, None]


def test_what_does_not_agree_is_a_sentence() -> None:
    summary = "<TxsSummry><TtlCdtNtries><Sum>13.00</Sum></TtlCdtNtries></TxsSummry>"
    file = read_camt(document(statement(balance("OPBD", "1", currency="SEK"), summary, entry("12.505"), account="")))
    assert file.faults == (
        "Entry 1: 12.505 has more than the 2 decimals of EUR; it is not rounded.",
        "Statement S1: balance OPBD of SEK 1.00 is not in EUR.",
        "Statement S1: it says credits of EUR 13.00, and holds EUR 0.00.",
        "Statement S1: it does not say of which account it is.",
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (document(statement(), head=BOMB), "document type"),
        (document(statement())[:-20], "broken"),
        (document(statement(), version="pain.001.001.03"), "not camt"),
        (document(statement(), version="camt.053.001.99"), "Version 99"),
        (document(), "no statement"),
        (b"<a>" * 5_000, "broken"),
    ],
)
def test_hostile_and_foreign_documents_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        read_camt(data)


@pytest.mark.shared
def test_documents_of_banks_have_the_expected_sums() -> None:
    here = folder("camt")
    expected = defaultdict(list)
    for row in rows(here / "expected.csv"):
        expected[row["file"]].append(row)
    for name, wanted in expected.items():
        file = read_camt((here / name).read_bytes())
        assert len(file.statements) == len(wanted), name
        for one, row in zip(file.statements, wanted, strict=True):
            amounts = [entry.amount_minor for entry in one.entries]
            assert (one.account, len(amounts)) == (row["account"], int(row["entries"])), name
            assert sum(amount for amount in amounts if amount > 0) == cents(row["credits"]), name
            assert -sum(amount for amount in amounts if amount < 0) == cents(row["debits"]), name
            assert sum(entry.is_reversal for entry in one.entries) == int(row["reversals"])
            assert sum(bool(entry.creditor_reference) for entry in one.entries) == int(row["structured_refs"])
            assert one.opening_minor == cents(row["opening"]), name
            if row["closing"] == "-27.00":
                # Its closing balance is in another currency: the figure is told, and is no balance of this account.
                assert any("CLBD of SEK -27.00 is not in EUR" in fault for fault in file.faults), name
                continue
            assert one.closing_minor == cents(row["closing"]), name
            if row["opening"] and row["closing"]:
                off = Decimal(row["closing"]) - Decimal(row["opening"]) - Decimal(row["credits"])
                off += Decimal(row["debits"])
                assert one.off_minor == off * 100
                assert (one.off_minor == 0) == (row["reconciles"] == "1"), name
    with pytest.raises(FileRefused, match="no statement"):
        read_camt((here / "camt053.v2.wrong.xml").read_bytes())
