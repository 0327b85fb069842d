"""Every command exists, and every command and setting is documented."""

import importlib
import re

import pytest
import typer

from goodstanding.cli.table import COMMANDS, Command
from tests.guards.checkout import HOME, SOURCE

DOCUMENTS = "\n".join(path.read_text() for path in (HOME / "docs").glob("*.md"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_exists_and_is_documented(command: Command) -> None:
    module = importlib.import_module(f"goodstanding.cli.commands.{command.module}")
    assert isinstance(module.app, typer.Typer)
    assert f"`goodstanding {command.name}" in DOCUMENTS


def test_every_setting_is_documented() -> None:
    names = set(re.findall(r'"(GOODSTANDING_[A-Z_]+|DATABASE_URL)"', (SOURCE / "config" / "settings.py").read_text()))
    settings = (HOME / "docs" / "settings.md").read_text()
    assert len(names) > 3
    assert not {name for name in names if f"`{name}`" not in settings}


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md"), *(HOME / "decisions").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text()):
            assert (path.parent / target).exists(), f"{path.name} links to {target}."
