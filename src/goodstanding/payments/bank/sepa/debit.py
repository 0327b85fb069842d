"""Writing SEPA direct debits: pain.008.001.02 and .08, a block for each day and sequence, checked by the schema.

The same debits make the same bytes, so that a file written again after a crash is the same file; the writer of sepaxml
takes its references from chance and its day from the clock, so only its schemas are used here.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from lxml import etree
from sepaxml.validation import ValidationError, try_valid_xml

from goodstanding.calendars.business_day import is_business_day
from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal

Sequence_ = Literal["FRST", "RCUR", "OOFF", "FNAL"]
SEQUENCES = ("FRST", "RCUR", "OOFF", "FNAL")
SCHEMAS = ("pain.008.001.02", "pain.008.001.08")
AMOUNT_MOST = 999_999_999_99
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_CREDITOR = re.compile(r"([A-Z]{2}[0-9]{2})([A-Z0-9]{3})([A-Z0-9]{1,28})")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_REFERENCE = re.compile(r"[A-Za-z0-9+?/:().,'-][A-Za-z0-9+?/:().,' -]{0,34}")
_LETTERS = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


class DebitRefused(Refusal, ValueError):
    """A file of direct debits cannot be written like this; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Creditor:
    """Who is paid: name, account, the bank's BIC where it wants one, and the creditor identifier."""

    name: str
    iban: str
    identifier: str
    bic: str = ""
    instrument: Literal["CORE", "B2B"] = "CORE"


class SepaDebit(NamedTuple):
    """One debit by a mandate; `key` is its end-to-end reference."""

    key: str
    amount: Amount
    mandate: str
    signed_date: date
    sequence: Sequence_
    collection_date: date
    name: str
    iban: str
    what: str
    bic: str = ""


def write_pain008(
    debits: Sequence[SepaDebit], creditor: Creditor, *, message: str, made_at: datetime, schema: str = SCHEMAS[1]
) -> bytes:
    """Return a file of debits; `message` is its own number, up to 25 plain characters. Raises DebitRefused."""
    faults = _faults(debits, creditor, message=message, schema=schema)
    if faults:
        raise DebitRefused(" ".join(faults[:20]))
    root = etree.Element(f"{{{_NAMESPACE}{schema}}}Document", nsmap={None: _NAMESPACE + schema})
    body = _add(root, "CstmrDrctDbtInitn")
    header = _add(body, "GrpHdr")
    _add(header, "MsgId", message)
    _add(header, "CreDtTm", made_at.strftime("%Y-%m-%dT%H:%M:%S"))
    _counted(header, debits)
    _add(_add(header, "InitgPty"), "Nm", _plain(creditor.name, 70))
    blocks = sorted({(debit.collection_date, debit.sequence) for debit in debits})
    for number, (day, sequence) in enumerate(blocks, start=1):
        mine = [one for one in debits if (one.collection_date, one.sequence) == (day, sequence)]
        _block(body, mine, creditor, name=f"{message}-{number}", schema=schema)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    try:
        try_valid_xml(data, schema)
    except ValidationError as fault:
        raise DebitRefused(f"The file does not pass the schema {schema}.") from fault
    return data


def is_iban(text: str) -> bool:
    """Say whether an account number checks itself.

    >>> is_iban("DE02120300000000202051"), is_iban("DE03120300000000202051")
    (True, False)
    """
    return _IBAN.fullmatch(text) is not None and _checks(text[4:] + text[:4])


def is_creditor_identifier(text: str) -> bool:
    """Say whether a creditor identifier checks itself; the three characters of the business do not count.

    >>> is_creditor_identifier("DE98ZZZ09999999999")
    True
    """
    match = _CREDITOR.fullmatch(text)
    return match is not None and _checks(match[3] + match[1])


def _checks(text: str) -> bool:
    return int("".join(str(int(letter, 36)) for letter in text)) % 97 == 1


def _faults(debits: Sequence[SepaDebit], creditor: Creditor, *, message: str, schema: str) -> list[str]:
    found = []
    if schema not in SCHEMAS:
        found.append(f"{schema!r} is none of {', '.join(SCHEMAS)}.")
    if not debits:
        found.append("There is no debit to write.")
    if len({debit.key for debit in debits}) != len(debits):
        found.append("Two debits have the same key.")
    if not _REFERENCE.fullmatch(message) or len(message) > 25:  # noqa: PLR2004  a block adds its number behind
        found.append("A message's number has up to 25 plain characters.")
    if not is_iban(creditor.iban) or not is_creditor_identifier(creditor.identifier):
        found.append("The creditor's account number or identifier does not check.")
    if not _plain(creditor.name, 70) or (creditor.bic and not _BIC.fullmatch(creditor.bic)):
        found.append("The creditor needs a name, and a BIC that is one.")
    if schema == SCHEMAS[0] and not creditor.bic:
        found.append(f"{schema} wants the creditor's BIC.")
    for debit in debits:
        found += [f"Debit {debit.key}: {fault}" for fault in _faults_of(debit)]
    return found


def _faults_of(debit: SepaDebit) -> list[str]:
    found = []
    if not _REFERENCE.fullmatch(debit.key) or not _REFERENCE.fullmatch(debit.mandate):
        found.append("key and mandate have up to 35 plain characters.")
    if debit.amount.currency != "EUR" or not 0 < debit.amount.minor <= AMOUNT_MOST:
        found.append("a debit takes between EUR 0.01 and EUR 999,999,999.99.")
    if debit.sequence not in SEQUENCES:
        found.append(f"{debit.sequence!r} is none of {', '.join(SEQUENCES)}.")
    if not is_iban(debit.iban) or (debit.bic and not _BIC.fullmatch(debit.bic)):
        found.append("the payer's account number or BIC does not check.")
    if not _plain(debit.name, 70):
        found.append("the payer has no name that can be written in plain letters.")
    if not is_business_day(debit.collection_date, calendar="ecb"):
        found.append(f"{debit.collection_date} is no TARGET day.")
    if debit.signed_date > debit.collection_date:
        found.append("the mandate is signed after the day of the debit.")
    return found


def _block(body: Any, debits: Sequence[SepaDebit], creditor: Creditor, *, name: str, schema: str) -> None:
    block = _add(body, "PmtInf")
    _add(block, "PmtInfId", name)
    _add(block, "PmtMtd", "DD")
    _add(block, "BtchBookg", "true")
    _counted(block, debits)
    kind = _add(block, "PmtTpInf")
    _add(_add(kind, "SvcLvl"), "Cd", "SEPA")
    _add(_add(kind, "LclInstrm"), "Cd", creditor.instrument)
    _add(kind, "SeqTp", debits[0].sequence)
    _add(block, "ReqdColltnDt", debits[0].collection_date.isoformat())
    _add(_add(block, "Cdtr"), "Nm", _plain(creditor.name, 70))
    _add(_add(_add(block, "CdtrAcct"), "Id"), "IBAN", creditor.iban)
    _bank(_add(block, "CdtrAgt"), creditor.bic, schema)
    _add(block, "ChrgBr", "SLEV")
    other = _add(_add(_add(_add(block, "CdtrSchmeId"), "Id"), "PrvtId"), "Othr")
    _add(other, "Id", creditor.identifier)
    _add(_add(other, "SchmeNm"), "Prtry", "SEPA")
    for debit in debits:
        _debit(block, debit, schema=schema)


def _debit(block: Any, debit: SepaDebit, *, schema: str) -> None:
    one = _add(block, "DrctDbtTxInf")
    _add(_add(one, "PmtId"), "EndToEndId", debit.key)
    _add(one, "InstdAmt", debit.amount.decimal_string()).set("Ccy", "EUR")
    mandate = _add(_add(one, "DrctDbtTx"), "MndtRltdInf")
    _add(mandate, "MndtId", debit.mandate)
    _add(mandate, "DtOfSgntr", debit.signed_date.isoformat())
    _bank(_add(one, "DbtrAgt"), debit.bic, schema)
    _add(_add(one, "Dbtr"), "Nm", _plain(debit.name, 70))
    _add(_add(_add(one, "DbtrAcct"), "Id"), "IBAN", debit.iban)
    _add(_add(one, "RmtInf"), "Ustrd", _plain(debit.what, 140) or debit.key)


def _bank(agent: Any, bic: str, schema: str) -> None:
    institution = _add(agent, "FinInstnId")
    if bic:
        _add(institution, "BIC" if schema == SCHEMAS[0] else "BICFI", bic)
    else:
        _add(_add(institution, "Othr"), "Id", "NOTPROVIDED")


def _counted(element: Any, debits: Sequence[SepaDebit]) -> None:
    _add(element, "NbOfTxs", str(len(debits)))
    _add(element, "CtrlSum", Amount(sum(debit.amount.minor for debit in debits), "EUR").decimal_string())


def _add(element: Any, tag: str, text: str | None = None) -> Any:
    made = etree.SubElement(element, f"{{{etree.QName(element).namespace}}}{tag}")
    made.text = text
    return made


def _plain(text: str, width: int) -> str:
    """Return a text in the letters that every SEPA bank takes."""
    told = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("&", "+"))
    told = "".join(letter for letter in told if not unicodedata.combining(letter))
    return " ".join(_LETTERS.sub(" ", told).split())[:width].strip()
