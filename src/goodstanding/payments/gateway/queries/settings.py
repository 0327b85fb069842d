"""How gateways are set at an instant, and the provider a payment goes through."""

import json
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from goodstanding.database.data_folder import KEYS
from goodstanding.payments.bank.order.operations.provider import BANK_FILE
from goodstanding.payments.gateway.adapters.registry import ADAPTERS
from goodstanding.payments.gateway.declaration import Declaration
from goodstanding.payments.gateway.port import Gateway, GatewayRefused, GatewaySetting, Reader
from goodstanding.payments.gateway.simulator.operations import SIMULATOR
from goodstanding.payments.models import gateway as tables

PROVIDERS: Mapping[str, Declaration] = {SIMULATOR.provider: SIMULATOR, BANK_FILE.provider: BANK_FILE, **ADAPTERS}
"""Every provider there is an adapter for."""


class GatewayLine(NamedTuple):
    """How a provider stands: `fault` says why it cannot be used, and is empty where it can. Nothing of a secret."""

    provider: str
    options: Mapping[str, Any]
    is_for_pages: bool
    is_real: bool
    has_secret: bool
    by: str
    since: datetime
    fault: str


def declared(provider: str) -> Declaration:
    """Return what an adapter says of itself; raises GatewayRefused, and says which there are."""
    found = PROVIDERS.get(provider)
    if found is not None:
        return found
    near = get_close_matches(provider, PROVIDERS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise GatewayRefused(f"There is no provider {provider[:40]!r}.{hint} There is {', '.join(PROVIDERS)}.")


def row_of(provider: str, *, at: datetime) -> tables.GatewaySetting | None:
    """Return the row that counts for a provider at an instant, or None where it is not set or turned off."""
    row = tables.GatewaySetting.objects.filter(provider=provider, at__lte=at).order_by("-at", "-id").first()
    return row if row is not None and row.is_on else None


def setting_of(provider: str, *, at: datetime, even_off: bool = False) -> GatewaySetting:
    """Return how a provider is set at an instant; raises GatewayRefused where it is not, or its secret is gone.

    even_off  also as it was set last: what was collected through it is followed to its end.
    """
    declared(provider)
    row = row_of(provider, at=at)
    if row is None and even_off:
        set_once = tables.GatewaySetting.objects.filter(provider=provider, at__lte=at, is_on=True)
        row = set_once.order_by("-at", "-id").first()
    if row is None:
        raise GatewayRefused(f"{provider} is not set; set it with goodstanding gateway set {provider}.")
    return GatewaySetting(provider, row.options, _secrets(row))


def gateway_of(provider: str, *, at: datetime, even_off: bool = True) -> Gateway:
    """Return the adapter of a provider as it is set; raises GatewayRefused."""
    setting = setting_of(provider, at=at, even_off=even_off)
    return declared(provider).make(setting, data_folder())


def reader_of(provider: str, *, at: datetime) -> Reader:
    """Return the reader of a provider's posts; raises GatewayRefused where it is not set."""
    return declared(provider).make_reader(setting_of(provider, at=at, even_off=True), data_folder())


def provider_for_pages(*, at: datetime) -> str | None:
    """Return the provider on whose pages people pay, or None where none is set for it."""
    rows = tables.GatewaySetting.objects.filter(at__lte=at, is_for_pages=True).order_by("-at", "-id")
    for provider in dict.fromkeys(rows.values_list("provider", flat=True)):
        row = row_of(provider, at=at)
        if row is not None and row.is_for_pages:
            return provider
    return None


def gateway_lines(at: datetime) -> list[GatewayLine]:
    """Return how every provider stands that is set."""
    return [_line(row) for provider in PROVIDERS if (row := row_of(provider, at=at)) is not None]


def data_folder() -> Path:
    """Return the data folder."""
    return Path(settings.DATA_FOLDER)


def key_folder() -> Path:
    """Return the folder of the installation's keys."""
    return data_folder() / KEYS


def _line(row: tables.GatewaySetting) -> GatewayLine:
    fault = ""
    try:
        _secrets(row)
    except GatewayRefused as refusal:
        fault = str(refusal)
    return GatewayLine(row.provider, row.options, row.is_for_pages, declared(row.provider).is_real,
                       bool(row.secret_name), row.by, row.at, fault)  # fmt: skip


def _secrets(row: tables.GatewaySetting) -> Mapping[str, str]:
    if not row.secret_name:
        return {}
    try:
        told = json.loads((key_folder() / row.secret_name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise GatewayRefused(
            f"The secrets of {row.provider} are not in the key folder ({row.secret_name}); set it again."
        ) from fault
    return {str(name): str(value) for name, value in told.items()}
