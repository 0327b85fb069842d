"""Pure nouns know no Django, no clock, no chance and no settings; see ARCHITECTURE.md."""

import ast
from pathlib import Path

import pytest

from tests.guards.checkout import MAY_KNOW_DJANGO, imported_names, is_pure, modules, name_of, nouns

DJANGO = ("django", "allauth", "axes", "pghistory", "pgtrigger", "django_htmx")
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"datetime", "date", "time"}
CHANCE = {"random", "secrets"}
GROUND_THAT_TOUCHES_THE_MACHINE = {"database", "cli", "sample_book"}
"""Chapters whose work is the machine itself, or a seeded generator that is handed its own randomness."""


@pytest.mark.parametrize("path", nouns(), ids=name_of)
def test_a_pure_file_imports_no_django(path: Path) -> None:
    guilty = {name for name in imported_names(path) if name.split(".")[0] in DJANGO}
    guilty |= {
        name
        for name in imported_names(path)
        if name.startswith("goodstanding.") and MAY_KNOW_DJANGO & set(name.split(".")[2:4])
    }
    assert not guilty


@pytest.mark.parametrize(
    "path",
    [path for path in nouns() if name_of(path).split("/")[0] not in GROUND_THAT_TOUCHES_THE_MACHINE],
    ids=name_of,
)
def test_a_pure_file_reads_no_clock_and_throws_no_dice(path: Path) -> None:
    tree = ast.parse(path.read_text())
    clock_reads = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in CLOCK_OWNERS
    ]
    assert not clock_reads, f"{path.name} reads a clock in lines {clock_reads}; take the instant as an argument."
    assert not CHANCE & imported_names(path) or path.parent.name in {"evidence", "parties"}, (
        f"{path.name} throws dice; take the random bytes as an argument."
    )


def test_there_is_no_signal_and_no_generic_relation() -> None:
    forbidden = ("django.dispatch", "django.db.models.signals", "django.contrib.contenttypes.fields")
    guilty = [name_of(path) for path in modules() for name in imported_names(path) if name.startswith(forbidden)]
    assert not guilty


def test_no_vague_names() -> None:
    vague = {"utils", "helpers", "common", "misc", "base", "core", "manager", "service", "handler", "processor"}
    vague |= {"data", "info"}
    assert not [name_of(path) for path in modules() if path.stem in vague or path.parent.name in vague]


def test_no_import_hides_inside_a_function() -> None:
    """An import inside a function usually escapes a cycle; the command line's door imports by name instead."""
    guilty = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                guilty += [
                    f"{name_of(path)}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert not guilty


def test_the_rule_itself_tells_pure_from_impure() -> None:
    source = next(path for path in modules() if path.name == "models.py")
    assert not is_pure(source)
    assert any(path.name == "amount.py" for path in nouns())
