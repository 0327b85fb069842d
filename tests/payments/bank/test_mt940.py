"""MT940 and MT942."""

from collections import defaultdict
from datetime import date

import pytest

from goodstanding.payments.bank.mt940 import read_mt940
from goodstanding.payments.bank.statement import BankStatement, FileRefused
from tests.payments.bank.shared_files import cents, folder, rows

ONE = b""":20:S1
:25:DE02120300000000202051
:28C:7/1
:60F:C261119EUR100,00
:61:2611201120C10,00NTRFE2E-1//B-1
:86:166?00CREDIT?20EREF+E2E-1?21SVWZ+INV-1?31DE99?32ERIKA?33 MUSTER
:61:2611201120RC4,NTRFNONREF//B-2
:86:109?00RETOURE?20EREF+E2E-0?21SVWZ+AC04 account closed?34901
:61:2612310102RD1,5NTRFNONREF
:62F:C261120EUR107,50
-
"""


def only(data: bytes) -> BankStatement:
    file = read_mt940(data)
    assert not file.faults
    (statement,) = file.statements
    return statement


def test_a_statement_leads_from_balance_to_balance() -> None:
    statement = only(ONE)
    assert (statement.account, statement.sequence, statement.currency) == ("DE02120300000000202051", "7/1", "EUR")
    assert [entry.amount_minor for entry in statement.entries] == [1000, -400, 150]
    assert (statement.opening_minor, statement.closing_minor, statement.off_minor) == (10000, 10750, 0)


def test_an_entry_says_who_and_what_for() -> None:
    credit, returned, year_end = only(ONE).entries
    assert (credit.end_to_end, credit.bank_reference, credit.text) == ("E2E-1", "B-1", "INV-1")
    assert (credit.party_name, credit.party_account, credit.code) == ("ERIKA MUSTER", "DE99", "166")
    assert (returned.is_reversal, returned.return_code, credit.is_reversal) == (True, "AC04", False)
    # Booked in January with a value date in December: the year is the next one.
    assert (year_end.value_date, year_end.booked_date) == (date(2026, 12, 31), date(2027, 1, 2))


def test_by_how_much_a_statement_is_off() -> None:
    assert only(ONE.replace(b"107,50", b"107,51")).off_minor == 1


def test_the_sums_of_an_interim_report_are_checked() -> None:
    report = b":20:R\n:25:1\n:28C:1/1\n:34F:PLN0\n:61:2611201120C1,00NTRFX\n:90D:0PLN0,00\n:90C:2PLN1,00\n-\n"
    assert read_mt940(report).faults == ("Statement R says 2 credits of PLN 1.00; it holds 1 of PLN 1.00.",)


def test_what_cannot_be_read_is_a_sentence() -> None:
    faults = read_mt940(ONE.replace(b"C10,00N", b"C10,001N").replace(b"DE02120300000000202051\n", b"\n")).faults
    assert faults == (
        "Statement S1, entry 1: 10,001 has more than the 2 decimals of EUR; it is not rounded.",
        "Statement S1 does not say of which account it is.",
    )
    with pytest.raises(FileRefused, match="no statement"):
        read_mt940(b"hello\nworld")


@pytest.mark.shared
def test_statements_of_real_banks_have_the_expected_sums() -> None:
    here = folder("mt940")
    expected = defaultdict(list)
    for row in rows(here / "expected.csv"):
        expected[row["file"]].append(row)
    assert len(expected) > 20
    for name, wanted in expected.items():
        file = read_mt940((here / name).read_bytes(), currency="EUR")
        assert len(file.statements) == len(wanted), name
        for statement, row in zip(file.statements, wanted, strict=True):
            if row["currency"] == "DEM":
                # No account is held in a currency that is gone: its statement is refused with that reason.
                assert any("'DEM' is not the ISO 4217 code" in fault for fault in file.faults)
                continue
            amounts = [entry.amount_minor for entry in statement.entries]
            assert sum(amount for amount in amounts if amount > 0) == cents(row["credits"]), name
            assert -sum(amount for amount in amounts if amount < 0) == cents(row["debits"]), name
            assert (statement.opening_minor, statement.closing_minor) == (cents(row["opening"]), cents(row["closing"]))
            assert len(amounts) == int(row["lines"]), name
            if row["reconciles"]:
                assert (statement.off_minor == 0) == (row["reconciles"] == "1"), name
            if name == "betterplace/sepa_snippet_broken.sta":
                assert any("a second account stands within one statement" in fault for fault in file.faults)
            else:
                assert statement.account == row["account"], name
