"""SEPA direct debits."""

from datetime import UTC, date, datetime

import pytest
from lxml import etree

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.sepa.debit import (
    SCHEMAS,
    Creditor,
    DebitRefused,
    SepaDebit,
    is_creditor_identifier,
    is_iban,
    write_pain008,
)

CREDITOR = Creditor("Lärche & Söhne", "DE02120300000000202051", "DE98ZZZ09999999999", bic="BYLADEM1001")
MADE = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
TARGET_DAY = date(2026, 11, 20)
ONE = SepaDebit("P-1", Amount(1_250, "EUR"), "M-1", date(2026, 1, 5), "FRST", TARGET_DAY, "Jürgen Weiß",
                "DE02500105170137075030", "Plan 7, 3 of 12")  # fmt: skip


def write(*debits: SepaDebit, creditor: Creditor = CREDITOR, schema: str = SCHEMAS[1], message: str = "G-1") -> bytes:
    return write_pain008(debits, creditor, message=message, made_at=MADE, schema=schema)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_file_has_a_block_for_each_day_and_sequence(schema: str) -> None:
    later = date(2026, 11, 23)
    data = write(
        ONE, ONE._replace(key="P-2", sequence="RCUR"), ONE._replace(key="P-3", collection_date=later),
        ONE._replace(key="P-4", bic="INGDDEFFXXX"), schema=schema,
    )  # fmt: skip
    root = etree.fromstring(data)
    names = {"p": f"urn:iso:std:iso:20022:tech:xsd:{schema}"}
    told = [
        tuple(block.findtext(path, namespaces=names) for path in ("p:ReqdColltnDt", "p:PmtTpInf/p:SeqTp", "p:NbOfTxs"))
        for block in root.iterfind(".//p:PmtInf", names)
    ]
    assert told == [("2026-11-20", "FRST", "2"), ("2026-11-20", "RCUR", "1"), ("2026-11-23", "FRST", "1")]
    assert root.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=names) == "50.00"
    assert root.findtext(".//p:GrpHdr/p:InitgPty/p:Nm", namespaces=names) == "Larche + Sohne"
    assert root.findtext(".//p:Dbtr/p:Nm", namespaces=names) == "Jurgen Weiss"
    assert root.findtext(".//p:MndtId", namespaces=names) == "M-1"


def test_the_same_debits_are_the_same_bytes() -> None:
    assert write(ONE) == write(ONE)


@pytest.mark.parametrize(
    ("debit", "why"),
    [
        (ONE._replace(amount=Amount(1, "USD")), "EUR 0.01"),
        (ONE._replace(amount=Amount(0, "EUR")), "EUR 0.01"),
        (ONE._replace(iban="DE03120300000000202051"), "does not check"),
        (ONE._replace(collection_date=date(2026, 12, 25)), "no TARGET day"),
        (ONE._replace(collection_date=date(2026, 11, 21)), "no TARGET day"),
        (ONE._replace(signed_date=date(2026, 11, 21)), "signed after"),
        (ONE._replace(key="<P>"), "plain characters"),
        (ONE._replace(name="山田"), "plain letters"),
    ],
)
def test_what_would_come_back_is_refused_before(debit: SepaDebit, why: str) -> None:
    with pytest.raises(DebitRefused, match=why):
        write(debit)


def test_the_file_as_a_whole_is_checked() -> None:
    other = Creditor("A", CREDITOR.iban, CREDITOR.identifier)
    with pytest.raises(DebitRefused, match="no debit"):
        write()
    with pytest.raises(DebitRefused, match="same key"):
        write(ONE, ONE)
    with pytest.raises(DebitRefused, match="up to 25"):
        write(ONE, message="G" * 26)
    with pytest.raises(DebitRefused, match="none of pain"):
        write(ONE, schema="pain.001")
    with pytest.raises(DebitRefused, match="does not check"):
        write(ONE, creditor=Creditor("A", CREDITOR.iban, "DE99ZZZ09999999999"))
    with pytest.raises(DebitRefused, match="wants the creditor's BIC"):
        write(ONE, schema=SCHEMAS[0], creditor=other)


def test_numbers_check_themselves() -> None:
    assert is_iban("GB82WEST12345698765432")
    assert not is_iban("GB82 WEST 1234")
    assert is_creditor_identifier("DE98ABC09999999999")
    assert not is_creditor_identifier("DE97ZZZ09999999999")
