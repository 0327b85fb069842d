"""Numbers of cards never pass through here: what looks like one is refused, and of one only the last four are shown.

For every adapter, before it asks anything.
"""

import re

from goodstanding.payments.gateway.port import ChargeAsk, PageAsk, RefundAsk

_RUN = re.compile(r"(?<![0-9A-Za-z_])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])", re.ASCII)
_TENS = 10
_LAST = 4
REFUSED = "The ask holds what may be the number of a card; such numbers are not taken here."


def holds_card_number(words: str) -> bool:
    """Say whether a text holds 13 to 19 digits whose check digit fits, with or without gaps.

    >>> holds_card_number("pay 4242 4242 4242 4242 now"), holds_card_number("invoice 4242424242424241")
    (True, False)
    """
    return any(_fits([int(one) for one in found if one.isdecimal()]) for found in _RUN.findall(words))


def ask_holds_card_number(ask: PageAsk | ChargeAsk | RefundAsk) -> bool:
    """Say whether anything of an ask that somebody may have typed looks like the number of a card."""
    if isinstance(ask, PageAsk):
        return holds_card_number(f"{ask.key}\n{ask.what}\n{ask.email}\n{ask.back_address}\n{ask.cancel_address}")
    if isinstance(ask, ChargeAsk):
        return holds_card_number(f"{ask.key}\n{ask.what}\n{ask.mandate_reference}\n{ask.customer_reference}")
    return holds_card_number(f"{ask.key}\n{ask.reason}\n{ask.payment_reference}")


def last_four(words: str) -> str:
    """Return the last four digits a provider shows, or nothing where it shows anything else.

    >>> last_four("4242"), last_four("4242424242424242")
    ('4242', '')
    """
    return words if len(words) <= _LAST and words.isascii() and words.isalnum() else ""


def _fits(digits: list[int]) -> bool:
    """Say whether the check digit fits (ISO/IEC 7812, annex B)."""
    doubled = [sum(divmod(2 * one, _TENS)) for one in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % _TENS == 0
