"""Setting a channel, turning it off, and saying who the house is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.database import private_file
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels import house
from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.queries import key_folder, row_of, usable
from goodstanding.outreach.channels.registry import CHANNELS, adapter_for, known_channel
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.outreach.models.channel import ChannelSetting

SECRET_MAX = 10_000


@transaction.atomic
def set_channel(
    channel: str, *, provider: str, options: Mapping[str, str], secret: str = "", by: Actor, at: datetime
) -> int:
    """Set a channel from an instant on, and return the number of the setting.

    secret  what we show the provider; further lines are secrets that its signatures may still carry. It goes to a
    file of the key folder, and neither into the database nor into the evidence. Raises PermissionRefused, or
    ChannelRefused for a provider, an option or traffic that cannot be.
    """
    require(by, "channels.set")
    adapter = adapter_for(channel, provider)
    values = read_options(options, options=adapter.options, what=f"{channel} by {provider}")
    if fault := adapter.check(values):
        raise ChannelRefused(fault)
    kept = _checked_secret(secret, adapter=adapter)
    _refuse_earlier(channel, at=at)
    usable(Setting(channel, provider, values), at=at)
    return _write(channel, provider=provider, options=values, secret=kept, by=by, at=at)


@transaction.atomic
def turn_off(channel: str, *, by: Actor, at: datetime) -> int:
    """Let a channel carry nothing from an instant on; raises ChannelRefused where it carries nothing already."""
    require(by, "channels.set")
    known_channel(channel)
    row = row_of(channel, at=at)
    if row is None or not row.provider:
        raise ChannelRefused(f"No provider is set for {CHANNELS[channel]}, so there is nothing to turn off.")
    return _write(channel, provider="", options={}, secret="", by=by, at=at)


@transaction.atomic
def say_house(options: Mapping[str, str], *, by: Actor, at: datetime) -> int:
    """Say who the house is from an instant on; what is not given stays. Raises PermissionRefused or ChannelRefused."""
    require(by, "channels.set")
    row = row_of(house.HOUSE, at=at)
    before = {name: str(value) for name, value in row.options.items()} if row else {}
    values = read_options(before | dict(options), options=house.OPTIONS, what="The house")
    _refuse_earlier(house.HOUSE, at=at)
    return _write(house.HOUSE, provider=house.HOUSE, options=values, secret="", by=by, at=at)


def _write(channel: str, *, provider: str, options: Mapping[str, Any], secret: str, by: Actor, at: datetime) -> int:
    entry_id = allot()
    name = f"channel-{channel}-{entry_id}" if secret else ""
    if secret:
        private_file.write(key_folder() / name, secret + "\n")
    row = ChannelSetting.objects.create(
        channel=channel, provider=provider, options=dict(options), secret_name=name, by=by.name, at=at,
        entry_id=entry_id,
    )  # fmt: skip
    append(
        "outreach.channel_set" if provider else "outreach.channel_turned_off",
        by=by.name,
        at=at,
        subjects=[f"channel:{channel}"],
        facts={
            "setting": row.pk,
            "provider": provider,
            "options": {name: str(value) for name, value in options.items()},
            "secret_name": name,
        },
        entry_id=entry_id,
    )
    return row.pk


def _checked_secret(secret: str, *, adapter: Adapter) -> str:
    """Return the secret's lines without blanks around them; raises ChannelRefused."""
    lines = [line.strip() for line in secret.splitlines() if line.strip()]
    if lines and not adapter.secret:
        raise ChannelRefused(f"{adapter.provider} takes no secret.")
    if adapter.is_secret_needed and not lines:
        raise ChannelRefused(f"{adapter.provider} needs a secret: {adapter.secret} Give it by --secret-file.")
    if len(secret) > SECRET_MAX or not all(line.isprintable() for line in lines):
        raise ChannelRefused("The secret is too long, or holds a character that cannot be shown.")
    return "\n".join(lines)


def _refuse_earlier(channel: str, *, at: datetime) -> None:
    """A setting cannot take effect before one that is there already: what was sent meanwhile went by the other."""
    if ChannelSetting.objects.filter(channel=channel, at__gt=at).exists():
        raise ChannelRefused("The channel was set later than that already.")
