"""What the parts of an ageing are: portfolios, clients, or the values of a column that the map kept with the debt."""

from dataclasses import dataclass
from typing import Literal

from goodstanding.refusal import Refusal

Kind = Literal["portfolio", "client", "attribute"]

_ATTRIBUTE = "attribute:"


class GroupingRefused(Refusal, ValueError):
    """The text names nothing that an ageing can be grouped by."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to cut an ageing into parts; `attribute` is the name of the kept column, else empty."""

    kind: Kind
    attribute: str = ""

    def __str__(self) -> str:
        """Write the grouping as it is asked for."""
        return f"{_ATTRIBUTE}{self.attribute}" if self.kind == "attribute" else self.kind


def parse(text: str) -> Grouping:
    """Read "portfolio", "client" or "attribute:NAME"; raise GroupingRefused for anything else.

    >>> parse("attribute:region")
    Grouping(kind='attribute', attribute='region')
    """
    if text == "portfolio":
        return Grouping("portfolio")
    if text == "client":
        return Grouping("client")
    if text.startswith(_ATTRIBUTE) and text != _ATTRIBUTE:
        return Grouping("attribute", text.removeprefix(_ATTRIBUTE))
    raise GroupingRefused(f"{text[:40]!r} is nothing to group by; write portfolio, client or attribute:NAME.")
