"""The command line's door: refusals become one sentence, and --data may stand anywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodstanding.cli import main
from goodstanding.cli.main import CommandRefused


@pytest.fixture(autouse=True)
def _keep_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODSTANDING_DATA", os.environ.get("GOODSTANDING_DATA", ""))


def call(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "goodstanding.cli", *words],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [["report", "--data", "{}", "dso"], ["--data={}", "report", "dso"]])
def test_the_data_folder_is_taken_wherever_it_stands(words: list[str], tmp_path: Path) -> None:
    rest = main.take_data_folder([word.format(tmp_path) for word in words])
    assert rest == ["report", "dso"]
    assert os.environ["GOODSTANDING_DATA"] == str(tmp_path)


def test_a_data_folder_without_a_name_is_refused() -> None:
    with pytest.raises(CommandRefused, match="names no folder"):
        main.take_data_folder(["doctor", "--data"])


def test_an_unknown_command_is_refused_with_the_nearest() -> None:
    done = call("reprot")
    assert done.returncode == main.EXIT_REFUSED
    assert done.stderr.strip() == (
        "goodstanding: There is no command 'reprot'. Did you mean report? Call goodstanding --help for all of them."
    )
    assert not done.stdout


def test_help_lists_every_command() -> None:
    done = call("--help")
    assert done.returncode == 0
    assert "doctor" in done.stdout
    assert "import" in done.stdout


@pytest.mark.parametrize(
    "url", ["mysql://db.example/books", "postgresql://nobody@127.0.0.1:1/books", "postgresql://[", "not an address"]
)
def test_a_wrong_database_is_one_sentence(url: str, tmp_path: Path) -> None:
    done = call("report", "dso", "--data", str(tmp_path), DATABASE_URL=url)
    assert done.returncode == main.EXIT_REFUSED
    assert done.stderr.startswith("goodstanding: ")
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = call("report", "dso", "--data", str(tmp_path / "file"))
    assert done.returncode == main.EXIT_REFUSED
    assert "Traceback" not in done.stderr


def test_asking_for_help_makes_no_database(tmp_path: Path) -> None:
    done = call("import", "--help", "--data", str(tmp_path / "none"))
    assert done.returncode == 0
    assert "--on-error" in done.stdout
    assert not (tmp_path / "none").exists()
