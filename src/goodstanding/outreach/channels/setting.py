"""How a channel is set, as an adapter is given it: the provider, its options, and its secret.

For the maker of every adapter. The secret comes from a file of the key folder and is shown nowhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodstanding.outreach.channels.provider import BatchProvider, Provider
from goodstanding.wire.address import host_of, is_this_machine
from goodstanding.wire.option import Option


@dataclass(frozen=True, slots=True)
class Setting:
    """One channel as it is set. `options` are read already: numbers are numbers, yes and no are truths.

    `secret` is what we show the provider; `more_secrets` are others that signatures of its posts may still carry,
    while one takes the place of another.
    """

    channel: str
    provider: str
    options: Mapping[str, Any] = field(default_factory=dict)
    secret: str = field(default="", repr=False)
    more_secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return every secret that counts, the one we show first."""
        return tuple(one for one in (self.secret, *self.more_secrets) if one)


Maker = Callable[[Setting, Path], Provider | BatchProvider]
"""Makes the adapter of a setting; the folder is the data folder."""


def no_fault(_options: Mapping[str, Any]) -> str:
    """Find nothing wrong with options as a whole."""
    return ""


@dataclass(frozen=True, slots=True)
class Adapter:
    """A way to carry a channel: what it is, which options it takes, and who makes it.

    `is_here` where nothing leaves this machine by it, such as a folder for a print house. `secret` says in words what
    the secret is; empty where there is none. `check` returns what is wrong with options that are right one by one.
    """

    channel: str
    provider: str
    meaning: str
    make: Maker
    options: tuple[Option, ...] = ()
    secret: str = ""
    is_secret_needed: bool = False
    is_here: bool = False
    check: Callable[[Mapping[str, Any]], str] = no_fault

    def leaves_machine(self, options: Mapping[str, Any]) -> bool:
        """Say whether consignments go outside: unless it works here, or all its addresses are this machine's."""
        hosts = [options[one.name] for one in self.options if one.kind in {"address", "host"} and options.get(one.name)]
        return not self.is_here and not (hosts and all(is_this_machine(host_of(one)) for one in hosts))
