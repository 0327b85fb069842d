"""The options of calls and of messages on voicemail, and the adapters that a setting makes."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodstanding.outreach.channels.call.twilio import NAME, Account, TwilioVoice
from goodstanding.outreach.channels.call.voicemail.limited import LimitedVoicemail
from goodstanding.outreach.channels.provider import BatchProvider, ChannelRefused, Provider
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.wire.option import Option

_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}", re.ASCII)

OPTIONS: tuple[Option, ...] = (
    Option("account", "The account's number.", required=True, example="AC0123456789abcdef0123456789abcdef"),
    Option("caller_id", "The number people see.", required=True, example="+12175550100", kind="phone"),
    Option(
        "public_address", "Where the provider reaches our own pages.", required=True,
        example="https://collections.example.com", kind="address",
    ),
    Option(
        "base_address", "Where the provider is asked.", example="https://api.twilio.com", kind="address",
        default="https://api.twilio.com",
    ),
    Option("deadline_s", "How long an exchange may take.", kind="number", default=15, least=1, most=120),
    Option(
        "settle_s", "How long after it was asked for the provider's list is sure to show a call.", kind="number",
        default=60, most=3600,
    ),
    Option("ring_s", "How long a number rings before it is given up.", kind="number", default=30, least=5, most=120),
)  # fmt: skip
CALL_OPTIONS: tuple[Option, ...] = (
    *OPTIONS,
    Option("records", "Whether calls are recorded, and both sides told.", kind="yes_or_no", default=False),
    Option(
        "recording_days", "How many days a recording is kept; never fewer than the law wants.", kind="number",
        default=1, least=1, most=36_500,
    ),
    Option("reach_number", "The number callers of the menu are put through to.", example="+12175550101", kind="phone"),
)  # fmt: skip


def check(options: Mapping[str, Any]) -> str:
    """Return what is wrong with options that are right one by one; empty where nothing is."""
    if not _ACCOUNT.fullmatch(options["account"]):
        return "account: an account's number is AC and 32 hexadecimal digits."
    if options["settle_s"] < options["deadline_s"] and options["settle_s"]:
        return "settle_s is at least deadline_s: what we gave up waiting for may still be taken."
    return ""


def account_of(setting: Setting) -> Account:
    """Return how a setting makes us known to the provider."""
    names = set(Account.__slots__) - {"token"}
    known = {name: value for name, value in setting.options.items() if name in names}
    return Account(token=setting.secret, **known)


def make_voice(setting: Setting, _folder: Path) -> Provider | BatchProvider:
    """Refuse: a call is made by somebody, so nothing of the channel is ever handed over as a finished message."""
    raise ChannelRefused(f"Calls by {setting.provider} are dialled by collectors; nothing is sent by them.")


def voice_of(setting: Setting) -> TwilioVoice:
    """Return the line that collectors dial on."""
    return TwilioVoice(account_of(setting))


def make_voicemail(setting: Setting, _folder: Path) -> Provider | BatchProvider:
    """Return the adapter that leaves messages on voicemail, and only those that tell nothing of a debt."""
    return LimitedVoicemail(account_of(setting))


VOICE = Adapter(
    "call",
    NAME,
    "Calls by Twilio, or by whoever talks as it does.",
    make_voice,
    options=CALL_OPTIONS,
    secret="The account's token.",  # noqa: S106  Says what the secret is.
    is_secret_needed=True,
    check=check,
)
VOICEMAIL = Adapter(
    "voicemail",
    NAME,
    "Messages on voicemail by Twilio, or by whoever talks as it does.",
    make_voicemail,
    options=OPTIONS,
    secret="The account's token.",  # noqa: S106  Says what the secret is.
    is_secret_needed=True,
    check=check,
)
