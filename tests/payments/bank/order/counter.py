"""The cast at the counter of our bank: a house that orders debits by files, a debt, and payers who let it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.order.details import read_details
from goodstanding.payments.bank.order.operations.mandates import keep_bank_mandate
from goodstanding.payments.bank.order.operations.returns import ReturnsTaken, take_returns
from goodstanding.payments.bank.order.operations.writing import DebitsRun, write_debits
from goodstanding.payments.gateway.operations.collecting import collect
from goodstanding.payments.gateway.operations.looking import see_to
from goodstanding.payments.gateway.operations.setting import set_gateway
from tests.payments.bank.order.test_company import NACHA, SEPA
from tests.payments.gateway.till import WORKER, nothing
from tests.receivables.cast import ADMINISTRATOR, SUPERVISOR, Book, item, open_book, place

MONDAY, TUESDAY = (datetime(2026, 6, day, 12, 0, tzinfo=UTC) for day in (15, 16))
FRIDAY = datetime(2026, 6, 19, 12, 0, tzinfo=UTC)
ACCOUNT, IBAN = "1234567812345678", "DE02500105170137075030"


class Counter:
    """One debt, its mandates, and everything that is done with debits of it."""

    def __init__(self, currency: str = "USD", *, book: Book | None = None) -> None:
        self.scheme: Any = "nacha" if currency == "USD" else "sepa"
        self.currency = currency
        set_gateway("bank_file", options={**NACHA, **SEPA}, secrets={}, by=ADMINISTRATOR, at=MONDAY)
        self.book = book or open_book()
        self.debt_id = place(self.book, item("I-1", 100_000, currency=currency))
        self.count = 0

    def mandate(self) -> int:
        details = read_details(
            self.scheme, holder="Juniper Testcase", bank="021000021" if self.scheme == "nacha" else "",
            account=ACCOUNT if self.scheme == "nacha" else IBAN, kind="checking" if self.scheme == "nacha" else "",
        )  # fmt: skip
        return keep_bank_mandate(
            self.debt_id, details, signed_date=date(2026, 6, 1), evidence="Letter of 1 June.", by=SUPERVISOR, at=MONDAY,
        )  # fmt: skip

    def collected(self, minor: int, mandate_id: int, *, at: datetime = MONDAY) -> int:
        """Plan a payment and have it given to the order book."""
        self.count += 1
        number = collect(
            mandate_id, debt_id=self.debt_id, amount=Amount(minor, self.currency), what="Instalment",
            key=f"due:{self.debt_id}:{self.count}", due_date=at.date(), by=SUPERVISOR, at=at,
        )  # fmt: skip
        self.see_to(number, at=at)
        return number

    def see_to(self, number: int, *, at: datetime) -> str:
        return see_to(number, disputed=nothing, by=WORKER, now=lambda: at)

    def write(self, out: Path, *, at: datetime = MONDAY, **more: Any) -> DebitsRun:
        return write_debits(self.scheme, out, disputed=nothing, by=SUPERVISOR, at=at, **more)

    def take(self, data: bytes, *, at: datetime = FRIDAY, **more: Any) -> ReturnsTaken:
        return take_returns(data, name="back.ach", disputed=nothing, by=SUPERVISOR, at=at, **more)


def american_returns(*told: tuple[str, str, int, str]) -> bytes:
    """Return a NACHA file of returns and changes: trace, code, amount and what a change says instead, each."""
    lines = ["101 091400606 1234567890" + "2606190900A094101".ljust(70)]
    lines.append(
        "5200" + "Larch".ljust(46) + "PPD" + "PAYMENT".ljust(10) + "260619260619".ljust(15) + "109140060" + "0000001"
    )
    for trace, code, minor, data in told:
        lines.append(f"626{'091400606'}{'1':17}{minor:010d}{'':15}{'Juniper':22}  1{trace}")
        kind = "98" if code.startswith("C") else "99"
        lines.append(f"7{kind}{code:3}{trace}{'':6}{'02100002'}{data:44}{trace}")
    total, entry_hash = sum(one[2] for one in told), 9140060 * len(told)
    lines.append(f"8200{2 * len(told):06d}{entry_hash:010d}{total:012d}{0:012d}{'1234567890':35}{'09140060'}{1:07d}")
    lines.append(f"9{1:06d}{1:06d}{2 * len(told):08d}{entry_hash:010d}{total:012d}{0:012d}{'':39}")
    assert {len(line) for line in lines} == {94}, [len(line) for line in lines]
    return "\n".join(lines).encode()


def european_returns(reference: str, code: str) -> bytes:
    """Return a pain.002 that rejects a debit, a block or a file by its reference."""
    return (
        '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>B</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>G</OrgnlMsgId></OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>G-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{reference}"
        f"</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()
