"""What the adapters have in common in how they are set: address, patience, zone, and secrets that are exchanged.

For the declaration of each. A secret whose value has several lines is in exchange: the first line is shown, all of them
are believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from goodstanding.payments.gateway.port import GatewaySetting
from goodstanding.wire.option import Option

DEADLINE_S, SETTLE_S = 30, 120


@dataclass(frozen=True, slots=True)
class Ways:
    """How a provider is asked: where, how long we wait, and the zone whose days count."""

    base_address: str
    deadline_s: int
    settle_s: int
    zone: ZoneInfo


def common_options(base_address: str, *, settle_s: int = SETTLE_S) -> tuple[Option, ...]:
    """Return the options every adapter has."""
    return (
        Option(
            "base_address", "Where the provider is asked.", example=base_address, kind="address", default=base_address
        ),
        Option(
            "time_zone", "The zone whose days count: on which day money came in.",
            example="America/New_York", default="UTC",
        ),
        Option(
            "deadline_s", "How long an exchange may take.", kind="number", default=DEADLINE_S, least=1, most=120
        ),
        Option(
            "settle_s", "How long after an ask the provider's lists are sure to show what it took.",
            kind="number", default=settle_s, most=86_400,
        ),
    )  # fmt: skip


def ways_of(setting: GatewaySetting) -> Ways:
    """Return how a setting has a provider asked."""
    told = setting.options
    return Ways(
        str(told["base_address"]), int(str(told["deadline_s"])), int(str(told["settle_s"])),
        ZoneInfo(str(told["time_zone"])),
    )  # fmt: skip


def fault_of(options: Mapping[str, Any]) -> str:
    """Return what is wrong with the options every adapter has; empty where nothing is."""
    if options["time_zone"] not in available_timezones():
        return f"time_zone: {str(options['time_zone'])[:40]!r} is no zone; write it as America/New_York."
    if options["settle_s"] < options["deadline_s"] and options["settle_s"]:
        return "settle_s is at least deadline_s: what we gave up waiting for may still be taken."
    return ""


def shown_secret(setting: GatewaySetting, name: str) -> str:
    """Return the secret we show: the first line."""
    return next(iter(believed_secrets(setting, name)), "")


def believed_secrets(setting: GatewaySetting, name: str) -> tuple[str, ...]:
    """Return every secret that signatures may carry, the one we show first."""
    return tuple(line.strip() for line in setting.secrets.get(name, "").splitlines() if line.strip())
