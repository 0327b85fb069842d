"""What an adapter of a gateway says of itself: its name, its options, its secrets, and who makes it.

For whoever sets a gateway, for the door of posts, and for the worker, who all read the same declaration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from goodstanding.payments.gateway.port import Capability, Gateway, GatewaySetting, Reader
from goodstanding.wire.address import host_of, is_this_machine
from goodstanding.wire.option import Option

Make = Callable[[GatewaySetting, Path], Gateway]
"""Makes the adapter of a setting; the folder is the data folder."""
MakeReader = Callable[[GatewaySetting, Path], Reader]


class Secret(NamedTuple):
    """One secret by its name; what it is, and whether nothing goes without it."""

    name: str
    meaning: str
    required: bool = True


def no_fault(_options: Mapping[str, Any]) -> str:
    """Find nothing wrong with options as a whole."""
    return ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One provider: posts come to /hooks/payments/<provider>/. `is_real` where real money moves by it.

    `is_here` where nothing leaves this machine by it. `check` returns what is wrong with options that are right one by
    one.
    """

    provider: str
    meaning: str
    make: Make
    make_reader: MakeReader
    can: frozenset[Capability]
    options: tuple[Option, ...] = ()
    secrets: tuple[Secret, ...] = ()
    is_real: bool = True
    is_here: bool = False
    check: Callable[[Mapping[str, Any]], str] = no_fault

    def leaves_machine(self, options: Mapping[str, Any]) -> bool:
        """Say whether asks go outside: unless it works here, or all its addresses are this machine's."""
        hosts = [options[one.name] for one in self.options if one.kind in {"address", "host"} and options.get(one.name)]
        return not self.is_here and not (hosts and all(is_this_machine(host_of(one)) for one in hosts))
