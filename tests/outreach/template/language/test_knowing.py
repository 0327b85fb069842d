"""What is certainly known where a condition came out one way, held against every way the facts can be."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goodstanding.outreach.template.language.condition import Condition, Fact, holds
from goodstanding.outreach.template.language.grammar import read
from goodstanding.outreach.template.language.knowing import surely_known
from tests.outreach.template.language.kinds import KINDS

NAMES = ("yes", "no", "maybe")


@pytest.mark.parametrize(
    ("text", "then", "otherwise"),
    [
        ("days is known", {"days"}, set()),
        ("days is missing", set(), {"days"}),
        ("days > 3", {"days"}, set()),
        ("days > 3 and sum is known", {"days", "sum"}, set()),
        ("days > 3 or sum is known", set(), set()),
        ("days is missing or sum is missing", set(), {"days", "sum"}),
        ("not (days is known and sum is known)", set(), {"days", "sum"}),
        ("not days > 3", {"days"}, set()),
    ],
)
def test_what_is_known_in_either_branch(text: str, then: set[str], otherwise: set[str]) -> None:
    condition = read(text, kinds=KINDS)
    assert surely_known(condition, "true") == then
    assert surely_known(condition, "not true") == otherwise


LEAVES = some.sampled_from([*NAMES, *(f"{name} is known" for name in NAMES), *(f"{name} is missing" for name in NAMES)])
TREES = some.recursive(
    LEAVES,
    lambda inner: some.one_of(
        inner.map(lambda one: f"not ({one})"),
        some.tuples(inner, some.sampled_from(["and", "or"]), inner).map(lambda found: "({}) {} ({})".format(*found)),
    ),
    max_leaves=5,
)


def worlds() -> Iterator[dict[str, Fact]]:
    for values in product((True, False, None), repeat=len(NAMES)):
        yield {name: value for name, value in zip(NAMES, values, strict=True) if value is not None}


@given(TREES)
def test_nothing_is_called_known_that_is_missing_in_some_world(text: str) -> None:
    condition: Condition = read(text, kinds=KINDS)
    for world in worlds():
        outcome = holds(condition, world.get)
        assert surely_known(condition, "true" if outcome else "not true") <= set(world)
