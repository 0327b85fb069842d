"""Every provider there is an adapter for, by channel, and who makes it.

For whoever sets a channel and for whoever sends by one. An adapter adds its line here and nothing else.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from goodstanding.outreach.channels.call.making import VOICE, VOICEMAIL
from goodstanding.outreach.channels.email.making import SMTP
from goodstanding.outreach.channels.email.operations.esp_provider import ANYMAIL
from goodstanding.outreach.channels.letter.making import LOB, PRINT_FOLDER
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.setting import Adapter, Maker
from goodstanding.outreach.channels.text.making import TWILIO

CHANNELS: Mapping[str, str] = {
    "email": "e-mail",
    "sms": "texts",
    "letter": "letters",
    "call": "calls",
    "voicemail": "messages on voicemail",
    "portal": "the portal",
}
"""The channels that are set, and how a sentence names them."""

_ALL: tuple[Adapter, ...] = (SMTP, ANYMAIL, TWILIO, VOICE, VOICEMAIL, PRINT_FOLDER, LOB)

ADAPTERS: Mapping[tuple[str, str], Adapter] = {(one.channel, one.provider): one for one in _ALL}
MAKERS: Mapping[tuple[str, str], Maker] = {key: one.make for key, one in ADAPTERS.items()}


def known_channel(channel: str) -> str:
    """Return a channel that can be set; raises ChannelRefused."""
    if channel not in CHANNELS:
        raise ChannelRefused(f"{channel[:40]!r} is no channel; one of {', '.join(CHANNELS)} is.")
    return channel


def adapter_for(channel: str, provider: str) -> Adapter:
    """Return the adapter of a channel and a provider; raises ChannelRefused, and says which there are."""
    known_channel(channel)
    found = ADAPTERS.get((channel, provider))
    if found is not None:
        return found
    names = [name for one, name in ADAPTERS if one == channel]
    if not names:
        raise ChannelRefused(f"There is no provider for {CHANNELS[channel]} yet.")
    near = get_close_matches(provider, names, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise ChannelRefused(
        f"There is no provider {provider[:40]!r} for {CHANNELS[channel]}.{hint} There is {', '.join(names)}."
    )
