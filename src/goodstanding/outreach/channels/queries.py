"""How channels are set at an instant, and the provider that carries one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from goodstanding.compliance.queries import collector_kind, collector_kinds
from goodstanding.database.data_folder import KEYS
from goodstanding.outreach.channels import capability, house
from goodstanding.outreach.channels.provider import BatchProvider, ChannelRefused, Provider
from goodstanding.outreach.channels.registry import CHANNELS, adapter_for, known_channel
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.outreach.models.channel import ChannelSetting
from goodstanding.receivables.models import Client

__all__ = [
    "ChannelLine", "Setting", "channel_lines", "house_is_said", "house_words", "not_carried", "not_carried_for",
    "provider_of", "row_of", "setting_of",
]  # fmt: skip


ONLY = "only_clients"
"""The option that names the clients a channel is meant for."""


class ChannelLine(NamedTuple):
    """How a channel stands: `fault` says why it cannot be used, and is empty where it can. Nothing of a secret."""

    channel: str
    provider: str
    options: Mapping[str, Any]
    has_secret: bool
    by: str
    since: datetime | None
    fault: str


def setting_of(channel: str, *, at: datetime) -> Setting | None:
    """Return how a channel is set at an instant, or None where it is not; raises ChannelRefused without its secret."""
    known_channel(channel)
    row = row_of(channel, at=at)
    if row is None or not row.provider:
        return None
    secret, *more = _secrets(row)
    return Setting(row.channel, row.provider, row.options, secret, tuple(more))


def house_words(at: datetime) -> Mapping[str, Any]:
    """Return who the house says it is: name, address (lines), phone, email, website, contact, hours, undo_seconds."""
    row = row_of(house.HOUSE, at=at)
    return house.words(row.options if row else None)


def house_is_said(at: datetime) -> bool:
    """Say whether the house has said who it is."""
    return row_of(house.HOUSE, at=at) is not None


def provider_of(channel: str, *, at: datetime, data_folder: Path) -> Provider | BatchProvider:
    """Return the provider that carries a channel at an instant; raises ChannelRefused where it may not or cannot."""
    setting = setting_of(channel, at=at)
    if setting is None:
        raise ChannelRefused(
            f"No provider is set for {CHANNELS[channel]}; set one with goodstanding channels set {channel}."
        )
    return usable(setting, at=at).make(setting, data_folder)


def usable(setting: Setting, *, at: datetime) -> Adapter:
    """Return the adapter of a setting as things stand at an instant; raises ChannelRefused where it is not usable."""
    adapter = adapter_for(setting.channel, setting.provider)
    if adapter.leaves_machine(setting.options) and not house_is_said(at):
        raise ChannelRefused("The house has not said who it is; say so with goodstanding channels house.")
    _refuse_traffic(setting, at=at)
    return adapter


def not_carried(setting: Setting, client_id: int, *, at: datetime) -> str:
    """Return why a channel as it is set does not carry what is sent for a client; empty where it does."""
    only = setting.options.get(ONLY)
    if only and client_id not in map(int, only):
        return f"{setting.provider} is set to carry {CHANNELS[setting.channel]} for other clients only."
    if not capability.says_something(setting.provider, channel=setting.channel):
        return ""
    kind = collector_kind(client_id, known_at=at)
    line = capability.not_carried(setting.provider, channel=setting.channel, options=setting.options, kind=kind)
    return capability.sentence(line, kind=kind, whom="this client") if line is not None else ""


def not_carried_for(wanted: Iterable[tuple[str, int]], *, at: datetime) -> dict[tuple[str, int], str]:
    """Return why what is sent by a channel for a client is not carried, for those pairs of which it is not."""
    pairs = set(wanted)
    rows = {channel: row_of(channel, at=at) for channel in {channel for channel, _ in pairs}}
    found: dict[tuple[str, int], str] = {}
    for channel, client_id in pairs:
        row = rows[channel]
        if row is not None and row.provider:
            told = not_carried(Setting(channel, row.provider, row.options), client_id, at=at)
            found |= {(channel, client_id): told} if told else {}
    return found


def _refuse_traffic(setting: Setting, *, at: datetime) -> None:
    """Refuse a setting whose provider does not carry what the house is, for any client it is meant for."""
    kinds = collector_kinds(known_at=at)
    only = setting.options.get(ONLY)
    meant: list[int | None] = [int(one) for one in only] if only else list(kinds)
    names = dict(Client.objects.filter(pk__in=[one for one in meant if one is not None]).values_list("pk", "name"))
    for client_id in meant:
        if client_id is not None and client_id not in names:
            raise ChannelRefused(f"There is no client {client_id}.")
        kind = kinds.get(client_id, kinds[None])
        line = capability.not_carried(setting.provider, channel=setting.channel, options=setting.options, kind=kind)
        if line is not None:
            whom = names[client_id] if client_id is not None else ""
            raise ChannelRefused(capability.sentence(line, kind=kind, whom=whom))


def channel_lines(at: datetime) -> list[ChannelLine]:
    """Return how every channel stands at an instant."""
    return [_line(channel, at=at) for channel in CHANNELS]


def row_of(channel: str, *, at: datetime) -> ChannelSetting | None:
    """Return the row that counts for a channel at an instant; its provider is empty where it was turned off."""
    return ChannelSetting.objects.filter(channel=channel, at__lte=at).order_by("-at", "-id").first()


def key_folder() -> Path:
    """Return the folder of the installation's keys."""
    return Path(settings.DATA_FOLDER) / KEYS


def _line(channel: str, *, at: datetime) -> ChannelLine:
    row = row_of(channel, at=at)
    if row is None or not row.provider:
        by, since = (row.by, row.at) if row else ("", None)
        return ChannelLine(channel, "", {}, has_secret=False, by=by, since=since, fault="")
    fault = ""
    try:
        setting = setting_of(channel, at=at)
        assert setting is not None
        usable(setting, at=at)
    except ChannelRefused as refusal:
        fault = str(refusal)
    return ChannelLine(channel, row.provider, row.options, bool(row.secret_name), row.by, row.at, fault)


def _secrets(row: ChannelSetting) -> list[str]:
    """Return the secrets of a setting, a line each; [""] where it has none."""
    if not row.secret_name:
        return [""]
    try:
        text = (key_folder() / row.secret_name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ChannelRefused(
            f"The secret for {CHANNELS[row.channel]} is not in the key folder ({row.secret_name}); set it again."
        ) from fault
    return [line.strip() for line in text.splitlines() if line.strip()] or [""]
