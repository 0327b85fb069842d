"""Finding things in a camt document by their short names, whatever its version calls its namespace.

An entry has some twenty things to find: asked for one by one they take four times as long as one walk over all of it.
"""

from functools import lru_cache
from typing import Any, TypeAlias, cast

from goodstanding.payments.bank.written import TEXT_LENGTH_MOST

MESSAGE = r"urn:iso:std:iso:20022:tech:xsd:(camt\.05[234])\.001\.([0-9]{2})"
VERSIONS = range(2, 14)
HOLDERS = ("Stmt", "Rpt", "Ntfctn")
"""What holds entries and balances."""

Element: TypeAlias = Any
"""An element of lxml, which comes without types."""

_BLOCKS = frozenset({
    "BookgDt", "ValDt", "Domn", "Fmly", "Prtry", "Btch", "Chrgs", "TxAmt", "InstdAmt", "CntrValAmt", "AnncdPstngAmt",
    "PrtryAmt", "Refs", "RltdPties", "Dbtr", "DbtrAcct", "UltmtDbtr", "Cdtr", "CdtrAcct", "UltmtCdtr", "TradgPty",
    "InitgPty", "RltdAgts", "DbtrAgt", "CdtrAgt", "RmtInf", "CdtrRefInf", "RfrdDocInf", "RfrdDocAmt", "Invcr", "Invcee",
    "RltdDts", "RtrInf", "OrgnlBkTxCd", "Rsn", "Tax", "Purp", "RltdRmtInf", "RltdPric", "Avlbty", "FinInstrmId",
    "PstlAdr", "CtctDtls", "TechInptChanl", "CardTx", "Intrst", "LclInstrm", "Sts", "MndtRltdInf",
})  # fmt: skip
"""Blocks whose inner words (Nm, Id, Cd, Amt …) mean something else in each."""

_SHARED = frozenset({"Nm", "Id", "IBAN", "Cd", "Dt", "DtTm", "Amt", "Ref", "CdtDbtInd"})
"""Words that are kept with the block they stand in; all others mean one thing wherever they stand."""


@lru_cache(maxsize=512)
def _qualified(namespace: str, path: str) -> str:
    return "/".join(f"{{{namespace}}}{step}" for step in path.split("/"))


class Walked:
    """What an entry says, the first of each word, and the same of each payment in it, found in one walk.

    A word that several blocks share is known as "Dbtr/Nm"; the order of blocks is that of the schema.
    """

    __slots__ = ("details", "told")

    def __init__(self, told: dict[str, str], details: "list[Walked]") -> None:
        self.told = told
        self.details = details

    def of(self, *words: str) -> str:
        """Return the text of the first of some words that has any."""
        for word in words:
            if found := self.told.get(word):
                return found
        return ""


class _Words(dict[Any, tuple[str, bool, bool]]):
    """What each tag of a namespace is: its short name, whether it is a block, whether blocks share it."""

    def __missing__(self, tag: Any) -> tuple[str, bool, bool]:
        short = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        found = (short, short in _BLOCKS, short in _SHARED)
        if len(self) < _WORDS_MOST:
            self[tag] = found
        return found


_WORDS_MOST = 10_000
_WORDS = _Words()


def walk(element: Element) -> Walked:
    """Return what an entry says."""
    whole = Walked({}, [])
    told, block = whole.told, ""
    for node in element.iterdescendants():
        tag, is_block, is_shared = _WORDS[node.tag]
        if is_block:
            block = tag
        text = node.text
        if text is None or not (text := text.strip()):
            if tag == "TxDtls":
                whole.details.append(Walked({}, []))
                told, block = whole.details[-1].told, ""
            continue
        if tag == "AddtlNtryInf":
            told = whole.told
        word = f"{block}/{tag}" if is_shared and block else tag
        if word not in told:
            told[word] = text
            if tag == "Amt":
                told[word + "@"] = node.get("Ccy") or ""
        elif tag == "Ustrd":
            told[word] = f"{told[word]} {text}"[:TEXT_LENGTH_MOST]
    return whole


class Paths:
    """The way to things in documents of one namespace."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def text(self, element: Element, *paths: str) -> str:
        """Return the text at the first of some paths that has any; empty where none does."""
        for path in paths:
            found = element.findtext(_qualified(self.namespace, path))
            if found and (tidy := str(found).strip()):
                return tidy
        return ""

    def all(self, element: Element, path: str) -> list[Element]:
        """Return every element at a path."""
        return cast("list[Element]", element.findall(_qualified(self.namespace, path)))

    def one(self, element: Element, path: str) -> Element:
        """Return the first element at a path; None where there is none."""
        return element.find(_qualified(self.namespace, path))
