"""Which open amounts add up to what was paid: found only where there is just one way.

For payers who settle several items with one transfer and say which of them nowhere.
"""

from collections.abc import Sequence

ITEMS_MOST = 24
WAYS_MOST = 20_000
"""Beyond so many partial sums the search gives up and says that it does not know."""


def only_way(amounts: Sequence[int], total: int) -> tuple[int, ...] | None:
    """Return the places of the amounts that add up to a total, or None where no set does, or more than one.

    Amounts and total are above zero. Two equal amounts are two ways: nobody can tell which of them was meant.

    >>> only_way([70, 50, 30], 100), only_way([50, 50, 30], 80), only_way([50, 50], 100)
    ((0, 2), None, (0, 1))
    """
    if not 0 < len(amounts) <= ITEMS_MOST or total <= 0 or sum(amounts) < total:
        return None
    if sum(amounts) == total:
        return tuple(range(len(amounts)))
    # Partial sum -> the only places that make it, or None once there are two ways.
    made: dict[int, tuple[int, ...] | None] = {0: ()}
    for place, amount in enumerate(amounts):
        grown = dict(made)
        for so_far, places in made.items():
            whole = so_far + amount
            if whole <= total:
                grown[whole] = None if whole in grown or places is None else (*places, place)
        made = grown
        if len(made) > WAYS_MOST:
            return None
    return made.get(total)
