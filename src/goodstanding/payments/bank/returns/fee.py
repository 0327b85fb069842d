"""When the fee of a contract for a returned payment may be charged: only where the payer's account lacked the money.

What a bank did wrong, an account that is gone, and a payer who says that they never allowed it cost nobody a fee.
"""

import re

from goodstanding.payments.bank.returns.codes import Code, Scheme, codes

RETURNED_PAYMENT = "returned payment"
"""The name under which a contract allows the fee in the catalogue."""
SCHEMES: tuple[Scheme, ...] = ("nacha", "sepa")
_WORD = re.compile(r"\b[A-Z][A-Z0-9]{2,3}\b")


def code_in(text: str) -> Code | None:
    """Return the first code of a bank that a text names, if any.

    >>> code_in("Returned: R01").meaning
    'Not enough money on the account'
    """
    for word in _WORD.findall(text.upper()):
        for scheme in SCHEMES:
            if word in codes(scheme):
                return codes(scheme)[word]
    return None


def objection(code: Code) -> str:
    """Return what speaks against a fee for a payment that came back with a code, as a sentence; empty if nothing.

    >>> objection(Code("R01", "Not enough money on the account", lacks_money=True))
    ''
    """
    if code.lacks_money:
        return ""
    known = ", ".join(name for scheme in SCHEMES for name, one in codes(scheme).items() if one.lacks_money)
    said = code.meaning[:1].lower() + code.meaning[1:]
    return f"{code.code} ({said}) costs no fee for a returned payment; only {known} do."
