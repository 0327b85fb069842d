"""Amounts as PayPal writes them: a decimal text and a currency.

Source: PayPal's description of currency codes. It takes some two dozen currencies; of these HUF and TWD have two
decimals in ISO 4217 and none at PayPal.
"""

from collections.abc import Mapping

from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.money.currency import UnknownCurrency, exponent
from goodstanding.wire.answer import text

TAKEN = frozenset(
    ["AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK",
     "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD"]
)  # fmt: skip
WHOLE = frozenset(["HUF", "JPY", "TWD"])


def written(amount: Amount) -> dict[str, str] | None:
    """Return an amount as PayPal takes it, or nothing where it cannot take it exactly.

    >>> written(Amount(1234, "USD")), written(Amount(1250, "HUF")), written(Amount(1200, "HUF"))
    ({'currency_code': 'USD', 'value': '12.34'}, None, {'currency_code': 'HUF', 'value': '12'})
    """
    if amount.currency not in TAKEN or amount.minor <= 0:
        return None
    value = amount.decimal_string()
    if amount.currency in WHOLE and exponent(amount.currency):
        whole, rest = divmod(amount.minor, 10 ** exponent(amount.currency))
        if rest:
            return None
        value = str(whole)
    return {"currency_code": amount.currency, "value": value}


def amount_of(told: Mapping[str, object]) -> Amount | None:
    """Return what PayPal writes as an amount, or nothing where it is none.

    >>> amount_of({"currency_code": "HUF", "value": "12"}), amount_of({"currency_code": "USD", "value": "1.234"})
    (Amount(minor=1200, currency='HUF'), None)
    """
    try:
        return Amount.of(text(told, "value", most=30), text(told, "currency_code", most=10))
    except (AmountMalformed, UnknownCurrency):
        return None
