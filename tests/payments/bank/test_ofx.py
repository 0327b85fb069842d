"""OFX as SGML and as XML."""

import pytest

from goodstanding.payments.bank.ofx import read_ofx
from goodstanding.payments.bank.statement import FileRefused
from tests.payments.bank.shared_files import folder

ONE = b"""OFXHEADER:100
DATA:OFXSGML
CHARSET:1252

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>121<ACCTID>4411</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261119<DTEND>20261120
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261119120000[-5:EST]<TRNAMT>1,50<FITID>F1<NAME>J &amp; J<MEMO>INV 17</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261120<TRNAMT>-.50<FITID>F2</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>101.00<DTASOF>20261120</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def test_tags_without_ends_are_read() -> None:
    file = read_ofx(ONE)
    (statement,) = file.statements
    assert (statement.account, statement.currency, statement.bank, file.faults) == ("4411", "USD", "121", ())
    first, second = statement.entries
    assert (first.amount_minor, first.bank_reference, first.text) == (150, "F1", "J & J INV 17")
    assert (second.amount_minor, statement.closing_minor, statement.off_minor) == (-50, 10100, None)


def test_tags_with_ends_are_read_alike() -> None:
    closed = ONE
    for tag in (b"CURDEF", b"BANKID", b"ACCTID", b"DTSTART", b"DTEND", b"TRNTYPE", b"DTPOSTED", b"TRNAMT", b"FITID",
                b"NAME", b"MEMO", b"BALAMT", b"DTASOF"):  # fmt: skip
        parts = closed.split(b"<" + tag + b">")
        closed = parts[0] + b"".join(
            b"<" + tag + b">" + part[: part.find(b"<")] + b"</" + tag + b">" + part[part.find(b"<") :]
            for part in parts[1:]
        )
    assert read_ofx(closed) == read_ofx(ONE)


def test_what_cannot_be_read_is_a_sentence() -> None:
    assert read_ofx(ONE.replace(b"-.50", b"-.505")).faults == (
        "Entry 2: -.505 has more than the 2 decimals of USD; it is not rounded.",
    )
    assert "cut off" in read_ofx(ONE[: ONE.index(b"<LEDGERBAL>")]).faults[0]
    with pytest.raises(FileRefused):
        read_ofx(b"OFXHEADER:100\n<OFX></OFX>")


@pytest.mark.shared
def test_files_of_banks_have_the_expected_sums() -> None:
    here = folder("ofx")
    (card,) = read_ofx((here / "br_nubank_cc.ofx").read_bytes()).statements
    assert (card.currency, len(card.entries), card.moved_minor, card.closing_minor) == ("BRL", 6, -128091, -128091)
    for name in ("stmtrs.ofx", "stmtrs_euro.ofx"):
        (one,) = read_ofx((here / name).read_bytes()).statements
        assert ([entry.amount_minor for entry in one.entries], one.closing_minor) == ([-20000, -30000], 20029)
    for name, what in (("invstmtrs.ofx", "investment"), ("profrs.ofx", "profile")):
        with pytest.raises(FileRefused, match=what):
            read_ofx((here / name).read_bytes())
