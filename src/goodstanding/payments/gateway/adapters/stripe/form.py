"""How an ask is written for Stripe: as a form with nested names, and as a path with what is to be shown in full."""

from collections.abc import Mapping
from urllib.parse import urlencode

from goodstanding.payments.gateway.adapters.exchange import Row, in_path

EXPANDED = ("latest_charge.balance_transaction", "latest_charge.failure_balance_transaction", "payment_method")
"""What of a payment is shown in full, so that one question is enough."""


def flat(given: Row, above: str = "") -> list[tuple[str, str]]:
    """Return an object as the fields of a form, the way Stripe nests them.

    >>> flat({"a": {"b": [1, 2]}})
    [('a[b][0]', '1'), ('a[b][1]', '2')]
    """
    found: list[tuple[str, str]] = []
    for name, value in given.items():
        place = f"{above}[{name}]" if above else name
        if isinstance(value, Mapping):
            found += flat(value, place)
        elif isinstance(value, list):
            found += flat({str(number): one for number, one in enumerate(value)}, place)
        else:
            found.append((place, str(value)))
    return found


def payment_path(reference: str) -> str:
    """Return the path of a payment with all that is wanted of it."""
    return f"/v1/payment_intents/{in_path(reference)}?{_expanded('')}"


def page_path(reference: str) -> str:
    """Return the path of a page, with its payment in full."""
    return f"/v1/checkout/sessions/{in_path(reference)}?{_expanded('payment_intent.')}"


def _expanded(below: str) -> str:
    return urlencode([("expand[]", f"{below}{one}") for one in EXPANDED])
