"""A payer's bank details: read, checked, sealed as one text, shown by their last four, changed by a notice. Pure."""

import json
import re
from typing import NamedTuple

from goodstanding.payments.bank.nacha.writing import is_bank_number
from goodstanding.payments.bank.order.scheme import SCHEMES, SchemeName
from goodstanding.payments.bank.sepa.debit import is_iban
from goodstanding.refusal import Refusal

SEALED_AS = "bank mandate"
"""What the details are sealed as: they do not open as anything else."""
HOLDER_MAX, SHOWN = 70, 4
_ACCOUNT = re.compile(r"[0-9A-Za-z-]{4,17}")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_BANK_DIGITS = 9


class DetailsRefused(Refusal, ValueError):
    """The bank details cannot be right; the sentences say why, and never repeat them."""


class BankDetails(NamedTuple):
    """Whose account it is and where: nine digits and an account number, or a BIC (may be absent) and an IBAN."""

    scheme: SchemeName
    holder: str
    bank: str
    account: str
    kind: str = ""
    """checking or savings, of an American account."""


def read_details(scheme: str, *, holder: str, bank: str, account: str, kind: str = "") -> BankDetails:
    """Return details in their one form. Raises DetailsRefused with everything that is wrong."""
    if scheme not in SCHEMES:
        raise DetailsRefused(f"{scheme[:20]!r} is no scheme; one of {', '.join(SCHEMES)} is.")
    name: SchemeName = "sepa" if scheme == "sepa" else "nacha"
    tidy = "".join(account.split()).upper() if name == "sepa" else "".join(account.split())
    found = BankDetails(name, " ".join(holder.split()), "".join(bank.split()).upper(), tidy, kind)
    faults = _faults(found)
    if faults:
        raise DetailsRefused(" ".join(faults))
    return found


def label(details: BankDetails) -> str:
    """Return what may be shown.

    >>> label(BankDetails("nacha", "Ada Larch", "091400606", "000123456789", "checking"))
    'Checking account ending 6789'
    """
    what = "IBAN" if details.scheme == "sepa" else f"{details.kind.capitalize()} account"
    return f"{what} ending {details.account[-SHOWN:]}"


def sealable(details: BankDetails) -> str:
    """Return details as the text that is sealed."""
    return json.dumps(details._asdict(), ensure_ascii=False)


def opened(text: str) -> BankDetails:
    """Return details of the text that was sealed."""
    return BankDetails(**json.loads(text))


def changed(details: BankDetails, code: str, data: str) -> BankDetails | None:
    """Return details as a notice of change wants them; None where it says nothing that can be right.

    data  the corrected data as it stands in the notice, runs of spaces made one. Source: Nacha Operating Rules,
    Appendix Five.

    >>> one = BankDetails("nacha", "Ada Larch", "091400606", "12345", "checking")
    >>> changed(one, "C03", "021000021 98765")[2:], changed(one, "C06", "98765 37")[3:], changed(one, "C02", "1")
    (('021000021', '98765', 'checking'), ('98765', 'savings'), None)
    """
    bank, account, kind, holder = details.bank, details.account, details.kind, details.holder
    words = data.split()
    if not words:
        return None
    if code == "C01":
        account = "".join(words)
    elif code == "C02":
        bank = words[0]
    elif code == "C03":
        bank, account = words[0][:_BANK_DIGITS], words[0][_BANK_DIGITS:] + "".join(words[1:])
    elif code == "C04":
        holder = " ".join(words)
    elif code == "C05":
        kind = _kind(words[0])
    elif code == "C06":
        account, kind = "".join(words[:-1]), _kind(words[-1])
    elif code == "C07":
        whole = "".join(words)
        bank, account, kind = whole[:_BANK_DIGITS], whole[_BANK_DIGITS:-2], _kind(whole[-2:])
    else:
        return None
    found = details._replace(bank=bank, account=account, kind=kind, holder=holder)
    return None if found == details or _faults(found) else found


def _kind(transaction: str) -> str:
    """Return the kind of account that a transaction code speaks of."""
    return {"2": "checking", "3": "savings"}.get(transaction[:1], "") if transaction.isdecimal() else ""


def _faults(details: BankDetails) -> list[str]:
    found = []
    if not details.holder or len(details.holder) > HOLDER_MAX or not details.holder.isprintable():
        found.append(f"The account holder has a name of at most {HOLDER_MAX} characters.")
    if details.scheme == "sepa":
        if not is_iban(details.account):
            found.append("The check digits of this IBAN do not fit; please compare it with its source.")
        if details.bank and not _BIC.fullmatch(details.bank):
            found.append("The BIC is none.")
        return found
    if not is_bank_number(details.bank):
        found.append("The bank's number is not nine digits that check.")
    if not _ACCOUNT.fullmatch(details.account):
        found.append("An account number has 4 to 17 letters, digits and hyphens.")
    if details.kind not in {"checking", "savings"}:
        found.append("An account is checking or savings.")
    return found
