"""Guidelines: what a household of a size usually spends in a group a month, as a hint and never as a limit.

The figures of the Standard Financial Statement are licensed, so none are shipped. Whoever holds a licence puts them
into `guidelines.yaml` in the data folder; without that file nothing is compared.

    currency: GBP
    groups:
      food_and_housekeeping: {first_adult: "300", further_adult: "200", child: "120"}
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import yaml

from goodstanding.arrangements.affordability.budget import Household, Line, month_of
from goodstanding.arrangements.affordability.kind import groups, kinds
from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal

FILE = "guidelines.yaml"
PARTS = ("first_adult", "further_adult", "child")


class GuidelinesRefused(Refusal, ValueError):
    """The file of guidelines cannot be used; the sentence says why."""


class Guidelines(NamedTuple):
    """What is usual a month by group: for the first grown-up, each further one, and each child, in minor units."""

    currency: str
    by_group: Mapping[str, tuple[int, int, int]]

    def usual(self, group: str, household: Household) -> int:
        """Return what is usual for a household in a group."""
        first, further, child = self.by_group[group]
        return first + further * (household.adults - 1) + child * household.children


class Hint(NamedTuple):
    """A group that is above what is usual: ask why, and accept the answer."""

    group: str
    says: str
    month_minor: int
    usual_minor: int


def read(text: str) -> Guidelines:
    """Return guidelines of a file; raises GuidelinesRefused and AmountMalformed."""
    told = yaml.safe_load(text)
    if not isinstance(told, Mapping) or not isinstance(told.get("groups"), Mapping) or not told.get("currency"):
        raise GuidelinesRefused("Guidelines say their currency and, by group, what is usual.")
    known = {group.name for group in groups() if group.side in ("fixed", "flexible")}
    currency = str(told["currency"])
    found = {}
    for name, parts in told["groups"].items():
        if name not in known:
            raise GuidelinesRefused(f"{name!r} is no group of costs; known are {', '.join(sorted(known))}.")
        found[str(name)] = _amounts(str(name), parts, currency)
    return Guidelines(currency, found)


def hints(guidelines: Guidelines, lines: Iterable[Line], household: Household, *, currency: str) -> list[Hint]:
    """Return the groups in which a budget is above what is usual; nothing where the currency is another."""
    if currency != guidelines.currency:
        return []
    spent = dict.fromkeys(guidelines.by_group, 0)
    for line in lines:
        group = kinds()[line.kind].group
        if group in spent:
            spent[group] += month_of(line)
    names = {group.name: group.says for group in groups()}
    return [
        Hint(group, names[group], month, guidelines.usual(group, household))
        for group, month in spent.items()
        if month > guidelines.usual(group, household)
    ]


def _amounts(name: str, parts: Any, currency: str) -> tuple[int, int, int]:
    if not isinstance(parts, Mapping) or set(parts) - set(PARTS) or "first_adult" not in parts:
        raise GuidelinesRefused(f"{name} says {', '.join(PARTS)}, the first of them at least.")
    first, further, child = (Amount.of(str(parts.get(part, 0)), currency).minor for part in PARTS)
    return first, further, child
