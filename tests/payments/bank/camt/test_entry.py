"""Entries of camt and the payments they are made of."""

from datetime import date

import pytest

from goodstanding.payments.bank.camt.document import read_camt
from goodstanding.payments.bank.camt.entry import signed
from goodstanding.payments.bank.statement import BankEntry, Unreadable
from tests.payments.bank.camt.documents import PARTY, amount, detail, document, entry, statement


def told(*parts: str, version: str = "camt.053.001.02") -> tuple[tuple[BankEntry, ...], tuple[str, ...]]:
    file = read_camt(document(statement(*parts), version=version))
    return file.statements[0].entries, file.faults


@pytest.mark.parametrize("name", ["<Nm>Erika</Nm>", "<Pty><Nm>Erika</Nm></Pty>"])
def test_an_entry_says_who_and_what_for(name: str) -> None:
    inner = (
        "<Refs><AcctSvcrRef>B-9</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>" + PARTY.format(name) +
        "<RmtInf><Ustrd>INV 17</Ustrd><Ustrd>thanks</Ustrd><Strd><CdtrRefInf>"
        "<Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>"
    )  # fmt: skip
    ((one,), _) = told(entry("5.00", details=detail(inner)))
    assert (one.party_name, one.party_account, one.text) == ("Erika", "DE991", "INV 17 thanks")
    assert (one.creditor_reference, one.bank_reference, one.end_to_end) == ("RF18", "B-9", "")
    assert (one.booked_date, one.value_date) == (date(2026, 11, 20), date(2026, 11, 21))


def test_several_payments_become_parts_that_sum_to_the_entry() -> None:
    details = detail(amount("4.00") + "<Refs><EndToEndId>A</EndToEndId></Refs>") + detail(
        "<AmtDtls><TxAmt><Amt Ccy='EUR'>6.00</Amt></TxAmt></AmtDtls><Refs><EndToEndId>B</EndToEndId></Refs>"
    )
    entries, faults = told(entry("1.00"), entry("10.00", details=details), entry("2.00"))
    assert [(one.position, one.amount_minor, one.end_to_end) for one in entries] == [
        (1, 100, ""), (2, 400, "A"), (3, 600, "B"), (4, 200, ""),
    ]  # fmt: skip
    assert faults == ()


def test_parts_that_miss_the_sum_or_the_count_are_a_sentence() -> None:
    details = "<Btch><NbOfTxs>3</NbOfTxs></Btch>" + detail(amount("4.00")) + detail(amount("5.00"))
    entries, faults = told(entry("10.00", details=details))
    assert [one.amount_minor for one in entries] == [1000]
    assert faults == (
        "Entry 1: its batch says 3 payments and tells 2.",
        "Entry 1: its 2 payments sum to EUR 9.00, and the entry is EUR 10.00; it is kept whole.",
    )


def test_parts_without_amounts_leave_the_entry_whole() -> None:
    entries, faults = told(entry("10.00", details=detail("") + detail("")))
    assert ([one.amount_minor for one in entries], faults) == ([1000], ())


def test_reversed_pending_and_returned_entries_are_marked() -> None:
    returned = detail("<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    entries, _ = told(
        entry("5.00", "DBIT", more="<RvslInd>true</RvslInd>", details=returned),
        entry("6.00", standing="<Cd>PDNG</Cd>"),
        entry("7.00", standing="<Cd>BOOK</Cd>"),
        version="camt.053.001.08",
    )
    assert [(one.amount_minor, one.is_reversal, one.is_pending, one.return_code) for one in entries] == [
        (-500, True, False, "AC04"), (600, False, True, ""), (700, False, False, ""),
    ]  # fmt: skip


def test_the_sign_is_that_of_the_side() -> None:
    assert signed("1.00", "EUR", "DBIT") == -100
    for text, side in (("-1.00", "CRDT"), ("1.00", "XXXX"), ("1.00", "")):
        with pytest.raises(Unreadable):
            signed(text, "EUR", side)
