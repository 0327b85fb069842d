"""Three-valued logic on columns: yes, no, and nobody knows."""

import numpy as np

from goodstanding.factsheet.sheet import NOTHING, Flags, Truth, Whole


def both(one: Truth, other: Truth) -> Truth:
    """AND: a single no decides."""
    return Truth(one.yes & other.yes, one.no | other.no)


def either(one: Truth, other: Truth) -> Truth:
    """OR: a single yes decides."""
    return Truth(one.yes | other.yes, one.no & other.no)


def opposite(one: Truth) -> Truth:
    """NOT: unknown stays unknown."""
    return Truth(one.no, one.yes)


def where_known(said: Flags, known: Flags) -> Truth:
    """Make a truth of a comparison that only means something where both sides are known."""
    return Truth(np.bool_(1) & said & known, np.bool_(1) & ~said & known)


def present(cells: Whole) -> Flags:
    """Say where a number is known."""
    known: Flags = cells != NOTHING
    return known
