"""The kinds of lines a budget asks for, in the groups of the Standard Financial Statement, read from groups.yaml.

For forms, for the check of a budget and for whoever prints one. Places come in the order in which the form asks.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import yaml

SOURCE = Path(__file__).with_name("groups.yaml")
Side = Literal["income", "fixed", "flexible", "savings", "debts"]
SIDES: tuple[Side, ...] = get_args(Side)
SIDE_NAMES: Mapping[Side, str] = {
    "income": "Income", "fixed": "Fixed costs", "flexible": "Flexible costs", "savings": "Savings",
    "debts": "Payments on other debts",
}  # fmt: skip


class Kind(NamedTuple):
    """One kind of line: its lasting name, the group and side it stands in, and what a person is asked."""

    name: str
    group: str
    side: Side
    says: str


class Group(NamedTuple):
    """Kinds that are asked for together."""

    name: str
    side: Side
    says: str
    kinds: tuple[Kind, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Return every group in the order of the form."""
    return tuple(_read())


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its name.

    >>> kinds()["rent"].side, kinds()["rent"].group
    ('fixed', 'home')
    """
    return {one.name: one for group in groups() for one in group.kinds}


def _read() -> Iterator[Group]:
    told = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    for side in SIDES:
        for name, group in told[side].items():
            found = tuple(Kind(kind, name, side, says) for kind, says in group["kinds"].items())
            yield Group(name, side, group["says"], found)
