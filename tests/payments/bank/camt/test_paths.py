"""Finding things in a camt document."""

from lxml import etree

from goodstanding.payments.bank.camt.paths import Paths, walk

FOUND = etree.fromstring(
    '<N xmlns="u"><Amt Ccy="EUR"> 5 </Amt><Sts><Cd>BOOK</Cd></Sts><D><TxDtls><Amt Ccy="USD">6</Amt>'
    "<Dbtr><Nm>A</Nm></Dbtr><Cdtr><Nm>B</Nm></Cdtr></TxDtls></D><AddtlNtryInf>last</AddtlNtryInf></N>"
)
PATHS = Paths("u")


def test_paths_lead_to_texts_and_elements() -> None:
    assert PATHS.text(FOUND, "Absent", "Sts/Cd") == "BOOK"
    assert PATHS.text(FOUND, "Absent") == ""
    assert len(PATHS.all(FOUND, "D/TxDtls")) == 1
    assert PATHS.one(FOUND, "Absent") is None


def test_a_walk_keeps_payments_and_blocks_apart() -> None:
    whole = walk(FOUND)
    assert (whole.of("Amt"), whole.told["Amt@"], whole.of("Sts/Cd"), whole.of("AddtlNtryInf")) == (
        "5", "EUR", "BOOK", "last",
    )  # fmt: skip
    (detail,) = whole.details
    assert (detail.of("Amt"), detail.of("Dbtr/Nm"), detail.of("Cdtr/Nm"), detail.of("Nm")) == ("6", "A", "B", "")
