"""Chance that repeats itself: every debtor has dice of their own, made from the seed and the debtor's number.

For the whole chapter. Because nobody shares dice, debtor 17 is the same person in a book of 100 and of 5,000, and one
more question about debtor 17 changes nothing for debtor 18.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def dice(seed: int, *purpose: str | int) -> Random:
    """Return the dice of a purpose, such as `dice(7, "name", 17)`; the same ones whenever they are asked for."""
    return Random(":".join(map(str, (seed, *purpose))))  # noqa: S311  # Invented people need no secrets.


def happens(thrown: Random, *, percent: float) -> bool:
    """Say yes so many times in a hundred."""
    return thrown.random() * 100 < percent


def pick(thrown: Random, things: Sequence[tuple[Thing, int]]) -> Thing:
    """Pick one of several things by its weight."""
    assert all(weight >= 0 for _, weight in things), "No weight is negative."
    point = thrown.randrange(sum(weight for _, weight in things))
    for thing, weight in things:
        if point < weight:
            return thing
        point -= weight
    raise AssertionError("The dice never fall beyond the sum of the weights.")
