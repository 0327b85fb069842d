"""What field 86 of an MT940 says of a payment: German subfields (?20), Dutch words between slashes, or free text."""

import re
from typing import NamedTuple

from goodstanding.payments.bank.written import clean

_SUBFIELD = re.compile(r"\?([0-9]{2})")
_GERMAN = re.compile(r"[0-9]{3}[?>]")
_SEPA = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")
_SLASHED = re.compile(r"/(TRTP|EREF|REMI|NAME|IBAN|BIC|MARF|CSID|CNTP|PREF|RTRN|ORDP|BENM|ISDT|ULTD|ULTC|PURP|STRD)/")
_CREDITOR_REFERENCE = re.compile(r"\bRF[0-9]{2}[A-Z0-9]{1,21}\b")
_RETURN_WORD = re.compile(r"\b(A[CGM][0-9]{2}|MD[0-9]{2}|MS0[23]|RC01|RR0[1-4]|SL01|FF05|DNOR|CNOR|BE05)\b")
_RETURNS = frozenset({"108", "109", "159", "184", "185"})
"""Codes of German banks for what came back."""


class Details(NamedTuple):
    """What field 86 says, as far as it has a form that says what is what."""

    text: str = ""
    end_to_end: str = ""
    creditor_reference: str = ""
    party_name: str = ""
    party_account: str = ""
    code: str = ""
    return_code: str = ""


def details_of(text: str) -> Details:
    """Return what is told of a payment; only the text where it has no known form.

    >>> details_of("166?00CREDIT?20EREF+E-7?21SVWZ+INV 17?31DE02?32ERIKA").party_name
    'ERIKA'
    """
    if _GERMAN.match(text):
        return _german(text)
    if _SLASHED.search(text):
        return _slashed(text)
    tidy = clean(text)
    return Details(text=tidy, creditor_reference=_reference(tidy))


def _german(text: str) -> Details:
    one_line = text.replace("\n", "")
    code, parts = one_line[:3], _SUBFIELD.split(one_line)
    found: dict[str, str] = {}
    for number, words in zip(parts[1::2], parts[2::2], strict=True):
        found[number] = found.get(number, "") + words
    remittance = "".join(words for number, words in found.items() if "20" <= number <= "29" or "60" <= number <= "63")
    named = _SEPA.split(remittance)
    sepa = dict(zip(named[1::2], named[2::2], strict=True))
    words = clean(sepa.get("SVWZ", "") or named[0] or remittance)
    returned = _RETURN_WORD.search(remittance)
    return Details(
        text=words or clean(found.get("00", "")) or clean(one_line),
        end_to_end=_given(sepa.get("EREF", "")),
        creditor_reference=_reference(remittance),
        party_name=clean(found.get("32", "") + found.get("33", ""), 140),
        party_account=clean(found.get("31", ""), 60),
        code=code,
        return_code=(returned[1] if returned else clean(found.get("34", ""), 10)) if code in _RETURNS else "",
    )


def _slashed(text: str) -> Details:
    parts = _SLASHED.split(text.replace("\n", ""))
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    party = found.get("CNTP", "").split("/")
    return Details(
        text=clean(found.get("REMI", "")) or clean(text),
        end_to_end=_given(found.get("EREF", "")),
        creditor_reference=_reference(text),
        party_name=clean(found.get("NAME", "") or "".join(party[2:3]), 140),
        party_account=clean(found.get("IBAN", "") or party[0], 60),
        code="",
        return_code=clean(found.get("RTRN", ""), 10),
    )


def _given(text: str) -> str:
    tidy = clean(text, 60)
    return "" if tidy.upper() in {"NOTPROVIDED", "NONREF", "NOT PROVIDED"} else tidy


def _reference(text: str) -> str:
    found = _CREDITOR_REFERENCE.search(text)
    return found[0] if found else ""
