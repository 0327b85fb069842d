"""Imports go down the floors, and every chapter stands on one."""

import subprocess
import sys
from pathlib import Path

from tests.guards.checkout import HOME


def test_imports_go_down_the_floors() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint_imports, "--no-cache"], cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contract_has_no_exemptions() -> None:
    text = (HOME / "pyproject.toml").read_text()
    assert "ignore_imports" not in text
    assert "exhaustive = true" in text
