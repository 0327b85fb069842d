"""What the guards look at: the files of this checkout."""

import ast
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
SOURCE = HOME / "src" / "goodstanding"
TESTS = HOME / "tests"
MAY_KNOW_DJANGO = {
    "models", "operations", "queries", "admin", "apps", "forms", "views", "urls", "middleware", "tasks", "migrations",
    "commands", "templatetags",
}  # fmt: skip
"""File or folder names that may import Django; everything in config/ may too, for it is where Django is set up."""


def modules() -> list[Path]:
    """Every Python file of the project, without the migrations that Django writes."""
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def is_pure(path: Path) -> bool:
    """May this file know nothing of Django?"""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0] != "config" and not MAY_KNOW_DJANGO & set(parts)


def nouns() -> list[Path]:
    """The pure files that hold something to test: not the docstring of a chapter, not a folder's."""
    return [path for path in modules() if is_pure(path) and not path.name.startswith("__")]


def imported_names(path: Path) -> set[str]:
    """Full dotted names of everything a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def name_of(path: Path) -> str:
    """A short name for a failing test: the path below the source folder."""
    return str(path.relative_to(SOURCE))
