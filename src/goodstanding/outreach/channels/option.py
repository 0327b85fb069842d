"""What an option of a channel may be: what any adapter's may be, and a telephone number or an e-mail address.

For every adapter, which declares its options, and for whoever sets a channel. How options and addresses are read is
said in `wire`; here what is refused is refused as a channel's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.parties.contact_point import ContactPointRefused, read_email, read_phone
from goodstanding.wire import option as any_option
from goodstanding.wire.option import Option, OptionRefused, Readers


def read_options(given: Mapping[str, str], *, options: Iterable[Option], what: str) -> dict[str, Any]:
    """Return every option as its value, with defaults where none was given; raises ChannelRefused with all faults.

    what  names the channel or provider in the sentence: "sms by twilio".
    """
    try:
        return any_option.read_options(given, options=options, what=what, more=_MORE)
    except OptionRefused as fault:
        raise ChannelRefused(str(fault)) from fault


def read(text: str, option: Option) -> Any:
    """Return what was typed for one option as its value; raises ChannelRefused."""
    try:
        return any_option.read(text, option, more=_MORE)
    except OptionRefused as fault:
        raise ChannelRefused(str(fault)) from fault


def _phone(value: str, option: Option) -> str:
    try:
        point = read_phone(value)
    except ContactPointRefused as fault:
        raise OptionRefused(f"{option.name}: {fault}") from fault
    if not point.is_readable or not value.startswith("+"):
        raise OptionRefused(f"{option.name}: {value[:40]!r} is not a number; write it as +12025550100.")
    return point.value


def _email(value: str, option: Option) -> str:
    try:
        return read_email(value).value
    except ContactPointRefused as fault:
        raise OptionRefused(f"{option.name}: {fault}") from fault


_MORE: Readers = {"phone": _phone, "email": _email}
