"""The tools that read the code agree with it: ruff, mypy, and our own limits of size."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.checkout import HOME, SOURCE, modules, name_of

LINES_MAX = 300
FUNCTION_LINES_MAX = 50
FILES_MAX = 12


def call(tool: str, *words: str) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name(tool)), *words], cwd=HOME, capture_output=True, text=True, check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    call("ruff", "check", "--no-cache", ".")


def test_the_code_is_formatted() -> None:
    call("ruff", "format", "--check", "--no-cache", ".")


def test_mypy_finds_nothing() -> None:
    call("mypy", "--strict")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LINES_MAX
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= FUNCTION_LINES_MAX, f"{node.name} has {length} lines."


def test_no_folder_grows_past_a_second_idea() -> None:
    folders = {path.parent for path in modules()}
    crowded = {
        str(folder.relative_to(SOURCE)): count
        for folder in folders
        if (count := len([file for file in folder.glob("*.py") if file.name != "__init__.py"])) > FILES_MAX
        and folder.name != "commands"
    }
    assert not crowded, f"More than {FILES_MAX} files: {crowded}."


def test_an_exemption_names_its_code_and_its_reason() -> None:
    guilty = [
        f"{name_of(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"type: ignore(?!\[[\w-]+(, ?[\w-]+)*\]\s+# )", line)
        or re.search(r"noqa(?!: [A-Z]+\d+\S*  ?\S)", line)
    ]
    assert not guilty


def test_every_module_says_what_it_is() -> None:
    assert not [name_of(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))]


def test_the_lock_holds_no_address() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        assert "://" not in (HOME / name).read_text()


def test_migrations_are_complete(tmp_path: Path) -> None:
    """No model says something that no migration does."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"], cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def rule_programs() -> list[Path]:
    """The rules of the lawbook that no shape fits, and that bring their own code."""
    return sorted((HOME / "lawbook").rglob("rule.py"))


@pytest.mark.parametrize("path", rule_programs(), ids=lambda path: str(path.parent.relative_to(HOME)))
def test_the_code_of_a_rule_stays_small(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert len(path.read_text().splitlines()) <= LINES_MAX
    assert ast.get_docstring(tree)
    lengths = {
        node.name: (node.end_lineno or 0) - node.lineno + 1 for node in tree.body if isinstance(node, ast.FunctionDef)
    }
    assert not [name for name, length in lengths.items() if length > FUNCTION_LINES_MAX]


def test_mypy_finds_nothing_in_the_code_of_rules() -> None:
    """They lie outside the packages that mypy walks; their folders tell one rule.py from another."""
    if rule_programs():
        call("mypy", "--strict", "--explicit-package-bases", *map(str, rule_programs()))
