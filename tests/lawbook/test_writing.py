"""How the lawbook is written: words for names, quoted texts, plain truths, and no number of the law in code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.lawbook.shelf import LAWBOOK, PACK_FOLDERS, RULE_FOLDERS, place

pytestmark = pytest.mark.law
WRITTEN = sorted(LAWBOOK.rglob("*.yaml"))
PROGRAMS = sorted(LAWBOOK.rglob("rule.py"))
HARMLESS = {0, 1, 2, -1}
"""Numbers that count places and pairs; every other number in a rule's code would be one of the law's."""


def values_of(path: Path) -> Iterator[yaml.ScalarNode]:
    """Every value of a file, with its place; its keys are left out."""
    tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    assert tree is not None, "A file of the lawbook holds something."
    return scalars(tree)


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every value below a node."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for below in node.value:
            yield from scalars(below)
    elif isinstance(node, yaml.MappingNode):
        for _, below in node.value:
            yield from scalars(below)


@pytest.mark.parametrize("path", WRITTEN, ids=place)
def test_texts_are_quoted_and_truths_are_plain(path: Path) -> None:
    """A bare NO is a no, a bare on a yes, and a bare date a date, whatever was meant."""
    wrong = []
    for node in values_of(path):
        kind, line = node.tag.rpartition(":")[2], node.start_mark.line + 1
        if kind == "bool" and node.value not in ("true", "false"):
            wrong.append(f"line {line}: {node.value} is a truth to YAML; quote the word, or write true or false.")
        if kind in ("timestamp", "float"):
            wrong.append(f"line {line}: {node.value} is not quoted.")
        if kind == "str" and node.style is None:
            wrong.append(f"line {line}: {node.value[:40]} is a text without quotes.")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("folder", [*PACK_FOLDERS, *RULE_FOLDERS], ids=place)
def test_folders_are_named_in_words(folder: Path) -> None:
    for step in folder.relative_to(LAWBOOK).parts:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", step), f"{step} is no name in words."
        assert len(step) > 2, f"{step} is a code, and a folder is named in words."


@pytest.mark.parametrize("path", PROGRAMS, ids=place)
def test_no_number_of_the_law_stands_in_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    numbers = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) in (int, float)]
    wrong = [f"line {node.lineno}: {node.value!r}" for node in numbers if node.value not in HARMLESS]
    assert not wrong, f"A number of the law stands in rule.yaml: {wrong}"
    assert ast.get_docstring(tree), "It says what it is."


@pytest.mark.parametrize("folder", RULE_FOLDERS, ids=place)
def test_no_number_of_the_law_stands_in_an_expression(folder: Path) -> None:
    """Values are named; a bare number in a condition would have no source and no date."""
    found = []
    for node in values_of(folder / "rule.yaml"):
        if re.search(r"(?:[<>=]|<=|>=)\s*-?\d{2,}\b", node.value) and "'" not in node.value[:2]:
            found.append(f"line {node.start_mark.line + 1}: {node.value[:80]}")
    assert not found, found
