"""Sharing a total out by weights, by largest remainder, without losing or making a minor unit.

Each part is the exact share rounded down, and the units left over go to the parts that were cut most; among equals, to
the earlier part. So the parts always sum to the total, no part is a whole unit away from its exact share, the same
input gives the same parts, and a part without weight gets nothing.
"""

from collections.abc import Sequence

from goodstanding.refusal import Refusal


class SplitRefused(Refusal, ValueError):
    """There is no part to give to: no weights, a weight below zero, or weights that are all zero."""


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share a total of minor units out in proportion to whole weights; raise SplitRefused if that cannot be done.

    A total below zero is shared as the mirror of the same total above zero.

    >>> split(100, [1, 1, 1]), split(-5, [3, 1])
    ([34, 33, 33], [-4, -1])
    """
    whole = _whole_weight(weights)
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    left_over = abs(total) - sum(parts)
    most_cut_first = sorted(range(len(weights)), key=lambda position: (-shares[position][1], position))
    for position in most_cut_first[:left_over]:
        parts[position] += 1
    assert sum(parts) == abs(total)
    return [sign * part for part in parts]


def split_evenly(total: int, parts: int) -> list[int]:
    """Share a total out in equal parts; the first ones carry the odd units.

    >>> split_evenly(1000, 3)
    [334, 333, 333]
    """
    return split(total, [1] * parts)


def _whole_weight(weights: Sequence[int]) -> int:
    if not weights:
        raise SplitRefused("There is nobody to share the amount among.")
    if min(weights) < 0:
        raise SplitRefused("A share cannot weigh less than nothing.")
    whole = sum(weights)
    if whole == 0:
        raise SplitRefused("All shares weigh nothing.")
    return whole
