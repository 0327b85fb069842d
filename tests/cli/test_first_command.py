"""Which command is meant where the first word names none."""

import pytest
import typer
from typer.testing import CliRunner

from goodstanding.cli.first_command import FirstCommand, told

app = typer.Typer(cls=FirstCommand)


@app.command("record")
def record(account: str = "none") -> None:
    """Record."""
    typer.echo(f"recorded {account}")


@app.command("list")
def list_all() -> None:
    """List."""
    typer.echo("listed")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ([], ["record"]),
        (["GF-1"], ["record", "GF-1"]),
        (["--json"], ["record", "--json"]),
        (["list", "GF-1"], ["list", "GF-1"]),
        (["record", "list"], ["record", "list"]),
        (["--help"], ["--help"]),
    ],
)
def test_the_first_command_is_meant_unless_another_is_named(words: list[str], meant: list[str]) -> None:
    assert told(words, commands=["record", "list"]) == meant


def test_the_command_line_reads_it_so() -> None:
    said = [CliRunner().invoke(app, words).stdout.strip() for words in (["--account", "GF-1"], [], ["list"])]
    assert said == ["recorded GF-1", "recorded none", "listed"]
    assert "list" in CliRunner().invoke(app, ["--help"]).stdout
