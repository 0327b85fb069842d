"""BAI2 files with what they say of themselves."""

import pytest

from goodstanding.payments.bank.bai2.account_file import read_bai2
from goodstanding.payments.bank.statement import FileRefused
from tests.payments.bank.shared_files import folder, rows

ONE = b"""01,BANK,US,261120,0800,1,80,,2/
02,US,BANK,1,261119,,USD,/
03,4411,USD,010,10000,,,015,10900,,/
16,142,1500,Z,B1,C1,INV 17/
16,557,600,V,261118,,B2,C2,ACH return Reason: R01
88,JANE DOE/
49,23000,5/
98,23000,1,7/
99,23000,1,9/
"""


def test_an_account_leads_from_balance_to_balance() -> None:
    file = read_bai2(ONE)
    assert file.faults == ()
    (statement,) = file.statements
    assert (statement.account, statement.currency, statement.off_minor) == ("4411", "USD", 0)
    credit, returned = statement.entries
    assert (credit.amount_minor, credit.bank_reference, credit.end_to_end, credit.text) == (1500, "B1", "C1", "INV 17")
    assert (returned.amount_minor, returned.return_code) == (-600, "R01")
    assert returned.text.endswith("JANE DOE")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"49,23000,5/", b"49,23001,5/", "Account 4411 says a control total of 23001; found 23000."),
        (b"49,23000,5/", b"49,23000,6/", "Account 4411 says a number of records of 6; found 5."),
        (b"98,23000,1,7/", b"98,23000,2,7/", "Group 1 says a number of accounts of 2; found 1."),
        (b"99,23000,1,9/", b"99,1,1,9/", "The file says a control total of 1; found 23000."),
        (b"99,23000,1,9/\n", b"", "The file has no trailer; it may be cut off."),
        (b"49,23000,5/\n", b"", "Account 4411 has no trailer."),
        (b"16,142,1500", b"16,142,15.00", "Record 4 (16): '15.00' is not an amount."),
        (b"16,142,1500", b"16,890,1500", "Record 4 (16): type '890' is neither a credit nor a debit."),
    ],
)
def test_every_level_is_held_against_what_it_says(old: bytes, new: bytes, sentence: str) -> None:
    assert sentence in read_bai2(ONE.replace(old, new)).faults


def test_a_file_without_header_or_account_is_refused() -> None:
    for data in (b"02,US,BANK,1,261119,,USD,/\n", b"01,BANK,US,261120,0800,1,80,,2/\n99,0,0,2/\n", b"88,1/"):
        with pytest.raises(FileRefused):
            read_bai2(data)


@pytest.mark.shared
def test_files_of_banks_have_the_expected_sums() -> None:
    here = folder("bai2_moov")
    for row in rows(here / "expected.csv"):
        file = read_bai2((here / row["file"]).read_bytes())
        amounts = [entry.amount_minor for statement in file.statements for entry in statement.entries]
        assert (len(file.statements), len(amounts)) == (int(row["accounts"]), int(row["detail16"])), row["file"]
        assert sum(amount for amount in amounts if amount > 0) == int(row["credit_minor"])
        assert -sum(amount for amount in amounts if amount < 0) == int(row["debit_minor"])
        codes = {entry.code for statement in file.statements for entry in statement.entries}
        assert codes == set(row["type_codes"].split("|"))
        agrees = row["records_seen"] == row["file_records"]
        assert bool(file.faults) != agrees, row["file"]
        if not agrees:
            sentence = f"The file says a number of records of {row['file_records']}; found {row['records_seen']}."
            assert sentence in file.faults
    with pytest.raises(FileRefused):
        read_bai2((here / "errors" / "sample-parseError.txt").read_bytes())
