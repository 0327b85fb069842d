"""Money as Square writes it: a whole number of the smallest unit, and the currency of ISO 4217."""

from goodstanding.money.amount import Amount
from goodstanding.money.currency import EXPONENTS
from goodstanding.payments.gateway.adapters.exchange import Row
from goodstanding.wire.answer import inner, signed, text


def written(amount: Amount) -> dict[str, object]:
    """Return an amount as Square takes it.

    >>> written(Amount(1234, "USD"))
    {'amount': 1234, 'currency': 'USD'}
    """
    return {"amount": amount.minor, "currency": amount.currency}


def amount_in(row: Row, name: str) -> Amount | None:
    """Return the amount that stands in a field, or nothing where there is none.

    >>> amount_in({"fee": {"amount": -3, "currency": "JPY"}}, "fee")
    Amount(minor=-3, currency='JPY')
    """
    money = inner(row, name)
    number, currency = signed(money.get("amount")), text(money, "currency", most=10)
    return Amount(number, currency) if number is not None and currency in EXPONENTS else None
