"""Every shape says what it is, reads its blanks and decides; and the page for rule writers names it."""

import pytest

from goodstanding.compliance.shapes.table import SHAPES
from tests.guards.checkout import HOME

PAGE = (HOME / "docs" / "lawbook.md").read_text()


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_says_what_it_is_and_stands_on_the_page(name: str) -> None:
    shape = SHAPES[name]
    assert shape.meaning.endswith(".")
    assert callable(shape.make().breach)
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, shape in SHAPES.items() for key in shape.keys])
def test_every_blank_of_a_shape_is_on_the_page(name: str, key: str) -> None:
    assert f"{key}`" in PAGE or f"`{key}" in PAGE, f"{name} has a blank {key}."
