"""Three-valued logic, against a tiny reference over yes, no and nobody knows."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.compliance.expression import kleene
from goodstanding.compliance.expression.reading import Scope, read
from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.column import by_name, truth
from goodstanding.factsheet.sheet import NOTHING, Sheet, Truth, truths, whole

KNOWN = (True, False, None)


def values(found: Truth, length: int) -> list[bool | None]:
    """A truth column as Python values; yes and no at once would be a fault."""
    yes, no = (np.broadcast_to(part, (length,)).tolist() for part in found)
    assert not any(one and other for one, other in zip(yes, no, strict=True))
    return [True if one else False if other else None for one, other in zip(yes, no, strict=True)]


def both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def either(one: bool | None, other: bool | None) -> bool | None:
    return opposite(both(opposite(one), opposite(other)))


def opposite(one: bool | None) -> bool | None:
    return None if one is None else not one


@pytest.mark.parametrize(("column", "single"), [(kleene.both, both), (kleene.either, either)])
def test_the_tables_of_and_and_or(
    column: Callable[[Truth, Truth], Truth], single: Callable[[bool | None, bool | None], bool | None]
) -> None:
    pairs = list(product(KNOWN, KNOWN))
    found = column(truths(one for one, _ in pairs), truths(other for _, other in pairs))
    assert values(found, 9) == [single(one, other) for one, other in pairs]


def test_the_table_of_not() -> None:
    assert values(kleene.opposite(truths(KNOWN)), 3) == [False, True, None]


def test_a_comparison_means_something_only_where_both_sides_are_known() -> None:
    said, known = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert values(kleene.where_known(said, known), 4) == [True, None, False, None]
    assert values(kleene.where_known(np.bool_(True), known), 4) == [True, None, True, None]  # noqa: FBT003  numpy's.


def test_a_number_is_present_unless_it_is_nothing() -> None:
    assert np.asarray(kleene.present(whole([0, -1, None]))).tolist() == [True, True, False]
    assert not kleene.present(NOTHING)


NAMES = ("court_permission", "replies", "esign_consent")
Tree = str | tuple[str, ...]
LEAVES = st.sampled_from([*NAMES, "TRUE", "FALSE"])
TEXTS = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.tuples(below, st.sampled_from(["AND", "OR"]), below).map(lambda one: f"({one[0]} {one[1]} {one[2]})"),
        below.map(lambda one: f"(NOT {one})"),
        below.map(lambda one: f"({one} IS TRUE)"),
        below.map(lambda one: f"({one} IS FALSE)"),
        below.map(lambda one: f"({one} IS NULL)"),
    ),
    max_leaves=8,
)


@given(text=TEXTS, rows=st.lists(st.tuples(*[st.sampled_from(KNOWN)] * 3), min_size=1, max_size=10))
def test_any_condition_reads_as_the_reference_does(text: str, rows: list[tuple[bool | None, ...]]) -> None:
    declared = by_name(truth(name, "A truth.") for name in NAMES)
    cells = {name: truths(row[place] for row in rows) for place, name in enumerate(NAMES)}
    view = View(Brief(Sheet(len(rows), declared, dict(cells))), None, {})
    found = values(read(text, Scope()).run(view), len(rows))
    assert found == [reference(text, dict(zip(NAMES, row, strict=True))) for row in rows]


def reference(text: str, known: dict[str, bool | None]) -> bool | None:
    """Read a fully bracketed condition the slow way."""
    if not text.startswith("("):
        return {"TRUE": True, "FALSE": False}[text] if text in ("TRUE", "FALSE") else known[text]
    inner = text[1:-1]
    if inner.startswith("NOT "):
        return opposite(reference(inner[4:], known))
    first, rest = cut(inner)
    if rest in ("IS TRUE", "IS FALSE", "IS NULL"):
        return reference(first, known) is {"IS TRUE": True, "IS FALSE": False, "IS NULL": None}[rest]
    word, _, second = rest.partition(" ")
    return {"AND": both, "OR": either}[word](reference(first, known), reference(second, known))


def cut(text: str) -> tuple[str, str]:
    """Return the first operand, and what follows it."""
    depth = 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == " " and depth == 0:
            return text[:place], text[place + 1 :]
    return text, ""
