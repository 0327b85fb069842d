"""The options of texts by Twilio, and the adapter that a setting makes."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodstanding.money.currency import EXPONENTS
from goodstanding.outreach.channels.provider import BatchProvider, Provider
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.outreach.channels.text.twilio import NAME, Account, TwilioTexts
from goodstanding.outreach.channels.twilio.account import E164
from goodstanding.wire.option import Option

ROUTES = ("toll_free", "ten_dlc", "short_code", "abroad")
"""Over what kind of number texts go; networks allow different traffic on each."""
_SHORT_CODE = re.compile(r"\d{3,6}", re.ASCII)
_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}", re.ASCII)
_PRICE = re.compile(r"\d{1,4}(\.\d{1,6})?", re.ASCII)
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}", re.ASCII)

OPTIONS: tuple[Option, ...] = (
    Option("account", "The account's number.", required=True, example="AC0123456789abcdef0123456789abcdef"),
    Option(
        "route",
        "Over what kind of number texts go.",
        required=True,
        example="abroad",
        kind="choice",
        choices=ROUTES,
    ),
    Option("from_number", "The number texts come from, or a short code.", example="+12175550100"),
    Option("messaging_service", "The messaging service texts go through, in place of a number."),
    Option(
        "base_address",
        "Where the provider is asked.",
        example="https://api.twilio.com",
        kind="address",
        default="https://api.twilio.com",
    ),
    Option(
        "callback_address",
        "Where the provider tells us what became of a text.",
        example="https://collections.example.com/webhooks/twilio_text",
        kind="address",
    ),
    Option(
        "only_clients",
        "The numbers of the clients texts are sent for, where it is not for all.",
        example="3, 7",
        kind="words",
    ),
    Option(
        "price_per_segment",
        "What a segment costs, where the provider does not say so at once.",
        example="0.0079",
    ),
    Option("price_currency", "The currency of that price.", example="USD", default="USD"),
    Option("deadline_s", "How long an exchange may take.", kind="number", default=15, least=1, most=120),
    Option(
        "settle_s",
        "How long after a hand-over the provider's list is sure to show a text it took.",
        kind="number",
        default=60,
        most=3600,
    ),
    Option(
        "validity_s", "How long the provider may try to deliver.", kind="number", default=3600, least=1, most=14_400
    ),
)


def check(options: Mapping[str, Any]) -> str:
    """Return what is wrong with options that are right one by one; empty where nothing is."""
    number, service = options.get("from_number", ""), options.get("messaging_service", "")
    if not _ACCOUNT.fullmatch(options["account"]):
        return "account: an account's number is AC and 32 hexadecimal digits."
    if bool(number) == bool(service):
        return "Texts go from a number or through a messaging service: give from_number or messaging_service."
    if service and not _SERVICE.fullmatch(service):
        return "messaging_service: a messaging service's number is MG and 32 hexadecimal digits."
    is_short = options["route"] == "short_code"
    if number and not (_SHORT_CODE if is_short else E164).fullmatch(number):
        return f"from_number: {number[:40]!r} is not {'a short code' if is_short else 'a number such as +12175550100'}."
    if any(not (one.isascii() and one.isdecimal()) for one in options.get("only_clients", ())):
        return "only_clients: clients are named by their numbers."
    price = options.get("price_per_segment", "")
    if (price and not _PRICE.fullmatch(price)) or options["price_currency"] not in EXPONENTS:
        return "price_per_segment and price_currency: a price is written as 0.0079, its currency as USD."
    if options["settle_s"] < options["deadline_s"] and options["settle_s"]:
        return "settle_s is at least deadline_s: what we gave up waiting for may still be taken."
    return ""


def make_twilio(setting: Setting, _folder: Path) -> Provider | BatchProvider:
    """Return the adapter."""
    return TwilioTexts(account_of(setting))


def account_of(setting: Setting) -> Account:
    """Return how a setting makes us known to the provider."""
    names = set(Account.__slots__) - {"token"}
    known = {name: value for name, value in setting.options.items() if name in names}
    return Account(token=setting.secret, **known)


TWILIO = Adapter(
    "sms",
    NAME,
    "Texts by Twilio, or by whoever talks as it does.",
    make_twilio,
    options=OPTIONS,
    secret="The account's token.",  # noqa: S106  Says what the secret is.
    is_secret_needed=True,
    check=check,
)
