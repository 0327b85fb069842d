"""What banks say became of debits."""

import os
import random

import pytest

from goodstanding.payments.bank.sepa.status import read_pain002
from goodstanding.payments.bank.statement import FileRefused
from tests.payments.bank.test_reading import hostile

MUTATED = 10_000 if os.environ.get("GOODSTANDING_LONG") else 1_500
ONE = b"""<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>G-1</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>G-1-1</OrgnlPmtInfId>
<TxInfAndSts><OrgnlEndToEndId>P-1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn>
<AddtlInf>closed</AddtlInf></StsRsnInf>
<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">12.50</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>P-2</OrgnlEndToEndId><StsRsnInf><Rsn><Cd>MD01</Cd></Rsn></StsRsnInf></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>P-3</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""


def test_each_debit_has_its_standing_and_reason() -> None:
    whole, first, second, third = read_pain002(ONE).statuses
    assert (whole.message, whole.end_to_end, whole.state) == ("G-1", "", "pending")
    assert (first.end_to_end, first.state, first.code, first.reason, first.amount_minor) == (
        "P-1", "rejected", "AC04", "closed", 1250,
    )  # fmt: skip
    assert (second.state, second.code, second.block) == ("rejected", "MD01", "G-1-1")
    assert (third.state, third.amount_minor) == ("accepted", None)


def test_what_is_not_known_is_a_sentence() -> None:
    told = read_pain002(ONE.replace(b"ACSC", b"XXXX").replace(b"12.50", b"12.505"))
    assert told.faults == (
        "P-1: 12.505 has more than the 2 decimals of EUR; it is not rounded.",
        "P-3: 'XXXX' is no standing that we know.",
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (ONE[:-30], "broken"),
        (ONE.replace(b"pain.002", b"pain.008"), "not a pain.002"),
        (ONE.replace(b"OrgnlGrpInfAndSts", b"Other"), "of which file"),
        (ONE.replace(b"?>", b"?><!DOCTYPE d [<!ENTITY a 'x'>]>", 1), "document type"),
    ],
)
def test_other_documents_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        read_pain002(data)


def test_mutated_documents_do_no_harm() -> None:
    chance = random.Random("pain.002")
    for _ in range(MUTATED):
        try:
            told = read_pain002(hostile(ONE, chance))
        except FileRefused as refusal:
            assert str(refusal)
            continue
        assert len(told.faults) <= 20
