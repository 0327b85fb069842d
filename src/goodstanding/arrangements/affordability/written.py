"""How the lines of a budget are written before they are sealed, and read again."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from goodstanding.arrangements.affordability.budget import Household, Line

SEALED_AS = "budget"
"""What the sealed text is bound to, together with its person."""


class Written(NamedTuple):
    """The lines of a budget and the household they are of."""

    lines: tuple[Line, ...]
    household: Household


def write(lines: Sequence[Line], household: Household) -> str:
    """Return a budget as text."""
    return json.dumps({"lines": [list(line) for line in lines], "household": list(household)}, ensure_ascii=False)


def read(text: str) -> Written:
    """Return a budget as it was written.

    >>> read(write([Line("rent", 60_000, "monthly")], Household(2, 1))).lines[0].amount_minor
    60000
    """
    told = json.loads(text)
    return Written(tuple(Line(*one) for one in told["lines"]), Household(*told["household"]))
