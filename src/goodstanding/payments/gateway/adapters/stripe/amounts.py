"""Amounts as Stripe counts them, which is not always as ISO 4217 does.

Source: Stripe's description of supported currencies. Some currencies have no decimals at Stripe although they have two
in ISO (MGA), some have two at Stripe and none in ISO (ISK, UGX: the decimals must be zero), and those with three are
taken in steps of ten of their minor units only.
"""

from goodstanding.money.amount import Amount
from goodstanding.money.currency import EXPONENTS, exponent
from goodstanding.wire.answer import signed

WHOLE = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
THREE = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
AMOUNT_MAX = 99_999_999
"""Eight digits, whatever the currency."""
_STEP, _TWO = 10, 2


def units(amount: Amount) -> int | None:
    """Return an amount in Stripe's units, or nothing where Stripe cannot take it exactly.

    >>> units(Amount(1234, "USD")), units(Amount(500, "UGX")), units(Amount(1234, "KWD")), units(Amount(150, "MGA"))
    (1234, 50000, None, None)
    """
    theirs, ours = _places(amount.currency), exponent(amount.currency)
    if theirs is None:
        return None
    found, rest = divmod(amount.minor * 10**theirs, 10**ours)
    is_stepped = amount.currency not in THREE or found % _STEP == 0
    return found if not rest and is_stepped and 0 < found <= AMOUNT_MAX else None


def minor(number: object, currency: object) -> int | None:
    """Return Stripe's number, which may lie below zero, in our minor units; nothing where that is not exact."""
    code, value = code_of(currency), signed(number)
    theirs = _places(code)
    if value is None or theirs is None:
        return None
    found, rest = divmod(abs(value) * 10 ** exponent(code), 10**theirs)
    return None if rest else (found if value >= 0 else -found)


def amount_of(number: object, currency: object) -> Amount | None:
    """Return Stripe's number and currency as an amount, or nothing where they are none.

    >>> amount_of(50000, "ugx")
    Amount(minor=500, currency='UGX')
    """
    found = minor(number, currency)
    return None if found is None else Amount(found, code_of(currency))


def code_of(currency: object) -> str:
    """Return the code of a currency as Stripe writes it, in our letters."""
    return currency.upper() if isinstance(currency, str) and currency.isascii() else ""


def _places(code: str) -> int | None:
    """Return how many decimals Stripe counts; nothing for a currency that it cannot have."""
    if code in WHOLE:
        return 0
    if code in THREE:
        return 3
    known = EXPONENTS.get(code)
    return None if known is None or known > _TWO else _TWO
