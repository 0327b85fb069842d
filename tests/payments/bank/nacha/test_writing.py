"""Writing files of debits."""

from datetime import UTC, date, datetime

import pytest

from goodstanding.payments.bank.nacha.reading import read_nacha
from goodstanding.payments.bank.nacha.writing import Company, Debit, OrderRefused, Written, is_bank_number, write_nacha

COMPANY = Company("Larch Collections", "1234567890", "091400606", "First Test Bank")
MADE = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
BANK_DAY = date(2026, 11, 20)
ONE = Debit("P1", "PPD", "021000021", "123-456", "checking", 12_345, "Jürgen Weiß")


def write(*debits: Debit, day: date = BANK_DAY, company: Company = COMPANY) -> Written:
    return write_nacha(debits, company, effective_date=day, made_at=MADE)


def test_a_file_reads_back_with_all_its_controls_in_balance() -> None:
    debits = [ONE, ONE._replace(key="P2", batch_class="WEB", kind="savings", amount_minor=1),
              ONE._replace(key="P3", amount_minor=0, is_prenote=True),
              ONE._replace(key="P4", batch_class="CCD"), ONE._replace(key="P5", batch_class="TEL")]  # fmt: skip
    written = write(*debits)
    file = read_nacha(written.data)
    assert file.faults == []
    assert [batch.batch_class for batch in file.batches] == ["PPD", "CCD", "WEB", "TEL"]
    assert file.sums() == (5, 5 * 2100002, 37_036, 0)
    assert (written.debit_minor, file.control_debit_minor) == (37_036, 37_036)
    codes = {entry.identification: entry.transaction for batch in file.batches for entry in batch.entries}
    assert codes == {"P1": "27", "P2": "37", "P3": "28", "P4": "27", "P5": "27"}
    assert written.traces["P1"] == "091400600000001"
    first = file.batches[0].entries[0]
    assert (first.name, first.account, first.trace) == ("Jurgen Weiss", "123-456", "091400600000001")


def test_files_are_padded_to_blocks_and_the_same_debits_are_the_same_bytes() -> None:
    written = write(*[ONE._replace(key=f"P{n}") for n in range(17)])
    lines = written.data.decode().splitlines()
    assert (len(lines) % 10, {len(line) for line in lines}) == (0, {94})
    assert write(*[ONE._replace(key=f"P{n}") for n in range(17)]) == written
    assert lines[0][23:29] == "261118"
    assert lines[1][69:75] == "261120"


@pytest.mark.parametrize(
    ("debit", "why"),
    [
        (ONE._replace(bank="021000022"), "nine digits"),
        (ONE._replace(account="123456789012345678"), "17"),
        (ONE._replace(account="1\n2"), "17"),
        (ONE._replace(amount_minor=0), "prenote nothing"),
        (ONE._replace(amount_minor=-1), "prenote nothing"),
        (ONE._replace(amount_minor=10**10), "99,999,999.99"),
        (ONE._replace(is_prenote=True), "prenote nothing"),
        (ONE._replace(key="K" * 16), "15 characters"),
        (ONE._replace(name="山田"), "plain letters"),
    ],
)
def test_what_would_come_back_is_refused_before(debit: Debit, why: str) -> None:
    with pytest.raises(OrderRefused, match=why):
        write(debit)


def test_the_day_is_one_of_the_federal_reserve() -> None:
    # Thanksgiving, and a Saturday.
    for day in (date(2026, 11, 26), date(2026, 11, 21)):
        with pytest.raises(OrderRefused, match="Federal Reserve"):
            write(ONE, day=day)
    with pytest.raises(OrderRefused, match="same key"):
        write(ONE, ONE)
    with pytest.raises(OrderRefused, match="no debit"):
        write()
    with pytest.raises(OrderRefused, match="needs a name"):
        write(ONE, company=Company("", "x", "091400606", "B"))


def test_bank_numbers_check_themselves() -> None:
    assert is_bank_number("021000021")
    assert not is_bank_number("02100002")
    assert not is_bank_number("٠٢١٠٠٠٠٢١")
