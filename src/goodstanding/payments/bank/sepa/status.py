"""Reading a pain.002: what a bank says became of a file of debits, its blocks, and each debit."""

import re
from io import BytesIO
from typing import Any, Literal, NamedTuple

from lxml import etree

from goodstanding.payments.bank.statement import FileRefused, Unreadable
from goodstanding.payments.bank.written import clean, minor, size_within

State = Literal["accepted", "pending", "rejected"]
_MESSAGE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.[0-9]{2}")
_STATES: dict[str, State] = {
    "ACCP": "accepted", "ACSP": "accepted", "ACSC": "accepted", "ACTC": "accepted", "ACWC": "accepted",
    "ACCC": "accepted", "PDNG": "pending", "RCVD": "pending", "PART": "pending", "RJCT": "rejected",
}  # fmt: skip


class DebitStatus(NamedTuple):
    """What became of one debit, or, without an end-to-end reference, of the whole block or file it names."""

    message: str
    block: str
    end_to_end: str
    state: State
    code: str
    reason: str
    amount_minor: int | None


class StatusFile(NamedTuple):
    """A pain.002 as read, with what in it cannot be used."""

    statuses: tuple[DebitStatus, ...]
    faults: tuple[str, ...]


def read_pain002(data: bytes) -> StatusFile:
    """Return what a bank says of debits. Raises FileRefused."""
    size_within(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.parse(BytesIO(data), parser)
    except etree.XMLSyntaxError as fault:
        raise FileRefused(f"The XML is broken: {clean(str(fault), 200)}.") from fault
    if tree.docinfo.doctype:
        raise FileRefused("The file declares a document type, which no bank file does; it is not read.")
    namespace = etree.QName(tree.getroot()).namespace or ""
    if not _MESSAGE.fullmatch(namespace):
        raise FileRefused(f"The document is {clean(namespace, 80) or 'of no namespace'}, not a pain.002.")
    return _Reader(namespace).read(tree.getroot())


class _Reader:
    def __init__(self, namespace: str) -> None:
        self.names = {"p": namespace}
        self.faults: list[str] = []
        self.found: list[DebitStatus] = []

    def read(self, root: Any) -> StatusFile:
        """Return every status from the file down to its debits."""
        report = root.find("p:CstmrPmtStsRpt", self.names)
        group = report.find("p:OrgnlGrpInfAndSts", self.names) if report is not None else None
        if group is None:
            raise FileRefused("The document does not say of which file it tells.")
        message = self._text(group, "p:OrgnlMsgId")
        self._take(group, message=message, block="", state="p:GrpSts")
        for block in report.findall("p:OrgnlPmtInfAndSts", self.names):
            name = self._text(block, "p:OrgnlPmtInfId")
            self._take(block, message=message, block=name, state="p:PmtInfSts")
            for one in block.findall("p:TxInfAndSts", self.names):
                self._take(one, message=message, block=name, state="p:TxSts")
        for one in report.findall("p:TxInfAndSts", self.names):
            self._take(one, message=message, block="", state="p:TxSts")
        if not self.found and not self.faults:
            raise FileRefused("The document says nothing of any debit.")
        return StatusFile(tuple(self.found), tuple(self.faults[:20]))

    def _take(self, element: Any, *, message: str, block: str, state: str) -> None:
        word = self._text(element, state)
        end_to_end = self._text(element, "p:OrgnlEndToEndId")
        reason = self._text(element, "p:StsRsnInf/p:Rsn/p:Cd") or self._text(element, "p:StsRsnInf/p:Rsn/p:Prtry")
        if not word and state == "p:TxSts":
            # A debit that is told without a standing has that of its block, and banks tell only those that failed.
            word = "RJCT" if reason else ""
        if not word:
            return
        if word not in _STATES:
            self.faults.append(f"{end_to_end or block or message}: {word!r} is no standing that we know.")
            return
        self.found.append(
            DebitStatus(message, block, end_to_end, _STATES[word], reason,
                        self._text(element, "p:StsRsnInf/p:AddtlInf"), self._amount(element, end_to_end))
        )  # fmt: skip

    def _amount(self, element: Any, name: str) -> int | None:
        found = element.find("p:OrgnlTxRef/p:Amt/p:InstdAmt", self.names)
        if found is None:
            return None
        try:
            return minor((found.text or "").strip(), found.get("Ccy") or "")
        except Unreadable as fault:
            self.faults.append(f"{name}: {fault}")
            return None

    def _text(self, element: Any, path: str) -> str:
        return clean(element.findtext(path, default="", namespaces=self.names), 140)
