"""Setting a gateway, and turning it off."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.database import private_file
from goodstanding.evidence.operations import allot, append
from goodstanding.payments.gateway.declaration import Declaration
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.queries.settings import declared, key_folder, row_of
from goodstanding.payments.models.gateway import GatewaySetting
from goodstanding.wire.option import OptionRefused, read_options

SECRET_MAX = 10_000


@transaction.atomic
def set_gateway(
    provider: str,
    *,
    options: Mapping[str, str],
    secrets: Mapping[str, str],
    is_for_pages: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Set a provider from an instant on, and return the number of the setting.

    secrets  by name; they go to a file of the key folder, and neither into the database nor into the evidence.
    Raises PermissionRefused, or GatewayRefused with everything that is wrong.
    """
    require(by, "gateways.set")
    told = declared(provider)
    try:
        values = read_options(options, options=told.options, what=provider)
    except OptionRefused as fault:
        raise GatewayRefused(str(fault)) from fault
    if fault_found := told.check(values):
        raise GatewayRefused(fault_found)
    if is_for_pages and "page" not in told.can:
        raise GatewayRefused(f"{provider} has no page on which people could pay.")
    kept = _checked(secrets, told)
    _refuse_earlier(provider, at=at)
    return _write(provider, values, kept, is_on=True, is_for_pages=is_for_pages, by=by, at=at)


@transaction.atomic
def turn_off(provider: str, *, by: Actor, at: datetime) -> int:
    """Let nothing be collected by a provider any more; what was begun is followed to its end."""
    require(by, "gateways.set")
    declared(provider)
    if row_of(provider, at=at) is None:
        raise GatewayRefused(f"{provider} is not set, so there is nothing to turn off.")
    return _write(provider, {}, {}, is_on=False, is_for_pages=False, by=by, at=at)


def _write(
    provider: str,
    options: Mapping[str, Any],
    secrets: Mapping[str, str],
    *,
    is_on: bool,
    is_for_pages: bool,
    by: Actor,
    at: datetime,
) -> int:
    entry_id = allot()
    name = f"gateway-{provider}-{entry_id}" if secrets else ""
    if secrets:
        private_file.write(key_folder() / name, json.dumps(dict(secrets)) + "\n")
    row = GatewaySetting.objects.create(
        provider=provider, options=dict(options), secret_name=name, is_on=is_on, is_for_pages=is_for_pages,
        by=by.name, at=at, entry_id=entry_id,
    )  # fmt: skip
    append(
        "payments.gateway_set" if is_on else "payments.gateway_turned_off",
        by=by.name,
        at=at,
        subjects=[f"gateway:{provider}"],
        facts={
            "setting": row.pk,
            "options": {key: str(value) for key, value in options.items()},
            "is_for_pages": is_for_pages,
            "secret_name": name,
        },
        entry_id=entry_id,
    )
    return row.pk


def _checked(secrets: Mapping[str, str], told: Declaration) -> dict[str, str]:
    known = {one.name: one for one in told.secrets}
    kept = {name: "\n".join(part.strip() for part in text.splitlines() if part.strip())
            for name, text in secrets.items()}  # fmt: skip
    faults = [f"{told.provider} has no secret {name[:40]!r}." for name in kept if name not in known]
    faults += [
        f"{told.provider} needs the secret {one.name}: {one.meaning} Give it by --secret-file {one.name}=FILE."
        for one in told.secrets
        if one.required and not kept.get(one.name)
    ]
    faults += [
        f"The secret {name} is too long, or holds a character that cannot be shown."
        for name, text in kept.items()
        if len(text) > SECRET_MAX or not text.replace("\n", "").isprintable()
    ]
    if faults:
        raise GatewayRefused(" ".join(faults))
    return {name: text for name, text in kept.items() if text}


def _refuse_earlier(provider: str, *, at: datetime) -> None:
    """A setting cannot take effect before one that is there already."""
    if GatewaySetting.objects.filter(provider=provider, at__gt=at).exists():
        raise GatewayRefused("The provider was set later than that already.")
