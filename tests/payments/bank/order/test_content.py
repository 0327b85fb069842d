"""The bytes of a file: each scheme's own, the same for the same debits, each debit under its reference."""

from datetime import UTC, date, datetime

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.nacha.reading import read_nacha
from goodstanding.payments.bank.order.company import OPTIONS
from goodstanding.payments.bank.order.content import Envelope, Line, write
from goodstanding.payments.bank.order.details import BankDetails
from goodstanding.wire.option import read_options
from tests.payments.bank.order.test_company import NACHA, SEPA

SET = read_options({**NACHA, **SEPA, "destination": "021000021"}, options=OPTIONS, what="bank_file")
MADE, DAY = datetime(2026, 11, 25, 9, tzinfo=UTC), date(2026, 11, 27)
AMERICAN = BankDetails("nacha", "Juniper Testcase", "021000021", "12345678", "savings")
EUROPEAN = BankDetails("sepa", "Juniper Testcase", "", "DE02500105170137075030")


def test_an_american_file_goes_where_it_is_set_to_go() -> None:
    line = Line("GS1", Amount(500, "USD"), "Plan", AMERICAN, "GSM1", DAY, "WEB", "")
    made = write([line], Envelope("nacha", DAY, MADE, "B", 41, ""), options=SET)
    assert made == write([line], Envelope("nacha", DAY, MADE, "B", 41, ""), options=SET)
    assert made.data.startswith(b"101 0210000211234567890")
    ((entry,),) = [batch.entries for batch in read_nacha(made.data).batches]
    assert (entry.identification, entry.transaction, entry.trace) == ("GS1", "37", "091400600000041")
    assert made.traces == {"GS1": entry.trace}


def test_a_european_file_names_debit_mandate_and_sequence() -> None:
    line = Line("GS1", Amount(500, "EUR"), "Plan", EUROPEAN, "GSM1", DAY, "", "FRST")
    made = write([line], Envelope("sepa", DAY, MADE, "", 0, "GS261125-1"), options=SET)
    for word in (b">GS1<", b">GSM1<", b">FRST<", b">GS261125-1-1<", b">5.00<"):
        assert word in made.data
    assert made.traces == {}
